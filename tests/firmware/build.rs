//! Writes the list of all enums for the program, and passes the memory layout of the board to the linker.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

fn main() {
    println!("cargo::rerun-if-changed={}", table::path(2).display());
    let mut out = String::from("for_each_group! {\n");
    for group in table::read(2).groups {
        let numbers = if group.is_numeric() { " numeric" } else { "" };
        let default = if group.default.is_some() { " default" } else { "" };
        writeln!(out, "    {}:{numbers}{default};", group.enum_name).expect("writing to a String does not fail");
    }
    out.push_str("}\n");
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&folder).join("groups.rs"), out).expect("OUT_DIR is writable");

    let memory = match env::var("CARGO_CFG_TARGET_ARCH").as_deref() {
        Ok("arm") => "cortex-m.ld",
        Ok("riscv32") => "riscv.ld",
        _ => return,
    };
    let folder = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let script = Path::new(&folder).join("board").join(memory);
    println!("cargo::rerun-if-changed={}", script.display());
    println!("cargo::rustc-link-arg-bins=-T{}", script.display());
}
