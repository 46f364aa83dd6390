//! Compares the crate with the reference of the API, row by row. Codes that are added later are not listed here. The lock
//! records them. A retired code is removed here.
//!
//! The rows contain no messages, because messages may be reworded.

use errcodes::{ErrorCode, Group, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};

pub(crate) struct Row {
    group: Group,
    pub(crate) code: &'static str,
    pub(crate) numeric: Option<u16>,
    status: u16,
}

const fn row(group: Group, code: &'static str, status: u16) -> Row {
    Row { group, code, numeric: None, status }
}

const fn decline(numeric: u16, code: &'static str) -> Row {
    Row { group: Group::WithdrawDecline, code, numeric: Some(numeric), status: 400 }
}

pub(crate) const REFERENCE: &[Row] = &[
    row(Group::Session, "SESSION_NOT_FOUND", 404),
    row(Group::Session, "SESSION_EXPIRED", 400),
    row(Group::Session, "SESSION_NOT_OPEN", 400),
    decline(1, "WITHDRAW_DECLINED"),
    decline(2, "INSUFFICIENT_BALANCE"),
    decline(3, "WITHDRAW_UNAVAILABLE"),
    decline(4, "USER_NOT_ELIGIBLE"),
    decline(5, "DAILY_LIMIT_EXCEEDED"),
    decline(6, "WITHDRAW_AMOUNT_TOO_LOW"),
    decline(7, "WITHDRAW_AMOUNT_TOO_HIGH"),
    decline(8, "ACCOUNT_VERIFICATION_REQUIRED"),
    decline(9, "WITHDRAW_SUSPENDED"),
    row(Group::Withdraw, "WITHDRAW_IN_PROGRESS", 400),
    row(Group::Limit, "AMOUNT_BELOW_MINIMUM", 400),
    row(Group::Limit, "AMOUNT_ABOVE_MAXIMUM", 400),
];

#[test]
fn every_row_is_a_code() {
    for row in REFERENCE {
        let code = ErrorCode::from_code(row.code);
        let code =
            code.unwrap_or_else(|| panic!("{} is not in codes.toml; if it is retired, remove its row", row.code));
        assert_eq!(code.group(), row.group, "{code}");
        assert_eq!(code.numeric(), row.numeric, "{code}");
        assert_eq!(code.status().as_u16(), row.status, "{code}");
    }
}

#[test]
fn every_status_has_its_reason_phrase() {
    for (number, reason) in [(400, "Bad Request"), (401, "Unauthorized"), (404, "Not Found")] {
        assert_eq!(Status::from_u16(number).map(Status::reason), Some(reason));
    }
}

#[test]
fn unauthorized_has_a_message_without_an_error_code() {
    assert!(Status::Unauthorized.message().is_some() && Status::Unauthorized.when().is_some());
}

#[test]
fn a_missing_number_is_the_generic_decline() {
    assert_eq!(WithdrawDecline::default(), WithdrawDecline::WithdrawDeclined);
    assert_eq!(WithdrawDecline::from_numeric_or_default(None), Ok(WithdrawDecline::WithdrawDeclined));
    assert_eq!(WithdrawDecline::from_numeric_or_default(Some(5)), Ok(WithdrawDecline::DailyLimitExceeded));
    for number in (0..=u16::MAX).filter(|&number| WithdrawDecline::from_numeric(number).is_none()) {
        let unknown = WithdrawDecline::from_numeric_or_default(Some(number)).unwrap_err();
        assert_eq!((unknown.numeric(), unknown.group()), (number, Group::WithdrawDecline));
    }
}

#[test]
fn every_group_has_its_enum() {
    assert_eq!(ErrorCode::from(SessionError::SessionExpired).group().as_str(), "session");
    assert_eq!(ErrorCode::from(WithdrawDecline::WithdrawDeclined).group().as_str(), "withdraw_decline");
    assert_eq!(ErrorCode::from(WithdrawError::WithdrawInProgress).group().as_str(), "withdraw");
    assert_eq!(ErrorCode::from(LimitError::AmountBelowMinimum).group().as_str(), "limit");
}
