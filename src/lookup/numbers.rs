//! From a number to its code.

/// The way from a group's numbers to its codes.
#[allow(dead_code, reason = "which of them there are depends on the table")]
pub(crate) enum Numbers<Code: 'static> {
    /// Each number is the one before it and one.
    InOrder { first: u16 },
    /// They are near enough to each other for an array of positions; one past the end stands for no code.
    Near { first: u16, positions: &'static [u16] },
    /// They are not. The 256 numbers with the same high byte are a row; the rows, which are mostly empty, lie over each
    /// other so that no two numbers meet, and begin anew where the places end, a power of two of them. Each code has its
    /// number beside it; a place of no code repeats one of another place, so that its number is not the one looked for.
    Apart { rows: &'static [u16; 256], places: &'static [(u16, Code)] },
}

/// The position of a number, or one past all where it is none of them.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the numbers are constants, and fold away only inside the caller")]
#[allow(dead_code, reason = "a table may do without such numbers")]
pub(crate) const fn near(first: u16, positions: &[u16], number: u16) -> usize {
    let at = (number as usize).wrapping_sub(first as usize);
    if at < positions.len() { positions[at] as usize } else { usize::MAX }
}

/// The code of a number, by rows and places.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the lengths are constants, and fold away only inside the caller")]
#[allow(dead_code, reason = "a table may do without such numbers")]
pub(crate) const fn apart<Code: Copy>(rows: &[u16; 256], places: &[(u16, Code)], number: u16) -> Option<Code> {
    let row = rows[(number >> 8) as usize];
    let (place, code) = places[row.wrapping_add(number) as usize & (places.len() - 1)];
    if place == number { Some(code) } else { None }
}

/// The position of a number, or the count where it is none of them.
#[allow(dead_code, reason = "a table may do without such numbers")]
pub(crate) const fn linear(numbers: &[u16], number: u16) -> usize {
    let mut at = 0;
    while at < numbers.len() && numbers[at] != number {
        at += 1;
    }
    at
}
