//! The lookup by name on hosts: a perfect hash, laid out by the build script.
//!
//! A text of 8 to 32 bytes is read as four words that overlap as much as its length requires, so that every length takes
//! the same path. The words are hashed (up to 16 codes, the last word is mostly enough), and the hash leads to the one
//! entry that the text can have: a name's words, its length and its code's position, side by side. With more than 16
//! codes, a displacement byte moves the hash to its entry; that byte is the only load between text and entry.
//!
//! A call takes 41 instructions with 15 codes, 71 with 1,000 and 72 with 10,000; 0.37 of the time of strum's derive with
//! 15 codes, 0.25 with 1,000, and with 10,000 slightly more than twice its own time with 15. `benches/README.md` has the
//! figures, the alternatives that were measured, and the commands.
#![allow(clippy::inline_always, reason = "key and table size are constants, and fold away only inside the caller")]
#![allow(clippy::cast_possible_truncation, reason = "a position has 24 bits, the length of a name six")]

use super::hash::{self, Key, WIDE, Words};

/// A perfect hash: a text's slot plus its bucket's displacement is the number of its entry.
#[derive(Clone, Copy)]
pub struct NameIndex {
    pub key: Key,
    /// The lengths of the shortest and of the longest name.
    pub lengths: (usize, usize),
    /// One per bucket, a power of two. With few codes there is one, which is zero and leaves no machine code.
    pub displacements: &'static [u8],
    pub slots: usize,
    /// The data that a text is compared with. A name itself would take two dependent loads.
    ///
    /// An entry of `ENTRY` bytes consists of the name's words and four bytes with the code's position, the name's length
    /// in the highest of them. All are little-endian. An empty entry has length 0, which no name has. One byte string
    /// literal costs the compiler least.
    pub entries: &'static [u8],
    /// The middles of names over [`WIDE`] bytes, one per entry. Empty if there are no such names.
    pub middles: &'static [u8],
}

/// The bytes of an entry.
const ENTRY: usize = WIDE + 4;

impl NameIndex {
    /// Returns the position of the code with this name. It may be past all positions where there is none.
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

    /// Returns the number of the text's entry.
    #[inline(always)]
    const fn entry(&self, text: &[u8], words: &Words) -> usize {
        let hash = hash::text(text, words, self.key);
        let slot = hash::slot(hash, self.slots);
        let bucket = hash::bucket(hash, self.displacements.len());
        if self.displacements.len() > 1 && bucket < self.displacements.len() {
            slot + self.displacements[bucket] as usize
        } else {
            slot
        }
    }
}

/// Returns the `N` bytes from an offset on.
#[inline(always)]
const fn chunk<const N: usize>(bytes: &[u8], offset: usize) -> Option<&[u8; N]> {
    match bytes.split_at_checked(offset) {
        Some((_, rest)) => rest.first_chunk(),
        None => None,
    }
}

/// Compares all words without a branch: the position of the first difference is unpredictable.
#[inline(always)]
const fn differences(a: &Words, b: &Words) -> u64 {
    (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])
}
