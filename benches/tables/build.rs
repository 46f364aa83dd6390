//! The crate's build script with a made-up table. The package's name gives the number of codes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "made_up.rs"]
mod made_up;

use errcodes::table::{Source, finding};

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["../build.rs", "../made_up.rs", "../../../src"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let count = env::var("CARGO_PKG_NAME")?.trim_start_matches("errcodes_").parse()?;
    let source = Source::new("made-up codes.toml", made_up::codes_toml(count).into());
    let table =
        errcodes::table::read(&source, b"").map_err(|problems| finding::report(&problems, &source, finding::plain))?;
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("codes.rs"), errcodes::emit::rust(&table))?;
    fs::write(Path::new(&folder).join("front-page.md"), "A made-up table for benchmarks.\n")?;
    Ok(())
}
