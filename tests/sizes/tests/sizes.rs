//! Builds each program and its twin for bare metal and wasm, and checks the size budgets and the contents.
//!
//! `cargo test -- --nocapture` prints the sizes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use object::{
    BinaryFormat, File, Object as _, ObjectSection as _, ObjectSymbol as _, Section, SectionFlags, SectionKind, elf,
};
use table::{Code, Codes};

#[path = "../../support/build.rs"]
mod build;
#[path = "../../../benches/tables/made_up.rs"]
#[allow(dead_code, reason = "the benchmarks use the other items")]
mod made_up;
#[path = "../../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

const BARE_METAL: &str = "thumbv6m-none-eabi";
const WASM: &str = "wasm32v1-none";
const BROWSER: &str = "wasm32-unknown-unknown";

const OPT_LEVEL: &str = "CARGO_PROFILE_RELEASE_OPT_LEVEL";
const LTO: &str = "CARGO_PROFILE_RELEASE_LTO";
const CODEGEN_UNITS: &str = "CARGO_PROFILE_RELEASE_CODEGEN_UNITS";
const DEBUG_ASSERTIONS: &str = "CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS";
const OVERFLOW_CHECKS: &str = "CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS";
const RUSTFLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

const PROGRAMS: [Program; 8] = [
    Program {
        name: "numbers",
        functions: "number ↔ code",
        needs_numbers: true,
        must_contain: |_, _| false,
        has_texts: false,
    },
    Program {
        name: "number_to_code",
        functions: "number → errorCode",
        needs_numbers: true,
        must_contain: |codes, code| codes_with_numbers(codes).iter().any(|numbered| numbered.name == code.name),
        has_texts: false,
    },
    Program {
        name: "codes",
        functions: "errorCode ↔ code, status, number ↔ code",
        needs_numbers: false,
        must_contain: |_, _| true,
        has_texts: false,
    },
    Program {
        name: "everything",
        functions: "like `codes`, plus reason, message, when and JSON",
        needs_numbers: false,
        must_contain: |_, _| true,
        has_texts: true,
    },
    Program {
        name: "received",
        functions: "body → code, message cut to fit",
        needs_numbers: false,
        must_contain: |_, _| true,
        has_texts: false,
    },
    Program {
        name: "answers",
        functions: "like `everything`, but JSON in parts",
        needs_numbers: false,
        must_contain: |_, _| true,
        has_texts: true,
    },
    Program {
        name: "ids", functions: "code ↔ id", needs_numbers: false, must_contain: |_, _| true, has_texts: false
    },
    Program {
        name: "parse",
        functions: "errorCode → code, or an error with the text",
        needs_numbers: false,
        must_contain: |_, _| true,
        has_texts: false,
    },
];

struct Program {
    name: &'static str,
    functions: &'static str,
    /// `true` if the program needs a numeric group.
    needs_numbers: bool,
    /// Returns `true` if the program must contain the errorCode.
    must_contain: fn(&Codes, &Code) -> bool,
    /// `true` if the program must contain messages and other texts.
    has_texts: bool,
}

/// Returns the codes of the numeric group that the programs use.
fn codes_with_numbers(codes: &Codes) -> &[Code] {
    codes.groups.iter().find(|group| group.is_numeric()).map_or(&[], |group| &group.codes)
}

/// A linked program.
struct LinkedProgram {
    bytes: u64,
    /// The number of bytes that are copied to RAM.
    ram: u64,
    data: Vec<u8>,
    symbols: Vec<String>,
}

#[test]
fn bare_metal() {
    check(BARE_METAL, "", &[None, Some(65), Some(100), Some(500)]);
}

#[test]
fn wasm() {
    check(WASM, ".wasm", &[None]);
}

#[test]
fn wasm_for_browsers() {
    check(BROWSER, ".wasm", &[None, Some(65), Some(100), Some(500)]);
}

/// The log of a code contains an index. The errorCodes are in the symbol table of the ELF file, but not in its code
/// or data.
#[test]
fn logged_contains_no_error_code() {
    let codes = table::read(2);
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logged");
    let linked = LinkedProgram::read(&build::release(&package, BARE_METAL, &["defmt"], &into).join("logged"));
    println!("`logged` has {} bytes", linked.bytes);
    let budget = budgets(BARE_METAL)["logged"].as_integer().expect("a number");
    assert!(
        i128::from(linked.bytes) <= i128::from(budget),
        "`logged` has {} bytes; the budget under [{BARE_METAL}] is {budget}\n{BUDGETS}",
        linked.bytes
    );
    for (_, code) in codes.all() {
        let is_in = |text: &[u8]| text.windows(code.name.len()).any(|window| window == code.name.as_bytes());
        assert!(!is_in(&linked.data), "`logged` contains {}", code.name);
        assert!(linked.symbols.iter().any(|symbol| is_in(symbol.as_bytes())), "no symbol has {}", code.name);
    }
}

/// `write_str` of an errorCode links no formatting. `Display` links formatting, and its size has a budget.
#[test]
fn written_links_no_formatting() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formatted");
    let folder = build::release(&package, BARE_METAL, &["fmt"], &into);
    let [written, formatted] = ["written", "formatted"].map(|name| LinkedProgram::read(&folder.join(name)));
    println!("`written` has {} bytes, `formatted` {}", written.bytes, formatted.bytes);
    assert_eq!(written.unwanted_contents(), Vec::<String>::new());
    assert!(!formatted.unwanted_contents().is_empty(), "`formatted` must link formatting");
    let (more, budget) = (formatted.bytes - written.bytes, &budgets(BARE_METAL)["formatted_over_written"]);
    let budget = budget.as_integer().expect("a number");
    assert!(
        i128::from(more) <= i128::from(budget),
        "`formatted` has {more} bytes more than `written`; `formatted_over_written` under [{BARE_METAL}] is {budget}\n{BUDGETS}"
    );
}

/// Lookups also link no panic and no formatting at lower optimization levels, without LTO, and with assertions.
#[test]
fn other_profiles_link_no_panic() {
    let profiles: [&[_]; 4] = [
        &[(OPT_LEVEL, "1")],
        &[(OPT_LEVEL, "1"), (LTO, "off"), (CODEGEN_UNITS, "16")],
        &[(OPT_LEVEL, "s"), (LTO, "off"), (CODEGEN_UNITS, "16")],
        &[(DEBUG_ASSERTIONS, "true"), (OVERFLOW_CHECKS, "true")],
    ];
    let mut found = Vec::new();
    for made_up in ["", "codes_500"] {
        let features: Vec<_> =
            ["numbers", made_up].into_iter().filter(|feature| !feature.is_empty()).map(str::to_owned).collect();
        let programs: Vec<_> = PROGRAMS.iter().collect();
        for profile in profiles {
            for (program, linked) in programs.iter().zip(build_programs(profile, BARE_METAL, "", &features, &programs))
            {
                println!("{made_up} {profile:?}: `{}` has {} bytes", program.name, linked.bytes);
                let unwanted = linked.unwanted_contents().into_iter();
                found.extend(unwanted.map(|symbol| format!("{made_up} {profile:?}: `{}` {symbol}", program.name)));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// In position-independent firmware, only the `&str` of each text is in RAM: eight bytes per text.
#[test]
fn position_independent_firmware_has_only_pointers_in_ram() {
    let codes = table::read(2);
    let count = codes.all().count();
    let texts = [("numbers", 0), ("codes", count), ("everything", 4 * count + codes.statuses.len())];
    let programs: Vec<_> = texts.iter().filter_map(|(name, _)| PROGRAMS.iter().find(|it| it.name == *name)).collect();
    let settings = [(RUSTFLAGS, "-Crelocation-model=pic")];
    let linked = build_programs(&settings, BARE_METAL, "", &["numbers".to_owned()], &programs);
    assert_eq!(linked.len(), texts.len());
    for ((name, texts), linked) in texts.iter().zip(linked) {
        println!("position-independent `{name}` has {} bytes, {} of them in RAM", linked.bytes, linked.ram);
        assert_eq!(linked.ram, 8 * *texts as u64, "`{name}`, bytes in RAM");
    }
}

/// Checks the programs with the table of this repository (`None`), and with made-up tables of these sizes.
fn check(target: &str, extension: &str, tables: &[Option<usize>]) {
    let mut wrong = Vec::new();
    for made_up in tables {
        let codes = made_up.map_or_else(|| table::read(2), |count| table::parse(&made_up::codes_toml(count)));
        let (count, names) =
            codes.all().fold((0, 0), |(count, bytes), (_, code)| (count + 1, bytes + code.name.len() as u64));
        let key = made_up.map_or(target.to_owned(), |count| format!("{target}-{count}"));
        let budgets = budgets(&key);
        let mut features: Vec<_> = made_up.iter().map(|count| format!("codes_{count}")).collect();
        if !codes_with_numbers(&codes).is_empty() {
            features.push("numbers".to_owned());
        }
        let programs: Vec<_> = PROGRAMS
            .iter()
            .filter(|program| features.contains(&"numbers".to_owned()) || !program.needs_numbers)
            // The twin of `received` uses this crate with the table of this repository.
            .filter(|program| made_up.is_none() || program.name != "received")
            .collect();
        let ours = build_programs(&[], target, extension, &features, &programs);
        features.push("twin".to_owned());
        let twins = build_programs(&[], target, extension, &features, &programs);

        let mut figures = format!("\n| {target}, {count} codes | functions | bytes | twin | ratio |\n");
        figures.push_str("|---|---|---:|---:|---:|\n");
        let mut per_code = 0.0;
        let mut put = |line: String| writeln!(figures, "{line}").expect("writing to a String does not fail");
        for ((program, linked), twin) in programs.iter().zip(&ours).zip(&twins) {
            let Program { name, functions, .. } = program;
            let (bytes, twin) = (linked.bytes, twin.bytes);
            let ratio = quotient(bytes, twin);
            put(format!("| `{name}` | {functions} | {bytes} | {twin} | {ratio:.2} |"));
            if *name == "codes" {
                per_code = quotient(bytes.saturating_sub(names), count);
            }
            let problems = over_budget(&budgets, name, bytes, ratio).into_iter();
            let problems = problems.map(|problem| format!("{problem}; set a budget under [{key}]"));
            // The texts in a program do not depend on the size of the table, so they are checked for one table only.
            let unexpected = if made_up.is_none() {
                program.unexpected_contents(&codes, linked)
            } else {
                linked.unwanted_contents()
            };
            wrong.extend(problems.chain(unexpected).map(|problem| format!("{count} codes, `{name}` {problem}")));
        }
        println!("{figures}\n`codes` has {per_code:.1} bytes per code more than the errorCodes.");
    }
    assert!(wrong.is_empty(), "{target}:\n{}\n{BUDGETS}", wrong.join("\n"));
}

#[allow(clippy::cast_precision_loss, reason = "programs have few bytes")]
fn quotient(bytes: u64, to: u64) -> f64 {
    bytes as f64 / to as f64
}

const BUDGETS: &str = "If a size is intended, or the table has changed, set a budget with some reserve in \
                       tests/sizes/budgets.toml";

/// Compares the size, and the ratio to the size of the twin, with their budgets. At least one of them must have a budget.
fn over_budget(budgets: &toml::Table, name: &str, bytes: u64, ratio: f64) -> Vec<String> {
    let (most, most_ratio) = (budgets.get(name), budgets.get(&format!("{name}_to_twin")));
    let shown = |budget: Option<&toml::Value>| budget.map_or("none".to_owned(), ToString::to_string);
    let mut over = Vec::new();
    let fits_budget = most.map_or(most_ratio.is_some(), |most| {
        most.as_integer().is_some_and(|most| i128::from(bytes) <= i128::from(most))
    });
    if !fits_budget {
        over.push(format!("has {bytes} bytes; the budget is {}", shown(most)));
    }
    if most_ratio.is_some_and(|most| most.as_float().is_none_or(|most| ratio > most)) {
        over.push(format!("has {ratio:.3} of its twin's size; the budget is {}", shown(most_ratio)));
    }
    over
}

impl Program {
    /// Lists unexpected and missing contents of the linked program.
    fn unexpected_contents(&self, codes: &Codes, linked: &LinkedProgram) -> Vec<String> {
        let mut found = Vec::new();
        let mut text = |text: &str, belongs: bool| {
            let is_there = linked.data.windows(text.len()).any(|window| window == text.as_bytes());
            // An unwanted text may be a substring of a wanted one.
            if belongs != is_there && (belongs || !self.allows(codes, text)) {
                found.push(format!("{} {text:?}", if is_there { "contains" } else { "lacks" }));
            }
        };
        for (_, code) in codes.all() {
            text(&code.name, (self.must_contain)(codes, code));
            text(&code.message, self.has_texts);
            text(&code.when, self.has_texts);
            text(&code.reason, self.has_texts);
        }
        found.extend(linked.unwanted_contents());
        found
    }

    /// Returns `true` if the text is a substring of an errorCode that the program must contain.
    fn allows(&self, codes: &Codes, text: &str) -> bool {
        codes.all().any(|(_, code)| (self.must_contain)(codes, code) && code.name.contains(text))
    }
}

fn budgets(target: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("budgets.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let all: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    all.get(target).and_then(toml::Value::as_table).cloned().unwrap_or_default()
}

/// Builds the package in release mode with these settings and features, and reads the programs.
fn build_programs(
    settings: &[(&str, &str)],
    target: &str,
    extension: &str,
    features: &[String],
    programs: &[&Program],
) -> Vec<LinkedProgram> {
    /// Prevents parallel builds, because each build replaces the programs of the previous build.
    static FOLDER: Mutex<()> = Mutex::new(());
    let _alone = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let features: Vec<_> = features.iter().map(String::as_str).collect();
    let folder = build::release_with(settings, &package, target, &features, Path::new(env!("CARGO_TARGET_TMPDIR")));
    programs.iter().map(|program| LinkedProgram::read(&folder.join(format!("{}{extension}", program.name)))).collect()
}

impl LinkedProgram {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = File::parse(&*bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let loaded: Vec<_> = file.sections().filter(is_loaded).collect();
        let linked = LinkedProgram {
            bytes: match file.format() {
                BinaryFormat::Wasm => size_without_custom_sections(&bytes),
                _ => loaded.iter().map(object::ObjectSection::size).sum(),
            },
            ram: loaded.iter().filter(|section| is_in_ram(section)).map(object::ObjectSection::size).sum(),
            data: loaded.iter().flat_map(|section| section.data().unwrap_or_default()).copied().collect(),
            symbols: file.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect(),
        };
        assert!(linked.symbols.iter().any(|symbol| symbol == "start"), "{}: no symbol table", path.display());
        linked
    }

    /// Lists the symbols of panics, formatting and heap, and the size of data in RAM.
    fn unwanted_contents(&self) -> Vec<String> {
        let unwanted = [
            "panic",
            "core::fmt",
            "4core3fmt",
            "core..fmt",
            "rust_alloc",
            "__rg_",
            "__rdl_",
            "5alloc",
            "alloc::",
            "alloc..",
        ];
        let symbols = self.symbols.iter().filter(|symbol| unwanted.iter().any(|part| symbol.contains(part)));
        let ram = (self.ram > 0).then(|| format!("has {} bytes in RAM", self.ram));
        symbols.map(|symbol| format!("refers to {symbol}")).chain(ram).collect()
    }
}

/// Returns `true` for a section in flash, and for code and data of a wasm file.
fn is_loaded(section: &Section<'_, '_>) -> bool {
    match section.flags() {
        SectionFlags::Elf { sh_flags } => sh_flags & u64::from(elf::SHF_ALLOC) != 0,
        _ => matches!(section.kind(), SectionKind::Text | SectionKind::Data),
    }
}

/// Returns `true` for a section that firmware copies to RAM. The table of functions does not count, because only these test
/// programs have it.
fn is_in_ram(section: &Section<'_, '_>) -> bool {
    section.name() != Ok(".vectors")
        && matches!(section.flags(), SectionFlags::Elf { sh_flags } if sh_flags & u64::from(elf::SHF_WRITE) != 0)
}

/// Returns the size of a wasm file without custom sections (id 0). These contain function names and producers.
fn size_without_custom_sections(file: &[u8]) -> u64 {
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
