//! The version of a crate. It decides whether a release may break promises.

use core::fmt;

/// A semantic version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    text: String,
    /// The first version that is compatible with this one: 0.3.0 for 0.3.7, 2.0.0 for 2.5.1, 0.0.4 for 0.0.4.
    first_compatible: [u64; 3],
}

impl Version {
    /// Parses `MAJOR.MINOR.PATCH`. A pre-release or build part may follow.
    pub fn parse(text: &str) -> Option<Self> {
        // The version is printed in locks and in comments of exports, so other characters could change their meaning.
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+".contains(&byte)) {
            return None;
        }
        let core = text.split(['-', '+']).next()?;
        let numbers: Vec<u64> = core.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        let first_compatible = match numbers[..] {
            [0, 0, patch] => [0, 0, patch],
            [0, minor, _] => [0, minor, 0],
            [major, _, _] => [major, 0, 0],
            _ => return None,
        };
        Some(Self { text: text.to_owned(), first_compatible })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether both versions are compatible: neither may break the promises of the other.
    pub fn is_compatible(&self, other: &Self) -> bool {
        self.first_compatible == other.first_compatible
    }

    /// Returns whether a release of this version may break the promises of an earlier one.
    pub fn may_break(&self, earlier: &Self) -> bool {
        self.first_compatible > earlier.first_compatible
    }

    /// Returns the next version that may break the promises of this one.
    #[must_use]
    pub fn next_breaking(&self) -> Self {
        let first_compatible = match self.first_compatible {
            [0, 0, patch] => [0, 0, patch.saturating_add(1)],
            [0, minor, _] => [0, minor.saturating_add(1), 0],
            [major, ..] => [major.saturating_add(1), 0, 0],
        };
        Self { text: first_compatible.map(|number| number.to_string()).join("."), first_compatible }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
