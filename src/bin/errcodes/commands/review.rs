//! `errcodes review`: the gate of a pull request.

use crate::outcome::{Outcome, Result};

/// Reviews what a branch does to the table, its lock and its retired entries
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        Err("not yet".into())
    }
}
