//! The commands. Each command has a file with its arguments and its function.

mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod external;
mod lock;
mod merge;
mod review;
mod show;
mod sides;
mod textconv;

use clap::Subcommand;

use crate::outcome::{Outcome, Result};

#[derive(Subcommand)]
pub enum Command {
    Show(show::Args),
    Check(check::Args),
    Explain(explain::Args),
    Diff(diff::Args),
    Review(review::Args),
    Lock(lock::Args),
    Export(export::Args),
    Merge(merge::Args),
    Completions(completions::Args),
}

impl Command {
    pub fn run(self) -> Result<Outcome> {
        match self {
            Self::Show(args) => args.run(),
            Self::Check(args) => args.run(),
            Self::Explain(args) => Ok(args.run()),
            Self::Diff(args) => args.run(),
            Self::Review(args) => args.run(),
            Self::Lock(args) => args.run(),
            Self::Export(args) => args.run(),
            Self::Merge(args) => args.run(),
            Self::Completions(args) => Ok(args.run()),
        }
    }
}
