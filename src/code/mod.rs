//! Methods and trait impls of the enums of codes: written once, and implemented for every enum of the table by `enums!`.
//!
//! `enums!` is the list at the end of the generated file. `enums! { KIND RULES }` defines a macro with these rules and calls
//! it once with all enums of a kind, one `{ enum: …, … }` each: `codes` are all enums of codes, `groups` those of groups,
//! `numeric` those whose discriminants are numbers, `plain` the others, and `defaults` those with a default. The impls are
//! its arguments, so the docs' links to the source lead to the hand-written code.
#![allow(clippy::wildcard_imports, reason = "the table names the enums")]

/// A column of texts: the whole of it for `ErrorCode`, or a group's part, copied so that it is linked without the rest.
macro_rules! texts {
    (ErrorCode, $first:literal, $COLUMN:ident) => {
        &crate::generated::$COLUMN
    };
    ($Enum:ident, $first:literal, $COLUMN:ident) => {{
        static PART: [&str; $Enum::COUNT] = crate::code::part(&crate::generated::$COLUMN, $first);
        &PART
    }};
}

mod chain;
#[cfg(feature = "defmt")]
mod defmt;
#[cfg(feature = "http")]
mod http;
mod methods;
mod std_traits;
mod strum_traits;
mod traits;

pub use traits::{Code, NumericCode};

/// Returns the `N` texts from `first` on. Evaluated at compile time only.
const fn part<const N: usize>(column: &[&'static str], first: usize) -> [&'static str; N] {
    match column.split_at(first).1.first_chunk() {
        Some(part) => *part,
        // Unreachable: the enum has `N` codes.
        None => [""; N],
    }
}

/// Returns the text at a position. Every code has one, but where numbers are sparse, the compiler cannot see it.
#[inline]
const fn text(column: &'static [&'static str], position: usize) -> &'static str {
    if position < column.len() { column[position] } else { "" }
}
