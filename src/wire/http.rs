//! Conversions between bodies and the types of the crate http.

use http::StatusCode;

use super::body::ErrorBody;
use crate::generated::Status;

impl ErrorBody<&'static str> {
    /// Returns the answer of a status without an errorCode. The table does not have to list the status.
    ///
    /// If the table does not list the status, the reason phrase of the crate http is used, or `Unknown Status` if the crate has
    /// none. It is also the message.
    ///
    #[doc = example!(
        "use errcodes::{ErrorBody, Status};",
        "use http::StatusCode;",
        "",
        "let body = ErrorBody::from_status_code(StatusCode::PAYLOAD_TOO_LARGE);",
        "assert_eq!((body.status(), body.error(), body.message()), (413, \"Payload Too Large\", \"Payload Too Large\"));",
        "",
        concat!("let status = Status::", sample!(status), ";"),
        "assert_eq!(ErrorBody::from_status_code(status.into()), ErrorBody::from_status(status));",
    )]
    #[must_use]
    pub fn from_status_code(status: StatusCode) -> Self {
        if let Some(status) = Status::from_u16(status.as_u16()) {
            return Self::from_status(status);
        }
        let reason = status.canonical_reason().unwrap_or("Unknown Status");
        Self::from_parts(status.as_u16(), reason, reason)
    }
}

impl<M: From<&'static str>> From<StatusCode> for ErrorBody<M> {
    /// Returns the answer of a status without an errorCode: [`from_status_code`](ErrorBody::from_status_code).
    fn from(status: StatusCode) -> Self {
        ErrorBody::from_status_code(status).map_message(M::from)
    }
}

impl<M> From<&ErrorBody<M>> for StatusCode {
    /// Returns the HTTP status to answer with. A number from [`ErrorBody::from_parts`] that is not an HTTP status
    /// becomes 500.
    ///
    #[doc = example!(
        concat!("use errcodes::{ErrorBody, ", sample!(enum), "};"),
        "use http::StatusCode;",
        "",
        concat!("let body = ErrorBody::new(", sample!(enum), "::", sample!(variant), ");"),
        concat!("assert_eq!(StatusCode::from(&body), ", sample!(status_number), ");"),
    )]
    fn from(body: &ErrorBody<M>) -> Self {
        Self::from_u16(body.status()).unwrap_or(Self::INTERNAL_SERVER_ERROR)
    }
}
