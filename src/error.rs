//! What a look-up says when it finds nothing: small errors that name the value.

use core::error::Error;
use core::fmt;

use crate::generated::{ErrorCode, Group};

/// A text that is no errorCode, or none of the group asked for.
///
/// It keeps the text's beginning, as far as an errorCode may be long.
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
    text: [u8; Self::MOST],
    len: u8,
    cut: bool,
    group: Option<Group>,
}

impl UnknownCode {
    /// No errorCode is longer.
    const MOST: usize = 63;

    #[allow(clippy::cast_possible_truncation, reason = "no more than `MOST`")]
    #[inline]
    pub(crate) fn new(code: &str, group: Option<Group>) -> Self {
        let mut text = [0; Self::MOST];
        let mut len = code.len().min(Self::MOST);
        while !code.is_char_boundary(len) {
            len -= 1;
        }
        if let (Some(kept), Some(begin)) = (text.get_mut(..len), code.as_bytes().get(..len)) {
            kept.copy_from_slice(begin);
        }
        Self { text, len: len as u8, cut: len < code.len(), group }
    }

    /// Returns the text, or as much of it as fits into 63 bytes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.len)).unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }

    /// Returns the group asked for, if it was one and not all of them.
    #[must_use]
    pub const fn group(&self) -> Option<Group> {
        self.group
    }
}

impl fmt::Debug for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.cut { "…" } else { "" };
        write!(f, "UnknownCode({:?}{more}", self.as_str())?;
        self.group.map_or(Ok(()), |group| write!(f, ", {group:?}"))?;
        f.write_str(")")
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let more = if self.cut { "…" } else { "" };
        write!(f, "unknown errorCode {:?}{more}", self.as_str())?;
        self.group.map_or(Ok(()), |group| write!(f, " in group {group}"))
    }
}

impl Error for UnknownCode {}

/// A number that no code of the group has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownNumeric {
    number: u16,
    group: Group,
}

impl UnknownNumeric {
    #[allow(dead_code, reason = "a table may do without numbers")]
    pub(crate) const fn new(number: u16, group: Group) -> Self {
        Self { number, group }
    }

    /// Returns the number.
    #[must_use]
    pub const fn numeric(self) -> u16 {
        self.number
    }

    /// Returns the group asked for.
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

/// A number that is no HTTP status the API answers a failure with.
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

/// A code that is of another group than the one asked for.
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

    /// Returns the group asked for.
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
