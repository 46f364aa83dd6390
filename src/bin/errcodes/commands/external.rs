//! `errcodes diff` as an external diff of git.

use core::fmt::Write as _;
use std::env;
use std::io::{IsTerminal as _, stdout};

use errcodes::table::text::printable;
use errcodes::table::{Severity, Source};

use super::sides::{Side, report};
use crate::input::files;
use crate::outcome::{Outcome, Result};
use crate::output::patch::{self, FileVersion};
use crate::output::{self, Format};
use crate::style;

/// Compares two versions of a file for git. Findings do not change the exit code 0: the help of `errcodes diff` says why.
pub fn run(names: [&str; 2], versions: [&FileVersion<'_>; 2], details: &str, format: Format) -> Result<Outcome> {
    let line_diff = || patch::render(names, versions, details, style::shows_colors());
    let [old_version, new_version] = versions;
    let old = read(old_version, format!("a/{}", names[0]));
    let new = read(new_version, names[1].to_owned());
    // A file that cannot be read, such as an oversized file, gets a line diff.
    let (Some(old), Some(new)) = (old, new) else { return Ok(Outcome::bytes(line_diff()?)) };
    // With GIT_EXTERNAL_DIFF, git runs the tool for every changed file.
    let is_table = names[1].rsplit('/').next() == Some("codes.toml")
        || old_version.exists() && old.table.is_ok()
        || new_version.exists() && new.table.is_ok();
    if !is_table {
        return Ok(Outcome::bytes(line_diff()?));
    }
    let mut report = report(&old, &new, Some(Severity::Major));
    let is_invalid = old.table.is_err() || new.table.is_err();
    if is_invalid {
        report.summary.push_str("; not compared, so a line diff follows");
    }
    let mut outcome = output::outcome(&report, format)?;
    outcome.fails = false;
    if is_invalid {
        outcome.bytes = line_diff()?;
    } else if !stdout().is_terminal() && env::var_os("GIT_PAGER_IN_USE").is_none() {
        let name = printable(names[1]);
        let _ = write!(
            outcome.note,
            "errcodes: {name} is shown as findings, which `git apply` cannot read; `git diff --no-ext-diff` writes a patch"
        );
    }
    Ok(outcome)
}

/// Reads a side of the comparison. Returns `None` if the file cannot be read.
fn read(version: &FileVersion<'_>, name: String) -> Option<Side> {
    if !version.exists() {
        return Some(Side::empty(name));
    }
    Some(Side::of(Source::new(name, files::read(version.file).ok()?.bytes)))
}
