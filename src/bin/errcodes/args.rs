//! What the tool can be asked for, and how it is asked.

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};

use crate::lock;

/// A command with its arguments.
pub enum Command {
    Check { files: Vec<String> },
    Lock { table: String, lock: Option<String>, check: bool },
    Show { table: String, queries: Vec<String> },
}

const TABLE: &str = "codes.toml";

/// Reads the command line. Help and wrong usage end the program, with exit code 0 and 2.
pub fn read() -> Command {
    match tool().get_matches().remove_subcommand() {
        Some((name, mut matches)) => match name.as_str() {
            "check" => Command::Check { files: all(&mut matches, "files") },
            "lock" => Command::Lock {
                table: one(&mut matches, "table").unwrap_or_default(),
                lock: one(&mut matches, "lock"),
                check: matches.get_flag("check"),
            },
            _ => Command::Show {
                table: one(&mut matches, "table").unwrap_or_default(),
                queries: all(&mut matches, "queries"),
            },
        },
        None => unreachable!("a command is required"),
    }
}

fn all(matches: &mut ArgMatches, name: &str) -> Vec<String> {
    matches.remove_many(name).map(Iterator::collect).unwrap_or_default()
}

fn one(matches: &mut ArgMatches, name: &str) -> Option<String> {
    matches.remove_one(name)
}

fn tool() -> Clap {
    Clap::new("errcodes")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Shows, checks and locks tables of error codes")
        .after_help("Example:\n  errcodes show SESSION_EXPIRED")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([show(), check(), lock()])
}

fn show() -> Clap {
    Clap::new("show")
        .about("Shows the table, or what is known of an errorCode, a number, a status or a part of a name")
        .after_help(
            "Exit code: 0 found, 1 nothing known, 2 the table cannot be read.\n\n\
             Examples:\n  errcodes show\n  errcodes show 5\n  errcodes show session_expired\n  errcodes show 404 balance",
        )
        .arg(text("queries").value_name("QUERY").num_args(0..).help("errorCodes, numbers, statuses or parts of names"))
        .arg(table())
}

fn check() -> Clap {
    Clap::new("check")
        .about("Says all that is wrong in a table, as the build does, without a build")
        .after_help(
            "Exit code: 0 all is well, 1 there are problems, 2 a file cannot be read or is no TOML.\n\n\
             Examples:\n  errcodes check\n  errcodes check other/codes.toml\n  git show :codes.toml | errcodes check -",
        )
        .arg(
            text("files")
                .value_name("FILE")
                .num_args(0..)
                .default_value(TABLE)
                .help("Tables; `-` is the standard input"),
        )
}

fn lock() -> Clap {
    Clap::new("lock")
        .about("Records the contract in tests/codes.lock, or says whether it is recorded")
        .after_help(
            "What is new is recorded; what was promised is taken back only when the version in Cargo.toml is a breaking \
             one: the next major, or before 1.0 the next minor. What is retired stays for good.\n\n\
             Exit code: 0 recorded, 1 refused or not current, 2 a file cannot be read.\n\n\
             Examples:\n  errcodes lock\n  errcodes lock --check",
        )
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help("Only say whether the lock is current"))
        .arg(text("lock").long("lock").value_name("FILE").help(format!("The lock [default: {} beside the table]", lock::PATH)))
        .arg(table())
}

fn table() -> Arg {
    text("table")
        .long("table")
        .short('t')
        .value_name("FILE")
        .default_value(TABLE)
        .help("The table; `-` is the standard input")
}

fn text(name: &'static str) -> Arg {
    Arg::new(name).value_parser(NonEmptyStringValueParser::new())
}
