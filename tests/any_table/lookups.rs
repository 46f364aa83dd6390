//! Lookups by errorCode and by status: every code, every `u16`, and strings that are similar to an errorCode. Also the order of the
//! enums, and the JSON of every code.

use std::collections::BTreeMap;

use errcodes::{ErrorCode, Group, Status};

/// Returns strings that are similar to the errorCode but are not in the table.
fn near_misses(code: &str) -> Vec<String> {
    let mut misses = vec![
        String::new(),
        code.to_lowercase(),
        code.replace('_', "-"),
        code.replace('_', ""),
        format!(" {code}"),
        format!("{code} "),
        format!("{code}\n"),
        format!("{code}\0"),
        format!("{code}_"),
        format!("\u{feff}{code}"),
        code.repeat(2),
        code.repeat(10_000 / code.len()),
        "é".repeat(code.len() / 2),
    ];
    for at in 0..code.len() {
        misses.push(code[..at].to_owned());
        misses.push(code[at + 1..].to_owned());
        misses.push(format!("{}{}", &code[..at], &code[at + 1..]));
        for other in ["\0", "_", "a", "A", "Z", "0", "\u{7f}", "ß"] {
            misses.push(format!("{}{other}{}", &code[..at], &code[at + 1..]));
            misses.push(format!("{}{other}{}", &code[..at], &code[at..]));
        }
        let mut flipped = code.as_bytes().to_vec();
        for bit in 0..7 {
            flipped[at] ^= 1 << bit;
            misses.extend(String::from_utf8(flipped.clone()));
            flipped[at] ^= 1 << bit;
        }
    }
    misses.retain(|miss| ErrorCode::ALL.iter().all(|code| code.as_str() != miss));
    misses
}

#[test]
fn every_error_code_finds_its_code() {
    for &code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.as_str()), Some(code));
        for start in 0..16 {
            let shifted = format!("{}{code}", "X".repeat(start));
            assert_eq!(ErrorCode::from_code(&shifted[start..]), Some(code), "at every alignment of the string");
        }
    }
}

#[test]
fn near_misses_find_no_code() {
    for code in ErrorCode::ALL {
        for miss in near_misses(code.as_str()) {
            assert_eq!(ErrorCode::from_code(&miss), None, "{miss:?}");
        }
    }
}

#[test]
fn every_status_number_finds_its_status_and_other_numbers_find_nothing() {
    let statuses: BTreeMap<_, _> = Status::ALL.iter().map(|status| (status.as_u16(), *status)).collect();
    assert_eq!(statuses.len(), Status::COUNT);
    for number in 0..=u16::MAX {
        assert_eq!(Status::from_u16(number), statuses.get(&number).copied());
        assert_eq!(Status::try_from(number).ok(), statuses.get(&number).copied());
    }
    for &status in Status::ALL {
        assert_eq!((status as u16, u16::from(status)), (status.as_u16(), status.as_u16()));
    }
}

#[test]
fn enums_are_small_and_ordered_as_in_the_table() {
    let bytes = if ErrorCode::COUNT <= 256 { 1 } else { 2 };
    assert_eq!([size_of::<ErrorCode>(), size_of::<Group>()], [bytes, 1]);
    assert!(ErrorCode::ALL.is_sorted());
    for [a, b] in Status::ALL.iter().flat_map(|a| Status::ALL.iter().map(move |b| [a, b])) {
        assert_eq!(a.cmp(b), a.as_u16().cmp(&b.as_u16()), "statuses are ordered by number");
    }
    assert!(Group::ALL.is_sorted());
}

/// Returns the text as a JSON string. Texts of a table contain no control characters, so only `\` and `"` are escaped.
fn json(text: &str) -> String {
    format!(r#""{}""#, text.replace('\\', r"\\").replace('"', r#"\""#))
}

#[test]
fn json_has_message_error_code_and_reason() {
    for code in ErrorCode::ALL {
        let [message, reason] = [code.message(), code.status().reason()].map(json);
        assert_eq!(code.json(), format!(r#"{{"message":{message},"errorCode":"{code}","error":{reason}}}"#));
    }
    for status in Status::ALL {
        let [message, reason] = [status.message().unwrap_or(status.reason()), status.reason()].map(json);
        assert_eq!(status.json(), format!(r#"{{"message":{message},"error":{reason}}}"#));
    }
}
