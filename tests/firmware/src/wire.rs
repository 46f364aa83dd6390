//! Checks responses and numbers as JSON, with serde-json-core and fixed-size buffers.

use core::fmt::{self, Debug, Write as _};

use errcodes::{AnyCode, ErrorBody, ErrorCode, NoText, NumericCode, RawError, ReceivedError, Status};
use serde::{Deserialize, Serialize};
use serde_json_core::{from_str, from_str_escaped, to_slice};

/// Size of a buffer for a response with every character escaped.
const CAPACITY: usize = 8 * 1024;

/// A response of which only the code is read. An unknown code has its string.
#[derive(Deserialize)]
struct Response<'a> {
    #[serde(rename = "errorCode", borrow)]
    code: Option<AnyCode<&'a str>>,
}

/// Writes and reads every response, and returns their number.
pub fn responses() -> usize {
    for &code in ErrorCode::ALL {
        check_written(&ErrorBody::new(code), code.json());
        check_read(code.json(), Some(code));
        assert_eq!(response_code(code.json()).and_then(|code| code.known()), Some(code));
        let reworded = ErrorBody::new(code).with_message("Reworded");
        check_read(json(&reworded, &mut [0; CAPACITY]), Some(code));
        unusual_responses(code);
    }
    for &status in Status::ALL {
        check_written(&ErrorBody::from_status(status), status.json());
        check_read(status.json(), None);
        assert_eq!(response_code(status.json()), None);
    }

    let newer = r#"{"message":"","errorCode":"NO_SUCH_CODE__","error":""}"#;
    check_read(newer, None);
    assert_eq!(response_code(newer).and_then(|code| code.known()), None);
    assert_eq!(response_code(newer).unwrap().as_str(), Some("NO_SUCH_CODE__"));
    for no_object in ["", "[]", "1", "null", "\"\"", "{", "{\"errorCode\":"] {
        assert!(from_str::<ReceivedError<NoText>>(no_object).is_err(), "{no_object}");
    }
    ErrorCode::COUNT + Status::COUNT
}

/// Reads the code from responses that this version does not write.
fn unusual_responses(code: ErrorCode) {
    let name = code.as_str();
    let mut text = Text::new();
    for (before, after) in [
        ("", ""),
        ("", r#","error":"Bad Request","message":"Reordered""#),
        (r#""statusCode":400,"details":{"a":[1,{"b":null}]},"#, r#","more":true"#),
        (r#""message":["a","b"],"#, r#","error":null"#),
        (r#""errorCode":null,"#, ""),
        (r#""errorCode":"NO_SUCH_CODE__","#, ""),
    ] {
        text.set(format_args!(r#"{{{before}"errorCode":"{name}"{after}}}"#));
        check_read(text.as_str(), Some(code));
    }
    text.set(format_args!(r#"{{"errorCode":null}}"#));
    check_read(text.as_str(), None);
    text.set(format_args!(r#"{{"errorCode":"{name}_"}}"#));
    check_read(
        text.as_str(),
        ErrorCode::ALL.iter().copied().find(|other| other.as_str().strip_prefix(name) == Some("_")),
    );

    let (first, rest) = name.split_at(1);
    text.set(format_args!(r#"{{"errorCode":"\u00{:02x}{rest}"}}"#, first.as_bytes()[0]));
    let (escaped, _) = from_str_escaped::<ReceivedError<NoText>>(text.as_str(), &mut [0; 128]).unwrap();
    assert_eq!(escaped.known(), Some(code), "{}", text.as_str());
}

/// Checks that the number is read and written as this code. Without a code, checks that reading fails.
pub fn check_number<C: NumericCode + PartialEq + Debug>(number: u16, code: Option<C>) {
    #[derive(Serialize, Deserialize)]
    struct Decline<C: NumericCode> {
        #[serde(with = "errcodes::numeric")]
        code: C,
    }

    let mut text = Text::new();
    text.set(format_args!(r#"{{"code":{number}}}"#));
    match (from_str::<Decline<C>>(text.as_str()), code) {
        (Ok((read, _)), Some(code)) => {
            assert_eq!(read.code, code);
            assert_eq!(json(&read, &mut [0; 32]), text.as_str());
        }
        (Err(_), None) => {}
        _ => panic!("{number}: JSON and `from_numeric` disagree"),
    }
}

/// Checks that the body is written as this JSON.
fn check_written(body: &ErrorBody, expected: &str) {
    assert_eq!(json(body, &mut [0; CAPACITY]), expected);
}

/// Checks that this code is read from the JSON.
fn check_read(text: &str, code: Option<ErrorCode>) {
    let (received, length) = from_str::<ReceivedError<NoText>>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(received.known(), code, "{text}");
    assert_eq!(length, text.len());
    assert_eq!(RawError::read(text.as_bytes()).known(), code, "{text}");
}

fn response_code(text: &str) -> Option<AnyCode<&str>> {
    let (response, _) = from_str::<Response<'_>>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    response.code
}

fn json<'a>(value: &impl Serialize, buffer: &'a mut [u8]) -> &'a str {
    let length = to_slice(value, buffer).expect("the buffer is large enough");
    core::str::from_utf8(&buffer[..length]).expect("JSON is UTF-8")
}

/// A string in a fixed-size buffer.
struct Text {
    bytes: [u8; 512],
    length: usize,
}

impl Text {
    const fn new() -> Self {
        Self { bytes: [0; 512], length: 0 }
    }

    fn set(&mut self, text: fmt::Arguments<'_>) {
        self.length = 0;
        self.write_fmt(text).expect("the buffer is large enough");
    }

    fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.length]).expect("only strings are written")
    }
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}
