//! Tests of `RawError`, which reads bodies without serde.

use errcodes::{ErrorCode, RawError, Status};

/// Returns `errorCode`, `message` and `error`, copied into buffers that are large enough.
fn texts(body: &str) -> [Option<String>; 3] {
    let raw = RawError::read(body.as_bytes());
    [raw.code, raw.message, raw.error].map(|text| text.map(|text| text.copy_to(&mut [0; 1024]).unwrap().to_owned()))
}

#[test]
fn every_default_answer_is_read() {
    for &code in ErrorCode::ALL {
        let expected = [code.as_str(), code.message(), code.status().reason()].map(|text| Some(text.to_owned()));
        assert_eq!(texts(code.json()), expected);
        assert_eq!(RawError::read(code.json().as_bytes()).known(), Some(code));
        // A truncated body has this code or no code, never another code.
        for end in 0..code.json().len() {
            let cut = RawError::read(&code.json().as_bytes()[..end]);
            assert!(cut.known().is_none_or(|known| known == code), "{end} bytes of {code}");
        }
    }
    for &status in Status::ALL {
        let message = status.message().unwrap_or(status.reason()).to_owned();
        assert_eq!(texts(status.json()), [None, Some(message), Some(status.reason().to_owned())]);
    }
}

#[test]
fn a_message_that_does_not_fit_is_cut_or_none() {
    for &code in ErrorCode::ALL {
        let raw = RawError::read(code.json().as_bytes());
        let (message, text) = (raw.message.unwrap(), code.message());
        for room in 0..text.len() + 2 {
            let mut buffer = vec![0; room];
            assert_eq!(message.copy_to(&mut buffer), (room >= text.len()).then_some(text));
            let cut = message.cut_to(&mut buffer);
            assert!(text.starts_with(cut) && cut.len() <= room && cut.len() + 4 > room.min(text.len()), "{cut}");
        }
    }
}

#[test]
fn bodies_of_other_servers_are_read() {
    let long = "x".repeat(1000);
    for (body, code, message) in [
        (r#"{"message":["first","second"],"errorCode":"NEW__"}"#, Some("NEW__"), Some("first")),
        (r#"{"message":[{"message":"in"},["in"],5,"first"],"errorCode":"NEW__"}"#, Some("NEW__"), Some("first")),
        (r#"{"message":[],"errorCode":["NEW__"]}"#, None, None),
        (r#"{"errorCode":5,"message":{"message":"in"}}"#, None, None),
        (r#"{"errorCode":"A","errorCode":null,"message":"a","message":"b"}"#, None, Some("b")),
        (r#"{"details":{"errorCode":"IN"},"list":["errorCode","IN"],"errorCode":"OUT"}"#, Some("OUT"), None),
        ("\r\n\t {\"\\u0065rrorCode\" : \"A\\u005fB\\/\" }", Some("A_B/"), None),
        (r#"{"message":"\ud83d\ude00 \ud83d \u00e9 \x \"\\"}"#, None, Some("\u{1f600} \u{fffd} é \u{fffd} \"\\")),
        ("<html>{\"errorCode\":\"A\"}</html>", None, None),
        (r#"[{"errorCode":"A"}]"#, None, None),
        (r#""errorCode":"A""#, None, None),
        (r#"{"errorCode":"A"} {"errorCode":"B"}"#, Some("A"), None),
        ("}}]{\"errorCode\":\"A\"}", None, None),
        ("", None, None),
    ] {
        let [read_code, read_message, _] = texts(body);
        assert_eq!((read_code.as_deref(), read_message.as_deref()), (code, message), "{body}");
    }
    let body = format!(r#"{{"errorCode":"{long}","message":"m"}}"#);
    assert_eq!(RawError::read(body.as_bytes()).known(), None);
    let deep = format!(r#"{{"details":{},"errorCode":"A"}}"#, "[".repeat(100_000) + &"]".repeat(100_000));
    assert_eq!(texts(&deep)[0].as_deref(), Some("A"));
}

#[test]
fn a_string_is_cut_at_invalid_utf_8() {
    let raw = RawError::read(b"{\"message\":\"a\xffb\",\"errorCode\":\"\xff\"}");
    let message = raw.message.unwrap();
    assert_eq!((message.copy_to(&mut [0; 8]), message.cut_to(&mut [0; 8])), (None, "a"));
    assert_eq!(message.to_string(), "a\u{fffd}b");
    assert_eq!(raw.known(), None);
}

#[test]
fn a_log_line_cannot_be_forged() {
    let raw = RawError::read(br#"{"message":"a\nERROR b\u001b[2J\u202e\\ \u00e9"}"#);
    assert_eq!(raw.message.unwrap().to_string(), "a\\nERROR b\\u{1b}[2J\\u{202e}\\ é");
}
