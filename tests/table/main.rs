//! The model of `codes.toml` and the generator, tested with other tables.

mod generated;
mod index;
mod other_tables;
mod positions;
mod wrong_tables;

#[path = "../support/golden.rs"]
mod golden;
