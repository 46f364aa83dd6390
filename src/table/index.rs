//! Lays out what the library looks names and numbers up with.

#[path = "../lookup/hash.rs"]
mod hash;

use hash::Key;
pub(crate) use hash::Sample;

/// Up to this many codes no displacement is needed, and mostly a name's last word tells it from the others.
const FEW: usize = 16;

/// How many keys are tried. With 16 codes one in ninety does, with many every third.
pub const ATTEMPTS: u64 = 1024;

pub struct Index {
    pub key: Key,
    pub displacements: Vec<u8>,
    pub homes: usize,
    /// Positions; one past the end where there is none.
    pub slots: Vec<usize>,
}

/// The index of these names, all different. There is none where no keys are found, and the library then does without.
pub fn names(names: &[&str], attempts: u64) -> Option<Index> {
    (0..attempts).find_map(|attempt| {
        let sample = match attempt {
            ..512 if names.len() <= FEW => Sample::Last,
            _ if attempt % 64 < 63 => Sample::Ends,
            _ => Sample::All,
        };
        let key = Key { factor: factor(attempt), sample };
        let hashes = names.iter().map(|name| hash::text(name.as_bytes(), &hash::words(name.as_bytes()), key));
        place(&hashes.collect::<Vec<_>>(), key)
    })
}

/// An odd number without a pattern (splitmix64), the same for every table and machine.
const fn factor(attempt: u64) -> u64 {
    let mut z = (attempt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) | 1
}

/// Finds each bucket, the largest first, a displacement that takes all its hashes to free slots.
fn place(hashes: &[u64], key: Key) -> Option<Index> {
    let count = hashes.len();
    let (displacements, homes) = match count {
        ..=FEW => (1, (count * 2).next_power_of_two()),
        _ => ((count / 4).next_power_of_two(), count + count / 8),
    };
    let mut buckets = vec![Vec::new(); displacements];
    for (at, &hash) in hashes.iter().enumerate() {
        buckets[hash::bucket(hash, displacements)].push((hash::home(hash, homes), at));
    }
    let farthest = if displacements == 1 { 0 } else { u8::MAX };
    let mut index =
        Index { key, displacements: vec![0; displacements], homes, slots: vec![count; homes + usize::from(farthest)] };
    // No sort: the library's are long, and every user compiles what is called here.
    let largest = buckets.iter().map(Vec::len).max().unwrap_or_default();
    for size in (1..=largest).rev() {
        for (bucket, codes) in buckets.iter().enumerate().filter(|(_, codes)| codes.len() == size) {
            if codes.iter().enumerate().any(|(at, (home, _))| codes[..at].iter().any(|(other, _)| other == home)) {
                return None;
            }
            let slots = &mut index.slots;
            let displacement = (0..=farthest)
                .find(|&displacement| codes.iter().all(|(home, _)| slots[home + usize::from(displacement)] == count))?;
            index.displacements[bucket] = displacement;
            for (home, at) in codes {
                slots[home + usize::from(displacement)] = *at;
            }
        }
    }
    Some(index)
}

/// The type of positions, and the index of all names.
pub fn rust_of_names(names: &[&str]) -> String {
    let slot = if u16::try_from(names.len()).is_ok() { "u16" } else { "u32" };
    let index = self::names(names, ATTEMPTS).map_or("None".to_owned(), |index| {
        let Key { factor, sample } = index.key;
        let key = format!("crate::lookup::Key {{ factor: {factor:#x}, sample: crate::lookup::Sample::{sample:?} }}");
        let (displacements, homes, slots) = (list(&index.displacements), index.homes, list(&index.slots));
        format!(
            "Some(crate::lookup::Index {{ key: {key}, displacements: &{displacements}, homes: {homes}, slots: &{slots} }})"
        )
    });
    format!(
        "\
/// Apart from the enums, which may have any name with a capital.
pub(crate) mod index {{
    pub(crate) type Slot = {slot};
}}

pub(crate) const NAME_INDEX: Option<crate::lookup::Index> = {index};
"
    )
}

/// The value of a constant of the library's `Numbers`: the simplest that takes no more than a few slots per code.
pub fn rust_of_numbers(all: &[u16]) -> String {
    let first = all.iter().copied().min().unwrap_or_default();
    let ordinal = |number: u16| usize::from(number - first);
    if all.iter().enumerate().all(|(at, &number)| ordinal(number) == at) {
        return format!("crate::lookup::Numbers::InOrder {{ first: {first} }}");
    }
    let span = all.iter().copied().map(ordinal).max().unwrap_or_default() + 1;
    if span <= all.len().max(32) * 2 {
        let mut positions = vec![all.len(); span];
        for (at, &number) in all.iter().enumerate() {
            positions[ordinal(number)] = at;
        }
        return format!("crate::lookup::Numbers::Near {{ first: {first}, positions: &{} }}", list(&positions));
    }
    let (rows, places) = rows(all);
    let places: Vec<_> = places.iter().map(|place| format!("{place:?}")).collect();
    format!("crate::lookup::Numbers::Apart {{ rows: &{}, places: &{} }}", list(&rows), list(&places))
}

/// Where each row of 256 numbers begins, and each number with its position; an empty place has number 0 and the position
/// past the end, so that 0, which no code has, leads nowhere. The fullest rows are laid first, each where it first fits.
pub fn rows(numbers: &[u16]) -> (Vec<usize>, Vec<(u16, usize)>) {
    let mut of_row = vec![Vec::new(); 256];
    for (at, &number) in numbers.iter().enumerate() {
        of_row[usize::from(number >> 8)].push((usize::from(number & 0xff), number, at));
    }
    let empty = (0, numbers.len());
    let (mut rows, mut places) = (vec![0; 256], vec![empty; 256]);
    for size in (1..=256).rev() {
        for (row, codes) in of_row.iter().enumerate().filter(|(_, codes)| codes.len() == size) {
            let fits = |start: &usize| {
                codes.iter().all(|(column, ..)| places.get(start + column).is_none_or(|place| *place == empty))
            };
            let start = (0..=places.len()).find(fits).unwrap_or_default();
            places.resize(places.len().max(start + 256), empty);
            rows[row] = start;
            for &(column, number, at) in codes {
                places[start + column] = (number, at);
            }
        }
    }
    (rows, places)
}

/// `[1, 2, 3]`, in lines of moderate length.
fn list(values: &[impl ToString]) -> String {
    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
    let lines: Vec<_> = values.chunks(20).map(|line| line.join(", ")).collect();
    format!("[{}]", lines.join(",\n    "))
}
