//! The lookup by number.
#![allow(clippy::inline_always, reason = "numbers and lengths are constants, and fold away only inside the caller")]

/// How a group's numbers map to its codes.
pub enum Numbers<Code: 'static> {
    /// Each number is the previous one plus one.
    Contiguous { first: u16 },
    /// An array of positions is small enough; a position past the last code stands for no code.
    Dense { first: u16, positions: &'static [u16] },
    /// Numbers with the same high byte form a bucket of 256. Mostly empty buckets overlap in the slots, moved by a
    /// displacement each, so that no two numbers share a slot; slots wrap around at their count, a power of two. Each
    /// slot has its code's number beside it; an empty slot repeats the content of another slot, so that its number never
    /// matches.
    Sparse { displacements: &'static [u16; 256], slots: &'static [(u16, Code)] },
}

/// Returns the position of a number in a dense group, or one past all positions.
#[inline(always)]
pub const fn dense(first: u16, positions: &[u16], number: u16) -> usize {
    let at = (number as usize).wrapping_sub(first as usize);
    if at < positions.len() { positions[at] as usize } else { usize::MAX }
}

/// Returns the code of a number in a sparse group.
#[inline(always)]
pub const fn sparse<Code: Copy>(displacements: &[u16; 256], slots: &[(u16, Code)], number: u16) -> Option<Code> {
    let displacement = displacements[(number >> 8) as usize];
    let (owner, code) = slots[displacement.wrapping_add(number) as usize & (slots.len() - 1)];
    if owner == number { Some(code) } else { None }
}

/// Returns the position of a number, or the count of numbers if it is not there.
pub const fn linear(numbers: &[u16], number: u16) -> usize {
    let mut at = 0;
    while at < numbers.len() && numbers[at] != number {
        at += 1;
    }
    at
}
