//! `errcodes merge`: a merge driver of git for a table and its lock.

use core::fmt::Write as _;

use clap::builder::NonEmptyStringValueParser;
use errcodes::compare::{lock, merge};
use errcodes::table::Source;
use errcodes::table::text::printable;

use crate::args::TABLE;
use crate::input::files::{self, default_lock_path};
use crate::outcome::{Outcome, Result};

const HELP: &str = "\
The result has the additions of both sides, with their comments and order. If both sides took the same number, the code of the
side that is merged in gets the next free number. Anything else that both sides changed is marked as an ordinary conflict.
On a feature branch, use `git rebase main` instead of `git merge main`, which would give new numbers to the codes of main.

To use it in a repository:
  git config merge.errcodes.driver 'errcodes merge %O %A %B %P'
  printf '%s\\n' 'codes.toml merge=errcodes' 'codes.lock merge=errcodes' >> .gitattributes

Exit code: 0 merged, 1 there are conflicts, 2 a file cannot be read or written.

Example:
  errcodes merge base.toml ours.toml theirs.toml";

/// Merges a table or its lock, as a merge driver of git
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// The common ancestor
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    base: String,
    /// This side, which is replaced by the result
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    ours: String,
    /// The side that is merged in
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    theirs: String,
    /// The file's name in the repository
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    path: Option<String>,
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        let [base, ours, theirs] = [&self.base, &self.ours, &self.theirs].map(|path| read_text(path));
        let (base, ours, theirs) = (base?, ours?, theirs?);
        let merged = if is_lock(&ours) || is_lock(&theirs) {
            merge::lock(&base, &ours, &theirs)
        } else {
            // The numbers in the lock are not free.
            let lock = files::read_lock(&default_lock_path(self.path.as_deref().unwrap_or(TABLE)))?;
            merge::table(&base, &ours, &theirs, lock.as_ref().map_or(&[], |lock: &Source| &lock.bytes))
        };
        files::write(&self.ours, &merged.text)?;
        let name = printable(self.path.as_ref().unwrap_or(&self.ours));
        let mut out = String::new();
        for note in &merged.notes {
            let _ = writeln!(out, "{name}: note: {}", printable(note));
        }
        for conflict in &merged.conflicts {
            let _ = writeln!(out, "{name}: conflict: {}", printable(conflict));
        }
        Ok(Outcome::text(&out, !merged.conflicts.is_empty()))
    }
}

fn read_text(path: &str) -> Result<String> {
    let source = files::read(path)?;
    String::from_utf8(source.bytes).map_err(|_| format!("{}: not UTF-8", printable(path)).into())
}

/// Returns whether a text is a lock: whether its first line, besides comments, is the version or a record. An empty text, as git
/// passes for a side without the file, is not a lock.
fn is_lock(text: &str) -> bool {
    let first = text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let (kind, rest) = first.split_once(' ').unwrap_or_default();
    lock::KINDS.contains(&kind) && !rest.trim_start().starts_with('=')
}
