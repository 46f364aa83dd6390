//! The tool: shows, checks, locks and compares tables of error codes.

mod args;
mod check;
mod compare;
mod diff;
mod facts;
mod git;
mod input;
mod lock;
mod manifest;
mod paint;
mod pairs;
mod record;
mod report;
mod rules;
mod show;
#[path = "../../table/mod.rs"]
#[allow(dead_code, reason = "the build script uses the rest")]
mod table;

use std::io::{self, Write as _};
use std::process::ExitCode;

use args::Command;

/// What a command says, and what came of it.
#[derive(Default)]
pub struct Outcome {
    out: String,
    /// What could not be done, where the rest could.
    failed: String,
    /// Whether it found what its exit code is to tell: problems, gaps, findings, or nothing at all.
    found: bool,
}

impl Outcome {
    fn new(out: String, found: bool) -> Self {
        Self { out, found, failed: String::new() }
    }
}

/// Why a command could not do its work.
pub type Result<T> = core::result::Result<T, String>;

fn main() -> ExitCode {
    let outcome = match args::read() {
        Command::Check { files } => Ok(check::run(&files)),
        Command::Diff(options) => diff::run(&options),
        Command::Lock { table, lock, check } => record::run(&table, lock.as_deref(), check),
        Command::Show { table, queries } => show::run(&table, &queries),
    };
    let Outcome { out, failed, found } =
        outcome.unwrap_or_else(|error| Outcome { failed: error, ..Outcome::default() });
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(out.as_bytes()).and_then(|()| stdout.flush());
    if !failed.is_empty() {
        // Nobody is left to be told if this fails.
        let _ = writeln!(io::stderr(), "{}", failed.trim_end());
    }
    match written {
        Ok(()) if failed.is_empty() => ExitCode::from(u8::from(found)),
        Ok(()) => ExitCode::from(2),
        Err(error) => {
            // A reader that has seen enough closes the pipe, and needs no message.
            if error.kind() != io::ErrorKind::BrokenPipe {
                let _ = writeln!(io::stderr(), "the output could not be written: {error}");
            }
            ExitCode::from(2)
        }
    }
}
