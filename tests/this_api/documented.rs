//! The body in the documentation of the API, and the bodies of the enums of groups.

use errcodes::{Code, ErrorBody, ErrorCode, LimitError, ReceivedError, SessionError, WithdrawDecline, WithdrawError};

const DOCUMENTED: &str = r#"{
  "message": "Session expired",
  "errorCode": "SESSION_EXPIRED",
  "error": "Bad Request"
}"#;

#[test]
fn the_documented_body_is_written() {
    let body = ErrorBody::new(SessionError::SessionExpired).with_message("Session expired");
    assert_eq!(body.status(), 400);
    assert_eq!(serde_json::to_string_pretty(&body).unwrap(), DOCUMENTED);
}

#[test]
fn the_documented_body_is_read() {
    let received: ReceivedError<String> = ReceivedError::from_parts(400, serde_json::from_str(DOCUMENTED));
    assert_eq!((received.status(), received.known()), (Some(400), Some(ErrorCode::SessionExpired)));
    assert_eq!(received.message.as_deref(), Some("Session expired"));
    assert_eq!(received.error.as_deref(), Some("Bad Request"));
}

#[test]
fn the_enum_of_a_group_gives_the_same_body_as_error_code() {
    fn check<C: Code + Into<ErrorCode> + Into<ErrorBody>>(all: &[C]) {
        for &code in all {
            let error_code: ErrorCode = code.into();
            let body: ErrorBody = code.into();
            assert_eq!(body, ErrorBody::new(error_code));
            assert_eq!(serde_json::to_string(&body).unwrap(), error_code.json());
        }
    }
    check(SessionError::ALL);
    check(WithdrawDecline::ALL);
    check(WithdrawError::ALL);
    check(LimitError::ALL);
}
