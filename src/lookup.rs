//! From an errorCode, and from a number, to a position in the table.

mod hash;
mod indexed;

use crate::generated::{ErrorCode, NAME_INDEX};
pub(crate) use hash::Key;
pub(crate) use indexed::Index;
#[allow(unused_imports, reason = "a table may do without numbers")]
pub(crate) use indexed::Numbers;
use indexed::{Names, lengths, words};

/// Whether bytes count more than time: on bare metal, and in wasm, which is sent before it runs, while a table is so short
/// that an index is larger than all the rest. A host looks names up by [`indexed`].
pub(crate) const SMALL: bool = cfg!(target_os = "none") || (cfg!(target_family = "wasm") && ErrorCode::COUNT <= 64);

/// All names of the table.
const NAMES: Names = {
    static LENGTHS: [u8; ErrorCode::COUNT] = lengths(ErrorCode::names());
    static WORDS: [indexed::Line; ErrorCode::COUNT] = words(ErrorCode::names());
    Names { index: NAME_INDEX, texts: ErrorCode::names(), lengths: &LENGTHS, words: &WORDS }
};

/// The lengths of the shortest and the longest name. What is outside is no code; mostly that leaves no unusual text.
const LENGTHS: (usize, usize) = indexed::range(ErrorCode::names());

/// The text's position among the names, of which the first is at `first` in the table; a position past their end where
/// it is none of them.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the choice is made when compiling")]
pub(crate) const fn position(names: &[&str], first: usize, text: &str) -> usize {
    if SMALL || NAMES.index.is_none() {
        linear(names, text)
    } else if names.len() < ErrorCode::COUNT {
        // One look-up of all names does for the groups: theirs is a part of it.
        match ErrorCode::from_code(text) {
            Some(code) => (code as usize).wrapping_sub(first),
            None => indexed::NOWHERE,
        }
    } else if text.len() < LENGTHS.0 || text.len() > LENGTHS.1 {
        indexed::NOWHERE
    } else if Names::is_usual(text.as_bytes()) {
        NAMES.position_of_usual(text.as_bytes())
    } else {
        unusual(text.as_bytes())
    }
}

/// The way of texts that are not usual, kept apart so that the common one needs few registers.
#[inline(never)]
const fn unusual(text: &[u8]) -> usize {
    NAMES.position(text)
}

/// The text's position among the names, or their count where it is none of them.
const fn linear(names: &[&str], text: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at].as_bytes(), text.as_bytes()) {
            break;
        }
        at += 1;
    }
    at
}

/// Compares from the back: names of one group often begin alike, and counting down is the shorter loop.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
