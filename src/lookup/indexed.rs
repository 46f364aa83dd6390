//! Look-ups for hosts: a perfect hash, laid out by the build script.
//!
//! A text of 8 bytes or more is read as four words that overlap as far as they must: one way for every length. They are
//! hashed (up to 16 codes the last one mostly is enough), and the hash leads to the one line that the text can have: a
//! name's words, its length and its code, side by side. With more than 16 codes a byte moves the hash to its line, and that
//! byte is the only load between text and line; most of the time at 10,000 codes is memory.
//!
//! A call takes 41 instructions with 15 codes and 69 with 1,000 and with 10,000; on a quiet machine 0.36 of the time of strum's
//! derive with 15 codes and 0.22 with 1,000. `benches/README.md` has the figures, the structures this one was chosen from, and
//! the commands.
#![allow(
    clippy::inline_always,
    reason = "the table's sizes and keys are constants, and fold away only inside the caller"
)]

use super::hash::{self, Key, WIDE, Words};
use crate::generated::ErrorCode;
use crate::generated::index::Slot;

/// A perfect hash: a text's home, moved on by its bucket's displacement, is the one slot that its code can be in.
#[derive(Clone, Copy)]
pub(crate) struct Index {
    pub(crate) key: Key,
    /// A power of two of them. One for few codes: it is zero then, and nothing of it is left in the machine code.
    pub(crate) displacements: &'static [u8],
    pub(crate) homes: usize,
    /// The codes' positions; one past the end where none is.
    pub(crate) slots: &'static [Slot],
}

impl Index {
    #[inline(always)]
    const fn slot(&self, text: &[u8], words: &Words) -> usize {
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

/// What a slot's text is compared with, in one place: reading a name itself takes two loads that wait for each other.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    words: Words,
    length: u8,
    code: ErrorCode,
}

/// An index of names, and what it takes to compare a text with one of them.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    pub(crate) index: Index,
    /// One for each slot.
    pub(crate) lines: &'static [Line],
    /// The middles of names over [`WIDE`] bytes, one for each slot, where there are such names.
    pub(crate) middles: &'static [Words],
}

impl Names {
    /// The code with this name, of up to 64 bytes.
    #[inline(always)]
    pub(crate) const fn find(&self, text: &[u8]) -> Option<ErrorCode> {
        let words = hash::words(text);
        let slot = self.index.slot(text, &words);
        if slot >= self.lines.len() {
            return None;
        }
        let line = &self.lines[slot];
        let mut difference = differences(&line.words, &words) | (line.length as u64 ^ text.len() as u64);
        if text.len() > WIDE && slot < self.middles.len() {
            difference |= differences(&self.middles[slot], &hash::middle(text));
        }
        if difference == 0 { Some(line.code) } else { None }
    }
}

/// All at once: where the first one is cannot be foreseen.
#[inline(always)]
const fn differences(a: &Words, b: &Words) -> u64 {
    (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3])
}

/// What stands in each slot; evaluated at compile time only.
#[allow(clippy::cast_possible_truncation, reason = "a name has at most 63 bytes")]
pub(crate) const fn lines<const N: usize>(slots: &[Slot], names: &[&str], codes: &[ErrorCode]) -> [Line; N] {
    // No text is as long as an empty slot's.
    let mut lines = [Line { words: [0; 4], length: u8::MAX, code: codes[0] }; N];
    let mut slot = 0;
    while slot < N {
        let at = slots[slot] as usize;
        if at < names.len() {
            let name = names[at].as_bytes();
            lines[slot] = Line { words: hash::words(name), length: name.len() as u8, code: codes[at] };
        }
        slot += 1;
    }
    lines
}

/// The middle of each slot's name; evaluated at compile time only.
pub(crate) const fn middles<const N: usize>(slots: &[Slot], names: &[&str]) -> [Words; N] {
    let mut middles = [[0; 4]; N];
    let mut slot = 0;
    while slot < N {
        let at = slots[slot] as usize;
        if at < names.len() {
            middles[slot] = hash::middle(names[at].as_bytes());
        }
        slot += 1;
    }
    middles
}

/// The lengths of the shortest and the longest name; evaluated at compile time only.
pub(crate) const fn range(names: &[&str]) -> (usize, usize) {
    let (mut shortest, mut longest) = (usize::MAX, 0);
    let mut at = 0;
    while at < names.len() {
        let length = names[at].len();
        shortest = if length < shortest { length } else { shortest };
        longest = if length > longest { length } else { longest };
        at += 1;
    }
    (shortest, longest)
}
