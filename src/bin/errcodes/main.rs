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
pub struct Outcome {
    out: String,
    /// Whether it found what its exit code is to tell: problems, gaps, findings, or nothing at all.
    found: bool,
}

/// Why a command could not do its work.
pub type Result<T> = core::result::Result<T, String>;

fn main() -> ExitCode {
    let outcome = match args::read() {
        Command::Check { files } => check::run(&files),
        Command::Diff(options) => diff::run(&options),
        Command::Lock { table, lock, check } => record::run(&table, lock.as_deref(), check),
        Command::Show { table, queries } => show::run(&table, &queries),
    };
    let (out, code) = match outcome {
        Ok(Outcome { out, found }) => (out, u8::from(found)),
        Err(error) => {
            // Nobody is left to be told if this fails.
            let _ = writeln!(io::stderr(), "{}", error.trim_end());
            return ExitCode::from(2);
        }
    };
    let mut stdout = io::stdout().lock();
    match stdout.write_all(out.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            // A reader that has seen enough closes the pipe, and needs no message.
            if error.kind() != io::ErrorKind::BrokenPipe {
                let _ = writeln!(io::stderr(), "the output could not be written: {error}");
            }
            ExitCode::from(2)
        }
    }
}
