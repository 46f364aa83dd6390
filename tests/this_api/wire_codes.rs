//! Codes in every format. A code is the same string everywhere, regardless of its position in the table.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{Debug, Display};

use errcodes::{AnyCode, ErrorCode, LimitError, NoText, SessionError, WithdrawDecline, WithdrawError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Calls a generic function for every code enum, with all codes of the enum and the key of its group.
macro_rules! every_enum {
    ($check:ident) => {
        $check(SessionError::ALL, Some("session"));
        $check(WithdrawError::ALL, Some("withdraw"));
        $check(LimitError::ALL, Some("limit"));
        both_kinds!($check);
    };
}

/// Calls a generic function for `ErrorCode` and the enum of one group. This saves compile time.
macro_rules! both_kinds {
    ($check:ident) => {
        $check(ErrorCode::ALL, None);
        $check(WithdrawDecline::ALL, Some("withdraw_decline"));
    };
}

fn cbor<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn core_json<T: Serialize + ?Sized>(value: &T) -> String {
    let mut buffer = [0; 512];
    let length = serde_json_core::to_slice(value, &mut buffer).unwrap();
    String::from_utf8(buffer[..length].to_vec()).unwrap()
}

/// Encodes a CBOR text string: first the major type 3 and the length, then the bytes.
fn cbor_text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    let head = if length < 24 { vec![0x60 + length] } else { vec![0x78, length] };
    [&head, text.as_bytes()].concat()
}

/// Encodes a postcard string of fewer than 128 bytes: first the length in one byte, then the bytes.
fn postcard_text(text: &str) -> Vec<u8> {
    [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat()
}

#[test]
fn a_code_is_its_string_in_every_format() {
    fn check<C>(all: &[C], _: Option<&str>)
    where
        C: Serialize + DeserializeOwned + Display + Debug + Copy + PartialEq,
    {
        for &code in all {
            let text = code.to_string();
            let json = format!("\"{text}\"");

            assert_eq!(serde_json::to_string(&code).unwrap(), json);
            assert_eq!(serde_json::to_value(code).unwrap(), serde_json::Value::String(text.clone()));
            assert_eq!(core_json(&code), json);
            assert_eq!(postcard::to_allocvec(&code).unwrap(), postcard_text(&text));
            assert_eq!(cbor(&code), cbor_text(&text));

            assert_eq!(serde_json::from_str::<C>(&json).unwrap(), code);
            assert_eq!(serde_json::from_slice::<C>(json.as_bytes()).unwrap(), code);
            assert_eq!(serde_json::from_reader::<_, C>(json.as_bytes()).unwrap(), code);
            assert_eq!(serde_json::from_value::<C>(text.clone().into()).unwrap(), code);
            assert_eq!(serde_json_core::from_str::<C>(&json).unwrap(), (code, json.len()));
            assert_eq!(postcard::from_bytes::<C>(&postcard_text(&text)).unwrap(), code);
            assert_eq!(ciborium::from_reader::<C, _>(&cbor_text(&text)[..]).unwrap(), code);

            let escaped: Vec<_> = text.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
            let escaped = format!("\"{}\"", escaped.concat());
            assert_eq!(serde_json::from_str::<C>(&escaped).unwrap(), code);
            assert_eq!(serde_json::from_reader::<_, C>(escaped.as_bytes()).unwrap(), code);
            let mut buffer = [0; 64];
            assert_eq!(serde_json_core::from_str_escaped::<C>(&escaped, &mut buffer).unwrap().0, code);
        }
    }
    every_enum!(check);
}

/// Stored bytes must stay readable, so the encodings are fixed. They do not depend on the order of the table.
#[test]
fn encodings_are_stable() {
    assert_eq!(serde_json::to_string(&SessionError::SessionExpired).unwrap(), r#""SESSION_EXPIRED""#);
    assert_eq!(postcard::to_allocvec(&SessionError::SessionExpired).unwrap(), b"\x0fSESSION_EXPIRED");
    assert_eq!(postcard::to_allocvec(&ErrorCode::SessionExpired).unwrap(), b"\x0fSESSION_EXPIRED");
    assert_eq!(cbor(&ErrorCode::SessionExpired), b"\x6fSESSION_EXPIRED");
    assert_eq!(cbor(&WithdrawDecline::AccountVerificationRequired), b"\x78\x1dACCOUNT_VERIFICATION_REQUIRED");
    assert_eq!(postcard::to_allocvec(&[LimitError::AmountBelowMinimum; 2]).unwrap().len(), 2 * 21);
    assert_eq!(
        postcard::to_allocvec(&Some(WithdrawError::WithdrawInProgress)).unwrap(),
        b"\x01\x14WITHDRAW_IN_PROGRESS"
    );
}

#[test]
fn codes_are_map_keys() {
    fn check<C>(all: &[C], _: Option<&str>)
    where
        C: Serialize + DeserializeOwned + Display + Debug + Copy + Ord,
    {
        let counts: BTreeMap<C, usize> = all.iter().copied().zip(0..).collect();
        let fields: Vec<_> = counts.iter().map(|(code, count)| format!("\"{code}\":{count}")).collect();
        let json = format!("{{{}}}", fields.join(","));

        assert_eq!(serde_json::to_string(&counts).unwrap(), json);
        assert_eq!(serde_json::from_str::<BTreeMap<C, usize>>(&json).unwrap(), counts);
        assert_eq!(
            serde_json::from_value::<BTreeMap<C, usize>>(serde_json::to_value(&counts).unwrap()).unwrap(),
            counts
        );
        assert_eq!(serde_json_core::from_str::<BTreeMap<C, usize>>(&json).unwrap().0, counts);
        assert_eq!(
            postcard::from_bytes::<BTreeMap<C, usize>>(&postcard::to_allocvec(&counts).unwrap()).unwrap(),
            counts
        );
        assert_eq!(ciborium::from_reader::<BTreeMap<C, usize>, _>(&cbor(&counts)[..]).unwrap(), counts);

        for &code in all {
            let one = BTreeMap::from([(code, 7_u8)]);
            assert_eq!(
                postcard::to_allocvec(&one).unwrap(),
                [&[1], &postcard_text(&code.to_string())[..], &[7]].concat()
            );
            assert_eq!(cbor(&one), [&[0xa1], &cbor_text(&code.to_string())[..], &[7]].concat());
        }
    }
    both_kinds!(check);

    let any = HashMap::from([(AnyCode::new("NEW__"), 1), (AnyCode::from(ErrorCode::ALL[0]), 2)]);
    let json = serde_json::to_string(&any).unwrap();
    assert_eq!(serde_json::from_str::<HashMap<AnyCode<&str>, i32>>(&json).unwrap(), any);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner<C> {
    #[serde(rename = "errorCode")]
    code: C,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flattened<C> {
    id: u32,
    #[serde(flatten)]
    inner: Inner<C>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged<C> {
    Number(u64),
    Code(C),
    Nested { code: C },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value")]
enum Tagged<C> {
    Code(C),
}

#[test]
fn codes_work_with_flatten_and_tagged_enums() {
    fn check<C>(all: &[C], _: Option<&str>)
    where
        C: Serialize + DeserializeOwned + Display + Debug + Copy + PartialEq,
    {
        for &code in all {
            let flattened = Flattened { id: 1, inner: Inner { code } };
            let json = format!(r#"{{"id":1,"errorCode":"{code}"}}"#);
            assert_eq!(serde_json::to_string(&flattened).unwrap(), json);
            assert_eq!(serde_json::from_str::<Flattened<C>>(&json).unwrap(), flattened);
            assert_eq!(serde_json::from_reader::<_, Flattened<C>>(json.as_bytes()).unwrap(), flattened);
            assert_eq!(ciborium::from_reader::<Flattened<C>, _>(&cbor(&flattened)[..]).unwrap(), flattened);

            for (untagged, json) in [
                (Untagged::Code(code), format!("\"{code}\"")),
                (Untagged::Nested { code }, format!(r#"{{"code":"{code}"}}"#)),
            ] {
                assert_eq!(serde_json::to_string(&untagged).unwrap(), json);
                assert_eq!(serde_json::from_str::<Untagged<C>>(&json).unwrap(), untagged);
                assert_eq!(ciborium::from_reader::<Untagged<C>, _>(&cbor(&untagged)[..]).unwrap(), untagged);
            }
            assert_eq!(postcard::to_allocvec(&Untagged::Code(code)).unwrap(), postcard_text(&code.to_string()));

            let tagged = Tagged::Code(code);
            let json = format!(r#"{{"kind":"Code","value":"{code}"}}"#);
            assert_eq!(serde_json::to_string(&tagged).unwrap(), json);
            assert_eq!(serde_json::from_str::<Tagged<C>>(&json).unwrap(), tagged);
            let reversed = format!(r#"{{"value":"{code}","kind":"Code"}}"#);
            assert_eq!(serde_json::from_str::<Tagged<C>>(&reversed).unwrap(), tagged);
        }
    }
    both_kinds!(check);
}

#[test]
fn errors_name_the_invalid_value() {
    fn check<C: DeserializeOwned + Debug>(_: &[C], group: Option<&str>) {
        let of_group = group.map_or(String::new(), |group| format!(" of group {group}"));
        let in_group = group.map_or(String::new(), |group| format!(" in group {group}"));
        let error = |json: &str| serde_json::from_str::<C>(json).unwrap_err().to_string();

        for text in ["", "NO_SUCH_CODE__", "no", "\"", "é", "\u{202e}", "0"] {
            let json = serde_json::to_string(text).unwrap();
            let expected = format!("unknown errorCode {text:?}{in_group} at ");
            assert!(error(&json).starts_with(&expected), "{}", error(&json));
            assert!(ciborium::from_reader::<C, _>(&cbor(text)[..]).unwrap_err().to_string().contains(&expected[..15]));
            assert!(postcard::from_bytes::<C>(&postcard::to_allocvec(text).unwrap()).is_err());
            assert!(serde_json_core::from_str::<C>(&json).is_err());
        }
        let long = "X".repeat(100_000);
        let expected = format!("unknown errorCode \"{}\"…{in_group} at ", "X".repeat(63));
        assert!(error(&format!("\"{long}\"")).starts_with(&expected));

        for (json, found) in [
            ("5", "integer `5`"),
            ("-5", "integer `-5`"),
            ("0.5", "floating point `0.5`"),
            ("true", "boolean `true`"),
            ("null", "null"),
            ("[]", "sequence"),
            ("{}", "map"),
        ] {
            let expected = format!("invalid type: {found}, expected an errorCode{of_group} at ");
            assert!(error(json).starts_with(&expected), "{}", error(json));
        }
    }
    every_enum!(check);
}

#[test]
fn codes_of_other_groups_are_errors() {
    for &code in ErrorCode::ALL {
        let json = format!("\"{code}\"");
        let read = [
            serde_json::from_str::<SessionError>(&json).map(ErrorCode::from).ok(),
            serde_json::from_str::<WithdrawDecline>(&json).map(ErrorCode::from).ok(),
            serde_json::from_str::<WithdrawError>(&json).map(ErrorCode::from).ok(),
            serde_json::from_str::<LimitError>(&json).map(ErrorCode::from).ok(),
        ];
        assert_eq!(read.iter().flatten().collect::<Vec<_>>(), [&code]);
    }
}

#[test]
fn any_code_is_its_string_in_every_format() {
    for text in
        ErrorCode::ALL.iter().map(|code| code.as_str()).chain(["", "NEW__", "a\"b\\c\n", "é", "session_expired"])
    {
        let known = ErrorCode::from_code(text);
        let any = AnyCode::new(text);
        assert_eq!((any.known(), any.as_str()), (known, Some(text)));

        let json = serde_json::to_string(text).unwrap();
        assert_eq!(serde_json::to_string(&any).unwrap(), json);
        assert_eq!(postcard::to_allocvec(&any).unwrap(), postcard_text(text));
        assert_eq!(cbor(&any), cbor_text(text));

        assert_eq!(postcard::from_bytes::<AnyCode<&str>>(&postcard_text(text)).unwrap(), any);
        let owned = AnyCode::new(text.to_owned());
        assert_eq!(serde_json::from_str::<AnyCode<String>>(&json).unwrap(), owned);
        assert_eq!(serde_json::from_reader::<_, AnyCode<String>>(json.as_bytes()).unwrap(), owned);
        assert_eq!(ciborium::from_reader::<AnyCode<String>, _>(&cbor(text)[..]).unwrap(), owned);
        let none: AnyCode<NoText> = serde_json::from_str(&json).unwrap();
        assert_eq!((none.known(), none.as_str()), (known, known.map(ErrorCode::as_str)));
        let flattened: Flattened<AnyCode<String>> =
            serde_json::from_str(&format!(r#"{{"id":1,"errorCode":{json}}}"#)).unwrap();
        assert_eq!(flattened.inner.code, owned);
        let untagged: Untagged<AnyCode<String>> = serde_json::from_str(&json).unwrap();
        assert_eq!(untagged, Untagged::Code(owned));
    }
    for json in ["5", "null", "[]", "{}", "true"] {
        let error = serde_json::from_str::<AnyCode<String>>(json).unwrap_err().to_string();
        assert!(error.contains("expected an errorCode"), "{error}");
    }
}

#[test]
fn an_unknown_code_without_its_string_is_not_serializable() {
    let textless: AnyCode<NoText> = serde_json::from_str(r#""NEW__""#).unwrap();
    let expected = "an unknown errorCode whose text was not kept cannot be written";
    assert_eq!(serde_json::to_string(&textless).unwrap_err().to_string(), expected);
    assert!(postcard::to_allocvec(&textless).is_err());
    for &code in ErrorCode::ALL {
        assert_eq!(serde_json::to_string(&AnyCode::<NoText>::from(code)).unwrap(), format!("\"{code}\""));
    }
}

#[test]
fn any_code_implements_eq_display_and_debug() {
    let (first, other) = (ErrorCode::ALL[0], ErrorCode::ALL[ErrorCode::COUNT - 1]);
    let known = AnyCode::<&str>::from(first);
    assert_eq!(known, AnyCode::new(first.as_str()));
    assert_eq!(known, first);
    assert_ne!(known, other);
    assert_eq!(AnyCode::<NoText>::from(SessionError::SessionExpired), SessionError::SessionExpired);
    assert_ne!(known, AnyCode::new("NEW__"));
    assert_ne!(AnyCode::new("NEW__"), AnyCode::new("NEWER__"));

    assert_eq!(format!("{known} {known:>40}"), format!("{first} {first:>40}"));
    assert_eq!(format!("{:<8}|", AnyCode::new("NEW__")), "NEW__   |");
    assert_eq!(format!("{known:?}"), format!("Known({first:?})"));
    assert_eq!(format!("{:?}", AnyCode::new("NEW__")), r#"Unknown("NEW__")"#);
    let textless: AnyCode<NoText> = serde_json::from_str(r#""NEW__""#).unwrap();
    assert_eq!(format!("{textless} {textless:?}"), "unknown errorCode Unknown");

    assert_eq!(size_of::<AnyCode<NoText>>(), size_of::<ErrorCode>());
    assert_eq!(size_of::<Option<AnyCode<NoText>>>(), size_of::<ErrorCode>());
}
