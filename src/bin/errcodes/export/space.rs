//! Where the names of an export are: a prefix in C, a package in Go.

/// What `--prefix` may be for a format.
pub struct Space {
    /// What the language calls it.
    pub kind: &'static str,
    /// What it is if none is given.
    pub default: &'static str,
    /// What stands between the parts, in a language where it has parts.
    separators: &'static [char],
    has_capitals: bool,
    /// What no part may be.
    reserved: &'static [&'static str],
}

pub const C: Space = Space { kind: "prefix", default: "errcodes", separators: &[], has_capitals: false, reserved: &[] };

#[rustfmt::skip]
pub const GO: Space = Space {
    kind: "package",
    reserved: &[
        "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go",
        "goto", "if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type",
        "var",
    ],
    ..C
};

/// A language of the user's own: what is right in any.
pub const ANY: Space = Space { separators: &['.', '\\', ':', '/'], has_capitals: true, ..C };

impl Space {
    /// Checks that the text is legal here.
    ///
    /// # Errors
    ///
    /// What would be legal.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let is_letter = |c: char| c.is_ascii_lowercase() || self.has_capitals && c.is_ascii_uppercase();
        let is_part = |part: &str| {
            part.starts_with(is_letter)
                && part.chars().all(|c| is_letter(c) || c.is_ascii_digit() || c == '_')
                && !self.reserved.contains(&part)
        };
        if text.split(self.separators).all(is_part) {
            return Ok(());
        }
        let letters = if self.has_capitals { "letters" } else { "lowercase letters" };
        let separated = match self.separators {
            [] => String::new(),
            [separator, ..] => format!(", parts separated by `{separator}`"),
        };
        let reserved = if self.reserved.is_empty() { "" } else { ", and no word that the language reserves" };
        Err(format!("use {letters}, digits and underscores, a letter first{separated}{reserved}"))
    }
}
