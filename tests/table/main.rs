//! Tests of the reader of `codes.toml` and of the generator, with other tables than the table of this API.

mod generated;
mod index;
mod other_tables;
mod positions;
mod syntax;
mod wrong_tables;

#[path = "../support/golden.rs"]
mod golden;
