//! The next free number of a group: a number that no code has or had.

use std::collections::{HashMap, HashSet};

use super::model::{Code, Retired, Table};

/// The numbers in a lock with their errorCodes, by the key of their group.
pub type RecordedNumbers<'a> = HashMap<&'a str, Vec<(u16, &'a str)>>;

/// Reads the numbers from a lock and skips all other lines. Invalid lines are reported only by the parser of
/// `compare::lock`. The build script does not contain that parser.
pub fn recorded(lock: &[u8]) -> RecordedNumbers<'_> {
    let mut recorded = RecordedNumbers::new();
    for line in core::str::from_utf8(lock).unwrap_or_default().lines() {
        let field = |name: &str| line.split(' ').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
        let name = line.split(' ').nth(1);
        if let (Some(group), Some(Ok(number)), Some(name)) = (field("group"), field("numeric").map(str::parse), name) {
            recorded.entry(group).or_default().push((number, name));
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
    pub fn of(table: &Table, group: &str, recorded: &RecordedNumbers<'_>) -> Self {
        let codes = table.group(group).into_iter().flat_map(|group| &group.codes);
        let retired = table.retired.iter().filter(|retired| retired.group.value == group);
        let recorded = recorded.get(group).into_iter().flatten().map(|(number, _)| *number);
        let numbers = codes.filter_map(Code::number).chain(retired.filter_map(Retired::number));
        Self::after(numbers.chain(recorded).collect())
    }

    /// Returns the free numbers of a group with these taken numbers.
    pub fn after(taken: HashSet<u16>) -> Self {
        let next = taken.iter().max().copied().unwrap_or_default().checked_add(1).unwrap_or(1);
        Self { taken, next }
    }

    /// Takes the next free number. After 65535, takes the numbers in gaps, starting at 1.
    pub fn take(&mut self) -> Option<u16> {
        let free = (self.next..=u16::MAX).chain(1..self.next).find(|number| !self.taken.contains(number))?;
        self.taken.insert(free);
        self.next = free.checked_add(1).unwrap_or(1);
        Some(free)
    }

    /// Takes the next free number. Returns a help text that names it.
    pub fn advice(&mut self) -> String {
        match self.take() {
            Some(free) => format!("take {free}, the next free number"),
            None => "no number is free in this group; add a new group".to_owned(),
        }
    }
}
