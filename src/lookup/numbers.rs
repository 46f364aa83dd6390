//! From a number to a position.

use super::SMALL;
use crate::generated::index::Slot;

/// Where no code is.
const NOWHERE: usize = usize::MAX;

/// The way from a group's numbers to its codes.
#[allow(dead_code, reason = "which of them there are depends on the table")]
pub(crate) enum Numbers {
    /// Each number is the one before it and one.
    InOrder { first: u16 },
    /// They are near enough to each other for an array of positions; one past the end stands for no code.
    Near { first: u16, positions: &'static [Slot] },
    /// They are not. The 256 numbers with the same high byte are a row; the rows, which are mostly empty, lie over each
    /// other so that no two numbers meet. Each number has its position beside it, so that one load answers.
    Apart { rows: &'static [u16; 256], places: &'static [(u16, Slot)] },
}

impl Numbers {
    /// The position of the code with this number: the codes' numbers are these.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "of the ways one is left")]
    #[allow(dead_code, reason = "a table may do without numbers")]
    #[allow(clippy::unnecessary_cast, reason = "how wide a slot is depends on the table")]
    pub(crate) const fn position(&self, column: &[u16], number: u16) -> usize {
        match self {
            Self::InOrder { first } => (number as usize).wrapping_sub(*first as usize),
            Self::Near { first, positions } => {
                let at = (number as usize).wrapping_sub(*first as usize);
                if at < positions.len() { positions[at] as usize } else { NOWHERE }
            }
            Self::Apart { .. } if SMALL => {
                let mut at = 0;
                while at < column.len() && column[at] != number {
                    at += 1;
                }
                at
            }
            Self::Apart { rows, places } => {
                let at = rows[(number >> 8) as usize] as usize + (number & 0xff) as usize;
                if at >= places.len() {
                    return NOWHERE;
                }
                let (place, position) = places[at];
                // Another number leads past the end, without a branch: whether it is another cannot be foreseen.
                (((place ^ number) as u32) << 16 | position as u32) as usize
            }
        }
    }
}
