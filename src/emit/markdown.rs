//! Renders a table as Markdown for the docs, and escapes strings for Markdown.

use core::fmt::Write as _;

use crate::table::{Code, Group, Table};

/// The line before the table in a document.
pub const BEGIN: &str = "<!-- codes.toml begins -->";
/// The line after the table in a document.
pub const END: &str = "<!-- codes.toml ends -->";

/// Returns the crate's front page: the document with the whole table.
pub fn front_page(document: &str, table: &Table) -> String {
    with_table(document, &everything(table))
}

/// Returns the document with `table` between its two marker lines. If the document has no marker lines, `table` is at
/// its end.
pub fn with_table(document: &str, table: &str) -> String {
    let (before, gap, rest) = match document.split_once(BEGIN) {
        Some((before, rest)) => (before, "", rest),
        None => (document.trim_end(), "\n\n", ""),
    };
    let (_, after) = rest.split_once(END).unwrap_or(("", "\n"));
    format!("{before}{gap}{BEGIN}\n\n{table}\n{END}{after}")
}

/// Returns all codes and answers as one Markdown table, without their texts. A reworded message does not change it.
pub fn overview(table: &Table) -> String {
    let mut out = "| errorCode | number | HTTP | enum |\n|---|---|---|---|\n".to_owned();
    for (group, code) in table.codes() {
        let (number, status) = (number(group, code).unwrap_or_default(), status(table, code.status.value));
        let (name, enum_name) = (&code.name.value, &group.enum_name.value);
        let _ = writeln!(out, "| `{name}` | {number} | {status} | `{enum_name}` |");
    }
    for answer in table.statuses.iter().filter(|status| status.message.is_some()) {
        let _ = writeln!(out, "| none | | {} | `Status` |", status(table, answer.number.value));
    }
    out
}

/// Returns the whole table: one Markdown table per group, and one table of the answers without an errorCode.
pub fn everything(table: &Table) -> String {
    let mut out = String::new();
    for group in &table.groups {
        let (name, about) = (&group.enum_name.value, escape(&group.about.value));
        let _ = writeln!(out, "**[`{name}`]**: {about}\n");
        let numeric = group.is_numeric();
        out.push_str(if numeric { "| number " } else { "" });
        out.push_str("| errorCode | HTTP | message | when |\n");
        out.push_str(if numeric { "|---|---|---|---|---|\n" } else { "|---|---|---|---|\n" });
        for code in &group.codes {
            let (message, when) = (escape(&code.message.value), escape(&code.when.value));
            let deprecated = code.deprecated.as_ref();
            let deprecated =
                deprecated.map_or(String::new(), |instead| format!(" *Deprecated: {}*", escape(&instead.value)));
            if let Some(number) = number(group, code) {
                let _ = write!(out, "| {number} ");
            }
            let (name, status) = (&code.name.value, status(table, code.status.value));
            let _ = writeln!(out, "| `{name}` | {status} | {message} | {when}{deprecated} |");
        }
        out.push('\n');
    }
    let mut head = "**[`Status`]**: answers without an errorCode.\n\n| HTTP | message | when |\n|---|---|---|\n";
    for answer in &table.statuses {
        if let (Some(message), Some(when)) = (&answer.message, &answer.when) {
            let (message, when) = (escape(&message.value), escape(&when.value));
            let _ = writeln!(out, "{head}| {} | {message} | {when} |", status(table, answer.number.value));
            head = "";
        }
    }
    out
}

/// Returns the number of a code, as in `2`. For the default, returns it as in `1, or none`.
fn number(group: &Group, code: &Code) -> Option<String> {
    let number = code.numeric.as_ref()?.value;
    let default = group.default.as_ref().filter(|default| default.value == code.name.value);
    Some(format!("{number}{}", default.map_or("", |_| ", or none")))
}

/// Returns status and reason, as in `404 Not Found`.
fn status(table: &Table, number: u16) -> String {
    table.status(number).map_or(String::new(), |status| format!("{number} {}", escape(&status.reason.value)))
}

/// Escapes every character that Markdown or HTML would interpret or replace. All these characters are ASCII, so
/// checking the bytes is enough.
pub fn escape(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut escaped, mut copied) = (String::new(), 0);
    for (at, &byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_punctuation() {
            continue;
        }
        let before = if at == 0 { b' ' } else { bytes[at - 1] };
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let special = match byte {
            b'.' => before.is_ascii_digit() || before == b'.' || after == b'.',
            // `1)` begins a list.
            b')' => bytes[..at].iter().all(u8::is_ascii_digit),
            b':' => after == b'/',
            b'-' | b'+' | b'=' => at == 0 || before == byte || after == byte,
            b',' | b';' | b'(' | b'/' | b'?' | b'%' => false,
            _ => true,
        };
        if special {
            escaped.push_str(&text[copied..at]);
            escaped.push('\\');
            copied = at;
        }
    }
    escaped.push_str(&text[copied..]);
    escaped
}
