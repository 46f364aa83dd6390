//! How a text that was read becomes one that is kept, of whatever type the caller keeps texts in.

use core::fmt;
use core::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, StdError, Visitor,
};
use serde::forward_to_deserialize_any;

/// Keeps no text: the `S` of a [`ReceivedError`](crate::ReceivedError) or an [`AnyCode`](crate::AnyCode) of which only
/// the known code is wanted.
///
/// Needs the feature `serde`.
///
/// It has no value, so every `Option<NoText>` is `None`, and takes no memory.
///
/// # Examples
///
/// ```
/// use errcodes::{ErrorCode, NoText, ReceivedError};
///
/// let code = ErrorCode::ALL[0];
/// let answer: ReceivedError<NoText> = serde_json::from_str(code.json()).unwrap();
/// assert_eq!(answer.known(), Some(code));
/// assert_eq!(answer.message, None);
///
/// let newer: ReceivedError<NoText> = serde_json::from_str(r#"{"errorCode":"NEW__"}"#).unwrap();
/// assert_eq!(newer.known(), None);
/// assert_eq!(newer.code.unwrap().as_str(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoText {}

impl AsRef<str> for NoText {
    fn as_ref(&self) -> &str {
        match *self {}
    }
}

impl<'de> Deserialize<'de> for NoText {
    /// Skips the value and fails: there is no text that it keeps.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // This method, of all, is how `wanted` knows the type.
        deserializer.deserialize_ignored_any(IgnoredAny)?;
        Err(Error::custom("NoText keeps no text"))
    }
}

/// A text as the format hands it over: for the moment, and some for as long as the input lives.
#[derive(Clone, Copy)]
pub(crate) struct Text<'de, 'a> {
    text: &'a str,
    borrowed: Option<&'de str>,
}

impl<'de, 'a> Text<'de, 'a> {
    pub(crate) const fn transient(text: &'a str) -> Self {
        Self { text, borrowed: None }
    }

    pub(crate) const fn as_str(self) -> &'a str {
        self.text
    }

    /// The text as `S` keeps it, if it can. The format has read the whole value by then: a refusal loses nothing else.
    pub(crate) fn keep<S: Deserialize<'de>>(self) -> Option<S> {
        match self.borrowed {
            Some(text) => S::deserialize(BorrowedStrDeserializer::<Refusal>::new(text)),
            None => S::deserialize(StrDeserializer::<Refusal>::new(self.text)),
        }
        .ok()
    }
}

impl<'de> Text<'de, 'de> {
    pub(crate) const fn borrowed(text: &'de str) -> Self {
        Self { text, borrowed: Some(text) }
    }
}

/// Whether `S` wants to see a text at all. It is asked with a deserializer that has none, and answers by the method it
/// calls, which the optimiser sees through. A trait could say the same, but would need an impl for every text type.
pub(crate) fn wanted<'de, S: Deserialize<'de>>() -> bool {
    !matches!(S::deserialize(Question), Err(Refusal::Skips))
}

struct Question;

impl<'de> Deserializer<'de> for Question {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refusal> {
        Err(Refusal::Other)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Refusal> {
        Err(Refusal::Skips)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// Why there is no `S`. Nobody is told, so it keeps no words.
#[derive(Debug)]
pub(crate) enum Refusal {
    Skips,
    Other,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not kept")
    }
}

impl StdError for Refusal {}

impl Error for Refusal {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Other
    }
}

/// What is made of a text.
pub(crate) trait FromText<'de> {
    type Made;

    fn make(text: Text<'de, '_>) -> Option<Self::Made>;
}

/// Reads any value: a text as what `T` makes of it, whatever else as `None`.
pub(crate) struct Lenient<T>(pub(crate) PhantomData<T>);

impl<'de, T: FromText<'de>> DeserializeSeed<'de> for Lenient<T> {
    type Value = Option<T::Made>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T::Made>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: FromText<'de>> Visitor<'de> for Lenient<T> {
    type Value = Option<T::Made>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Option<T::Made>, E> {
        Ok(T::make(Text::borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<T::Made>, E> {
        Ok(T::make(Text::transient(text)))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T::Made>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T::Made>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_none<E: Error>(self) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Option<T::Made>, E> {
        Ok(None)
    }

    // What has parts is read to its end, so that the next field begins where the format expects it.

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Option<T::Made>, A::Error> {
        IgnoredAny.visit_seq(seq).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<T::Made>, A::Error> {
        IgnoredAny.visit_map(map).map(|_| None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Option<T::Made>, A::Error> {
        IgnoredAny.visit_enum(data).map(|_| None)
    }
}
