//! The methods of [`Status`].

use core::fmt;

use crate::error::UnknownStatus;
use crate::generated::{self, Status};
use crate::lookup;

impl Status {
    /// The number of statuses.
    pub const COUNT: usize = Self::ALL.len();

    /// The length of the longest [`json`](Self::json), in bytes. A buffer of this size can hold the answer of any
    /// status.
    pub const MAX_JSON_LEN: usize = lookup::longest(&generated::STATUS_JSON);

    /// Returns the status's number, 400 to 599.
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self as u16
    }

    /// Returns the status with this number, if the API answers failures with it.
    ///
    /// # Examples
    ///
    /// ```
    /// use errcodes::Status;
    ///
    /// for &status in Status::ALL {
    ///     assert_eq!(Status::from_u16(status.as_u16()), Some(status));
    /// }
    /// assert_eq!(Status::from_u16(200), None);
    /// ```
    #[must_use]
    pub const fn from_u16(number: u16) -> Option<Self> {
        Self::of_number(number)
    }

    /// Returns the reason phrase, escaped for JSON, without quotes.
    #[inline]
    pub(crate) const fn escaped_reason(self) -> &'static str {
        match lookup::find_text(&generated::ESCAPED_REASONS, self.position()) {
            Some(escaped) => escaped,
            None => self.reason(),
        }
    }

    /// Returns the reason phrase. It is the field `error` of an answer.
    #[must_use]
    #[inline]
    pub const fn reason(self) -> &'static str {
        generated::STATUS_REASONS[self.position()]
    }

    /// Returns the message of an answer without an errorCode, if the API gives such answers with this status.
    #[must_use]
    pub const fn message(self) -> Option<&'static str> {
        generated::STATUS_MESSAGES[self.position()]
    }

    /// Returns the description of when the API answers with this status and without an errorCode. `None` if there is no
    /// such answer.
    #[must_use]
    pub const fn when(self) -> Option<&'static str> {
        generated::STATUS_WHENS[self.position()]
    }

    /// Returns the whole answer without an errorCode as JSON. Its `message` is [`message`](Self::message), or the
    /// reason phrase if the status has no message.
    #[must_use]
    pub const fn json(self) -> &'static str {
        generated::STATUS_JSON[self.position()]
    }
}

impl fmt::Display for Status {
    /// Writes the number and the reason phrase, as in `404 Not Found`. Supports width, fill and precision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(generated::STATUS_LINES[self.position()])
    }
}

impl From<Status> for u16 {
    fn from(status: Status) -> Self {
        status.as_u16()
    }
}

impl TryFrom<u16> for Status {
    type Error = UnknownStatus;

    fn try_from(number: u16) -> Result<Self, UnknownStatus> {
        Self::from_u16(number).ok_or(UnknownStatus::new(number))
    }
}
