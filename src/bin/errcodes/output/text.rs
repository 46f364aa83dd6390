//! Findings as text for a terminal.

use core::fmt::Write as _;

use errcodes::table::Severity;
use errcodes::table::text::printable;

use super::Renderer;
use super::report::{JudgedFinding, Report};
use crate::style::{BOLD, paint, styled};

pub struct Text;

impl Renderer for Text {
    fn render(&self, report: &Report<'_>) -> String {
        let mut out = String::new();
        for JudgedFinding { finding, passes } in &report.findings {
            out.push_str(&finding.render(report.sources, paint));
            if report.is_review && *passes && finding.rule.severity == Severity::Major {
                out.push_str(match report.allowed {
                    Some(Severity::Major) => "allowed: this release may break what was promised\n",
                    _ => "allowed: the last release does not have this entry, or the change restores what the lock of the base records\n",
                });
            }
            out.push('\n');
        }
        for note in &report.notes {
            let _ = writeln!(out, "note: {}", printable(note));
        }
        let _ = writeln!(out, "{}", styled(BOLD, &report.headline()));
        out
    }
}
