//! Methods and trait impls of the enums of codes: written once, and implemented for every enum of the table by `enums!`.
//!
//! `enums!` is the list at the end of the generated file. `enums! { KIND RULES }` defines a macro with these rules and calls
//! it once with all enums of a kind, one `{ enum: …, … }` each: `codes` are all enums of codes, `groups` those of groups,
//! `numeric` those whose discriminants are numbers, `plain` the others, and `defaults` those with a default. The impls are
//! its arguments, so the docs' links to the source lead to the hand-written code.
#![allow(clippy::wildcard_imports, reason = "the table names the enums")]

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
