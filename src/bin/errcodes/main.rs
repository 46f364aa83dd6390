//! The tool: checks, shows, compares, locks, reviews, exports and merges tables of error codes.

mod args;
mod ci_log;
mod commands;
mod export;
mod input;
mod outcome;
mod output;
mod pages;
mod style;

use std::io::{self, Write as _};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::Parser;

use args::ColorArg;
use commands::Command;
use outcome::{CommandError, Outcome};

/// Checks, shows, compares, locks, reviews, exports and merges tables of error codes
#[derive(Parser)]
#[command(name = "errcodes", version, after_help = "Example:\n  errcodes show SESSION_EXPIRED")]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    color: ColorArg,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Cli { color, command } = Cli::parse();
    style::set_colors(color.color);
    match command.run() {
        Ok(outcome) => print(&outcome),
        Err(CommandError::InvalidTable(report)) => write_error(&report, 1),
        Err(CommandError::Message(error)) => write_error(&error, 2),
    }
}

fn print(outcome: &Outcome) -> ExitCode {
    let Outcome { out, fails, errors, note, bytes } = outcome;
    let mut stdout = AutoStream::new(io::stdout().lock(), style::choice());
    let written = stdout.write_all(out.as_bytes()).and_then(|()| {
        let mut stdout = stdout.into_inner();
        stdout.write_all(bytes).and_then(|()| stdout.flush())
    });
    for text in [note, errors] {
        if !text.is_empty() {
            write_error(text, 2);
        }
    }
    match written {
        Ok(()) if errors.is_empty() => ExitCode::from(u8::from(*fails)),
        Ok(()) => ExitCode::from(2),
        // The reader, such as `head`, closed the pipe and does not need a message.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(2),
        Err(error) => write_error(&format!("cannot write the output: {error}"), 2),
    }
}

/// Writes a message to the standard error, and returns the exit code.
fn write_error(text: &str, code: u8) -> ExitCode {
    // If the standard error is closed, the message is lost.
    let _ = writeln!(AutoStream::auto(io::stderr().lock()), "{}", ci_log::log_safe(text.trim_end()));
    ExitCode::from(code)
}
