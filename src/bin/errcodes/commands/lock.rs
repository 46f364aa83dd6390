//! `errcodes lock`: records the contract, or checks whether the lock records it.

use core::fmt::Write as _;
use std::collections::BTreeSet;

use errcodes::compare::lock;
use errcodes::table::text::printable;
use errcodes::table::{Finding, Source, Sources, Table};

use crate::args::LockedTableArgs;
use crate::input::files::{self, TableFile, default_lock_path, folder};
use crate::input::manifest;
use crate::outcome::{Outcome, Result};
use crate::output::report::Report;
use crate::output::{self, Format};

const HELP: &str = "\
New entries are recorded. A recorded entry may change or be removed only if `version` in Cargo.toml is a breaking release after
the recorded version, such as 2.0.0 after 1.4.0, or 0.4.0 after 0.3.1. Retired entries stay recorded.
What was recorded after the last release may change: restore the lock of that release, and record again.
This command does not notice edits of the lock itself. `errcodes review` does.

Exit code: 0 the lock is current, 1 the table or the lock is invalid, a change is refused, or (with --check) the lock is missing or
not current, 2 a file or folder cannot be used.

Examples:
  errcodes lock
  errcodes lock --check";

/// Records the contract in tests/codes.lock, or checks whether the lock records it
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Only check whether the lock is current
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    inputs: LockedTableArgs,
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        let format = self.inputs.format;
        let table_path = &self.inputs.table.table;
        let path = self.inputs.lock.clone().unwrap_or_else(|| default_lock_path(table_path));
        let source = files::read(table_path)?;
        let file = TableFile::parse(source, files::read_lock(&path)?);
        let missing = Source::new(path.clone(), Vec::new());
        let sources = Sources { lock: Some(file.lock.as_ref().unwrap_or(&missing)), ..Sources::of(&file.source) };
        let table = match &file.table {
            Ok(table) => table,
            Err(problems) => return output::outcome(&Report::of_problems(sources, problems), format),
        };
        let version = manifest::version(folder(table_path))?;
        let name = printable(&path);
        let recorded = match file.lock.as_ref().map(lock::parse).transpose() {
            Ok(recorded) => recorded,
            Err(problem) => {
                let summary = format!("{name} cannot be used");
                return output::outcome(&Report::new(sources, vec![problem], None, summary), format);
            }
        };
        let findings = recorded.as_ref().map_or(Vec::new(), |lock| lock::compare(lock, table, &version));
        if self.check {
            let findings = if recorded.is_none() { vec![lock::missing()] } else { findings };
            let state = if findings.is_empty() { "is current" } else { "is not current" };
            return output::outcome(&Report::new(sources, findings, None, format!("{name} {state}")), format);
        }
        if let Some(recorded) = &recorded {
            let refused: Vec<Finding> =
                findings.into_iter().filter(|finding| lock::refuses(finding, recorded, &version)).collect();
            if !refused.is_empty() {
                return output::outcome(&Report::new(sources, refused, None, format!("{name} is unchanged")), format);
            }
        }
        let before = file.lock.as_ref().map(|lock| String::from_utf8_lossy(&lock.bytes).into_owned());
        let after = lock::write(recorded.as_ref(), table, &version);
        let summary = if before.as_ref().is_some_and(|before| before.lines().eq(after.lines())) {
            format!("{name} is current")
        } else {
            write(&path, &after)?;
            changes(&name, before.as_deref(), &after, table)
        };
        match format {
            Format::Text => Ok(Outcome::text(&(summary + "\n"), false)),
            _ => output::outcome(&Report::new(sources, Vec::new(), None, summary), format),
        }
    }
}

fn write(path: &str, content: &str) -> Result<()> {
    if !folder(path).is_dir() {
        let folder = printable(&folder(path).display().to_string());
        return Err(
            format!("{folder}: no such folder for the lock; create it, or name another lock with --lock").into()
        );
    }
    Ok(files::write(path, content)?)
}

/// Describes a written lock by its added and removed lines.
fn changes(path: &str, before: Option<&str>, after: &str, table: &Table) -> String {
    let Some(before) = before else {
        let promises = errcodes::table::contract::lines(table).len();
        return format!("{path} written: {promises} promises; there was no lock, so nothing was compared");
    };
    let [before, after] = [before, after].map(|text| text.lines().collect::<BTreeSet<_>>());
    let mut changes = format!("{path} written");
    for line in before.difference(&after) {
        let _ = write!(changes, "\n- {}", printable(line));
    }
    for line in after.difference(&before) {
        let _ = write!(changes, "\n+ {line}");
    }
    changes
}
