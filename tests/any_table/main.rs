//! Promises that hold for every table.

mod documents;
mod lock;
mod lookups;
#[cfg(feature = "serde")]
mod wire_random;
#[cfg(feature = "serde")]
mod wire_read;
#[cfg(feature = "serde")]
mod wire_write;

#[path = "../support/golden.rs"]
mod golden;
