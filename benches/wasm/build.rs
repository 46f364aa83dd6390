//! Writes the made-up table of 500 codes as an enum for strum's derive.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "../tables/made_up.rs"]
#[allow(dead_code, reason = "other benchmarks use the other items")]
mod made_up;

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", "../tables/made_up.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let mut out = String::from("#[derive(Clone, Copy, strum::EnumString)]\npub enum Code {\n");
    for (position, name) in made_up::names(500).iter().enumerate() {
        writeln!(out, "    #[strum(serialize = {name:?})]\n    Code{position},")?;
    }
    out.push_str("}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("twin.rs"), out)?;
    Ok(())
}
