// The front page shows the feature `serde` too, so its examples are tests only where that is on.
#![cfg_attr(
    any(not(doctest), feature = "serde"),
    doc = include_str!(concat!(env!("OUT_DIR"), "/front-page.md"))
)]
#![no_std]
#![forbid(unsafe_code)]
#![warn(unreachable_pub)]
#![allow(clippy::doc_markdown, reason = "the docs show the table's texts, and these may hold any word")]

#[macro_use]
mod code;
#[macro_use]
mod convert;
#[macro_use]
mod strum_traits;
#[cfg(feature = "serde")]
#[macro_use]
mod wire;
mod error;
mod group;
mod lookup;
mod status;

/// What the build script makes of `codes.toml`.
#[allow(deprecated, non_camel_case_types, reason = "the table names deprecated codes, and may name variants at will")]
#[allow(clippy::pedantic, clippy::style, reason = "written for readers of the table, not for linters")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/codes.rs"));
}

pub use error::{OtherGroup, UnknownCode, UnknownNumeric, UnknownStatus};
pub use generated::*;
pub use strum;
#[cfg(feature = "serde")]
pub use wire::{AnyCode, ErrorBody, NoText, ReceivedError, numeric};
