//! The result of a command: its output, or the reason why it stopped.

use crate::ci_log::log_safe;

/// The output of a command that finished.
#[derive(Default)]
pub struct Outcome {
    pub out: String,
    /// Whether the exit code is 1: a problem or finding does not pass, a file is stale, or nothing matches.
    pub fails: bool,
    /// The errors of files that `check` cannot read. If there are any, the exit code is 2.
    pub errors: String,
    /// A remark for the standard error.
    pub note: String,
    /// Bytes that follow `out` unchanged, such as a patch.
    pub bytes: Vec<u8>,
}

impl Outcome {
    /// Text for people. It is escaped, because a CI runner executes commands that it finds in its log.
    pub fn text(out: &str, fails: bool) -> Self {
        Self { out: log_safe(out), fails, ..Self::default() }
    }

    /// Text for programs. It is not escaped.
    pub fn data(out: String, fails: bool) -> Self {
        Self { out, fails, ..Self::default() }
    }

    /// Bytes that are written unchanged, such as a patch of git.
    pub fn bytes(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

/// The reason why a command stopped.
pub enum CommandError {
    /// The message of an error. The exit code is 2.
    Message(String),
    /// The problems of an invalid table, as text. The exit code is 1.
    InvalidTable(String),
}

impl From<String> for CommandError {
    fn from(error: String) -> Self {
        Self::Message(error)
    }
}

impl From<&str> for CommandError {
    fn from(error: &str) -> Self {
        Self::Message(error.to_owned())
    }
}

pub type Result<T, E = CommandError> = core::result::Result<T, E>;
