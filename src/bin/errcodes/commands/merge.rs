//! `errcodes merge`: a merge driver of git.

use crate::outcome::{Outcome, Result};

/// Merges a table or its lock, as a merge driver of git
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        Err("not yet".into())
    }
}
