//! `errcodes completions`: prints a completion script for a shell.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use crate::Cli;
use crate::outcome::Outcome;

/// Prints a completion script for a shell
#[derive(clap::Args)]
#[command(
    after_help = "Exit code: 0 printed.\n\nExample:\n  errcodes completions bash > ~/.local/share/bash-completion/completions/errcodes"
)]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl Args {
    pub fn run(&self) -> Outcome {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "errcodes", &mut script);
        Outcome::data(String::from_utf8_lossy(&script).into_owned(), false)
    }
}
