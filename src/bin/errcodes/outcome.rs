//! The result of a command: its output and what the exit code has to say.

use crate::style::log_safe;

/// The output of a command that did its work.
#[derive(Default)]
pub struct Outcome {
    pub out: String,
    /// Whether it found something: problems, findings, a stale file, or no match.
    pub found: bool,
    /// Errors of unusable files, when other files were processed.
    pub failed: String,
    /// A remark for the standard error.
    pub note: String,
    /// Bytes that follow `out` unchanged, such as a patch.
    pub raw: Vec<u8>,
}

impl Outcome {
    /// Text for people, escaped so that a log of CI does not run it as commands.
    pub fn text(out: &str, found: bool) -> Self {
        Self { out: log_safe(out), found, ..Self::default() }
    }

    /// Output in the format of its reader, who unescapes it.
    pub fn data(out: String, found: bool) -> Self {
        Self { out, found, ..Self::default() }
    }

    /// Bytes of git, which are written unchanged.
    pub fn raw(raw: Vec<u8>) -> Self {
        Self { raw, ..Self::default() }
    }
}

/// Why a command stopped.
pub enum Stop {
    /// It could not do its work: exit code 2.
    Failed(String),
    /// The table is invalid: its problems as text, exit code 1.
    Invalid(String),
}

impl From<String> for Stop {
    fn from(error: String) -> Self {
        Self::Failed(error)
    }
}

impl From<&str> for Stop {
    fn from(error: &str) -> Self {
        Self::Failed(error.to_owned())
    }
}

pub type Result<T, E = Stop> = core::result::Result<T, E>;
