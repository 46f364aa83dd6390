//! Random input: bytes, JSON and damaged answers. Reading never panics, and always finds the code of a JSON object.
//!
//! `ERRCODES_CASES` sets the number of cases per test (default 5,000). `ERRCODES_SEED` sets the first seed (default 0).
//! A failure prints its seed. A long run:
//!
//! ```text
//! ERRCODES_CASES=1000000 ERRCODES_SEED=1 cargo test --release --all-features --test any_table wire_random
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;
use std::{env, fmt, panic};

use errcodes::{AnyCode, ErrorBody, ErrorCode, NoText, RawError, ReceivedError};
use fastrand::Rng;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

type Short = heapless::String<16>;

/// Runs a test with many seeds, and prints the seed of a failure.
fn cases(test: impl Fn(&mut Rng) + panic::RefUnwindSafe) {
    let number = |name: &str, default: u64| match env::var(name) {
        Ok(number) => number.parse().unwrap_or_else(|_| panic!("{name}={number} is not a number")),
        Err(_) => default,
    };
    let first = number("ERRCODES_SEED", 0);
    for seed in first..first + number("ERRCODES_CASES", 5_000) {
        if let Err(failure) = panic::catch_unwind(|| test(&mut Rng::with_seed(seed))) {
            eprintln!("reproduce with ERRCODES_SEED={seed} ERRCODES_CASES=1");
            panic::resume_unwind(failure);
        }
    }
}

/// The fields of an object in order, including repeated ones.
struct Fields(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;

        impl<'de> Visitor<'de> for All {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(All)
    }
}

impl Fields {
    /// Returns the last field with this name if it is a string.
    fn text(&self, name: &str) -> Option<&str> {
        self.last(name)?.as_str()
    }

    /// Returns the last field with this name if it is a string, or the first string in it if it is a list.
    fn first_text(&self, name: &str) -> Option<&str> {
        match self.last(name)? {
            Value::Array(list) => list.iter().find_map(Value::as_str),
            value => value.as_str(),
        }
    }

    fn last(&self, name: &str) -> Option<&Value> {
        self.0.iter().rfind(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// Checks that `held` is the whole string or `None`. If `must_hold` returns `Some(true)`, `held` must be the string. If `must_hold`
/// returns `Some(false)`, `held` must be `None`. If it returns `None`, both are correct.
fn check_held<S: AsRef<str>>(held: Option<&S>, text: Option<&str>, must_hold: impl Fn(&str) -> Option<bool>) {
    match (held.map(S::as_ref), text) {
        (Some(held), Some(text)) => assert!(held == text && must_hold(text) != Some(false), "holds {held} for {text}"),
        (None, Some(text)) => assert_ne!(must_hold(text), Some(true), "holds nothing for {text}"),
        (held, None) => assert_eq!(held, None),
    }
}

/// Checks that the answer agrees with the fields of the JSON object.
fn check_answer<S: AsRef<str>>(answer: &ReceivedError<S>, fields: &Fields, must_hold: impl Fn(&str) -> Option<bool>) {
    let code = fields.text("errorCode");
    assert_eq!(answer.known(), code.and_then(ErrorCode::from_code));
    assert_eq!(answer.code.is_some(), code.is_some());
    if answer.known().is_some() {
        assert_eq!(answer.code.as_ref().and_then(AnyCode::as_str), code);
    } else {
        check_held(answer.code.as_ref().and_then(AnyCode::as_str).as_ref(), code, &must_hold);
    }
    check_held(answer.message.as_ref(), fields.first_text("message"), &must_hold);
    check_held(answer.error.as_ref(), fields.first_text("error"), &must_hold);
}

/// Checks that a body that was read without serde agrees with the fields of the JSON object.
fn check_raw(answer: &RawError<'_>, fields: &Fields) {
    assert_eq!(answer.known(), fields.text("errorCode").and_then(ErrorCode::from_code));
    for (held, text) in [
        (answer.code, fields.text("errorCode")),
        (answer.message, fields.first_text("message")),
        (answer.error, fields.first_text("error")),
    ] {
        let mut buffer = [0; 4096];
        assert_eq!(held.map(|held| held.copy_to(&mut buffer).unwrap().to_owned()).as_deref(), text);
        if let (Some(held), Some(text)) = (held, text) {
            let mut short = [0; 16];
            let cut = held.cut_to(&mut short);
            assert!(text.starts_with(cut), "{cut} of {text}");
            assert!(cut == text || cut.len() > 12, "{cut} of {text}");
            assert_eq!(held.copy_to(&mut [0; 16]), (text.len() <= 16).then_some(text));
        }
    }
}

/// Reads bytes with every reader and string type. Checks the result if the bytes are a JSON object.
fn check_readers(bytes: &[u8]) {
    let string = serde_json::from_slice::<ReceivedError<String>>(bytes);
    let cow = serde_json::from_slice::<ReceivedError<Cow<'_, str>>>(bytes);
    let borrowed = serde_json::from_slice::<ReceivedError<&str>>(bytes);
    let short = serde_json::from_slice::<ReceivedError<Short>>(bytes);
    let streamed = serde_json::from_reader::<_, ReceivedError<Short>>(bytes);
    let none = serde_json::from_slice::<ReceivedError<NoText>>(bytes);
    let core = serde_json_core::from_slice::<ReceivedError<NoText>>(bytes);
    let unescaped = serde_json_core::from_slice_escaped::<ReceivedError<NoText>>(bytes, &mut [0; 64]);
    let _ = serde_json::from_slice::<AnyCode<Short>>(bytes);
    let _ = serde_json::from_slice::<ErrorCode>(bytes);
    let _ = serde_json_core::from_slice::<AnyCode<Short>>(bytes);
    let _ = serde_json_core::from_slice_escaped::<AnyCode<&str>>(bytes, &mut [0; 8]);
    let _ = postcard::from_bytes::<ReceivedError<&str>>(bytes);
    let _ = postcard::from_bytes::<AnyCode<&str>>(bytes);
    let _ = ciborium::from_reader::<ReceivedError<Short>, _>(bytes);
    let _ = ciborium::from_reader::<AnyCode<String>, _>(bytes);

    let raw = RawError::read(bytes);
    let _ = format!("{raw:?} {:?} {}", raw.known(), raw.message.map_or(String::new(), |text| text.to_string()));
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(fields) = serde_json::from_slice::<Fields>(bytes) else {
        assert!(!value.is_object());
        for error in
            [string.unwrap_err(), cow.unwrap_err(), borrowed.unwrap_err(), short.unwrap_err(), none.unwrap_err()]
        {
            assert!(error.to_string().contains("expected an error answer: an object"), "{error}");
        }
        assert!(streamed.is_err() && core.is_err() && unescaped.is_err());
        assert!(raw.code.is_none() && raw.message.is_none() && raw.error.is_none());
        return;
    };

    let escaped = bytes.contains(&b'\\');
    let fits = |text: &str| Some(text.len() <= 16);
    check_raw(&raw, &fields);
    check_answer(&string.unwrap(), &fields, |_| Some(true));
    check_answer(&cow.unwrap(), &fields, |_| Some(true));
    check_answer(&borrowed.unwrap(), &fields, |_| (!escaped).then_some(true));
    check_answer(&short.unwrap(), &fields, fits);
    check_answer(&streamed.unwrap(), &fields, fits);
    check_answer(&serde_json::from_value::<ReceivedError<String>>(value.clone()).unwrap(), &fields, |_| Some(true));
    check_answer(&ReceivedError::<&str>::deserialize(&value).unwrap(), &fields, |_| Some(true));

    // `NoText` requests a string or null for errorCode, so it refuses any other type.
    let has_expected_type =
        fields.0.iter().all(|(name, value)| name != "errorCode" || value.is_string() || value.is_null());
    assert_eq!(none.is_ok(), has_expected_type);
    if has_expected_type {
        check_answer(&none.unwrap(), &fields, |_| Some(false));
        if !escaped {
            check_answer(&core.unwrap().0, &fields, |_| Some(false));
            check_answer(&unescaped.unwrap().0, &fields, |_| Some(false));
        } else if let Ok((answer, _)) = unescaped {
            check_answer(&answer, &fields, |_| Some(false));
        }
    }
}

/// Returns random bytes, with many pieces of JSON among them.
fn random_bytes(rng: &mut Rng) -> Vec<u8> {
    const PIECES: [&str; 24] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "-1",
        "1e999",
        "\"errorCode\":",
        "\"message\":",
        "\"error\":",
        "\\u0053",
        "\\ud800",
        " ",
        "\n",
        "\u{fffd}",
        "0",
        "\"NEW__\"",
        "{\"errorCode\":",
        "\"\"",
    ];
    let mut bytes = Vec::new();
    for _ in 0..rng.usize(..12) {
        match rng.u8(..4) {
            0 => bytes.push(rng.u8(..)),
            1 => bytes.extend(rng.choice(ErrorCode::ALL).map_or("", |code| code.as_str()).as_bytes()),
            _ => bytes.extend(rng.choice(PIECES).unwrap_or_default().as_bytes()),
        }
    }
    bytes
}

/// Writes a random JSON string, sometimes an errorCode, with some characters escaped.
fn json_text(rng: &mut Rng, out: &mut String) {
    let text = match rng.u8(..6) {
        0 | 1 => rng.choice(ErrorCode::ALL).map_or(String::new(), ErrorCode::to_string),
        2 => rng.choice(["errorCode", "message", "error", "statusCode", ""]).unwrap_or_default().to_owned(),
        3 => "NEWER_THAN_THIS_BUILD".chars().take(rng.usize(..22)).collect(),
        _ => (0..rng.usize(..20)).map(|_| if rng.bool() { rng.char(' '..='~') } else { rng.char(..) }).collect(),
    };
    let escapes = rng.u8(..4);
    out.push('"');
    for letter in text.chars() {
        let must = matches!(letter, '"' | '\\' | '\0'..='\u{1f}');
        if must || (escapes == 0 && rng.u8(..4) == 0) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _ = if rng.bool() { write!(out, "\\u{unit:04x}") } else { write!(out, "\\u{unit:04X}") };
            }
        } else {
            out.push(letter);
        }
    }
    out.push('"');
}

fn space(rng: &mut Rng, out: &mut String) {
    out.push_str(rng.choice(["", "", "", " ", "\n", "\t ", "\r\n"]).unwrap_or_default());
}

fn json_value(rng: &mut Rng, out: &mut String, depth: u8) {
    match rng.u8(..if depth == 0 { 10 } else { 14 }) {
        0 => out.push_str("null"),
        1 => out.push_str(rng.choice(["true", "false"]).unwrap_or_default()),
        2 => out.push_str(&rng.i64(..).to_string()),
        3 => out.push_str(&rng.u64(..).to_string()),
        4 => out.push_str(rng.choice(["0", "-0", "1", "10", "1.5", "1e30", "-1E-9", "65536"]).unwrap_or_default()),
        10 | 11 => json_list(rng, out, ['[', ']'], |rng, out| json_value(rng, out, depth - 1)),
        12 | 13 => json_object(rng, out, depth - 1),
        _ => json_text(rng, out),
    }
}

fn json_object(rng: &mut Rng, out: &mut String, depth: u8) {
    json_list(rng, out, ['{', '}'], |rng, out| {
        match rng.u8(..8) {
            0..=2 => out.push_str(rng.choice([r#""errorCode""#, r#""error\u0043ode""#]).unwrap_or_default()),
            3 => out.push_str(r#""message""#),
            4 => out.push_str(r#""error""#),
            _ => json_text(rng, out),
        }
        space(rng, out);
        out.push(':');
        space(rng, out);
        json_value(rng, out, depth);
    });
}

fn json_list(rng: &mut Rng, out: &mut String, [open, close]: [char; 2], item: impl Fn(&mut Rng, &mut String)) {
    out.push(open);
    for at in 0..rng.usize(..6) {
        if at > 0 {
            out.push(',');
        }
        space(rng, out);
        item(rng, out);
        space(rng, out);
    }
    out.push(close);
}

fn random_json(rng: &mut Rng) -> String {
    let mut json = String::new();
    match rng.u8(..8) {
        0 => json_value(rng, &mut json, 3),
        _ => json_object(rng, &mut json, 3),
    }
    json
}

/// Returns an answer as a server writes it.
fn written_answer(rng: &mut Rng) -> Vec<u8> {
    let code = rng.choice(ErrorCode::ALL).copied().unwrap_or(ErrorCode::ALL[0]);
    let body = if rng.bool() { ErrorBody::new(code) } else { ErrorBody::from_status(code.status()) };
    let json = match rng.u8(..3) {
        0 => serde_json::to_vec(&body.with_message("say \"no\"\n\u{1f600}")),
        1 => serde_json::to_vec_pretty(&body),
        _ => serde_json::to_vec(&body),
    };
    json.unwrap()
}

/// Drops, adds, changes or repeats some of the bytes.
fn corrupt(rng: &mut Rng, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..rng.usize(1..4) {
        if bytes.is_empty() {
            break;
        }
        let at = rng.usize(..bytes.len());
        let to = rng.usize(at..=bytes.len());
        match rng.u8(..7) {
            0 => bytes[at] = rng.u8(..),
            1 => bytes[at] ^= 1 << rng.u8(..8),
            2 => drop(bytes.remove(at)),
            3 => bytes.truncate(at),
            4 => drop(bytes.drain(at..to)),
            5 => bytes.extend_from_within(at..to),
            _ => drop(bytes.splice(at..at, random_bytes(rng)).collect::<Vec<_>>()),
        }
    }
    bytes
}

#[test]
fn random_bytes_never_panic() {
    cases(|rng| {
        check_readers(&random_bytes(rng));
        let any: Vec<u8> = (0..rng.usize(..40)).map(|_| rng.u8(..)).collect();
        check_readers(&any);
    });
}

#[test]
fn random_json_is_read_correctly() {
    cases(|rng| {
        let json = random_json(rng);
        assert!(serde_json::from_str::<Value>(&json).is_ok(), "{json}");
        check_readers(json.as_bytes());
    });
}

#[test]
fn corrupted_answers_are_read_correctly_or_refused() {
    cases(|rng| {
        let whole = written_answer(rng);
        check_readers(&whole);
        check_readers(&corrupt(rng, whole));
        let json = random_json(rng).into_bytes();
        check_readers(&corrupt(rng, json));
    });
}

/// In contrast to JSON, CBOR strings have a length prefix instead of an end marker.
#[test]
fn random_cbor_is_read_correctly() {
    cases(|rng| {
        let json = random_json(rng);
        let value: Value = serde_json::from_str(&json).unwrap();
        let mut bytes = Vec::new();
        ciborium::into_writer(&value, &mut bytes).unwrap();
        let answer = ciborium::from_reader::<ReceivedError<String>, _>(&bytes[..]);
        let short = ciborium::from_reader::<ReceivedError<Short>, _>(&bytes[..]);
        if value.is_object() {
            let fields = Fields::deserialize(&value).unwrap();
            check_answer(&answer.unwrap(), &fields, |_| Some(true));
            check_answer(&short.unwrap(), &fields, |text| Some(text.len() <= 16));
        } else {
            assert!(answer.is_err() && short.is_err());
        }
        let _ = ciborium::from_reader::<ReceivedError<Short>, _>(&corrupt(rng, bytes)[..]);
    });
}

/// The code is read although it has escapes and is between other fields.
#[test]
fn the_code_of_a_valid_object_is_always_read() {
    cases(|rng| {
        let code = rng.choice(ErrorCode::ALL).copied().unwrap_or(ErrorCode::ALL[0]);
        let mut fields = Vec::new();
        for _ in 0..rng.usize(..5) {
            let mut field = r#""message":"#.to_owned();
            if rng.bool() {
                field.clear();
                json_text(rng, &mut field);
                // The prefix prevents the field name `errorCode`. A second `errorCode` would override the code.
                field.insert(1, '-');
                field.push(':');
            }
            json_value(rng, &mut field, 3);
            fields.push(field);
        }
        let escaped: String = code
            .as_str()
            .chars()
            .map(|c| if rng.u8(..9) == 0 { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
            .collect();
        fields.insert(rng.usize(..=fields.len()), format!(r#""errorCode":"{escaped}""#));
        let json = format!("{{{}}}", fields.join(","));
        check_readers(json.as_bytes());
        assert_eq!(serde_json::from_str::<ReceivedError<NoText>>(&json).unwrap().known(), Some(code), "{json}");
    });
}
