//! The lookup by number.
#![allow(clippy::inline_always, reason = "numbers and lengths are constants, and fold away only inside the caller")]

/// How a group's numbers map to its codes, and back to their positions in the group.
///
/// The slots of `codes` and `positions` are the same. A number without a code leads to an empty slot or to another number's,
/// so the code's own number is compared. An empty slot repeats a code of another slot.
pub enum Numbers<Code: 'static> {
    /// Each number is the previous one plus one.
    Contiguous { first: u16 },
    /// There are few unused numbers between the first and the last, so each number has a slot.
    Dense { first: u16, codes: &'static [Code], positions: &'static [u16] },
    /// Numbers with the same high byte form a bucket of 256. Mostly empty buckets overlap in the slots, moved by a
    /// displacement each, so that no two numbers share a slot. Slots wrap around at their count, a power of two.
    Sparse { displacements: &'static [u16; 256], codes: &'static [Code], positions: &'static [u16] },
}

/// Returns the codes in the slots of these positions. Evaluated at compile time: the compiler takes longer for each code that is
/// named in the source.
pub const fn codes<Code: Copy, const SLOTS: usize>(all: &[Code], positions: &[u16; SLOTS]) -> [Code; SLOTS] {
    let mut codes = [all[0]; SLOTS];
    let mut slot = 0;
    while slot < SLOTS {
        if let Some(code) = self::slot(all, positions[slot] as usize) {
            codes[slot] = code;
        }
        slot += 1;
    }
    codes
}

/// Returns the slot of a number in a dense group, or one past all slots.
#[inline(always)]
pub const fn dense(first: u16, number: u16) -> usize {
    (number as usize).wrapping_sub(first as usize)
}

/// Returns the slot of a number in a sparse group of `slots` slots.
#[inline(always)]
pub const fn sparse(displacements: &[u16; 256], slots: usize, number: u16) -> usize {
    displacements[(number >> 8) as usize].wrapping_add(number) as usize & slots.wrapping_sub(1)
}

/// Returns the content of a slot.
#[inline(always)]
pub const fn slot<T: Copy>(slots: &[T], slot: usize) -> Option<T> {
    if slot < slots.len() { Some(slots[slot]) } else { None }
}
