//! Received strings, and the types that keep them.

use core::fmt;
use core::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, StdError, Visitor,
};
use serde::forward_to_deserialize_any;

/// A string that is not kept. Use this type as the `S` of a [`ReceivedError`](crate::ReceivedError) or an
/// [`AnyCode`](crate::AnyCode) if you only need the known code.
///
/// Needs the feature `serde`.
///
/// `NoText` has no value, so every `Option<NoText>` is `None` and takes no memory.
///
#[doc = example!(
    "use errcodes::{ErrorCode, NoText, ReceivedError};",
    "",
    concat!("let json = ErrorCode::", sample!(variant), ".json();"),
    "let received: ReceivedError<NoText> = serde_json::from_str(json).unwrap();",
    concat!("assert_eq!(received.known(), Some(ErrorCode::", sample!(variant), "));"),
    "assert_eq!(received.message, None);",
    "",
    "let newer: ReceivedError<NoText> = serde_json::from_str(r#\"{\"errorCode\":\"NEW__\"}\"#).unwrap();",
    "assert_eq!(newer.known(), None);",
    "assert_eq!(newer.code.unwrap().as_str(), None);",
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoText {}

impl AsRef<str> for NoText {
    fn as_ref(&self) -> &str {
        match *self {}
    }
}

impl<'de> Deserialize<'de> for NoText {
    /// Skips the value and returns an error, because `NoText` has no value.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `keeps_text` recognizes the type by this method.
        deserializer.deserialize_ignored_any(IgnoredAny)?;
        Err(Error::custom("NoText keeps no text"))
    }
}

/// A string from the deserializer, either transient or borrowed from the input.
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

    /// Returns the string as an `S`, if `S` can hold it. The format has already read the whole value, so an error of
    /// `S` does not affect later values.
    pub(crate) fn keep<S: Deserialize<'de>>(self) -> Option<S> {
        match self.borrowed {
            Some(text) => S::deserialize(BorrowedStrDeserializer::<ReadError>::new(text)),
            None => S::deserialize(StrDeserializer::<ReadError>::new(self.text)),
        }
        .ok()
    }
}

impl<'de> Text<'de, 'de> {
    pub(crate) const fn borrowed(text: &'de str) -> Self {
        Self { text, borrowed: Some(text) }
    }
}

/// Returns `false` if `S` keeps no string. Such a type, like [`NoText`], calls `deserialize_ignored_any` on a
/// deserializer, and [`Probe`] detects this call. The optimizer replaces the whole function by its result. A trait with a
/// constant would be simpler, but users would have to implement it for their `S`.
pub(crate) fn keeps_text<'de, S: Deserialize<'de>>() -> bool {
    !matches!(S::deserialize(Probe), Err(ReadError::Skipped))
}

struct Probe;

impl<'de> Deserializer<'de> for Probe {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ReadError> {
        Err(ReadError::Other)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ReadError> {
        Err(ReadError::Skipped)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// The reason why an `S` could not be read. Its message is never shown.
#[derive(Debug)]
pub(crate) enum ReadError {
    Skipped,
    Other,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not kept")
    }
}

impl StdError for ReadError {}

impl Error for ReadError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Other
    }
}

/// Makes a value from a received string.
pub(crate) trait MakeFromText<'de> {
    type Made;

    fn make(text: Text<'de, '_>) -> Option<Self::Made>;
}

/// Reads any value. A string is passed to `T`, and the result is `Some`. Any other value is `None`. With `LISTS`, the
/// first string in a list is read like a string. Lists in a list are skipped, because reading them would need a stack
/// of any depth.
pub(crate) struct Lenient<T, const LISTS: bool>(pub(crate) PhantomData<T>);

impl<'de, T: MakeFromText<'de>, const LISTS: bool> DeserializeSeed<'de> for Lenient<T, LISTS> {
    type Value = Option<Option<T::Made>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Option<T::Made>>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: MakeFromText<'de>, const LISTS: bool> Visitor<'de> for Lenient<T, LISTS> {
    type Value = Option<Option<T::Made>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Option<Option<T::Made>>, E> {
        Ok(Some(T::make(Text::borrowed(text))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Option<Option<T::Made>>, E> {
        Ok(Some(T::make(Text::transient(text))))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Option<T::Made>>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Option<T::Made>>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_none<E: Error>(self) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Option<Option<T::Made>>, E> {
        Ok(None)
    }

    // A value with parts is read to its end, because the format expects the next field after the end.

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<Option<T::Made>>, A::Error> {
        let mut first = None;
        while LISTS && first.is_none() {
            match seq.next_element_seed(Lenient::<T, false>(PhantomData))? {
                Some(element) => first = element,
                None => return Ok(None),
            }
        }
        IgnoredAny.visit_seq(seq).map(|_| first)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Option<Option<T::Made>>, A::Error> {
        IgnoredAny.visit_map(map).map(|_| None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Option<Option<T::Made>>, A::Error> {
        IgnoredAny.visit_enum(data).map(|_| None)
    }
}
