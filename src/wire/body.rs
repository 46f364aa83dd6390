//! The body of a failed answer, as a server writes it.

use core::error::Error;
use core::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::code::Code;
use crate::generated::{ErrorCode, Status};

/// The body of a failed answer, and the HTTP status to answer with.
///
/// Needs the feature `serde`.
///
/// It is written as an object with exactly the fields `message`, `errorCode` and `error`, in this order. Without an
/// errorCode, the object has no field `errorCode`. With the default message, the object is byte for byte the code's
/// [`json`](ErrorCode::json), and `json` needs no serializer.
///
/// | made from | by |
/// |---|---|
/// | a code of any enum | [`ErrorBody::new`], or [`ErrorBody::from_error_code`] in a constant |
/// | a [`Status`] of the table, without an errorCode | [`ErrorBody::from_status`] |
/// | any other status: a framework's 405, 413 or 429 | [`ErrorBody::from_parts`], or from an `http::StatusCode` with the feature `http` |
///
/// A default message is a `&'static str`. [`with_message`](Self::with_message) and [`map_message`](Self::map_message)
/// change the message and its type. `From` converts the default message to any type that can be made from a
/// `&'static str`. So `Err(code)?` works in a function that returns a `Result<_, ErrorBody<String>>`.
///
/// An `ErrorBody` is an [`Error`] with the code as its source, so [`ErrorCode::find_in`] finds the code.
///
/// Every format can write an `ErrorBody`. A client reads it as a [`ReceivedError`](crate::ReceivedError), from a format that
/// describes itself, such as JSON.
///
#[doc = example!(
    concat!("use errcodes::{ErrorBody, ErrorCode, Status, ", sample!(enum), "};"),
    "",
    concat!("const CODE: ", sample!(enum), " = ", sample!(enum), "::", sample!(variant), ";"),
    "let body = ErrorBody::new(CODE);",
    concat!("assert_eq!(body.status(), ", sample!(status_number), ");"),
    "assert_eq!(serde_json::to_string(&body).unwrap(), CODE.json());",
    "",
    "let body = body.with_message(format!(\"no session {}\", 7));",
    concat!("let json = r#\"{\"message\":\"no session 7\",\"errorCode\":\"", sample!(code), "\",\"#;"),
    "assert!(serde_json::to_string(&body).unwrap().starts_with(json));",
    "",
    concat!("let body = ErrorBody::from_status(Status::", sample!(status), ");"),
    concat!("assert_eq!(serde_json::to_string(&body).unwrap(), Status::", sample!(status), ".json());"),
    "",
    "let body = ErrorBody::from_parts(429, \"Too Many Requests\", \"Slow down\");",
    "let json = r#\"{\"message\":\"Slow down\",\"error\":\"Too Many Requests\"}\"#;",
    "assert_eq!(serde_json::to_string(&body).unwrap(), json);",
    "",
    "fn fail(sid: u32) -> Result<(), ErrorBody<String>> {",
    "    if sid == 7 {",
    "        Err(ErrorBody::new(CODE).with_message(format!(\"no session {sid}\")))?;",
    "    }",
    "    Err(CODE)?",
    "}",
    "assert_eq!(fail(8).unwrap_err(), ErrorBody::from(CODE));",
    "assert_eq!(fail(7).unwrap_err().message(), \"no session 7\");",
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorBody<M = &'static str> {
    message: M,
    code: Option<ErrorCode>,
    status: u16,
    error: &'static str,
}

impl ErrorBody<&'static str> {
    /// Returns the default answer of a code.
    #[must_use]
    pub fn new(code: impl Into<ErrorCode>) -> Self {
        Self::from_error_code(code.into())
    }

    /// Returns the default answer of a code. Constants can call this function. For a code of another enum, pass the result
    /// of its method `error_code()`.
    ///
    #[doc = example!(
        concat!("use errcodes::{ErrorBody, ", sample!(enum), "};"),
        "",
        concat!("const BODY: ErrorBody = ErrorBody::from_error_code(", sample!(enum), "::", sample!(variant), ".error_code());"),
        concat!("assert_eq!(BODY, ErrorBody::new(", sample!(enum), "::", sample!(variant), "));"),
    )]
    #[must_use]
    pub const fn from_error_code(code: ErrorCode) -> Self {
        let status = code.status();
        Self { message: code.message(), code: Some(code), status: status.as_u16(), error: status.reason() }
    }

    /// Returns the answer of a status without an errorCode. The message is the message of the status, or its reason
    /// phrase if the status has no message.
    #[must_use]
    pub const fn from_status(status: Status) -> Self {
        let message = match status.message() {
            Some(message) => message,
            None => status.reason(),
        };
        Self::from_parts(status.as_u16(), status.reason(), message)
    }
}

impl<M> ErrorBody<M> {
    /// Returns an answer with any status, its reason phrase and a message, without an errorCode.
    #[must_use]
    pub const fn from_parts(status: u16, reason: &'static str, message: M) -> Self {
        Self { message, code: None, status, error: reason }
    }

    /// Returns the same answer with another message.
    #[must_use]
    pub fn with_message<N>(self, message: N) -> ErrorBody<N> {
        self.map_message(|_| message)
    }

    /// Returns the same answer with a message that is made from the current message.
    ///
    #[doc = example!(
        concat!("use errcodes::{ErrorBody, ", sample!(enum), "};"),
        "",
        concat!("let body = ErrorBody::new(", sample!(enum), "::", sample!(variant), ");"),
        "let body: ErrorBody<String> = body.map_message(|message| format!(\"{message}. Try again.\"));",
        "assert!(body.message().ends_with(\". Try again.\"));",
    )]
    #[must_use]
    pub fn map_message<N>(self, f: impl FnOnce(M) -> N) -> ErrorBody<N> {
        ErrorBody { message: f(self.message), code: self.code, status: self.status, error: self.error }
    }

    /// Returns the number of the HTTP status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the message: the default message, unless it was replaced.
    #[must_use]
    pub fn message(&self) -> &str
    where
        M: AsRef<str>,
    {
        self.message.as_ref()
    }

    /// Returns the code, if the answer has an errorCode.
    #[must_use]
    pub const fn code(&self) -> Option<ErrorCode> {
        self.code
    }

    /// Returns the field `error`: the reason phrase of the status.
    #[must_use]
    pub const fn error(&self) -> &'static str {
        self.error
    }
}

impl<M: From<&'static str>, C: Code> From<C> for ErrorBody<M> {
    /// Returns the default answer of a code.
    fn from(code: C) -> Self {
        ErrorBody::from_error_code(code.error_code()).map_message(M::from)
    }
}

impl<M: From<&'static str>> From<Status> for ErrorBody<M> {
    /// Returns the answer of a status without an errorCode.
    fn from(status: Status) -> Self {
        ErrorBody::from_status(status).map_message(M::from)
    }
}

impl<M: AsRef<str>> fmt::Display for ErrorBody<M> {
    /// Writes the message. Supports width, fill and precision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.message())
    }
}

impl<M: AsRef<str> + fmt::Debug> Error for ErrorBody<M> {
    /// Returns the code, if the answer has an errorCode.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.code.as_ref().map(|code| code as _)
    }
}

impl<M: AsRef<str>> Serialize for ErrorBody<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("ErrorBody", 2 + usize::from(self.code.is_some()))?;
        fields.serialize_field("message", self.message())?;
        match &self.code {
            Some(code) => fields.serialize_field("errorCode", code)?,
            None => fields.skip_field("errorCode")?,
        }
        fields.serialize_field("error", self.error)?;
        fields.end()
    }
}
