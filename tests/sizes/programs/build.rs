//! Writes the enums of the twin as a person would write them for this table. Selects the numeric group of the programs.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use table::{Code, Codes};

#[path = "../../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

#[path = "../../../benches/tables/made_up.rs"]
#[allow(dead_code, reason = "the benchmarks use the other items")]
mod made_up;

fn main() {
    println!("cargo::rerun-if-changed={}", table::path(3).display());
    println!("cargo::rerun-if-changed=build.rs");
    let made_up =
        [65, 100, 500].into_iter().find(|count| env::var_os(format!("CARGO_FEATURE_CODES_{count}")).is_some());
    let codes = made_up.map_or_else(|| table::read(3), |count| table::parse(&made_up::codes_toml(count)));
    let folder = env::var_os("OUT_DIR").expect("cargo sets it");
    let folder = Path::new(&folder);
    fs::write(folder.join("numbered.rs"), reexport_of_numbers(&codes)).expect("OUT_DIR is writable");
    fs::write(folder.join("twin.rs"), twin(&codes)).expect("OUT_DIR is writable");

    if env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("arm") {
        let script = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("sections.ld");
        println!("cargo::rerun-if-changed={}", script.display());
        println!("cargo::rustc-link-arg-bins=-T{}", script.display());
        if env::var_os("CARGO_FEATURE_DEFMT").is_some() {
            // The section of the interned strings. The build script of defmt writes this linker script.
            println!("cargo::rustc-link-arg-bin=logged=-Tdefmt.x");
        }
    }
}

/// Returns the line that re-exports the enum of the first numeric group as `Numbered`.
fn reexport_of_numbers(codes: &Codes) -> String {
    let group = codes.groups.iter().find(|group| group.is_numeric());
    group.map_or(String::new(), |group| format!("pub use ours::{} as Numbered;\n", group.enum_name))
}

fn twin(codes: &Codes) -> String {
    let mut out = String::new();
    let all: Vec<_> = codes.all().map(|(_, code)| code).collect();
    put(&mut out, "#[derive(Clone, Copy, EnumIter, EnumString, IntoStaticStr, EnumMessage)]");
    put(&mut out, &format!("#[repr({})]\npub enum ErrorCode {{", repr(all.len())));
    for code in &all {
        put(&mut out, &format!("    #[strum(serialize = {:?}, message = {:?},", code.name, code.message));
        put(&mut out, &format!("        detailed_message = {:?})]\n    {},", code.when, code.variant));
    }
    put(&mut out, "}\n\nimpl ErrorCode {");
    status(&mut out, codes);
    json(&mut out, &all);
    put(&mut out, "    pub fn numeric(self) -> Option<u16> {\n        match self {");
    for (code, number) in all.iter().filter_map(|code| Some((code, code.numeric?))) {
        put(&mut out, &format!("            Self::{} => Some({number}),", code.variant));
    }
    if all.iter().any(|code| code.numeric.is_none()) {
        put(&mut out, "            _ => None,");
    }
    put(&mut out, "        }\n    }\n}\n");

    if let Some(group) = codes.groups.iter().find(|group| group.is_numeric()) {
        put(&mut out, "#[derive(Clone, Copy, IntoStaticStr, FromRepr)]\n#[repr(u16)]\npub enum Numbered {");
        for code in &group.codes {
            let number = code.numeric.expect("every code of a numeric group has a number");
            put(&mut out, &format!("    #[strum(serialize = {:?})]\n    {} = {number},", code.name, code.variant));
        }
        put(&mut out, "}\n\nimpl From<Numbered> for ErrorCode {\n    fn from(code: Numbered) -> Self {");
        put(&mut out, "        match code {");
        for code in &group.codes {
            put(&mut out, &format!("            Numbered::{0} => Self::{0},", code.variant));
        }
        put(&mut out, "        }\n    }\n}\n");
    }

    put(&mut out, "#[derive(Clone, Copy, IntoStaticStr, FromRepr)]\n#[repr(u16)]\npub enum Status {");
    for status in &codes.statuses {
        let number = status.number;
        put(&mut out, &format!("    #[strum(serialize = {:?})]\n    Http{number} = {number},", status.reason));
    }
    put(&mut out, "}");
    out
}

/// Writes `status`. The wildcard arm returns the most common status, because this gives the smallest program.
fn status(out: &mut String, codes: &Codes) {
    let count = |number: u16| codes.all().filter(|(_, code)| code.status == number).count();
    let most_common = codes.statuses.iter().map(|status| status.number).max_by_key(|number| count(*number));
    let most_common = most_common.expect("a status");
    put(out, "    pub fn status(self) -> Status {\n        match self {");
    for (_, code) in codes.all().filter(|(_, code)| code.status != most_common) {
        put(out, &format!("            Self::{} => Status::Http{},", code.variant, code.status));
    }
    if count(most_common) > 0 {
        put(out, &format!("            _ => Status::Http{most_common},"));
    }
    put(out, "        }\n    }\n");
}

fn json(out: &mut String, codes: &[&Code]) {
    put(out, "    pub fn json(self) -> &'static str {\n        match self {");
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    for Code { name, variant, message, reason, .. } in codes {
        let (message, reason) = (quoted(message), quoted(reason));
        let json = format!(r#"{{"message":"{message}","errorCode":"{name}","error":"{reason}"}}"#);
        put(out, &format!("            Self::{variant} => {json:?},"));
    }
    put(out, "        }\n    }\n");
}

fn repr(codes: usize) -> &'static str {
    if codes > 256 { "u16" } else { "u8" }
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("writing to a String does not fail");
}
