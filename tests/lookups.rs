//! Every lookup over its whole domain: every code, every number, and near misses of every errorCode.

use std::collections::BTreeMap;

use errcodes::{ErrorCode, Group, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};

/// Returns texts that are similar to the errorCode but are not in the table.
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
            assert_eq!(ErrorCode::from_code(&shifted[start..]), Some(code), "at every alignment of the text");
        }
    }
}

#[test]
fn near_misses_are_none() {
    for code in ErrorCode::ALL {
        for miss in near_misses(code.as_str()) {
            assert_eq!(ErrorCode::from_code(&miss), None, "{miss:?}");
            assert_eq!(SessionError::from_code(&miss), None, "{miss:?}");
            assert_eq!(WithdrawDecline::from_code(&miss), None, "{miss:?}");
        }
    }
}

/// Defines a test for the enum of each group.
macro_rules! test_group {
    ($($test:ident: $Enum:ident, $Group:ident;)+) => { $(
        #[test]
        fn $test() {
            let own: Vec<_> = ErrorCode::ALL.iter().copied().filter(|code| code.group() == Group::$Group).collect();
            let first = ErrorCode::ALL.iter().position(|code| code.group() == Group::$Group).unwrap();
            assert_eq!(own, ErrorCode::ALL[first..first + $Enum::COUNT], "a group is a contiguous part of all codes");
            assert_eq!($Enum::ALL.iter().map(|&code| ErrorCode::from(code)).collect::<Vec<_>>(), own);
            for &code in $Enum::ALL {
                let all = ErrorCode::from(code);
                assert_eq!(format!("{code:?}"), format!("{all:?}"), "both enums name the variant alike");
                assert_eq!(
                    (code.as_str(), code.status(), code.message(), code.when(), code.json()),
                    (all.as_str(), all.status(), all.message(), all.when(), all.json()),
                );
            }
            for &code in ErrorCode::ALL {
                let found = own.contains(&code);
                assert_eq!($Enum::from_code(code.as_str()).is_some(), found);
                assert_eq!($Enum::from_code(code.as_str()).map(ErrorCode::from), found.then_some(code));
                match $Enum::try_from(code) {
                    Ok(own) => assert_eq!(ErrorCode::from(own), code),
                    Err(other) => assert_eq!((other.code(), other.wanted(), found), (code, Group::$Group, false)),
                }
            }
        }
    )+ };
}

test_group! {
    session: SessionError, Session;
    withdraw_decline: WithdrawDecline, WithdrawDecline;
    withdraw: WithdrawError, Withdraw;
    limit: LimitError, Limit;
}

#[test]
fn every_number_finds_its_code_and_other_numbers_are_none() {
    let numbers: BTreeMap<_, _> = WithdrawDecline::ALL.iter().map(|code| (code.numeric(), *code)).collect();
    assert_eq!(numbers.len(), WithdrawDecline::COUNT);
    for number in 0..=u16::MAX {
        assert_eq!(WithdrawDecline::from_numeric(number), numbers.get(&number).copied());
        assert_eq!(WithdrawDecline::try_from(number).ok(), numbers.get(&number).copied());
    }
    for &code in ErrorCode::ALL {
        let own = WithdrawDecline::try_from(code).ok();
        assert_eq!(code.numeric(), own.map(WithdrawDecline::numeric));
        assert_eq!(code.numeric(), own.map(u16::from));
    }
}

#[test]
fn every_status_number_finds_its_status_and_other_numbers_are_none() {
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
    assert_eq!([size_of::<ErrorCode>(), size_of::<WithdrawError>(), size_of::<Option<ErrorCode>>()], [1, 1, 1]);
    assert!(ErrorCode::ALL.is_sorted());
    assert!(Status::ALL.is_sorted());
    assert!(Group::ALL.is_sorted());
}

/// Returns the text as a JSON string. Texts of a table have no control characters to escape.
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

/// Evaluates every lookup at compile time.
#[test]
fn every_lookup_is_const() {
    const CODE: ErrorCode = ErrorCode::from_code("DAILY_LIMIT_EXCEEDED").unwrap();
    const MISS: Option<ErrorCode> = ErrorCode::from_code("DAILY_LIMIT_EXCEEDE");
    const DECLINE: WithdrawDecline = WithdrawDecline::from_numeric(5).unwrap();
    const DEFAULT: WithdrawDecline = match WithdrawDecline::from_numeric_or_default(None) {
        Ok(code) => code,
        Err(_) => panic!("without a number, the default is returned"),
    };
    const FACTS: (&str, Status, &str, &str, &str, Group, Option<u16>) =
        (CODE.as_str(), CODE.status(), CODE.message(), CODE.when(), CODE.json(), CODE.group(), CODE.numeric());
    const NUMBER: u16 = DECLINE.numeric();
    const STATUS: (u16, &str, bool) = match Status::from_u16(401) {
        Some(status) => (status.as_u16(), status.reason(), status.message().is_some()),
        None => panic!("401 is a status"),
    };
    const KEY: (&str, &str) = (CODE.group().as_str(), CODE.group().about());

    assert_eq!(
        FACTS,
        (CODE.as_str(), CODE.status(), CODE.message(), CODE.when(), CODE.json(), CODE.group(), Some(NUMBER))
    );
    assert_eq!((ErrorCode::from(DECLINE), MISS), (CODE, None));
    assert_eq!(DEFAULT, WithdrawDecline::default());
    assert_eq!(STATUS, (401, "Unauthorized", true));
    assert_eq!(KEY.0, "withdraw_decline");
    assert!(!KEY.1.is_empty());
}
