//! The answer to a failed request, as a client reads it.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::any_code::AnyCode;
use super::text::{FromText, Lenient, Text, wanted};
use crate::generated::ErrorCode;

/// The body of a failed answer that was received, from this version of the server or any other.
///
/// Needs the feature `serde`.
///
/// Any object is one: fields may be missing, `null`, repeated (the last counts), of another type or in any order, and
/// there may be others. What is no text, or none that `S` can hold, is `None`, and the code is read all the same. In an
/// untagged enum it therefore belongs last.
///
/// # What texts are kept in
///
/// | `S` | keeps |
/// |---|---|
/// | `String` | every text |
/// | `Cow<str>` | every text; serde makes it an owned one |
/// | `&str` | texts that the format lends: with serde\_json from a `&str` or `&[u8]`, those without an escape |
/// | a fixed-size string, such as heapless's | texts that are no longer than that |
/// | [`NoText`](crate::NoText) | none |
///
/// A known code needs no text: it is read in all of them.
///
/// # Formats
///
/// Formats that describe themselves work: JSON, CBOR, and serde's own buffers behind `#[serde(flatten)]` and
/// `#[serde(untagged)]`. Others, such as postcard, are an error: they cannot say which fields there are.
///
/// serde-json-core, for devices without a heap, describes itself in part only:
///
/// - `ReceivedError<NoText>` works; an `errorCode` that is neither a string nor `null` is an error (with `NoText`, in
///   every format). Any other `S` is an error.
/// - Where an unknown code's text is wanted, a struct with a field `Option<AnyCode<S>>` works, as shown below.
/// - `from_str` and `from_slice` leave escapes as they are: a code that has one is unknown, though no server needs to
///   write one there, and in other fields they do no harm. `from_str_escaped` and `from_slice_escaped` undo them, but
///   fail where any string has a surrogate pair or, without its escapes, does not fit into the buffer.
///
/// # Errors
///
/// Reading fails for what is no object, saying what it is instead, and for what the format itself refuses: serde\_json
/// does so with a lone surrogate (`"\ud800"`) or a number like `1e999`.
///
/// # Examples
///
/// ```
/// use errcodes::{ErrorCode, ReceivedError};
///
/// let code = ErrorCode::ALL[0];
/// let answer: ReceivedError<String> = serde_json::from_str(code.json()).unwrap();
/// assert_eq!(answer.known(), Some(code));
/// assert_eq!(answer.message.as_deref(), Some(code.message()));
/// assert_eq!(answer.error.as_deref(), Some(code.status().reason()));
///
/// let newer = r#"{"statusCode":400,"message":["a","b"],"errorCode":"NO_SUCH_CODE__"}"#;
/// let answer: ReceivedError<String> = serde_json::from_str(newer).unwrap();
/// assert_eq!(answer.known(), None);
/// assert_eq!(answer.code.unwrap().as_str(), Some("NO_SUCH_CODE__"));
/// assert_eq!(answer.message, None);
///
/// let error = serde_json::from_str::<ReceivedError<String>>("[]").unwrap_err();
/// assert!(error.to_string().starts_with("invalid type: sequence, expected an error answer: an object"));
/// ```
///
/// On a device, with the code alone, or with the text of an unknown one:
///
/// ```
/// use errcodes::{AnyCode, ErrorCode, NoText, ReceivedError};
///
/// let code = ErrorCode::ALL[0];
/// let (answer, _) = serde_json_core::from_str::<ReceivedError<NoText>>(code.json()).unwrap();
/// assert_eq!(answer.known(), Some(code));
///
/// #[derive(serde::Deserialize)]
/// struct Answer {
///     #[serde(rename = "errorCode")]
///     code: Option<AnyCode<heapless::String<32>>>,
/// }
///
/// let newer = r#"{"message":"m","errorCode":"NO_SUCH_CODE__"}"#;
/// let (answer, _) = serde_json_core::from_str::<Answer>(newer).unwrap();
/// assert_eq!(answer.code.unwrap().as_str(), Some("NO_SUCH_CODE__"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedError<S> {
    /// For people; free to be reworded.
    pub message: Option<S>,
    /// What to branch on.
    pub code: Option<AnyCode<S>>,
    /// The reason phrase of the HTTP status.
    pub error: Option<S>,
}

impl<S> ReceivedError<S> {
    /// Returns the code, if there is one and this build knows it.
    #[must_use]
    pub const fn known(&self) -> Option<ErrorCode> {
        match &self.code {
            Some(code) => code.known(),
            None => None,
        }
    }
}

impl<S> Default for ReceivedError<S> {
    /// The answer `{}`.
    fn default() -> Self {
        Self { message: None, code: None, error: None }
    }
}

impl<S: AsRef<str>> fmt::Display for ReceivedError<S> {
    /// Writes the errorCode and the message, as in `ERROR_CODE: message`, or what there is of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.message.as_ref().or(self.error.as_ref()).map(S::as_ref);
        match (&self.code, text) {
            (Some(code), Some(text)) => write!(f, "{code}: {text}"),
            (Some(code), None) => write!(f, "{code}"),
            (None, text) => f.write_str(text.unwrap_or("an error without errorCode and message")),
        }
    }
}

impl<S: AsRef<str> + fmt::Debug> core::error::Error for ReceivedError<S> {}

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
        if wanted::<S>() {
            Lenient::<Self>(PhantomData).deserialize(deserializer)
        } else {
            IgnoredAny::deserialize(deserializer).map(|_| None)
        }
    }
}

impl<'de, S: Deserialize<'de>> FromText<'de> for TextSeed<S> {
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
        if wanted::<S>() {
            Lenient::<Self>(PhantomData).deserialize(deserializer)
        } else {
            // Says beforehand that a string is to come: all that a format can do that does not describe itself.
            Option::deserialize(deserializer)
        }
    }
}

impl<'de, S: Deserialize<'de>> FromText<'de> for CodeSeed<S> {
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
