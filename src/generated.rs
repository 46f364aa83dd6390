//! The enums and columns that the build script generates from `codes.toml`.
#![allow(non_camel_case_types, reason = "the table may choose its variants")]
#![allow(clippy::pedantic, clippy::style, reason = "written for readers of the table, not for linters")]

include!(concat!(env!("OUT_DIR"), "/codes.rs"));
