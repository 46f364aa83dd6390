//! From an errorCode to its code, and from a number to a position in the table.

mod hash;
mod indexed;
mod numbers;

use crate::generated::index::Slot;
use crate::generated::{ErrorCode, NAME_INDEX};
pub(crate) use hash::{Key, Sample};
pub(crate) use indexed::Index;
#[allow(unused_imports, reason = "a table may do without numbers")]
pub(crate) use numbers::Numbers;

/// Whether bytes count more than time: on bare metal, and in wasm, which is sent before it runs, while a table is so short
/// that an index is larger than all the rest. A host looks names up by [`indexed`].
pub(crate) const SMALL: bool = cfg!(target_os = "none") || (cfg!(target_family = "wasm") && ErrorCode::COUNT <= 64);

/// Whether names are gone through one by one; always right, if no keys tell them apart.
pub(crate) const LINEAR: bool = SMALL || NAME_INDEX.is_none();

/// The lengths of the shortest and the longest name.
const LENGTHS: (usize, usize) = indexed::range(ErrorCode::names());

/// All names of the table. No static, which could be in another object file, and take a load to find.
const NAMES: Option<indexed::Names> = match NAME_INDEX {
    Some(index) if !SMALL => Some(indexed::Names { index, lines: LINES, middles: MIDDLES }),
    _ => None,
};

const SLOTS: &[Slot] = match NAME_INDEX {
    Some(index) if !SMALL => index.slots,
    _ => &[],
};

const LINES: &[indexed::Line] = &indexed::lines::<{ SLOTS.len() }>(SLOTS, ErrorCode::names(), ErrorCode::ALL);

const MIDDLES: &[hash::Words] = {
    const LONG: usize = if LENGTHS.1 > hash::WIDE { SLOTS.len() } else { 0 };
    &indexed::middles::<LONG>(SLOTS, ErrorCode::names())
};

/// The code with this name, by the index.
#[inline(always)]
#[allow(clippy::inline_always, reason = "one caller")]
pub(crate) const fn find(text: &str) -> Option<ErrorCode> {
    match NAMES {
        Some(names) if LENGTHS.0 <= text.len() && text.len() <= LENGTHS.1 => names.find(text.as_bytes()),
        _ => None,
    }
}

/// The text's position among the names, or their count where it is none of them.
pub(crate) const fn linear(names: &[&str], text: &str) -> usize {
    let mut at = 0;
    while at < names.len() {
        if equal(names[at].as_bytes(), text.as_bytes()) {
            break;
        }
        at += 1;
    }
    at
}

/// Compares from the back: names of one group often begin alike, and counting down is the shorter loop.
const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = a.len();
    while at > 0 {
        at -= 1;
        if a[at] != b[at] {
            return false;
        }
    }
    true
}
