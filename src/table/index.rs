//! Lays out what the library looks names and numbers up with.

use core::fmt::Write as _;

#[path = "../lookup/hash.rs"]
mod hash;

pub(crate) use hash::Sample;
use hash::{Key, WIDE};

/// Up to this many codes no displacement is needed, and mostly a name's last word tells it from the others.
const FEW: usize = 16;

/// How many keys are tried. With 16 codes one in ninety does; with many about every third, and the more lines there are.
pub const ATTEMPTS: usize = 2048;

/// As in the library, which says what each part is for.
pub struct Index {
    pub key: Key,
    pub lengths: (usize, usize),
    pub displacements: Vec<u8>,
    pub homes: usize,
    pub lines: Vec<u8>,
    pub middles: Vec<u8>,
}

/// The index of these names, all different. There is none where no keys are found, and the library then does without.
pub fn names(names: &[&str], attempts: usize) -> Option<Index> {
    let count = names.len();
    for attempt in 0..attempts {
        // The quicker samples first: those that cannot tell these names apart never will.
        let (sample, buckets, homes) = if count <= FEW {
            let sample = match attempt {
                ..512 => Sample::Last,
                512..1024 => Sample::Ends,
                _ => Sample::All,
            };
            (sample, 1, (count * 2).next_power_of_two())
        } else {
            let sample = if attempt < 64 { Sample::Ends } else { Sample::All };
            // No more than five names to two buckets; with more it takes too long to find each bucket its place.
            (sample, (count * 2 / 5).next_power_of_two(), count + count / 8 * (1 + attempt / 16))
        };
        let key = Key { factor: factor(attempt as u64), sample };
        if let Some(places) = place(names, key, buckets, homes) {
            return Some(Index::new(names, key, places));
        }
    }
    None
}

impl Index {
    fn new(names: &[&str], key: Key, places: Places) -> Self {
        let Places { displacements, homes, positions } = places;
        let mut index =
            Self { key, lengths: (usize::MAX, 0), displacements, homes, lines: Vec::new(), middles: Vec::new() };
        for name in names {
            index.lengths = (index.lengths.0.min(name.len()), index.lengths.1.max(name.len()));
        }
        for position in positions {
            let name = names.get(position).copied().unwrap_or_default();
            index.add_line(name, position);
        }
        index
    }

    /// Without a name a line is zero, the length too.
    fn add_line(&mut self, name: &str, position: usize) {
        for word in hash::words(name.as_bytes()) {
            self.lines.extend_from_slice(&word.to_le_bytes());
        }
        let position = if name.is_empty() { 0 } else { position | name.len() << 24 };
        self.lines.extend_from_slice(&position.to_le_bytes()[..4]);
        if self.lengths.1 > WIDE {
            for word in hash::middle(name.as_bytes()) {
                self.middles.extend_from_slice(&word.to_le_bytes());
            }
        }
    }
}

/// An odd number without a pattern (splitmix64), the same for every table and machine.
const fn factor(attempt: u64) -> u64 {
    let mut z = (attempt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) | 1
}

struct Places {
    displacements: Vec<u8>,
    homes: usize,
    /// Of the name in each line; past the end where there is none.
    positions: Vec<usize>,
}

/// Finds each bucket, the largest first, a displacement that takes all its names to free lines. The lines go on after the last
/// home, as far as a displacement reaches, so that every sum of the two is one of them.
///
/// In loops: what the standard library makes of iterators and closures is long, and every user compiles what is used here.
fn place(names: &[&str], key: Key, buckets: usize, homes: usize) -> Option<Places> {
    let count = names.len();
    let mut of_bucket = vec![Vec::new(); buckets];
    let mut largest = 0;
    for (at, name) in names.iter().enumerate() {
        let hash = hash::text(name.as_bytes(), &hash::words(name.as_bytes()), key);
        let bucket = &mut of_bucket[hash::bucket(hash, buckets)];
        let home = hash::home(hash, homes);
        for &(other, _) in &*bucket {
            if other == home {
                return None;
            }
        }
        bucket.push((home, at));
        largest = largest.max(bucket.len());
    }
    let farthest = if buckets == 1 { 0 } else { usize::from(u8::MAX) };
    let mut places = Places { displacements: vec![0; buckets], homes, positions: vec![count; homes + farthest] };
    for size in 0..largest {
        for (bucket, names) in of_bucket.iter().enumerate() {
            if names.len() != largest - size {
                continue;
            }
            let displacement = first_fit(names, &places.positions, count, farthest + 1)?;
            places.displacements[bucket] = u8::try_from(displacement).ok()?;
            for &(home, at) in names {
                places.positions[home + displacement] = at;
            }
        }
    }
    Some(places)
}

/// How far, below a limit, all of these are moved on until each comes to a free place, the first place following the last.
fn first_fit(these: &[(usize, usize)], places: &[usize], free: usize, limit: usize) -> Option<usize> {
    for moved in 0..limit {
        let mut fitting = 0;
        while fitting < these.len() && places[(these[fitting].0 + moved) % places.len()] == free {
            fitting += 1;
        }
        if fitting == these.len() {
            return Some(moved);
        }
    }
    None
}

/// The index of all names, as a constant.
pub fn rust_of_names(names: &[&str]) -> String {
    let Some(index) = self::names(names, ATTEMPTS) else {
        let none = "pub(crate) const NAME_INDEX: Option<crate::lookup::Index> = None;";
        return format!("\n// No key tells the names apart: they are gone through one by one.\n{none}\n");
    };
    let Index { key: Key { factor, sample }, lengths, homes, .. } = index;
    let displacements = literal(&index.displacements, 24);
    let (lines, middles) = (literal(&index.lines, WIDE + 4), literal(&index.middles, WIDE));
    format!(
        "
pub(crate) const NAME_INDEX: Option<crate::lookup::Index> = Some(crate::lookup::Index {{
    key: crate::lookup::Key {{ factor: {factor:#x}, sample: crate::lookup::Sample::{sample:?} }},
    lengths: {lengths:?},
    displacements: {displacements},
    homes: {homes},
    lines: {lines},
    middles: {middles},
}});
"
    )
}

/// `b"..."`, so many bytes in a line. A space is written as its number: Rust skips those that begin a line.
fn literal(bytes: &[u8], width: usize) -> String {
    let mut literal = "b\"".to_owned();
    for line in bytes.chunks(width) {
        let _ = write!(literal, "\\\n        {}", line.escape_ascii().to_string().replace(' ', "\\x20"));
    }
    literal + "\""
}

/// The value of the library's `Numbers` for these variants' numbers: the simplest, unless it takes over 16 bytes per code.
pub fn rust_of_numbers(numbers: &[usize], variants: &[String]) -> String {
    let (mut first, mut last) = (usize::MAX, 0);
    for &number in numbers {
        (first, last) = (first.min(number), last.max(number));
    }
    let mut positions = vec![numbers.len(); last - first + 1];
    let mut in_order = true;
    for (at, &number) in numbers.iter().enumerate() {
        positions[number - first] = at;
        in_order &= number - first == at;
    }
    if in_order {
        return format!("crate::lookup::numbers::Numbers::InOrder {{ first: {first} }}");
    }
    if positions.len() <= numbers.len().max(8) * 8 {
        let positions = list(&positions);
        return format!("crate::lookup::numbers::Numbers::Near {{ first: {first}, positions: &{positions} }}");
    }
    let (rows, places) = rows(numbers);
    let mut pairs = String::new();
    for at in places {
        // A place without a code repeats the first one, whose number leads to another place.
        let at = if at < numbers.len() { at } else { 0 };
        let _ = write!(pairs, "\n    ({}, {}),", numbers[at], variants[at]);
    }
    format!("crate::lookup::numbers::Numbers::Apart {{ rows: &{}, places: &[{pairs}\n] }}", list(&rows))
}

/// Where each row of 256 numbers begins, and the position of the number in each place, past the end where none is: row and
/// number together say where, modulo the count of places. The fullest rows are laid first, each where it first fits.
pub fn rows(numbers: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut of_row = vec![Vec::new(); 256];
    for (at, &number) in numbers.iter().enumerate() {
        of_row[number >> 8].push((number, at));
    }
    let mut count = numbers.len().max(2).next_power_of_two();
    loop {
        let (mut rows, mut places) = (vec![0; 256], vec![numbers.len(); count]);
        let mut laid = 0;
        for size in 0..256 {
            for (row, codes) in of_row.iter().enumerate() {
                if codes.len() != 256 - size {
                    continue;
                }
                rows[row] = first_fit(codes, &places, numbers.len(), count).unwrap_or_default();
                for &(number, at) in codes {
                    let place = &mut places[(rows[row] + number) % count];
                    // Two of one row may meet as well, where there are fewer than 256 places.
                    laid += usize::from(*place == numbers.len());
                    *place = at;
                }
            }
        }
        if laid == numbers.len() {
            return (rows, places);
        }
        count *= 2;
    }
}

/// `[1, 2, 3]`, in lines of moderate length.
pub fn list(values: &[usize]) -> String {
    let mut list = "[".to_owned();
    for (at, value) in values.iter().enumerate() {
        let before = match at {
            0 => "",
            _ if at % 20 == 0 => ",\n    ",
            _ => ", ",
        };
        let _ = write!(list, "{before}{value}");
    }
    list + "]"
}
