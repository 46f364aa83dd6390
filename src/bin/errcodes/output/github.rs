//! Findings as annotations of a pull request. Annotations are workflow commands of GitHub Actions.

use core::fmt::Write as _;

use errcodes::table::text::printable;
use errcodes::table::{Position, Severity};

use super::Renderer;
use super::report::{JudgedFinding, Report};
use crate::ci_log::log_safe;

/// The maximum number of annotations of one kind that GitHub shows for a step.
const MAX_ANNOTATIONS: usize = 10;

pub struct GitHub;

impl Renderer for GitHub {
    fn render(&self, report: &Report<'_>) -> String {
        let mut out = String::new();
        let mut left_out = 0;
        let mut shown = [0; 3];
        for judged in &report.findings {
            let (kind, command) = match judged {
                JudgedFinding { passes: false, .. } => (0, "error"),
                JudgedFinding { finding, .. } if finding.rule.severity >= Severity::Major => (1, "warning"),
                JudgedFinding { .. } => (2, "notice"),
            };
            // The last notice says how many findings are not shown.
            if shown[kind] == if command == "notice" { MAX_ANNOTATIONS - 1 } else { MAX_ANNOTATIONS } {
                left_out += 1;
                continue;
            }
            shown[kind] += 1;
            annotate(&mut out, command, judged, report);
        }
        let summary = report.headline();
        if left_out > 0 {
            let text = format!("findings not shown as annotations: {left_out}; {summary}");
            let _ = writeln!(out, "::notice title=errcodes::{}", data(&text));
        }
        for note in &report.notes {
            let _ = writeln!(out, "{}", log_safe(&printable(note)));
        }
        let _ = writeln!(out, "{}", log_safe(&summary));
        out
    }
}

fn annotate(out: &mut String, command: &str, JudgedFinding { finding, .. }: &JudgedFinding, report: &Report<'_>) {
    let (file, Position { line, column }) = report.place_of(finding);
    let title = format!("{}[{}] {}", finding.rule.severity.name(), finding.rule.name, finding.subject);
    let mut text = finding.message.clone();
    for (sign, value) in [("-", &finding.before), ("+", &finding.after)] {
        if let Some(value) = value {
            let _ = write!(text, "\n{sign} {value}");
        }
    }
    if !finding.help.is_empty() {
        let _ = write!(text, "\nhelp: {}", finding.help);
    }
    let _ = writeln!(
        out,
        "::{command} file={},line={line},col={column},title={}::{}",
        property(&file),
        property(&title),
        data(&text)
    );
}

/// Escapes the message of a workflow command.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| log_safe(&printable(line)).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// Escapes a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
