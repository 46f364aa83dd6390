//! A table as sorted lines, one fact each, for git's own line diff (`textconv`).

use crate::input::Source;
use crate::table::Table;
use crate::{Outcome, Result};

/// The facts of a table. A file that is none is shown as it is: git diffs it as it always did.
pub fn of(file: &str) -> Result<Outcome> {
    let source = Source::read(file)?;
    let out =
        source.table().map_or_else(|_| String::from_utf8_lossy(&source.bytes).into_owned(), |table| lines(&table));
    Ok(Outcome::new(out, false))
}

fn lines(table: &Table) -> String {
    let mut lines = Vec::new();
    let mut add = |of: &str, facts: &[(&str, Option<String>)]| {
        let said = facts.iter().filter_map(|(name, fact)| Some(format!("{of} {name}: {}\n", fact.as_ref()?)));
        lines.extend(said);
    };
    let text = |text: &Option<crate::table::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let number = |number: &Option<crate::table::Spanned<u16>>| number.as_ref().map(|number| number.value.to_string());
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
