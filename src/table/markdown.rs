//! The table as Markdown, for the docs, and texts that Markdown shows as they are.

use core::fmt::Write as _;

use super::Table;

/// The lines between which a document shows the table.
pub const BEGIN: &str = "<!-- codes.toml begins -->";
pub const END: &str = "<!-- codes.toml ends -->";

/// The document with the table between its two marker lines, or at its end where it has none.
pub fn with_table(document: &str, table: &Table) -> String {
    let (before, rest) = document.split_once(BEGIN).unwrap_or((document, ""));
    let (_, after) = rest.split_once(END).unwrap_or(("", "\n"));
    format!("{before}{BEGIN}\n{}{END}{after}", codes(table))
}

/// One Markdown table per group, and one of the statuses.
fn codes(table: &Table) -> String {
    let mut out = String::new();
    for group in &table.groups {
        let (name, about) = (&group.enum_name.value, escape(&group.about.value));
        let numeric = group.is_numeric();
        let _ = writeln!(out, "\n**`{name}`**: {about}\n");
        let _ = out.write_str(if numeric {
            "| number | errorCode | HTTP | message | when |\n|---|---|---|---|---|\n"
        } else {
            "| errorCode | HTTP | message | when |\n|---|---|---|---|\n"
        });
        for code in &group.codes {
            if let Some(number) = &code.numeric {
                let default = group.default.as_ref().is_some_and(|default| default.value == code.name.value);
                let _ = write!(out, "| {}{} ", number.value, if default { ", or none" } else { "" });
            }
            let deprecated = code
                .deprecated
                .as_ref()
                .map_or(String::new(), |instead| format!(" (deprecated: {})", escape(&instead.value)));
            let [message, when] = [&code.message.value, &code.when.value].map(|text| escape(text));
            let _ = writeln!(out, "| `{}`{deprecated} | {} | {message} | {when} |", code.name.value, code.status.value);
        }
    }
    out.push_str("\n**`Status`**: the HTTP statuses; with message and when where the API answers with one without an errorCode.\n\n");
    out.push_str("| HTTP | error | message | when |\n|---|---|---|---|\n");
    for status in &table.statuses {
        let [message, when] =
            [&status.message, &status.when].map(|text| text.as_ref().map_or(String::new(), |text| escape(&text.value)));
        let _ = writeln!(out, "| {} | {} | {message} | {when} |", status.number.value, escape(&status.reason.value));
    }
    out.push('\n');
    out
}

/// The text with every character escaped that Markdown or HTML would read as its own, or set as another.
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let special = match c {
            '.' => before.is_ascii_digit() || before == '.' || after == '.',
            ':' => after == '/',
            '-' | '+' | '=' => at == 0 || before == c || after == c,
            ',' | ';' | '(' | ')' | '/' | '?' | '%' => false,
            _ => c.is_ascii_punctuation(),
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}
