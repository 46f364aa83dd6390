//! The same tables written as one would by hand: strum's derive, a `match`, a `phf` map. Made by the build script.
#![allow(clippy::pedantic, reason = "most of it is made by the build script, which no one lints")]

include!(concat!(env!("OUT_DIR"), "/twins.rs"));
