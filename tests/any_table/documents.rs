//! README.md shows the current table, and CHANGELOG.md names every code.

use std::fs;
use std::path::Path;

use errcodes::emit::markdown;
use errcodes::table::{self, Source};

use crate::golden;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn readme_shows_the_table() {
    let source = Source::new("codes.toml", read("codes.toml").into());
    let table = table::read(&source, b"").expect("the build has validated the table");
    golden::compare("README.md", &markdown::with_table(&read("README.md"), &markdown::overview(&table)));
}

#[test]
fn changelog_names_every_code() {
    let changelog = read("CHANGELOG.md");
    let in_backticks = errcodes::ErrorCode::ALL.iter().map(|code| format!("`{code}`"));
    let missing: Vec<_> = in_backticks.filter(|code| !changelog.contains(code)).collect();
    assert!(
        missing.is_empty(),
        "CHANGELOG.md does not name these codes; add them to the section `Unreleased`, in backticks: {}",
        missing.join(", ")
    );
}
