//! Files, which are read and written; revisions of git; and the version in `Cargo.toml`.

pub mod files;
pub mod git;
pub mod manifest;
