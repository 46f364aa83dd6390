//! Findings as text, JSON, Markdown and annotations of a pull request.

use core::fmt::Write as _;

use crate::compare::{Finding, Place};
use crate::input::Source;
use crate::paint::Paint;
use crate::rules::Class;
use crate::table::markdown::escape;
use crate::table::problem;

/// How findings are written.
#[derive(Clone, Copy)]
pub enum Format {
    Text,
    Json,
    Markdown,
    Github,
}

impl Format {
    pub const NAMES: [(&'static str, Self); 4] =
        [("text", Self::Text), ("json", Self::Json), ("markdown", Self::Markdown), ("github", Self::Github)];
}

/// The findings, with the two tables they are of.
pub struct Report<'a> {
    pub old: &'a Source,
    pub new: &'a Source,
    pub findings: &'a [Finding],
}

impl Report<'_> {
    pub fn write(&self, format: Format, paint: Paint) -> String {
        match format {
            Format::Text => self.text(paint),
            Format::Json => self.json(),
            Format::Markdown => self.markdown(),
            Format::Github => self.github(),
        }
    }

    fn verdict(&self) -> Option<Class> {
        self.findings.iter().map(|finding| finding.rule.class()).max()
    }

    /// The last line: what the change is as a whole, and the release it needs.
    fn summary(&self) -> String {
        let Some(verdict) = self.verdict() else {
            return format!("{}: none: nothing changed in meaning; needs no release", self.new.label);
        };
        let counts = Class::ALL.iter().filter_map(|class| {
            match self.findings.iter().filter(|finding| finding.rule.class() == *class).count() {
                0 => None,
                count => Some(format!("{count} {}", class.name())),
            }
        });
        let counts = counts.collect::<Vec<_>>().join(", ");
        format!("{}: {}: {counts}; needs {}", self.new.label, verdict.name(), verdict.release())
    }

    /// The file, line and column where the change is to be seen.
    fn place(&self, finding: &Finding) -> (&str, problem::Place) {
        match &finding.place {
            Place::New(at) => (&self.new.label, problem::Place::of(at, &self.new.bytes)),
            Place::Old { at, .. } => (&self.old.label, problem::Place::of(at, &self.old.bytes)),
        }
    }

    fn text(&self, paint: Paint) -> String {
        let mut out = String::new();
        for finding in self.findings {
            let (file, place) = self.place(finding);
            let class = paint.class(finding.rule.class(), finding.rule.class().name());
            let code = paint.bold(&finding.code);
            let _ = writeln!(out, "{file}:{}:{}: {class} {}: {code}", place.line, place.column, finding.rule.name());
            for (sign, value) in [("-", &finding.before), ("+", &finding.after)] {
                if let Some(value) = value {
                    let _ = writeln!(out, "  {sign} {value}");
                }
            }
            let _ = writeln!(out, "  {}\n", paint.dim(&finding.message));
        }
        let summary = self.summary();
        out.push_str(&self.verdict().map_or(summary.clone(), |class| paint.class(class, &summary)));
        out.push('\n');
        out
    }

    fn json(&self) -> String {
        let findings = self.findings.iter().map(|finding| {
            let (file, place) = self.place(finding);
            let text = |text: &Option<String>| text.as_ref().map_or("null".to_owned(), |text| json(text));
            format!(
                "\n    {{\"rule\": {}, \"class\": {}, \"code\": {}, \"file\": {}, \"line\": {}, \"column\": {}, \"before\": {}, \
                 \"after\": {}, \"message\": {}}}",
                json(finding.rule.name()),
                json(finding.rule.class().name()),
                json(&finding.code),
                json(file),
                place.line,
                place.column,
                text(&finding.before),
                text(&finding.after),
                json(&finding.message),
            )
        });
        let findings = findings.collect::<Vec<_>>().join(",");
        let end = if findings.is_empty() { "" } else { "\n  " };
        let verdict = json(self.verdict().map_or("none", Class::name));
        format!("{{\n  \"verdict\": {verdict},\n  \"findings\": [{findings}{end}]\n}}\n")
    }

    fn markdown(&self) -> String {
        let mut out = String::new();
        if !self.findings.is_empty() {
            out.push_str("| class | change | of | before | after | what it does |\n|---|---|---|---|---|---|\n");
        }
        for finding in self.findings {
            let (file, place) = self.place(finding);
            let text = |text: &Option<String>| text.as_ref().map_or(String::new(), |text| code(text));
            let _ = writeln!(
                out,
                "| **{}** | {} | {} {} | {} | {} | {} |",
                finding.rule.class().name(),
                finding.rule.name(),
                code(&finding.code),
                code(&format!("{file}:{}:{}", place.line, place.column)),
                text(&finding.before),
                text(&finding.after),
                escape(&finding.message),
            );
        }
        if !self.findings.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "**{}**", escape(&self.summary()));
        out
    }

    /// Workflow commands. What is gone is annotated where the new file would have it: the old one is not shown.
    fn github(&self) -> String {
        let mut out = String::new();
        for finding in self.findings {
            let (Place::New(at) | Place::Old { near: at, .. }) = &finding.place;
            let place = problem::Place::of(at, &self.new.bytes);
            let command = match finding.rule.class() {
                Class::Major => "error",
                Class::Minor => "warning",
                Class::Patch => "notice",
            };
            let title = format!("{} {}: {}", finding.rule.class().name(), finding.rule.name(), finding.code);
            let mut text = String::new();
            for (sign, value) in [("-", &finding.before), ("+", &finding.after)] {
                if let Some(value) = value {
                    let _ = writeln!(text, "{sign} {value}");
                }
            }
            text.push_str(&finding.message);
            let _ = writeln!(
                out,
                "::{command} file={},line={},col={},title={}::{}",
                property(&self.new.label),
                place.line,
                place.column,
                property(&title),
                data(&text)
            );
        }
        let _ = writeln!(out, "{}", self.summary());
        out
    }
}

/// A JSON string.
fn json(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

/// A text as code, within a table. An element bears what backticks cannot: backticks and bars within.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// What stands after the `::` of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
