//! The index of names and numbers, tested with difficult tables, such as names that differ in one byte only.

use std::collections::{HashMap, HashSet};

use errcodes::emit::index;
use errcodes::lookup::hash::HashedPart;
use errcodes::lookup::name_index::NameIndex;
use errcodes::lookup::{id, numbers};

/// Builds the index of the names, and returns it with the part of the names that it hashes. Panics if there is no index.
fn build(names: &[String]) -> (NameIndex, HashedPart) {
    let texts: Vec<_> = names.iter().map(String::as_str).collect();
    let found = index::name_index(&texts, index::ATTEMPTS);
    let Some(found) = found else { panic!("no key separates these {} names: {:?}...", names.len(), names.first()) };
    let part = found.key.part;
    let index = NameIndex {
        key: found.key,
        lengths: found.lengths,
        displacements: found.displacements.leak(),
        slots: found.slots,
        entries: found.entries.leak(),
        middles: found.middles.leak(),
    };
    (index, part)
}

/// Checks that every name is found. For up to 20 of the names, also looks up similar strings: each is found only if
/// it is another name.
fn check(names: &[String]) {
    let (index, _) = build(names);
    let positions: HashMap<_, _> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    assert_eq!(positions.len(), names.len());
    let look_up = |text: &str| {
        assert_eq!(index.position(text.as_bytes()), positions.get(text).copied(), "{text:?}");
    };
    for name in names {
        look_up(name);
    }
    for name in names.iter().step_by(names.len().div_ceil(20)) {
        for at in 0..name.len() {
            look_up(&name[..at]);
            look_up(&name[at..]);
            for other in ["A", "B", "a", " "] {
                look_up(&format!("{}{other}{}", &name[..at], &name[at + 1..]));
                look_up(&format!("{}{other}{}", &name[..at], &name[at..]));
            }
        }
        look_up(&name.to_lowercase());
        look_up(&format!("{name}\0"));
        look_up(&format!("{name}{name}"));
        look_up(&name.repeat(200));
    }
    for length in (0..=130).chain([255, 256, 259, 10_000]) {
        look_up(&"A".repeat(length));
        look_up(&"\u{ff}".repeat(length));
    }
}

/// Builds the index of the ids of the names. Panics if there is no index.
fn build_ids(names: &[String]) -> id::IdIndex {
    let all: Vec<_> = names.iter().map(|name| id::fnv_1a(name.as_bytes())).collect();
    let found = index::id_index(&all, index::ATTEMPTS);
    let Some(index::IdIndex { factor, displacements, slots, width, entries }) = found else {
        panic!("no factor separates these {} ids", names.len())
    };
    id::IdIndex { factor, displacements: displacements.leak(), slots, width, entries: entries.leak() }
}

/// Returns realistic names: combinations of ten words.
fn realistic_names(count: usize) -> Vec<String> {
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
    for count in (1..=300).chain([511, 512, 513, 1000, 2047, 2560, 4000, 4095, 5120, 8191, 16_383, 20_480]) {
        let names = realistic_names(count);
        let (index, part) = build(&names);
        let found = |(at, name): (usize, &String)| index.position(name.as_bytes()) == Some(at);
        assert!(names.iter().enumerate().all(found), "{count} names");
        // Only unusual tables need `HashedPart::AllBytes`, which is slower.
        assert_eq!(part, if count <= 16 { HashedPart::LastWord } else { HashedPart::Words }, "{count} names");
    }
    for count in [1, 2, 3, 15, 16, 17, 255, 256, 257, 1000, 10_000, 65_535] {
        check(&realistic_names(count));
    }
}

#[test]
fn the_index_of_ids_finds_every_code_and_is_small() {
    for count in (1..=300).chain([511, 512, 513, 1000, 4000, 10_000, 20_480, 65_535, 65_536, 65_537]) {
        let names = realistic_names(count);
        let index = build_ids(&names);
        let found = |(at, name): (usize, &String)| index.position(id::fnv_1a(name.as_bytes())) == at;
        assert!(names.iter().enumerate().all(found), "{count} names");
        let width = if count <= 256 {
            1
        } else if count <= 65_536 {
            2
        } else {
            3
        };
        assert_eq!(index.width, width, "{count} names");
        // The limit: one byte per code for displacements, and `width` bytes per entry, with an eighth more entries than codes
        // and 255 extra entries.
        let bytes = index.displacements.len() + index.entries.len();
        assert!(bytes <= count + (count + count / 8 + 255) * width, "{bytes} bytes for {count} names");
    }
}

#[test]
fn an_unknown_id_never_gives_a_position_outside_of_the_table() {
    let names = realistic_names(300);
    let index = build_ids(&names);
    for id in (0..=u32::MAX).step_by(65_521) {
        let at = index.position(id);
        assert!(at == usize::MAX || at < names.len(), "{id:#x} leads to {at}");
    }
}

/// The published test values of 32-bit FNV-1a.
#[test]
fn ids_are_the_standard_hash() {
    let known = [("", 0x811c_9dc5), ("a", 0xe40c_292c), ("b", 0xe70c_2de5), ("foobar", 0xbf9c_f968)];
    for (text, expected) in known {
        assert_eq!(id::fnv_1a(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn the_last_entry_of_an_index_is_not_empty() {
    for count in [17, 65, 100, 500, 1000] {
        let names = realistic_names(count);
        let (index, _) = build(&names);
        // The last byte of an entry is the length of its name.
        assert_ne!(index.entries.last(), Some(&0), "{count} names: the last entry is empty");
    }
}

#[test]
fn names_that_differ_in_one_byte_are_distinguished() {
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
fn numbered_names_are_distinguished_at_every_position_of_the_number() {
    for prefix in [1, 5, 9, 17, 29, 45, 58] {
        let number = |at: usize| (at * 7 % 10_000).to_string();
        check(&(0..3000).map(|at| format!("{}{:0>4}Z", "E".repeat(prefix), number(at))).collect::<Vec<_>>());
        let middle = |at: usize| format!("{}{:0>4}{}", "E".repeat(prefix / 2 + 1), number(at), "F".repeat(prefix / 2));
        check(&(0..3000).map(middle).collect::<Vec<_>>());
    }
}

#[test]
fn no_index_is_found_without_attempts() {
    assert!(index::name_index(&["ONE", "TWO"], 0).is_none());
}

#[test]
fn names_that_differ_only_in_the_middle_are_hashed_completely() {
    for count in [2, 8, 10, 16, 17, 100, 1000] {
        let name = |at: usize| format!("{}{at:0>3}{}", "E".repeat(30), "F".repeat(30));
        let names: Vec<_> = (0..count).map(name).collect();
        let (_, part) = build(&names);
        assert_eq!(part, HashedPart::AllBytes, "{count} names");
        check(&names);
    }
}

#[test]
fn sparse_numbers_use_little_space() {
    let scattered = |count: usize| (0..count).map(|at| at * 40_504 % 65_535 + 1).collect::<Vec<_>>();
    let falling = vec![65_535, 40_000, 1000, 999, 256, 255, 7, 1];
    let mut tables = vec![vec![1], vec![65_535, 1], vec![1, 500, 65_535], falling];
    tables.push((1..=256).map(|at| at * 255).collect());
    tables.extend([3, 7, 64, 200, 256, 1000].map(|step| (1..65_535 / step).map(|at| at * step).collect()));
    tables.extend([2, 16, 17, 256, 257, 1000, 10_000, 30_000].map(scattered));
    for numbers in tables {
        let (displacements, slots) = index::sparse(&numbers);
        assert!(slots.len() <= numbers.len().max(64) * 4, "{} slots for {} numbers", slots.len(), numbers.len());
        let narrow = |wide: &[usize]| wide.iter().map(|&wide| u16::try_from(wide).unwrap()).collect::<Vec<_>>();
        let (numbers, displacements) = (narrow(&numbers), narrow(&displacements).try_into().unwrap());
        let positions: HashMap<_, _> = numbers.iter().enumerate().map(|(at, &number)| (number, at)).collect();
        for number in 0..=u16::MAX {
            let slot = numbers::get(&slots, numbers::sparse(&displacements, slots.len(), number)).unwrap();
            let found = numbers.get(slot).is_some_and(|owner| *owner == number).then_some(slot);
            assert_eq!(found, positions.get(&number).copied(), "{number}");
        }
    }
}

#[test]
fn numbers_use_the_simplest_representation() {
    let representation = |numbers: &[usize]| index::rust_of_numbers(numbers, "Decline");
    let numbers = "crate::lookup::numbers::Numbers";
    assert_eq!(representation(&[1, 2, 3]), format!("{numbers}::Contiguous {{ first: 1 }}"));
    assert!(representation(&[65_535, 65_530]).contains("POSITIONS: [u16; 6] = [1, 2, 2, 2, 2, 0];"));
    assert!(representation(&[65_535, 65_530]).contains(&format!("\n{numbers}::Dense {{ first: 65530, ")));
    assert!(representation(&[1, 500, 65_535]).contains(&format!("\n{numbers}::Sparse {{ ")));
}

#[test]
fn the_generated_index_is_the_same_in_every_run() {
    let names = realistic_names(1000);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(index::rust_of_names(&names), index::rust_of_names(&names));
}
