//! `errcodes diff`: reports the changes between two tables. Git can run it as an external diff.

use std::env;

use clap::builder::NonEmptyStringValueParser;
use errcodes::table::Severity;
use errcodes::table::text::printable;

use super::sides::{Side, report};
use super::{external, textconv};
use crate::args::TableArg;
use crate::input::files::STDIN;
use crate::input::git::Repository;
use crate::outcome::{Outcome, Result};
use crate::output::patch::FileVersion;
use crate::output::{self, Format};

const EXAMPLES: &str = "\
Exit code: 0 all findings are below --fail-on, 1 a finding is at or above --fail-on, or a table is invalid, 2 the
tables cannot be compared.

Examples:
  errcodes diff old.toml codes.toml
  errcodes diff --against main...             # since this branch left main
  errcodes diff --against v1.0.0
  errcodes diff --against HEAD:old/codes.toml
  git show v1.0.0:codes.toml | errcodes diff - codes.toml
  GIT_EXTERNAL_DIFF=\"errcodes diff\" git diff main";

const MORE: &str = "\
To replace the diff of git always:
  echo 'codes.toml diff=errcodes' >> .gitattributes
  git config diff.errcodes.command 'errcodes diff'
  git log -p --ext-diff codes.toml

To show a line diff with one fact per line:
  git config diff.errcodes.textconv 'errcodes diff --textconv'

When git runs this command, the exit code is 0 for all findings, because git stops at any other exit code. If a table is invalid,
git shows its problems and a line diff. `errcodes explain` lists the rules.";

/// Compares the meaning of two tables, and shows the effect of each change on users
#[derive(clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = format!("{EXAMPLES}\n\n{MORE}"))]
pub struct Args {
    /// The old and the new table. With --against, only the new table. `-` reads the standard input. Git passes seven or nine
    /// arguments to an external diff
    #[arg(value_name = "FILE", num_args = 0..=9, value_parser = NonEmptyStringValueParser::new())]
    files: Vec<String>,
    /// Compare with the table in a revision (REV), in the merge base of HEAD and a revision (REV...), or with another file in a
    /// revision (REV:PATH). REV...REV compares the table in the second revision with the table in the merge base
    #[arg(long, short, value_name = "REV", value_parser = NonEmptyStringValueParser::new())]
    against: Option<String>,
    /// The format of the findings
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The lowest severity that fails. With `none`, no finding fails
    #[arg(long, value_name = "SEVERITY", default_value = "major")]
    fail_on: FailOn,
    /// Write one table as sorted lines with one fact per line, for `textconv` of git
    #[arg(long, conflicts_with = "against")]
    textconv: bool,
    #[command(flatten)]
    table: TableArg,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Major,
    Minor,
    Patch,
    None,
}

impl FailOn {
    /// The highest severity that passes.
    fn allowed(self) -> Option<Severity> {
        match self {
            Self::Major => Some(Severity::Minor),
            Self::Minor => Some(Severity::Patch),
            Self::Patch => None,
            Self::None => Some(Severity::Major),
        }
    }
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        let files: Vec<_> = self.files.iter().map(String::as_str).collect();
        let is_run_by_git = env::var_os("GIT_DIFF_PATH_COUNTER").is_some();
        match (&self.against, &files[..]) {
            (None, [file]) if self.textconv => textconv::run(file),
            (_, _) if self.textconv => Err("--textconv takes one file".into()),
            (Some(revision), [] | [_]) => self.against(revision, files.first().copied()),
            (None, ["-", "-"]) => Err("the standard input cannot be both tables".into()),
            (None, [old, new]) => self.compare(&Side::read(old)?, &Side::read(new)?, None, Vec::new()),
            (None, [path]) if is_run_by_git => Ok(Outcome::text(&format!("{}: unmerged\n", printable(path)), false)),
            (None, [path, old, _, old_mode, new, _, new_mode, rest @ ..]) if rest.is_empty() || rest.len() == 2 => {
                let names = [*path, rest.first().unwrap_or(path)];
                let old = FileVersion { file: old, mode: old_mode };
                let new = FileVersion { file: new, mode: new_mode };
                external::run(names, [&old, &new], rest.get(1).unwrap_or(&""), self.format)
            }
            (Some(_), _) => Err("--against takes at most one file, which is compared with the revision".into()),
            (None, _) => {
                Err("nothing to compare; give two files, or --against and a revision; see `errcodes diff --help`"
                    .into())
            }
        }
    }

    /// Compares with a revision: `REV`, `REV...`, `REV...REV` or `REV:PATH`. `REV...HEAD` is the same as `REV...`: the new table is
    /// the file in the work tree.
    fn against(&self, revision: &str, file: Option<&str>) -> Result<Outcome> {
        let mut new = Side::read(file.unwrap_or(&self.table.table))?;
        // A table from a pipe has no path, so it is compared with the file that `--table` names, in the revision.
        let path = if new.source.name == STDIN { &self.table.table } else { &new.source.name };
        let repository = Repository::of(path)?;
        if let Some((revision, path)) = split_path(revision) {
            let object = repository.revision(revision, "tree")?;
            let path = repository.resolve(path)?;
            let name = format!("{revision}:{path}");
            let old = repository.file(revision, &object, &path)?.ok_or_else(|| no_file(&name))?;
            return self.compare(&Side::of(old), &new, Some(name), Vec::new());
        }
        let path_within = repository.path_of(path)?;
        let (base, object) = match revision.split_once("...") {
            None => (revision.to_owned(), repository.revision(revision, "tree")?),
            Some((one, other)) => {
                let [one, other] = [one, other].map(|revision| if revision.is_empty() { "HEAD" } else { revision });
                let commit = repository.merge_base(one, other)?;
                if other != "HEAD" {
                    if new.source.name == STDIN {
                        return Err(format!(
                            "--against {revision} compares two revisions, so it cannot compare the standard input; use \
                             --against {one}... or leave out `-`"
                        )
                        .into());
                    }
                    let object = repository.revision(other, "tree")?;
                    let file = repository.file(other, &object, &path_within)?;
                    new = Side::of(file.ok_or_else(|| no_file(&format!("{other}:{path_within}")))?);
                }
                (commit.clone(), commit)
            }
        };
        if let Some(old) = repository.file(&base, &object, &path_within)? {
            return self.compare(&Side::of(old), &new, Some(base), Vec::new());
        }
        let note = format!("{base} has no {path_within}, so all entries are new");
        self.compare(&Side::empty(format!("{base}:{path_within}")), &new, Some(base), vec![note])
    }

    fn compare(&self, old: &Side, new: &Side, base: Option<String>, notes: Vec<String>) -> Result<Outcome> {
        let mut report = report(old, new, self.fail_on.allowed());
        report.base = base;
        report.notes = notes;
        output::outcome(&report, self.format)
    }
}

fn no_file(name: &str) -> String {
    format!("{}: no such file", printable(name))
}

/// Splits `REV:PATH`. A revision may contain a colon within braces, as in `main@{10:00}`.
fn split_path(revision: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in revision.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && at > 0 => return Some((&revision[..at], &revision[at + 1..])),
            _ => {}
        }
    }
    None
}
