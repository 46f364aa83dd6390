//! `errcodes lock`: writes the contract down, or says whether it is.

use core::fmt::Write as _;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::input::{Source, folder, unreadable};
use crate::lock;
use crate::{Outcome, Result, manifest};

pub fn run(table: &str, lock: Option<&str>, check: bool) -> Result<Outcome> {
    let source = Source::read(table)?;
    let contract = source.table()?;
    let version = manifest::version(folder(table))?;
    let path = lock.map_or_else(|| beside(table), str::to_owned);
    let before = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(unreadable(&path, &error)),
    };
    let recorded = before.as_deref().map(|text| lock::parse(text, &path)).transpose()?;
    if let Some(mismatch) = recorded.as_ref().and_then(|lock| lock::mismatch(lock, &contract, &path)) {
        return Ok(Outcome::new(format!("{}: {mismatch}\n", source.label), true));
    }
    let gaps = recorded.as_ref().map_or(Vec::new(), |lock| lock::compare(lock, &contract, &version));
    let lines = |refused: bool| {
        let gaps = gaps.iter().filter(move |gap| !(refused && gap.may_be_recorded));
        gaps.map(|gap| gap.line(&source.label, &source.bytes, &path) + "\n").collect::<String>()
    };
    if check {
        let out = match recorded {
            None => lock::missing(&path) + "\n",
            Some(_) if gaps.is_empty() => format!("{path} is current\n"),
            Some(_) => lines(false),
        };
        let found = recorded.is_none() || !gaps.is_empty();
        return Ok(Outcome::new(out, found));
    }
    let mut out = lines(true);
    if !out.is_empty() {
        let _ = writeln!(out, "{path} stays as it is.");
        return Ok(Outcome::new(out, true));
    }
    let after = lock::write(recorded.as_ref(), &contract, &version);
    if before.as_ref().is_some_and(|before| before.lines().eq(after.lines())) {
        return Ok(Outcome::new(format!("{path} is current\n"), false));
    }
    if !folder(&path).is_dir() {
        let folder = folder(&path).display();
        return Err(format!(
            "{folder}: there is no such folder for the lock; make it, or name another lock with --lock"
        ));
    }
    fs::write(&path, &after).map_err(|error| unreadable(&path, &error))?;
    Ok(Outcome::new(changes(&path, before.as_deref(), &after), false))
}

/// The lock of a table, as seen from where the table's name is seen.
fn beside(table: &str) -> String {
    match Path::new(table).parent() {
        Some(folder) => folder.join(lock::PATH).display().to_string(),
        None => lock::PATH.to_owned(),
    }
}

/// Which lines came and went.
fn changes(path: &str, before: Option<&str>, after: &str) -> String {
    let Some(before) = before else {
        let promises = after.lines().filter(|line| !line.starts_with('#')).count() - 1;
        return format!("{path} written: {promises} promises; there was no lock, so nothing was compared\n");
    };
    let [before, after] = [before, after].map(|text| text.lines().collect::<BTreeSet<_>>());
    let gone = before.difference(&after).map(|line| format!("- {line}\n"));
    let new = after.difference(&before).map(|line| format!("+ {line}\n"));
    format!("{path} written\n{}", gone.chain(new).collect::<String>())
}
