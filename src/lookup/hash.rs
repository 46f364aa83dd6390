//! The hash of an errorCode and of a number: the build script lays an index out with it, the library looks up with it.
#![allow(clippy::inline_always, reason = "with constant keys and table sizes half of it folds away")]

/// Four words that hold all of a text of up to 32 bytes.
pub(crate) type Words = [u64; 4];

/// What the words are multiplied by. A zero leaves a word out, and the optimiser leaves its multiplication out; the last
/// is never zero.
pub(crate) type Keys = [u64; 4];

/// An odd number without a pattern, the golden ratio's.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Up to this length a text's words hold all of it.
pub(crate) const WIDE: usize = 32;

/// The first eight bytes, the eight after them, the eight before the last eight, and the last eight.
///
/// Where they overlap they still are all of the text, so texts of any length from 8 to 32 take the same way, without a
/// branch that could be mispredicted.
#[inline(always)]
pub(crate) const fn words(text: &[u8]) -> Words {
    if let (Some((first, tail)), Some((head, last))) = (text.split_first_chunk(), text.split_last_chunk()) {
        let second = if let Some(second) = tail.first_chunk() { second } else { last };
        let third = if let Some(third) = head.last_chunk() { third } else { first };
        return [
            u64::from_le_bytes(*first),
            u64::from_le_bytes(*second),
            u64::from_le_bytes(*third),
            u64::from_le_bytes(*last),
        ];
    }
    let mut word = 0;
    let mut rest = text;
    while let Some((byte, tail)) = rest.split_first() {
        word = word << 8 | *byte as u64;
        rest = tail;
    }
    [0, 0, 0, word]
}

/// The words of the 32 bytes in the middle: with [`words`], all of a text of up to 64 bytes.
pub(crate) const fn middle(text: &[u8]) -> Words {
    if let Some((_, rest)) = text.split_at_checked((text.len() / 2).saturating_sub(WIDE / 2)) {
        if let Some(middle) = rest.first_chunk::<WIDE>() {
            return words(middle);
        }
    }
    [0; 4]
}

/// The hash of a text of up to 64 bytes. Nothing of the text is left out, so whatever two texts differ in, some keys
/// tell them apart.
#[inline(always)]
pub(crate) const fn text(text: &[u8], keys: &Keys) -> u64 {
    let hash = mix(text.len(), &words(text), keys);
    if text.len() > WIDE { sum(hash.rotate_left(32).wrapping_mul(MIX), &middle(text), keys) } else { hash }
}

/// The hash of a text of up to [`WIDE`] bytes.
///
/// The length stands in the highest bits: texts with the same words, such as those of one letter repeated, get slots
/// of their own.
#[inline(always)]
pub(crate) const fn mix(length: usize, words: &Words, keys: &Keys) -> u64 {
    sum((length as u64) << 58, words, keys)
}

#[inline(always)]
const fn sum(start: u64, words: &Words, keys: &Keys) -> u64 {
    start
        .wrapping_add(product(words[0], keys[0]))
        .wrapping_add(product(words[1], keys[1]))
        .wrapping_add(product(words[2], keys[2]))
        .wrapping_add(product(words[3], keys[3]))
}

/// A product's bits depend on lower bits alone, so the word's upper half, its last letters, goes into the lower first.
#[inline(always)]
const fn product(word: u64, key: u64) -> u64 {
    (word ^ (word >> 29)).wrapping_mul(key)
}

#[inline(always)]
pub(crate) const fn number(number: u16, keys: &Keys) -> u64 {
    (number as u64).wrapping_mul(keys[3])
}

/// The hash's place among so many slots, a power of two above one: the best mixed bits of a product are its highest.
#[allow(clippy::cast_possible_truncation, reason = "less than `slots`")]
#[inline(always)]
pub(crate) const fn slot(hash: u64, slots: usize) -> usize {
    (hash >> (u64::BITS - slots.trailing_zeros())) as usize
}

/// The hash's place among so many displacements, a power of two: from bits that every bit of the hash went into.
#[allow(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
#[inline(always)]
pub(crate) const fn bucket(hash: u64, displacements: usize) -> usize {
    ((hash ^ (hash >> 32)).wrapping_mul(MIX) >> 32) as usize & (displacements - 1)
}
