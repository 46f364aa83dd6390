//! Reads and writes files, and reads revisions of git, the version in `Cargo.toml`, and the variables of CI systems.

pub mod ci;
pub mod files;
pub mod git;
pub mod manifest;
