//! The three-way merge of a lock. The records are a set, so additions of both sides do not conflict.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Merged, three_way};
use crate::compare::lock::{self, Lock, PATH};
use crate::table::free_numbers::FreeNumbers;
use crate::table::{Source, Subject};

/// Merges a lock from its text in the merge base and on both sides.
pub fn lock(base: &str, ours: &str, theirs: &str) -> Merged {
    if let Some(text) = three_way(base, ours, theirs) {
        return Merged { text: text.to_owned(), ..Merged::default() };
    }
    let parse = |text: &str| {
        if text.is_empty() { Ok(Lock::default()) } else { lock::parse(&Source::new(PATH, text.as_bytes().to_vec())) }
    };
    let [base_lock, our_lock, their_lock] = match [base, ours, theirs].map(parse) {
        [Ok(base), Ok(ours), Ok(theirs)] => [base, ours, theirs],
        [Err(problem), ..] | [_, Err(problem), _] | [.., Err(problem)] => {
            return Merged::whole_files(ours, theirs, format!("{PATH}: {}", problem.message));
        }
    };
    let mut merged = Merged::default();
    let their_records = renumbered(&base_lock, &our_lock, &their_lock, &mut merged.notes);
    let by_key = |records: Vec<String>| -> BTreeMap<String, String> {
        records.into_iter().map(|record| (key(&record), record)).collect()
    };
    let records = |lock: &Lock| lock.records().map(str::to_owned).collect::<Vec<_>>();
    let [base, ours, theirs] = [records(&base_lock), records(&our_lock), their_records].map(by_key);
    let keys: BTreeSet<_> = [&base, &ours, &theirs].into_iter().flat_map(BTreeMap::keys).collect();
    let mut body = Merged::default();
    for key in keys {
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|records| records.get(key).map(String::as_str));
        match three_way(base, ours, theirs) {
            Some(Some(record)) => body.text.extend([record, "\n"]),
            Some(None) => {}
            None => {
                let line = |record: Option<&str>| record.map_or(String::new(), |record| format!("{record}\n"));
                body.conflict(&line(ours), &line(theirs), format!("the record of {key}"));
            }
        }
    }
    let [base, ours, theirs] = [&base_lock, &our_lock, &their_lock].map(|lock| &lock.version.value);
    // If both sides changed the version, the merged lock has the later one.
    let later = || if theirs.may_break(ours) { theirs } else { ours };
    let version = three_way(base, ours, theirs).unwrap_or_else(later);
    merged.text = lock::render(version, &body.text);
    merged.conflicts = body.conflicts;
    merged
}

/// Returns the part of a record that is the same on all sides. For a retired entry, this is the whole record.
fn key(record: &str) -> String {
    let mut words = record.splitn(3, ' ');
    match (words.next(), words.next()) {
        (Some(kind @ ("code" | "default" | "status")), Some(name)) => format!("{kind} {name}"),
        _ => record.to_owned(),
    }
}

/// Returns the records of the other side. If it added a code with a number that is taken on this side, the code gets the same
/// free number as in the merged table.
fn renumbered(base: &Lock, ours: &Lock, theirs: &Lock, notes: &mut Vec<String>) -> Vec<String> {
    let mut owners = HashMap::new();
    let mut taken = HashMap::<_, HashSet<u16>>::new();
    let mut before = HashSet::new();
    for (side, lock) in [base, ours, theirs].into_iter().enumerate() {
        let codes = lock.table.codes().map(|(group, code)| (&group.key.value, code.number(), &code.name.value));
        let retired = lock.table.retired.iter().chain(&lock.former);
        let retired = retired.map(|entry| (&entry.group.value, entry.number(), &entry.name.value));
        for (group, number, name) in codes.chain(retired) {
            let Some(number) = number else { continue };
            match side {
                0 => drop(before.insert((group.as_str(), number))),
                1 => drop(owners.insert((group.as_str(), number), name.as_str())),
                _ => {}
            }
            taken.entry(group.as_str()).or_default().insert(number);
        }
    }
    let mut clashes = Vec::new();
    for (group, code) in theirs.table.codes() {
        let (key, name) = (group.key.value.as_str(), code.name.value.as_str());
        let Some(number) = code.number() else { continue };
        let subject = Subject::Code(name.to_owned());
        // If the base has the number too, the two codes are not both new: see the merge of the table.
        let is_new = ours.record(&subject).is_none() && !before.contains(&(key, number));
        if is_new && owners.contains_key(&(key, number)) {
            clashes.push((key, number, name));
        }
    }
    clashes.sort_unstable();
    let mut free = HashMap::new();
    let mut replaced = HashMap::new();
    for (key, number, name) in clashes {
        let free = free.entry(key).or_insert_with(|| FreeNumbers::after(taken.remove(key).unwrap_or_default()));
        if let (Some(free), Some(record)) = (free.take(), theirs.record(&Subject::Code(name.to_owned()))) {
            let (old, new) = (format!(" numeric={number} "), format!(" numeric={free} "));
            notes.push(format!(
                "{name} now has the number {free}, because {} has {number} on this side",
                owners[&(key, number)]
            ));
            replaced.insert(record, record.replace(&old, &new));
        }
    }
    theirs.records().map(|record| replaced.get(record).cloned().unwrap_or_else(|| record.to_owned())).collect()
}
