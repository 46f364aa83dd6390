//! Conversions between `http::StatusCode` and the statuses of the table.

use errcodes::Status;
use http::StatusCode;

#[test]
fn a_converted_status_keeps_its_number() {
    for &status in Status::ALL {
        assert_eq!(StatusCode::from(status).as_u16(), status.as_u16());
    }
}

#[cfg(feature = "serde")]
#[test]
fn every_status_makes_a_body() {
    use errcodes::{ErrorBody, ErrorCode};

    for &code in ErrorCode::ALL {
        assert_eq!(StatusCode::from(&ErrorBody::new(code)), StatusCode::from(code.status()));
    }
    for number in 100..1000 {
        let status = StatusCode::from_u16(number).unwrap();
        let body = ErrorBody::from_status_code(status);
        assert_eq!((body.status(), body.code()), (number, None));
        assert_eq!(StatusCode::from(&body), status);
        assert_eq!(ErrorBody::<String>::from(status), body.map_message(str::to_owned));
        if let Some(listed) = Status::from_u16(number) {
            assert_eq!(body, ErrorBody::from_status(listed));
        } else {
            let reason = status.canonical_reason().unwrap_or("Unknown Status");
            assert_eq!((body.error(), body.message()), (reason, reason));
        }
    }
    for number in [0, 99, 1000, u16::MAX] {
        assert_eq!(StatusCode::from(&ErrorBody::from_parts(number, "", "")), 500);
    }
}
