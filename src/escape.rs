//! Escapes the characters of a received string that could forge a line of a log, or hide a part of it.

use core::fmt::{self, Write as _};

/// Shows a string with some characters escaped, as in `\n` and `\u{202e}`: see [`is_escaped`]. All other characters are written
/// unchanged.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    /// Supports width, fill and precision if nothing is escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.contains(is_escaped) {
            return f.pad(self.0);
        }
        for c in self.0.chars() {
            if is_escaped(c) {
                // Not `escape_debug`, because its tables take kilobytes.
                c.escape_default().try_for_each(|c| f.write_char(c))?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Returns `true` for control characters, line and paragraph separators, and the format characters that change how a terminal
/// shows the string.
///
/// The checks of a table use the complete list of format characters. This function is linked into firmware, so it has
/// fewer and wider ranges.
fn is_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}'..='\u{e007f}')
}
