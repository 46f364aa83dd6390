//! Numeric enums that are serialized as numbers, and the webhook of an operator.

use errcodes::{ErrorBody, ErrorCode, WithdrawDecline, numeric};
use serde::{Deserialize, Serialize};

use crate::reference::REFERENCE;

/// The body with which a webhook declines: `{"code":2}`, or `{}` for the default.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Decline {
    #[serde(with = "errcodes::numeric", default)]
    code: WithdrawDecline,
}

/// The same body, with `None` for a missing number.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct MaybeDecline {
    #[serde(with = "errcodes::numeric::option", default, skip_serializing_if = "Option::is_none")]
    code: Option<WithdrawDecline>,
}

/// A required number.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Numbered {
    #[serde(with = "errcodes::numeric")]
    code: WithdrawDecline,
}

/// A required `Option`: the field may be null, but not missing.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct MaybeNumbered {
    #[serde(with = "errcodes::numeric::option")]
    code: Option<WithdrawDecline>,
}

fn cbor<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

#[test]
fn documented_numbers_have_their_codes() {
    let rows = REFERENCE.iter().filter_map(|row| Some((row.numeric?, row.code)));
    for (number, code) in rows {
        let decline: Decline = serde_json::from_str(&format!(r#"{{"code":{number}}}"#)).unwrap();
        assert_eq!(decline.code.as_str(), code);
        let body = serde_json::to_value(ErrorBody::new(decline.code)).unwrap();
        assert_eq!(body["errorCode"], code);
    }
}

#[test]
fn a_code_is_written_as_its_number_in_every_format() {
    for &code in WithdrawDecline::ALL {
        let number = code.numeric();
        let json = format!(r#"{{"code":{number}}}"#);

        assert_eq!(serde_json::to_string(&Decline { code }).unwrap(), json);
        assert_eq!(serde_json::from_str::<Decline>(&json).unwrap(), Decline { code });
        assert_eq!(serde_json::from_reader::<_, Numbered>(json.as_bytes()).unwrap(), Numbered { code });
        assert_eq!(
            serde_json::from_value::<Numbered>(serde_json::json!({ "code": number })).unwrap(),
            Numbered { code }
        );
        assert_eq!(serde_json::to_string(&MaybeDecline { code: Some(code) }).unwrap(), json);
        assert_eq!(serde_json::from_str::<MaybeDecline>(&json).unwrap(), MaybeDecline { code: Some(code) });

        let mut buffer = [0; 64];
        let length = serde_json_core::to_slice(&Decline { code }, &mut buffer).unwrap();
        assert_eq!(&buffer[..length], json.as_bytes());
        assert_eq!(serde_json_core::from_str::<Decline>(&json).unwrap().0, Decline { code });
        assert_eq!(serde_json_core::from_str::<MaybeDecline>(&json).unwrap().0, MaybeDecline { code: Some(code) });

        assert_eq!(postcard::to_allocvec(&Decline { code }).unwrap(), postcard::to_allocvec(&number).unwrap());
        assert_eq!(
            postcard::to_allocvec(&MaybeNumbered { code: Some(code) }).unwrap(),
            postcard::to_allocvec(&Some(number)).unwrap()
        );
        assert_eq!(
            postcard::from_bytes::<Decline>(&postcard::to_allocvec(&number).unwrap()).unwrap(),
            Decline { code }
        );
        assert_eq!(ciborium::from_reader::<Decline, _>(&cbor(&Decline { code })[..]).unwrap(), Decline { code });
        let maybe = MaybeNumbered { code: Some(code) };
        assert_eq!(ciborium::from_reader::<MaybeNumbered, _>(&cbor(&maybe)[..]).unwrap(), maybe);
    }
    assert_eq!(postcard::to_allocvec(&Decline { code: WithdrawDecline::InsufficientBalance }).unwrap(), [2]);
    assert_eq!(cbor(&Decline { code: WithdrawDecline::WithdrawSuspended }), b"\xa1\x64code\x09");
}

/// Covers all 16-bit numbers.
#[test]
fn unknown_numbers_are_errors_that_name_the_number() {
    for number in 0..=u16::MAX {
        let json = format!(r#"{{"code":{number}}}"#);
        match (serde_json::from_str::<Decline>(&json), WithdrawDecline::from_numeric(number)) {
            (Ok(decline), Some(code)) => assert_eq!(decline.code, code),
            (Err(error), None) => {
                let expected = format!("unknown numeric code {number} in group withdraw_decline at ");
                assert!(error.to_string().starts_with(&expected), "{error}");
            }
            (read, code) => panic!("{number}: {read:?}, {code:?}"),
        }
    }
}

#[test]
fn errors_name_the_invalid_value() {
    for (value, error) in [
        ("0", "unknown numeric code 0 in group withdraw_decline"),
        ("10", "unknown numeric code 10 in group withdraw_decline"),
        ("42", "unknown numeric code 42 in group withdraw_decline"),
        ("-0", "unknown numeric code 0 in group withdraw_decline"),
        ("-1", "invalid value: integer `-1`, expected a numeric code"),
        ("65536", "invalid value: integer `65536`, expected a numeric code"),
        ("65537", "invalid value: integer `65537`, expected a numeric code"),
        ("4294967297", "invalid value: integer `4294967297`, expected a numeric code"),
        ("-9223372036854775808", "invalid value: integer `-9223372036854775808`, expected a numeric code"),
        ("18446744073709551615", "invalid value: integer `18446744073709551615`, expected a numeric code"),
        ("18446744073709551617", "invalid type: floating point `1.8446744073709552e+19`, expected a numeric code"),
        ("1e30", "invalid type: floating point `1e+30`, expected a numeric code"),
        ("42.0", "unknown numeric code 42 in group withdraw_decline"),
        ("65537.0", "invalid type: floating point `65537.0`, expected a numeric code"),
        ("5.7", "invalid type: floating point `5.7`, expected a numeric code"),
        ("-5.0", "invalid type: floating point `-5.0`, expected a numeric code"),
        (r#""5""#, r#"invalid type: string "5", expected a numeric code"#),
        (r#""WITHDRAW_DECLINED""#, r#"invalid type: string "WITHDRAW_DECLINED", expected a numeric code"#),
        ("true", "invalid type: boolean `true`, expected a numeric code"),
        ("[1]", "invalid type: sequence, expected a numeric code"),
        (r#"{"code":1}"#, "invalid type: map, expected a numeric code"),
        ("null", "invalid type: null, expected a numeric code"),
    ] {
        if value.parse().ok().and_then(WithdrawDecline::from_numeric).is_some() {
            continue; // A code added later uses this number.
        }
        let json = format!(r#"{{"code":{value}}}"#);
        let found = serde_json::from_str::<Decline>(&json).unwrap_err().to_string();
        assert!(found.starts_with(error), "{value}: {found}");
        assert!(serde_json::from_reader::<_, Numbered>(json.as_bytes()).unwrap_err().to_string().starts_with(error));
        let parsed = serde_json::from_str(&json).unwrap();
        let found = serde_json::from_value::<Numbered>(parsed).unwrap_err().to_string();
        assert!(found.starts_with(error), "{value}: {found}");
        assert!(serde_json_core::from_str::<Decline>(&json).is_err(), "{value}");
        if value != "null" {
            let found = serde_json::from_str::<MaybeDecline>(&json).unwrap_err().to_string();
            assert!(found.starts_with(error), "{value}: {found}");
            assert!(serde_json_core::from_str::<MaybeDecline>(&json).is_err(), "{value}");
        }
    }
    // Too large for serde_json, or not valid JSON.
    assert!(serde_json::from_str::<Decline>(r#"{"code":1e999}"#).is_err());
    assert!(serde_json::from_str::<Decline>(r#"{"code":01}"#).is_err());
    for number in [0, 60_000, 65_536] {
        let error =
            ciborium::from_reader::<Numbered, _>(&cbor(&serde_json::json!({ "code": number }))[..]).unwrap_err();
        assert!(error.to_string().contains(&number.to_string()), "{error}");
    }
    // ciborium refuses this number itself. Its error does not contain the number.
    assert!(ciborium::from_reader::<Numbered, _>(&cbor(&serde_json::json!({ "code": -1 }))[..]).is_err());
    assert!(postcard::from_bytes::<Decline>(&[0]).is_err());
    assert!(postcard::from_bytes::<Numbered>(&[0]).is_err());
}

#[test]
fn a_missing_number_is_the_default() {
    let default = WithdrawDecline::default();
    assert_eq!(serde_json::from_str::<Decline>("{}").unwrap(), Decline { code: default });
    assert_eq!(serde_json_core::from_str::<Decline>("{}").unwrap().0, Decline { code: default });
    assert_eq!(
        serde_json::from_str::<Numbered>("{}").unwrap_err().to_string(),
        "missing field `code` at line 1 column 2"
    );

    for json in ["{}", r#"{"code":null}"#] {
        assert_eq!(serde_json::from_str::<MaybeDecline>(json).unwrap(), MaybeDecline { code: None });
        assert_eq!(serde_json_core::from_str::<MaybeDecline>(json).unwrap().0, MaybeDecline { code: None });
    }
    assert_eq!(serde_json::to_string(&MaybeDecline { code: None }).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&MaybeNumbered { code: None }).unwrap(), r#"{"code":null}"#);
    assert_eq!(postcard::to_allocvec(&MaybeNumbered { code: None }).unwrap(), [0]);
    assert_eq!(serde_json::from_str::<MaybeNumbered>(r#"{"code":null}"#).unwrap(), MaybeNumbered { code: None });
    assert!(serde_json::from_str::<MaybeNumbered>("{}").is_err());
}

/// With `flatten`, serde reads the value from a buffer, and null in the buffer has another representation.
#[test]
fn numbers_work_with_flatten() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Logged {
        id: u8,
        #[serde(flatten)]
        decline: MaybeNumbered,
    }

    for code in WithdrawDecline::ALL.iter().copied().map(Some).chain([None]) {
        let logged = Logged { id: 1, decline: MaybeNumbered { code } };
        let json = serde_json::to_string(&logged).unwrap();
        let number = code.map_or("null".to_owned(), |code| code.numeric().to_string());
        assert_eq!(json, format!(r#"{{"id":1,"code":{number}}}"#));
        assert_eq!(serde_json::from_str::<Logged>(&json).unwrap(), logged);
        assert_eq!(ciborium::from_reader::<Logged, _>(&cbor(&logged)[..]).unwrap(), logged);
    }
    let error = serde_json::from_str::<Logged>(r#"{"id":1,"code":60000}"#).unwrap_err().to_string();
    assert!(error.starts_with("unknown numeric code 60000 in group withdraw_decline"), "{error}");
}

/// The operator approves or declines. The API converts a decline to an error response.
#[test]
fn a_webhook_declines_with_and_without_a_number() {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Answer {
        approved: bool,
        #[serde(with = "errcodes::numeric", default)]
        code: WithdrawDecline,
    }

    let answer = |json: &str| -> Result<Option<String>, String> {
        let answer: Answer = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Ok((!answer.approved).then(|| serde_json::to_string(&ErrorBody::new(answer.code)).unwrap()))
    };

    assert_eq!(answer(r#"{"approved":true}"#), Ok(None));
    assert_eq!(answer(r#"{"approved":false}"#), Ok(Some(WithdrawDecline::default().json().to_owned())));
    for &code in WithdrawDecline::ALL {
        let declined = answer(&format!(r#"{{"approved":false,"code":{}}}"#, code.numeric()));
        assert_eq!(declined, Ok(Some(ErrorCode::from(code).json().to_owned())));
    }
    let unknown = answer(r#"{"approved":false,"code":60000}"#).unwrap_err();
    assert!(unknown.starts_with("unknown numeric code 60000 in group withdraw_decline"), "{unknown}");
}

/// Hand-written impls of serde traits may call the functions.
#[test]
fn functions_work_without_derive() {
    for &code in WithdrawDecline::ALL {
        let value = numeric::serialize(&code, serde_json::value::Serializer).unwrap();
        assert_eq!(value, serde_json::json!(code.numeric()));
        assert_eq!(numeric::deserialize::<WithdrawDecline, _>(value.clone()).unwrap(), code);
        assert_eq!(numeric::option::deserialize::<WithdrawDecline, _>(value).unwrap(), Some(code));
    }
    assert_eq!(numeric::option::deserialize::<WithdrawDecline, _>(serde_json::Value::Null).unwrap(), None);
}
