//! The hash of an errorCode. The build script lays out an index with this hash, and the library looks codes up with it.
#![allow(
    clippy::inline_always,
    reason = "only in an inlined copy, the optimizer knows the constant key, and removes half of the code"
)]

/// Four words that contain every byte of a string of up to 32 bytes.
pub type Words = [u64; 4];

/// The parameters that give the names of a table different hashes. The build script finds them.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// An odd number.
    pub factor: u64,
    pub part: HashedPart,
}

/// The part of a string that is hashed, together with the length of the string. Hashing a smaller part is faster.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(dead_code, reason = "each table uses one of them")]
pub enum HashedPart {
    /// The last word.
    LastWord,
    /// The four [`words`], in one product of two sums. Strings with the same sums collide with every key.
    Words,
    /// All bytes.
    AllBytes,
}

/// An odd number without a pattern in its bits: the fractional part of the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Up to this length, the words of a string contain all its bytes.
pub const WIDE: usize = 32;

/// Returns the first eight bytes, the eight after them, the eight before the last eight, and the last eight. For a string
/// of less than eight bytes, the last word contains all bytes, and the other words are 0.
///
/// The words of a short string overlap. So all lengths from 8 to 32 take the same path, without a branch that the
/// processor could mispredict.
#[inline(always)]
pub const fn words(text: &[u8]) -> Words {
    if let (Some(first), Some((head, last))) = (text.first_chunk(), text.split_last_chunk::<8>()) {
        // The distance of the inner two words from the ends.
        let inner = if head.len() < 8 { head.len() } else { 8 };
        if let (Some((_, second)), Some((third, _))) =
            (text.split_at_checked(inner), text.split_at_checked(text.len() - inner))
        {
            if let (Some(second), Some(third)) = (second.first_chunk(), third.last_chunk()) {
                return [
                    u64::from_le_bytes(*first),
                    u64::from_le_bytes(*second),
                    u64::from_le_bytes(*third),
                    u64::from_le_bytes(*last),
                ];
            }
        }
    }
    let mut word = 0;
    let mut rest = text;
    while let Some((byte, tail)) = rest.split_first() {
        word = word << 8 | *byte as u64;
        rest = tail;
    }
    [0, 0, 0, word]
}

/// Returns the words of the 32 bytes in the middle. Together with [`words`], they contain every byte of a string of up
/// to 64 bytes.
#[inline(always)]
pub const fn middle(text: &[u8]) -> Words {
    if let Some((_, rest)) = text.split_at_checked((text.len() / 2).saturating_sub(WIDE / 2)) {
        if let Some(middle) = rest.first_chunk::<WIDE>() {
            return words(middle);
        }
    }
    [0; 4]
}

/// Returns the hash of a string of up to 64 bytes. `words` are the [`words`] of the same string.
#[inline(always)]
pub const fn hash(text: &[u8], words: &Words, key: Key) -> u64 {
    let [first, second, third, last] = *words;
    let length = text.len() as u64;
    match key.part {
        HashedPart::LastWord => last.wrapping_add(length).wrapping_mul(key.factor),
        HashedPart::Words => {
            let head = first.wrapping_add(second.rotate_left(29));
            let tail = third.rotate_left(29).wrapping_add(last).wrapping_add(length);
            product(head ^ key.factor, tail ^ MIX)
        }
        HashedPart::AllBytes => mix(words, mix(&middle(text), length, key), key),
    }
}

/// Mixes all bits of all words. For any two different strings, some key gives different hashes. Without the rotation of
/// one half, strings with swapped halves would have the same hash.
#[inline(always)]
const fn mix(words: &Words, more: u64, key: Key) -> u64 {
    let [first, second, third, last] = *words;
    let head = product(first ^ key.factor, second ^ MIX);
    let tail = product(third ^ key.factor, last ^ MIX);
    head.rotate_left(32).wrapping_add(tail).wrapping_add(more.wrapping_mul(MIX))
}

/// Combines both halves of the 128-bit product with XOR. Each bit of the result depends on all bits of both factors.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "the two halves are used separately")]
const fn product(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Maps the highest bits of a hash to one of `slots` slots.
#[allow(clippy::cast_possible_truncation, reason = "the result is less than `slots`")]
#[inline(always)]
pub const fn slot(hash: u64, slots: usize) -> usize {
    ((hash >> 32).wrapping_mul(slots as u64) >> 32) as usize
}

/// Maps the lowest bits of a hash to one of `buckets` buckets. `buckets` is a power of two.
#[allow(clippy::cast_possible_truncation, reason = "only the low bits are used")]
#[inline(always)]
pub const fn bucket(hash: u64, buckets: usize) -> usize {
    hash as usize & (buckets - 1)
}
