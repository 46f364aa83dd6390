//! The errors of failed lookups. Each error is small and keeps the value that was looked up, or the beginning of a
//! long string.

use core::error::Error;
use core::fmt;

use crate::generated::{ErrorCode, Group};

/// The maximum length of an errorCode in any table, in bytes.
pub(crate) const MAX_LEN: usize = 63;

/// The beginning of a string, up to [`MAX_LEN`] bytes.
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
        // Not `copy_from_slice`: builds without LTO would link its panic.
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
    /// Writes the string in quotes, with control and format characters escaped. Writes `…` after it if the string was
    /// longer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.as_str(), if self.is_cut { "…" } else { "" })
    }
}

/// A string that is not an errorCode, or not an errorCode of the wanted group.
///
/// The error keeps the beginning of the string, up to 63 bytes, the maximum length of an errorCode.
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

    /// Returns the string. A string of more than 63 bytes is cut.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Returns the group that was searched. `None` if all groups were searched.
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
    /// Writes the string with control and format characters escaped, because these could forge a line of a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown errorCode {:?}", self.text)?;
        self.group.map_or(Ok(()), |group| write!(f, " in group {group}"))
    }
}

impl Error for UnknownCode {}

/// A string that is not the key of a group.
///
/// The error keeps the beginning of the string, up to 63 bytes.
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

    /// Returns the string. A string of more than 63 bytes is cut.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.key.as_str()
    }
}

impl fmt::Display for UnknownGroup {
    /// Writes the string with control and format characters escaped.
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

    /// Returns the group that was searched.
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

/// A number that is not an HTTP status of the table.
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

/// A code that is not in the wanted group.
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

    /// Returns the group that the code should be in.
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
