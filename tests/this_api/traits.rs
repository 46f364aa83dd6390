//! The standard and strum traits of every code enum, and the traits of the error types.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use errcodes::strum::{EnumCount, EnumMessage, EnumProperty, IntoEnumIterator, VariantArray, VariantNames};
use errcodes::{
    ErrorCode, Group, LimitError, OtherGroup, SessionError, Status, UnknownCode, UnknownNumeric, UnknownStatus,
    WithdrawDecline, WithdrawError,
};

/// The traits that every code enum implements.
trait EveryTrait:
    Copy
    + Debug
    + Display
    + Error
    + Ord
    + Hash
    + Send
    + Sync
    + 'static
    + FromStr<Err = UnknownCode>
    + for<'a> TryFrom<&'a str, Error = UnknownCode>
    + AsRef<str>
    + Into<&'static str>
    + Into<ErrorCode>
    + TryFrom<ErrorCode, Error: Debug>
    + IntoEnumIterator<Iterator: Clone>
    + EnumCount
    + VariantNames
    + VariantArray
    + EnumMessage
    + EnumProperty
{
}

impl EveryTrait for ErrorCode {}
impl EveryTrait for SessionError {}
impl EveryTrait for WithdrawDecline {}
impl EveryTrait for WithdrawError {}
impl EveryTrait for LimitError {}

fn check_traits<C: EveryTrait>(all: &[C], count: usize) {
    assert_eq!(C::iter().collect::<Vec<_>>(), all);
    assert_eq!(C::iter().rev().collect::<Vec<_>>(), all.iter().copied().rev().collect::<Vec<_>>());
    assert_eq!(C::iter().len(), count);
    assert_eq!(<C as EnumCount>::COUNT, count);
    assert_eq!(<C as VariantArray>::VARIANTS, all);
    assert_eq!(<C as VariantNames>::VARIANTS, all.iter().map(C::as_ref).collect::<Vec<_>>());
    assert_eq!(all.iter().copied().collect::<HashSet<_>>().len(), count);
    assert_eq!(all.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>(), all);

    for &code in all {
        let error_code: ErrorCode = code.into();
        let name = error_code.as_str();
        assert_eq!(code.to_string(), name);
        assert_eq!(format!("{code:>40}|{code:<3}|{code:^9.3}|"), format!("{name:>40}|{name}|   {}   |", &name[..3]));
        assert_eq!((code.as_ref(), code.into()), (name, name));
        assert_eq!((name.parse(), C::try_from(name)), (Ok(code), Ok(code)));
        assert_eq!(C::try_from(error_code).ok(), Some(code));
        assert_eq!(code.get_message(), Some(error_code.message()));
        assert_eq!(code.get_documentation(), Some(error_code.when()));
        assert_eq!(code.get_serializations(), [name]);
        assert_eq!(code.get_int("status"), Some(error_code.status().as_u16().into()));
        assert_eq!(code.get_int("numeric"), error_code.numeric().map(i64::from));
        assert_eq!(code.get_str("group"), Some(error_code.group().as_str()));
        assert_eq!((code.get_int("group"), code.get_str("status"), code.get_bool("status")), (None, None, None));
    }
}

#[test]
fn every_code_enum_implements_every_trait() {
    check_traits(ErrorCode::ALL, ErrorCode::COUNT);
    check_traits(SessionError::ALL, SessionError::COUNT);
    check_traits(WithdrawDecline::ALL, WithdrawDecline::COUNT);
    check_traits(WithdrawError::ALL, WithdrawError::COUNT);
    check_traits(LimitError::ALL, LimitError::COUNT);
}

#[test]
fn errors_are_send_sync_and_static() {
    fn check<E: Error + Copy + Eq + Hash + Send + Sync + 'static>() {}
    check::<UnknownCode>();
    check::<UnknownNumeric>();
    check::<UnknownStatus>();
    check::<OtherGroup>();
}

#[test]
fn error_messages_name_the_value() {
    let code = "SESION_EXPIRED".parse::<ErrorCode>().unwrap_err();
    assert_eq!(code.to_string(), r#"unknown errorCode "SESION_EXPIRED""#);
    assert_eq!((code.as_str(), code.group()), ("SESION_EXPIRED", None));

    let code = WithdrawDecline::try_from("SESSION_EXPIRED").unwrap_err();
    assert_eq!(code.to_string(), r#"unknown errorCode "SESSION_EXPIRED" in group withdraw_decline"#);
    assert_eq!(code.group(), Some(Group::WithdrawDecline));

    let number = WithdrawDecline::try_from(42).unwrap_err();
    assert_eq!(number.to_string(), "unknown numeric code 42 in group withdraw_decline");

    assert_eq!(Status::try_from(200).unwrap_err().to_string(), "unknown HTTP status 200");

    let other = LimitError::try_from(ErrorCode::SessionExpired).unwrap_err();
    assert_eq!(other.to_string(), "SESSION_EXPIRED is of group session, not of limit");
}

#[test]
fn unknown_code_truncates_long_texts_and_escapes_invisible_characters() {
    for len in 0..=200 {
        for (text, size) in [("x".repeat(len), 1), ("é".repeat(len), 2), ("😀".repeat(len), 4)] {
            let unknown = text.parse::<ErrorCode>().unwrap_err();
            let chars = len.min(63 / size);
            assert_eq!(unknown.as_str(), &text[..chars * size]);
            assert_eq!(unknown.to_string().ends_with('…'), chars < len, "{unknown}");
        }
    }
    let unknown = "A\n\u{202e}\"B".parse::<ErrorCode>().unwrap_err();
    assert_eq!(unknown.to_string(), r#"unknown errorCode "A\n\u{202e}\"B""#);
    assert_eq!(format!("{unknown:?}"), r#"UnknownCode("A\n\u{202e}\"B")"#);
}

#[test]
fn statuses_and_groups_implement_display() {
    assert_eq!(Status::NotFound.to_string(), "404 Not Found");
    assert_eq!(format!("{:>9}|{:<9}|", Group::Limit, Group::Session), "    limit|session  |");
}
