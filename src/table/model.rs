//! The content of a `codes.toml`, with the span of each value.

use core::ops::Range;

/// A range of bytes in a file.
pub type Span = Range<usize>;

/// A value and its span.
///
/// The parser reports a missing or invalid value. If later rules cannot use the value, the parser puts an empty string or the
/// number 0 in its place. Both are never valid, and later rules skip them: see [`Spanned::is_reported`].
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T: Default + PartialEq> Spanned<T> {
    /// Returns whether the parser has reported and replaced the value.
    pub fn is_reported(&self) -> bool {
        self.value == T::default()
    }
}

/// A parsed `codes.toml`, in file order.
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
    /// The message of an answer without an errorCode. Present if and only if `when` is present.
    pub message: Option<Spanned<String>>,
    pub when: Option<Spanned<String>>,
}

/// `[group]` with its codes.
#[derive(Clone, Debug, Default)]
pub struct Group {
    pub key: Spanned<String>,
    /// The variant of the generated enum `Group`. It is made from the key.
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
    /// The field `variant`. If it is missing, the variant is made from the name and has the position of the name.
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

impl Table {
    /// Returns every code with its group, in the order of `ErrorCode`.
    pub fn codes(&self) -> impl Iterator<Item = (&Group, &Code)> + Clone {
        // A `flat_map` would be compiled again for each caller that adds `map` or `filter` to it.
        let mut codes = Vec::new();
        for group in &self.groups {
            for code in &group.codes {
                codes.push((group, code));
            }
        }
        codes.into_iter()
    }

    pub fn status(&self, number: u16) -> Option<&Status> {
        self.statuses.iter().find(|status| status.number.value == number)
    }

    /// Returns the reason phrase of a status, or an empty string if the status is not listed.
    pub fn reason(&self, number: u16) -> &str {
        self.status(number).map_or("", |status| &status.reason.value)
    }

    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.key.value == key)
    }
}

impl Status {
    /// Returns the default message of an answer without an errorCode: `message`, or the reason phrase if `message` is
    /// missing.
    pub fn default_message(&self) -> &str {
        self.message.as_ref().map_or(&self.reason.value, |message| &message.value)
    }
}

impl Group {
    /// Returns whether the group's codes have numbers.
    pub fn is_numeric(&self) -> bool {
        self.codes.iter().any(|code| code.numeric.is_some())
    }

    /// Returns whether a missing number means this code.
    pub fn is_default(&self, code: &Code) -> bool {
        self.default.as_ref().is_some_and(|default| default.value == code.name.value)
    }
}

impl Code {
    pub fn number(&self) -> Option<u16> {
        self.numeric.as_ref().map(|numeric| numeric.value)
    }
}

impl Retired {
    pub fn number(&self) -> Option<u16> {
        self.numeric.as_ref().map(|numeric| numeric.value)
    }
}
