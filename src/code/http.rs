//! Conversions to the types of the crate http.

use http::StatusCode;

use crate::generated::Status;

impl From<Status> for StatusCode {
    /// Returns the status with the same number.
    ///
    #[doc = example!(
        "use errcodes::Status;",
        "use http::StatusCode;",
        "",
        concat!("assert_eq!(StatusCode::from(Status::", sample!(status), "), ", sample!(status_number), ");"),
    )]
    fn from(status: Status) -> Self {
        // The error is unreachable: every status has a number from 400 to 599.
        Self::from_u16(status.as_u16()).unwrap_or(Self::INTERNAL_SERVER_ERROR)
    }
}
