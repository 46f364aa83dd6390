//! What a [`Group`] says of itself.

use core::fmt;

use crate::generated::{self, Group};

impl Group {
    /// How many groups there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Returns the group's key in the table, in `lower_snake_case`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        generated::GROUP_KEYS[self as usize]
    }

    /// Returns what the group's codes have in common: for developers, and free to be reworded.
    #[must_use]
    pub const fn about(self) -> &'static str {
        generated::GROUP_ABOUTS[self as usize]
    }
}

impl fmt::Display for Group {
    /// Writes the key; width, fill and precision are honoured.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
