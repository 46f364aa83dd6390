//! Tests of this API: the facts of its reference, and code like that of its users. Another API deletes this folder.

#[cfg(feature = "cli")]
#[path = "../support/clean_command.rs"]
mod clean_command;
#[cfg(feature = "serde")]
mod declines;
#[cfg(feature = "serde")]
mod documented;
#[cfg(feature = "cli")]
#[path = "../support/golden.rs"]
mod golden;
mod lookups;
#[cfg(feature = "cli")]
mod readme;
mod reference;
mod traits;
mod uses;
#[cfg(all(feature = "cli", feature = "serde"))]
mod vectors;
#[cfg(feature = "serde")]
mod wire_codes;
#[cfg(feature = "serde")]
mod wire_numbers;
