//! Every lookup in the enums of groups, with all codes and all numbers.

use std::collections::BTreeMap;

use errcodes::{ErrorCode, Group, LimitError, SessionError, Status, WithdrawDecline, WithdrawError};

/// Defines a test for the enum of each group.
macro_rules! test_group {
    ($($test:ident: $Enum:ident, $Group:ident;)+) => { $(
        #[test]
        fn $test() {
            let group_codes: Vec<_> = ErrorCode::ALL.iter().copied().filter(|code| code.group() == Group::$Group).collect();
            let first = ErrorCode::ALL.iter().position(|code| code.group() == Group::$Group).unwrap();
            assert_eq!(group_codes, ErrorCode::ALL[first..first + $Enum::COUNT], "the codes of a group are contiguous in `ErrorCode`");
            assert_eq!($Enum::ALL.iter().map(|&code| ErrorCode::from(code)).collect::<Vec<_>>(), group_codes);
            for &code in $Enum::ALL {
                let all = ErrorCode::from(code);
                assert_eq!(format!("{code:?}"), format!("{all:?}"), "both enums have the same name for the variant");
                assert_eq!(
                    (code.as_str(), code.status(), code.message(), code.when(), code.json()),
                    (all.as_str(), all.status(), all.message(), all.when(), all.json()),
                );
            }
            for &code in ErrorCode::ALL {
                let is_in_group = group_codes.contains(&code);
                assert_eq!($Enum::from_code(code.as_str()).is_some(), is_in_group);
                assert_eq!($Enum::from_code(code.as_str()).map(ErrorCode::from), is_in_group.then_some(code));
                match $Enum::try_from(code) {
                    Ok(group_code) => assert_eq!(ErrorCode::from(group_code), code),
                    Err(other) => assert_eq!((other.code(), other.wanted(), is_in_group), (code, Group::$Group, false)),
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
fn every_number_finds_its_code_and_other_numbers_find_nothing() {
    let numbers: BTreeMap<_, _> = WithdrawDecline::ALL.iter().map(|code| (code.numeric(), *code)).collect();
    assert_eq!(numbers.len(), WithdrawDecline::COUNT);
    for number in 0..=u16::MAX {
        assert_eq!(WithdrawDecline::from_numeric(number), numbers.get(&number).copied());
        assert_eq!(WithdrawDecline::try_from(number).ok(), numbers.get(&number).copied());
    }
    for &code in ErrorCode::ALL {
        let decline = WithdrawDecline::try_from(code).ok();
        assert_eq!(code.numeric(), decline.map(WithdrawDecline::numeric));
        assert_eq!(code.numeric(), decline.map(u16::from));
    }
}

/// Evaluates lookups and methods at compile time. `uses.rs` has more.
#[test]
fn lookups_are_const() {
    const CODE: ErrorCode = ErrorCode::from_code("DAILY_LIMIT_EXCEEDED").unwrap();
    const MISS: Option<ErrorCode> = ErrorCode::from_code("DAILY_LIMIT_EXCEEDE");
    const BY_ID: Option<ErrorCode> = ErrorCode::from_id(CODE.id());
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
    assert_eq!((ErrorCode::from(DECLINE), BY_ID, MISS), (CODE, Some(CODE), None));
    assert_eq!(DEFAULT, WithdrawDecline::default());
    assert_eq!(STATUS, (401, "Unauthorized", true));
    assert_eq!(KEY.0, "withdraw_decline");
    assert!(!KEY.1.is_empty());
}
