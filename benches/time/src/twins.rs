//! Other implementations of the same tables: strum's derive, a `match` and a `phf` map. The build script generates them.
#![allow(clippy::pedantic, reason = "the build script generates most of this module")]

include!(concat!(env!("OUT_DIR"), "/twins.rs"));
