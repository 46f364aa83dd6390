//! Findings as Markdown, for the comment of a pull request and the summary of a job.

use core::fmt::Write as _;

use errcodes::table::Severity;
use errcodes::table::text::{printable, truncated};

use super::Renderer;
use super::report::{JudgedFinding, Report};
use crate::ci_log::log_safe;

/// The maximum number of bytes in a comment. GitHub refuses a comment of more than 65,536 characters.
const LIMIT: usize = 60_000;

/// The maximum number of characters in one text.
const TEXT_LIMIT: usize = 400;

pub struct Markdown;

impl Renderer for Markdown {
    fn render(&self, report: &Report<'_>) -> String {
        render(report)
    }
}

/// A class of findings: the title, whether GitHub shows the class open, and the function that selects its members.
type Class = (&'static str, bool, fn(&JudgedFinding) -> bool);

/// Returns the classes.
fn classes(is_review: bool) -> [Class; 4] {
    let breaking = if is_review { "Breaking, allowed in this release" } else { "Breaking" };
    [
        ("To be resolved", true, |judged| !judged.passes),
        (breaking, false, |judged| judged.passes && judged.finding.rule.severity >= Severity::Major),
        ("Compatible changes", false, |judged| judged.passes && judged.finding.rule.severity == Severity::Minor),
        ("Texts, order and retired entries", false, |judged| {
            judged.passes && judged.finding.rule.severity == Severity::Patch
        }),
    ]
}

pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    // A CI job finds its earlier comment by this first line, and replaces the comment.
    let marker = log_safe(&printable(&report.sources.table.name)).replace(['<', '>'], "_").replace("--", "-_");
    let _ = writeln!(out, "<!-- errcodes: {marker} -->");
    let _ = writeln!(out, "**{}**: {}\n", code(&report.sources.table.name), prose(&report.summary));
    for note in &report.notes {
        let _ = writeln!(out, "{}\n", prose(note));
    }
    let mut room = LIMIT.saturating_sub(out.len() + 1000);
    let mut left_out = 0;
    for (title, is_open, is_member) in classes(report.is_review) {
        let members: Vec<_> = report.findings.iter().filter(|judged| is_member(judged)).collect();
        if members.is_empty() {
            continue;
        }
        let mut shown = String::new();
        for (at, judged) in members.iter().enumerate() {
            let item = item(report, judged);
            if item.len() > room {
                left_out += members.len() - at;
                room = 0;
                break;
            }
            room -= item.len();
            shown.push_str(&item);
        }
        let open = if is_open { " open" } else { "" };
        let _ = writeln!(out, "<details{open}><summary>{title}: {}</summary>\n\n{shown}\n</details>\n", members.len());
    }
    if left_out > 0 {
        let _ = writeln!(out, "Findings not shown: {left_out}. Run `errcodes` locally to see all of them.");
    }
    out
}

fn item(report: &Report<'_>, JudgedFinding { finding, .. }: &JudgedFinding) -> String {
    let at = report.sources.location(&finding.site);
    let mut message = finding.message.clone();
    if let Some(related) = &finding.related {
        let _ = write!(message, "; see `{}`", report.sources.location(related));
    }
    let mut item = format!("- **{}** {}: {}\n", finding.rule.name, code(&at), prose(&message));
    let values: Vec<_> = [("before", &finding.before), ("after", &finding.after)]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", code(value.as_ref()?))))
        .collect();
    if !values.is_empty() {
        let _ = writeln!(item, "  <br>{}", values.join(", "));
    }
    if !finding.help.is_empty() {
        let _ = writeln!(item, "  <br>{}", prose(&finding.help));
    }
    item
}

/// Returns the text as a code span. In a code span, nothing is markup, a mention or a link.
fn code(text: &str) -> String {
    let text = log_safe(&truncated(&printable(text), TEXT_LIMIT));
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let is_padded = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let padding = if is_padded { " " } else { "" };
    format!("{fence}{padding}{text}{padding}{fence}")
}

/// Returns a message as Markdown. A part between backticks becomes a code span. All other markup is escaped.
fn prose(text: &str) -> String {
    let text = truncated(&printable(text), TEXT_LIMIT);
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 && !part.is_empty() {
            out.push_str(&code(part));
            continue;
        }
        out.push_str(&self::text(part));
    }
    out
}

/// Escapes everything in a text that Markdown or GitHub would turn into markup, a link or a mention. The text must not be at the
/// start of a line, where it could begin a list.
pub fn text(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // A backslash before `@` or `#` does not help: GitHub finds mentions and references after Markdown removed it.
        let marks = rest.len() - rest.trim_start_matches(['@', '#']).len();
        if marks > 0 {
            out.push_str(&code(&rest[..marks]));
            rest = &rest[marks..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // A dot or colon directly before a word could be part of a web address.
            '.' | ':' if rest.starts_with(|next: char| !next.is_whitespace() && !next.is_ascii_digit()) => {
                out.extend(['\\', c]);
            }
            '.' | ':' | ',' | ';' | '\'' | '"' | '(' | ')' | '-' | '/' | '?' | '%' | '=' => out.push(c),
            c if c.is_ascii_punctuation() => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
