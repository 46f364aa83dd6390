//! The body of a failed answer, as a client reads it.

use core::error::Error as StdError;
use core::fmt;
use core::marker::PhantomData;
use core::num::NonZeroU16;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::any_code::AnyCode;
use super::text::{Lenient, MakeFromText, Text, keeps_text};
use crate::escape::Escaped;
use crate::generated::ErrorCode;

/// The received body of a failed answer, from any version of the server.
///
/// Needs the feature `serde`.
///
/// Any object can be read:
///
/// - Fields may be in any order. Other fields are ignored.
/// - A field that is missing, `null` or of another type is `None`. If `S` is [`NoText`](crate::NoText), an `errorCode`
///   of another type is an error.
/// - If a field is repeated, the last one counts.
/// - If `message` or `error` is a list, its first string counts. Some frameworks answer a failed validation with a list
///   of messages.
/// - A `message` or `error` that `S` cannot hold is `None`. The code is still read.
///
/// Any object matches, so this type must be the last variant of an untagged enum.
///
/// [`from_parts`](Self::from_parts) also accepts a body that is not an object, such as a proxy's HTML. It keeps the
/// HTTP status.
///
/// # Types for strings
///
/// | `S` | keeps |
/// |---|---|
/// | `String` | every string |
/// | `Cow<str>` | every string, as an owned string |
/// | `&str` | borrowed strings: serde\_json borrows strings without an escape from a `&str` or `&[u8]` |
/// | a fixed-size string, such as heapless's | strings that fit |
/// | [`NoText`](crate::NoText) | no string |
///
/// A known code is not kept as a string, so it can be read with every `S`.
///
/// # Formats
///
/// Formats that describe themselves work: JSON, CBOR, and serde's own buffers behind `#[serde(flatten)]` and
/// `#[serde(untagged)]`. Other formats, such as postcard, are an error because they do not tell which fields an object
/// has.
///
/// serde-json-core, for devices without a heap, only partly describes itself. It can read a `ReceivedError<NoText>` if
/// `errorCode` is a string or `null`. Any other `S` is an error. To keep strings on a device, read the body with
/// [`RawError`](crate::RawError), which needs neither serde nor a heap.
///
/// # Errors
///
/// A value that is not an object is an error. Input that the format rejects is an error too. For example, serde\_json
/// rejects a lone surrogate (`"\ud800"`) and a number like `1e999`.
///
#[doc = example!(
    "use errcodes::{ErrorCode, ReceivedError};",
    "",
    concat!("let code = ErrorCode::", sample!(variant), ";"),
    "let received: ReceivedError<String> = serde_json::from_str(code.json()).unwrap();",
    "assert_eq!(received.known(), Some(code));",
    "assert_eq!(received.message.as_deref(), Some(code.message()));",
    "assert_eq!(received.error.as_deref(), Some(code.status().reason()));",
    "",
    "let newer = r#\"{\"statusCode\":400,\"message\":[\"a\",\"b\"],\"errorCode\":\"NO_SUCH_CODE__\"}\"#;",
    "let received: ReceivedError<String> = serde_json::from_str(newer).unwrap();",
    "assert_eq!(received.known(), None);",
    "assert_eq!(received.code.unwrap().as_str(), Some(\"NO_SUCH_CODE__\"));",
    "assert_eq!(received.message.as_deref(), Some(\"a\"));",
    "",
    "let error = serde_json::from_str::<ReceivedError<String>>(\"[]\").unwrap_err();",
    "assert!(error.to_string().starts_with(\"invalid type: sequence, expected an error answer: an object\"));",
)]
///
/// A test can create a `ReceivedError` from JSON, as above, or field by field:
///
#[doc = example!(@block
    "use errcodes::{ErrorCode, ReceivedError};",
    "",
    "let mut received = ReceivedError::default();",
    concat!("received.code = Some(ErrorCode::", sample!(variant), ".into());"),
    "received.message = Some(\"no such session\".to_owned());",
    concat!("assert_eq!(received.to_string(), \"", sample!(code), ": no such session\");"),
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ReceivedError<S> {
    /// The message. It is written for people and may be reworded.
    pub message: Option<S>,
    /// The errorCode, to branch on.
    pub code: Option<AnyCode<S>>,
    /// The reason phrase of the HTTP status.
    pub error: Option<S>,
    status: Option<NonZeroU16>,
}

impl<S> ReceivedError<S> {
    /// Returns an answer from its HTTP status and the result of reading its body.
    ///
    /// If reading failed, the answer has no message, code and error.
    ///
    #[doc = example!(
        "use errcodes::{ErrorCode, ReceivedError};",
        "",
        "fn read(status: u16, body: &[u8]) -> ReceivedError<String> {",
        "    ReceivedError::from_parts(status, serde_json::from_slice(body))",
        "}",
        "",
        concat!("let received = read(", sample!(status_number), ", ErrorCode::", sample!(variant), ".json().as_bytes());"),
        concat!("assert_eq!(received.known(), Some(ErrorCode::", sample!(variant), "));"),
        "",
        "let received = read(502, b\"<html>Bad Gateway</html>\");",
        "assert_eq!(received.status(), Some(502));",
        "assert_eq!(received.code, None);",
        "assert_eq!(received.to_string(), \"HTTP status 502\");",
    )]
    #[must_use]
    pub fn from_parts<E>(status: u16, body: Result<Self, E>) -> Self {
        Self { status: NonZeroU16::new(status), ..body.unwrap_or_default() }
    }

    /// Returns the HTTP status of the answer. Returns `None` if the answer was not created with
    /// [`from_parts`](Self::from_parts), or was created with the status 0.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self.status {
            Some(status) => Some(status.get()),
            None => None,
        }
    }

    /// Returns the code, if the answer has a code that this build knows.
    #[must_use]
    pub const fn known(&self) -> Option<ErrorCode> {
        match &self.code {
            Some(code) => code.known(),
            None => None,
        }
    }
}

impl<S> Default for ReceivedError<S> {
    /// Returns the answer `{}`.
    fn default() -> Self {
        Self { message: None, code: None, error: None, status: None }
    }
}

impl<S: AsRef<str>> fmt::Display for ReceivedError<S> {
    /// Writes the errorCode and the message, as in `ERROR_CODE: message`, or only the part that is present. The reason
    /// phrase replaces a missing message. Without these parts, writes the HTTP status.
    ///
    /// Control and format characters are escaped, so a server cannot forge lines of a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.message.as_ref().or(self.error.as_ref()).map(|text| Escaped(text.as_ref()));
        match (&self.code, text, self.status) {
            (Some(code), Some(text), _) => write!(f, "{code}: {text}"),
            (Some(code), None, _) => write!(f, "{code}"),
            (None, Some(text), _) => write!(f, "{text}"),
            (None, None, Some(status)) => write!(f, "HTTP status {status}"),
            (None, None, None) => f.write_str("an error without errorCode and message"),
        }
    }
}

impl<S: AsRef<str> + fmt::Debug> StdError for ReceivedError<S> {
    /// Returns the code, if this build knows it.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.code.as_ref()?.known_ref().map(|code| code as _)
    }
}

const FIELDS: &[&str] = &["message", "errorCode", "error"];

impl<'de, S: Deserialize<'de>> Deserialize<'de> for ReceivedError<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("ReceivedError", FIELDS, AnswerVisitor(PhantomData))
    }
}

struct AnswerVisitor<S>(PhantomData<S>);

impl<'de, S: Deserialize<'de>> Visitor<'de> for AnswerVisitor<S> {
    type Value = ReceivedError<S>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error answer: an object with `message`, `errorCode` and `error`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ReceivedError<S>, A::Error> {
        let mut answer = ReceivedError::default();
        while let Some(field) = map.next_key()? {
            match field {
                Field::Message => answer.message = map.next_value_seed(TextSeed(PhantomData))?,
                Field::Code => answer.code = map.next_value_seed(CodeSeed(PhantomData))?,
                Field::Error => answer.error = map.next_value_seed(TextSeed(PhantomData))?,
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(answer)
    }
}

/// Reads `message` or `error`.
struct TextSeed<S>(PhantomData<S>);

impl<'de, S: Deserialize<'de>> DeserializeSeed<'de> for TextSeed<S> {
    type Value = Option<S>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<S>, D::Error> {
        if keeps_text::<S>() {
            Lenient::<Self, true>(PhantomData).deserialize(deserializer).map(Option::flatten)
        } else {
            IgnoredAny::deserialize(deserializer).map(|_| None)
        }
    }
}

impl<'de, S: Deserialize<'de>> MakeFromText<'de> for TextSeed<S> {
    type Made = S;

    fn make(text: Text<'de, '_>) -> Option<S> {
        text.keep()
    }
}

/// Reads `errorCode`.
struct CodeSeed<S>(PhantomData<S>);

impl<'de, S: Deserialize<'de>> DeserializeSeed<'de> for CodeSeed<S> {
    type Value = Option<AnyCode<S>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if keeps_text::<S>() {
            Lenient::<Self, false>(PhantomData).deserialize(deserializer).map(Option::flatten)
        } else {
            // Asks for an optional string, because a format that does not describe itself cannot read a value of
            // unknown type.
            Option::deserialize(deserializer)
        }
    }
}

impl<'de, S: Deserialize<'de>> MakeFromText<'de> for CodeSeed<S> {
    type Made = AnyCode<S>;

    fn make(text: Text<'de, '_>) -> Option<AnyCode<S>> {
        Some(AnyCode::of_text(text))
    }
}

enum Field {
    Message,
    Code,
    Error,
    Other,
}

impl Field {
    const fn of(key: &[u8]) -> Self {
        match key {
            b"message" => Self::Message,
            b"errorCode" => Self::Code,
            b"error" => Self::Error,
            _ => Self::Other,
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(FieldVisitor)
    }
}

struct FieldVisitor;

impl Visitor<'_> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Field, E> {
        Ok(Field::of(key.as_bytes()))
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Field, E> {
        Ok(Field::of(key))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Field, E> {
        Ok(Field::Other)
    }
}
