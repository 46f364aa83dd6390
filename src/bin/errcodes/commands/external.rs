//! `errcodes diff` as git's external diff, which is asked about every file that changed.

use core::fmt::Write as _;
use std::env;
use std::io::{IsTerminal as _, stdout};

use errcodes::table::text::printable;
use errcodes::table::{Severity, Source};

use super::sides::{Side, report};
use crate::input::files;
use crate::outcome::{Outcome, Result};
use crate::output::{self, Format, patch};
use crate::style;

/// Compares two files for git, which stops at any exit code but 0. So this always ends with 0, and prints the problems of an
/// invalid table and its lines.
pub fn run(names: [&str; 2], sides: [&patch::Side<'_>; 2], details: &str, format: Format) -> Result<Outcome> {
    let plain = || patch::render(names, sides, details, style::shows_colors());
    let [old, new] = [(sides[0], format!("a/{}", names[0])), (sides[1], names[1].to_owned())].map(|(side, name)| {
        Some(match side.mode {
            "." => Side::absent(name),
            // An oversized file is not a table.
            _ => Side::of(Source::new(name, files::read(side.file).ok()?.bytes)),
        })
    });
    let (Some(old), Some(new)) = (old, new) else { return Ok(Outcome::bytes(plain()?)) };
    // As GIT_EXTERNAL_DIFF the tool is asked about every file.
    let is_table = names[1].rsplit('/').next() == Some("codes.toml")
        || [(&old, sides[0]), (&new, sides[1])].iter().any(|(side, file)| file.mode != "." && side.table.is_ok());
    if !is_table {
        return Ok(Outcome::bytes(plain()?));
    }
    let mut report = report(&old, &new, Some(Severity::Major));
    let is_invalid = old.table.is_err() || new.table.is_err();
    if is_invalid {
        report.summary.push_str("; not compared, so here are its lines");
    }
    let mut outcome = output::outcome(&report, format)?;
    outcome.has_findings = false;
    if is_invalid {
        outcome.bytes = plain()?;
    } else if !stdout().is_terminal() && env::var_os("GIT_PAGER_IN_USE").is_none() {
        let name = printable(names[1]);
        let _ = write!(
            outcome.note,
            "errcodes: {name} is shown as findings, which `git apply` cannot read; `git diff --no-ext-diff` writes a patch"
        );
    }
    Ok(outcome)
}
