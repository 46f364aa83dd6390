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
    for code in errcodes::ErrorCode::ALL {
        assert!(
            changelog.contains(&format!("`{code}`")),
            "CHANGELOG.md does not name {code}; add {code} to the section `Unreleased`"
        );
    }
}
