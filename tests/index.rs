//! The index of names and numbers, over tables made to defeat it: names alike but for one byte, of every length and count.

use std::collections::{HashMap, HashSet};

#[path = "../src/table/index.rs"]
#[allow(dead_code, reason = "the build script uses the rest")]
mod index;

#[path = "../src/lookup"]
#[allow(dead_code, reason = "the library uses the rest")]
#[allow(clippy::duplicate_mod, reason = "the build script and the library share the hash")]
mod lookup {
    pub(crate) mod hash;
    pub(crate) mod indexed;
}

mod generated {
    pub(crate) type Slot = u32;
}

use lookup::hash::Key;
use lookup::indexed::{Index, NOWHERE, Names, Numbers};

fn leak<T>(values: Vec<T>) -> &'static [T] {
    Vec::leak(values)
}

fn library(index: index::Index) -> Index {
    let narrow = |wide: Vec<usize>| leak(wide.into_iter().map(|value| u32::try_from(value).unwrap()).collect());
    let key = Key { factor: index.key.factor, last_word: index.key.last_word };
    Index { key, displacements: narrow(index.displacements), slots: narrow(index.slots) }
}

/// The look-up of a table with these names, which must be among those that have an index.
fn look_up(names: &[String]) -> Names {
    let texts = leak(names.iter().map(|name| &*name.clone().leak()).collect());
    let index = library(index::names(texts, index::ATTEMPTS));
    assert!(!index.is_none(), "no keys tell these {} names apart: {:?}...", names.len(), names.first());
    let lengths = leak(texts.iter().map(|&text| lookup::indexed::lengths(&[text])[0]).collect());
    let words = leak(texts.iter().map(|&text| lookup::indexed::words(&[text])[0]).collect());
    Names { index, texts, lengths, words }
}

fn position(look_up: &Names, text: &str) -> usize {
    let at = look_up.position(text.as_bytes());
    if Names::is_usual(text.as_bytes()) {
        assert_eq!(look_up.position_of_usual(text.as_bytes()), at, "both ways of {text:?}");
    }
    at
}

/// Every name is found, and whatever is near one of some names is found only if it is a name itself.
fn check(names: &[String]) {
    let look_up = look_up(names);
    let positions: HashMap<_, _> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    assert_eq!(positions.len(), names.len());
    let right = |text: &str| {
        assert_eq!(position(&look_up, text), positions.get(text).copied().unwrap_or(NOWHERE), "{text:?}");
    };
    for name in names {
        right(name);
    }
    for name in names.iter().step_by(names.len().div_ceil(20)) {
        for at in 0..name.len() {
            right(&name[..at]);
            right(&name[at..]);
            for other in ["A", "B", "a", " "] {
                right(&format!("{}{other}{}", &name[..at], &name[at + 1..]));
                right(&format!("{}{other}{}", &name[..at], &name[at..]));
            }
        }
        right(&name.to_lowercase());
        right(&format!("{name}\0"));
        right(&format!("{name}{name}"));
        right(&name.repeat(200));
    }
    for length in (0..=130).chain([255, 256, 259, 10_000]) {
        right(&"A".repeat(length));
        right(&"\u{ff}".repeat(length));
    }
}

/// Names as they are in real tables: some words of a few hundred.
fn usual(count: usize) -> Vec<String> {
    let words = ["SESSION", "USER", "LIMIT", "AMOUNT", "WITHDRAW", "NOT_FOUND", "EXPIRED", "TOO_LOW", "TOO_HIGH", "ID"];
    let name = |at: usize| {
        let digits = at.to_string();
        let words = digits.bytes().map(|digit| words[usize::from(digit - b'0')]);
        words.collect::<Vec<_>>().join("_")
    };
    (0..count).map(name).collect()
}

#[test]
fn tables_of_every_size_have_an_index() {
    for count in (1..=300).chain([511, 512, 513, 1000]) {
        let names = usual(count);
        let look_up = look_up(&names);
        assert!(names.iter().enumerate().all(|(at, name)| position(&look_up, name) == at), "{count} names");
    }
    for count in [1, 2, 3, 15, 16, 17, 255, 256, 257, 1000, 10_000] {
        check(&usual(count));
    }
}

#[test]
fn names_alike_but_for_one_byte_are_told_apart() {
    let with = |length: usize, at: usize, byte: char| {
        let mut name = "A".repeat(length);
        name.replace_range(at..=at, &byte.to_string());
        name
    };
    let mut all = HashSet::new();
    for length in 3..=63 {
        let one_length: HashSet<_> =
            (0..length).flat_map(|at| ['A', 'B', 'Q', '0'].map(|byte| with(length, at, byte))).collect();
        let mut names: Vec<_> = one_length.iter().cloned().collect();
        names.sort();
        check(&names);
        all.extend(one_length);
    }
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort();
    check(&all);
}

#[test]
fn numbered_names_are_told_apart_wherever_the_number_stands() {
    for prefix in [1, 5, 9, 17, 29, 45, 58] {
        let number = |at: usize| (at * 7 % 10_000).to_string();
        check(&(0..3000).map(|at| format!("{}{:0>4}Z", "E".repeat(prefix), number(at))).collect::<Vec<_>>());
        let middle = |at: usize| format!("{}{:0>4}{}", "E".repeat(prefix / 2 + 1), number(at), "F".repeat(prefix / 2));
        check(&(0..3000).map(middle).collect::<Vec<_>>());
    }
}

#[test]
fn without_keys_there_is_no_index_and_nothing_is_looked_up_in_it() {
    assert!(library(index::names(&["ONE", "TWO"], 0)).is_none());
    let numbers = Numbers::Apart(library(index::numbers(&[1, 500], 0)));
    assert_eq!(numbers.position(1), NOWHERE);
}

#[test]
fn numbers_far_apart_have_an_index() {
    let scattered =
        |count: u32| (0..count).map(|at| u16::try_from(at * 40_504 % 65_535 + 1).unwrap()).collect::<Vec<_>>();
    let mut tables = vec![vec![1], vec![1, 500, 65_535]];
    tables.extend([3, 7, 64, 200, 1000].map(|step| (1..65_535 / step).map(|at| at * step).collect()));
    tables.extend([2, 16, 17, 256, 257, 1000, 10_000, 30_000].map(scattered));
    for numbers in tables {
        let index = library(index::numbers(&numbers, index::ATTEMPTS));
        assert!(!index.is_none(), "{} numbers", numbers.len());
        assert!(index.slots.len() <= 4 * numbers.len().next_power_of_two());
        let positions = Numbers::Apart(index);
        assert!(numbers.iter().enumerate().all(|(at, &number)| positions.position(number) == at));
        for number in 0..=u16::MAX {
            let at = positions.position(number);
            assert!(at < numbers.len(), "the caller compares the number of code {at} with {number}");
        }
    }
}

#[test]
fn numbers_have_the_simplest_way_to_their_codes() {
    assert_eq!(index::rust_of_numbers(&[1, 2, 3]), "crate::lookup::Numbers::InOrder { first: 1 }");
    let near = index::rust_of_numbers(&[65_535, 65_530]);
    assert_eq!(near, "crate::lookup::Numbers::Near { first: 65530, positions: &[1, 2, 2, 2, 2, 0] }");
    assert!(index::rust_of_numbers(&[1, 500, 65_535]).starts_with("crate::lookup::Numbers::Apart("));
}

#[test]
fn the_layout_is_the_same_every_time() {
    let names = usual(1000);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(index::rust_of_names(&names), index::rust_of_names(&names));
}
