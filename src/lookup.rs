//! From an errorCode and from a number to the code.

mod hash;
mod indexed;
pub(crate) mod numbers;

use crate::generated::{ErrorCode, NAME_INDEX};
pub(crate) use hash::{Key, Sample};
pub(crate) use indexed::Index;

/// Whether bytes count more than time: on bare metal, and in wasm, which is sent before it runs, while a table is so short
/// that an index is larger than all the rest. A host looks names up by [`indexed`].
pub(crate) const SMALL: bool = cfg!(target_os = "none") || (cfg!(target_family = "wasm") && ErrorCode::COUNT <= 64);

/// Whether names are gone through one by one, as they also are where the build script found no key.
pub(crate) const LINEAR: bool = SMALL || NAME_INDEX.is_none();

/// The code with this name, by the index.
#[inline(always)]
#[allow(clippy::inline_always, reason = "one caller")]
pub(crate) const fn find(text: &str) -> Option<ErrorCode> {
    match NAME_INDEX {
        Some(index) if !LINEAR => match index.position(text.as_bytes()) {
            Some(position) => ErrorCode::nth(position),
            None => None,
        },
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
