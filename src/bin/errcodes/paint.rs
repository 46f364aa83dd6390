//! Colour, on a terminal alone, and in git's pager.

use std::io::{IsTerminal as _, stdout};
use std::{env, ffi::OsStr};

use crate::rules::Class;

/// Whether the output is coloured.
#[derive(Clone, Copy)]
pub struct Paint(bool);

impl Paint {
    /// Colour on a terminal that shows it, or where git pages what it shows, unless `NO_COLOR` asks for none.
    pub fn of_stdout() -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").as_deref() == Some(OsStr::new("dumb"));
        let shown = stdout().is_terminal() || env::var_os("GIT_PAGER_IN_USE").is_some();
        Self(shown && !refused && !dumb)
    }

    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    pub fn class(self, class: Class, text: &str) -> String {
        let style = match class {
            Class::Major => "1;31",
            Class::Minor => "1;33",
            Class::Patch => "32",
        };
        self.with(style, text)
    }

    fn with(self, style: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
    }
}
