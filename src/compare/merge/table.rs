//! The three-way merge of `codes.toml`. The result has the changes of both sides. A part that both sides changed differently is a
//! conflict.

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::items;
use super::{Merged, sections, three_way};
use crate::table::free_numbers::{self, FreeNumbers};
use crate::table::{Code, Field, Retired, Source, Subject, Table, facts, finding, read};

/// Merges a table from its text in the merge base and on both sides. `lock` is the content of the lock, or empty. A number that
/// the lock records is not free.
pub fn table(base: &str, ours: &str, theirs: &str, lock: &[u8]) -> Merged {
    if let Some(text) = three_way(base, ours, theirs) {
        return Merged { text: text.to_owned(), ..Merged::default() };
    }
    let mut merged = Merged::default();
    let tables = [base, ours, theirs].map(|text| read_valid(text, lock));
    let theirs = match &tables {
        [base, Some(ours), Some(theirs_table)] => {
            &renumbered(base.as_ref(), ours, (theirs_table, theirs), lock, &mut merged.notes)
        }
        [_, ours, _] => {
            let side = if ours.is_none() { "this side" } else { "the side that is merged in" };
            merged.notes.push(format!("the table of {side} is invalid, so the result was not checked"));
            theirs
        }
    };
    let [Some(base_parts), Some(our_parts), Some(their_parts)] = [base, ours, theirs].map(sections::split) else {
        let message = "the text of the table cannot be split into tables and fields".to_owned();
        return Merged::whole_files(ours, theirs, message);
    };
    items::merge([&base_parts.items, &our_parts.items, &their_parts.items], merge_table, "", &mut merged);
    match three_way(&base_parts.tail, &our_parts.tail, &their_parts.tail) {
        Some(tail) => merged.text.push_str(tail),
        None => merged.conflict(&our_parts.tail, &their_parts.tail, "the comments at the end".to_owned()),
    }
    match &tables {
        [base_table, Some(our_table), Some(their_table)] if merged.conflicts.is_empty() => {
            let base_table = base_table.clone().unwrap_or_default();
            let renumbered = if merged.notes.is_empty() { None } else { read_valid(theirs, lock) };
            let their_table = renumbered.as_ref().unwrap_or(their_table);
            let conflicts = verify([&base_table, our_table, their_table], lock, &mut merged);
            if !conflicts.is_empty() {
                let whole_files = Merged::whole_files(ours, theirs, conflicts.join(", "));
                return Merged { notes: merged.notes, ..whole_files };
            }
        }
        _ => {}
    }
    merged
}

/// Reads a table. Returns `None` if the table is invalid.
fn read_valid(text: &str, lock: &[u8]) -> Option<Table> {
    read(&Source::new("", text.as_bytes().to_vec()), lock).ok()
}

/// Merges the fields of a table that both sides changed.
fn merge_table([base, ours, theirs]: [&str; 3], name: &str, merged: &mut Merged) {
    let [base, ours, theirs] = [base, ours, theirs].map(sections::fields);
    let field = |[_, ours, theirs]: [&str; 3], name: &str, merged: &mut Merged| {
        merged.conflict(ours, theirs, format!("{name} was changed on both sides"));
    };
    items::merge([&base, &ours, &theirs], field, name, merged);
}

/// Returns the text of the other side. If it added a code with a number that is taken on this side, the code gets a number that
/// is free on both sides.
fn renumbered(
    base: Option<&Table>,
    ours: &Table,
    (table, text): (&Table, &str),
    lock: &[u8],
    notes: &mut Vec<String>,
) -> String {
    fn owners(table: &Table) -> HashMap<(&str, u16), &String> {
        let codes = table.codes().map(|(group, code)| (&group.key, code.number(), &code.name));
        let retired = table.retired.iter().map(|entry| (&entry.group, entry.number(), &entry.name));
        let owners = codes.chain(retired);
        owners.filter_map(|(group, number, name)| Some(((group.value.as_str(), number?), &name.value))).collect()
    }
    let (before, taken) = (base.map(owners).unwrap_or_default(), owners(ours));
    let our_names: HashSet<_> = ours.codes().map(|(_, code)| &code.name.value).collect();
    let mut clashes = Vec::new();
    for (group, code) in table.codes().filter(|(_, code)| !our_names.contains(&code.name.value)) {
        let (Some(numeric), key, name) = (&code.numeric, group.key.value.as_str(), &code.name.value) else { continue };
        // If the base has the number too, the two codes are not both new: a side renamed the code that has this number.
        let slot = (key, numeric.value);
        if let Some(owner) = taken.get(&slot).filter(|_| !before.contains_key(&slot)) {
            clashes.push((key, numeric.value, name, &numeric.span, *owner));
        }
    }
    // The merge of the lock sorts the same clashes in the same way, so it gives the same numbers.
    clashes.sort_by_key(|(key, number, name, ..)| (*key, *number, *name));
    let recorded = free_numbers::recorded(lock);
    let mut free = HashMap::new();
    let mut edits = Vec::new();
    for (key, number, name, span, owner) in clashes {
        let free = free.entry(key).or_insert_with(|| {
            let recorded = recorded.iter().filter(|recorded| recorded.group == key).map(|recorded| recorded.number);
            let sides = [base, Some(ours), Some(table)].into_iter().flatten();
            FreeNumbers::after(sides.flat_map(|table| numbers_of(table, key)).chain(recorded).collect())
        });
        if let Some(free) = free.take() {
            notes.push(format!("{name} now has the number {free}, because {owner} has {number} on this side"));
            edits.push((span, free));
        }
    }
    edits.sort_by_key(|(span, _)| span.start);
    let (mut edited, mut at) = (String::new(), 0);
    for (span, number) in edits {
        let _ = write!(edited, "{}{number}", &text[at..span.start]);
        at = span.end;
    }
    edited + &text[at..]
}

/// Returns the used and the retired numbers of a group.
fn numbers_of(table: &Table, key: &str) -> Vec<u16> {
    let codes = table.group(key).into_iter().flat_map(|group| &group.codes).filter_map(Code::number);
    let retired = table.retired.iter().filter(|entry| entry.group.value == key).filter_map(Retired::number);
    codes.chain(retired).collect()
}

/// Adds the problems of the merged table as conflicts. Returns a conflict for each fact of the merged table that differs from
/// the three-way merge of the facts.
fn verify([base, ours, theirs]: [&Table; 3], lock: &[u8], merged: &mut Merged) -> Vec<String> {
    let source = Source::new("the merged table", merged.text.clone().into_bytes());
    let table = match read(&source, lock) {
        Ok(table) => table,
        Err(problems) => {
            let sources = finding::Sources::of(&source);
            merged.conflicts.extend(problems.iter().map(|problem| problem.headline(sources, finding::plain)));
            return Vec::new();
        }
    };
    let [base, ours, theirs, merged] = [base, ours, theirs, &table].map(|table| {
        facts(table).into_iter().map(|fact| ((fact.subject, fact.field), fact.value)).collect::<BTreeMap<_, _>>()
    });
    let keys: BTreeSet<(Subject<&str>, Field)> =
        [&base, &ours, &theirs, &merged].into_iter().flat_map(BTreeMap::keys).copied().collect();
    let is_wrong = |key: &(_, _)| three_way(base.get(key), ours.get(key), theirs.get(key)) != Some(merged.get(key));
    let wrong = keys.into_iter().filter(is_wrong);
    wrong.map(|(subject, field)| format!("`{}` of {subject} was changed on both sides", field.name())).collect()
}
