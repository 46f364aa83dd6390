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
    pub(crate) mod numbers;
}

use lookup::hash::{Key, Sample};
use lookup::indexed::Index;
use lookup::numbers;

/// The look-up of a table with these names, which must be among those that have an index, and how much it samples.
fn look_up(names: &[String]) -> (Index, Sample) {
    let texts: Vec<_> = names.iter().map(String::as_str).collect();
    let found = index::names(&texts, index::ATTEMPTS);
    let Some(found) = found else { panic!("no keys tell these {} names apart: {:?}...", names.len(), names.first()) };
    let sample = match found.key.sample {
        index::Sample::Last => Sample::Last,
        index::Sample::Ends => Sample::Ends,
        index::Sample::All => Sample::All,
    };
    let index = Index {
        key: Key { factor: found.key.factor, sample },
        lengths: found.lengths,
        displacements: found.displacements.leak(),
        homes: found.homes,
        lines: found.lines.leak(),
        middles: found.middles.leak(),
    };
    (index, sample)
}

/// Every name is found, and whatever is near one of some names is found only if it is a name itself.
fn check(names: &[String]) {
    let (index, _) = look_up(names);
    let positions: HashMap<_, _> = names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    assert_eq!(positions.len(), names.len());
    let right = |text: &str| {
        assert_eq!(index.position(text.as_bytes()), positions.get(text).copied(), "{text:?}");
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
    for count in (1..=300).chain([511, 512, 513, 1000, 2047, 2560, 4000, 4095, 5120, 8191, 16_383, 20_480]) {
        let names = usual(count);
        let (index, sample) = look_up(&names);
        let found = |(at, name): (usize, &String)| index.position(name.as_bytes()) == Some(at);
        assert!(names.iter().enumerate().all(found), "{count} names");
        // Slower ones are for unusual tables.
        assert_eq!(sample, if count <= 16 { Sample::Last } else { Sample::Ends }, "{count} names");
    }
    for count in [1, 2, 3, 15, 16, 17, 255, 256, 257, 1000, 10_000, 65_535] {
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
fn without_keys_there_is_no_index() {
    assert!(index::names(&["ONE", "TWO"], 0).is_none());
}

#[test]
fn names_that_differ_in_the_middle_alone_are_hashed_whole() {
    for count in [2, 8, 10, 16, 17, 100, 1000] {
        let name = |at: usize| format!("{}{at:0>3}{}", "E".repeat(30), "F".repeat(30));
        let names: Vec<_> = (0..count).map(name).collect();
        let (_, sample) = look_up(&names);
        assert_eq!(sample, Sample::All, "{count} names");
        check(&names);
    }
}

#[test]
fn numbers_far_apart_lie_close_together() {
    let scattered = |count: usize| (0..count).map(|at| at * 40_504 % 65_535 + 1).collect::<Vec<_>>();
    let falling = vec![65_535, 40_000, 1000, 999, 256, 255, 7, 1];
    let mut tables = vec![vec![1], vec![65_535, 1], vec![1, 500, 65_535], falling];
    tables.push((1..=256).map(|at| at * 255).collect());
    tables.extend([3, 7, 64, 200, 256, 1000].map(|step| (1..65_535 / step).map(|at| at * step).collect()));
    tables.extend([2, 16, 17, 256, 257, 1000, 10_000, 30_000].map(scattered));
    for numbers in tables {
        let (rows, places) = index::rows(&numbers);
        assert!(places.len() <= numbers.len().max(64) * 4, "{} places for {} numbers", places.len(), numbers.len());
        let narrow = |wide: &[usize]| wide.iter().map(|&wide| u16::try_from(wide).unwrap()).collect::<Vec<_>>();
        let (numbers, rows) = (narrow(&numbers), narrow(&rows).try_into().unwrap());
        let of_place = |at: usize| if at < numbers.len() { (numbers[at], at) } else { (numbers[0], 0) };
        let places: Vec<_> = places.into_iter().map(of_place).collect();
        let positions: HashMap<_, _> = numbers.iter().enumerate().map(|(at, &number)| (number, at)).collect();
        for number in 0..=u16::MAX {
            assert_eq!(numbers::apart(&rows, &places, number), positions.get(&number).copied(), "{number}");
            // Bare metal goes through them one by one, which here would take long.
            if numbers.len() <= 256 {
                assert_eq!(numbers::linear(&numbers, number), positions.get(&number).copied().unwrap_or(numbers.len()));
            }
        }
    }
}

#[test]
fn numbers_have_the_simplest_way_to_their_codes() {
    let ways = |numbers: &[usize]| {
        let variants: Vec<_> = numbers.iter().map(|number| format!("A::N{number}")).collect();
        index::rust_of_numbers(numbers, &variants)
    };
    let numbers = "crate::lookup::numbers::Numbers";
    assert_eq!(ways(&[1, 2, 3]), format!("{numbers}::InOrder {{ first: 1 }}"));
    let near = format!("{numbers}::Near {{ first: 65530, positions: &[1, 2, 2, 2, 2, 0] }}");
    assert_eq!(ways(&[65_535, 65_530]), near);
    assert!(ways(&[1, 500, 65_535]).starts_with(&format!("{numbers}::Apart {{")));
}

#[test]
fn the_layout_is_the_same_every_time() {
    let names = usual(1000);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(index::rust_of_names(&names), index::rust_of_names(&names));
}
