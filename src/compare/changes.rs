//! The changes between two lists of facts: added and removed entries, and fields that differ.

use std::collections::HashMap;

use super::pairs::Pairs;
use crate::table::{Fact, Field, Subject};

/// A fact that differs between two tables. An added or removed entry is one change, of the field [`Field::Name`].
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The entry, by its name in the new table. For a removed entry, its name in the old table.
    pub subject: Subject<&'a str>,
    pub field: Field,
    pub before: Option<Fact<'a>>,
    pub after: Option<Fact<'a>>,
}

/// Returns the changes of the new facts in their order, then the removed entries in the order of the old file. Both `old` and
/// `new` must have the facts of an entry one after another, its name first.
pub fn changes<'a>(old: &[Fact<'a>], new: &[Fact<'a>], pairs: &Pairs<'a>) -> Vec<Change<'a>> {
    let mut entries: HashMap<_, _> =
        old.chunk_by(|a, b| a.subject == b.subject).map(|entry| (entry[0].subject, entry)).collect();
    let mut changes = Vec::new();
    for after in new.chunk_by(|a, b| a.subject == b.subject) {
        let subject = after[0].subject;
        match pairs.old_subject(subject).and_then(|subject| entries.remove(&subject)) {
            Some(before) => compare_fields(subject, before, after, pairs, &mut changes),
            None => changes.push(Change { subject, field: Field::Name, before: None, after: Some(after[0].clone()) }),
        }
    }
    let mut removed: Vec<_> = entries.into_values().map(|entry| entry[0].clone()).collect();
    removed.sort_by_key(|name| name.span.start);
    changes.extend(removed.into_iter().map(|name| Change {
        subject: name.subject,
        field: Field::Name,
        before: Some(name),
        after: None,
    }));
    changes
}

/// Adds the changes of an entry that both tables have.
fn compare_fields<'a>(
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

/// Returns whether a field means the same in both tables. Its values may differ if the field names a group or a code, and
/// that group or code was renamed.
fn is_same((before, old): (&Fact<'_>, &[Fact<'_>]), (after, new): (&Fact<'_>, &[Fact<'_>]), pairs: &Pairs<'_>) -> bool {
    if before.value == after.value {
        return true;
    }
    match after.field {
        Field::Group => pairs.new_key(&before.value).is_some_and(|key| key == after.value),
        Field::Default => pairs.new_row(&before.value).is_some_and(|(_, code)| code.name.value == after.value),
        // A generated variant changes together with the name or reason phrase.
        Field::Variant => is_generated(before, old) && is_generated(after, new),
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

/// Returns whether a variant was made from the name or reason phrase of its entry. Its span is then the span of that field.
fn is_generated(variant: &Fact<'_>, entry: &[Fact<'_>]) -> bool {
    entry.iter().any(|fact| matches!(fact.field, Field::Name | Field::Reason) && fact.span == variant.span)
}
