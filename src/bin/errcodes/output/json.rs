//! Findings as JSON for programs. `tests/tool/report.schema.json` is its schema.

use core::fmt;
use std::io::{self, Write};

use errcodes::table::text::is_invisible;
use errcodes::table::{Site, Subject};
use serde::Serialize;

use super::Renderer;
use super::report::{self, JudgedFinding};

/// The version of the JSON's structure.
const SCHEMA: u32 = 1;

pub struct Json;

impl Renderer for Json {
    fn render(&self, report: &report::Report<'_>) -> String {
        write(&Report {
            schema: SCHEMA,
            tool: concat!("errcodes ", env!("CARGO_PKG_VERSION")),
            table: &report.sources.table.name,
            base: report.base.as_deref(),
            verdict: report::name(report.highest()),
            allowed: report::name(report.allowed),
            pass: report.passes(),
            notes: &report.notes,
            findings: report.findings.iter().map(|judged| Finding::new(report, judged)).collect(),
        })
    }
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    tool: &'a str,
    table: &'a str,
    base: Option<&'a str>,
    /// The highest severity of the findings.
    verdict: &'a str,
    /// The highest severity that passes.
    allowed: &'a str,
    pass: bool,
    notes: &'a [String],
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'a str,
    allowed: bool,
    subject: Option<Entry>,
    #[serde(flatten)]
    site: Place<'a>,
    related: Option<Place<'a>>,
    before: Option<&'a str>,
    after: Option<&'a str>,
    message: &'a str,
    help: &'a str,
}

#[derive(Serialize)]
struct Entry {
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Finding<'a> {
    fn new(report: &'a report::Report<'_>, JudgedFinding { finding, passes }: &'a JudgedFinding) -> Self {
        let subject = match &finding.subject {
            Subject::File => None,
            subject => Some(Entry { kind: subject.kind(), name: subject.name() }),
        };
        Self {
            rule: finding.rule.name,
            severity: finding.rule.severity.name(),
            allowed: *passes,
            subject,
            site: Place::new(report, &finding.site),
            related: finding.related.as_ref().map(|site| Place::new(report, site)),
            before: finding.before.as_deref(),
            after: finding.after.as_deref(),
            message: &finding.message,
            help: &finding.help,
        }
    }
}

impl<'a> Place<'a> {
    fn new(report: &report::Report<'a>, site: &Site) -> Self {
        let source = report.sources.get(site.document);
        let position = source.position(site.span.start);
        Self { file: &source.name, line: position.line, column: position.column }
    }
}

/// Writes JSON with the escapes of [`EscapingWriter`].
pub fn write(value: &impl Serialize) -> String {
    let mut writer = EscapingWriter::default();
    serde_json::to_writer_pretty(&mut writer, value).expect("strings and numbers are JSON, and memory can be written");
    writer.out + "\n"
}

/// Escapes control and format characters, which a terminal may obey, and `##[` and `##vso[`, which a CI runner may execute. In
/// JSON, all of them are inside of strings.
#[derive(Default)]
struct EscapingWriter {
    out: String,
}

impl Write for EscapingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The serializer never splits a character between two calls.
        let text = core::str::from_utf8(bytes).map_err(io::Error::other)?;
        for c in text.chars() {
            match c {
                '[' if self.out.ends_with("##") || self.out.ends_with("##vso") => self.out.push_str("\\u005b"),
                c if c != '\n' && is_invisible(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        let _ = fmt::Write::write_fmt(&mut self.out, format_args!("\\u{unit:04x}"));
                    }
                }
                c => self.out.push(c),
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
