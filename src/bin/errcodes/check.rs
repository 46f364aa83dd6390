//! `errcodes check`: what the build would say of a table.

use core::fmt::Write as _;

use crate::input::Source;
use crate::{Outcome, Result, table};

pub fn run(files: &[String]) -> Result<Outcome> {
    let (mut out, mut found) = (String::new(), false);
    for file in files {
        let source = Source::read(file)?;
        match table::read(&source.bytes) {
            Ok(table) => {
                let _ = match table.codes().count() {
                    1 => writeln!(out, "{}: 1 code, no problem", source.label),
                    many => writeln!(out, "{}: {many} codes, no problem", source.label),
                };
            }
            Err(problems) => {
                let report = table::problem::report(&problems, &source.label, &source.bytes);
                if !source.is_toml() {
                    return Err(out + &report);
                }
                out.push_str(&report);
                found = true;
            }
        }
    }
    Ok(Outcome { out, found })
}
