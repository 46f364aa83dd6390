//! Compares the public interface of the crate with `interface.txt`. A changed signature is visible in the diff of
//! `interface.txt`.
//!
//! `ERRCODES_UPDATE=1 cargo test` renews the file.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use public_api::{Builder, PublicApi};
use similar::TextDiff;

/// The features that extend the public interface. The feature `table` is hidden, so it is not listed.
const FEATURES: &[&str] = &["serde", "http", "defmt"];

/// The toolchain for rustdoc. Its JSON has the format that the crate `public-api` reads.
const NIGHTLY: &str = include_str!("../../../.ci/nightly");

const UPDATE: &str = "ERRCODES_UPDATE";

#[test]
fn the_interface_equals_interface_txt() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("interface.txt");
    let found = format!(
        "# The public interface (features: {}); variants from codes.toml and methods of trait impls are left out.\n\
         # Renew it with: cd tests/public_api && {UPDATE}=1 cargo test\n\n{}",
        FEATURES.join(", "),
        describe(&build(rustdoc_json().omit_auto_trait_impls(true)))
    );
    if env::var_os(UPDATE).is_some() {
        fs::write(&file, found).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        return;
    }
    let recorded = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let diff = TextDiff::from_lines(&*recorded, &*found);
    assert!(
        recorded == found,
        "the public interface differs from interface.txt\n\n{}\n\
         help: if this is intended, run `cd tests/public_api && {UPDATE}=1 cargo test` and commit interface.txt\n",
        diff.unified_diff().header("interface.txt", "public interface")
    );
}

#[test]
fn every_type_has_every_auto_trait() {
    let interface = build(rustdoc_json());
    let lines: Vec<_> = interface.items().map(ToString::to_string).collect();
    assert!(lines.iter().any(|line| line.contains("core::marker::Send for ")), "no auto traits are listed");
    let missing: Vec<_> = lines.iter().filter(|line| line.starts_with("impl") && line.contains(" !core::")).collect();
    assert!(missing.is_empty(), "not all types are `Send`, `Sync`, `Unpin` and unwind safe: {missing:#?}");
}

/// Builds the rustdoc JSON of the crate.
fn rustdoc_json() -> Builder {
    let nightly = NIGHTLY.trim();
    let is_installed = Command::new("rustup").args(["run", nightly, "rustdoc", "--version"]).output();
    assert!(
        is_installed.is_ok_and(|output| output.status.success()),
        "{nightly} is not installed\nhelp: run `rustup toolchain install {nightly} --profile minimal`"
    );
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let json = rustdoc_json::Builder::default()
        .toolchain(nightly)
        .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml"))
        .target_dir(env!("CARGO_TARGET_TMPDIR"))
        .features(FEATURES)
        .build_with_captured_output(&mut stdout, &mut stderr)
        .unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&stderr)));
    Builder::from_rustdoc_json(json).omit_blanket_impls(true)
}

fn build(json: Builder) -> PublicApi {
    json.build().unwrap_or_else(|error| panic!("`public-api` cannot read the JSON of {}: {error}", NIGHTLY.trim()))
}

/// Returns one item per line. The members of an impl are indented below the impl.
///
/// The inherent impls of a type are listed as one impl. An impl that belongs to two types is listed once.
fn describe(interface: &PublicApi) -> String {
    let impls: HashMap<_, _> = interface
        .items()
        .map(|item| (item.id(), item.to_string()))
        .filter(|(_, line)| line.starts_with("impl"))
        .collect();
    let enums = enums_of_the_table(interface);

    let mut blocks: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut index = HashMap::new();
    for item in interface.items() {
        let line = item.to_string();
        let header = item.parent_id().and_then(|parent| impls.get(&parent));
        let block = *index.entry(header.unwrap_or(&line).clone()).or_insert_with_key(|header| {
            blocks.push((header.clone(), BTreeSet::new()));
            blocks.len() - 1
        });
        if let Some(header) = header {
            if !header.contains(" for ") || line.starts_with("pub type ") {
                blocks[block].1.insert(line);
            }
        }
    }
    blocks
        .into_iter()
        .filter(|(header, _)| !enums.iter().any(|name| is_variant_of(name, header)))
        .flat_map(|(header, members)| {
            [header + "\n"].into_iter().chain(members.into_iter().map(|line| format!("    {line}\n")))
        })
        .collect()
}

/// Returns the paths of the enums that have a constant `ALL`. Their variants come from `codes.toml`.
fn enums_of_the_table(interface: &PublicApi) -> HashSet<String> {
    let lines = interface.items().map(ToString::to_string);
    lines.filter_map(|line| Some(line.strip_prefix("pub const ")?.split_once("::ALL: ")?.0.to_owned())).collect()
}

fn is_variant_of(name: &str, line: &str) -> bool {
    line.strip_prefix("pub ").and_then(|line| line.strip_prefix(name)).is_some_and(|rest| rest.starts_with("::"))
}
