//! The model of `codes.toml`, and the way from its text to Rust. Part of the build script, the tool and the tests; never
//! of the library.

pub mod check;
pub mod contract;
pub mod names;
pub mod order;
pub mod parse;
pub mod problem;

use core::ops::Range;

pub use problem::Problem;

/// A value and where in the file it stands, in bytes.
///
/// What is missing or unusable has been reported and stands as its type's default (an empty text, the number 0), with the
/// place to look at: no rule allows these values, so later rules skip them.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// All that `codes.toml` says, in the file's order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub statuses: Vec<Status>,
    pub groups: Vec<Group>,
    pub retired: Vec<Retired>,
}

/// `[status.NNN]`.
#[derive(Clone, Debug)]
pub struct Status {
    pub number: Spanned<u16>,
    pub variant: Spanned<String>,
    pub reason: Spanned<String>,
    /// Of an answer without an errorCode; has a `when` too then.
    pub message: Option<Spanned<String>>,
    pub when: Option<Spanned<String>>,
}

/// `[group]` with its codes.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub key: Spanned<String>,
    pub variant: String,
    pub enum_name: Spanned<String>,
    pub about: Spanned<String>,
    pub default: Option<Spanned<String>>,
    pub codes: Vec<Code>,
}

/// `[group.ERROR_CODE]`.
#[derive(Clone, Debug)]
pub struct Code {
    pub name: Spanned<String>,
    pub deprecated: Option<Spanned<String>>,
    pub variant: Spanned<String>,
    pub numeric: Option<Spanned<u16>>,
    pub status: Spanned<u16>,
    pub message: Spanned<String>,
    pub when: Spanned<String>,
}

/// `[retired.ERROR_CODE]`.
#[derive(Clone, Debug)]
pub struct Retired {
    pub name: Spanned<String>,
    pub group: Spanned<String>,
    pub numeric: Option<Spanned<u16>>,
    pub since: Spanned<String>,
    pub why: Spanned<String>,
}

/// Reads and checks the text of a `codes.toml`.
///
/// # Errors
///
/// Every problem of the file, in the file's order.
pub fn read(source: &[u8]) -> Result<Table, Vec<Problem>> {
    let (table, mut problems) = match core::str::from_utf8(source) {
        Ok(text) => parse::parse(text),
        Err(error) => return Err(vec![parse::not_utf8(error.valid_up_to())]),
    };
    check::check(&table, &mut problems);
    if problems.is_empty() {
        return Ok(table);
    }
    let order = order::sorted(problems.len(), &|a, b| problems[a].span.start < problems[b].span.start);
    let mut sorted = Vec::new();
    for at in order {
        sorted.push(problems[at].clone());
    }
    Err(sorted)
}

impl Table {
    /// Every code with its group, in the order of `ErrorCode`.
    pub fn codes(&self) -> Vec<(&Group, &Code)> {
        let mut codes = Vec::new();
        for group in &self.groups {
            for code in &group.codes {
                codes.push((group, code));
            }
        }
        codes
    }

    /// What `[status.NNN]` says.
    pub fn status(&self, number: u16) -> Option<&Status> {
        self.statuses.iter().find(|status| status.number.value == number)
    }
}

impl Group {
    /// Whether its codes have numbers.
    pub fn is_numeric(&self) -> bool {
        self.codes.iter().any(|code| code.numeric.is_some())
    }
}
