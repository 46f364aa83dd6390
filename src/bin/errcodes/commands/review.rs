//! `errcodes review`: reviews the changes of a branch, for pull requests.

use clap::builder::NonEmptyStringValueParser;
use errcodes::compare::Scope;
use errcodes::compare::lock::{self, Lock};
use errcodes::compare::policy::{self, Review, Verdict};
use errcodes::table::finding::{plain, report};
use errcodes::table::text::printable;
use errcodes::table::{Severity, Source, Sources, Table};

use crate::args::LockedTableArgs;
use crate::input::ci;
use crate::input::files::{self, TableFile, default_lock_path, folder};
use crate::input::git::Repository;
use crate::input::manifest;
use crate::outcome::{Outcome, Result};
use crate::output;
use crate::output::report::{Report, counts};

const HELP: &str = "\
The branch is compared with its merge base, so changes of other branches do not count. The review fails if
  - the table or its lock is invalid, or the lock does not record the contract;
  - a released promise changed, unless `version` in Cargo.toml is a breaking release after the last release. The last release is
    the one that --released names, or else the version in the lock of the base;
  - an errorCode is retired without its number, or the lock no longer records a retired errorCode or number;
  - a retired errorCode or number is used again. With --released, a code may come back if that release still has it.

Without --base, the target branch of the pull request is read from the variables of GitHub, Gitea, GitLab, Bitbucket, Azure,
Buildkite, Jenkins, Travis, Drone and Woodpecker. If they are not set, the base is origin/HEAD. The clone needs the history back
to the merge base. With actions/checkout, set `fetch-depth: 0`.

Exit code: 0 the review passes, 1 it fails, 2 the branch could not be reviewed.

Examples:
  errcodes review
  errcodes review --base origin/main --format github
  errcodes review --released v1.4.0           # a second breaking change before the next release";

/// Reviews the changes of a branch to the table, its lock and its retired entries
#[derive(clap::Args)]
#[command(after_help = HELP, mut_arg("table", |table| table.help("The table, a file of the work tree")))]
pub struct Args {
    /// The branch that this one will be merged into
    #[arg(long, value_name = "REV", value_parser = NonEmptyStringValueParser::new())]
    base: Option<String>,
    /// The tag of the last release, if the base has breaking changes since then
    #[arg(long, value_name = "REV", value_parser = NonEmptyStringValueParser::new())]
    released: Option<String>,
    #[command(flatten)]
    inputs: LockedTableArgs,
}

/// The table and its lock in a revision.
struct RevisionFiles {
    table: Option<Source>,
    lock: Option<Source>,
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        if self.inputs.table.table == "-" {
            return Err("a review reads the files of the work tree; name a table".into());
        }
        let repository = Repository::of(&self.inputs.table.table)?;
        let base = self.base_revision(&repository)?;
        let commit = repository.merge_base(&base, "HEAD")?;
        let mut notes = Vec::new();
        let (table_path, base_path) = self.paths(&repository, &commit, &mut notes)?;
        let lock_path = self.inputs.lock.clone().unwrap_or_else(|| default_lock_path(&table_path));

        let old = self.read_revision(&repository, &commit, &base_path)?;
        let source = if files::exists(&table_path) {
            files::read(&table_path)?
        } else {
            Source::new(table_path.clone(), Vec::new())
        };
        let new_lock = files::read_lock(&lock_path)?;
        let no_lock = Source::new(lock_path, Vec::new());
        let file = TableFile::parse(source, new_lock);
        let sources = Sources {
            table: &file.source,
            base: old.table.as_ref(),
            lock: Some(file.lock.as_ref().unwrap_or(&no_lock)),
            base_lock: old.lock.as_ref(),
        };
        let is_deleted = file.source.bytes.is_empty() && !files::exists(&table_path);
        let no_table = Table::default();
        let mut report = match &file.table {
            Err(problems) if !is_deleted => Report::of_problems(sources, problems),
            table => {
                let table = table.as_ref().unwrap_or(&no_table);
                let released = self.released_lock(&repository, &base_path)?;
                let (verdict, summary) = judge(table, &file, &old, released.as_ref(), &mut notes)?;
                Report::of_verdict(sources, &verdict, summary)
            }
        };
        report.base = Some(commit);
        report.notes = notes;
        output::outcome(&report, self.inputs.format)
    }

    /// Returns the branch to compare with.
    fn base_revision(&self, repository: &Repository) -> Result<String> {
        if let Some(base) = &self.base {
            return Ok(base.clone());
        }
        let from_ci = ci::bases();
        let names: Vec<_> = from_ci.iter().map(String::as_str).collect();
        match repository.first_known(&names)? {
            Some(base) => Ok(base),
            // The clone has none of these revisions. The caller then fails to find the first one, and its error says how to fetch it.
            None if !names.is_empty() => Ok(names[0].to_owned()),
            None => match repository.first_known(&["origin/HEAD"])? {
                Some(base) => Ok(base),
                None => Err("no base to compare with: origin/HEAD is not set; name the branch that this one will be merged into, \
                             as in `--base origin/main`, or run `git remote set-head origin --auto`"
                    .into()),
            },
        }
    }

    /// Returns the path of the table on disk, and its path in the base. They differ if the branch moved the table.
    fn paths(&self, repository: &Repository, commit: &str, notes: &mut Vec<String>) -> Result<(String, String)> {
        let named = &self.inputs.table.table;
        let within = repository.path_of(named)?;
        let is_old = repository.file(commit, commit, &within)?.is_some();
        let is_new = files::exists(named);
        if is_new && is_old {
            return Ok((named.clone(), within));
        }
        let renames = repository.renames(commit)?;
        if is_new {
            if let Some((old, _)) = renames.iter().find(|(_, new)| *new == within) {
                notes.push(format!("the table was moved here from {old}"));
                return Ok((named.clone(), old.clone()));
            }
            notes.push("the table is new in this branch".to_owned());
            return Ok((named.clone(), within));
        }
        if !is_old {
            return Err(files::describe_io_error(named, &std::io::ErrorKind::NotFound.into()).into());
        }
        if let Some((_, new)) = renames.iter().find(|(old, _)| *old == within) {
            notes.push(format!("the table was moved to {new}"));
            return Ok((repository.on_disk(new), within));
        }
        notes.push("the table was deleted in this branch".to_owned());
        Ok((named.clone(), within))
    }

    /// Reads the table and its lock in a revision.
    fn read_revision(&self, repository: &Repository, revision: &str, table: &str) -> Result<RevisionFiles> {
        let object = repository.revision(revision, "tree")?;
        let lock = match &self.inputs.lock {
            Some(lock) => repository.path_of(lock)?,
            None => default_lock_path(table),
        };
        Ok(RevisionFiles {
            table: repository.file(revision, &object, table)?,
            lock: repository.file(revision, &object, &lock)?,
        })
    }

    /// Reads the lock of the release that `--released` names.
    fn released_lock(&self, repository: &Repository, table: &str) -> Result<Option<Lock>> {
        let Some(tag) = &self.released else { return Ok(None) };
        let lock = self.read_revision(repository, tag, table)?.lock;
        let lock = lock.ok_or_else(|| format!("{}: no lock in this revision", printable(tag)))?;
        Ok(Some(lock::parse(&lock).map_err(|problem| problem.headline(Sources::of(&lock), plain))?))
    }
}

/// Judges a valid table. Returns the verdict and a summary in one line.
fn judge(
    table: &Table,
    file: &TableFile,
    old: &RevisionFiles,
    released: Option<&Lock>,
    notes: &mut Vec<String>,
) -> Result<(Verdict, String)> {
    let version = manifest::version(folder(&file.source.name))?;
    let base_lock = old.lock.as_ref().and_then(|source| parse_base(source, notes));
    let new_lock = match &file.lock {
        Some(source) => lock::parse(source),
        None => Err(lock::missing()),
    };
    let last = released.or(base_lock.as_ref());
    let base = old.table.as_ref().map_or_else(|| Ok(Table::default()), |source| errcodes::table::read(source, &[]));
    let (base, scope) = match (&base, &base_lock) {
        (Ok(base), _) => (base, Scope::Everything),
        (Err(_), Some(base_lock)) => {
            notes.push("the table of the base is invalid, so only its lock was compared".to_owned());
            (&base_lock.table, Scope::Contract)
        }
        (Err(problems), None) => {
            let base = old.table.as_ref().unwrap_or(&file.source);
            let report = report(problems, base, plain);
            return Err(format!("the base has an invalid table and no lock to compare with\n\n{report}").into());
        }
    };
    let verdict = policy::review(&Review {
        base,
        scope,
        base_lock: base_lock.as_ref(),
        table,
        lock: new_lock.as_ref(),
        version: &version,
        released,
    });
    let last = last.map(|last| last.version.value.to_string());
    let summary = summary(&verdict, version.as_str(), last.as_deref());
    Ok((verdict, summary))
}

/// Parses the lock of the base. An invalid lock is only a note, because this branch may repair it.
fn parse_base(source: &Source, notes: &mut Vec<String>) -> Option<Lock> {
    let lock = lock::parse(source);
    if let Err(problem) = &lock {
        notes.push(format!("the lock of the base cannot be used, so it was not compared: {}", problem.message));
    }
    lock.ok()
}

fn summary(verdict: &Verdict, version: &str, last: Option<&str>) -> String {
    let result = if verdict.pass { "pass" } else { "fail" };
    let counts = match counts(verdict.findings.iter()) {
        counts if counts.is_empty() => "no change in meaning".to_owned(),
        counts => counts,
    };
    let is_breaking = verdict.allowed >= Severity::Major;
    let release = match (last, &verdict.next_breaking) {
        (Some(last), _) if is_breaking => format!("version {version} may break what {last} promised"),
        (Some(last), Some(next)) => format!("version {version} must keep what {last} promised; {next} may break it"),
        _ => format!("version {version}"),
    };
    format!("{result}: {counts}; {release}")
}
