//! Promises that hold for every table.

mod documents;

#[path = "../support/golden.rs"]
mod golden;
