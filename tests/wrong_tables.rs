//! What is said of a table that breaks a rule: `wrong_tables.txt` holds a table, edits of it, and every message in full.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

#[path = "../src/table/mod.rs"]
#[allow(dead_code, reason = "the build script and the tool use the rest")]
mod table;

use table::names::is_invisible;
use table::problem::report;

/// Set to write what is expected instead of comparing with it.
const UPDATE: &str = "ERRCODES_UPDATE";
/// What begins an edit.
const EDIT: &str = "\n==== ";

#[test]
fn every_wrong_edit_is_told_in_full() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong_tables.txt");
    let expected = fs::read_to_string(&path).unwrap();
    let mut sections = expected.split(EDIT);
    let right = sections.next().unwrap();
    table::read(right.as_bytes()).expect("the table that is edited is right");

    let mut current = right.to_owned();
    let (mut names, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for section in sections {
        let (name, edit) = section.split_once('\n').unwrap();
        let edit: Vec<_> = edit.lines().filter(|line| !line.starts_with("= ") && !line.is_empty()).collect();
        let text = edited(right, &edit);
        let _ = writeln!(current, "{EDIT}{name}\n{}", edit.join("\n"));
        for line in said(&text) {
            let _ = writeln!(current, "= {line}");
        }
        assert!(names.insert(name), "two edits are called `{name}`");
        assert!(texts.insert(text), "`{name}` is an edit that is there already");
    }
    assert!(names.len() >= 80);
    if env::var_os(UPDATE).is_some() {
        fs::write(&path, current).unwrap();
    } else {
        let mend = format!("run `{UPDATE}=1 cargo test --test wrong_tables`, and read what has changed");
        for (current, expected) in current.split(EDIT).zip(expected.split(EDIT)) {
            assert_eq!(current, expected, "{mend}");
        }
        assert!(current == expected, "{mend}");
    }
}

/// Every problem's line, after a look at the whole report.
fn said(text: &[u8]) -> Vec<String> {
    let problems = table::read(text).expect_err("the edit is wrong");
    let lines: Vec<_> = problems.iter().map(|problem| problem.line("codes.toml", text)).collect();
    let report = report(&problems, "codes.toml", text);
    assert!(lines.iter().all(|line| report.contains(&format!("{line}\n"))), "{report}");
    assert!(!report.replace('\n', "").contains(is_invisible), "a terminal may obey this: {report:?}");
    assert!(report.lines().all(|line| line.chars().count() < 500), "a line is too long to be read");
    lines
}

/// The table with the edit made.
fn edited(right: &str, edit: &[&str]) -> Vec<u8> {
    let whole = edit.iter().any(|line| line.starts_with('*'));
    let mut lines: Vec<_> = right.lines().filter(|_| !whole).map(|line| line.as_bytes().to_vec()).collect();
    // The line to look from, and the one to put the next line before.
    let (mut from, mut to) = (0, lines.len());
    for line in edit {
        let (what, text) = line.split_at(1);
        let text = text.strip_prefix(' ').unwrap_or(text);
        let matches = |line: &Vec<u8>| match text.strip_suffix('…') {
            Some(begin) => line.starts_with(begin.as_bytes()),
            None => line == text.as_bytes(),
        };
        let found = lines[from..].iter().position(matches);
        let found = || from + found.unwrap_or_else(|| panic!("the table has no line `{text}`"));
        match what {
            "@" => (from, to) = (found(), found() + 1),
            "-" => {
                (from, to) = (found(), found());
                lines.remove(to);
            }
            "+" | "*" => {
                lines.insert(to, bytes(text));
                (from, to) = (to + 1, to + 1);
            }
            _ => panic!("`{line}` is no line of an edit"),
        }
    }
    lines.join(&b'\n')
}

/// The text with ⟨1b⟩ as the byte 1B, and ⟨41*5⟩ as five bytes 41.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split('⟨');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_once('⟩').unwrap();
        let (byte, times) = byte.split_once('*').unwrap_or((byte, "1"));
        bytes.extend([u8::from_str_radix(byte, 16).unwrap()].repeat(times.parse().unwrap()));
        bytes.extend(rest.as_bytes());
    }
    bytes
}
