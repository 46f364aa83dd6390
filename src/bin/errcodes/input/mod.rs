//! Reads and writes files, and reads revisions of git and the version in `Cargo.toml`.

pub mod files;
pub mod git;
pub mod manifest;
