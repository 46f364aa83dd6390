//! An errorCode that was received: one of the table, or one that this build does not know.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use super::text::Text;
use crate::generated::ErrorCode;

/// An errorCode from the wire: a known [`ErrorCode`], or an unknown one with its text.
///
/// Needs the feature `serde`.
///
/// A server newer than this build answers with codes that this build does not know. They are kept as they came, in an
/// `S`, and are written as they came.
///
/// An unknown code never has the text of a known one: both ways in, [`new`](Self::new) and `Deserialize`, look the text
/// up. An unknown code that `S` could not hold (too long for it, or escaped and so not to be borrowed) is still
/// there, without its text.
///
/// It is equal to another one with the same code, or with the same unknown text. Whether two unknown codes without
/// their texts are the same nobody can tell; they count as equal.
///
/// # Examples
///
/// ```
/// use errcodes::{AnyCode, ErrorCode};
///
/// let code = ErrorCode::ALL[0];
/// let known: AnyCode<String> = serde_json::from_str(&format!("\"{code}\"")).unwrap();
/// assert_eq!(known.known(), Some(code));
/// assert_eq!(known, AnyCode::new(code.to_string()));
///
/// let newer: AnyCode<String> = serde_json::from_str(r#""NEWER_THAN_THIS_BUILD__""#).unwrap();
/// assert_eq!(newer.known(), None);
/// assert_eq!(newer.as_str(), Some("NEWER_THAN_THIS_BUILD__"));
/// assert_eq!(serde_json::to_string(&newer).unwrap(), r#""NEWER_THAN_THIS_BUILD__""#);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnyCode<S>(Inner<S>);

/// Private, so that nobody makes an unknown code with a known text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Inner<S> {
    Known(ErrorCode),
    Unknown(Option<S>),
}

impl<S> AnyCode<S> {
    /// Makes a code of a text: a known code if it is the errorCode of one, else an unknown code with this text.
    ///
    /// # Examples
    ///
    /// ```
    /// use errcodes::{AnyCode, ErrorCode};
    ///
    /// for &code in ErrorCode::ALL {
    ///     assert_eq!(AnyCode::new(code.as_str()).known(), Some(code));
    /// }
    /// assert_eq!(AnyCode::new("NO_SUCH_CODE__").known(), None);
    /// ```
    #[must_use]
    pub fn new(text: S) -> Self
    where
        S: AsRef<str>,
    {
        match ErrorCode::from_code(text.as_ref()) {
            Some(code) => Self::of_code(code),
            None => Self(Inner::Unknown(Some(text))),
        }
    }

    pub(crate) const fn of_code(code: ErrorCode) -> Self {
        Self(Inner::Known(code))
    }

    pub(crate) fn of_text<'de>(text: Text<'de, '_>) -> Self
    where
        S: Deserialize<'de>,
    {
        match ErrorCode::from_code(text.as_str()) {
            Some(code) => Self::of_code(code),
            None => Self(Inner::Unknown(text.keep())),
        }
    }

    /// Returns the code, if this build knows it.
    #[must_use]
    pub const fn known(&self) -> Option<ErrorCode> {
        match self.0 {
            Inner::Known(code) => Some(code),
            Inner::Unknown(_) => None,
        }
    }

    /// Returns the errorCode, as it is on the wire: `None` for an unknown code whose text `S` could not hold.
    ///
    /// # Examples
    ///
    /// ```
    /// use errcodes::{AnyCode, ErrorCode, NoText};
    ///
    /// let code = ErrorCode::ALL[0];
    /// assert_eq!(AnyCode::<NoText>::from(code).as_str(), Some(code.as_str()));
    /// assert_eq!(AnyCode::new("NO_SUCH_CODE__").as_str(), Some("NO_SUCH_CODE__"));
    ///
    /// let newer: AnyCode<NoText> = serde_json::from_str(r#""NO_SUCH_CODE__""#).unwrap();
    /// assert_eq!(newer.as_str(), None);
    /// ```
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
    /// Writes the errorCode, or `unknown errorCode` where there is no text; width, fill and precision are honoured.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str().unwrap_or("unknown errorCode"))
    }
}

impl<S: AsRef<str>> Serialize for AnyCode<S> {
    /// Writes the errorCode, as a string; an unknown code without its text is an error.
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        match self.as_str() {
            Some(code) => serializer.serialize_str(code),
            None => Err(W::Error::custom("an unknown errorCode whose text was not kept cannot be written")),
        }
    }
}

impl<'de, S: Deserialize<'de>> Deserialize<'de> for AnyCode<S> {
    /// Reads an errorCode from a string: any string will do, nothing else will.
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
