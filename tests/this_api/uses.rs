//! Programs as users of the crate write them. They need no change for a new errorCode.

use std::error::Error;
use std::fmt;

use errcodes::{Code, ErrorCode, Group, SessionError, WithdrawDecline};

#[test]
fn casts_of_numeric_codes_are_their_numbers() {
    assert_eq!(WithdrawDecline::DailyLimitExceeded as u16, 5);
    for &code in WithdrawDecline::ALL {
        assert_eq!(code as u16, code.numeric());
    }
}

/// A constant list of the codes of one operation. The codes may come from different enums.
const OPEN_SESSION: &[ErrorCode] =
    &[SessionError::SessionExpired.error_code(), ErrorCode::SessionNotFound.error_code()];

const DEFAULT: Option<ErrorCode> = Group::WithdrawDecline.default_code();
const FROM_NUMERIC: Option<ErrorCode> = ErrorCode::from_numeric(Group::WithdrawDecline, 5);
const CODES: &[ErrorCode] = Group::Session.codes();
const GROUP: Option<Group> = Group::from_key("limit");
const DEPRECATED: Option<&str> = SessionError::SessionExpired.deprecated();
const ROOM: [u8; ErrorCode::MAX_JSON_LEN] = [0; ErrorCode::MAX_JSON_LEN];

#[test]
fn lookups_work_in_constants() {
    assert_eq!(OPEN_SESSION, [ErrorCode::SessionExpired, ErrorCode::SessionNotFound]);
    assert_eq!((DEFAULT, FROM_NUMERIC), (Some(ErrorCode::WithdrawDeclined), Some(ErrorCode::DailyLimitExceeded)));
    assert_eq!(CODES[0], ErrorCode::SessionNotFound);
    assert_eq!((GROUP, DEPRECATED), (Some(Group::Limit), None));
    assert_eq!(ErrorCode::from_numeric(Group::Session, 1), None);
    assert!(ErrorCode::ALL.iter().all(|code| code.json().len() <= ROOM.len()));
}

/// The error type of a user. One impl of `From` converts the codes of all enums.
#[derive(Debug)]
enum ApiError {
    Code(ErrorCode),
    Other(Box<dyn Error>),
}

impl<C: Code> From<C> for ApiError {
    fn from(code: C) -> Self {
        Self::Code(code.error_code())
    }
}

impl ApiError {
    /// A function, because an impl of `From<Box<dyn Error>>` would overlap with the impl above.
    fn of(error: Box<dyn Error>) -> Self {
        ErrorCode::find_in(&*error).map_or(Self::Other(error), Self::Code)
    }
}

#[test]
fn one_impl_converts_the_codes_of_all_enums() {
    fn session() -> Result<(), ApiError> {
        Err(SessionError::SessionExpired)?
    }
    fn decline() -> Result<(), ApiError> {
        Err(WithdrawDecline::from_numeric(5).unwrap())?
    }
    fn boxed(error: impl Into<Box<dyn Error>>) -> Result<(), ApiError> {
        Err(ApiError::of(error.into()))
    }
    assert!(matches!(session(), Err(ApiError::Code(ErrorCode::SessionExpired))));
    assert!(matches!(decline(), Err(ApiError::Code(ErrorCode::DailyLimitExceeded))));
    assert!(matches!(boxed(SessionError::SessionNotOpen), Err(ApiError::Code(ErrorCode::SessionNotOpen))));
    assert!(matches!(boxed(fmt::Error), Err(ApiError::Other(error)) if error.is::<fmt::Error>()));
}
