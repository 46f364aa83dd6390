//! Reads and checks `codes.toml`. The result is a table, or all problems of the file. The build script, the tool and
//! the tests use this module.
#![allow(clippy::must_use_candidate, reason = "not part of the public interface")]

mod check;
pub mod contract;
pub mod facts;
pub mod finding;
pub mod free_numbers;
mod model;
pub mod names;
pub mod nearest;
mod parse;
mod positions;
pub mod rules;
pub mod source;
pub mod text;
pub(crate) mod tree;

pub use facts::{Fact, Field, facts};
pub use finding::{Document, Finding, Paint, Part, Rule, Severity, Site, Sources, Subject};
pub use model::{Code, Group, Retired, Span, Spanned, Status, Table};
pub use source::{Position, Source};

use positions::in_file_order;

/// Parses and checks a `codes.toml`. `lock` is the content of its lock, or empty. A number in the lock is not free.
///
/// # Errors
///
/// All problems of the file, in file order.
pub fn read(source: &Source, lock: &[u8]) -> Result<Table, Vec<Finding>> {
    let (table, mut problems) = parse::parse(source)?;
    check::check(&table, &free_numbers::recorded(lock), &mut problems);
    if problems.is_empty() { Ok(table) } else { Err(in_file_order(problems, |problem| problem.site.span.start)) }
}
