//! The lookup by number.
#![allow(
    clippy::inline_always,
    reason = "only in an inlined copy, the optimizer knows the constant numbers and lengths"
)]

/// How the numbers of a group map to its codes, and to the positions of the codes in the group.
///
/// `codes` and `positions` have the same slots. An empty slot repeats the code of another slot. A number without a code
/// leads to no slot, to an empty slot or to the slot of another number. So a lookup compares the number with the number of the code
/// in the slot.
pub enum Numbers<C: 'static> {
    /// Each number is the number before it plus one.
    Contiguous { first: u16 },
    /// The range from the first to the last number is at most eight times as long as the list of codes, or has at most 64
    /// numbers. Each number in this range has a slot.
    Dense { first: u16, codes: &'static [C], positions: &'static [u16] },
    /// Numbers with the same high byte form a bucket of 256 numbers. Each bucket is moved by a displacement. Buckets
    /// overlap in the slots, but no two numbers share a slot. The slots wrap around. Their count is a power of two.
    Sparse { displacements: &'static [u16; 256], codes: &'static [C], positions: &'static [u16] },
}

/// Makes the list `codes` from the list `positions`: each slot gets the code at its position. Evaluated only at compile time.
/// Naming the code for each slot in the source would compile more slowly.
pub const fn codes<C: Copy, const SLOTS: usize>(all: &[C], positions: &[u16; SLOTS]) -> [C; SLOTS] {
    let mut codes = [all[0]; SLOTS];
    let mut slot = 0;
    while slot < SLOTS {
        if let Some(code) = get(all, positions[slot] as usize) {
            codes[slot] = code;
        }
        slot += 1;
    }
    codes
}

/// Returns the slot of a number in a dense group. A number outside the range has a slot past all slots.
#[inline(always)]
pub const fn dense(first: u16, number: u16) -> usize {
    (number as usize).wrapping_sub(first as usize)
}

/// Returns the slot of a number in a sparse group of `slots` slots.
#[inline(always)]
pub const fn sparse(displacements: &[u16; 256], slots: usize, number: u16) -> usize {
    displacements[(number >> 8) as usize].wrapping_add(number) as usize & slots.wrapping_sub(1)
}

/// Returns the content of a slot, or `None` if the slot is past all slots.
#[inline(always)]
pub const fn get<T: Copy>(slots: &[T], slot: usize) -> Option<T> {
    if slot < slots.len() { Some(slots[slot]) } else { None }
}
