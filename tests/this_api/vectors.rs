//! Runs the conformance vectors of numbers with the Rust library.

use std::process::Command;

use errcodes::WithdrawDecline;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    numbers: Vec<NumberVector>,
}

#[derive(Deserialize)]
struct NumberVector {
    name: String,
    group: String,
    json: Option<String>,
    code: Option<String>,
    or_default: Option<String>,
}

#[derive(Deserialize)]
struct Decline {
    #[serde(with = "errcodes::numeric::option", default)]
    code: Option<WithdrawDecline>,
}

#[derive(Deserialize)]
struct OrDefault {
    #[serde(with = "errcodes::numeric::or_default", default)]
    code: WithdrawDecline,
}

#[test]
fn the_numbers_of_the_vectors_are_read() {
    let tool = Command::new(env!("CARGO_BIN_EXE_errcodes")).args(["export", "vectors"]).output().unwrap();
    let vectors: Vectors = serde_json::from_slice(&tool.stdout).unwrap();
    let mut wrong = Vec::new();
    for vector in vectors.numbers {
        assert_eq!(vector.group, "withdraw_decline", "the only group with numbers");
        let json = vector.json.as_ref().map_or("{}".to_owned(), |json| format!("{{\"code\":{json}}}"));
        let read = serde_json::from_str::<Decline>(&json);
        let found = (
            read.as_ref().ok().and_then(|decline| decline.code).map(WithdrawDecline::as_str),
            serde_json::from_str::<OrDefault>(&json).ok().map(|decline| decline.code.as_str()),
        );
        let expected = (vector.code.as_deref(), vector.or_default.as_deref());
        if found != expected {
            wrong.push(format!("{}: {json}\n  found {found:?}\n  expected {expected:?}", vector.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
