//! What the tool can be asked for, and how it is asked.

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser as _};
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};

use crate::diff::Options;
use crate::lock;
use crate::report::Format;
use crate::rules::{Class, Rule};

/// A command with its arguments.
pub enum Command {
    Check { files: Vec<String> },
    Diff(Options),
    Lock { table: String, lock: Option<String>, check: bool },
    Show { table: String, queries: Vec<String> },
}

const TABLE: &str = "codes.toml";

/// Reads the command line. Help and wrong usage end the program, with exit code 0 and 2.
pub fn read() -> Command {
    match tool().get_matches().remove_subcommand() {
        Some((name, mut matches)) => match name.as_str() {
            "check" => Command::Check { files: all(&mut matches, "files") },
            "diff" => Command::Diff(Options {
                files: all(&mut matches, "files"),
                table: one(&mut matches, "table").unwrap_or_default(),
                against: one(&mut matches, "against"),
                textconv: matches.get_flag("textconv"),
                format: matches.remove_one("format").unwrap_or(Format::Text),
                fail_on: matches.remove_one("fail-on").unwrap_or(Some(Class::Major)),
            }),
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
        .about("Shows, checks, locks and compares tables of error codes")
        .after_help("Example:\n  errcodes show SESSION_EXPIRED")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([show(), check(), lock(), diff()])
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
            "Exit code: 0 all is well, 1 there are problems, 2 a file cannot be read or is no TOML; the others are checked all \
             the same.\n\n\
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
            "What is new is recorded. What is recorded already may change or go only when the version in Cargo.toml is a \
             breaking one: the next major, or before 1.0 the next minor. What is retired stays for good.\n\
             What was recorded, but never released, may go at once: restore the lock from the last release, and record \
             anew.\n\n\
             Exit code: 0 recorded, 1 refused, not current or missing, 2 a file or folder cannot be used.\n\n\
             Examples:\n  errcodes lock\n  errcodes lock --check",
        )
        .arg(Arg::new("check").long("check").action(ArgAction::SetTrue).help("Only say whether the lock is current"))
        .arg(text("lock").long("lock").value_name("FILE").help(format!("The lock [default: {} beside the table]", lock::PATH)))
        .arg(table())
}

const DIFF_EXAMPLES: &str = "\
Exit code: 0 all findings are below --fail-on, 1 at least one is not, 2 the tables cannot be compared.

Examples:
  errcodes diff --against main
  errcodes diff old.toml codes.toml
  git show v1.0.0:codes.toml | errcodes diff - codes.toml
  errcodes diff --against origin/main --format markdown --fail-on none > comment.md
  GIT_EXTERNAL_DIFF=\"errcodes diff\" git diff main";

fn diff() -> Clap {
    let formats = Format::NAMES.map(|(name, _)| name);
    let mut classes = Class::ALL.map(|class| (class.name(), Some(class))).to_vec();
    classes.push(("none", None));
    let names: Vec<_> = classes.iter().map(|(name, _)| *name).collect();
    Clap::new("diff")
        .about("Compares two tables by meaning, and says what each change does to users")
        .after_help(format!("{DIFF_EXAMPLES}\n\nMore about git, and the rules: see --help."))
        .after_long_help(format!(
            "{DIFF_EXAMPLES}\n\nAs git's own diff, for one command or for good:\n  GIT_EXTERNAL_DIFF=\"errcodes diff\" git diff main\n  \
             echo 'codes.toml diff=errcodes' >> .gitattributes\n  \
             git config diff.errcodes.command 'errcodes diff'\n  \
             git log -p --ext-diff codes.toml\n\n\
             Or as lines, one fact each, in git's own colours:\n  \
             git config diff.errcodes.textconv 'errcodes diff --textconv'\n\
             Of an invalid table these are a line that says so, a line for each problem, and its text as it is.\n\n\
             Rules, with their classes:\n{}",
            rules()
        ))
        .arg(text("files").value_name("FILE").num_args(0..=9).help(
            "The old table and the new one, or with --against the new one alone; `-` is the standard input. Git gives seven \
             arguments when this is its external diff: the exit code is 0 then, whatever is found, and of an invalid table \
             the problems are shown, and its lines",
        ))
        .arg(text("against").long("against").short('a').value_name("REVISION").help("Compare with the table of a git revision"))
        .arg(
            text("format").long("format").short('f').value_name("FORMAT").default_value("text").help("How to write the findings")
                .value_parser(PossibleValuesParser::new(formats).map(|name| named(&Format::NAMES, &name))),
        )
        .arg(
            text("fail-on").long("fail-on").value_name("CLASS").default_value("major").help("The least class that fails; `none` only reports: exit code 0 whatever is found, 2 where it could not compare")
                .value_parser(PossibleValuesParser::new(names).map(move |name| named(&classes, &name))),
        )
        .arg(
            Arg::new("textconv").long("textconv").action(ArgAction::SetTrue).conflicts_with("against")
                .help("Write one table as sorted lines, one fact each, for git's `textconv`"),
        )
        .arg(table())
}

/// The value of a name that the parser has let through.
fn named<T: Copy>(names: &[(&str, T)], name: &str) -> T {
    let found = names.iter().find(|(known, _)| *known == name);
    found.expect("the parser lets known names through alone").1
}

fn rules() -> String {
    let wide = Rule::ALL.iter().map(|rule| rule.name().len()).max().unwrap_or_default();
    let lines =
        Rule::ALL.iter().map(|rule| format!("  {}  {:<wide$}  {}", rule.class().name(), rule.name(), rule.about()));
    lines.collect::<Vec<_>>().join("\n")
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
