//! Reads and checks `codes.toml`. Emits the Rust code and the front page that the library includes, or reports all
//! problems.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/emit/mod.rs"]
#[allow(dead_code, reason = "the tool and the tests use the rest")]
mod emit;
#[path = "src/lookup/mod.rs"]
mod lookup;
#[path = "src/table/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tool and the tests use the rest")]
mod table;

const TABLE: &str = "codes.toml";
const LOCK: &str = "tests/codes.lock";
const README: &str = "README.md";

fn main() {
    // Cargo prints each `cargo::error` and fails the build. If the build script also failed, cargo would print every error twice.
    if let Err(report) = build() {
        for line in report.lines().filter(|line| !line.is_empty()) {
            println!("cargo::error={line}");
        }
    }
}

fn build() -> Result<(), String> {
    let source =
        table::Source::new(TABLE, read(TABLE)?.ok_or(format!("{TABLE}: not found; add it beside Cargo.toml"))?);
    let lock = fs::read(LOCK).unwrap_or_default();
    println!("cargo::rustc-check-cfg=cfg(invalid_table)");
    let table = match table::read(&source, &lock) {
        Ok(table) => table,
        Err(problems) => {
            let report = table::finding::report(&problems, &source, table::finding::plain);
            return if env::var_os("CARGO_FEATURE_CLI").is_some() { leave_library_out(&report) } else { Err(report) };
        }
    };
    emit("codes.rs", &emit::rust(&table))?;
    let readme = read(README)?.unwrap_or_default();
    emit("front-page.md", &emit::markdown::front_page(&String::from_utf8_lossy(&readme), &table))
}

/// Reports the problems as warnings and leaves the library out. The tool still compiles, so
/// `cargo run --features cli -- check` can check an invalid table. Code that uses the library does not compile.
fn leave_library_out(report: &str) -> Result<(), String> {
    for line in report.lines().filter(|line| !line.is_empty()) {
        println!("cargo::warning={line}");
    }
    println!("cargo::rustc-cfg=invalid_table");
    emit("front-page.md", "The table is invalid.\n")
}

/// Reads a file of the package. Cargo runs the build script again when the file changes. Returns `None` if the file
/// does not exist.
fn read(file: &str) -> Result<Option<Vec<u8>>, String> {
    let bytes = match fs::read(file) {
        // With `rerun-if-changed` on a missing file, cargo would run the build script in every build.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        bytes => bytes.map_err(|error| format!("{file}: {error}"))?,
    };
    println!("cargo::rerun-if-changed={file}");
    Ok(Some(bytes))
}

fn emit(file: &str, text: &str) -> Result<(), String> {
    let folder: PathBuf = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set; run this through cargo")?.into();
    fs::write(folder.join(Path::new(file)), text).map_err(|error| format!("{file}: {error}"))
}
