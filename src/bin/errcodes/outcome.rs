//! The result of a command: its output and what the exit code has to say.

use crate::style::log_safe;

/// The output of a command that did its work.
#[derive(Default)]
pub struct Outcome {
    pub out: String,
    /// Whether the command found something: problems, findings, a stale file, or no match.
    pub has_findings: bool,
    /// Errors of unusable files, when other files were processed.
    pub errors: String,
    /// A remark for the standard error.
    pub note: String,
    /// Bytes that follow `out` unchanged, such as a patch.
    pub bytes: Vec<u8>,
}

impl Outcome {
    /// Text for people, escaped so that a log of CI does not run it as commands.
    pub fn text(out: &str, has_findings: bool) -> Self {
        Self { out: log_safe(out), has_findings, ..Self::default() }
    }

    /// Output in the format of its reader, who unescapes it.
    pub fn data(out: String, has_findings: bool) -> Self {
        Self { out, has_findings, ..Self::default() }
    }

    /// Bytes of git, which are written unchanged.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

/// Why a command stopped.
pub enum Failure {
    /// It could not do its work: exit code 2.
    Error(String),
    /// The table is invalid: its problems as text, exit code 1.
    InvalidTable(String),
}

impl From<String> for Failure {
    fn from(error: String) -> Self {
        Self::Error(error)
    }
}

impl From<&str> for Failure {
    fn from(error: &str) -> Self {
        Self::Error(error.to_owned())
    }
}

pub type Result<T, E = Failure> = core::result::Result<T, E>;
