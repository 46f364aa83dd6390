//! Findings as JSON for programs. `tests/tool/report.schema.json` is its schema.

use errcodes::table::names::is_invisible;
use errcodes::table::{Site, Subject};
use serde_json::{Value, json};

use super::Renderer;
use super::report::{Judged, Report, name};

/// The version of the JSON's structure.
const SCHEMA: u32 = 1;

pub struct Json;

impl Renderer for Json {
    fn render(&self, report: &Report<'_>) -> String {
        let findings: Vec<_> = report.findings.iter().map(|judged| finding(report, judged)).collect();
        write(&json!({
            "schema": SCHEMA,
            "tool": concat!("errcodes ", env!("CARGO_PKG_VERSION")),
            "table": report.sources.table.name,
            "base": report.base,
            "verdict": name(report.verdict()),
            "allowed": name(report.allowed),
            "pass": report.passes(),
            "notes": report.notes,
            "findings": findings,
        }))
    }
}

fn finding(report: &Report<'_>, Judged { finding, allowed }: &Judged) -> Value {
    let subject = match &finding.subject {
        Subject::File => Value::Null,
        subject => json!({"kind": subject.kind(), "name": subject.name()}),
    };
    let (file, line, column) = place(report, &finding.site);
    let related = finding.related.as_ref().map(|site| {
        let (file, line, column) = place(report, site);
        json!({"file": file, "line": line, "column": column})
    });
    json!({
        "rule": finding.rule.name,
        "severity": finding.rule.severity.name(),
        "allowed": allowed,
        "subject": subject,
        "file": file,
        "line": line,
        "column": column,
        "related": related,
        "before": finding.before,
        "after": finding.after,
        "message": finding.message,
        "help": finding.help,
    })
}

fn place<'a>(report: &Report<'a>, site: &Site) -> (&'a str, usize, usize) {
    let source = report.sources.get(site.document);
    let position = source.position(site.span.start);
    (&source.name, position.line, position.column)
}

/// Writes JSON as ASCII where a terminal or a log of CI could take a character for more than a text: control and format
/// characters, and `##[`. All of these are inside of strings.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    let text = serde_json::to_string_pretty(value).expect("strings and numbers are JSON");
    for c in text.replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[").chars() {
        if c == '\n' || !is_invisible(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out + "\n"
}
