//! Look-ups for hosts: a perfect hash, laid out by the build script.
//!
//! A text of 8 to 32 bytes is read as four words that overlap as far as they must: one way for every length. The words are
//! hashed, the hash leads to the one position that the text can have, and the words are compared with that name's, which
//! lie ready. Up to 16 codes the last word mostly is all that needs hashing. Shorter and longer texts take a way of their own;
//! over 64 bytes there is no code.
//!
//! A call takes 50 instructions with 15 codes and 86 with 10,000, and about 0.35 of the time that strum's derive takes with 15
//! codes, 0.25 with 1,000. `benches/README.md` has the figures, the structures this one was chosen from, and the commands.
#![allow(
    clippy::inline_always,
    reason = "the table's sizes and keys are constants, and fold away only inside the caller"
)]

use super::hash::{self, Key, WIDE, Words};
use crate::generated::Slot;

/// Where no code is.
pub(crate) const NOWHERE: usize = usize::MAX;

/// A perfect hash: a hash's highest bits, moved by its bucket's displacement, lead to the one slot with the position of
/// the only code that it can be.
pub(crate) struct Index {
    pub(crate) key: Key,
    /// One for few codes: it is zero then, and nothing of it is left in the machine code. None where there is no index.
    pub(crate) displacements: &'static [Slot],
    /// A power of two of them; the empty ones hold some code's position too.
    pub(crate) slots: &'static [Slot],
}

impl Index {
    pub(crate) const fn is_none(&self) -> bool {
        self.displacements.is_empty()
    }

    /// The position of the only code that may have this hash.
    #[inline(always)]
    const fn position(&self, hash: u64) -> usize {
        let mut slot = hash::slot(hash, self.slots.len());
        if self.displacements.len() > 1 {
            let bucket = hash::bucket(hash, self.displacements.len());
            if bucket < self.displacements.len() {
                slot ^= self.displacements[bucket] as usize;
            }
        }
        if slot < self.slots.len() { self.slots[slot] as usize } else { NOWHERE }
    }
}

/// The way from a group's numbers to its codes.
#[allow(dead_code, reason = "which of them there are depends on the table")]
pub(crate) enum Numbers {
    /// Each number is the one before it and one.
    InOrder { first: u16 },
    /// They are near enough to each other for an array of positions; one past the end stands for no code.
    Near { first: u16, positions: &'static [Slot] },
    /// They are not: whether the code at the position has the number remains to be seen.
    Apart(Index),
}

impl Numbers {
    /// The position of the only code that may have this number.
    #[inline(always)]
    #[allow(dead_code, reason = "a table may do without numbers")]
    pub(crate) const fn position(&self, number: u16) -> usize {
        match self {
            Self::InOrder { first } => (number as usize).wrapping_sub(*first as usize),
            Self::Near { first, positions } => {
                let at = (number as usize).wrapping_sub(*first as usize);
                if at < positions.len() { positions[at] as usize } else { NOWHERE }
            }
            Self::Apart(index) if index.is_none() => NOWHERE,
            Self::Apart(index) => index.position(hash::number(number, index.key)),
        }
    }
}

/// An index of names, and what it takes to compare a text with one of them.
pub(crate) struct Names {
    pub(crate) index: Index,
    pub(crate) texts: &'static [&'static str],
    /// The names' lengths and words, ready to be compared: reading a name itself takes two loads that wait for each other.
    pub(crate) lengths: &'static [u8],
    pub(crate) words: &'static [Line],
}

impl Names {
    /// Whether the text takes the short way, that of 8 to 32 bytes.
    #[inline(always)]
    pub(crate) const fn is_usual(text: &[u8]) -> bool {
        // One comparison for both ends of the range.
        text.len().wrapping_sub(8) <= WIDE - 8
    }

    /// The position of a usual text among the names, or [`NOWHERE`].
    #[inline(always)]
    pub(crate) const fn position_of_usual(&self, text: &[u8]) -> usize {
        let words = hash::words(text);
        let at = self.index.position(hash::usual(text.len(), &words, self.index.key));
        if self.has_words(at, text.len(), &words) { at } else { NOWHERE }
    }

    /// The position of any text among the names, or [`NOWHERE`].
    #[inline(always)]
    pub(crate) const fn position(&self, text: &[u8]) -> usize {
        if text.len() > 2 * WIDE {
            return NOWHERE;
        }
        let at = self.index.position(hash::text(text, self.index.key));
        if at >= self.texts.len() || !self.has_words(at, text.len(), &hash::words(text)) {
            return NOWHERE;
        }
        if text.len() > WIDE && !equal(&hash::middle(text), &hash::middle(self.texts[at].as_bytes())) {
            return NOWHERE;
        }
        at
    }

    #[inline(always)]
    const fn has_words(&self, at: usize, length: usize, words: &Words) -> bool {
        at < self.words.len()
            && at < self.lengths.len()
            && equal(&self.words[at].0, words)
            && self.lengths[at] as usize == length
    }
}

/// A name's words where they take half a cache line and not parts of two.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(crate) struct Line(pub(crate) Words);

#[inline(always)]
const fn equal(a: &Words, b: &Words) -> bool {
    (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]) == 0
}

/// The lengths of the shortest and the longest name; evaluated at compile time only.
pub(crate) const fn range<const N: usize>(names: &[&str; N]) -> (usize, usize) {
    let (mut shortest, mut longest) = (usize::MAX, 0);
    let mut at = 0;
    while at < N {
        let length = names[at].len();
        shortest = if length < shortest { length } else { shortest };
        longest = if length > longest { length } else { longest };
        at += 1;
    }
    (shortest, longest)
}

/// The length of every name; evaluated at compile time only.
#[allow(clippy::cast_possible_truncation, reason = "a name has at most 63 bytes")]
pub(crate) const fn lengths<const N: usize>(names: &[&str; N]) -> [u8; N] {
    let mut lengths = [0; N];
    let mut at = 0;
    while at < N {
        lengths[at] = names[at].len() as u8;
        at += 1;
    }
    lengths
}

/// The words of every name; evaluated at compile time only.
pub(crate) const fn words<const N: usize>(names: &[&str; N]) -> [Line; N] {
    let mut words = [Line([0; 4]); N];
    let mut at = 0;
    while at < N {
        words[at] = Line(hash::words(names[at].as_bytes()));
        at += 1;
    }
    words
}
