//! The hash of an errorCode and of a number: the build script lays an index out with it, the library looks up with it.
#![allow(clippy::inline_always, reason = "with constant keys and table sizes half of it folds away")]

/// Four words that hold all of a text of up to 32 bytes.
pub(crate) type Words = [u64; 4];

/// What tells the table's texts apart: found by the build script.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key {
    /// An odd number.
    pub(crate) factor: u64,
    /// Whether the last word and the length do; the hash is that much shorter then.
    pub(crate) last_word: bool,
}

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

/// The hash of a text of up to 64 bytes. With all words nothing of the text is left out, so whatever two texts differ in,
/// some key tells them apart.
#[inline(always)]
pub(crate) const fn text(text: &[u8], key: Key) -> u64 {
    if text.len() <= WIDE || key.last_word {
        return usual(text.len(), &words(text), key);
    }
    let ends = sum(text.len(), &words(text), key);
    finish(ends.rotate_left(32).wrapping_mul(MIX).wrapping_add(sum(0, &middle(text), key)), key)
}

/// The hash of a text of up to [`WIDE`] bytes.
#[inline(always)]
pub(crate) const fn usual(length: usize, words: &Words, key: Key) -> u64 {
    if key.last_word {
        return finish(words[3], key).wrapping_add((length as u64) << 58);
    }
    finish(sum(length, words, key), key)
}

/// A product's bits depend on lower bits alone, so little of a word's last letters is left in it. Turned, that little meets
/// other bits than that of the next word, and does not cancel out.
#[inline(always)]
const fn sum(length: usize, words: &Words, key: Key) -> u64 {
    let [first, second, third, last] = *words;
    let head = (first.wrapping_mul(key.factor).rotate_left(29) ^ second).wrapping_mul(key.factor);
    let tail = (third.wrapping_mul(key.factor).rotate_left(29) ^ last).wrapping_mul(key.factor);
    head.wrapping_add(tail.rotate_left(32)).wrapping_add((length as u64).wrapping_mul(MIX))
}

/// Brings every bit into the upper half.
#[inline(always)]
const fn finish(sum: u64, key: Key) -> u64 {
    (sum ^ (sum >> 32)).wrapping_mul(key.factor)
}

#[inline(always)]
#[allow(dead_code, reason = "a table may do without numbers")]
pub(crate) const fn number(number: u16, key: Key) -> u64 {
    (number as u64).wrapping_mul(key.factor)
}

/// The hash's place among so many slots, a power of two above one: the best mixed bits of a product are its highest.
#[allow(clippy::cast_possible_truncation, reason = "less than `slots`")]
#[inline(always)]
pub(crate) const fn slot(hash: u64, slots: usize) -> usize {
    (hash >> (u64::BITS - slots.trailing_zeros())) as usize
}

/// The hash's place among so many displacements, a power of two: from bits that no slot is taken from.
#[allow(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
#[inline(always)]
pub(crate) const fn bucket(hash: u64, displacements: usize) -> usize {
    (hash >> 24) as usize & (displacements - 1)
}
