//! Lays out what the library looks names and numbers up with.

use core::fmt::Write as _;

#[path = "../lookup/hash.rs"]
mod hash;

pub(crate) use hash::Sample;
use hash::{Key, WIDE, Words};

/// Up to this many codes no displacement is needed, and mostly a name's last word tells it from the others.
const FEW: usize = 16;

/// How many keys are tried. With 16 codes one in ninety does, with many every third.
pub const ATTEMPTS: u64 = 1024;

/// As in the library, which says what each part is for.
pub struct Index {
    pub key: Key,
    pub lengths: (usize, usize),
    pub displacements: Vec<u8>,
    pub homes: usize,
    pub lines: Vec<Line>,
    pub middles: Vec<[u8; WIDE]>,
}

/// As in the library.
type Line = [u8; WIDE + 4];

/// The index of these names, all different. There is none where no keys are found, and the library then does without.
pub fn names(names: &[&str], attempts: u64) -> Option<Index> {
    let (key, places) = (0..attempts).find_map(|attempt| {
        let sample = match attempt {
            ..512 if names.len() <= FEW => Sample::Last,
            _ if attempt % 64 < 63 => Sample::Ends,
            _ => Sample::All,
        };
        let key = Key { factor: factor(attempt), sample };
        let hashes = names.iter().map(|name| hash::text(name.as_bytes(), &hash::words(name.as_bytes()), key));
        Some((key, place(&hashes.collect::<Vec<_>>())?))
    })?;
    let (mut shortest, mut longest) = (usize::MAX, 0);
    for name in names {
        shortest = shortest.min(name.len());
        longest = longest.max(name.len());
    }
    let (mut lines, mut middles) = (Vec::new(), Vec::new());
    for position in places.lines {
        let name = names.get(position).copied().unwrap_or_default();
        lines.push(line(name, position));
        if longest > WIDE {
            middles.push(bytes(hash::middle(name.as_bytes())));
        }
    }
    let Places { displacements, homes, .. } = places;
    Some(Index { key, lengths: (shortest, longest), displacements, homes, lines, middles })
}

/// The name's words, and its position with its length. Without a name all of it is zero, the length too.
fn line(name: &str, position: usize) -> Line {
    let mut line = [0; WIDE + 4];
    if !name.is_empty() {
        line[..WIDE].copy_from_slice(&bytes(hash::words(name.as_bytes())));
        line[WIDE..].copy_from_slice(&position.to_le_bytes()[..4]);
        line[WIDE + 3] = name.len().to_le_bytes()[0];
    }
    line
}

fn bytes(words: Words) -> [u8; WIDE] {
    let mut bytes = [0; WIDE];
    for (bytes, word) in bytes.chunks_mut(8).zip(words) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
    bytes
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
    /// The position of the name in each line; past the end where there is none.
    lines: Vec<usize>,
}

/// Finds each bucket, the largest first, a displacement that takes all its hashes to free lines.
fn place(hashes: &[u64]) -> Option<Places> {
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
    let mut lines = vec![count; homes + usize::from(farthest)];
    let mut displacements = vec![0; displacements];
    // No sort: the library's are long, and every user compiles what is called here.
    let largest = buckets.iter().map(Vec::len).max().unwrap_or_default();
    for size in (1..=largest).rev() {
        for (bucket, names) in buckets.iter().enumerate().filter(|(_, names)| names.len() == size) {
            if names.iter().enumerate().any(|(at, (home, _))| names[..at].iter().any(|(other, _)| other == home)) {
                return None;
            }
            let displacement = (0..=farthest)
                .find(|&displacement| names.iter().all(|(home, _)| lines[home + usize::from(displacement)] == count))?;
            displacements[bucket] = displacement;
            for (home, at) in names {
                lines[home + usize::from(displacement)] = *at;
            }
        }
    }
    Some(Places { displacements, homes, lines })
}

/// The index of all names, as a constant.
pub fn rust_of_names(names: &[&str]) -> String {
    let Some(index) = self::names(names, ATTEMPTS) else {
        return "\npub(crate) const NAME_INDEX: Option<crate::lookup::Index> = None;\n".to_owned();
    };
    let Index { key: Key { factor, sample }, lengths, homes, .. } = index;
    let displacements = list(&index.displacements);
    let (lines, middles) = (literals("LINES", &index.lines), literals("MIDDLES", &index.middles));
    format!(
        "{lines}{middles}
pub(crate) const NAME_INDEX: Option<crate::lookup::Index> = Some(crate::lookup::Index {{
    key: crate::lookup::Key {{ factor: {factor:#x}, sample: crate::lookup::Sample::{sample:?} }},
    lengths: {lengths:?},
    displacements: &{displacements},
    homes: {homes},
    lines: &LINES,
    middles: &MIDDLES,
}});
"
    )
}

/// A constant of texts of one length.
fn literals<const N: usize>(name: &str, values: &[[u8; N]]) -> String {
    let mut literals = format!("\nconst {name}: [[u8; {N}]; {}] = [\n", values.len());
    for value in values {
        if *value == [0; N] {
            let _ = writeln!(literals, "    [0; {N}],");
        } else {
            let _ = writeln!(literals, "    *b\"{}\",", value.escape_ascii());
        }
    }
    literals.push_str("];\n");
    literals
}

/// The value of a constant of the library's `Numbers`, the simplest that takes no more than a few bytes per code. The numbers
/// are those of these variants.
pub fn rust_of_numbers(all: &[u16], variants: &[String]) -> String {
    let first = all.iter().copied().min().unwrap_or_default();
    let ordinal = |number: u16| usize::from(number - first);
    if all.iter().enumerate().all(|(at, &number)| ordinal(number) == at) {
        return format!("crate::lookup::numbers::Numbers::InOrder {{ first: {first} }}");
    }
    let span = all.iter().copied().map(ordinal).max().unwrap_or_default() + 1;
    if span <= all.len().max(16) * 4 {
        let mut positions = vec![all.len(); span];
        for (at, &number) in all.iter().enumerate() {
            positions[ordinal(number)] = at;
        }
        let positions = list(&positions);
        return format!("crate::lookup::numbers::Numbers::Near {{ first: {first}, positions: &{positions} }}");
    }
    let (rows, places) = rows(all);
    let mut pairs = Vec::new();
    for (number, at) in places {
        pairs.push(format!("({number}, {})", variants[at]));
    }
    format!("crate::lookup::numbers::Numbers::Apart {{ rows: &{}, places: &{} }}", list(&rows), list(&pairs))
}

/// Where each row of 256 numbers begins, and each number with its position: row and number together say where, modulo the
/// count of places. An empty place has the first code's number, whose own place is another. The fullest rows are laid
/// first, each where it first fits.
pub fn rows(numbers: &[u16]) -> (Vec<usize>, Vec<(u16, usize)>) {
    let mut of_row = vec![Vec::new(); 256];
    for (at, &number) in numbers.iter().enumerate() {
        of_row[usize::from(number >> 8)].push((number, at));
    }
    let mut count = numbers.len().max(2).next_power_of_two();
    loop {
        let (mut rows, mut places) = (vec![0; 256], vec![None; count]);
        let mut laid = 0;
        for size in (1..=256).rev() {
            for (row, codes) in of_row.iter().enumerate().filter(|(_, codes)| codes.len() == size) {
                let place = |start: usize, number: u16| (start + usize::from(number)) % count;
                let fits = |start: &usize| codes.iter().all(|&(number, _)| places[place(*start, number)].is_none());
                let Some(start) = (0..count).find(fits) else { continue };
                rows[row] = start;
                for &(number, at) in codes {
                    // Two of one row may meet as well, where there are fewer than 256 places.
                    laid += usize::from(places[place(start, number)].replace((number, at)).is_none());
                }
            }
        }
        if laid == numbers.len() {
            let first = (numbers[0], 0);
            return (rows, places.into_iter().map(|place| place.unwrap_or(first)).collect());
        }
        count *= 2;
    }
}

/// `[1, 2, 3]`, in lines of moderate length.
pub fn list(values: &[impl ToString]) -> String {
    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
    let lines: Vec<_> = values.chunks(20).map(|line| line.join(", ")).collect();
    format!("[{}]", lines.join(",\n    "))
}
