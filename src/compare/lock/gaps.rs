//! Compares a table with its lock. Reports broken promises, and entries that the lock does not record.

use core::ops::Bound;
use std::collections::{HashMap, HashSet};

use super::{COMMAND, Lock, PATH, Unused, at_lock, record_key};
use crate::compare::comparison::{Comparison, RetiredRecord, Scope};
use crate::compare::rules::{self, AllowedIn};
use crate::compare::version::Version;
use crate::table::{Document, Finding, Retired, Severity, Site, Subject, Table, contract};

/// Returns the findings about the lock's version, then the broken promises, then the entries that the lock does not
/// record.
pub fn compare(lock: &Lock, table: &Table, version: &Version) -> Vec<Finding> {
    if is_other_table(lock, table) {
        return vec![other_table()];
    }
    let former = lock.former.iter().map(|entry| RetiredRecord { entry, has_name: false, document: Document::Lock });
    let retired = RetiredRecord::of(&lock.table, Document::Lock).chain(former);
    let comparison = Comparison::new(&lock.table, table, Scope::Contract, Document::Lock).with_retired(retired);
    let mut findings = lock_version(lock, version);
    let mut not_recorded = Vec::new();
    let insertion_points = InsertionPoints::of(lock, table);
    for finding in comparison.findings() {
        if finding.rule.severity == Severity::Major {
            findings.push(with_advice(finding, lock, version));
        } else {
            not_recorded.push(insertion_points.not_recorded(finding));
        }
    }
    not_recorded.extend(unrecorded_retired(lock, table));
    not_recorded.sort_by_key(|finding| finding.site.span.start);
    findings.extend(not_recorded);
    findings
}

/// Returns whether a finding forbids writing the lock.
pub fn refuses(finding: &Finding, lock: &Lock, version: &Version) -> bool {
    let may_break = version.may_break(&lock.version.value);
    if [&rules::NOT_RECORDED, &rules::OUTDATED_LOCK].contains(&finding.rule) {
        false
    } else if *finding.rule == rules::LOCK_VERSION {
        !may_break
    } else {
        AllowedIn::of(finding.rule) == AllowedIn::NoRelease || !may_break
    }
}

/// Sets the help of a broken promise: how to restore the entry, or how to record the change.
fn with_advice(finding: Finding, lock: &Lock, version: &Version) -> Finding {
    let help = &finding.help;
    let help = match AllowedIn::of(finding.rule) {
        AllowedIn::NoRelease => {
            format!("{help}, and record it with `{COMMAND}`; {}", if_unreleased())
        }
        _ if version.may_break(&lock.version.value) => {
            format!("version {version} may break it: record it with `{COMMAND}`")
        }
        _ => format!("{help}; {}; {}", breaking_release(&version.next_breaking()), if_unreleased()),
    };
    Finding { help, ..finding }
}

/// Returns the advice for a change that only a breaking release may have.
pub(in crate::compare) fn breaking_release(version: &Version) -> String {
    format!(
        "only a breaking release may change it: set `version = \"{version}\"` in Cargo.toml, and record it with `{COMMAND}`"
    )
}

/// Returns the advice for a promise that the lock records, but that was never part of a release.
fn if_unreleased() -> String {
    format!("if the lock changed after the last release, {}", record_again())
}

/// Returns how to record changes that the lock of the last release allows and the current lock refuses.
pub(in crate::compare) fn record_again() -> String {
    format!("restore {PATH} from the last release, and record again with `{COMMAND}`")
}

/// Reports a lock in the first format, or with an incompatible version.
fn lock_version(lock: &Lock, version: &Version) -> Vec<Finding> {
    let mut findings = Vec::new();
    let recorded = &lock.version.value;
    if lock.is_outdated {
        let message = "the lock has the format of errcodes 0.1.0, which does not show whether the lock is complete";
        let help = format!("check that no line is missing, and run `{COMMAND}`");
        findings.push(at_lock(&rules::OUTDATED_LOCK, &lock.version.span, message, help));
    }
    if !recorded.is_compatible(version) {
        let message = format!("the lock has version {recorded}, but the crate has version {version}");
        let help = if version.may_break(recorded) {
            format!("record the new version with `{COMMAND}`")
        } else {
            format!(
                "correct `version` in Cargo.toml: an earlier version does not have the contract of a later one; {}",
                if_unreleased()
            )
        };
        findings.push(at_lock(&rules::LOCK_VERSION, &lock.version.span, message, help));
    }
    findings
}

/// Returns whether the lock belongs to another table: it records codes, and the table neither has nor retires any of them.
fn is_other_table(lock: &Lock, table: &Table) -> bool {
    let retired = table.retired.iter().map(|retired| retired.name.value.as_str());
    let known: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).chain(retired).collect();
    let mut recorded = lock.table.codes().map(|(_, code)| code.name.value.as_str()).peekable();
    recorded.peek().is_some() && !recorded.any(|name| known.contains(name))
}

fn other_table() -> Finding {
    let help = format!(
        "restore them; {}; if the table belongs to another API, delete the lock and start a new one with the same command",
        if_unreleased()
    );
    at_lock(&rules::OTHER_TABLE, &(0..0), "the table does not have any recorded errorCode", help)
}

/// Finds the place in the lock where a missing record belongs.
struct InsertionPoints<'a> {
    lock: &'a Lock,
    /// All records of the table, by kind and name.
    records: HashMap<String, String>,
}

impl<'a> InsertionPoints<'a> {
    fn of(lock: &'a Lock, table: &Table) -> Self {
        let records = contract::lines(table).into_iter().map(|record| {
            let key: Vec<_> = record.splitn(3, ' ').take(2).collect();
            (key.join(" "), record)
        });
        Self { lock, records: records.collect() }
    }

    /// Turns a finding about an added entry into a finding about the missing record.
    fn not_recorded(&self, finding: Finding) -> Finding {
        let Finding { subject, after, .. } = &finding;
        let message = match after {
            Some(number) if *finding.rule == rules::NUMBER_ADDED => {
                format!("the number {number} of {subject} is not recorded")
            }
            _ if *finding.rule == rules::DEFAULT_ADDED => format!("the default of {subject} is not recorded"),
            _ => format!("{subject} is not recorded"),
        };
        let key = record_key(subject);
        let site = || insertion_site(self.lock, self.records.get(&key).map_or("", String::as_str));
        let related = finding.related.clone().or_else(|| Some(site()));
        let help = format!("record it with `{COMMAND}`");
        Finding { rule: &rules::NOT_RECORDED, related, message, help, ..finding }
    }
}

/// Returns the place in a sorted lock where a record belongs.
fn insertion_site(lock: &Lock, record: &str) -> Site {
    let before = lock.records.range::<str, _>((Bound::Unbounded, Bound::Excluded(record))).next_back();
    let offset = before.map_or(lock.version.span.end + 1, |(_, next)| *next);
    Site { document: Document::Lock, span: offset..offset }
}

/// Reports retired entries of the table that the lock does not record.
fn unrecorded_retired(lock: &Lock, table: &Table) -> Vec<Finding> {
    let codes: HashSet<_> = lock.table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let mut recorded = HashSet::new();
    for Retired { name, group, numeric, .. } in &lock.table.retired {
        // If the lock records the name with a number, an entry of the table may have the name alone.
        recorded.insert((name.value.as_str(), None));
        recorded
            .extend(numeric.as_ref().map(|number| (name.value.as_str(), Some((group.value.as_str(), number.value)))));
    }
    let is_recorded = |retired: &&Retired| {
        let name = retired.name.value.as_str();
        codes.contains(name)
            || recorded.contains(&(name, retired.number().map(|number| (&*retired.group.value, number))))
    };
    let missing = table.retired.iter().filter(|retired| !is_recorded(retired)).map(|retired| {
        let Retired { name, group, .. } = retired;
        let numeric = retired.number();
        let record = Unused { name, group: &group.value, numeric, has_name: true, has_record: false }.record();
        let message = format!("the retired {} is not recorded", name.value);
        let help = format!("record it with `{COMMAND}`");
        let finding = Finding::problem(&rules::NOT_RECORDED, &name.span, message, help);
        Finding { related: Some(insertion_site(lock, &record)), ..finding.about(Subject::Retired(&name.value)) }
    });
    missing.collect()
}
