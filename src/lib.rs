// The front page shows the feature `serde` too, so its examples are tests only with that feature.
#![cfg_attr(
    any(not(doctest), feature = "serde"),
    doc = include_str!(concat!(env!("OUT_DIR"), "/front-page.md"))
)]
#![cfg_attr(not(feature = "table"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(unreachable_pub)]
#![allow(clippy::doc_markdown, reason = "the docs contain the table's texts, and these may contain any word")]
#![allow(deprecated, reason = "the library names all codes of the table")]

// The library. Each module imports only those listed before it.
#[cfg(not(feature = "table"))]
mod lookup;
#[macro_use]
mod docs;
#[macro_use]
mod generated;
mod error;
mod group;
mod status;
#[macro_use]
mod code;
mod escape;
mod raw;
#[cfg(feature = "serde")]
mod wire;

// The workshop: the model of `codes.toml`, the generator and the comparison, for the build script, the tool and the tests.
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

pub use code::{Code, NumericCode};
pub use error::{OtherGroup, UnknownCode, UnknownGroup, UnknownNumeric, UnknownStatus};
pub use generated::*;
pub use raw::{RawError, RawText};
pub use strum;
#[cfg(feature = "serde")]
pub use wire::{AnyCode, ErrorBody, NoText, Numeric, ReceivedError, numeric};
