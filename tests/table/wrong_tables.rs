//! The diagnostics of invalid tables. `wrong_tables.txt` contains a valid table, edits that make the table invalid, and their
//! diagnostics.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use errcodes::table::finding::{self, Sources};
use errcodes::table::text::is_invisible;
use errcodes::table::{self, Source, rules};

use crate::golden;

const FILE: &str = "tests/table/wrong_tables.txt";
/// Separator before the name of an edit.
const EDIT: &str = "\n==== ";

#[test]
fn every_edit_has_the_expected_diagnostics_and_every_rule_has_an_edit() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let expected = fs::read_to_string(&path).unwrap();
    let mut sections = expected.split(EDIT);
    let valid_table = sections.next().unwrap();
    table::read(&Source::new(TABLE, valid_table.into()), LOCK).expect("the unedited table is valid");

    let mut current = valid_table.to_owned();
    let (mut names, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for section in sections {
        let (name, edit) = section.split_once('\n').unwrap();
        let edit: Vec<_> = edit.lines().filter(|line| !line.starts_with("= ") && !line.is_empty()).collect();
        let text = apply_edit(valid_table, &edit);
        let _ = writeln!(current, "{EDIT}{name}\n{}", edit.join("\n"));
        for line in diagnostics(&text) {
            let _ = writeln!(current, "= {line}");
        }
        assert!(names.insert(name), "two edits have the name `{name}`");
        assert!(texts.insert(text), "`{name}` repeats another edit");
    }
    assert!(names.len() >= 80);
    golden::compare(FILE, &current);
    let unused = rules::ALL.iter().map(|rule| rule.name).filter(|name| !current.contains(&format!("error[{name}]")));
    let unused = unused.collect::<Vec<_>>().join(", ");
    assert!(
        unused.is_empty(),
        "no edit violates these rules: {unused}\nhelp: for each rule, add `==== NAME` and the lines of an edit to the end of \
         {FILE}, then run `ERRCODES_UPDATE=1 cargo test --test table`"
    );
}

const TABLE: &str = "codes.toml";

/// The lock of the table. It records a number that is not in the table.
const LOCK: &[u8] = b"former CARD_LOST group=decline numeric=5\n";

/// Returns the lines of each problem without the snippet. Also checks the whole report.
fn diagnostics(text: &[u8]) -> Vec<String> {
    let source = Source::new(TABLE, text.to_vec());
    let problems = table::read(&source, LOCK).expect_err("the edit makes the table invalid");
    let report = finding::report(&problems, &source, finding::plain);
    assert!(!report.replace('\n', "").contains(is_invisible), "the report contains control characters: {report:?}");
    assert!(report.lines().all(|line| line.chars().count() < 500), "the report has a line of 500 or more characters");
    let lines: Vec<_> = problems
        .iter()
        .flat_map(|problem| {
            [problem.headline(Sources::of(&source), finding::plain), format!("  help: {}", problem.help)]
        })
        .collect();
    assert!(lines.iter().all(|line| report.contains(line.trim_start())), "{report}");
    lines
}

/// Applies the edit to the table.
fn apply_edit(valid_table: &str, edit: &[&str]) -> Vec<u8> {
    let is_whole_file = edit.iter().any(|line| line.starts_with('*'));
    let mut lines: Vec<_> =
        valid_table.lines().filter(|_| !is_whole_file).map(|line| line.as_bytes().to_vec()).collect();
    // Searches start at line `from`. New lines are inserted before line `to`.
    let (mut from, mut to) = (0, lines.len());
    for line in edit {
        let (operation, text) = line.split_at(1);
        let text = text.strip_prefix(' ').unwrap_or(text);
        let matches = |line: &Vec<u8>| match text.strip_suffix('…') {
            Some(begin) => line.starts_with(begin.as_bytes()),
            None => line == text.as_bytes(),
        };
        let found = lines[from..].iter().position(matches);
        let found = || from + found.unwrap_or_else(|| panic!("the table has no line `{text}`"));
        match operation {
            "@" => (from, to) = (found(), found() + 1),
            "-" => {
                (from, to) = (found(), found());
                lines.remove(to);
            }
            "+" | "*" => {
                lines.insert(to, bytes(text));
                (from, to) = (to + 1, to + 1);
            }
            _ => panic!("`{line}` is not an edit operation"),
        }
    }
    lines.join(&b'\n')
}

/// Converts the text to bytes. ⟨1b⟩ stands for the byte 1B, ⟨41*5⟩ for five bytes 41.
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
