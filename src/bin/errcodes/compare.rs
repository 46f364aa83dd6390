//! Two tables, compared by meaning: every change, as a finding.

use core::cmp::Reverse;
use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use crate::pairs::{Pairs, Row};
use crate::rules::Rule;
use crate::table::{Code, Group, Retired, Spanned, Status, Table};

/// One change.
pub struct Finding {
    pub rule: Rule,
    /// The errorCode, group or status it is about.
    pub code: String,
    pub place: Place,
    pub before: Option<String>,
    pub after: Option<String>,
    /// What it does to users, and what to do instead.
    pub message: String,
}

/// Where a change is to be seen.
pub enum Place {
    New(Range<usize>),
    /// What is gone stands in the old table only; `near` is where the new one would have it.
    Old {
        at: Range<usize>,
        near: Range<usize>,
    },
}

impl Place {
    fn start(&self) -> usize {
        match self {
            Self::New(at) | Self::Old { at, .. } => at.start,
        }
    }
}

/// All that changed from one table to the other, what weighs most first.
pub fn compare(old: &Table, new: &Table) -> Vec<Finding> {
    let numbered = |(group, code): Row<'_>| {
        Some(((group.key.value.clone(), code.numeric.as_ref()?.value), code.name.value.clone()))
    };
    let mut comparison = Comparison {
        old,
        new,
        pairs: Pairs::of(old, new),
        owners: old.codes().into_iter().filter_map(numbered).collect(),
        findings: Vec::new(),
    };
    comparison.groups();
    comparison.codes();
    comparison.statuses();
    comparison.retired();
    comparison.order();
    let mut findings = comparison.findings;
    findings.sort_by_key(|finding| (Reverse(finding.rule.class()), finding.place.start(), finding.rule));
    findings
}

struct Comparison<'a> {
    old: &'a Table,
    new: &'a Table,
    pairs: Pairs<'a>,
    /// Which code had a number of a group in the old table.
    owners: BTreeMap<(String, u16), String>,
    findings: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    /// Records a change that stands in the new table.
    fn find(
        &mut self,
        rule: Rule,
        code: &str,
        span: &Range<usize>,
        values: (Option<&str>, Option<&str>),
        message: String,
    ) {
        let (before, after) = (values.0.map(str::to_owned), values.1.map(str::to_owned));
        let place = Place::New(span.clone());
        self.findings.push(Finding { rule, code: code.to_owned(), place, before, after, message });
    }

    /// Records that something of the old table is gone.
    fn lose(&mut self, rule: Rule, name: &Spanned<String>, near: &Range<usize>, message: String) {
        let (code, before) = (name.value.clone(), Some(name.value.clone()));
        let place = Place::Old { at: name.span.clone(), near: near.clone() };
        self.findings.push(Finding { rule, code, place, before, after: None, message });
    }

    fn reworded(&mut self, rule: Rule, code: &str, old: &Spanned<String>, new: &Spanned<String>) {
        if old.value != new.value {
            let message = "reworded: no program may rely on the words".to_owned();
            self.find(rule, code, &new.span, (Some(&old.value), Some(&new.value)), message);
        }
    }

    fn groups(&mut self) {
        for (old, new) in self.pairs.groups.clone() {
            let key = &new.key.value;
            if old.key.value != *key {
                let message = format!(
                    "the group `{}` is `{key}` now: `Group::{}` and what `as_str` says of it are gone; keep the key",
                    old.key.value, old.variant
                );
                self.find(Rule::GroupRenamed, key, &new.key.span, (Some(&old.key.value), Some(key)), message);
            }
            let (before, after) = (&old.enum_name.value, &new.enum_name);
            if *before != after.value {
                let message = format!("Rust programs that name `{before}` do not compile; keep `enum`");
                self.find(Rule::EnumRenamed, key, &after.span, (Some(before), Some(&after.value)), message);
            }
            self.reworded(Rule::AboutReworded, key, &old.about, &new.about);
            self.default(old, new);
        }
        for old in
            self.old.groups.iter().filter(|group| self.pairs.new_key(&group.key.value).is_none()).collect::<Vec<_>>()
        {
            let message = format!(
                "Rust programs that name `{}` or `Group::{}` do not compile; keep the group, with a code at least",
                old.enum_name.value, old.variant
            );
            self.lose(Rule::GroupRemoved, &old.key, &(0..0), message);
        }
        for new in
            self.new.groups.iter().filter(|group| self.pairs.old_key(&group.key.value).is_none()).collect::<Vec<_>>()
        {
            let message = format!("`{}` and `Group::{}` are new", new.enum_name.value, new.variant);
            self.find(Rule::GroupAdded, &new.key.value, &new.key.span, (None, Some(&new.key.value)), message);
        }
    }

    fn default(&mut self, old: &Group, new: &Group) {
        let key = &new.key.value;
        match (&old.default, &new.default) {
            (Some(before), Some(after)) => {
                // The same code under a new name is the same default.
                let same = self.pairs.new_row(&before.value).is_some_and(|(_, code)| code.name.value == after.value);
                if !same {
                    let (before, value) = (&before.value, &after.value);
                    let message = format!("no number given means {value} now, not {before}; keep the default");
                    self.find(Rule::DefaultChanged, key, &after.span, (Some(before), Some(value)), message);
                }
            }
            (Some(before), None) => {
                let message =
                    format!("no number given meant {}, and means nothing now; keep the default", before.value);
                self.find(Rule::DefaultRemoved, key, &new.key.span, (Some(&before.value), None), message);
            }
            (None, Some(after)) => {
                let message = format!("no number given means {} now", after.value);
                self.find(Rule::DefaultAdded, key, &after.span, (None, Some(&after.value)), message);
            }
            (None, None) => {}
        }
    }

    fn codes(&mut self) {
        for (old, new) in self.pairs.codes.clone() {
            self.code(old, new);
            self.number(Some(old), new);
        }
        for (group, code) in self.pairs.gone.clone() {
            let near = self.pairs.groups.iter().find(|(old, _)| old.key.value == group.key.value);
            let near = near.map_or(0..0, |(_, new)| new.key.span.clone());
            self.lose(Rule::CodeRemoved, &code.name, &near, self.farewell(group, code));
        }
        let retired: BTreeSet<_> = self.old.retired.iter().map(|retired| &retired.name.value).collect();
        for new in self.pairs.added.clone() {
            let name = &new.1.name;
            if !retired.contains(&name.value) {
                let message = format!("{} is new: older clients do not know it", name.value);
                self.find(Rule::CodeAdded, &name.value, &name.span, (None, Some(&name.value)), message);
            }
            self.number(None, new);
        }
    }

    fn code(&mut self, (old_group, old): Row<'a>, (new_group, new): Row<'a>) {
        let name = &new.name.value;
        if old.name.value != *name {
            let message = format!(
                "clients that branch on {} no longer see it; keep it, or add {name}, deprecate {} and retire it later",
                old.name.value, old.name.value
            );
            self.find(Rule::CodeRenamed, name, &new.name.span, (Some(&old.name.value), Some(name)), message);
        }
        if !self.pairs.is_same_group(old_group, new_group) {
            let (before, after) = (&old_group.key.value, &new_group.key.value);
            let message = format!(
                "`{}` has it no more, `{}` has; keep it in its group",
                old_group.enum_name.value, new_group.enum_name.value
            );
            self.find(Rule::CodeMoved, name, &new.name.span, (Some(before), Some(after)), message);
        }
        if old.status.value != new.status.value {
            let [before, after] = [old, new].map(|code| code.status.value.to_string());
            let message = format!("clients that branch on the status break; keep {before}, or add a code with {after}");
            self.find(Rule::StatusChanged, name, &new.status.span, (Some(&before), Some(&after)), message);
        }
        self.variant(name, (&old.variant, &old.name.span), (&new.variant, &new.name.span));
        match (&old.deprecated, &new.deprecated) {
            (Some(before), Some(after)) => self.reworded(Rule::DeprecationReworded, name, before, after),
            (None, Some(after)) => {
                let message = "it still works; the compiler warns programs that name it".to_owned();
                self.find(Rule::Deprecated, name, &after.span, (None, Some(&after.value)), message);
            }
            (Some(before), None) => {
                let message = "the compiler no longer warns of it".to_owned();
                self.find(Rule::Undeprecated, name, &new.name.span, (Some(&before.value), None), message);
            }
            (None, None) => {}
        }
        self.reworded(Rule::MessageReworded, name, &old.message, &new.message);
        self.reworded(Rule::WhenReworded, name, &old.when, &new.when);
    }

    /// The name in Rust. One that only follows the table's own name goes without saying: that one has been said.
    fn variant(&mut self, name: &str, old: (&Spanned<String>, &Range<usize>), new: (&Spanned<String>, &Range<usize>)) {
        let follows = |(variant, of): (&Spanned<String>, &Range<usize>)| variant.span == *of;
        if old.0.value != new.0.value && !(follows(old) && follows(new)) {
            let (before, after) = (&old.0.value, &new.0.value);
            let message = format!("Rust programs that name `{before}` do not compile; keep it");
            self.find(Rule::VariantRenamed, name, &new.0.span, (Some(before), Some(after)), message);
        }
    }

    /// A code's number, and whose it was.
    fn number(&mut self, old: Option<Row<'a>>, (group, code): Row<'a>) {
        let name = &code.name.value;
        let before = old.and_then(|(_, code)| code.numeric.as_ref()).map(|numeric| numeric.value);
        let before_text = before.map(|number| number.to_string());
        let Some(numeric) = &code.numeric else {
            if let Some(number) = before_text {
                let message = format!("the number {number} means nothing now; keep it");
                self.find(Rule::NumberRemoved, name, &code.name.span, (Some(&number), None), message);
            }
            return;
        };
        let number = numeric.value.to_string();
        let same_group = old.is_some_and(|(old, _)| self.pairs.is_same_group(old, group));
        if same_group && before == Some(numeric.value) {
            return;
        }
        let key = self.pairs.old_key(&group.key.value).unwrap_or(&group.key.value);
        let owner = self.owners.get(&(key.to_owned(), numeric.value)).cloned();
        let owner = owner.filter(|owner| old.is_none_or(|(_, old)| old.name.value != *owner));
        if let Some(owner) = owner.as_ref().filter(|_| same_group && before.is_some()) {
            let theirs = self.pairs.new_row(owner).filter(|(other, _)| other.key.value == group.key.value);
            if theirs.and_then(|(_, code)| code.numeric.as_ref()).map(|numeric| numeric.value) == before {
                let message = format!(
                    "{name} and {owner} have each other's numbers: each number means the other code now; keep them"
                );
                return self.find(
                    Rule::NumberSwapped,
                    name,
                    &numeric.span,
                    (before_text.as_deref(), Some(&number)),
                    message,
                );
            }
        }
        match &before_text {
            Some(before) if *before != number => {
                let message = format!("the number {before} no longer means {name}; keep {before}");
                self.find(Rule::NumberChanged, name, &numeric.span, (Some(before), Some(&number)), message);
            }
            None if old.is_some() => {
                let message = format!("{name} has the number {number} now");
                self.find(Rule::NumberAdded, name, &numeric.span, (None, Some(&number)), message);
            }
            _ => {}
        }
        let retired = self.old.retired.iter().find(|retired| {
            let is_it = retired.numeric.as_ref().is_some_and(|retired| retired.value == numeric.value);
            is_it && retired.group.value == key && retired.name.value != *name
        });
        if let Some(owner) = owner {
            let message =
                format!("the number {number} meant {owner}, and means {name} now; take a number that was never used");
            self.find(Rule::NumberReused, name, &numeric.span, (Some(&owner), Some(name)), message);
        } else if let Some(retired) = retired {
            let message = format!(
                "{number} was {} until {}: who still gives it means {name} now; take a number that was never used",
                retired.name.value, retired.since.value
            );
            self.find(Rule::RetiredNumberBack, name, &numeric.span, (Some(&retired.name.value), Some(name)), message);
        }
    }

    /// What to say of a code that is gone.
    fn farewell(&self, group: &Group, code: &Code) -> String {
        let name = &code.name.value;
        let mend = match (self.new.retired.iter().find(|retired| retired.name.value == *name), &code.numeric) {
            (None, _) => {
                let first = if code.deprecated.is_none() { "deprecate it first; " } else { "" };
                format!("{first}in a breaking release move it to [retired.{name}]")
            }
            (Some(retired), Some(numeric)) if retired.numeric.is_none() && !self.is_live(group, numeric.value) => {
                format!("it is retired, but its number is not: add `numeric = {}` to [retired.{name}]", numeric.value)
            }
            _ => "it is retired, and so will not come back".to_owned(),
        };
        format!("clients that branch on {name} no longer get it, Rust programs that name it do not compile; {mend}")
    }

    fn is_live(&self, group: &Group, number: u16) -> bool {
        let key = self.pairs.new_key(&group.key.value);
        self.new.codes().into_iter().any(|(group, code)| {
            Some(group.key.value.as_str()) == key
                && code.numeric.as_ref().is_some_and(|numeric| numeric.value == number)
        })
    }

    fn statuses(&mut self) {
        for old in &self.old.statuses {
            let number = old.number.value;
            if let Some(new) = self.new.status(number) {
                self.status(old, new);
            } else {
                let name = Spanned { value: number.to_string(), span: old.number.span.clone() };
                let message = format!(
                    "Rust programs that name `Status::{}` do not compile; keep a status that the API may answer with",
                    old.variant.value
                );
                self.lose(Rule::StatusRemoved, &name, &(0..0), message);
            }
        }
        for new in &self.new.statuses {
            if self.old.status(new.number.value).is_none() {
                let number = new.number.value.to_string();
                let message = format!("`Status::{}` is new", new.variant.value);
                self.find(Rule::StatusAdded, &number, &new.number.span, (None, Some(&number)), message);
            }
        }
    }

    fn status(&mut self, old: &Status, new: &Status) {
        let number = &new.number.value.to_string();
        if old.reason.value != new.reason.value {
            let message =
                "`error` of every answer with this status has other words, and they are contract; keep them".to_owned();
            self.find(
                Rule::ReasonChanged,
                number,
                &new.reason.span,
                (Some(&old.reason.value), Some(&new.reason.value)),
                message,
            );
        }
        self.variant(number, (&old.variant, &old.reason.span), (&new.variant, &new.reason.span));
        match (&old.message, &new.message) {
            (Some(before), Some(after)) => self.reworded(Rule::MessageReworded, number, before, after),
            (None, Some(after)) => {
                let message = "the API answers with this status on its own, without an errorCode".to_owned();
                self.find(Rule::AnswerAdded, number, &after.span, (None, Some(&after.value)), message);
            }
            (Some(before), None) => {
                let message = "the API no longer answers with this status on its own".to_owned();
                self.find(Rule::AnswerRemoved, number, &new.number.span, (Some(&before.value), None), message);
            }
            (None, None) => {}
        }
        if let (Some(before), Some(after)) = (&old.when, &new.when) {
            self.reworded(Rule::WhenReworded, number, before, after);
        }
    }

    fn retired(&mut self) {
        let live: BTreeMap<_, _> = self.new.codes().into_iter().map(|row| (row.1.name.value.as_str(), row)).collect();
        let was_live: BTreeSet<_> = self.old.codes().into_iter().map(|(_, code)| code.name.value.as_str()).collect();
        let entries = |table: &'a Table| table.retired.iter().map(|retired| (retired.name.value.as_str(), retired));
        let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) =
            (entries(self.old).collect(), entries(self.new).collect());
        for old in &self.old.retired {
            let name = &old.name.value;
            if let Some((_, code)) = live.get(name.as_str()) {
                let since = format!("retired since {}", old.since.value);
                let message = "old clients take it for what it was; choose a name that was never used".to_owned();
                self.find(Rule::RetiredNameBack, name, &code.name.span, (Some(&since), Some(name)), message);
            } else if let Some(new) = after.get(name.as_str()) {
                self.still_retired(old, new);
            } else {
                let message = "its name, and its number if it had one, could be used again; keep the entry".to_owned();
                self.lose(Rule::RetiredDropped, &old.name, &(0..0), message);
            }
        }
        for new in &self.new.retired {
            let name = &new.name.value;
            if !before.contains_key(name.as_str()) && !was_live.contains(name.as_str()) {
                let message = "neither was in use; they cannot be used now".to_owned();
                self.find(Rule::RetiredAdded, name, &new.name.span, (None, Some(name)), message);
            }
        }
    }

    fn still_retired(&mut self, old: &Retired, new: &Retired) {
        let name = &new.name.value;
        let same_group =
            old.group.value == new.group.value || self.pairs.new_key(&old.group.value) == Some(&new.group.value);
        let [before, after] = [old, new].map(|retired| retired.numeric.as_ref().map(|numeric| numeric.value));
        let place = new.numeric.as_ref().map_or(&new.name.span, |numeric| &numeric.span);
        let texts = [before, after].map(|number| number.map(|number| number.to_string()));
        let values = (texts[0].as_deref(), texts[1].as_deref());
        match (before, after) {
            (Some(number), _) if !(same_group && before == after) => {
                let key = self.pairs.new_key(&old.group.value).unwrap_or(&old.group.value);
                let kept = self.new.retired.iter().any(|retired| {
                    retired.group.value == key
                        && retired.numeric.as_ref().is_some_and(|numeric| numeric.value == number)
                });
                let live = self
                    .old
                    .groups
                    .iter()
                    .any(|group| group.key.value == old.group.value && self.is_live(group, number));
                if !kept && !live {
                    let message = format!("the number {number} could be used again; keep the entry as it was");
                    self.find(Rule::RetiredDropped, name, place, values, message);
                }
            }
            (None, Some(number)) => {
                let message = format!("the number {number} cannot be used now");
                self.find(Rule::RetiredAdded, name, place, values, message);
            }
            _ => {}
        }
        if before.is_none() && !same_group {
            self.reworded(Rule::RetiredReworded, name, &old.group, &new.group);
        }
        self.reworded(Rule::RetiredReworded, name, &old.since, &new.since);
        self.reworded(Rule::RetiredReworded, name, &old.why, &new.why);
    }

    /// Which of what is in both tables stands in another order.
    fn order(&mut self) {
        fn named(name: &Spanned<String>) -> (String, Range<usize>) {
            (name.value.clone(), name.span.clone())
        }
        let place = |table: &'a Table| {
            let places = table.groups.iter().map(|group| (group.key.value.as_str(), group.key.span.start));
            places.collect::<BTreeMap<_, _>>()
        };
        let old_places = place(self.old);
        let mut groups = self.pairs.groups.clone();
        groups.sort_by_key(|(old, _)| old_places.get(old.key.value.as_str()).copied());
        self.reordered(&groups.iter().map(|(_, new)| named(&new.key)).collect::<Vec<_>>());

        let status = |status: &Status| (status.number.value.to_string(), status.number.span.clone());
        let statuses = self.old.statuses.iter().filter_map(|old| self.new.status(old.number.value));
        self.reordered(&statuses.map(status).collect::<Vec<_>>());

        let mut codes = BTreeMap::<_, Vec<_>>::new();
        for ((old_group, old), (new_group, new)) in &self.pairs.codes {
            if self.pairs.is_same_group(old_group, new_group) {
                codes.entry(&new_group.key.value).or_default().push((old.name.span.start, named(&new.name)));
            }
        }
        for mut codes in codes.into_values() {
            codes.sort_by_key(|(start, _)| *start);
            self.reordered(&codes.into_iter().map(|(_, code)| code).collect::<Vec<_>>());
        }
    }

    /// Takes names in the old table's order with their places in the new one.
    fn reordered(&mut self, before: &[(String, Range<usize>)]) {
        let mut after = before.to_vec();
        after.sort_by_key(|(_, span)| span.start);
        let differ = |((a, _), (b, _)): (&(String, _), &(String, _))| a != b;
        let Some(first) = before.iter().zip(&after).position(differ) else { return };
        let last = before.iter().zip(&after).rposition(differ).unwrap_or(first);
        let names = |names: &[(String, Range<usize>)]| {
            names[first..=last].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
        };
        let (name, span) = after[first].clone();
        let message = "the order means nothing on the wire; only `ALL` and comparisons of codes see it".to_owned();
        self.find(Rule::Reordered, &name, &span, (Some(&names(before)), Some(&names(&after))), message);
    }
}
