//! Lays out the indexes that the library looks names and numbers up with: perfect hashes by displacement.

#[path = "../lookup/hash.rs"]
mod hash;

use hash::Key;

/// Up to this many codes one displacement does, and mostly a name's last word, too.
const FEW: usize = 16;

/// How many keys are tried. With few codes about one in eight does, with many every second.
pub const ATTEMPTS: u64 = 256;

#[derive(Debug, Default)]
pub struct Index {
    pub key: Key,
    pub displacements: Vec<usize>,
    pub slots: Vec<usize>,
}

/// The index of these names, all different. It is empty where no keys are found, and the library then does without.
pub fn names(names: &[&str], attempts: u64) -> Index {
    lay_out(names.len(), attempts, |at, key| hash::text(names[at].as_bytes(), key))
}

/// The index of these numbers, all different.
pub fn numbers(numbers: &[u16], attempts: u64) -> Index {
    lay_out(numbers.len(), attempts, |at, key| hash::number(numbers[at], key))
}

fn lay_out(count: usize, attempts: u64, hash: impl Fn(usize, Key) -> u64) -> Index {
    let found = (0..attempts).find_map(|attempt| {
        let key = Key { factor: factor(attempt), last_word: count <= FEW && attempt < ATTEMPTS / 2 };
        place(&(0..count).map(|at| hash(at, key)).collect::<Vec<_>>(), key)
    });
    found.unwrap_or_default()
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
    let (displacements, slots) = match hashes.len() {
        count @ ..=FEW => (1, count * 4),
        count => (count / 4, count + count / 4),
    };
    let (displacements, slots) = (displacements.next_power_of_two(), slots.next_power_of_two());
    let mut buckets = vec![Vec::new(); displacements];
    for (at, &hash) in hashes.iter().enumerate() {
        buckets[hash::bucket(hash, displacements)].push((hash::slot(hash, slots), at));
    }
    let mut index = Index { key, displacements: vec![0; displacements], slots: vec![0; slots] };
    let mut free = vec![true; slots];
    // No sort: the library's are long, and every user compiles what is called here.
    let largest = buckets.iter().map(Vec::len).max().unwrap_or_default();
    for size in (1..=largest).rev() {
        for (bucket, codes) in buckets.iter().enumerate().filter(|(_, codes)| codes.len() == size) {
            if codes.iter().enumerate().any(|(at, (slot, _))| codes[..at].iter().any(|(other, _)| other == slot)) {
                return None;
            }
            let displacement =
                (0..slots).find(|displacement| codes.iter().all(|(slot, _)| free[slot ^ displacement]))?;
            index.displacements[bucket] = displacement;
            for (slot, at) in codes {
                free[slot ^ displacement] = false;
                index.slots[slot ^ displacement] = *at;
            }
        }
    }
    Some(index)
}

impl Index {
    /// The value of a constant of the library's `Index`.
    fn rust(&self) -> String {
        let Key { factor, last_word } = self.key;
        let key = format!("crate::lookup::Key {{ factor: {factor:#x}, last_word: {last_word} }}");
        let (displacements, slots) = (list(&self.displacements), list(&self.slots));
        format!("crate::lookup::Index {{ key: {key}, displacements: &{displacements}, slots: &{slots} }}")
    }
}

/// The type of slots and displacements, and the index of all names.
pub fn rust_of_names(names: &[&str]) -> String {
    // There are less than three times as many slots as codes.
    let slot = if names.len() < 0x1_0000 / 3 { "u16" } else { "u32" };
    let index = self::names(names, ATTEMPTS).rust();
    format!("pub(crate) type Slot = {slot};\n\npub(crate) const NAME_INDEX: crate::lookup::Index = {index};\n")
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
    format!("crate::lookup::Numbers::Apart({})", numbers(all, ATTEMPTS).rust())
}

/// `[1, 2, 3]`, in lines of moderate length.
fn list(numbers: &[usize]) -> String {
    let numbers: Vec<_> = numbers.iter().map(usize::to_string).collect();
    let lines: Vec<_> = numbers.chunks(20).map(|line| line.join(", ")).collect();
    format!("[{}]", lines.join(",\n    "))
}
