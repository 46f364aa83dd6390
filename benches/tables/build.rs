//! The crate's build script with a made-up table. The package's name gives the number of codes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "made_up.rs"]
mod made_up;
#[path = "../../src/table/mod.rs"]
#[allow(dead_code, reason = "the tool and the tests use the other items")]
mod table;

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["../build.rs", "../made_up.rs", "../../../src"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let count = env::var("CARGO_PKG_NAME")?.trim_start_matches("errcodes_").parse()?;
    let toml = made_up::codes_toml(count);
    let table = table::read(toml.as_bytes())
        .map_err(|problems| table::problem::report(&problems, "made-up codes.toml", toml.as_bytes()))?;
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("codes.rs"), table::emit::rust(&table))?;
    fs::write(Path::new(&folder).join("front-page.md"), "A made-up table for benchmarks.\n")?;
    Ok(())
}
