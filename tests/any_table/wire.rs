//! Bodies, codes and numbers as serde writes and reads them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;

use errcodes::{AnyCode, Code, ErrorBody, ErrorCode, NoText, Numeric, NumericCode, ReceivedError, Status};
use serde::{Deserialize, Serialize};

#[test]
fn a_body_may_have_any_type_of_message() {
    fn fail<M: From<&'static str>>(code: impl Code) -> Result<(), ErrorBody<M>> {
        Err(code)?
    }

    for &code in ErrorCode::ALL {
        let json = code.json();
        let owned = fail::<String>(code).unwrap_err();
        let cow = fail::<Cow<'_, str>>(code).unwrap_err();
        assert_eq!(serde_json::to_string(&owned).unwrap(), json);
        assert_eq!(serde_json::to_string(&cow).unwrap(), json);
        assert_eq!(ErrorBody::new(code), ErrorBody::from_error_code(code));
        assert_eq!(owned.status(), code.status().as_u16());

        let fixed: ErrorBody<heapless::String<8>> = owned.map_message(|_| "short".try_into().unwrap());
        assert_eq!((fixed.message(), fixed.to_string()), ("short", "short".to_owned()));
        assert_eq!(fixed.source().unwrap().to_string(), code.as_str());
        assert_eq!(ErrorCode::find_in(&fixed), Some(code));
    }
    for &status in Status::ALL {
        let body = ErrorBody::from_status(status);
        assert_eq!(serde_json::to_string(&body.with_message(String::from(body.message()))).unwrap(), status.json());
        assert!(body.source().is_none());
        let listed = ErrorBody::from_parts(status.as_u16(), status.reason(), body.message());
        assert_eq!(listed, body);
    }
}

#[test]
fn a_received_error_keeps_its_status_and_its_source_is_its_code() {
    for &code in ErrorCode::ALL {
        for status in [400, 599, 1] {
            let received: ReceivedError<String> = ReceivedError::from_parts(status, serde_json::from_str(code.json()));
            assert_eq!((received.status(), received.known()), (Some(status), Some(code)));
            assert_eq!(received.source().unwrap().to_string(), code.as_str());
            assert_eq!(ErrorCode::find_in(&received), Some(code));
        }
        let received: ReceivedError<String> = serde_json::from_str(code.json()).unwrap();
        assert_eq!(received.status(), None);
    }
    for body in ["", "<html>502</html>", "[]", "null", "{\"errorCode\":"] {
        let received: ReceivedError<NoText> = ReceivedError::from_parts(502, serde_json::from_str(body));
        assert_eq!((received.status(), received.code), (Some(502), None));
        assert_eq!(received.to_string(), "HTTP status 502");
        assert!(received.source().is_none());
    }
}

#[test]
fn a_log_line_cannot_be_forged() {
    let forged = "x\nERROR forged\r\u{1b}[2J\u{85}\u{202e}\u{2028}";
    let shown = "x\\nERROR forged\\r\\u{1b}[2J\\u{85}\\u{202e}\\u{2028}";
    let body = serde_json::json!({"message": forged, "errorCode": forged}).to_string();
    let received: ReceivedError<String> = serde_json::from_str(&body).unwrap();
    assert_eq!(received.to_string(), format!("{shown}: {shown}"));
    assert_eq!(received.message.as_deref(), Some(forged), "the stored message is the sent message");
    assert_eq!(AnyCode::new(forged).to_string(), shown);
    assert!(!forged.parse::<ErrorCode>().unwrap_err().to_string().contains('\n'));
    let plain = "it's \"quoted\" \\ é 漢 \u{1f600}";
    assert_eq!(AnyCode::new(plain).to_string(), plain);
}

#[test]
fn any_code_is_an_ordered_map_key() {
    let mut counts: BTreeMap<AnyCode<String>, usize> = BTreeMap::new();
    for (at, code) in ErrorCode::ALL.iter().enumerate() {
        counts.insert(code.as_str().parse().unwrap(), at);
    }
    counts.insert("ZZ__".parse().unwrap(), usize::MAX);
    counts.insert("NEW__".parse().unwrap(), usize::MAX);
    let keys: Vec<_> = counts.keys().map(|key| key.as_str().unwrap()).collect();
    let known = ErrorCode::ALL.iter().map(|code| code.as_str());
    assert_eq!(keys, known.chain(["NEW__", "ZZ__"]).collect::<Vec<_>>());
    let json = serde_json::to_string(&counts).unwrap();
    assert_eq!(serde_json::from_str::<BTreeMap<AnyCode<String>, usize>>(&json).unwrap(), counts);
    for &code in ErrorCode::ALL {
        assert_eq!(AnyCode::from_error_code(code).as_str(), Some(code.as_str()));
        assert!(counts.contains_key(&code.into()));
    }
}

/// Defines a test that calls `check_number` for each code that has a number.
macro_rules! numeric_rows {
    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,
        numeric = $numeric:tt $(($number:literal))?, $($rest:tt)* })*) => {
        #[test]
        #[allow(deprecated, reason = "deprecated codes count too")]
        fn every_numeric_field_type_writes_and_reads_every_number() {
            $( $( check_number(errcodes::$enum::$variant, $number); )? )*
        }
    };
}
errcodes::for_each_code!(numeric_rows);

#[allow(dead_code, reason = "a table may have no numbers")]
fn check_number<C: NumericCode>(code: C, number: u16) {
    #[derive(Serialize, Deserialize)]
    #[serde(bound = "")]
    struct Plain<C: NumericCode> {
        #[serde(with = "errcodes::numeric")]
        code: C,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(bound = "")]
    struct Maybe<C: NumericCode> {
        #[serde(with = "errcodes::numeric::option")]
        code: Option<C>,
    }

    assert_eq!((code.numeric(), C::from_numeric(number)), (number, Some(code)));
    let json = format!(r#"{{"code":{number}}}"#);
    assert_eq!(serde_json::to_string(&Plain { code }).unwrap(), json);
    assert_eq!(serde_json::to_string(&Maybe { code: Some(code) }).unwrap(), json);
    for json in [json, format!(r#"{{"code":{number}.0}}"#), format!(r#"{{"code":{number}e0}}"#)] {
        assert_eq!(serde_json::from_str::<Plain<C>>(&json).unwrap().code, code);
        assert_eq!(serde_json::from_str::<Maybe<C>>(&json).unwrap().code, Some(code));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::from_value::<Plain<C>>(value).unwrap().code, code);
    }
    assert!(serde_json::from_str::<Plain<C>>(&format!(r#"{{"code":{number}.7}}"#)).is_err());

    let codes = Some(vec![Numeric(code), Numeric::from(code)]);
    let json = serde_json::to_string(&codes).unwrap();
    assert_eq!(json, format!("[{number},{number}]"));
    assert_eq!(serde_json::from_str::<Option<Vec<Numeric<C>>>>(&json).unwrap(), codes);
}
