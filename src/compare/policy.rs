//! Decides a review: which changes a release may have, and whether a branch passes.

use std::collections::{HashMap, HashSet};

use super::comparison::{Comparison, RetiredRecord, Scope};
use super::lock::{self, Lock, Unused};
use super::pairs::Row;
use super::rules::{self, AllowedIn, is_allowed};
use super::sort;
use super::version::Version;
use crate::table::{Document, Finding, Retired, Rule, Severity, Site, Spanned, Subject, Table, contract};

/// The input of a review.
pub struct Review<'a> {
    /// The table of the merge base. If the branch adds the table, this is an empty table. If the table of the merge base is
    /// invalid, this is the table that the lock of the merge base records.
    pub base: &'a Table,
    /// The facts that `base` has.
    pub scope: Scope,
    pub base_lock: Option<&'a Lock>,
    pub table: &'a Table,
    /// `Err` if the lock is missing or invalid.
    pub lock: Result<&'a Lock, &'a Finding>,
    /// The crate's version.
    pub version: &'a Version,
    /// The lock of the last release, if the user names that release. An entry that it does not record was never
    /// released.
    pub released: Option<&'a Lock>,
}

/// The rule and the subject of a finding.
type Identity = (&'static str, Subject<String>);

/// The result of a review.
pub struct Verdict {
    pub findings: Vec<Finding>,
    /// The highest severity that this release may have.
    pub allowed: Severity,
    /// Breaking changes that pass in every release. Their entry was never released, or they restore the recorded contract.
    exempt: HashSet<Identity>,
    pub pass: bool,
    /// The earliest version that may have breaking changes, if the last release is known.
    pub next_breaking: Option<Version>,
}

impl Verdict {
    /// Decides which findings pass. `allowed` is `Major` in a breaking release, and lower in other releases.
    fn of(
        mut findings: Vec<Finding>,
        allowed: Severity,
        exempt: HashSet<Identity>,
        next_breaking: Option<Version>,
    ) -> Self {
        sort(&mut findings);
        let mut verdict = Self { findings, allowed, exempt, pass: false, next_breaking };
        verdict.pass = verdict.findings.iter().all(|finding| verdict.allows(finding));
        verdict
    }

    /// Returns whether the release may have a finding.
    pub fn allows(&self, finding: &Finding) -> bool {
        is_allowed(finding.rule, self.allowed) || self.exempt.contains(&identity(finding))
    }
}

/// Judges the changes of a table and its lock.
pub fn review(review: &Review<'_>) -> Verdict {
    let Review { base, scope, table, version, .. } = *review;
    let last = review.released.or(review.base_lock);
    let may_break = last.is_some_and(|last| version.may_break(&last.version.value));
    let allowed = if may_break { Severity::Major } else { Severity::Minor };
    let next_breaking = last.map(|last| last.version.value.next_breaking());

    let recorded: Vec<_> = review.base_lock.map_or(Vec::new(), as_retired);
    let retired = retired_records(review, &recorded);
    let document = if scope == Scope::Everything { Document::Base } else { Document::BaseLock };
    let mut findings = Comparison::new(base, table, scope, document).with_retired(retired).findings();
    let exempt = exempt(review, &findings);
    for finding in findings.iter_mut().filter(|finding| AllowedIn::of(finding.rule) == AllowedIn::BreakingReleases) {
        if may_break || exempt.contains(&identity(finding)) {
            finding.help.clear();
        } else if let Some(version) = &next_breaking {
            finding.help = format!("{}; {}", finding.help, lock::breaking_release(version));
        }
    }
    let lock_findings = lock_findings(review, &findings, may_break);
    findings.extend(lock_findings);
    Verdict::of(findings, allowed, exempt, next_breaking)
}

/// Returns the retired entries of the base and of its lock, and an entry for each number that its lock records.
fn retired_records<'a>(review: &Review<'a>, recorded: &'a [Retired]) -> Vec<RetiredRecord<'a>> {
    let record = |has_name| move |entry| RetiredRecord { entry, has_name, document: Document::BaseLock };
    let (retired, former) = review.base_lock.map_or((&[][..], &[][..]), |lock| (&lock.table.retired, &lock.former));
    // If `base` is the table of the lock, it has no other retired entries than the lock.
    let records = RetiredRecord::of(review.base, Document::Base)
        .filter(|_| review.scope == Scope::Everything)
        .chain(retired.iter().map(record(true)))
        .chain(former.iter().chain(recorded).map(record(false)));
    // If the last release still has the code of a retired entry, the code was retired after that release and may return.
    let is_in_release =
        |record: &RetiredRecord<'_>| review.released.is_some_and(|lock| lock.has_code(&record.entry.name.value));
    let records =
        records.map(|record| RetiredRecord { has_name: record.has_name && !is_in_release(&record), ..record });
    records.collect()
}

/// Returns the breaking changes that pass in every release.
fn exempt(review: &Review<'_>, findings: &[Finding]) -> HashSet<Identity> {
    let [before, after]: [HashSet<_>; 2] =
        [review.base, review.table].map(|table| contract::lines(table).into_iter().collect());
    let restores_record = |finding: &Finding| {
        let record = review.base_lock.and_then(|lock| lock.record(&finding.subject));
        record.is_some_and(|record| after.contains(record) && !before.contains(record))
    };
    let is_unreleased = |finding: &Finding| review.released.is_some_and(|released| is_unreleased(finding, released));
    findings
        .iter()
        .filter(|finding| AllowedIn::of(finding.rule) == AllowedIn::BreakingReleases)
        .filter(|finding| restores_record(finding) || is_unreleased(finding))
        .map(identity)
        .collect()
}

/// Returns the findings about the lock. `changes` are the findings about the table.
fn lock_findings(review: &Review<'_>, changes: &[Finding], may_break: bool) -> Vec<Finding> {
    let lock = match review.lock {
        Ok(lock) => lock,
        Err(problem) => return vec![problem.clone()],
    };
    let mut findings = gaps(review, changes, lock, may_break);
    let is_other_table = findings.iter().any(|gap| *gap.rule == rules::OTHER_TABLE);
    if let Some(base_lock) = review.base_lock.filter(|_| !is_other_table) {
        let last = review.released.unwrap_or(base_lock);
        findings.extend(dropped_records(base_lock, last, lock, review.table));
    }
    findings
}

fn identity(finding: &Finding) -> Identity {
    (finding.rule.name, finding.subject.clone())
}

/// Findings about several codes. Some of these codes can already be in a release, so such a finding never counts as unreleased.
const ABOUT_SEVERAL_CODES: [&Rule; 2] = [&rules::NUMBER_SWAPPED, &rules::NUMBER_SHIFTED];

/// Findings with an old errorCode or group key in `before`. The released entry has that name.
const WITH_OLD_NAME: [&Rule; 3] = [&rules::CODE_RENAMED, &rules::NUMBER_REUSED, &rules::GROUP_RENAMED];

/// Returns whether a finding changes an entry that the last release does not have.
fn is_unreleased(finding: &Finding, released: &Lock) -> bool {
    if ABOUT_SEVERAL_CODES.contains(&finding.rule) {
        return false;
    }
    let old_name = finding.before.as_deref().filter(|_| WITH_OLD_NAME.contains(&finding.rule));
    match &finding.subject {
        Subject::Code(name) => !released.has_code(old_name.unwrap_or(name)),
        Subject::Group(key) => released.table.group(old_name.unwrap_or(key)).is_none(),
        status @ Subject::Status(_) => released.record(status).is_none(),
        Subject::File | Subject::Retired(_) => false,
    }
}

/// Returns one retired entry for each code in a lock, with the code's number. The table may still have the code.
fn as_retired(lock: &Lock) -> Vec<Retired> {
    let entry = |(group, code): Row<'_>| {
        let (since, why) = (Spanned::default(), Spanned::default());
        Retired { name: code.name.clone(), group: group.key.clone(), numeric: code.numeric.clone(), since, why }
    };
    lock.table.codes().map(entry).collect()
}

/// Returns the gaps between the table and its lock. Leaves out gaps that the base has too, and gaps that `changes` report.
fn gaps(review: &Review<'_>, changes: &[Finding], lock: &Lock, may_break: bool) -> Vec<Finding> {
    let is_major = |change: &&Finding| change.rule.severity == Severity::Major;
    let reported: HashSet<_> = changes.iter().filter(is_major).map(|change| &change.subject).collect();
    let promised: HashSet<_> = contract::lines(review.base).into_iter().collect();
    let mut unrecorded = HashSet::new();
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
            // The release may have the change, but the lock must record the change.
            gap.rule = &rules::NOT_RECORDED;
            gap.message = format!("the change of {} is not recorded", gap.subject);
            if !review.version.may_break(&lock.version.value) {
                gap.help = lock::record_again();
            }
            return unrecorded.insert(gap.subject.clone());
        }
        // In the table of the base, this entry agrees with its record. So this branch changed the entry, and `changes` report it.
        let is_kept_by_base = || lock.record(&gap.subject).is_some_and(|record| promised.contains(record));
        gap.rule.severity == Severity::Error || !(reported.contains(&gap.subject) || is_kept_by_base())
    });
    gaps
}

/// Reports retired and removed names and numbers that the lock does not record as retired.
fn dropped_records(base: &Lock, last: &Lock, lock: &Lock, table: &Table) -> Vec<Finding> {
    let kept = lock::unused(lock, table);
    let names: HashSet<_> = kept.iter().filter(|kept| kept.has_name).map(|kept| kept.name.value.as_str()).collect();
    let in_use = table.codes().filter_map(|(group, code)| Some((group.key.value.as_str(), code.number()?)));
    let numbers: HashSet<_> = kept.iter().filter_map(|kept| Some((kept.group, kept.numeric?))).chain(in_use).collect();
    let names_in_use: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let released: HashMap<_, _> =
        last.table.codes().map(|(_, code)| (code.name.value.as_str(), code.number())).collect();
    let is_dropped = |unused: &Unused<'_>| {
        let name = unused.name.value.as_str();
        // A removed code was promised only if the last release has it with this number.
        let is_promised = unused.has_record
            || released.get(name).is_some_and(|number| unused.numeric.is_none() || *number == unused.numeric);
        let is_name_safe = !unused.has_name || names.contains(name) || names_in_use.contains(name);
        let is_number_safe = unused.numeric.is_none_or(|number| numbers.contains(&(unused.group, number)));
        is_promised && !(is_name_safe && is_number_safe)
    };
    let dropped = lock::unused(base, table).into_iter().filter(is_dropped).map(|unused| {
        let name = &unused.name.value;
        let subject = if unused.has_name { Subject::Retired(name) } else { Subject::Code(name) };
        let message = match unused.numeric {
            Some(number) if !unused.has_name || names.contains(name.as_str()) => {
                format!("the lock does not record the retired number {number} of {name}: it could be used again")
            }
            _ => format!("the lock does not record the retired {name}: it could be used again"),
        };
        let help = format!(
            "restore {} from the base, then run `{}`; the lock must have the line `{}`",
            lock::PATH,
            lock::COMMAND,
            unused.record()
        );
        let finding = Finding::problem(&rules::RECORD_DROPPED, &unused.name.span, message, help).about(subject);
        Finding { site: Site { document: Document::BaseLock, span: unused.name.span.clone() }, ..finding }
    });
    dropped.collect()
}
