//! Compares results with expected files. If the environment variable `ERRCODES_UPDATE` is set, renews the files instead.

use std::path::Path;
use std::{env, fs};

/// Compares a result with the expected file. `file` is a path in the package.
pub fn compare(file: &str, current: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("ERRCODES_UPDATE").is_some() {
        fs::write(&path, current).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let first = current.lines().zip(expected.lines()).position(|(current, expected)| current != expected);
    let line = first.unwrap_or_else(|| current.lines().count().min(expected.lines().count()));
    let [current_line, expected_line] = [current, &expected].map(|text| text.lines().nth(line).unwrap_or("(end)"));
    assert!(
        current == expected,
        "{file}:{}: expected\n{expected_line}\nfound\n{current_line}\nhelp: run `ERRCODES_UPDATE=1 cargo test \
         --all-features --no-fail-fast` and review the changes",
        line + 1,
    );
}
