//! The next free number of a group: a number that no code has or had.

use std::collections::HashSet;

use super::model::{Code, Group, Retired, Table};

/// A number that a lock records.
pub struct RecordedNumber<'a> {
    /// The key of the number's group.
    pub group: &'a str,
    pub number: u16,
    /// The errorCode.
    pub name: &'a str,
}

/// Reads the numbers from a lock and skips all other lines. Invalid lines are reported only by the parser of
/// `compare::lock`. The build script does not contain that parser.
pub fn recorded(lock: &[u8]) -> Vec<RecordedNumber<'_>> {
    let mut recorded = Vec::new();
    for line in core::str::from_utf8(lock).unwrap_or_default().lines() {
        let field = |name: &str| line.split(' ').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
        let name = line.split(' ').nth(1);
        if let (Some(group), Some(Ok(number)), Some(name)) = (field("group"), field("numeric").map(str::parse), name) {
            recorded.push(RecordedNumber { group, number, name });
        }
    }
    recorded
}

/// The free numbers of a group. The first free number follows the highest number that is used, retired or recorded.
pub struct FreeNumbers {
    taken: HashSet<u16>,
    next: u16,
}

impl FreeNumbers {
    pub fn of(table: &Table, group: &Group, recorded: &[RecordedNumber<'_>]) -> Self {
        let key = group.key.value.as_str();
        let mut taken = HashSet::new();
        taken.extend(group.codes.iter().filter_map(Code::number));
        taken.extend(table.retired.iter().filter(|retired| retired.group.value == key).filter_map(Retired::number));
        taken.extend(recorded.iter().filter(|recorded| recorded.group == key).map(|recorded| recorded.number));
        Self::after(taken)
    }

    /// Returns the free numbers of a group with these taken numbers.
    pub fn after(taken: HashSet<u16>) -> Self {
        let next = taken.iter().max().copied().unwrap_or_default().checked_add(1).unwrap_or(1);
        Self { taken, next }
    }

    /// Takes the next free number. After 65535, takes the numbers in gaps, starting at 1.
    pub fn take(&mut self) -> Option<u16> {
        for _ in 1..=u16::MAX {
            let number = self.next;
            self.next = number.checked_add(1).unwrap_or(1);
            if self.taken.insert(number) {
                return Some(number);
            }
        }
        None
    }

    /// Takes the next free number. Returns a help text that names it.
    pub fn take_with_advice(&mut self) -> String {
        match self.take() {
            Some(free) => format!("take {free}, the next free number"),
            None => "no number is free in this group; add a new group".to_owned(),
        }
    }
}
