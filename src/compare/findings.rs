//! From changes to findings: the rule of each change, who notices it, and what to do.

use core::fmt::Write as _;
use std::collections::{HashMap, HashSet};

use super::changes::{Change, changes};
use super::pairs::{Pairs, Row};
use super::{order, renumbered, rules};
use crate::table::contract::is_contract;
use crate::table::numbers::FreeNumbers;
use crate::table::{Code, Document, Fact, Field, Finding, Group, Retired, Rule, Site, Span, Subject, Table, facts};

/// The facts to compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Everything,
    /// The contract alone: the old table was read from a lock.
    Contract,
}

impl Scope {
    fn contains(self, fact: &Fact<'_>) -> bool {
        let is_named = matches!(fact.subject, Subject::Code(_) | Subject::Group(_) | Subject::Status(_));
        self == Self::Everything || is_contract(fact) || fact.field == Field::Name && is_named
    }
}

/// A retired name, a retired number, or both, and the file that records it.
#[derive(Clone, Copy)]
pub(super) struct Memory<'a> {
    pub(super) entry: &'a Retired,
    /// `false` where only the number is retired.
    pub(super) has_name: bool,
    pub(super) document: Document,
}

/// The comparison of two tables.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Table,
    pub(super) new: &'a Table,
    pub(super) pairs: Pairs<'a>,
    pub(super) scope: Scope,
    /// The file of the old table.
    base: Document,
    memory: Vec<Memory<'a>>,
    retired_names: HashSet<&'a str>,
    /// Which code has a number of a group, in the old and in the new table.
    pub(super) old_owners: HashMap<(&'a str, u16), &'a Code>,
    pub(super) new_owners: HashMap<(&'a str, u16), &'a Code>,
    old_rows: HashMap<&'a str, Row<'a>>,
    new_rows: HashMap<&'a str, Row<'a>>,
    new_groups: HashMap<&'a str, &'a Group>,
    old_retired: HashMap<&'a str, &'a Retired>,
    new_retired: HashMap<&'a str, &'a Retired>,
    /// The retired numbers of the new table, and those that are remembered, by the keys of the new table.
    new_retired_numbers: HashSet<(&'a str, u16)>,
    retired_numbers: HashMap<(&'a str, u16), Vec<Memory<'a>>>,
    /// The free numbers of each group of the new table, collected when the first is needed.
    free: HashMap<&'a str, FreeNumbers>,
    /// Codes of both tables with another number.
    pub(super) renumbered: Vec<(Row<'a>, Row<'a>)>,
    findings: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Table, new: &'a Table, scope: Scope, base: Document) -> Self {
        let owners = |table: &'a Table| -> HashMap<_, _> {
            let numbered = |(group, code): Row<'a>| Some(((group.key.value.as_str(), code.number()?), code));
            table.codes().filter_map(numbered).collect()
        };
        let rows =
            |table: &'a Table| -> HashMap<_, _> { table.codes().map(|row| (row.1.name.value.as_str(), row)).collect() };
        let retired = |table: &'a Table| -> HashMap<_, _> {
            table.retired.iter().map(|retired| (retired.name.value.as_str(), retired)).collect()
        };
        let memory = old.retired.iter().map(|entry| Memory { entry, has_name: true, document: base });
        let comparison = Self {
            old,
            new,
            pairs: Pairs::of(old, new),
            scope,
            base,
            memory: Vec::new(),
            retired_names: HashSet::new(),
            old_owners: owners(old),
            new_owners: owners(new),
            old_rows: rows(old),
            new_rows: rows(new),
            new_groups: new.groups.iter().map(|group| (group.key.value.as_str(), group)).collect(),
            old_retired: retired(old),
            new_retired: retired(new),
            new_retired_numbers: new.retired.iter().filter_map(retired_number).collect(),
            retired_numbers: HashMap::new(),
            free: HashMap::new(),
            renumbered: Vec::new(),
            findings: Vec::new(),
        };
        comparison.remembering(memory)
    }

    /// Returns the comparison with further names and numbers that never come back.
    pub(super) fn remembering(mut self, memory: impl IntoIterator<Item = Memory<'a>>) -> Self {
        for memory in memory {
            if memory.has_name {
                self.retired_names.insert(&memory.entry.name.value);
            }
            if let Some((key, number)) = retired_number(memory.entry) {
                let key = self.pairs.new_key(key).unwrap_or(key);
                self.retired_numbers.entry((key, number)).or_default().push(memory);
            }
            self.memory.push(memory);
        }
        self
    }

    /// Returns all findings, the heaviest first.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let [old, new]: [Vec<_>; 2] = [self.old, self.new]
            .map(|table| facts(table).into_iter().filter(|fact| self.scope.contains(fact)).collect());
        for change in changes(&old, &new, &self.pairs) {
            match change.subject {
                Subject::File => {}
                Subject::Code(name) => self.code(name, &change),
                Subject::Group(key) => self.group(key, &change),
                Subject::Status(number) => self.status(number, &change),
                Subject::Retired(name) => self.retired(name, &change),
            }
        }
        renumbered::find(&mut self);
        self.names_back();
        if self.scope == Scope::Everything {
            order::find(&mut self);
        }
        let mut findings = self.findings;
        super::sort(&mut findings);
        findings
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Returns a place of the old side if it is a lock, which is a file to look at. Of two tables, the values tell enough.
    pub(super) fn lock_site(&self, span: Span) -> Option<Site> {
        (self.scope == Scope::Contract).then_some(Site { document: self.base, span })
    }

    /// Adds the finding of a change: at the new value, or at its entry; of an entry that is gone, at the old one.
    fn find(&mut self, rule: &'static Rule, change: &Change<'a>, message: impl Into<String>, help: impl Into<String>) {
        let base = self.base;
        let before = change.before.as_ref().map(|fact| fact.span.clone());
        let (site, related) = match (&change.after, before) {
            (Some(after), before) => (Site::table(after.span), before.and_then(|span| self.lock_site(span))),
            (None, Some(span)) if change.field == Field::Name => {
                (Site { document: base, span }, self.slot(change.subject))
            }
            (None, before) => (Site::table(&self.entry(change.subject)), before.and_then(|span| self.lock_site(span))),
        };
        let value = |fact: &Option<Fact<'_>>| fact.as_ref().map(|fact| fact.value.clone().into_owned());
        self.findings.push(Finding {
            rule,
            subject: change.subject.to_owned(),
            site,
            related,
            before: value(&change.before),
            after: value(&change.after),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Returns the position of an entry of the new table.
    fn entry(&self, subject: Subject<&str>) -> Span {
        let span = match subject {
            Subject::File => None,
            Subject::Code(name) => self.new_rows.get(name).map(|(_, code)| &code.name.span),
            Subject::Group(key) => self.new_groups.get(key).map(|group| &group.key.span),
            Subject::Status(number) => self.new.status(number).map(|status| &status.number.span),
            Subject::Retired(name) => self.new_retired.get(name).map(|retired| &retired.name.span),
        };
        span.cloned().unwrap_or_default()
    }

    /// Returns where the new table would have an entry that is gone: its retired entry, or its group.
    fn slot(&self, subject: Subject<&str>) -> Option<Site> {
        let Subject::Code(name) = subject else { return None };
        let group = || self.pairs.new_group(&self.old_rows.get(name)?.0.key.value).map(|group| &group.key.span);
        let retired = self.new_retired.get(name).map(|retired| &retired.name.span);
        retired.or_else(group).map(Site::table)
    }

    fn code(&mut self, name: &'a str, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name => match (&change.before, &change.after) {
                (Some(_), Some(_)) => self.code_renamed(change),
                (Some(_), None) => self.code_removed(name, change),
                (None, _) => self.code_added(name, change),
            },
            Field::Group => {
                let [old, new] = [self.pairs.old_row(name), self.pairs.new_row(name)];
                let enums = match (old, self.new_rows.get(name).copied().or(new)) {
                    (Some((old, _)), Some((new, _))) if self.scope == Scope::Everything => format!(
                        ": Rust code that matches on `{}` no longer sees it, it is in `{}`",
                        old.enum_name.value, new.enum_name.value
                    ),
                    _ => ": Rust code that matches on the enum of its group no longer sees it".to_owned(),
                };
                let message = format!("{name} moved from group {before} to group {after}{enums}");
                self.find(&rules::CODE_MOVED, change, message, format!("move it back to `[{before}.{name}]`"));
            }
            Field::Numeric => {
                let rows = self.pairs.old_row(name).zip(self.new_rows.get(name).copied());
                self.renumbered.extend(rows);
            }
            Field::Status => {
                let message = format!(
                    "the status of {name} changed from {before} to {after}: clients that branch on the HTTP status treat \
                     it as another failure"
                );
                let help = format!("restore `status = {before}`; for another status, add a new errorCode");
                self.find(&rules::STATUS_CHANGED, change, message, help);
            }
            Field::Deprecated => match (&change.before, &change.after) {
                (None, _) => {
                    let message =
                        format!("{name} is deprecated: it still works, the compiler warns Rust code that uses it");
                    self.find(&rules::DEPRECATED, change, message, "");
                }
                (_, None) => {
                    let message =
                        format!("{name} is no longer deprecated: the compiler does not warn about it any more");
                    self.find(&rules::UNDEPRECATED, change, message, "");
                }
                _ => self.reworded(&rules::DEPRECATION_REWORDED, change, &format!("`deprecated` of {name}")),
            },
            Field::Variant => self.variant(change),
            Field::Message => self.reworded(&rules::MESSAGE_REWORDED, change, &format!("`message` of {name}")),
            Field::When => self.reworded(&rules::WHEN_REWORDED, change, &format!("`when` of {name}")),
            // No fields of a code.
            Field::Reason | Field::Default | Field::Enum | Field::About | Field::Since | Field::Why => {}
        }
    }

    fn code_renamed(&mut self, change: &Change<'a>) {
        let [before, after] = values(change);
        let Some(((old_group, old), (group, new))) = self.pairs.old_row(after).zip(self.new_rows.get(after).copied())
        else {
            return;
        };
        let message = format!(
            "{before} was renamed to {after}: clients that branch on {before} no longer receive it, and Rust code that \
             names it does not compile"
        );
        let is_same_number = self.pairs.is_same_group(old_group, group) && old.number() == new.number();
        let with_number = match new.number().filter(|_| is_same_number) {
            Some(_) => format!(" with {}", self.free_number(&group.key.value)),
            None => String::new(),
        };
        if self.retired_names.contains(after) {
            return self.find(&rules::CODE_RENAMED, change, message, format!("restore {before}"));
        }
        let help = format!(
            "restore {before}; for another name, add {after} as a new errorCode{with_number}, deprecate {before}, and \
             retire it in a breaking release"
        );
        self.find(&rules::CODE_RENAMED, change, message, help);
    }

    fn code_removed(&mut self, name: &'a str, change: &Change<'a>) {
        let Some(&(group, code)) = self.old_rows.get(name) else { return };
        let message = format!(
            "{name} was removed: clients that branch on it no longer receive it, and Rust code that names it does not \
             compile"
        );
        let number = code.number();
        let with_number = number.map_or(String::new(), |number| format!(" with `numeric = {number}`"));
        let key = self.pairs.new_key(&group.key.value).unwrap_or(&group.key.value);
        let is_live = number.is_some_and(|number| self.new_owners.contains_key(&(key, number)));
        let help = match self.new_retired.get(name) {
            Some(retired) if number.is_none() || retired.numeric.is_some() || is_live => {
                format!("restore {name}, or retire it in a breaking release")
            }
            Some(_) => format!(
                "restore {name}, or retire it in a breaking release{with_number}, so that the number is not used again"
            ),
            None if code.deprecated.is_some() => {
                format!("restore {name}; in a breaking release, move it to `[retired.{name}]`{with_number}")
            }
            None => format!(
                "restore {name}; to drop it, deprecate it first, and in a breaking release move it to \
                 `[retired.{name}]`{with_number}"
            ),
        };
        self.find(&rules::CODE_REMOVED, change, message, help);
        self.describe(|finding| &mut finding.before, group, code);
    }

    fn code_added(&mut self, name: &'a str, change: &Change<'a>) {
        // A retired name that is back is a finding of its own.
        if self.retired_names.contains(name) {
            return;
        }
        let Some(&(group, code)) = self.new_rows.get(name) else { return };
        let message = format!("{name} is new ({}): older clients do not know it", description(group, code));
        self.find(&rules::CODE_ADDED, change, message, "");
        self.describe(|finding| &mut finding.after, group, code);
    }

    fn group(&mut self, key: &'a str, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name => match (&change.before, &change.after) {
                (Some(_), Some(_)) => {
                    let message = format!(
                        "group {before} was renamed to {after}: Rust code that names its variant of `Group` does not \
                         compile, and `Group::as_str` returns another key"
                    );
                    self.find(&rules::GROUP_RENAMED, change, message, format!("restore the key `{before}`"));
                }
                // A lock has no groups but those of its codes.
                _ if self.scope == Scope::Contract => {}
                (Some(_), None) => {
                    let message = format!("group {key} was removed: Rust code that names its enum does not compile");
                    let help = format!("restore `[{key}]` with at least one errorCode");
                    self.find(&rules::GROUP_REMOVED, change, message, help);
                }
                (None, _) => {
                    let enum_name = self.new_groups.get(key).map_or("", |group| &group.enum_name.value);
                    let message = format!("group {key} is new, with the enum `{enum_name}`");
                    self.find(&rules::GROUP_ADDED, change, message, "");
                }
            },
            Field::Enum => {
                let message = format!(
                    "the enum of group {key} was renamed from `{before}` to `{after}`: Rust code that names `{before}` does \
                     not compile"
                );
                self.find(&rules::ENUM_RENAMED, change, message, format!("restore `enum = \"{before}\"`"));
            }
            Field::About => self.reworded(&rules::ABOUT_REWORDED, change, &format!("`about` of group {key}")),
            Field::Default => match (&change.before, &change.after) {
                (None, _) => {
                    let message = format!("group {key} has a default: a missing number means {after}");
                    self.find(&rules::DEFAULT_ADDED, change, message, "");
                }
                (_, None) => {
                    let message = format!(
                        "the default of group {key} was removed: clients that send no number no longer mean {before}"
                    );
                    self.find(&rules::DEFAULT_REMOVED, change, message, format!("restore `default = \"{before}\"`"));
                }
                _ => {
                    let message = format!(
                        "the default of group {key} changed: clients that send no number mean {after}, not {before}"
                    );
                    self.find(&rules::DEFAULT_CHANGED, change, message, format!("restore `default = \"{before}\"`"));
                }
            },
            // No fields of a group.
            Field::Group
            | Field::Numeric
            | Field::Status
            | Field::Reason
            | Field::Deprecated
            | Field::Variant
            | Field::Message
            | Field::When
            | Field::Since
            | Field::Why => {}
        }
    }

    fn status(&mut self, number: u16, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name if change.after.is_none() => {
                let message = format!("status {number} was removed: Rust code that names it does not compile");
                self.find(&rules::STATUS_REMOVED, change, message, format!("restore `[status.{number}]`"));
            }
            Field::Name => {
                let message = format!("status {number} is new: older clients do not know it");
                self.find(&rules::STATUS_ADDED, change, message, "");
            }
            Field::Reason => {
                let message = format!(
                    "the reason phrase of status {number} changed from \"{before}\" to \"{after}\": `error` of every \
                     answer with this status is another text"
                );
                self.find(&rules::REASON_CHANGED, change, message, format!("restore `reason = \"{before}\"`"));
            }
            Field::Variant => self.variant(change),
            Field::Message => match (&change.before, &change.after) {
                (None, _) => {
                    let message = format!("status {number} can be the answer without an errorCode");
                    self.find(&rules::ANSWER_ADDED, change, message, "");
                }
                (_, None) => {
                    let message = format!("status {number} is no longer the answer without an errorCode");
                    self.find(&rules::ANSWER_REMOVED, change, message, "");
                }
                _ => self.reworded(&rules::MESSAGE_REWORDED, change, &format!("`message` of status {number}")),
            },
            // It comes and goes with the message.
            Field::When if change.before.is_none() || change.after.is_none() => {}
            Field::When => self.reworded(&rules::WHEN_REWORDED, change, &format!("`when` of status {number}")),
            // No fields of a status.
            Field::Group
            | Field::Numeric
            | Field::Status
            | Field::Default
            | Field::Deprecated
            | Field::Enum
            | Field::About
            | Field::Since
            | Field::Why => {}
        }
    }

    fn retired(&mut self, name: &'a str, change: &Change<'a>) {
        let [_, after] = values(change);
        match change.field {
            Field::Name if change.after.is_none() => {
                if !self.new_rows.contains_key(name) {
                    let message = format!("the retired entry {name} was removed: its name could be used again");
                    let help = format!("restore `[retired.{name}]`");
                    self.find(&rules::RETIRED_DROPPED, change, message, help);
                }
            }
            Field::Name => {
                if !self.old_rows.contains_key(name) {
                    let message = format!("{name}, which was not in use, is retired: it cannot be used any more");
                    self.find(&rules::RETIRED_ADDED, change, message, "");
                }
            }
            Field::Numeric if change.before.is_none() => {
                let message = format!("the number {after}, which was not in use, is retired with {name}");
                self.find(&rules::RETIRED_ADDED, change, message, "");
            }
            Field::Numeric => self.retired_number_dropped(name, change),
            Field::Group => {
                let number = |entries: &HashMap<_, &Retired>| entries.get(name).and_then(|entry| entry.number());
                let [old, new] = [&self.old_retired, &self.new_retired].map(number);
                if old.is_none() {
                    self.reworded(&rules::RETIRED_REWORDED, change, &format!("`group` of the retired {name}"));
                } else if old == new {
                    self.retired_number_dropped(name, change);
                }
            }
            Field::Since | Field::Why => {
                let what = format!("`{}` of the retired {name}", change.field.name());
                self.reworded(&rules::RETIRED_REWORDED, change, &what);
            }
            // No fields of a retired entry.
            Field::Status
            | Field::Reason
            | Field::Default
            | Field::Deprecated
            | Field::Enum
            | Field::Variant
            | Field::Message
            | Field::When
            | Field::About => {}
        }
    }

    /// Reports a retired entry that has lost its number, unless another entry has it or it is in use again.
    fn retired_number_dropped(&mut self, name: &str, change: &Change<'a>) {
        let Some(old) = self.old_retired.get(name) else { return };
        let Some(number) = old.number() else { return };
        let key = self.pairs.new_key(&old.group.value).unwrap_or(&old.group.value);
        if self.new_retired_numbers.contains(&(key, number)) || self.new_owners.contains_key(&(key, number)) {
            return;
        }
        let message = format!("the number {number} of the retired {name} was removed: it could be used again");
        let help = format!("restore `group = \"{key}\"` and `numeric = {number}` in `[retired.{name}]`");
        self.find(&rules::RETIRED_DROPPED, change, message, help);
    }

    fn variant(&mut self, change: &Change<'a>) {
        let [before, after] = values(change);
        let message = format!(
            "the Rust variant of {} was renamed from `{before}` to `{after}`: Rust code that names `{before}` does not \
             compile",
            change.subject
        );
        self.find(&rules::VARIANT_RENAMED, change, message, format!("set `variant = \"{before}\"`"));
    }

    fn reworded(&mut self, rule: &'static Rule, change: &Change<'a>, what: &str) {
        self.find(rule, change, format!("{what} was reworded; no program may depend on the text"), "");
    }

    /// Reports retired names that are in use again.
    fn names_back(&mut self) {
        let mut reported = HashSet::new();
        for memory in self.memory.clone() {
            let Retired { name, since, .. } = memory.entry;
            let name = name.value.as_str();
            let Some((_, code)) = self.new_rows.get(name).filter(|_| memory.has_name) else { continue };
            // What the old table has too is not a change.
            if self.old_rows.contains_key(name) || !reported.insert(name) {
                continue;
            }
            let retired = match since.value.as_str() {
                "" => "retired".to_owned(),
                since => format!("retired in {since}"),
            };
            self.findings.push(Finding {
                rule: &rules::RETIRED_NAME_BACK,
                subject: Subject::Code(name.to_owned()),
                site: Site::table(&code.name.span),
                related: Some(Site { document: memory.document, span: memory.entry.name.span.clone() }),
                before: Some(retired.clone()),
                after: Some(name.to_owned()),
                message: format!("{name}, {retired}, is in use again: old clients treat it as what it was"),
                help: "choose a name that was never used".to_owned(),
            });
        }
    }

    /// Returns who had a retired number: the entry, unless the code itself had that number before.
    pub(super) fn retired_number(&self, group: &Group, code: &Code) -> Option<Memory<'a>> {
        let retired = self.retired_numbers.get(&(group.key.value.as_str(), code.number()?))?;
        retired.iter().find(|memory| memory.entry.name.value != code.name.value).copied()
    }

    /// Returns the next free number of a group, in words.
    pub(super) fn free_number(&mut self, group: &str) -> String {
        if self.free.is_empty() {
            self.free = self.free_numbers();
        }
        match self.free.get_mut(group).and_then(FreeNumbers::take) {
            Some(free) => format!("the number {free}"),
            None => "a number in a new group".to_owned(),
        }
    }

    fn free_numbers(&self) -> HashMap<&'a str, FreeNumbers> {
        let mut taken: HashMap<_, HashSet<_>> =
            self.new.groups.iter().map(|group| (group.key.value.as_str(), HashSet::new())).collect();
        let new_key = |key: &'a str| self.pairs.new_key(key).unwrap_or(key);
        let live = self.new_owners.keys().copied();
        let old = self.old_owners.keys().map(|(key, number)| (new_key(key), *number));
        let retired = self.new_retired_numbers.iter().copied();
        let remembered = self.retired_numbers.keys().copied();
        for (key, number) in live.chain(old).chain(retired).chain(remembered) {
            if let Some(taken) = taken.get_mut(key) {
                taken.insert(number);
            }
        }
        taken.into_iter().map(|(key, taken)| (key, FreeNumbers::after(taken))).collect()
    }

    /// Describes the code of the last finding by its fields; its name is the subject.
    fn describe(&mut self, value: fn(&mut Finding) -> &mut Option<String>, group: &Group, code: &Code) {
        if let Some(finding) = self.findings.last_mut() {
            *value(finding) = Some(description(group, code));
        }
    }
}

/// Returns the number of a retired entry with the key of its group.
fn retired_number(entry: &Retired) -> Option<(&str, u16)> {
    Some((&entry.group.value, entry.number()?))
}

/// Returns the values before and after a change, or empty texts.
fn values<'c>(change: &'c Change<'_>) -> [&'c str; 2] {
    [&change.before, &change.after].map(|fact| fact.as_ref().map_or("", |fact| fact.value.as_ref()))
}

/// Returns the contract and the message of a code: `group ship, number 3, status 400: Too far`.
fn description(group: &Group, code: &Code) -> String {
    let mut text = format!("group {}", group.key.value);
    if let Some(number) = code.number() {
        let _ = write!(text, ", number {number}");
    }
    let _ = write!(text, ", status {}", code.status.value);
    if !code.message.value.is_empty() {
        let _ = write!(text, ": {}", code.message.value);
    }
    text
}
