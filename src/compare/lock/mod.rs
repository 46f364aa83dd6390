//! The lock: the recorded contract in `tests/codes.lock`, one promise per line.

mod gaps;
mod parse;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub(super) use gaps::{breaking_release, record_again};
pub use gaps::{compare, refuses};
pub use parse::parse;

use super::pairs::Pairs;
use super::rules;
use super::version::Version;
use crate::table::{Document, Finding, Retired, Rule, Site, Span, Spanned, Subject, Table, contract};

/// The path of the lock, relative to the table's folder.
pub const PATH: &str = "tests/codes.lock";

/// The command that writes the lock.
pub const COMMAND: &str = "cargo run --features cli -- lock";

const HEADER: &str = "\
# The recorded contract, one promise per line; `cargo test` compares it with codes.toml. Retired entries stay forever.
# Written by `cargo run --features cli -- lock`. To resolve a merge conflict here, keep the lines of both sides.
";

/// The first words of a lock that errcodes 0.1.0 wrote. Its last line is not [`END`].
const FIRST_FORMAT: &str = "# The contract as released.";

/// The first word of each line, except comments and `end`.
pub const KINDS: [&str; 6] = ["version", "code", "default", "former", "retired", "status"];

/// The last line of a lock. Without it, the lock is incomplete.
const END: &str = "end";

/// A parsed lock.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub version: Spanned<Version>,
    /// The recorded contract and the retired entries, as a table. All other fields are empty, except
    /// the variants, which the parser derives.
    pub table: Table,
    /// The former numbers of codes that now have another number, no number, or another group.
    pub former: Vec<Retired>,
    /// The offset of the line after each record, by the record's text.
    records: BTreeMap<String, usize>,
    /// Whether the lock has the format of errcodes 0.1.0.
    is_outdated: bool,
}

impl Lock {
    /// Returns all records, sorted.
    pub(super) fn records(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// Returns whether the lock records a code as in use.
    pub(super) fn has_code(&self, name: &str) -> bool {
        self.record(&Subject::Code(name.to_owned())).is_some()
    }

    /// Returns the record of a code, a status or a group's default.
    pub(super) fn record(&self, subject: &Subject<String>) -> Option<&str> {
        let prefix = record_key(subject) + " ";
        let (record, _) = self.records.range(prefix.clone()..).next()?;
        record.starts_with(&prefix).then_some(record.as_str())
    }
}

/// Returns the first two words of a subject's record: its kind and its name.
fn record_key(subject: &Subject<String>) -> String {
    match subject {
        Subject::Group(key) => format!("default {key}"),
        subject => format!("{} {}", subject.kind(), subject.name()),
    }
}

/// Returns the finding of a table without a lock.
pub fn missing() -> Finding {
    let message = "the table has no lock, so its contract was not compared";
    let help = format!("restore {PATH} from version control, or start a new lock with `{COMMAND}`");
    at_lock(&rules::MISSING_LOCK, &(0..0), message, help)
}

fn at_lock(rule: &'static Rule, span: &Span, message: impl Into<String>, help: impl Into<String>) -> Finding {
    let site = Site { document: Document::Lock, span: span.clone() };
    Finding { site, ..Finding::problem(rule, span, message, help) }
}

/// Renders the lock of a table: the contract, and the retired names and numbers of the table and of the previous lock.
pub fn write(before: Option<&Lock>, table: &Table, version: &Version) -> String {
    let mut records: BTreeSet<String> = contract::lines(table).into_iter().collect();
    records.extend(before.into_iter().flat_map(|lock| unused(lock, table)).map(|unused| unused.record()));
    for Retired { name, group, numeric, .. } in &table.retired {
        let numeric = numeric.as_ref().map(|number| number.value);
        let record = Unused { name, group: &group.value, numeric, has_name: true, has_record: false }.record();
        let with_number = format!("{record} ");
        let is_known = records.range(with_number.clone()..).next().is_some_and(|next| next.starts_with(&with_number));
        if !is_known {
            records.insert(record);
        }
    }
    // A compatible version stays in the lock. A new code then adds one line, and no other line changes.
    let version = before.map(|lock| &lock.version.value).filter(|old| old.is_compatible(version)).unwrap_or(version);
    let records: String = records.iter().flat_map(|record| [record, "\n"]).collect();
    render(version, &records)
}

/// Renders a lock from the lines of its records.
pub(super) fn render(version: &Version, records: &str) -> String {
    format!("{HEADER}version {version}\n{records}{END}\n")
}

/// A name, a number or both that are no longer in use.
#[derive(Clone, Copy)]
pub(super) struct Unused<'a> {
    pub(super) name: &'a Spanned<String>,
    /// The key of the group in the current table.
    pub(super) group: &'a str,
    pub(super) numeric: Option<u16>,
    /// `false` if the code is still in use, without this number.
    pub(super) has_name: bool,
    /// Whether the lock has a record of the retired name or former number.
    pub(super) has_record: bool,
}

impl Unused<'_> {
    /// Renders the record for a lock.
    pub(super) fn record(&self) -> String {
        let kind = if self.has_name { "retired" } else { "former" };
        let numeric = self.numeric.map_or(String::new(), |numeric| format!(" numeric={numeric}"));
        format!("{kind} {} group={}{numeric}", self.name.value, self.group)
    }
}

/// Returns the retired and former records of a lock, and the names and numbers of its codes that the table no longer uses.
pub(super) fn unused<'a>(lock: &'a Lock, table: &'a Table) -> Vec<Unused<'a>> {
    let pairs = Pairs::of(&lock.table, table);
    let names: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let owners: HashMap<_, _> = table
        .codes()
        .filter_map(|(group, code)| Some(((group.key.value.as_str(), code.number()?), code.name.value.as_str())))
        .collect();
    let new_key = |key: &'a str| pairs.new_key(key).unwrap_or(key);
    let mut unused = Vec::new();
    for entry in &lock.table.retired {
        let group = new_key(&entry.group.value);
        unused.push(Unused { name: &entry.name, group, numeric: entry.number(), has_name: true, has_record: true });
    }
    for entry in &lock.former {
        let (name, group, numeric) = (&entry.name, new_key(&entry.group.value), entry.number());
        if numeric.and_then(|number| owners.get(&(group, number))) != Some(&name.value.as_str()) {
            unused.push(Unused { name, group, numeric, has_name: false, has_record: true });
        }
    }
    for (group, code) in lock.table.codes() {
        let (name, group) = (&code.name, new_key(&group.key.value));
        // If a code of the table has the number, the number is still in use.
        let numeric = code.number().filter(|number| !owners.contains_key(&(group, *number)));
        let has_name = !names.contains(name.value.as_str());
        if has_name || numeric.is_some() {
            unused.push(Unused { name, group, numeric, has_name, has_record: false });
        }
    }
    unused
}
