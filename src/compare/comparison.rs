//! The state of a comparison: both tables, the retired names and numbers, and the findings so far.

use std::collections::{HashMap, HashSet};

use super::changes::Change;
use super::pairs::{Pairs, Row};
use super::rules;
use crate::table::contract::is_contract;
use crate::table::free_numbers::FreeNumbers;
use crate::table::{Code, Document, Fact, Field, Finding, Group, Retired, Rule, Site, Span, Subject, Table};

/// Selects the facts to compare.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Everything,
    /// Only the contract, because the old table was read from a lock.
    Contract,
}

impl Scope {
    pub(super) fn contains(self, fact: &Fact<'_>) -> bool {
        let is_named = matches!(fact.subject, Subject::Code(_) | Subject::Group(_) | Subject::Status(_));
        self == Self::Everything || is_contract(fact) || fact.field == Field::Name && is_named
    }
}

/// An entry with a retired name or number, and the file that records the entry.
#[derive(Clone, Copy)]
pub(super) struct RetiredRecord<'a> {
    pub(super) entry: &'a Retired,
    /// `false` if only the number of the entry is retired.
    pub(super) has_name: bool,
    pub(super) document: Document,
}

/// A table, and its entries by key.
pub(super) struct KeyedTable<'a> {
    pub(super) table: &'a Table,
    pub(super) groups: HashMap<&'a str, &'a Group>,
    pub(super) rows: HashMap<&'a str, Row<'a>>,
    /// The code that has a number, by the key of its group and the number.
    pub(super) owners: HashMap<(&'a str, u16), &'a Code>,
    pub(super) retired: HashMap<&'a str, &'a Retired>,
}

impl<'a> KeyedTable<'a> {
    fn of(table: &'a Table) -> Self {
        let numbered = |(group, code): Row<'a>| Some(((group.key.value.as_str(), code.number()?), code));
        Self {
            table,
            groups: table.groups.iter().map(|group| (group.key.value.as_str(), group)).collect(),
            rows: table.codes().map(|row| (row.1.name.value.as_str(), row)).collect(),
            owners: table.codes().filter_map(numbered).collect(),
            retired: table.retired.iter().map(|retired| (retired.name.value.as_str(), retired)).collect(),
        }
    }
}

/// The comparison of two tables.
pub(super) struct Comparison<'a> {
    pub(super) old: KeyedTable<'a>,
    pub(super) new: KeyedTable<'a>,
    pub(super) pairs: Pairs<'a>,
    pub(super) scope: Scope,
    /// The file of the old table.
    base: Document,
    retired_records: Vec<RetiredRecord<'a>>,
    pub(super) retired_names: HashSet<&'a str>,
    /// The retired numbers of the new table, with the key of their group.
    pub(super) new_retired_numbers: HashSet<(&'a str, u16)>,
    /// The records that have a number, by the key of their group in the new table and the number.
    retired_numbers: HashMap<(&'a str, u16), Vec<RetiredRecord<'a>>>,
    /// The free numbers of each group of the new table. Empty until a free number is needed.
    free: HashMap<&'a str, FreeNumbers>,
    /// The old and new rows of codes whose number changed, was added or was removed.
    pub(super) renumbered: Vec<(Row<'a>, Row<'a>)>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> RetiredRecord<'a> {
    /// Returns the retired entries of a table.
    pub(super) fn of(table: &'a Table, document: Document) -> impl Iterator<Item = Self> {
        table.retired.iter().map(move |entry| Self { entry, has_name: true, document })
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Table, new: &'a Table, scope: Scope, base: Document) -> Self {
        Self {
            old: KeyedTable::of(old),
            new: KeyedTable::of(new),
            pairs: Pairs::of(old, new),
            scope,
            base,
            retired_records: Vec::new(),
            retired_names: HashSet::new(),
            new_retired_numbers: new.retired.iter().filter_map(number_of_retired).collect(),
            retired_numbers: HashMap::new(),
            free: HashMap::new(),
            renumbered: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Adds names and numbers that must not be used again.
    pub(super) fn with_retired(mut self, records: impl IntoIterator<Item = RetiredRecord<'a>>) -> Self {
        for record in records {
            if record.has_name {
                self.retired_names.insert(&record.entry.name.value);
            }
            if let Some((key, number)) = number_of_retired(record.entry) {
                let key = self.pairs.new_key(key).unwrap_or(key);
                self.retired_numbers.entry((key, number)).or_default().push(record);
            }
            self.retired_records.push(record);
        }
        self
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Returns a site in the old file if that file is a lock. If two tables are compared, a changed value needs no site in
    /// the old table, because the finding shows both values.
    pub(super) fn lock_site(&self, span: Span) -> Option<Site> {
        (self.scope == Scope::Contract).then_some(Site { document: self.base, span })
    }

    /// Adds a finding about a change. The finding's site is the new value. For a removed field, it is the new entry. For a
    /// removed entry, it is the old entry.
    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        change: &Change<'a>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let base = self.base;
        let before = change.before.as_ref().map(|fact| fact.span.clone());
        let (site, related) = match (&change.after, before) {
            (Some(after), before) => (Site::table(after.span), before.and_then(|span| self.lock_site(span))),
            (None, Some(span)) if change.field == Field::Name => {
                (Site { document: base, span }, self.site_of_removed(change.subject))
            }
            (None, before) => {
                (Site::table(&self.new_entry_span(change.subject)), before.and_then(|span| self.lock_site(span)))
            }
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

    /// Returns the span of an entry in the new table.
    fn new_entry_span(&self, subject: Subject<&str>) -> Span {
        let span = match subject {
            Subject::File => None,
            Subject::Code(name) => self.new.rows.get(name).map(|(_, code)| &code.name.span),
            Subject::Group(key) => self.new.groups.get(key).map(|group| &group.key.span),
            Subject::Status(number) => self.new.table.status(number).map(|status| &status.number.span),
            Subject::Retired(name) => self.new.retired.get(name).map(|retired| &retired.name.span),
        };
        span.cloned().unwrap_or_default()
    }

    /// Returns the place in the new table that a removed code belongs to: its retired entry, or else its group.
    fn site_of_removed(&self, subject: Subject<&str>) -> Option<Site> {
        let Subject::Code(name) = subject else { return None };
        let group = || self.pairs.new_group(&self.old.rows.get(name)?.0.key.value).map(|group| &group.key.span);
        let retired = self.new.retired.get(name).map(|retired| &retired.name.span);
        retired.or_else(group).map(Site::table)
    }

    /// Reports retired names that are in use again.
    pub(super) fn report_reused_names(&mut self) {
        let mut reported = HashSet::new();
        for record in self.retired_records.clone() {
            let Retired { name, since, .. } = record.entry;
            let name = name.value.as_str();
            let Some((_, code)) = self.new.rows.get(name).filter(|_| record.has_name) else { continue };
            // A name that is also in use in the old table is not a change.
            if self.old.rows.contains_key(name) || !reported.insert(name) {
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
                related: Some(Site { document: record.document, span: record.entry.name.span.clone() }),
                before: Some(retired.clone()),
                after: Some(name.to_owned()),
                message: format!("{name}, {retired}, is in use again: old clients give it the old meaning"),
                help: "choose a name that was never used".to_owned(),
            });
        }
    }

    /// Returns whether a code or a retired entry of the new table has a number.
    pub(super) fn keeps_number(&self, key: &str, number: u16) -> bool {
        self.new_retired_numbers.contains(&(key, number)) || self.new.owners.contains_key(&(key, number))
    }

    /// Reports codes that were retired without their number. If a code or another retired entry has the number, it is not lost. No
    /// code can take a number of a removed group.
    pub(super) fn report_lost_numbers(&mut self) {
        for Retired { name, numeric, .. } in &self.new.table.retired {
            let Some((group, code)) = self.old.rows.get(name.value.as_str()) else { continue };
            let (Some(before), Some(key)) = (&code.numeric, self.pairs.new_key(&group.key.value)) else { continue };
            let number = before.value;
            if self.keeps_number(key, number) {
                continue;
            }
            let (name, span) = (&name.value, numeric.as_ref().map_or(&name.span, |numeric| &numeric.span));
            self.findings.push(Finding {
                rule: &rules::RETIRED_NUMBER_LOST,
                subject: Subject::Retired(name.clone()),
                site: Site::table(span),
                related: self.lock_site(before.span.clone()),
                before: Some(number.to_string()),
                after: numeric.as_ref().map(|numeric| numeric.value.to_string()),
                message: format!("{name} was retired without its number {number}: the number could be used again"),
                help: format!("write `group = \"{key}\"` and `numeric = {number}` in `[retired.{name}]`"),
            });
        }
    }

    /// Returns the record of a code's number if the number is retired. A record of the same errorCode does not count, because
    /// the number does not change its meaning.
    pub(super) fn retired_number(&self, group: &Group, code: &Code) -> Option<RetiredRecord<'a>> {
        let retired = self.retired_numbers.get(&(group.key.value.as_str(), code.number()?))?;
        retired.iter().find(|record| record.entry.name.value != code.name.value).copied()
    }

    /// Takes the next free number of a group. Returns it as words for a help.
    pub(super) fn take_free_number(&mut self, group: &str) -> String {
        if self.free.is_empty() {
            self.free = self.free_numbers();
        }
        match self.free.get_mut(group).and_then(FreeNumbers::take) {
            Some(free) => format!("the number {free}"),
            None => "a number in a new group".to_owned(),
        }
    }

    fn free_numbers(&self) -> HashMap<&'a str, FreeNumbers> {
        let mut taken: HashMap<_, HashSet<_>> = self.new.groups.keys().map(|key| (*key, HashSet::new())).collect();
        let new_key = |key: &'a str| self.pairs.new_key(key).unwrap_or(key);
        let in_use = self.new.owners.keys().copied();
        let old = self.old.owners.keys().map(|(key, number)| (new_key(key), *number));
        let retired = self.new_retired_numbers.iter().copied();
        let recorded = self.retired_numbers.keys().copied();
        for (key, number) in in_use.chain(old).chain(retired).chain(recorded) {
            if let Some(taken) = taken.get_mut(key) {
                taken.insert(number);
            }
        }
        taken.into_iter().map(|(key, taken)| (key, FreeNumbers::after(taken))).collect()
    }
}

/// Returns the key of a retired entry's group, and its number.
fn number_of_retired(entry: &Retired) -> Option<(&str, u16)> {
    Some((&entry.group.value, entry.number()?))
}
