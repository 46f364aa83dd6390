//! Lookups from a text or a number to a position. Imports nothing: library and build script share it.
#![allow(clippy::must_use_candidate, reason = "not part of the public interface")]
#![allow(unreachable_pub, reason = "public with the feature `table`, for the tests")]
#![allow(dead_code, reason = "the build script uses the hash alone, and a table may have no numbers")]

pub mod hash;
pub mod id;
pub mod name_index;
pub mod numbers;

/// Up to this many codes, a wasm module has no index at all.
const SHORT: usize = 64;

/// Returns `true` where size matters more than speed: on bare metal, and in wasm with a short table.
pub const fn prefers_size(codes: usize) -> bool {
    cfg!(target_os = "none") || (cfg!(target_family = "wasm") && codes <= SHORT)
}

/// How a name is looked up.
#[derive(Clone, Copy)]
pub enum Search {
    /// Names are compared one by one, without any further data.
    Linear,
    /// The text's id leads to a name, in two or three bytes per code.
    Compact,
    /// The text's words lead to a copy of the name's words, in about 40 bytes per code.
    Indexed,
}

/// Returns the best search for this target: a wasm module is downloaded, so it has the compact index.
pub const fn search(codes: usize) -> Search {
    if prefers_size(codes) {
        Search::Linear
    } else if cfg!(target_family = "wasm") {
        Search::Compact
    } else {
        Search::Indexed
    }
}

/// Returns the position of a text among the names, or their count if it is not there.
pub const fn find_name(names: &[&str], text: &[u8]) -> usize {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at].as_bytes(), text) {
            break;
        }
        at += 1;
    }
    at
}

/// Compares from the end: names of one group often share a prefix.
pub const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (mut a, mut b) = (a, b);
    while let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_last(), b.split_last()) {
        if *x != *y {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    true
}

/// Returns the `N` texts from `first` on. Evaluated at compile time only.
pub const fn part<const N: usize>(column: &[&'static str], first: usize) -> [&'static str; N] {
    match column.split_at(first).1.first_chunk() {
        Some(part) => *part,
        // Unreachable: the enum has `N` codes.
        None => [""; N],
    }
}

/// Returns the text at a position. Every code has one, but where numbers are sparse, the compiler cannot see it.
#[inline]
pub const fn text(column: &'static [&'static str], position: usize) -> &'static str {
    if position < column.len() { column[position] } else { "" }
}

/// Returns the text of a position from a list of few positions.
pub const fn at(texts: &[(usize, &'static str)], position: usize) -> Option<&'static str> {
    let mut rest = texts;
    while let Some(((at, text), tail)) = rest.split_first() {
        if *at == position {
            return Some(text);
        }
        rest = tail;
    }
    None
}

/// Returns the length of the longest text. Evaluated at compile time only.
pub const fn longest(texts: &[&str]) -> usize {
    let (mut at, mut longest) = (0, 0);
    while at < texts.len() {
        if texts[at].len() > longest {
            longest = texts[at].len();
        }
        at += 1;
    }
    longest
}
