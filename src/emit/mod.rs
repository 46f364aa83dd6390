//! Generates the library's Rust and its front page from a [`Table`](crate::table::Table).

pub mod index;
pub mod markdown;
mod rust;

pub use rust::rust;
