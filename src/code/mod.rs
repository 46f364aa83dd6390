//! Methods and trait impls of the enums of codes. An impl for several enums is written once, as an argument of `enums!`.
//!
//! `enums!` is at the end of the generated file. `enums! { KIND RULES }` defines a macro with these rules, and calls it
//! once with all enums of the kind. Each enum is one `{ enum: …, … }`.
//!
//! | kind | enums |
//! |---|---|
//! | `codes` | all enums of codes |
//! | `groups` | the enums of groups |
//! | `numeric` | the enums with numbers as discriminants |
//! | `plain` | the enums with positions as discriminants |
//! | `defaults` | the enums with a default |
//!
//! The rules contain the impls, so the docs' links to the source lead to the hand-written code.
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
