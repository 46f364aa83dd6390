//! The enums and columns that the build script generates from `codes.toml`.
#![allow(non_camel_case_types, reason = "the table may choose its variants")]
#![allow(clippy::pedantic, clippy::style, reason = "the layout of generated code follows the table")]

include!(concat!(env!("OUT_DIR"), "/codes.rs"));
