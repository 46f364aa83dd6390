//! The changes between two lists of facts: entries that are gone or new, and fields of common entries that differ.

use std::collections::HashMap;

use super::pairs::Pairs;
use crate::table::{Fact, Field, Subject};

/// A fact that is not the same in both tables. An entry that is gone or new is one change, that of its name.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// In the new table; of an entry that is gone, in the old one.
    pub subject: Subject<&'a str>,
    pub field: Field,
    pub before: Option<Fact<'a>>,
    pub after: Option<Fact<'a>>,
}

/// Returns the changes, in the order of the new facts, then what is gone in the order of the old ones. The facts of an entry
/// follow each other, its name first.
pub fn changes<'a>(old: &[Fact<'a>], new: &[Fact<'a>], pairs: &Pairs<'a>) -> Vec<Change<'a>> {
    let mut entries: HashMap<_, _> =
        old.chunk_by(|a, b| a.subject == b.subject).map(|entry| (entry[0].subject, entry)).collect();
    let mut changes = Vec::new();
    for after in new.chunk_by(|a, b| a.subject == b.subject) {
        let subject = after[0].subject;
        match pairs.old_subject(subject).and_then(|subject| entries.remove(&subject)) {
            Some(before) => fields(subject, before, after, pairs, &mut changes),
            None => changes.push(Change { subject, field: Field::Name, before: None, after: Some(after[0].clone()) }),
        }
    }
    let mut gone: Vec<_> = entries.into_values().map(|entry| entry[0].clone()).collect();
    gone.sort_by_key(|name| name.span.start);
    changes.extend(gone.into_iter().map(|name| Change {
        subject: name.subject,
        field: Field::Name,
        before: Some(name),
        after: None,
    }));
    changes
}

/// Compares the fields of an entry that both tables have.
fn fields<'a>(
    subject: Subject<&'a str>,
    old: &[Fact<'a>],
    new: &[Fact<'a>],
    pairs: &Pairs<'a>,
    changes: &mut Vec<Change<'a>>,
) {
    for after in new {
        let before = old.iter().find(|before| before.field == after.field);
        if before.is_none_or(|before| !is_same((before, old), (after, new), pairs)) {
            changes.push(Change { subject, field: after.field, before: before.cloned(), after: Some(after.clone()) });
        }
    }
    for before in old.iter().filter(|before| new.iter().all(|after| after.field != before.field)) {
        changes.push(Change { subject, field: before.field, before: Some(before.clone()), after: None });
    }
}

/// Returns whether a field means the same in both tables: names of groups and codes may have changed.
fn is_same((before, old): (&Fact<'_>, &[Fact<'_>]), (after, new): (&Fact<'_>, &[Fact<'_>]), pairs: &Pairs<'_>) -> bool {
    if before.value == after.value {
        return true;
    }
    match after.field {
        Field::Group => pairs.new_key(&before.value).is_some_and(|key| key == after.value),
        Field::Default => pairs.new_row(&before.value).is_some_and(|(_, code)| code.name.value == after.value),
        // A variant that follows its name or reason phrase changes with that.
        Field::Variant => follows(before, old) && follows(after, new),
        Field::Name
        | Field::Numeric
        | Field::Status
        | Field::Reason
        | Field::Deprecated
        | Field::Enum
        | Field::Message
        | Field::When
        | Field::About
        | Field::Since
        | Field::Why => false,
    }
}

/// Returns whether a variant is not given, but made from another field: then it has that field's position.
fn follows(variant: &Fact<'_>, entry: &[Fact<'_>]) -> bool {
    entry.iter().any(|fact| matches!(fact.field, Field::Name | Field::Reason) && fact.span == variant.span)
}
