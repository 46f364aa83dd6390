//! `errcodes explain`: prints the page of a rule, or lists all rules.

use core::fmt::Write as _;

use errcodes::table::nearest::nearest;
use errcodes::table::text::printable;
use errcodes::table::{Part, Rule};
use errcodes::{compare, table};

use crate::outcome::Outcome;
use crate::pages;
use crate::style::{BOLD, paint, styled};

const EXAMPLES: &str = "\
Exit code: 0 found, 1 no such rule.

Examples:
  errcodes explain
  errcodes explain duplicate-number";

/// Explains a rule, or lists all rules
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The name of a rule, as a finding shows it in brackets
    rule: Option<String>,
}

impl Args {
    pub fn run(&self) -> Outcome {
        let Some(name) = &self.rule else { return Outcome::text(&list(), false) };
        let name = name.trim_matches(['[', ']']);
        if let (Some(rule), Some(page)) = (rules().find(|rule| rule.name == name), pages::of(name)) {
            return Outcome::text(&show(rule, page), false);
        }
        let names: Vec<_> = rules().map(|rule| rule.name).collect();
        let help = match nearest(name, &names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`errcodes explain` lists all rules".to_owned(),
        };
        Outcome::text(&format!("no rule is called `{}`; {help}\n", printable(name)), true)
    }
}

/// Returns the rules of a table, then the rules of the comparison and the lock.
fn rules() -> impl Iterator<Item = &'static Rule> {
    table::rules::ALL.iter().chain(compare::rules::ALL).copied()
}

fn list() -> String {
    let wide = rules().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for (title, rules) in
        [("Rules of a table", table::rules::ALL), ("Rules of the comparison and the lock", compare::rules::ALL)]
    {
        let _ = writeln!(out, "{}", styled(BOLD, title));
        for Rule { name, severity, summary } in rules {
            let padding = " ".repeat(wide - name.len());
            let label = paint(Part::Severity(*severity), &format!("{:<5}", severity.name()));
            let _ = writeln!(out, "  {name}{padding}  {label}  {summary}");
        }
        out.push('\n');
    }
    out.push_str("errcodes explain RULE shows why a rule matters, an example that the rule reports, and a fix.\n");
    out
}

/// Renders a page for a terminal, with bold headings and indented examples.
fn show(rule: &Rule, page: &str) -> String {
    let label = paint(Part::Severity(rule.severity), rule.severity.name());
    let mut out = format!("{} ({label})\n\n", styled(BOLD, rule.name));
    let mut is_example = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_example = !is_example;
        } else if is_example && !line.is_empty() {
            let _ = writeln!(out, "    {line}");
        } else if let Some(heading) = line.strip_prefix("## ") {
            let _ = writeln!(out, "{}", styled(BOLD, heading));
        } else {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}
