//! A table as sorted lines, one fact each, for git's own line diff (`textconv`).

use std::ffi::OsStr;
use std::path::Path;

use crate::input::Source;
use crate::table::{Problem, Table};
use crate::{Outcome, Result, table};

/// The facts of a table. Git stops where this fails, so an invalid table has its problems and its own text for facts:
/// beside a valid one, all lines differ, and the first ones say why.
pub fn of(file: &str) -> Result<Outcome> {
    let source = Source::read(file)?;
    let out = match table::read(&source.bytes) {
        Ok(table) => lines(&table),
        Err(problems) => invalid(file, &source, &problems),
    };
    Ok(Outcome::new(out, false))
}

fn invalid(file: &str, source: &Source, problems: &[Problem]) -> String {
    // Git's folders for temporary files have other names each time.
    let name = Path::new(file).file_name().map_or(file.into(), OsStr::to_string_lossy);
    let mut out = "this is no valid table: its problems, then its text as it is\n".to_owned();
    for problem in problems {
        out.extend(["problem ", &problem.line(&name, &source.bytes), "\n"]);
    }
    out + "\n" + &String::from_utf8_lossy(&source.bytes)
}

fn lines(table: &Table) -> String {
    let mut lines = Vec::new();
    let mut add = |of: &str, facts: &[(&str, Option<String>)]| {
        let said = facts.iter().filter_map(|(name, fact)| Some(format!("{of} {name}: {}\n", fact.as_ref()?)));
        lines.extend(said);
    };
    let text = |text: &Option<table::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let number = |number: &Option<table::Spanned<u16>>| number.as_ref().map(|number| number.value.to_string());
    for group in &table.groups {
        let facts = [
            ("enum", Some(group.enum_name.value.clone())),
            ("about", Some(group.about.value.clone())),
            ("default", text(&group.default)),
        ];
        add(&format!("group {}", group.key.value), &facts);
    }
    for (group, code) in table.codes() {
        let facts = [
            ("group", Some(group.key.value.clone())),
            ("deprecated", text(&code.deprecated)),
            ("variant", Some(code.variant.value.clone())),
            ("numeric", number(&code.numeric)),
            ("status", Some(code.status.value.to_string())),
            ("message", Some(code.message.value.clone())),
            ("when", Some(code.when.value.clone())),
        ];
        add(&format!("code {}", code.name.value), &facts);
    }
    for status in &table.statuses {
        let facts = [
            ("variant", Some(status.variant.value.clone())),
            ("reason", Some(status.reason.value.clone())),
            ("message", text(&status.message)),
            ("when", text(&status.when)),
        ];
        add(&format!("status {}", status.number.value), &facts);
    }
    for retired in &table.retired {
        let facts = [
            ("group", Some(retired.group.value.clone())),
            ("numeric", number(&retired.numeric)),
            ("since", Some(retired.since.value.clone())),
            ("why", Some(retired.why.value.clone())),
        ];
        add(&format!("retired {}", retired.name.value), &facts);
    }
    lines.sort();
    lines.concat()
}
