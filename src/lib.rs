// The examples of the front page use the feature `serde`, so they are tested only with this feature.
#![cfg_attr(
    any(not(doctest), feature = "serde"),
    doc = include_str!(concat!(env!("OUT_DIR"), "/front-page.md"))
)]
#![cfg_attr(not(feature = "table"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(unreachable_pub)]
#![allow(clippy::doc_markdown, reason = "the docs contain the texts of the table, and these can contain any word")]
#![allow(deprecated, reason = "the library names all codes of the table")]

// The library. If the table is invalid, a build of the tool leaves it out.
#[cfg(not(feature = "table"))]
mod lookup;
#[cfg(not(invalid_table))]
#[macro_use]
mod docs;
#[cfg(not(invalid_table))]
#[macro_use]
mod generated;
#[cfg(not(invalid_table))]
mod code;
#[cfg(not(invalid_table))]
mod error;
#[cfg(not(invalid_table))]
mod escape;
#[cfg(not(invalid_table))]
mod group;
#[cfg(not(invalid_table))]
mod raw;
#[cfg(not(invalid_table))]
mod status;
#[cfg(all(feature = "serde", not(invalid_table)))]
mod wire;

// The model of `codes.toml`, the generator and the comparison, for the tool and the tests. The build script compiles its own copy
// of lookup, table and emit.
#[cfg(feature = "table")]
#[doc(hidden)]
pub mod compare;
#[cfg(feature = "table")]
#[doc(hidden)]
pub mod emit;
#[cfg(feature = "table")]
#[doc(hidden)]
pub mod lookup;
#[cfg(feature = "table")]
#[doc(hidden)]
pub mod table;

#[cfg(not(invalid_table))]
pub use code::{Code, NumericCode};
#[cfg(not(invalid_table))]
pub use error::{OtherGroup, UnknownCode, UnknownGroup, UnknownNumeric, UnknownStatus};
#[cfg(not(invalid_table))]
pub use generated::*;
#[cfg(not(invalid_table))]
pub use raw::{RawError, RawText};
pub use strum;
#[cfg(all(feature = "serde", not(invalid_table)))]
pub use wire::{AnyCode, ErrorBody, NoText, Numeric, ReceivedError, numeric};
