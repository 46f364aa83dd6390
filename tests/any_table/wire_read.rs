//! Error answers as a client reads them. Every string type can read the code of every answer.
#![allow(clippy::option_option, reason = "an errorCode may be present without its string")]

use std::borrow::Cow;
use std::collections::HashMap;

use errcodes::{AnyCode, ErrorBody, ErrorCode, NoText, ReceivedError, Status};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Capacity of the fixed-size string in these tests. Some messages are longer. A known errorCode needs no room.
const SHORT: usize = 32;
type Short = heapless::String<SHORT>;

/// The contents of an answer, independent of its string type.
#[derive(Clone, Debug, Default, PartialEq)]
struct Contents {
    known: Option<ErrorCode>,
    /// `Some` if there is an errorCode. The inner `Option` is its string, if the string was stored.
    code: Option<Option<String>>,
    message: Option<String>,
    error: Option<String>,
}

fn contents_of<S: AsRef<str>>(answer: &ReceivedError<S>) -> Contents {
    let owned = |text: &Option<S>| text.as_ref().map(|text| text.as_ref().to_owned());
    Contents {
        known: answer.known(),
        code: answer.code.as_ref().map(|code| code.as_str().map(str::to_owned)),
        message: owned(&answer.message),
        error: owned(&answer.error),
    }
}

type NamedResult = (&'static str, serde_json::Result<Contents>);

/// Reads an answer with owned strings through every API of `serde_json`.
fn read_owned<S>(json: &str, value: &serde_json::Value, name: &'static str) -> Vec<NamedResult>
where
    S: AsRef<str> + for<'de> Deserialize<'de>,
{
    let ways = [
        serde_json::from_str::<ReceivedError<S>>(json),
        serde_json::from_slice(json.as_bytes()),
        serde_json::from_reader(json.as_bytes()),
        serde_json::from_value(value.clone()),
        ReceivedError::deserialize(value),
        serde_json::from_str(json).map(|Flat { answer }| answer),
        serde_json::from_str(json).map(|Any::Failed(answer)| answer),
        serde_json::from_reader(json.as_bytes()).map(|Any::Failed(answer)| answer),
    ];
    ways.map(|answer| (name, answer.map(|answer| contents_of(&answer)))).into()
}

#[derive(Deserialize)]
struct Flat<S> {
    #[serde(flatten, bound = "S: Deserialize<'de>")]
    answer: ReceivedError<S>,
}

#[derive(Deserialize)]
#[serde(untagged, bound = "S: Deserialize<'de>")]
enum Any<S> {
    Failed(ReceivedError<S>),
}

/// Reads the answer with every reader and string type. If `is_borrowable` is `true`, no string contains an escape, so every
/// string can be borrowed from the input.
fn check(json: &str, is_borrowable: bool, expected: &Contents) {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    // The contents if the string type can store only strings for which `fits` returns `true`.
    let expected_if = |fits: &dyn Fn(&str) -> bool| {
        let stored = |text: &Option<String>| text.clone().filter(|text| fits(text));
        // The string of a known code comes from the table, so it is always there.
        let code =
            expected.code.as_ref().map(|code| if expected.known.is_some() { code.clone() } else { stored(code) });
        Contents { known: expected.known, code, message: stored(&expected.message), error: stored(&expected.error) }
    };

    for (expected, ways) in [
        (expected, read_owned::<String>(json, &value, "String")),
        (expected, read_owned::<Cow<'_, str>>(json, &value, "Cow<str>")),
        (&expected_if(&|text| text.len() <= SHORT), read_owned::<Short>(json, &value, "heapless::String")),
        (&expected_if(&|_| false), read_owned::<NoText>(json, &value, "NoText")),
    ] {
        for (at, (name, answer)) in ways.into_iter().enumerate() {
            let answer = answer.unwrap_or_else(|error| panic!("{name}, way {at}, {json}: {error}"));
            assert_eq!(&answer, expected, "{name}, way {at}, {json}");
        }
    }

    let of_str: ReceivedError<&str> = serde_json::from_str(json).unwrap();
    let of_slice: ReceivedError<&str> = serde_json::from_slice(json.as_bytes()).unwrap();
    assert_eq!(of_str, of_slice);
    if is_borrowable {
        assert_eq!(&contents_of(&of_str), expected, "&str, {json}");
    }
    assert_eq!(of_str.known(), expected.known, "&str, {json}");
    assert_eq!(of_str.code.is_some(), expected.code.is_some(), "&str, {json}");
    assert_eq!(&contents_of(&ReceivedError::<&str>::deserialize(&value).unwrap()), expected, "&str of a value, {json}");
    // Nothing can be borrowed from a reader, so no string is stored.
    let without_strings = expected_if(&|_| false);
    let of_reader: ReceivedError<BorrowedOnly> = serde_json::from_reader(json.as_bytes()).unwrap();
    assert_eq!(contents_of(&of_reader), without_strings, "a reader, {json}");

    check_core(json, is_borrowable, expected);
}

/// A string type that accepts borrowed strings only.
struct BorrowedOnly(&'static str);

impl<'de> Deserialize<'de> for BorrowedOnly {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowed;

        impl<'de> serde::de::Visitor<'de> for Borrowed {
            type Value = BorrowedOnly;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a borrowed string")
            }

            fn visit_borrowed_str<E>(self, _: &'de str) -> Result<BorrowedOnly, E> {
                Ok(BorrowedOnly("borrowed"))
            }
        }

        deserializer.deserialize_str(Borrowed)
    }
}

impl AsRef<str> for BorrowedOnly {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// A struct of a user. serde-json-core needs such a struct to read the string of an errorCode.
#[derive(Deserialize)]
#[serde(bound = "S: Deserialize<'de>")]
struct UserStruct<S> {
    #[serde(rename = "errorCode")]
    code: Option<AnyCode<S>>,
}

/// Reads the code with serde-json-core, with and without unescaping.
fn check_core(json: &str, is_borrowable: bool, expected: &Contents) {
    fn read_user_struct<'de, S: AsRef<str> + Deserialize<'de>>(
        json: &'de str,
        buffer: Option<&mut [u8]>,
    ) -> serde_json_core::de::Result<(Option<ErrorCode>, Option<Option<String>>)> {
        let (user_struct, length): (UserStruct<S>, _) = match buffer {
            Some(buffer) => serde_json_core::from_str_escaped(json, buffer)?,
            None => serde_json_core::from_str(json)?,
        };
        assert_eq!(length, json.len());
        let UserStruct { code } = user_struct;
        Ok((code.as_ref().and_then(AnyCode::known), code.map(|code| code.as_str().map(str::to_owned))))
    }

    let mut buffer = vec![0; json.len()];
    let escaped = serde_json_core::from_str_escaped::<ReceivedError<NoText>>(json, &mut buffer);
    // serde's derive refuses repeated fields in `UserStruct`.
    let occurs_once = json.matches("\"errorCode\"").count() <= 1;
    if json.contains("\\ud8") {
        assert_eq!(escaped, Err(serde_json_core::de::Error::InvalidEscapeSequence), "{json}");
    } else {
        let (answer, length) = escaped.unwrap();
        assert_eq!((answer.known(), length), (expected.known, json.len()), "{json}");
        assert_eq!(answer.code.is_some(), expected.code.is_some(), "{json}");
        if occurs_once {
            let short =
                |code: &Option<String>| code.clone().filter(|code| expected.known.is_some() || code.len() <= SHORT);
            let code = (expected.known, expected.code.as_ref().map(short));
            assert_eq!(read_user_struct::<Short>(json, Some(&mut buffer)).unwrap(), code, "{json}");
            assert_eq!(read_user_struct::<NoText>(json, Some(&mut buffer)).unwrap().0, expected.known, "{json}");
            assert_eq!(read_user_struct::<&str>(json, Some(&mut buffer)).unwrap().0, expected.known, "{json}");
        }
    }
    // Without a buffer, escapes in other fields do not matter.
    if let Some(code) = expected.known.filter(|code| json.contains(&format!(r#""errorCode":"{code}""#))) {
        assert_eq!(serde_json_core::from_str::<ReceivedError<NoText>>(json).unwrap().0.known(), Some(code), "{json}");
    }
    if is_borrowable {
        let (answer, length) = serde_json_core::from_str::<ReceivedError<NoText>>(json).unwrap();
        assert_eq!((answer.known(), length), (expected.known, json.len()), "{json}");
        if occurs_once {
            assert_eq!(
                read_user_struct::<&str>(json, None).unwrap(),
                (expected.known, expected.code.clone()),
                "{json}"
            );
            assert_eq!(
                read_user_struct::<String>(json, None).unwrap(),
                (expected.known, expected.code.clone()),
                "{json}"
            );
        }
    }
}

/// Returns the contents of an answer with this code and message, without `error`.
fn contents(code: &str, message: Option<&str>) -> Contents {
    Contents {
        known: ErrorCode::from_code(code),
        code: Some(Some(code.to_owned())),
        message: message.map(str::to_owned),
        error: None,
    }
}

/// Returns every errorCode, and some unknown ones.
fn codes() -> impl Iterator<Item = &'static str> {
    let unknown = [
        "",
        "NEW__",
        "NEW",
        "session_expired",
        "SESSION_EXPIRED ",
        "é",
        "A_CODE_THAT_IS_LONGER_THAN_ALL_THERE_ARE_SO_FAR",
    ];
    ErrorCode::ALL.iter().map(|code| code.as_str()).chain(unknown)
}

#[test]
fn every_written_body_can_be_read() {
    for body in ErrorCode::ALL
        .iter()
        .map(|&code| ErrorBody::new(code))
        .chain(Status::ALL.iter().map(|&status| ErrorBody::from_status(status)))
    {
        for body in [body, body.with_message("say \"no\"\n"), body.with_message("")] {
            let expected = Contents {
                known: body.code(),
                code: body.code().map(|code| Some(code.to_string())),
                message: Some(body.message().to_owned()),
                error: Some(body.error().to_owned()),
            };
            let json = serde_json::to_string(&body).unwrap();
            check(&json, !json.contains('\\'), &expected);
            check(&serde_json::to_string_pretty(&body).unwrap(), !json.contains('\\'), &expected);
            let mut cbor = Vec::new();
            ciborium::into_writer(&body, &mut cbor).unwrap();
            assert_eq!(contents_of(&ciborium::from_reader::<ReceivedError<String>, _>(&cbor[..]).unwrap()), expected);
        }
    }
}

#[test]
fn escapes_are_decoded() {
    for code in codes() {
        let hex = |upper: bool| {
            code.encode_utf16()
                .map(|unit| if upper { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") })
                .collect::<String>()
        };
        for escaped in [hex(true), hex(false)] {
            check(&format!(r#"{{"errorCode":"{escaped}"}}"#), code.is_empty(), &contents(code, None));
        }
        // One escaped letter.
        for (at, letter) in code.char_indices() {
            let rest = &code[at + letter.len_utf8()..];
            let escaped = format!("{}\\u{:04x}{rest}", &code[..at], u32::from(letter));
            check(&format!(r#"{{"errorCode":"{escaped}","message":"m"}}"#), false, &contents(code, Some("m")));
        }
        for (escaped, message) in [
            (r"\u0053", "S"),
            (r"\/", "/"),
            (r"\n", "\n"),
            (r#"\"\\\/\b\f\n\r\t\u0000"#, "\"\\/\u{8}\u{c}\n\r\t\0"),
            (r"\ud83d\ude00 \u00e9", "\u{1f600} \u{e9}"),
        ] {
            check(&format!(r#"{{"message":"{escaped}","errorCode":"{code}"}}"#), false, &contents(code, Some(message)));
            check(&format!(r#"{{"errorCode":"{code}","message":"{escaped}"}}"#), false, &contents(code, Some(message)));
            let key = r#"{"\u006dess\u0061ge":"m","\u0065rrorCode":"#;
            check(&format!(r#"{key}"{code}"}}"#), false, &contents(code, Some("m")));
        }
        for (escaped, text) in [(r"A\/B", "A/B"), (r"\ud83d\ude00", "\u{1f600}"), (r#"\""#, "\"")] {
            check(&format!(r#"{{"errorCode":"{escaped}"}}"#), false, &contents(text, None));
        }
    }
}

#[test]
fn message_may_have_any_length_and_type() {
    let long = "m".repeat(4_000);
    let exact = "é".repeat(SHORT / 2);
    for code in codes() {
        for text in ["", &exact, &format!("{exact}m"), &long] {
            check(&format!(r#"{{"message":"{text}","errorCode":"{code}"}}"#), true, &contents(code, Some(text)));
            check(&format!(r#"{{"errorCode":"{code}","message":"{text}"}}"#), true, &contents(code, Some(text)));
        }
        for other in [
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e30",
            "18446744073709551615",
            "[]",
            r#"[[[["errorCode"]]],{"errorCode":"NESTED"}]"#,
            "{}",
            r#"{"errorCode":"NESTED","message":"nested","error":{"errorCode":"NESTED"}}"#,
        ] {
            for field in ["message", "error"] {
                check(&format!(r#"{{"{field}":{other},"errorCode":"{code}"}}"#), true, &contents(code, None));
                check(&format!(r#"{{"errorCode":"{code}","{field}":{other}}}"#), true, &contents(code, None));
            }
        }
        check(&format!(r#"{{"errorCode":"{code}"}}"#), true, &contents(code, None));
        for (list, first) in [
            (r#"["amount must be positive","sid must be a UUID"]"#, "amount must be positive"),
            (r#"[null,5,["nested"],{"message":"nested"},"m","n",[],{}]"#, "m"),
        ] {
            check(&format!(r#"{{"message":{list},"errorCode":"{code}"}}"#), true, &contents(code, Some(first)));
            check(&format!(r#"{{"errorCode":"{code}","message":{list}}}"#), true, &contents(code, Some(first)));
            // If the first string does not fit, it is not replaced by the next string.
            let list = format!(r#"["{long}","n"]"#);
            check(&format!(r#"{{"errorCode":"{code}","message":{list}}}"#), true, &contents(code, Some(&long)));
        }
    }
}

/// A string that does not fit is skipped. Later fields are still read.
#[test]
fn an_unknown_code_that_does_not_fit_is_stored_without_its_string() {
    let long = "X".repeat(SHORT + 1);
    let json = format!(r#"{{"errorCode":"{long}","message":"m","error":"e"}}"#);
    check(&json, true, &Contents { error: Some("e".to_owned()), ..contents(&long, Some("m")) });
    let answer: ReceivedError<Short> = serde_json::from_reader(json.as_bytes()).unwrap();
    assert_eq!(answer.code.as_ref().map(AnyCode::as_str), Some(None));
    assert_eq!(answer.message.as_deref(), Some("m"));
    assert!(serde_json::to_string(&answer.code).is_err());
}

#[test]
fn an_error_code_may_be_missing_or_null() {
    for json in
        ["{}", " { } ", r#"{"message":null}"#, r#"{"errorCode":null}"#, r#"{"ErrorCode":"X","errorcode":"Y","":"Z"}"#]
    {
        check(json.trim(), true, &Contents::default());
    }
    let message = Some("m".to_owned());
    check(r#"{"message":"m"}"#, true, &Contents { message: message.clone(), ..Contents::default() });
    check(r#"{"errorCode":null,"message":"m"}"#, true, &Contents { message, ..Contents::default() });
}

/// `NoText` and serde-json-core must request a type in advance, so another type is an error for them.
#[test]
fn an_error_code_of_another_type_is_none() {
    for other in ["0", "-1", "1.5", "true", r#"["X"]"#, r#"{"errorCode":"X"}"#] {
        for json in
            [format!(r#"{{"errorCode":{other},"message":"m"}}"#), format!(r#"{{"message":"m","errorCode":{other}}}"#)]
        {
            let expected = Contents { message: Some("m".to_owned()), ..Contents::default() };
            let value = serde_json::from_str(&json).unwrap();
            for (name, answer) in read_owned::<String>(&json, &value, "String") {
                assert_eq!(answer.unwrap(), expected, "{name}, {json}");
            }
            for (name, answer) in read_owned::<Short>(&json, &value, "heapless::String") {
                assert_eq!(answer.unwrap(), expected, "{name}, {json}");
            }
            assert_eq!(contents_of(&serde_json::from_str::<ReceivedError<&str>>(&json).unwrap()), expected);

            let error = serde_json::from_str::<ReceivedError<NoText>>(&json).unwrap_err().to_string();
            assert!(error.starts_with("invalid type: ") && error.contains("expected an errorCode"), "{error}");
            assert!(serde_json_core::from_str::<ReceivedError<NoText>>(&json).is_err());
        }
    }
}

#[test]
fn fields_may_be_in_any_order_with_unknown_fields_between_them() {
    fn orders(fields: &[String]) -> Vec<Vec<String>> {
        if fields.is_empty() {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let others = [&fields[..at], &fields[at + 1..]].concat();
            all.extend(orders(&others).into_iter().map(|rest| [vec![field.clone()], rest].concat()));
        }
        all
    }

    for code in codes() {
        let expected = Contents { error: Some("e".to_owned()), ..contents(code, Some("m")) };
        let fields = [r#""message":"m""#, &format!(r#""errorCode":"{code}""#), r#""error":"e""#, r#""statusCode":400"#];
        let all = orders(&fields.map(str::to_owned));
        assert_eq!(all.len(), 24);
        for fields in all {
            check(&format!("{{{}}}", fields.join(",")), true, &expected);
            check(&format!("{{ {} }}", fields.join(" ,\n\t ").replace(':', " : ")), true, &expected);
        }
        for extra in [
            r#""statusCode":400"#,
            r#""":0"#,
            r#""path":"/v1/sessions""#,
            r#""cause":{"message":"nested","errorCode":"NESTED","error":[{"errorCode":"NESTED"}]}"#,
            r#""details":[["errorCode","NESTED"],{},[],null,true,-1.5e3]"#,
            r#""message2":"x","errorCodes":["NESTED"],"errorCod":"X","rrorCode":"X""#,
        ] {
            let answer = format!(r#""message":"m","errorCode":"{code}","error":"e""#);
            check(&format!("{{{extra},{answer}}}"), true, &expected);
            check(&format!("{{{answer},{extra}}}"), true, &expected);
        }
    }
}

#[test]
fn the_last_of_repeated_fields_counts() {
    let first = ErrorCode::ALL[0].as_str();
    for code in codes() {
        check(&format!(r#"{{"errorCode":"{first}","errorCode":"{code}"}}"#), true, &contents(code, None));
        check(
            &format!(r#"{{"errorCode":"NEW__","message":"m","errorCode":"{code}"}}"#),
            true,
            &contents(code, Some("m")),
        );
        check(&format!(r#"{{"errorCode":null,"errorCode":"{code}"}}"#), true, &contents(code, None));
        check(&format!(r#"{{"errorCode":"{code}","errorCode":null}}"#), true, &Contents::default());
        check(
            &format!(r#"{{"message":"m","error":1,"errorCode":"{code}","message":"n","error":"e"}}"#),
            true,
            &Contents { error: Some("e".to_owned()), ..contents(code, Some("n")) },
        );
        check(&format!(r#"{{"message":"m","errorCode":"{code}","message":[]}}"#), true, &contents(code, None));
    }
}

#[test]
fn anything_but_an_object_is_an_error() {
    for (json, found) in [
        ("null", "null"),
        ("true", "boolean `true`"),
        ("5", "integer `5`"),
        ("-1", "integer `-1`"),
        ("1.5", "floating point `1.5`"),
        (r#""SESSION_EXPIRED""#, r#"string "SESSION_EXPIRED""#),
        ("[]", "sequence"),
        (r#"[{"errorCode":"SESSION_EXPIRED"}]"#, "sequence"),
        (r#"["m","SESSION_EXPIRED","e"]"#, "sequence"),
    ] {
        let expected = format!("invalid type: {found}, expected an error answer: an object");
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        for error in [
            serde_json::from_str::<ReceivedError<String>>(json).unwrap_err(),
            serde_json::from_str::<ReceivedError<&str>>(json).unwrap_err(),
            serde_json::from_str::<ReceivedError<NoText>>(json).unwrap_err(),
            serde_json::from_slice::<ReceivedError<Short>>(json.as_bytes()).unwrap_err(),
            serde_json::from_reader::<_, ReceivedError<Cow<'_, str>>>(json.as_bytes()).unwrap_err(),
            serde_json::from_value::<ReceivedError<String>>(value.clone()).unwrap_err(),
            ReceivedError::<&str>::deserialize(&value).unwrap_err(),
        ] {
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
        assert!(serde_json_core::from_str::<ReceivedError<NoText>>(json).is_err());
        let mut cbor = Vec::new();
        ciborium::into_writer(&value, &mut cbor).unwrap();
        assert!(ciborium::from_reader::<ReceivedError<String>, _>(&cbor[..]).is_err());
    }
}

#[test]
fn invalid_json_is_an_error() {
    for json in [
        "",
        " ",
        "{",
        "}",
        r#"{"errorCode""#,
        r#"{"errorCode":"#,
        r#"{"errorCode":"X""#,
        r#"{"errorCode":"X",}"#,
        r#"{"errorCode":"X"}}"#,
        r#"{errorCode:"X"}"#,
        r#"{"errorCode":"X" "message":"m"}"#,
        r#"{"message":"\ud800","errorCode":"X"}"#,
        r#"{"message":"\x","errorCode":"X"}"#,
        r#"{"message":1e999,"errorCode":"X"}"#,
        "{\"message\":\"a\nb\",\"errorCode\":\"X\"}",
        "<html>502 Bad Gateway</html>",
    ] {
        assert!(serde_json::from_str::<ReceivedError<String>>(json).is_err(), "{json}");
        assert!(serde_json::from_reader::<_, ReceivedError<Short>>(json.as_bytes()).is_err(), "{json}");
    }
    // Not UTF-8.
    assert!(serde_json::from_slice::<ReceivedError<String>>(b"{\"message\":\"\xff\"}").is_err());
}

/// `serde_json` skips unused values without recursion, so deep nesting does not overflow the stack.
#[test]
fn deeply_nested_responses_are_read() {
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for code in [ErrorCode::ALL[0].as_str(), "NEW__"] {
        for field in ["message", "error", "details"] {
            let json = format!(r#"{{"{field}":{deep},"errorCode":"{code}"}}"#);
            for answer in [
                contents_of(&serde_json::from_str::<ReceivedError<String>>(&json).unwrap()),
                contents_of(&serde_json::from_reader::<_, ReceivedError<Cow<'_, str>>>(json.as_bytes()).unwrap()),
            ] {
                assert_eq!(answer, contents(code, None));
            }
            assert_eq!(
                serde_json::from_str::<ReceivedError<NoText>>(&json).unwrap().known(),
                ErrorCode::from_code(code)
            );
        }
    }
}

#[test]
fn serde_json_core_reports_its_limits() {
    for &code in ErrorCode::ALL {
        // serde-json-core cannot read a value of unknown type. `message` may have any type.
        assert!(serde_json_core::from_str::<ReceivedError<&str>>(code.json()).is_err());
        assert!(serde_json_core::from_str::<ReceivedError<Short>>(code.json()).is_err());
        // Without a buffer, escapes are not decoded and the code is unknown. A buffer that is too small is an error.
        let escaped = format!(r#"{{"errorCode":"\u{:04x}{}"}}"#, code.as_str().as_bytes()[0], &code.as_str()[1..]);
        let (answer, _) = serde_json_core::from_str::<ReceivedError<NoText>>(&escaped).unwrap();
        assert_eq!((answer.known(), answer.code.is_some()), (None, true));
        let mut buffer = vec![0; code.as_str().len()];
        let (answer, _) = serde_json_core::from_str_escaped::<ReceivedError<NoText>>(&escaped, &mut buffer).unwrap();
        assert_eq!(answer.known(), Some(code));
        assert!(serde_json_core::from_str_escaped::<ReceivedError<NoText>>(&escaped, &mut buffer[1..]).is_err());
        // serde-json-core does not support surrogate pairs in any field.
        let paired = format!(r#"{{"message":"\ud83d\ude00","errorCode":"{code}"}}"#);
        assert!(serde_json_core::from_str_escaped::<ReceivedError<NoText>>(&paired, &mut buffer).is_err());
        assert_eq!(serde_json_core::from_str::<ReceivedError<NoText>>(&paired).unwrap().0.known(), Some(code));
    }
}

/// postcard is not self-describing, so it cannot read an answer. Reading must fail instead of returning wrong data.
#[test]
fn postcard_refuses_responses_but_reads_codes() {
    for &code in ErrorCode::ALL {
        let bytes = postcard::to_allocvec(&ErrorBody::new(code)).unwrap();
        assert!(postcard::from_bytes::<ReceivedError<String>>(&bytes).is_err());
        assert!(postcard::from_bytes::<ReceivedError<&str>>(&bytes).is_err());
        assert!(postcard::from_bytes::<ReceivedError<NoText>>(&bytes).is_err());
        let bytes = postcard::to_allocvec(&Some(code)).unwrap();
        assert_eq!(postcard::from_bytes::<Option<AnyCode<&str>>>(&bytes).unwrap(), Some(code.into()));
    }
}

#[test]
fn cbor_reads_every_response() {
    use ciborium::Value;

    let text = |text: &str| Value::Text(text.to_owned());
    for code in codes() {
        for other in [
            text("m"),
            text(&"m".repeat(10_000)),
            Value::Null,
            Value::Bool(true),
            Value::Integer((-5).into()),
            Value::Float(f64::NAN),
            Value::Bytes(vec![1, 2]),
            Value::Bytes(vec![1; 10_000]),
            Value::Array(vec![text("errorCode"), text("NESTED")]),
            Value::Map(vec![(Value::Integer(1.into()), text("errorCode")), (text("errorCode"), text("NESTED"))]),
            Value::Tag(1, Box::new(Value::Integer(1.into()))),
        ] {
            let fields = vec![
                (text("details"), other.clone()),
                (text("message"), other.clone()),
                (text("errorCode"), text(code)),
                (text("error"), text("e")),
            ];
            let mut cbor = Vec::new();
            ciborium::into_writer(&Value::Map(fields), &mut cbor).unwrap();
            let message = match &other {
                Value::Array(list) => list.iter().find_map(Value::as_text),
                other => other.as_text(),
            };
            let expected = Contents { error: Some("e".to_owned()), ..contents(code, message) };
            assert_eq!(contents_of(&ciborium::from_reader::<ReceivedError<String>, _>(&cbor[..]).unwrap()), expected);
            let short = contents_of(&ciborium::from_reader::<ReceivedError<Short>, _>(&cbor[..]).unwrap());
            assert_eq!((short.known, short.error), (expected.known, expected.error));
            let none: ReceivedError<NoText> = ciborium::from_reader(&cbor[..]).unwrap();
            assert_eq!((none.known(), none.code.is_some()), (expected.known, true));
        }
    }
}

/// An SDK may nest a received error in its own types.
#[test]
fn received_error_works_with_untagged_and_flatten() {
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Answer<'a> {
        Session {
            sid: String,
        },
        #[serde(borrow)]
        Failed(ReceivedError<&'a str>),
    }

    #[derive(Deserialize)]
    struct Logged {
        #[serde(rename = "statusCode")]
        status: u16,
        #[serde(flatten)]
        failed: ReceivedError<String>,
        #[serde(flatten)]
        rest: HashMap<String, serde_json::Value>,
    }

    for &code in ErrorCode::ALL {
        let answer: Answer<'_> = serde_json::from_str(code.json()).unwrap();
        assert!(matches!(answer, Answer::Failed(failed) if failed.known() == Some(code)));
    }
    let answer: Answer<'_> = serde_json::from_str(r#"{"sid":"s"}"#).unwrap();
    assert_eq!(answer, Answer::Session { sid: "s".to_owned() });

    let logged: Logged = serde_json::from_value(json!({
        "statusCode": 400, "errorCode": "NEW__", "message": ["a"], "error": "Bad Request", "path": "/",
    }))
    .unwrap();
    assert_eq!(
        (logged.status, logged.failed.code, logged.failed.message),
        (400, Some(AnyCode::new("NEW__".to_owned())), Some("a".to_owned()))
    );
    assert_eq!(logged.rest, HashMap::from([("path".to_owned(), json!("/"))]));
}

#[test]
fn received_error_implements_error_and_display() {
    let read = |json: &str| serde_json::from_str::<ReceivedError<String>>(json).unwrap();
    for &code in ErrorCode::ALL {
        let error: Box<dyn std::error::Error> = Box::new(read(code.json()));
        assert_eq!(error.to_string(), format!("{code}: {}", code.message()));
    }
    assert_eq!(read(r#"{"errorCode":"NEW__"}"#).to_string(), "NEW__");
    assert_eq!(read(r#"{"errorCode":"NEW__","error":"e"}"#).to_string(), "NEW__: e");
    assert_eq!(read(r#"{"message":"m","error":"e"}"#).to_string(), "m");
    assert_eq!(read("{}").to_string(), "an error without errorCode and message");
    assert_eq!(read("{}"), ReceivedError::default());
}

#[test]
fn no_text_takes_no_memory() {
    assert_eq!(size_of::<ReceivedError<NoText>>(), size_of::<(ErrorCode, u16)>());
}

#[test]
fn received_codes_are_written_unchanged() {
    #[derive(Serialize)]
    struct Surfaced<'a> {
        code: Option<AnyCode<&'a str>>,
    }

    for code in codes() {
        let json = format!(r#"{{"errorCode":"{code}"}}"#);
        let answer: ReceivedError<&str> = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&Surfaced { code: answer.code }).unwrap(), format!(r#"{{"code":"{code}"}}"#));
    }
}
