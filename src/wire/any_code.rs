//! A received errorCode, known or unknown to this build.

use core::convert::Infallible;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use super::text::Text;
use crate::code::Code;
use crate::escape::Escaped;
use crate::generated::ErrorCode;

/// A received errorCode: a known [`ErrorCode`], or an unknown errorCode as a string.
///
/// Needs the feature `serde`.
///
/// A server that is newer than this build may answer with codes that this build does not know. The string of an unknown
/// code is kept in an `S` and written unchanged. So a map with keys of the type `AnyCode<String>` can store codes of
/// any version.
///
/// An unknown code never has the string of a known code, because [`new`](Self::new), `FromStr` and `Deserialize` look
/// the string up. If `S` cannot hold the string of an unknown code, the code is kept without its string. This happens
/// if `S` is `NoText`, if the string is too long for `S`, or if `S` is `&str` and the string has an escape.
///
/// Two values are equal if they are the same known code, or unknown codes with the same string. All unknown codes
/// without a string are equal. Known codes are less than unknown codes. Known codes have the order of the table, and
/// unknown codes have the order of their strings.
///
#[doc = example!(
    "use errcodes::{AnyCode, ErrorCode};",
    "use std::collections::BTreeMap;",
    "",
    concat!("let known: AnyCode<String> = serde_json::from_str(r#\"\"", sample!(code), "\"\"#).unwrap();"),
    concat!("assert_eq!(known.known(), Some(ErrorCode::", sample!(variant), "));"),
    concat!("assert_eq!(known, AnyCode::new(\"", sample!(code), "\".to_owned()));"),
    "",
    "let newer: AnyCode<String> = serde_json::from_str(r#\"\"NEWER_THAN_THIS_BUILD__\"\"#).unwrap();",
    "assert_eq!(newer.known(), None);",
    "assert_eq!(newer.as_str(), Some(\"NEWER_THAN_THIS_BUILD__\"));",
    "",
    "let counts = BTreeMap::from([(newer, 1), (known, 2)]);",
    concat!("let json = r#\"{\"", sample!(code), "\":2,\"NEWER_THAN_THIS_BUILD__\":1}\"#;"),
    "assert_eq!(serde_json::to_string(&counts).unwrap(), json);",
    "assert_eq!(serde_json::from_str::<BTreeMap<AnyCode<String>, u32>>(json).unwrap(), counts);",
)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyCode<S>(Inner<S>);

/// Private, because an unknown code must never have the string of a known code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Inner<S> {
    Known(ErrorCode),
    Unknown(Option<S>),
}

impl AnyCode<&'static str> {
    /// Returns a known code. The caller does not have to name the type `S`. [`From`] works for every `S`.
    ///
    #[doc = example!(
        "use errcodes::{AnyCode, ErrorCode};",
        "",
        concat!("let code = AnyCode::from_error_code(ErrorCode::", sample!(variant), ");"),
        concat!("assert_eq!(code.as_str(), Some(\"", sample!(code), "\"));"),
    )]
    #[must_use]
    pub const fn from_error_code(code: ErrorCode) -> Self {
        Self(Inner::Known(code))
    }
}

impl<S> AnyCode<S> {
    /// Returns the known code with this errorCode, or an unknown code with this string.
    ///
    #[doc = example!(
        "use errcodes::{AnyCode, ErrorCode};",
        "",
        concat!("assert_eq!(AnyCode::new(\"", sample!(code), "\").known(), Some(ErrorCode::", sample!(variant), "));"),
        "assert_eq!(AnyCode::new(\"NO_SUCH_CODE__\").known(), None);",
    )]
    #[must_use]
    pub fn new(text: S) -> Self
    where
        S: AsRef<str>,
    {
        Self(match ErrorCode::from_code(text.as_ref()) {
            Some(code) => Inner::Known(code),
            None => Inner::Unknown(Some(text)),
        })
    }

    pub(crate) fn of_text<'de>(text: Text<'de, '_>) -> Self
    where
        S: Deserialize<'de>,
    {
        Self(match ErrorCode::from_code(text.as_str()) {
            Some(code) => Inner::Known(code),
            None => Inner::Unknown(text.keep()),
        })
    }

    /// Returns the code, if this build knows it.
    #[must_use]
    pub const fn known(&self) -> Option<ErrorCode> {
        match self.0 {
            Inner::Known(code) => Some(code),
            Inner::Unknown(_) => None,
        }
    }

    pub(crate) const fn known_ref(&self) -> Option<&ErrorCode> {
        match &self.0 {
            Inner::Known(code) => Some(code),
            Inner::Unknown(_) => None,
        }
    }

    /// Returns the errorCode. Returns `None` for an unknown code that was kept without its string.
    ///
    #[doc = example!(
        "use errcodes::{AnyCode, ErrorCode, NoText};",
        "",
        concat!("let code = AnyCode::<NoText>::from(ErrorCode::", sample!(variant), ");"),
        concat!("assert_eq!(code.as_str(), Some(\"", sample!(code), "\"));"),
        "assert_eq!(AnyCode::new(\"NO_SUCH_CODE__\").as_str(), Some(\"NO_SUCH_CODE__\"));",
        "",
        "let newer: AnyCode<NoText> = serde_json::from_str(r#\"\"NO_SUCH_CODE__\"\"#).unwrap();",
        "assert_eq!(newer.as_str(), None);",
    )]
    #[must_use]
    pub fn as_str(&self) -> Option<&str>
    where
        S: AsRef<str>,
    {
        match &self.0 {
            Inner::Known(code) => Some(code.as_str()),
            Inner::Unknown(text) => text.as_ref().map(S::as_ref),
        }
    }
}

impl<S, C: Code> From<C> for AnyCode<S> {
    /// Returns a known code.
    fn from(code: C) -> Self {
        Self(Inner::Known(code.error_code()))
    }
}

impl<S, C: Code> PartialEq<C> for AnyCode<S> {
    fn eq(&self, code: &C) -> bool {
        self.known() == Some(code.error_code())
    }
}

impl<S: for<'a> From<&'a str>> FromStr for AnyCode<S> {
    type Err = Infallible;

    /// Returns the known code with this errorCode, or an unknown code with this string.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(match ErrorCode::from_code(text) {
            Some(code) => Inner::Known(code),
            None => Inner::Unknown(Some(text.into())),
        }))
    }
}

impl<S: fmt::Debug> fmt::Debug for AnyCode<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Known(code) => f.debug_tuple("Known").field(code).finish(),
            Inner::Unknown(Some(text)) => f.debug_tuple("Unknown").field(text).finish(),
            Inner::Unknown(None) => f.write_str("Unknown"),
        }
    }
}

impl<S: AsRef<str>> fmt::Display for AnyCode<S> {
    /// Writes the errorCode, or `unknown errorCode` for a code without its string. Control and format characters are
    /// escaped. Supports width, fill and precision if nothing is escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Escaped(self.as_str().unwrap_or("unknown errorCode")), f)
    }
}

impl<S: AsRef<str>> Serialize for AnyCode<S> {
    /// Writes the errorCode as a string. An unknown code without its string is an error.
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        match self.as_str() {
            Some(code) => serializer.serialize_str(code),
            None => Err(W::Error::custom("an unknown errorCode whose text was not kept cannot be written")),
        }
    }
}

impl<'de, S: Deserialize<'de>> Deserialize<'de> for AnyCode<S> {
    /// Reads an errorCode from any string. Any other value is an error.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyCodeVisitor(PhantomData))
    }
}

struct AnyCodeVisitor<S>(PhantomData<S>);

impl<'de, S: Deserialize<'de>> Visitor<'de> for AnyCodeVisitor<S> {
    type Value = AnyCode<S>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an errorCode")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<AnyCode<S>, E> {
        Ok(AnyCode::of_text(Text::borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<AnyCode<S>, E> {
        Ok(AnyCode::of_text(Text::transient(text)))
    }
}
