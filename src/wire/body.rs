//! The answer to a failed request, as a server writes it.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::generated::{ErrorCode, Status};

/// The body of a failed answer, with the HTTP status to answer with.
///
/// Needs the feature `serde`.
///
/// It is made [`From`] a code of any enum, or from a bare [`Status`] where there is no errorCode. It is written as an
/// object of exactly `message`, `errorCode` and `error`, in this order; without an errorCode there is no such field.
/// With the default message that is byte for byte the code's `json()`, which needs no serializer.
///
/// A format that does not describe itself, such as postcard, can be written but not read back, as nothing there says
/// which fields there are.
///
/// # Examples
///
/// ```
/// use errcodes::{ErrorBody, ErrorCode, Status};
///
/// let code = ErrorCode::ALL[0];
/// let body = ErrorBody::from(code);
/// assert_eq!(body.status(), code.status());
/// assert_eq!(serde_json::to_string(&body).unwrap(), code.json());
///
/// let status = Status::ALL[0];
/// let body = ErrorBody::from(status);
/// assert_eq!(serde_json::to_string(&body).unwrap(), status.json());
///
/// let body = body.with_message("Try again");
/// assert!(serde_json::to_string(&body).unwrap().starts_with(r#"{"message":"Try again","error":"#));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorBody<'a> {
    message: &'a str,
    code: Option<ErrorCode>,
    status: Status,
}

impl<'a> ErrorBody<'a> {
    pub(crate) const fn of_code(code: ErrorCode) -> Self {
        Self { message: code.message(), code: Some(code), status: code.status() }
    }

    /// Returns the same answer with another message.
    ///
    /// # Examples
    ///
    /// ```
    /// use errcodes::{ErrorBody, ErrorCode};
    ///
    /// let body = ErrorBody::from(ErrorCode::ALL[0]).with_message("At most 5 per day");
    /// assert_eq!(body.message(), "At most 5 per day");
    /// assert_eq!(body.code(), Some(ErrorCode::ALL[0]));
    /// ```
    #[must_use]
    pub const fn with_message(self, message: &str) -> ErrorBody<'_> {
        ErrorBody { message, code: self.code, status: self.status }
    }

    /// Returns the HTTP status to answer with.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Returns the message: the code's or the status's own unless it was replaced.
    ///
    /// A status without a message of its own has its reason phrase for one.
    #[must_use]
    pub const fn message(&self) -> &'a str {
        self.message
    }

    /// Returns the code, if the answer has an errorCode.
    #[must_use]
    pub const fn code(&self) -> Option<ErrorCode> {
        self.code
    }

    /// Returns the field `error`: the status's reason phrase.
    #[must_use]
    pub const fn error(&self) -> &'static str {
        self.status.reason()
    }
}

impl From<Status> for ErrorBody<'_> {
    /// The status's answer without an errorCode.
    fn from(status: Status) -> Self {
        Self { message: status.message().unwrap_or(status.reason()), code: None, status }
    }
}

impl Serialize for ErrorBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ErrorBody", 2 + usize::from(self.code.is_some()))?;
        fields.serialize_field("message", self.message)?;
        match &self.code {
            Some(code) => fields.serialize_field("errorCode", code)?,
            None => fields.skip_field("errorCode")?,
        }
        fields.serialize_field("error", self.error())?;
        fields.end()
    }
}
