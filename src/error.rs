//! The errors of lookups that found nothing: small, and with the value that was looked up.

use core::error::Error;
use core::fmt;

use crate::generated::{ErrorCode, Group};

/// The most bytes that an errorCode of any table has.
pub(crate) const MAX_LEN: usize = 63;

/// The beginning of a text, up to [`MAX_LEN`] bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Beginning {
    text: [u8; MAX_LEN],
    len: u8,
    is_cut: bool,
}

impl Beginning {
    #[allow(clippy::cast_possible_truncation, reason = "at most `MAX_LEN`")]
    #[inline]
    fn of(whole: &str) -> Self {
        let mut text = [0; MAX_LEN];
        let mut len = whole.len().min(MAX_LEN);
        while !whole.is_char_boundary(len) {
            len -= 1;
        }
        // Without `copy_from_slice`, whose panic is linked in builds without LTO.
        for (kept, byte) in text.iter_mut().zip(whole.bytes().take(len)) {
            *kept = byte;
        }
        Self { text, len: len as u8, is_cut: len < whole.len() }
    }

    fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.len)).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }
}

impl fmt::Debug for Beginning {
    /// Writes the text in quotes, with control and format characters escaped, and `…` if there was more of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.as_str(), if self.is_cut { "…" } else { "" })
    }
}

/// A text that is no errorCode, or not one of the group.
///
/// It keeps the beginning of the text, up to the length that an errorCode may have.
///
/// # Examples
///
/// ```
/// use errcodes::{ErrorCode, UnknownCode};
///
/// let unknown: UnknownCode = "NO_SUCH_CODE__".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(unknown.to_string(), r#"unknown errorCode "NO_SUCH_CODE__""#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownCode {
    text: Beginning,
    group: Option<Group>,
}

impl UnknownCode {
    #[inline]
    pub(crate) fn new(code: &str, group: Option<Group>) -> Self {
        Self { text: Beginning::of(code), group }
    }

    /// Returns the text, or the part of it that fits into 63 bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Returns the group whose code was looked up. `None` if a code of any group would have done.
    #[must_use]
    pub const fn group(&self) -> Option<Group> {
        self.group
    }
}

impl fmt::Debug for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnknownCode({:?}", self.text)?;
        self.group.map_or(Ok(()), |group| write!(f, ", {group:?}"))?;
        f.write_str(")")
    }
}

impl fmt::Display for UnknownCode {
    /// Writes the text with control and format characters escaped, so that it cannot forge a line of a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown errorCode {:?}", self.text)?;
        self.group.map_or(Ok(()), |group| write!(f, " in group {group}"))
    }
}

impl Error for UnknownCode {}

/// A text that is no group's key.
///
/// It keeps the beginning of the text, up to 63 bytes.
///
/// # Examples
///
/// ```
/// use errcodes::{Group, UnknownGroup};
///
/// let unknown: UnknownGroup = "no_such_group".parse::<Group>().unwrap_err();
/// assert_eq!(unknown.to_string(), r#"unknown group "no_such_group""#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownGroup {
    key: Beginning,
}

impl UnknownGroup {
    pub(crate) fn new(key: &str) -> Self {
        Self { key: Beginning::of(key) }
    }

    /// Returns the text, or the part of it that fits into 63 bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.key.as_str()
    }
}

impl fmt::Display for UnknownGroup {
    /// Writes the text with control and format characters escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown group {:?}", self.key)
    }
}

impl Error for UnknownGroup {}

/// A number that no code of the group has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownNumeric {
    number: u16,
    group: Group,
}

impl UnknownNumeric {
    #[allow(dead_code, reason = "a table may have no numbers")]
    pub(crate) const fn new(number: u16, group: Group) -> Self {
        Self { number, group }
    }

    /// Returns the number.
    #[must_use]
    pub const fn numeric(self) -> u16 {
        self.number
    }

    /// Returns the group whose code was looked up.
    #[must_use]
    pub const fn group(self) -> Group {
        self.group
    }
}

impl fmt::Display for UnknownNumeric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown numeric code {} in group {}", self.number, self.group)
    }
}

impl Error for UnknownNumeric {}

/// A number that is not the HTTP status of any failure.
///
/// # Examples
///
/// ```
/// use errcodes::{Status, UnknownStatus};
///
/// let unknown: UnknownStatus = Status::try_from(200).unwrap_err();
/// assert_eq!(unknown.to_string(), "unknown HTTP status 200");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownStatus {
    number: u16,
}

impl UnknownStatus {
    pub(crate) const fn new(number: u16) -> Self {
        Self { number }
    }

    /// Returns the number.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.number
    }
}

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown HTTP status {}", self.number)
    }
}

impl Error for UnknownStatus {}

/// A code of another group than the wanted one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OtherGroup {
    code: ErrorCode,
    wanted: Group,
}

impl OtherGroup {
    pub(crate) const fn new(code: ErrorCode, wanted: Group) -> Self {
        Self { code, wanted }
    }

    /// Returns the code.
    #[must_use]
    pub const fn code(self) -> ErrorCode {
        self.code
    }

    /// Returns the group that the code should have been of.
    #[must_use]
    pub const fn wanted(self) -> Group {
        self.wanted
    }
}

impl fmt::Display for OtherGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is of group {}, not of {}", self.code, self.code.group(), self.wanted)
    }
}

impl Error for OtherGroup {}
