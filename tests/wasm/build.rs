//! Tells the module which of the table's enums have numbers.

use std::path::Path;
use std::{env, fs};

#[path = "../support/table.rs"]
#[allow(dead_code, reason = "others use the rest")]
mod table;

fn main() {
    println!("cargo::rerun-if-changed={}", table::path(2).display());
    let groups = table::read(2).groups;
    let numeric: Vec<_> = groups.iter().filter(|group| group.is_numeric()).map(|group| &*group.enum_name).collect();
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    let text = format!("for_numeric_groups! {{ {} }}\n", numeric.join(", "));
    fs::write(Path::new(&folder).join("groups.rs"), text).expect("OUT_DIR can be written to");
}
