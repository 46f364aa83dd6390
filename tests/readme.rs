//! README.md shows the current table, and CHANGELOG.md names every code.

use std::path::Path;
use std::{env, fs};

#[path = "../src/table/mod.rs"]
#[allow(dead_code, reason = "the build script and the tool use the other items")]
mod table;

/// If this variable is set, the test writes the expected file instead of comparing with it.
const UPDATE: &str = "ERRCODES_UPDATE";

#[test]
fn readme_shows_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let codes = table::read(&fs::read(root.join("codes.toml")).unwrap()).expect("the build has validated the table");
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let current = table::markdown::with_table(&readme, &table::markdown::contract(&codes));
    if env::var_os(UPDATE).is_some() {
        fs::write(&path, current).unwrap();
    } else {
        let help =
            format!("README.md does not show the table in codes.toml; run `{UPDATE}=1 cargo test --test readme`");
        assert!(readme == current, "{help}");
    }
}

#[test]
fn changelog_names_every_code() {
    let changelog = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md")).unwrap();
    for code in errcodes::ErrorCode::ALL {
        assert!(
            changelog.contains(&format!("`{code}`")),
            "CHANGELOG.md does not name {code}; add it to the latest section"
        );
    }
}
