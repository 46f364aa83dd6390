//! `errcodes check`: what the build would say of a table.

use core::fmt::Write as _;

use crate::input::Source;
use crate::{Outcome, table};

/// Checks every file, those after one that cannot be read too.
pub fn run(files: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for file in files {
        if let Err(error) = one(file, &mut outcome) {
            let _ = writeln!(outcome.failed, "{}", error.trim_end());
        }
    }
    outcome
}

fn one(file: &str, outcome: &mut Outcome) -> crate::Result<()> {
    let source = Source::read(file)?;
    match table::read(&source.bytes) {
        Ok(table) => {
            let count = table.codes().len();
            let codes = if count == 1 { "code" } else { "codes" };
            let _ = writeln!(outcome.out, "{}: {count} {codes}, no problem", source.label);
        }
        Err(problems) => {
            let report = table::problem::report(&problems, &source.label, &source.bytes);
            if !source.is_toml() {
                return Err(report);
            }
            outcome.out.push_str(&report);
            outcome.found = true;
        }
    }
    Ok(())
}
