//! Promises that hold for every table.

mod documents;
mod lock;

#[path = "../support/golden.rs"]
mod golden;
