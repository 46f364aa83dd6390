//! Generates the library's Rust code and front page from a [`Table`](crate::table::Table).
#![allow(clippy::must_use_candidate, reason = "not part of the public interface")]

pub mod index;
pub mod markdown;
mod rust;

pub use rust::rust;
