//! Reads `codes.toml`, checks it, and writes the Rust and the front page that the library includes.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

#[path = "src/table/mod.rs"]
#[allow(dead_code, reason = "the tool and the tests use the rest")]
mod table;

const TABLE: &str = "codes.toml";
const README: &str = "README.md";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={TABLE}");
    println!("cargo::rerun-if-changed={README}");
    build().unwrap_or_else(|error| {
        println!("cargo::error={error}");
        ExitCode::FAILURE
    })
}

fn build() -> Result<ExitCode, String> {
    let source = read(TABLE)?;
    let readme = String::from_utf8_lossy(&read(README)?).into_owned();
    match table::read(&source) {
        Ok(table) => {
            write("codes.rs", &table::emit::rust(&table))?;
            write("front-page.md", &table::markdown::with_table(&readme, &table::markdown::everything(&table)))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            for problem in &problems {
                println!("cargo::error={}", problem.line(TABLE, &source));
            }
            eprintln!("{}", table::problem::report(&problems, TABLE, &source));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}; it belongs beside Cargo.toml"))
}

fn write(file: &str, text: &str) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set; run this through cargo")?;
    fs::write(Path::new(&folder).join(file), text).map_err(|error: io::Error| format!("{file}: {error}"))
}
