//! Tests that pass with every `codes.toml`. They loop over the whole table.

mod documents;
mod enums;
mod groups;
#[cfg(feature = "http")]
mod http;
mod lock;
mod lookups;
mod raw;
mod rows;
mod storage;
#[cfg(feature = "serde")]
mod wire;
#[cfg(feature = "serde")]
mod wire_random;
#[cfg(feature = "serde")]
mod wire_read;
#[cfg(feature = "serde")]
mod wire_write;

#[path = "../support/golden.rs"]
mod golden;
