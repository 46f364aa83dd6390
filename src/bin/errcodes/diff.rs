//! `errcodes diff`: which two tables, and what to make of their findings.

use std::env;

use crate::compare::compare;
use crate::input::Source;
use crate::paint::Paint;
use crate::report::{Format, Report};
use crate::rules::Class;
use crate::table::Table;
use crate::{Outcome, Result, facts, git};

/// What git writes where a file is not there.
const ABSENT: &str = "/dev/null";

/// How to compare, and what to compare it with.
pub struct Options {
    /// As given: tables, or what git gives.
    pub files: Vec<String>,
    pub table: String,
    pub against: Option<String>,
    pub textconv: bool,
    pub format: Format,
    /// The least class that fails; none where findings are only to be reported.
    pub fail_on: Option<Class>,
}

pub fn run(options: &Options) -> Result<Outcome> {
    let files: Vec<_> = options.files.iter().map(String::as_str).collect();
    let by_git = env::var_os("GIT_DIFF_PATH_COUNTER").is_some();
    match (&options.against, &files[..]) {
        (None, [file]) if options.textconv => facts::of(file),
        (_, _) if options.textconv => Err("--textconv takes one file".to_owned()),
        (Some(revision), [] | [_]) => {
            let new = Source::read(files.first().unwrap_or(&options.table.as_str()))?;
            // What comes through a pipe is taken for the table.
            let path = if new.label == "stdin" { &options.table } else { &new.label };
            let old = Source { bytes: git::blob(revision, path)?, label: format!("{revision}:{path}") };
            two(&old, &new, options)
        }
        (None, ["-", "-"]) => Err("the standard input cannot be both tables".to_owned()),
        (None, [old, new]) => two(&Source::read(old)?, &Source::read(new)?, options),
        (None, [path]) if by_git => Ok(Outcome::new(format!("{path}: not merged yet\n"), false)),
        (None, [path, old, _, _, new, _, _, rest @ ..]) if rest.is_empty() || rest.len() == 2 => {
            from_git(rest.first().unwrap_or(path), path, (old, new), options)
        }
        (Some(_), _) => Err("--against takes one file at most: the one to compare with the revision".to_owned()),
        (None, _) => {
            Err("what should be compared? Give two files, or --against and a revision; see `errcodes diff --help`"
                .to_owned())
        }
    }
}

fn two(old: &Source, new: &Source, options: &Options) -> Result<Outcome> {
    Ok(report(old, new, &old.table()?, &new.table()?, options))
}

fn report(old: &Source, new: &Source, before: &Table, after: &Table, options: &Options) -> Outcome {
    let findings = compare(before, after);
    let found = options.fail_on.is_some_and(|least| findings.iter().any(|finding| finding.rule.class() >= least));
    let out = Report { old, new, findings: &findings }.write(options.format, Paint::of_stdout());
    Outcome::new(out, found)
}

/// As git's external diff: names and temporary files. Git takes any exit code but 0 for a failure of its own, and shows
/// nothing of the files after this one. So findings do not count here, and of an invalid table the problems are shown,
/// and its lines.
fn from_git(name: &str, old_name: &str, (old, new): (&str, &str), options: &Options) -> Result<Outcome> {
    let side = |file: &str, label: String| {
        if file == ABSENT {
            return Ok((Source { bytes: Vec::new(), label }, Ok(Table::default())));
        }
        let source = Source { label, ..Source::read(file)? };
        let table = source.table();
        Ok::<_, String>((source, table))
    };
    let (old_source, before) = side(old, format!("a/{old_name}"))?;
    let (new_source, after) = side(new, name.to_owned())?;
    // As GIT_EXTERNAL_DIFF the tool is asked about every file.
    let is_table = name.ends_with("codes.toml")
        || [(old, &before), (new, &after)].iter().any(|(file, table)| *file != ABSENT && table.is_ok());
    if !is_table {
        return Ok(Outcome::new(git::plain_diff(name, old, new)?, false));
    }
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let problems: String = [before.err(), after.err()].into_iter().flatten().collect();
            let out =
                format!("{problems}{name}: not compared by meaning; its lines:\n{}", git::plain_diff(name, old, new)?);
            return Ok(Outcome::new(out, false));
        }
    };
    let outcome = report(&old_source, &new_source, &before, &after, options);
    Ok(Outcome { found: false, ..outcome })
}
