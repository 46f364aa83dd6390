//! The decline of an operator: its code is a number, null or missing.

use errcodes::WithdrawDecline;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decline {
    #[serde(with = "errcodes::numeric::or_default", default)]
    code: WithdrawDecline,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Maybe {
    #[serde(with = "errcodes::numeric::option", default)]
    code: Option<WithdrawDecline>,
}

#[test]
fn a_missing_number_is_the_default_and_an_invalid_one_is_an_error() {
    let default = Decline { code: WithdrawDecline::WithdrawDeclined };
    for json in ["{}", r#"{"code":null}"#, r#"{"code":1}"#, r#"{"code":1.0}"#] {
        assert_eq!(serde_json::from_str::<Decline>(json).unwrap(), default, "{json}");
    }
    assert_eq!(serde_json::to_string(&default).unwrap(), r#"{"code":1}"#);
    for json in [r#"{"Code":5}"#, r#"{"declineCode":2}"#, r#"{"code":42}"#, r#"{"code":5.7}"#, r#"{"code":"5"}"#] {
        assert!(serde_json::from_str::<Decline>(json).is_err(), "{json}");
    }
}

/// `or_default` reads everything that `option` writes, and `option` reads everything that `or_default` writes. This also holds
/// for formats that are not self-describing.
#[test]
fn option_and_or_default_read_each_other() {
    for code in WithdrawDecline::ALL.iter().copied().map(Some).chain([None]) {
        let (maybe, decline) = (Maybe { code }, Decline { code: code.unwrap_or_default() });
        let json = serde_json::to_string(&maybe).unwrap();
        assert_eq!(serde_json::from_str::<Decline>(&json).unwrap(), decline);
        let bytes = postcard::to_allocvec(&maybe).unwrap();
        assert_eq!(postcard::from_bytes::<Decline>(&bytes).unwrap(), decline);
        let bytes = postcard::to_allocvec(&decline).unwrap();
        assert_eq!(postcard::from_bytes::<Maybe>(&bytes).unwrap().code, Some(decline.code));
        let json = serde_json::to_string(&decline).unwrap();
        assert_eq!(serde_json_core::from_str::<Decline>(&json).unwrap().0, decline);
    }
}
