//! Look-ups for hosts: a perfect hash, laid out by the build script.
//!
//! A text of 8 bytes or more is read as four words that overlap as far as they must: one way for every length. They are
//! hashed (up to 16 codes the last one mostly is enough), and the hash leads to the one line that the text can have: a
//! name's words, its length and its code's position, side by side. With more than 16 codes a byte moves the hash to its line,
//! and that byte is the only load between text and line.
//!
//! A call takes 41 instructions with 15 codes, 69 with 1,000 and 68 with 10,000; 0.37 of the time of strum's derive with 15
//! codes, 0.25 with 1,000, and with 10,000 a bit over twice its own time with 15. `benches/README.md` has the figures, the
//! structures this one was chosen from, and the commands.
#![allow(
    clippy::inline_always,
    reason = "the table's sizes and keys are constants, and fold away only inside the caller"
)]
#![allow(clippy::cast_possible_truncation, reason = "a position has 24 bits, the length of a name six")]

use super::hash::{self, Key, WIDE, Words};

/// A perfect hash: a text's home, moved on by its bucket's displacement, is the number of the one line that it can have.
#[derive(Clone, Copy)]
pub(crate) struct Index {
    pub(crate) key: Key,
    /// Of the shortest and of the longest name.
    pub(crate) lengths: (usize, usize),
    /// A power of two of them. One for few codes: it is zero then, and nothing of it is left in the machine code.
    pub(crate) displacements: &'static [u8],
    pub(crate) homes: usize,
    /// What a text is compared with, in one place: reading a name itself takes two loads that wait for each other.
    ///
    /// A line of [`LINE`] bytes is made of the name's words and, in the last four bytes, its code's position with the name's
    /// length in the highest of them; all have their least byte first. A line of no name has length 0, as no name
    /// has. One literal costs the compiler least.
    pub(crate) lines: &'static [u8],
    /// The middles of names over [`WIDE`] bytes, so many for each line, where there are such names.
    pub(crate) middles: &'static [u8],
}

const LINE: usize = WIDE + 4;

impl Index {
    /// The position of the code with this name; there may be none that far.
    #[inline(always)]
    pub(crate) const fn position(&self, text: &[u8]) -> Option<usize> {
        if text.len() < self.lengths.0 || text.len() > self.lengths.1 {
            return None;
        }
        let words = hash::words(text);
        let number = self.line(text, &words);
        let (Some(name), Some(position)) =
            (part::<WIDE>(self.lines, number * LINE), part(self.lines, number * LINE + WIDE))
        else {
            return None;
        };
        let mut difference = differences(&hash::words(name), &words);
        if text.len() > WIDE {
            if let Some(middle) = part::<WIDE>(self.middles, number * WIDE) {
                difference |= differences(&hash::words(middle), &hash::middle(text));
            }
        }
        // With another length it is past all positions.
        if difference == 0 { Some((u32::from_le_bytes(*position) ^ (text.len() as u32) << 24) as usize) } else { None }
    }

    /// The number of the text's line.
    #[inline(always)]
    const fn line(&self, text: &[u8], words: &Words) -> usize {
        let hash = hash::text(text, words, self.key);
        let home = hash::home(hash, self.homes);
        let bucket = hash::bucket(hash, self.displacements.len());
        if self.displacements.len() > 1 && bucket < self.displacements.len() {
            home + self.displacements[bucket] as usize
        } else {
            home
        }
    }
}

/// So many bytes from there on.
#[inline(always)]
const fn part<const N: usize>(bytes: &[u8], from: usize) -> Option<&[u8; N]> {
    match bytes.split_at_checked(from) {
        Some((_, rest)) => rest.first_chunk(),
        None => None,
    }
}

/// All at once: where the first one is cannot be foreseen.
#[inline(always)]
const fn differences(a: &Words, b: &Words) -> u64 {
    (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])
}
