//! Builds each program and its twin for bare metal and wasm, and checks the size budgets and the contents.
//!
//! `cargo test -- --nocapture` prints the sizes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use object::{
    BinaryFormat, File, Object as _, ObjectSection as _, ObjectSymbol as _, Section, SectionFlags, SectionKind, elf,
};
use table::{Code, Codes};

#[path = "../../support/build.rs"]
mod build;
#[path = "../../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

const BARE_METAL: &str = "thumbv6m-none-eabi";
const WASM: &str = "wasm32v1-none";
const BROWSER: &str = "wasm32-unknown-unknown";

const PROGRAMS: [Program; 5] = [
    Program { name: "numbers", functions: "number ↔ code", numeric: true, names: |_, _| false, texts: false },
    Program {
        name: "number_to_code",
        functions: "number → errorCode",
        numeric: true,
        names: |codes, code| numbered(codes).iter().any(|numbered| numbered.name == code.name),
        texts: false,
    },
    Program {
        name: "codes",
        functions: "errorCode ↔ code, status, number ↔ code",
        numeric: false,
        names: |_, _| true,
        texts: false,
    },
    Program {
        name: "everything",
        functions: "as `codes`, plus reason, message, when and JSON",
        numeric: false,
        names: |_, _| true,
        texts: true,
    },
    Program {
        name: "received",
        functions: "body → code, message cut to fit",
        numeric: false,
        names: |_, _| true,
        texts: false,
    },
];

struct Program {
    name: &'static str,
    functions: &'static str,
    /// `true` if the program needs a numeric group.
    numeric: bool,
    /// Returns `true` if the program must contain the errorCode.
    names: fn(&Codes, &Code) -> bool,
    /// `true` if the program must contain messages and other texts.
    texts: bool,
}

/// Returns the codes of the numeric group that the programs use.
fn numbered(codes: &Codes) -> &[Code] {
    codes.groups.iter().find(|group| group.is_numeric()).map_or(&[], |group| &group.codes)
}

/// A linked program.
struct Linked {
    bytes: u64,
    data: Vec<u8>,
    symbols: Vec<String>,
}

#[test]
fn bare_metal() {
    check(BARE_METAL, "");
}

#[test]
fn wasm() {
    check(WASM, ".wasm");
}

#[test]
fn browser() {
    check(BROWSER, ".wasm");
}

fn check(target: &str, extension: &str) {
    let codes = table::read(2);
    let budgets = budgets(target);
    let has_numbers = !numbered(&codes).is_empty();
    let ours = folder(target, &[], has_numbers);
    let twins = folder(target, &["twin"], has_numbers);

    let mut wrong = Vec::new();
    let mut figures = format!("\n| {target} | functions | bytes | twin | ratio |\n|---|---|---:|---:|---:|\n");
    for program in PROGRAMS.iter().filter(|program| has_numbers || !program.numeric) {
        let Program { name, functions, .. } = program;
        let linked = read(&ours.join(format!("{name}{extension}")));
        let (bytes, twin) = (linked.bytes, read(&twins.join(format!("{name}{extension}"))).bytes);
        #[allow(clippy::cast_precision_loss, reason = "programs have few bytes")]
        let ratio = bytes as f64 / twin as f64;
        writeln!(figures, "| `{name}` | {functions} | {bytes} | {twin} | {ratio:.2} |")
            .expect("writing to a String does not fail");

        let over = |figure: String, budget: Option<&toml::Value>| {
            let budget = budget.map_or("none".to_owned(), ToString::to_string);
            format!(
                "{figure}; the budget is {budget}. If this is intended, or the table has changed, set a budget with some \
                 reserve under [{target}] in tests/sizes/budgets.toml"
            )
        };
        let (budget, max_ratio) = (budgets.get(*name), budgets.get(&format!("{name}_to_twin")));
        let kept = budget.map_or(max_ratio.is_some(), |budget| {
            budget.as_integer().is_some_and(|budget| i128::from(bytes) <= i128::from(budget))
        });
        if !kept {
            wrong.push(over(format!("`{name}` has {bytes} bytes"), budget));
        }
        if max_ratio.is_some_and(|budget| budget.as_float().is_none_or(|budget| ratio > budget)) {
            wrong.push(over(format!("`{name}` has {ratio:.2} of its twin's {twin} bytes"), max_ratio));
        }
        wrong.extend(program.unexpected(&codes, &linked).into_iter().map(|problem| format!("`{name}` {problem}")));
    }
    println!("{figures}");
    assert!(wrong.is_empty(), "{target}:\n{}", wrong.join("\n"));
}

impl Program {
    /// Lists unexpected and missing contents of the linked program.
    fn unexpected(&self, codes: &Codes, linked: &Linked) -> Vec<String> {
        let mut found = Vec::new();
        let mut text = |text: &str, belongs: bool| {
            let is_there = linked.data.windows(text.len()).any(|window| window == text.as_bytes());
            // An unwanted text may be a substring of a wanted one.
            if belongs != is_there && (belongs || !self.allows(codes, text)) {
                found.push(format!("{} {text:?}", if is_there { "contains" } else { "lacks" }));
            }
        };
        for (_, code) in codes.all() {
            text(&code.name, (self.names)(codes, code));
            text(&code.message, self.texts);
            text(&code.when, self.texts);
            text(&code.reason, self.texts);
        }
        let unwanted = ["panic", "core::fmt", "4core3fmt", "rust_alloc", "__rg_", "__rdl_", "5alloc", "alloc::"];
        let symbols = linked.symbols.iter().filter(|symbol| unwanted.iter().any(|part| symbol.contains(part)));
        found.extend(symbols.map(|symbol| format!("refers to {symbol}")));
        found
    }

    /// Returns `true` if the text is a substring of an errorCode that the program must contain.
    fn allows(&self, codes: &Codes, text: &str) -> bool {
        codes.all().any(|(_, code)| (self.names)(codes, code) && code.name.contains(text))
    }
}

fn budgets(target: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("budgets.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let all: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    all.get(target).and_then(toml::Value::as_table).cloned().unwrap_or_default()
}

/// Builds all programs with these features.
fn folder(target: &str, features: &[&str], has_numbers: bool) -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join(if features.is_empty() { "ours" } else { "twins" });
    let features: Vec<_> = features.iter().copied().chain(has_numbers.then_some("numbers")).collect();
    build::release(&package, target, &features, &into)
}

fn read(path: &Path) -> Linked {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = File::parse(&*bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let loaded: Vec<_> = file.sections().filter(is_loaded).collect();
    let linked = Linked {
        bytes: match file.format() {
            BinaryFormat::Wasm => shipped(&bytes),
            _ => loaded.iter().map(object::ObjectSection::size).sum(),
        },
        data: loaded.iter().flat_map(|section| section.data().unwrap_or_default()).copied().collect(),
        symbols: file.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect(),
    };
    assert!(linked.symbols.iter().any(|symbol| symbol == "start"), "{}: the symbol table is missing", path.display());
    linked
}

/// Returns `true` for a section in flash, and for code and data of a wasm file.
fn is_loaded(section: &Section<'_, '_>) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags } => sh_flags & u64::from(elf::SHF_ALLOC) != 0,
        _ => matches!(section.kind(), SectionKind::Text | SectionKind::Data),
    }
}

/// Returns the size of a wasm file without custom sections (id 0), which hold function names and producers.
fn shipped(file: &[u8]) -> u64 {
    let mut shipped = 8;
    let mut rest = &file[shipped..];
    while let [id, length @ ..] = rest {
        // LEB128: seven bits per byte, lowest first. The top bit is set on all bytes but the last.
        let last = length.iter().position(|byte| byte & 0x80 == 0).expect("a length");
        let size = length[..=last].iter().rev().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7f));
        let whole = 2 + last + size;
        shipped += if *id == 0 { 0 } else { whole };
        rest = &rest[whole..];
    }
    shipped as u64
}
