//! The decision of a review: which release may have which change, and whether this one passes.

use std::collections::{HashMap, HashSet};

use super::comparison::{Comparison, RetiredRecord, Scope};
use super::lock::{self, Gone, Lock};
use super::version::Version;
use super::{rules, sort};
use crate::table::{Document, Finding, Retired, Rule, Severity, Site, Spanned, Subject, Table, contract};

/// The releases that may have the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowedIn {
    /// In every release: nothing that worked breaks.
    EveryRelease,
    /// In a breaking release.
    BreakingReleases,
    /// In no release.
    NoRelease,
}

/// Changes that no release may have: what was retired never comes back, and is never forgotten.
const NEVER_ALLOWED: [&Rule; 4] =
    [&rules::RETIRED_NAME_BACK, &rules::RETIRED_NUMBER_BACK, &rules::RETIRED_DROPPED, &rules::RECORD_DROPPED];

impl AllowedIn {
    pub fn of(rule: &Rule) -> Self {
        match rule.severity {
            _ if NEVER_ALLOWED.contains(&rule) => Self::NoRelease,
            Severity::Patch | Severity::Minor => Self::EveryRelease,
            Severity::Major => Self::BreakingReleases,
            Severity::Error => Self::NoRelease,
        }
    }
}

/// Returns whether a release may have a finding, if changes up to `allowed` may be in it.
pub fn is_allowed(rule: &Rule, allowed: Severity) -> bool {
    match AllowedIn::of(rule) {
        AllowedIn::EveryRelease => true,
        AllowedIn::BreakingReleases => allowed >= Severity::Major,
        AllowedIn::NoRelease => false,
    }
}

/// Both sides of a change, as a review reads them.
pub struct Review<'a> {
    /// The table of the merge base; an empty one if the table is new.
    pub base: &'a Table,
    pub base_lock: Option<&'a Lock>,
    pub table: &'a Table,
    /// `Err` if the lock is missing or invalid.
    pub lock: Result<&'a Lock, &'a Finding>,
    /// The crate's version.
    pub version: &'a Version,
    /// The lock of the last release, if it is not that of the base. What it does not record was never released.
    pub released: Option<&'a Lock>,
}

/// The findings of a review, and what follows from them.
pub struct Verdict {
    pub findings: Vec<Finding>,
    /// The weight of the heaviest finding. `None` without findings.
    pub verdict: Option<Severity>,
    /// The heaviest changes that this release may have.
    pub allowed: Severity,
    /// Breaking changes that pass in every release, by rule and subject: the entry was never released, or it returns to the
    /// recorded contract.
    exempt: HashSet<(&'static str, Subject<String>)>,
    pub pass: bool,
    /// The earliest version that may have breaking changes, if the last release is known.
    pub next_breaking: Option<Version>,
}

impl Verdict {
    /// Judges findings by the release that they are for.
    pub fn of(findings: Vec<Finding>, allowed: Severity) -> Self {
        Self::judge(findings, allowed, HashSet::new())
    }

    fn judge(mut findings: Vec<Finding>, allowed: Severity, exempt: HashSet<(&'static str, Subject<String>)>) -> Self {
        sort(&mut findings);
        let verdict = findings.iter().map(|finding| finding.rule.severity).max();
        let mut judged = Self { findings, verdict, allowed, exempt, pass: false, next_breaking: None };
        judged.pass = judged.findings.iter().all(|finding| judged.allows(finding));
        judged
    }

    /// Returns whether the release may have a finding.
    pub fn allows(&self, finding: &Finding) -> bool {
        is_allowed(finding.rule, self.allowed) || self.exempt.contains(&identity(finding))
    }
}

/// Judges a change of the table and its lock.
pub fn review(review: &Review<'_>) -> Verdict {
    let Review { base, base_lock, table, lock, version, released } = *review;
    let last = released.or(base_lock);
    let may_break = last.is_some_and(|last| version.may_break(&last.version.value));
    let allowed = if may_break { Severity::Major } else { Severity::Minor };

    let recorded: Vec<_> = base_lock.map_or(Vec::new(), recorded_numbers);
    let record = |has_name| move |entry| RetiredRecord { entry, has_name, document: Document::BaseLock };
    let (names, numbers) = base_lock.map_or((&[][..], &[][..]), |lock| (&lock.table.retired, &lock.former));
    let retired = RetiredRecord::of(base, Document::Base)
        .chain(names.iter().map(record(true)))
        .chain(numbers.iter().chain(&recorded).map(record(false)));
    // An entry still in use in the last release was retired only since then; that can be undone.
    let is_in_use = |record: &RetiredRecord<'_>| released.is_some_and(|lock| lock.has_code(&record.entry.name.value));
    let retired = retired.map(|record| RetiredRecord { has_name: record.has_name && !is_in_use(&record), ..record });
    let mut findings = Comparison::new(base, table, Scope::Everything, Document::Base).with_retired(retired).findings();
    let [before, after]: [HashSet<_>; 2] = [base, table].map(|table| contract::lines(table).into_iter().collect());
    let is_restored = |finding: &Finding| {
        let record = base_lock.and_then(|lock| lock.record(&finding.subject));
        record.is_some_and(|record| after.contains(record) && !before.contains(record))
    };
    let is_exempt = |finding: &&Finding| {
        let is_breaking = AllowedIn::of(finding.rule) == AllowedIn::BreakingReleases;
        is_breaking && (is_restored(finding) || released.is_some_and(|released| is_unreleased(finding, released)))
    };
    let exempt: HashSet<_> = findings.iter().filter(is_exempt).map(identity).collect();
    let next_breaking = last.map(|last| last.version.value.next_breaking());
    for finding in findings.iter_mut().filter(|finding| AllowedIn::of(finding.rule) == AllowedIn::BreakingReleases) {
        if may_break || exempt.contains(&identity(finding)) {
            finding.help.clear();
        } else if let Some(version) = &next_breaking {
            finding.help = format!("{}; {}", finding.help, lock::breaking_release(version));
        }
    }

    match lock {
        Err(problem) => findings.push(problem.clone()),
        Ok(lock) => {
            let gaps = gaps(review, &findings, lock, may_break);
            let is_other_table = gaps.iter().any(|gap| *gap.rule == rules::OTHER_TABLE);
            findings.extend(gaps);
            if let Some(base_lock) = base_lock.filter(|_| !is_other_table) {
                findings.extend(dropped_records(base_lock, last.unwrap_or(base_lock), lock, table));
            }
        }
    }
    Verdict { next_breaking, ..Verdict::judge(findings, allowed, exempt) }
}

/// Returns the rule and the subject of a finding, by which an exempt one is known.
fn identity(finding: &Finding) -> (&'static str, Subject<String>) {
    (finding.rule.name, finding.subject.clone())
}

/// Returns whether a finding is a change of an entry that the last release does not have.
fn is_unreleased(finding: &Finding, released: &Lock) -> bool {
    let several: [&Rule; 2] = [&rules::NUMBER_SWAPPED, &rules::NUMBER_SHIFTED];
    if several.contains(&finding.rule) {
        return false;
    }
    let by_old_name: [&Rule; 3] = [&rules::CODE_RENAMED, &rules::NUMBER_REUSED, &rules::GROUP_RENAMED];
    let old_name = finding.before.as_deref().filter(|_| by_old_name.contains(&finding.rule));
    match &finding.subject {
        Subject::Code(name) => !released.has_code(old_name.unwrap_or(name)),
        Subject::Group(key) => released.table.group(old_name.unwrap_or(key)).is_none(),
        status @ Subject::Status(_) => released.record(status).is_none(),
        Subject::File | Subject::Retired(_) => false,
    }
}

/// Returns the numbers that the codes of a lock have, whatever became of the codes.
fn recorded_numbers(lock: &Lock) -> Vec<Retired> {
    let entry = |(group, code): (&crate::table::Group, &crate::table::Code)| {
        let (since, why) = (Spanned::default(), Spanned::default());
        Retired { name: code.name.clone(), group: group.key.clone(), numeric: code.numeric.clone(), since, why }
    };
    lock.table.codes().map(entry).collect()
}

/// Returns where the table and its lock disagree, beyond the changes from the base, which are reported already.
fn gaps(review: &Review<'_>, changes: &[Finding], lock: &Lock, may_break: bool) -> Vec<Finding> {
    let is_major = |change: &&Finding| change.rule.severity == Severity::Major;
    let reported: HashSet<_> = changes.iter().filter(is_major).map(|change| &change.subject).collect();
    let promised: HashSet<_> = contract::lines(review.base).into_iter().collect();
    let mut unrecorded = HashSet::new();
    // The base may lack records too, which is not the fault of this change.
    let key = |gap: &Finding| (gap.rule.name, gap.subject.clone(), gap.message.clone());
    let is_of_contract = |gap: &&Finding| gap.rule.severity == Severity::Major || *gap.rule == rules::NOT_RECORDED;
    let base_gaps = review.base_lock.map_or(Vec::new(), |lock| lock::compare(lock, review.base, review.version));
    let known: HashSet<_> = base_gaps.iter().filter(is_of_contract).map(key).collect();
    let mut gaps = lock::compare(lock, review.table, review.version);
    gaps.retain_mut(|gap| {
        if known.contains(&key(gap)) {
            return false;
        }
        if AllowedIn::of(gap.rule) == AllowedIn::BreakingReleases && may_break {
            // The release may have the change, but then the lock has to record it.
            gap.rule = &rules::NOT_RECORDED;
            gap.message = format!("the change of {} is not recorded", gap.subject);
            return unrecorded.insert(gap.subject.clone());
        }
        // A record that the base keeps is broken by a change from the base, which is reported.
        let is_change = || lock.record(&gap.subject).is_some_and(|record| promised.contains(record));
        gap.rule.severity == Severity::Error || !(reported.contains(&gap.subject) || is_change())
    });
    gaps
}

/// Reports names and numbers that were retired, or are gone now, and that the lock does not record as such.
fn dropped_records(base: &Lock, last: &Lock, lock: &Lock, table: &Table) -> Vec<Finding> {
    let kept = lock::gone(lock, table);
    let names: HashSet<_> = kept.iter().filter(|kept| kept.has_name).map(|kept| kept.name.value.as_str()).collect();
    let in_use = table.codes().filter_map(|(group, code)| Some((group.key.value.as_str(), code.number()?)));
    let numbers: HashSet<_> = kept.iter().filter_map(|kept| Some((kept.group, kept.numeric?))).chain(in_use).collect();
    let live: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let released: HashMap<_, _> =
        last.table.codes().map(|(_, code)| (code.name.value.as_str(), code.number())).collect();
    let is_dropped = |gone: &Gone<'_>| {
        let name = gone.name.value.as_str();
        // A code that the base records and the last release does not was never released.
        let is_promised =
            !gone.is_new || released.get(name).is_some_and(|number| gone.numeric.is_none() || *number == gone.numeric);
        let has_name = !gone.has_name || names.contains(name) || live.contains(name);
        let has_number = gone.numeric.is_none_or(|number| numbers.contains(&(gone.group, number)));
        is_promised && !(has_name && has_number)
    };
    let dropped = lock::gone(base, table).into_iter().filter(is_dropped).map(|gone| {
        let name = &gone.name.value;
        let subject = if gone.has_name { Subject::Retired(name) } else { Subject::Code(name) };
        let message = match gone.numeric {
            Some(number) if !gone.has_name || names.contains(name.as_str()) => {
                format!("the lock does not record the retired number {number} of {name}: it could be used again")
            }
            _ => format!("the lock does not record the retired {name}: it could be used again"),
        };
        let help = format!(
            "restore {} from the base, then run `{}`: it keeps or adds the line `{}`",
            lock::PATH,
            lock::COMMAND,
            gone.record()
        );
        let finding = Finding::problem(&rules::RECORD_DROPPED, &gone.name.span, message, help).about(subject);
        Finding { site: Site { document: Document::BaseLock, span: gone.name.span.clone() }, ..finding }
    });
    dropped.collect()
}
