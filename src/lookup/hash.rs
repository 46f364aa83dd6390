//! The hash of an errorCode: the build script lays an index out with it, the library looks up with it.
#![allow(clippy::inline_always, reason = "with constant keys and table sizes half of it folds away")]

/// Four words that hold all of a text of up to 32 bytes.
pub(crate) type Words = [u64; 4];

/// What tells the table's texts apart: found by the build script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    /// An odd number.
    pub(crate) factor: u64,
    pub(crate) sample: Sample,
}

/// How much of a text is hashed, beside its length: the less, the faster.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(dead_code, reason = "which one there is depends on the table")]
pub(crate) enum Sample {
    /// Its last word.
    Last,
    /// Its four words, through one product of two sums. Some texts have the same sums, and no key tells them apart.
    Ends,
    /// All of it.
    All,
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
    if let (Some(first), Some((head, last))) = (text.first_chunk(), text.split_last_chunk::<8>()) {
        // So far from the ends the inner two begin and end.
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

/// The words of the 32 bytes in the middle: with [`words`], all of a text of up to 64 bytes.
#[inline(always)]
pub(crate) const fn middle(text: &[u8]) -> Words {
    if let Some((_, rest)) = text.split_at_checked((text.len() / 2).saturating_sub(WIDE / 2)) {
        if let Some(middle) = rest.first_chunk::<WIDE>() {
            return words(middle);
        }
    }
    [0; 4]
}

/// The hash of a text of up to 64 bytes, of which these are the words.
#[inline(always)]
pub(crate) const fn text(text: &[u8], words: &Words, key: Key) -> u64 {
    let [first, second, third, last] = *words;
    let length = text.len() as u64;
    match key.sample {
        Sample::Last => last.wrapping_add(length).wrapping_mul(key.factor),
        Sample::Ends => {
            let head = first.wrapping_add(second.rotate_left(29));
            let tail = third.rotate_left(29).wrapping_add(last).wrapping_add(length);
            product(head ^ key.factor, tail ^ MIX)
        }
        Sample::All => mix(words, mix(&middle(text), length, key), key),
    }
}

/// Depends on all bits of all words: whatever they differ in, some key tells them apart. Turning one half keeps words that
/// are the same in both from cancelling out.
#[inline(always)]
const fn mix(words: &Words, more: u64, key: Key) -> u64 {
    let [first, second, third, last] = *words;
    let head = product(first ^ key.factor, second ^ MIX);
    let tail = product(third ^ key.factor, last ^ MIX);
    head.rotate_left(32).wrapping_add(tail).wrapping_add(more.wrapping_mul(MIX))
}

/// Both halves of the product: each bit depends on all bits of both factors.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "the halves are what is asked for")]
const fn product(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

/// The hash's place among so many, of its highest bits.
#[allow(clippy::cast_possible_truncation, reason = "less than `homes`")]
#[inline(always)]
pub(crate) const fn home(hash: u64, homes: usize) -> usize {
    ((hash >> 32).wrapping_mul(homes as u64) >> 32) as usize
}

/// The hash's place among so many displacements, a power of two: of its lowest bits.
#[allow(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
#[inline(always)]
pub(crate) const fn bucket(hash: u64, displacements: usize) -> usize {
    hash as usize & (displacements - 1)
}
