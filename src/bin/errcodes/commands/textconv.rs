//! Writes a table as sorted lines with one fact per line, for `textconv` of git.

use std::ffi::OsStr;
use std::path::Path;

use errcodes::table::finding::plain;
use errcodes::table::text::printable;
use errcodes::table::{Field, Finding, Source, Sources, Subject, Table, facts};

use crate::input::files;
use crate::outcome::{Outcome, Result};

/// Writes the facts of a table. For an invalid table, writes its problems and its text, because git stops if a command fails.
pub fn run(file: &str) -> Result<Outcome> {
    let mut source = files::read(file)?;
    // Git puts the file into a temporary folder with a random name, which must not show up in a diff.
    source.name = Path::new(file).file_name().map_or(file.into(), OsStr::to_string_lossy).into_owned();
    let out = match errcodes::table::read(&source, &[]) {
        Ok(table) => lines(&table),
        Err(problems) => invalid_table(&source, &problems),
    };
    Ok(Outcome::text(&out, false))
}

fn invalid_table(source: &Source, problems: &[Finding]) -> String {
    let mut out = "this is not a valid table; its problems and its text:\n".to_owned();
    for problem in problems {
        out.extend(["problem ", &problem.headline(Sources::of(source), plain), "\n"]);
    }
    out.push('\n');
    for line in String::from_utf8_lossy(&source.bytes).lines() {
        out.extend([&printable(line), "\n"]);
    }
    out
}

fn lines(table: &Table) -> String {
    // Every line of an entry has the name already.
    let is_shown = |fact: &errcodes::table::Fact<'_>| fact.field != Field::Name;
    let mut lines: Vec<_> = facts(table)
        .iter()
        .filter(|fact| is_shown(fact))
        .map(|fact| {
            let subject: &Subject<&str> = &fact.subject;
            format!("{} {} {}: {}\n", subject.kind(), subject.name(), fact.field.name(), fact.value)
        })
        .collect();
    lines.sort();
    lines.concat()
}
