//! Reads `codes.toml`, checks it, and writes the Rust and the front page that the library includes.

use std::path::Path;
use std::{env, fs, io};

#[path = "src/emit/mod.rs"]
mod emit;
#[path = "src/lookup/mod.rs"]
mod lookup;
#[path = "src/table/mod.rs"]
mod table;

const TABLE: &str = "codes.toml";
const README: &str = "README.md";

fn main() {
    println!("cargo::rerun-if-changed={TABLE}");
    println!("cargo::rerun-if-changed={README}");
    // A build with a `cargo::error` has failed. Cargo shows the lines as they are; an exit code would make it say all twice.
    if let Err(report) = build() {
        for line in report.lines() {
            if !line.is_empty() {
                println!("cargo::error={line}");
            }
        }
    }
}

fn build() -> Result<(), String> {
    let source = read(TABLE)?;
    let readme = read(README)?;
    let table = table::read(&source).map_err(|problems| table::problem::report(&problems, TABLE, &source))?;
    write("codes.rs", &emit::rust(&table))?;
    let readme = String::from_utf8_lossy(&readme);
    write("front-page.md", &emit::markdown::with_table(&readme, &emit::markdown::everything(&table)))
}

fn read(file: &str) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{file}: {error}; it belongs beside Cargo.toml"))
}

fn write(file: &str, text: &str) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set; run this through cargo")?;
    fs::write(Path::new(&folder).join(file), text).map_err(|error: io::Error| format!("{file}: {error}"))
}
