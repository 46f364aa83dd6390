//! Writes the list of all numeric enums for the module.

use std::path::Path;
use std::{env, fs};

#[path = "../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

fn main() {
    println!("cargo::rerun-if-changed={}", table::path(2).display());
    let groups = table::read(2).groups;
    let numeric: Vec<_> = groups.iter().filter(|group| group.is_numeric()).map(|group| &*group.enum_name).collect();
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    let text = format!("for_numeric_groups! {{ {} }}\n", numeric.join(", "));
    fs::write(Path::new(&folder).join("groups.rs"), text).expect("OUT_DIR is writable");
}
