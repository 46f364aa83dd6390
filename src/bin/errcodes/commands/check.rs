//! `errcodes check`: reports all problems of a table.

use core::fmt::Write as _;

use clap::builder::NonEmptyStringValueParser;
use errcodes::table::Sources;

use crate::args::TABLE;
use crate::input::files::TableFile;
use crate::outcome::{CommandError, Outcome, Result};
use crate::output::report::Report;
use crate::output::{self, Format};

const EXAMPLES: &str = "\
Exit code: 0 no problem, 1 there are problems, 2 a file cannot be read. The other files are still checked.

Examples:
  errcodes check
  errcodes check other/codes.toml
  git show :codes.toml | errcodes check -";

/// Checks tables as the build does, without a build
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Tables. `-` reads the standard input
    #[arg(value_name = "FILE", default_value = TABLE, value_parser = NonEmptyStringValueParser::new())]
    files: Vec<String>,
    /// The format of the problems
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        if self.format != Format::Text && self.files.len() > 1 {
            return Err("only the format `text` can report on several files; check one file at a time".into());
        }
        let mut all = Outcome::default();
        for file in &self.files {
            match TableFile::read(file) {
                Ok(file) => {
                    let outcome = output::outcome(&report(&file), self.format)?;
                    all.out.push_str(&outcome.out);
                    all.fails |= outcome.fails;
                }
                Err(CommandError::Message(error) | CommandError::InvalidTable(error)) => {
                    let _ = writeln!(all.errors, "{error}");
                }
            }
        }
        Ok(all)
    }
}

fn report(file: &TableFile) -> Report<'_> {
    let sources = Sources { lock: file.lock.as_ref(), ..Sources::of(&file.source) };
    match &file.table {
        Ok(table) => {
            let count = table.codes().count();
            let plural = if count == 1 { "" } else { "s" };
            Report::new(sources, Vec::new(), None, format!("{count} code{plural}, no problem"))
        }
        Err(problems) => Report::of_problems(sources, problems),
    }
}
