//! Calls the C functions of gperf. They return the position of an errorCode in a table.

use std::ffi::{c_char, c_int};

unsafe extern "C" {
    fn gperf_real(text: *const c_char, length: usize) -> c_int;
    fn gperf_made_up_1000(text: *const c_char, length: usize) -> c_int;
}

/// Returns the position of an errorCode in the table of this repository.
#[must_use]
pub fn real(text: &str) -> Option<usize> {
    // SAFETY: the function reads `length` bytes.
    usize::try_from(unsafe { gperf_real(text.as_ptr().cast(), text.len()) }).ok()
}

/// Returns the position of an errorCode in the made-up table of 1,000 codes.
#[must_use]
pub fn made_up_1000(text: &str) -> Option<usize> {
    // SAFETY: the function reads `length` bytes.
    usize::try_from(unsafe { gperf_made_up_1000(text.as_ptr().cast(), text.len()) }).ok()
}
