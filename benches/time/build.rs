//! Writes one module per table with other implementations: strum's derive, a `match` and a `phf` map.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "../tables/made_up.rs"]
#[allow(dead_code, reason = "the tables' packages use the other items")]
mod made_up;

/// The largest table with strum's derive and a `match`. With 10,000 codes, they take minutes to compile.
const MAX_ARMS: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    for file in ["build.rs", "../tables/made_up.rs", "../../codes.toml"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let real = errcodes::ErrorCode::ALL.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut out = String::new();
    for (module, names) in
        [("real", real), ("made_up_1000", made_up::names(1000)), ("made_up_10000", made_up::names(10_000))]
    {
        twin(&mut out, module, &names)?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("twins.rs"), out)?;
    Ok(())
}

fn twin(out: &mut String, module: &str, names: &[String]) -> Result<(), Box<dyn Error>> {
    writeln!(out, "pub mod {module} {{")?;
    writeln!(out, "pub static NAMES: [&str; {}] = {names:?};", names.len())?;
    let mut map = phf_codegen::Map::new();
    for (position, name) in names.iter().enumerate() {
        map.entry(name.as_str(), position.to_string());
    }
    writeln!(out, "pub static PHF: phf::Map<&'static str, usize> = {};", map.build())?;
    if names.len() <= MAX_ARMS {
        let derives = "strum::EnumString, strum::IntoStaticStr, serde::Serialize, serde::Deserialize";
        writeln!(out, "#[derive(Clone, Copy, Debug, {derives})]\npub enum Code {{")?;
        for (position, name) in names.iter().enumerate() {
            writeln!(out, "#[strum(serialize = {name:?})] #[serde(rename = {name:?})] Code{position} = {position},")?;
        }
        writeln!(out, "}}\npub fn by_match(text: &str) -> Option<Code> {{ Some(match text {{")?;
        for (position, name) in names.iter().enumerate() {
            writeln!(out, "{name:?} => Code::Code{position},")?;
        }
        writeln!(out, "_ => return None }}) }}")?;
    }
    writeln!(out, "}}")?;
    Ok(())
}
