//! Error answers as a server writes them: every code, every status and any message, in every format.

use errcodes::{ErrorBody, ErrorCode, Status};
use serde::Serialize;

fn core_json(body: &ErrorBody<&str>) -> String {
    let mut buffer = [0; 1024];
    let length = serde_json_core::to_slice(body, &mut buffer).unwrap();
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

#[test]
fn the_body_of_a_code_is_its_json() {
    for &code in ErrorCode::ALL {
        let body: ErrorBody<&str> = code.into();
        assert_eq!(serde_json::to_string(&body).unwrap(), code.json());
        assert_eq!(serde_json::to_vec(&body).unwrap(), code.json().as_bytes());
        assert_eq!(core_json(&body), code.json());
        assert_eq!(body.status(), code.status().as_u16());
        assert_eq!((body.message(), body.code(), body.error()), (code.message(), Some(code), code.status().reason()));
        assert_eq!(body, ErrorBody::new(code));
    }
}

#[test]
fn the_body_of_a_status_has_no_error_code() {
    for &status in Status::ALL {
        let body = ErrorBody::from_status(status);
        assert_eq!(serde_json::to_string(&body).unwrap(), status.json());
        assert_eq!(core_json(&body), status.json());
        assert_eq!((body.status(), body.code(), body.error()), (status.as_u16(), None, status.reason()));
        assert_eq!(body.message(), status.message().unwrap_or(status.reason()));

        let value = serde_json::to_value(body).unwrap();
        assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), ["error", "message"]);
    }
}

#[test]
fn the_message_can_be_replaced() {
    for message in [
        "",
        "At most 5 per day",
        "say \"no\"\\\n\t\u{1}\u{7f}",
        "é \u{1f600} \u{2028}",
        "</script>",
        &"x".repeat(10_000),
    ] {
        let quoted = serde_json::to_string(message).unwrap();
        for &code in ErrorCode::ALL {
            let body = ErrorBody::new(code).with_message(message);
            let expected =
                format!(r#"{{"message":{quoted},"errorCode":"{code}","error":"{}"}}"#, code.status().reason());
            assert_eq!(serde_json::to_string(&body).unwrap(), expected);
            assert_eq!((body.message(), body.code(), body.status()), (message, Some(code), code.status().as_u16()));
        }
        for &status in Status::ALL {
            let body = ErrorBody::from_status(status).with_message(message);
            let expected = format!(r#"{{"message":{quoted},"error":"{}"}}"#, status.reason());
            assert_eq!(serde_json::to_string(&body).unwrap(), expected);
        }
    }
    let body = ErrorBody::new(ErrorCode::ALL[0]).with_message("say \"no\"");
    assert!(core_json(&body).starts_with(r#"{"message":"say \"no\"","#));
}

fn cbor<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

#[test]
fn bodies_work_with_flatten_and_other_formats() {
    #[derive(Serialize)]
    struct Logged<'a> {
        id: u8,
        #[serde(flatten)]
        body: ErrorBody<&'a str>,
    }

    for &code in ErrorCode::ALL {
        let body = ErrorBody::new(code).with_message("m");
        let json = serde_json::to_string(&Logged { id: 1, body }).unwrap();
        assert_eq!(json, format!(r#"{{"id":1,{}"#, &serde_json::to_string(&body).unwrap()[1..]));

        let fields = ["message", "m", "errorCode", code.as_str(), "error", code.status().reason()];
        assert_eq!(cbor(&body), [&[0xa3], &fields.map(cbor).concat()[..]].concat());
        let fields = ["m", code.as_str(), code.status().reason()];
        assert_eq!(postcard::to_allocvec(&body).unwrap(), postcard::to_allocvec(&fields).unwrap());
    }
    for &status in Status::ALL {
        let body = ErrorBody::from_status(status).with_message("m");
        let fields = ["message", "m", "error", status.reason()];
        assert_eq!(cbor(&body), [&[0xa2], &fields.map(cbor).concat()[..]].concat());
        let fields = ["m", status.reason()];
        assert_eq!(postcard::to_allocvec(&body).unwrap(), postcard::to_allocvec(&fields).unwrap());
    }
}

#[test]
fn a_small_buffer_is_an_error() {
    let body = ErrorBody::new(ErrorCode::ALL[0]);
    let whole = ErrorCode::ALL[0].json().len();
    for size in 0..whole {
        assert!(serde_json_core::to_slice(&body, &mut vec![0; size]).is_err());
    }
    assert_eq!(serde_json_core::to_slice(&body, &mut vec![0; whole]), Ok(whole));
}
