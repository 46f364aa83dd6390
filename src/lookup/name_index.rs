//! The lookup by name on hosts: a perfect hash, laid out by the build script.
//!
//! A lookup has three steps:
//!
//! 1. Read the string as four [`words`](hash::words).
//! 2. Hash the words and find the only possible entry. Up to 16 codes, the hash of the last word is usually enough, and
//!    the slot of the hash is the entry. With more codes, one byte is loaded and added to the slot: the displacement.
//! 3. Compare the string with the entry. An entry contains the words and the length of a name, and the position of its
//!    code.
//!
//! | codes | instructions of a call | time of a call |
//! |---|---|---|
//! | 15 | 41 | 0.37 of the time of strum's derive |
//! | 1,000 | 71 | 0.25 of the time of strum's derive |
//! | 10,000 | 72 | slightly more than twice the time with 15 codes |
//!
//! `benches/README.md` has the figures, the alternatives that were measured, and the commands.
#![allow(
    clippy::inline_always,
    reason = "only in an inlined copy, the optimizer knows the constant key and table size"
)]
#![allow(clippy::cast_possible_truncation, reason = "a position has 24 bits, and the length of a name has six")]

use super::hash::{self, Key, WIDE, Words};

/// A perfect hash. The slot of a string plus the displacement of its bucket is the number of its entry.
#[derive(Clone, Copy)]
pub struct NameIndex {
    pub key: Key,
    /// The lengths of the shortest and of the longest name.
    pub lengths: (usize, usize),
    /// One per bucket. The count is a power of two. With few codes, there is one bucket. Its displacement is zero, and the
    /// compiled lookup does not add it.
    pub displacements: &'static [u8],
    pub slots: usize,
    /// The data that a string is compared with. Comparing with the name itself would take two dependent loads.
    ///
    /// An entry of `ENTRY` bytes consists of the words of a name and a `u32`, in little-endian order. The highest byte
    /// of the `u32` is the length of the name, and the other bytes are the position of the code. In an empty entry, all
    /// bytes are zero. Its length is 0, which no name has. All entries are in one byte string literal because a byte
    /// string compiles fastest.
    pub entries: &'static [u8],
    /// The middles of the names, one per entry. Empty if no name is longer than [`WIDE`] bytes.
    pub middles: &'static [u8],
}

/// The size of an entry in bytes.
const ENTRY: usize = WIDE + 4;

impl NameIndex {
    /// Returns the position of the code with this name. If no code has this name, returns `None` or a position past all
    /// codes.
    #[inline(always)]
    pub const fn position(&self, text: &[u8]) -> Option<usize> {
        if text.len() < self.lengths.0 || text.len() > self.lengths.1 {
            return None;
        }
        let words = hash::words(text);
        let number = self.entry(text, &words);
        let (Some(name), Some(position)) =
            (chunk::<WIDE>(self.entries, number * ENTRY), chunk(self.entries, number * ENTRY + WIDE))
        else {
            return None;
        };
        let mut difference = differences(&hash::words(name), &words);
        if text.len() > WIDE {
            if let Some(middle) = chunk::<WIDE>(self.middles, number * WIDE) {
                difference |= differences(&hash::words(middle), &hash::middle(text));
            }
        }
        // A different length makes the result larger than all positions.
        if difference == 0 { Some((u32::from_le_bytes(*position) ^ (text.len() as u32) << 24) as usize) } else { None }
    }

    /// Returns the number of the string's entry.
    #[inline(always)]
    const fn entry(&self, text: &[u8], words: &Words) -> usize {
        let hash = hash::hash(text, words, self.key);
        let slot = hash::slot(hash, self.slots);
        let bucket = hash::bucket(hash, self.displacements.len());
        if self.displacements.len() > 1 && bucket < self.displacements.len() {
            slot + self.displacements[bucket] as usize
        } else {
            slot
        }
    }
}

/// Returns `N` bytes, starting at an offset.
#[inline(always)]
const fn chunk<const N: usize>(bytes: &[u8], offset: usize) -> Option<&[u8; N]> {
    match bytes.split_at_checked(offset) {
        Some((_, rest)) => rest.first_chunk(),
        None => None,
    }
}

/// Compares all words without a branch. A branch at the first different word would be unpredictable.
#[inline(always)]
const fn differences(a: &Words, b: &Words) -> u64 {
    (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])
}
