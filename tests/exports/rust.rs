//! Runs the conformance vectors of codes, statuses and bodies with the Rust library. `tests/this_api/vectors.rs` runs those of
//! numbers.

use errcodes::{ErrorBody, ErrorCode, ReceivedError, Status};
use serde::Deserialize;

use crate::{API, export};

#[derive(Deserialize)]
struct Vectors {
    fingerprint: String,
    codes: Vec<CodeVector>,
    statuses: Vec<StatusVector>,
    bodies: Vec<BodyVector>,
}

#[derive(Deserialize)]
struct CodeVector {
    code: String,
    id: u32,
    group: String,
    status: u16,
    reason: String,
    message: String,
    numeric: Option<u16>,
    body: String,
}

#[derive(Deserialize)]
struct StatusVector {
    status: u16,
    reason: String,
    body: String,
}

#[derive(Deserialize)]
struct BodyVector {
    name: String,
    body: String,
    expected: Read,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    message: Option<String>,
    error_code: Option<String>,
    known: bool,
    error: Option<String>,
}

fn vectors() -> Vectors {
    serde_json::from_str(&export("vectors", API)).unwrap()
}

#[test]
fn the_vectors_of_codes_and_statuses_pass() {
    let vectors = vectors();
    assert_eq!(vectors.fingerprint, format!("{:016x}", errcodes::FINGERPRINT));
    assert_eq!(vectors.codes.len(), ErrorCode::COUNT);
    for (vector, code) in vectors.codes.iter().zip(ErrorCode::ALL) {
        assert_eq!(ErrorCode::from_code(&vector.code), Some(*code));
        assert_eq!((code.id(), ErrorCode::from_id(vector.id)), (vector.id, Some(*code)));
        assert_eq!(code.group().as_str(), vector.group);
        assert_eq!((code.status().as_u16(), code.status().reason()), (vector.status, vector.reason.as_str()));
        assert_eq!((code.message(), code.numeric()), (vector.message.as_str(), vector.numeric));
        assert_eq!(code.json(), vector.body);
        assert_eq!(serde_json::to_string(&ErrorBody::new(*code)).unwrap(), vector.body);
        let read: ReceivedError<String> = serde_json::from_str(&vector.body).unwrap();
        assert_eq!(read.known(), Some(*code));
        assert_eq!(read.message.as_deref(), Some(code.message()));
        assert_eq!(read.error.as_deref(), Some(code.status().reason()));
    }
    assert_eq!(vectors.statuses.len(), Status::ALL.len());
    for (vector, status) in vectors.statuses.iter().zip(Status::ALL) {
        assert_eq!((status.as_u16(), status.reason()), (vector.status, vector.reason.as_str()));
        assert_eq!(status.json(), vector.body);
    }
}

#[test]
fn the_vectors_of_bodies_pass() {
    let mut wrong = Vec::new();
    for vector in vectors().bodies {
        let read: ReceivedError<String> = ReceivedError::from_parts(502, serde_json::from_str(&vector.body));
        assert_eq!(read.status(), Some(502), "{}", vector.name);
        let error_code = read.code.as_ref().and_then(|code| code.as_str());
        let found = (read.message.as_deref(), error_code, read.known().is_some(), read.error.as_deref());
        let Read { message, error_code, known, error } = &vector.expected;
        let expected = (message.as_deref(), error_code.as_deref(), *known, error.as_deref());
        if found != expected {
            wrong.push(format!("{}: {}\n  found {found:?}\n  expected {expected:?}", vector.name, vector.body));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
