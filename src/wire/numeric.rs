//! Reads and writes a numeric enum as its number: `#[serde(with = "errcodes::numeric")]`.
//!
//! Without one of these attributes, a code is written as its errorCode.
//!
//! | field | attribute | a missing number is |
//! |---|---|---|
//! | `code: C` | `#[serde(with = "errcodes::numeric")]` | an error |
//! | `code: C` | `#[serde(with = "errcodes::numeric::or_default", default)]` | the group's default |
//! | `code: Option<C>` | `#[serde(with = "errcodes::numeric::option", default)]` | `None` |
//! | `codes: Vec<Numeric<C>>`, `Option<Vec<Numeric<C>>>`, … | no attribute: see [`Numeric`] | |
//!
//! A missing number is `null` or, with serde's `default`, a missing field. For serde, a misspelled field is a missing
//! field, so `{"Code":5}` is read as the group's default. `#[serde(deny_unknown_fields)]` on the struct prevents this.
//!
//! In JSON and other formats that describe themselves, each attribute can read the output of every other attribute, if
//! its type can hold the value. Formats that do not describe themselves, such as postcard, write an optional number
//! differently. In these formats, [`option`] and [`or_default`] can read each other's output.
//!
//! # Errors
//!
//! Writing fails only if the serializer fails.
//!
//! A number that no code has is an error, and the error contains the number. A negative number, a number that is too
//! large, a fraction, a string and any other value are errors too. The error contains the value if the format allows
//! it. An invalid value is never read as the group's default.
//!
//! A whole number may be written with a decimal point: `5.0` is 5. serde's own buffers (`flatten`, `untagged`) and
//! serde-json-core reject `5.0`.
//!
#![doc = example!(
    "use errcodes::NumericCode;",
    "use serde::{Deserialize, Serialize};",
    "",
    "/// `{\"code\":2}`, for any enum with numbers.",
    "#[derive(Serialize, Deserialize)]",
    "struct Decline<C: NumericCode> {",
    "    #[serde(with = \"errcodes::numeric\")]",
    "    code: C,",
    "}",
)]
#![allow(clippy::missing_errors_doc, reason = "the docs of the module describe all errors")]

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

#[doc(no_inline)]
pub use crate::code::NumericCode;

/// Writes a code as its number.
pub fn serialize<C: NumericCode, S: Serializer>(code: &C, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(code.numeric())
}

/// Reads a code from its number.
pub fn deserialize<'de, C: NumericCode, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    deserializer.deserialize_u16(NumberVisitor::new(expecting::<C>))
}

enums! { numeric
    ($({ enum: $Enum:ident, group: $Group:ident, variant: $Variant:ident, number: $number:literal })*) => {
        /// A code that is written and read as its number. Use it where an attribute is not possible, as for the elements of a `Vec`.
        ///
        #[doc = example!(
            "use errcodes::Numeric;",
            $(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let codes = vec![Numeric(", stringify!($Enum), "::", stringify!($Variant), ")];"),
                concat!("assert_eq!(serde_json::to_string(&codes).unwrap(), \"[", $number, "]\");"),
                concat!("let read: Option<Vec<Numeric<_>>> = serde_json::from_str(\"[", $number, "]\").unwrap();"),
                "assert_eq!(read, Some(codes));",
                concat!("assert!(serde_json::from_str::<Numeric<", stringify!($Enum), ">>(\"0\").is_err());"),
            )*
        )]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct Numeric<C>(
            /// The code.
            pub C,
        );
    };
}

impl<C: NumericCode> From<C> for Numeric<C> {
    fn from(code: C) -> Self {
        Self(code)
    }
}

impl<C: NumericCode> Serialize for Numeric<C> {
    /// Writes the number.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, C: NumericCode> Deserialize<'de> for Numeric<C> {
    /// Reads a code from its number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// Reads and writes an `Option` of a numeric enum: `#[serde(with = "errcodes::numeric::option")]`.
///
/// `null` is `None`. With `#[serde(default)]`, a missing field is `None` too. An unknown number is an error.
///
#[doc = example!(
    "use errcodes::NumericCode;",
    "use serde::{Deserialize, Serialize};",
    "",
    "/// `{\"code\":2}` or `{}`, for any enum with numbers.",
    "#[derive(Serialize, Deserialize)]",
    "struct Decline<C: NumericCode> {",
    "    #[serde(with = \"errcodes::numeric::option\", default, skip_serializing_if = \"Option::is_none\")]",
    "    code: Option<C>,",
    "}",
)]
pub mod option {
    use serde::de::Deserializer;
    use serde::ser::Serializer;

    use super::{NumericCode, OptionVisitor};

    /// Writes a code as its number, or `None` as null.
    pub fn serialize<C: NumericCode, S: Serializer>(code: &Option<C>, serializer: S) -> Result<S::Ok, S::Error> {
        match *code {
            Some(code) => serializer.serialize_some(&code.numeric()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a code from its number, or `None` from null.
    pub fn deserialize<'de, C: NumericCode, D: Deserializer<'de>>(deserializer: D) -> Result<Option<C>, D::Error> {
        deserializer.deserialize_option(OptionVisitor::new())
    }
}

/// Reads and writes a numeric enum with a default: `#[serde(with = "errcodes::numeric::or_default", default)]`.
///
/// `null` is the group's default. With `#[serde(default)]`, a missing field is the default too. The default is written
/// as its number. An unknown number is an error.
///
#[doc = example!(
    "use errcodes::NumericCode;",
    "use serde::{Deserialize, Serialize};",
    "",
    "/// `{\"code\":2}`, `{\"code\":null}` or `{}`, for any enum with a default.",
    "#[derive(Serialize, Deserialize)]",
    "#[serde(deny_unknown_fields)]",
    "struct Decline<C: NumericCode + Default> {",
    "    #[serde(with = \"errcodes::numeric::or_default\", default)]",
    "    code: C,",
    "}",
)]
pub mod or_default {
    use serde::de::Deserializer;
    use serde::ser::Serializer;

    use super::{NumericCode, OptionVisitor};

    /// Writes a code as its number.
    pub fn serialize<C: NumericCode, S: Serializer>(code: &C, serializer: S) -> Result<S::Ok, S::Error> {
        // `Some`, because `deserialize` reads an option. Formats that do not describe themselves write an option and a number
        // differently.
        serializer.serialize_some(&code.numeric())
    }

    /// Reads a code from its number, or the group's default from null.
    pub fn deserialize<'de, C: NumericCode + Default, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
        deserializer.deserialize_option(OptionVisitor::new()).map(Option::unwrap_or_default)
    }
}

fn expecting<C: NumericCode>(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("a numeric code")?;
    C::GROUP.map_or(Ok(()), |group| write!(f, " of group {group}"))
}

/// Reads a value that is made from a number.
pub(super) struct NumberVisitor<T> {
    expecting: fn(&mut fmt::Formatter<'_>) -> fmt::Result,
    value: PhantomData<T>,
}

impl<T> NumberVisitor<T> {
    pub(super) fn new(expecting: fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> Self {
        Self { expecting, value: PhantomData }
    }
}

impl<T: TryFrom<u16, Error: fmt::Display>> Visitor<'_> for NumberVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.expecting)(f)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        match u16::try_from(number) {
            Ok(number) => T::try_from(number).map_err(E::custom),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        match u16::try_from(number) {
            Ok(number) => T::try_from(number).map_err(E::custom),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the result of the cast is compared with the number"
    )]
    #[allow(clippy::float_cmp, reason = "every u16 is exact as f64")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let whole = number as u16;
        if f64::from(whole) == number {
            T::try_from(whole).map_err(E::custom)
        } else {
            Err(E::invalid_type(Unexpected::Float(number), &self))
        }
    }
}

struct OptionVisitor<C>(PhantomData<C>);

impl<C> OptionVisitor<C> {
    const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, C: NumericCode> Visitor<'de> for OptionVisitor<C> {
    type Value = Option<C>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expecting::<C>(f)?;
        f.write_str(", or none")
    }

    fn visit_none<E: Error>(self) -> Result<Option<C>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<C>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<C>, D::Error> {
        deserialize(deserializer).map(Some)
    }
}
