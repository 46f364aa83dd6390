//! Finds entries by name and number while a table is read and checked, and sorts items by their place in the file.

use std::borrow::Cow;
use std::collections::HashMap;

/// The positions of entries in their list, by a name, a number or both. The part of the key that is not needed is empty
/// or 0.
///
/// All searches for entries share this one type of map. Every user compiles the build script, and each further type of map adds about
/// one percent to it.
#[derive(Default)]
pub(super) struct Positions<'a> {
    positions: HashMap<(Cow<'a, str>, usize), usize>,
}

impl<'a> Positions<'a> {
    /// Adds an entry, unless there is an entry with the same key. Returns the position of the first entry with this key.
    pub(super) fn get_or_add(&mut self, name: impl Into<Cow<'a, str>>, number: usize, position: usize) -> usize {
        *self.positions.entry((name.into(), number)).or_insert(position)
    }

    /// Adds an entry, or replaces the entry with the same key.
    pub(super) fn set(&mut self, name: &'a str, number: usize, position: usize) {
        self.positions.insert((name.into(), number), position);
    }

    /// Returns the position of the entry with this key.
    pub(super) fn get(&self, name: &str, number: usize) -> Option<usize> {
        self.positions.get(&(name.into(), number)).copied()
    }
}

/// Returns the items in the order of their places in a file.
pub(super) fn in_file_order<T>(items: Vec<T>, start: fn(&T) -> usize) -> Vec<T> {
    // Only pairs of numbers are sorted, so all types of items share one instance of the sort.
    let (mut order, mut slots) = (Vec::new(), Vec::new());
    for (position, item) in items.into_iter().enumerate() {
        order.push((start(&item), position));
        slots.push(Some(item));
    }
    order.sort_unstable();
    let mut sorted = Vec::new();
    for (_, position) in order {
        sorted.extend(slots[position].take());
    }
    sorted
}
