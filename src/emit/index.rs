//! Lays out the data of the library's lookups by name, id and number.

use core::fmt::Write as _;

use crate::lookup::hash::{self, HashedPart, Key, WIDE};
use crate::lookup::id;

/// Up to this many codes, no displacement is needed, and the last eight bytes of a name are usually unique.
const FEW: usize = 16;

/// How many keys are tried. With 16 codes, one key in 90 works. With many codes, about one key in three works, and more
/// keys work with more slots.
pub const ATTEMPTS: usize = 2048;

/// The content of the library's index with the same name. That type documents each field.
pub struct NameIndex {
    pub key: Key,
    pub lengths: (usize, usize),
    pub displacements: Vec<u8>,
    pub slots: usize,
    pub entries: Vec<u8>,
    pub middles: Vec<u8>,
}

/// Lays out the index of these names, which must be unique. Returns `None` if no key works. The library then compares names
/// one by one.
pub fn name_index(names: &[&str], attempts: usize) -> Option<NameIndex> {
    let count = names.len();
    (0..attempts).find_map(|attempt| {
        // The faster parts come first. A part that cannot distinguish these names fails with every key.
        let (part, buckets, slots) = if count <= FEW {
            let part = match attempt {
                ..512 => HashedPart::LastWord,
                512..1024 => HashedPart::Words,
                _ => HashedPart::AllBytes,
            };
            (part, 1, (count * 2).next_power_of_two())
        } else {
            let part = if attempt < 64 { HashedPart::Words } else { HashedPart::AllBytes };
            (part, buckets(count), slots(count, attempt))
        };
        let key = Key { factor: factor(attempt as u64), part };
        let (mut of_bucket, mut of_slot) = (Vec::new(), Vec::new());
        for name in names {
            let hash = hash::hash(name.as_bytes(), &hash::words(name.as_bytes()), key);
            of_bucket.push(hash::bucket(hash, buckets));
            of_slot.push(hash::slot(hash, slots));
        }
        Some(NameIndex::new(names, key, slots, lay_out(&of_bucket, &of_slot, buckets, slots)?))
    })
}

/// The content of the library's index with the same name. That type documents each field.
pub struct IdIndex {
    pub factor: u32,
    pub displacements: Vec<u8>,
    pub slots: u32,
    pub width: usize,
    pub entries: Vec<u8>,
}

/// Lays out the index of these ids, which must be unique. Returns `None` if no factor works.
pub fn id_index(ids: &[u32], attempts: usize) -> Option<IdIndex> {
    let buckets = buckets(ids.len());
    (0..attempts).find_map(|attempt| {
        #[allow(clippy::cast_possible_truncation, reason = "half of the bits are enough")]
        let factor = factor(attempt as u64) as u32;
        let slots = u32::try_from(slots(ids.len(), attempt)).ok()?;
        let (mut of_bucket, mut of_slot) = (Vec::new(), Vec::new());
        for &id in ids {
            of_bucket.push(id::bucket(id, buckets));
            of_slot.push(id::slot(id, factor, slots));
        }
        let Layout { displacements, positions } = lay_out(&of_bucket, &of_slot, buckets, slots as usize)?;
        let width = if ids.len() <= 1 << 8 {
            1
        } else if ids.len() <= 1 << 16 {
            2
        } else {
            3
        };
        let mut entries = Vec::new();
        for position in positions {
            // In the index of ids, an empty entry holds the position of the first code. The lookup compares the
            // wanted id or name with that code. They differ, so it finds nothing.
            let position = if position < ids.len() { position } else { 0 };
            entries.extend_from_slice(&position.to_le_bytes()[..width]);
        }
        Some(IdIndex { factor, displacements, slots, width, entries })
    })
}

/// Returns the count of buckets, with at most about 2.5 names per bucket on average. With fewer buckets, the search for
/// displacements takes too long.
fn buckets(count: usize) -> usize {
    (count * 2 / 5).next_power_of_two()
}

/// Returns the count of slots. It grows with the count of failed attempts.
fn slots(count: usize, attempt: usize) -> usize {
    count + count / 8 * (1 + attempt / 16)
}

impl NameIndex {
    fn new(names: &[&str], key: Key, slots: usize, layout: Layout) -> Self {
        let Layout { displacements, positions } = layout;
        let mut index =
            Self { key, lengths: (usize::MAX, 0), displacements, slots, entries: Vec::new(), middles: Vec::new() };
        for name in names {
            index.lengths = (index.lengths.0.min(name.len()), index.lengths.1.max(name.len()));
        }
        for position in positions {
            let name = names.get(position).copied().unwrap_or_default();
            index.add_entry(name, position);
        }
        index
    }

    /// Adds the entry of a name. For an empty name, all bytes are zero.
    fn add_entry(&mut self, name: &str, position: usize) {
        for word in hash::words(name.as_bytes()) {
            self.entries.extend_from_slice(&word.to_le_bytes());
        }
        let position = if name.is_empty() { 0 } else { position | name.len() << 24 };
        self.entries.extend_from_slice(&position.to_le_bytes()[..4]);
        if self.lengths.1 > WIDE {
            for word in hash::middle(name.as_bytes()) {
                self.middles.extend_from_slice(&word.to_le_bytes());
            }
        }
    }
}

/// Returns an odd number without a pattern in its bits (splitmix64). It is the same for every table and machine.
const fn factor(attempt: u64) -> u64 {
    let mut z = (attempt + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) | 1
}

struct Layout {
    displacements: Vec<u8>,
    /// The position of the name for each entry. In this list, an empty entry is the count of names.
    positions: Vec<usize>,
}

/// Finds for each bucket a displacement that moves all its names to empty entries. The largest bucket comes first. There
/// can be more entries than slots, because a displacement is added to a slot. A lookup past the last entry finds no name.
fn lay_out(of_bucket: &[usize], of_slot: &[usize], buckets: usize, slots: usize) -> Option<Layout> {
    let count = of_bucket.len();
    let mut names = vec![Vec::new(); buckets];
    for (at, (&bucket, &slot)) in of_bucket.iter().zip(of_slot).enumerate() {
        let bucket: &mut Vec<(usize, usize)> = &mut names[bucket];
        if bucket.iter().any(|&(other, _)| other == slot) {
            return None;
        }
        bucket.push((slot, at));
    }
    let largest = names.iter().map(Vec::len).max().unwrap_or_default();
    let farthest = if buckets == 1 { 0 } else { usize::from(u8::MAX) };
    let mut displacements = vec![0; buckets];
    let mut positions = vec![count; slots + farthest];
    for size in (1..=largest).rev() {
        for (bucket, names) in names.iter().enumerate().filter(|(_, names)| names.len() == size) {
            let displacement = first_fit(names, &positions, count, farthest + 1)?;
            displacements[bucket] = u8::try_from(displacement).ok()?;
            for &(slot, at) in names {
                positions[slot + displacement] = at;
            }
        }
    }
    // With one bucket, empty entries at the end are kept, so every slot has an entry. This saves a comparison in the lookup.
    let last = positions.iter().rposition(|&at| at < count).unwrap_or_default();
    positions.truncate(if buckets == 1 { slots } else { last + 1 });
    Some(Layout { displacements, positions })
}

/// Returns the smallest displacement below `limit` that moves all names to empty slots. The slots wrap around.
fn first_fit(names: &[(usize, usize)], slots: &[usize], empty: usize, limit: usize) -> Option<usize> {
    (0..limit).find(|displacement| names.iter().all(|(slot, _)| slots[(slot + displacement) % slots.len()] == empty))
}

/// Emits the index of all names, as a constant.
pub fn rust_of_names(names: &[&str]) -> String {
    let Some(index) = name_index(names, ATTEMPTS) else {
        let none = "pub(crate) const NAME_INDEX: Option<crate::lookup::name_index::NameIndex> = None;";
        return format!("\n// No key distinguishes the names, so they are compared one by one.\n{none}\n");
    };
    let NameIndex { key: Key { factor, part }, lengths, slots, displacements, entries, middles } = index;
    let displacements = literal(&displacements, 24);
    let (entries, middles) = (literal(&entries, WIDE + 4), literal(&middles, WIDE));
    format!(
        "
pub(crate) const NAME_INDEX: Option<crate::lookup::name_index::NameIndex> = Some(crate::lookup::name_index::NameIndex {{
    key: crate::lookup::hash::Key {{ factor: {factor:#x}, part: crate::lookup::hash::HashedPart::{part:?} }},
    lengths: {lengths:?},
    displacements: {displacements},
    slots: {slots},
    entries: {entries},
    middles: {middles},
}});
"
    )
}

/// Emits the index of the names' ids, as a constant.
pub fn rust_of_ids(names: &[&str]) -> String {
    let mut all = Vec::new();
    for name in names {
        all.push(id::fnv_1a(name.as_bytes()));
    }
    let Some(index) = id_index(&all, ATTEMPTS) else {
        return "\npub(crate) const ID_INDEX: Option<crate::lookup::id::IdIndex> = None;\n".to_owned();
    };
    let IdIndex { factor, displacements, slots, width, entries } = index;
    let (displacements, entries) = (literal(&displacements, 24), literal(&entries, 24));
    format!(
        "
pub(crate) const ID_INDEX: Option<crate::lookup::id::IdIndex> = Some(crate::lookup::id::IdIndex {{
    factor: {factor:#x},
    displacements: {displacements},
    slots: {slots},
    width: {width},
    entries: {entries},
}});
"
    )
}

/// Emits a byte string with `width` bytes per line. Spaces are escaped because Rust skips them at the start of a line.
fn literal(bytes: &[u8], width: usize) -> String {
    let mut literal = "b\"".to_owned();
    for line in bytes.chunks(width) {
        let _ = write!(literal, "\\\n        {}", line.escape_ascii().to_string().replace(' ', "\\x20"));
    }
    literal + "\""
}

/// Emits the library's `Numbers` for the numbers of an enum. Chooses the simplest kind that
/// is small for these numbers.
pub fn rust_of_numbers(numbers: &[usize], name: &str) -> String {
    let first = numbers.iter().min().copied().unwrap_or_default();
    let last = numbers.iter().max().copied().unwrap_or_default();
    if numbers.iter().enumerate().all(|(at, number)| number - first == at) {
        return format!("crate::lookup::numbers::Numbers::Contiguous {{ first: {first} }}");
    }
    // A number without a code has the count of codes as its position.
    let none = numbers.len();
    let (kind, head, positions) = if last - first < numbers.len().max(8) * 8 {
        let mut positions = vec![none; last - first + 1];
        for (at, number) in numbers.iter().enumerate() {
            positions[number - first] = at;
        }
        ("Dense", format!("first: {first}"), positions)
    } else {
        let (displacements, positions) = sparse(numbers);
        ("Sparse", format!("displacements: &{}", list(&displacements)), positions)
    };
    let (slots, positions) = (positions.len(), list(&positions));
    format!(
        "\
static POSITIONS: [u16; {slots}] = {positions};
static CODES: [{name}; {slots}] = crate::lookup::numbers::codes({name}::ALL, &POSITIONS);
crate::lookup::numbers::Numbers::{kind} {{ {head}, codes: &CODES, positions: &POSITIONS }}"
    )
}

/// Lays out sparse numbers. Returns the displacement of each bucket of 256 numbers, and the position of the number for
/// each slot. In this list, an empty slot is the count of numbers.
///
/// The slot of a number is the number plus the displacement of its bucket, modulo the count of slots. The fullest
/// bucket comes first. Each bucket takes the first displacement that fits.
pub fn sparse(numbers: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut of_bucket = vec![Vec::new(); 256];
    for (at, &number) in numbers.iter().enumerate() {
        of_bucket[number >> 8].push((number, at));
    }
    let mut count = numbers.len().max(2).next_power_of_two();
    loop {
        let (mut displacements, mut slots) = (vec![0; 256], vec![numbers.len(); count]);
        let mut placed = 0;
        for size in (1..=256).rev() {
            for (bucket, codes) in of_bucket.iter().enumerate().filter(|(_, codes)| codes.len() == size) {
                displacements[bucket] = first_fit(codes, &slots, numbers.len(), count).unwrap_or_default();
                for &(number, at) in codes {
                    let slot = &mut slots[(displacements[bucket] + number) % count];
                    // With fewer than 256 slots, two numbers of the same bucket may share a slot too.
                    placed += usize::from(*slot == numbers.len());
                    *slot = at;
                }
            }
        }
        if placed == numbers.len() {
            return (displacements, slots);
        }
        count *= 2;
    }
}

/// Emits `[1, 2, 3]`, with 20 numbers per line.
pub fn list(values: &[usize]) -> String {
    let mut list = "[".to_owned();
    for (at, value) in values.iter().enumerate() {
        let separator = match at {
            0 => "",
            _ if at % 20 == 0 => ",\n    ",
            _ => ", ",
        };
        let _ = write!(list, "{separator}{value}");
    }
    list + "]"
}
