//! Lookups from a string or a number to a position. The library and the build script share this module, so it imports
//! nothing.
#![allow(clippy::must_use_candidate, reason = "not part of the public interface")]
#![allow(unreachable_pub, reason = "public with the feature `table`, for the tests")]
#![allow(dead_code, reason = "the build script uses only the hashes, and a table may have no numbers")]

pub mod hash;
pub mod id;
pub mod name_index;
pub mod numbers;

/// Up to this many codes, a wasm module has no index.
const SHORT: usize = 64;

/// Returns `true` where size matters more than speed: on bare metal, and in wasm with a short table.
pub const fn prefers_size(codes: usize) -> bool {
    cfg!(target_os = "none") || (cfg!(target_family = "wasm") && codes <= SHORT)
}

/// How a name is looked up.
#[derive(Clone, Copy)]
pub enum Search {
    /// Names are compared one by one. No other data is needed.
    Linear,
    /// The id of the string leads to a name. The index takes one to three bytes per code.
    Compact,
    /// The hash of the string leads to a copy of a name, stored as four `u64`. The index takes about 40 bytes per code, and
    /// twice as much with up to 16 codes or with long names.
    Indexed,
}

/// Returns the best search for this target. A wasm module has the compact index because it is downloaded.
pub const fn search(codes: usize) -> Search {
    if prefers_size(codes) {
        Search::Linear
    } else if cfg!(target_family = "wasm") {
        Search::Compact
    } else {
        Search::Indexed
    }
}

/// Returns the position of a string among the names, or the count of names if the string is not a name.
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

/// Returns `count` items, starting at `first`.
///
/// The arguments are constants, so the optimizer leaves only a pointer and a length. A `const` block would compile more slowly:
/// for each code in a constant, the compiler finds the variant by a linear search through the enum.
#[inline]
pub const fn range<T>(items: &[T], first: usize, count: usize) -> &[T] {
    match items.split_at_checked(first) {
        Some((_, items)) => match items.split_at_checked(count) {
            Some((items, _)) => items,
            None => &[],
        },
        None => &[],
    }
}

/// Returns `N` strings of a column, starting at `first`. Evaluated only at compile time.
pub const fn part<const N: usize>(column: &[&'static str], first: usize) -> [&'static str; N] {
    match column.split_at(first).1.first_chunk() {
        Some(part) => *part,
        // Unreachable: the enum has `N` codes.
        None => [""; N],
    }
}

/// Returns the string at a position, or an empty string if the position is past the end. Every code has a valid position,
/// but the compiler cannot prove it for sparse numbers. `column[position]` alone would then link a panic.
#[inline]
pub const fn text(column: &'static [&'static str], position: usize) -> &'static str {
    if position < column.len() { column[position] } else { "" }
}

/// Finds the string of a position in a short list of positions and their strings.
pub const fn find_text(texts: &[(usize, &'static str)], position: usize) -> Option<&'static str> {
    let mut rest = texts;
    while let Some(((at, text), tail)) = rest.split_first() {
        if *at == position {
            return Some(text);
        }
        rest = tail;
    }
    None
}

/// Returns the length of the longest string. Evaluated only at compile time.
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
