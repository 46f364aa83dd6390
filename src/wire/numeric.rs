//! Reads and writes a numeric enum as its number: `#[serde(with = "errcodes::numeric")]`.
//!
//! A number is what an operator's webhook declines with; everywhere else a code is its errorCode. Where there may be no
//! number, use [`option`] on an `Option` of the enum. A field may be left out with `#[serde(default)]`, and is then the
//! group's default if it has one.
//!
//! # Errors
//!
//! A number that no code has is an error that names it; so is a negative, too large or fractional number, a
//! string, `null`, and all else. None of them is ever taken for the group's default.
//!
//! # Examples
//!
//! ```
//! use errcodes::numeric::NumericCode;
//! use serde::{Deserialize, Serialize};
//!
//! /// `{"code":2}`, for any enum whose codes have numbers.
//! #[derive(Serialize, Deserialize)]
//! struct Decline<C: NumericCode> {
//!     #[serde(with = "errcodes::numeric")]
//!     code: C,
//! }
//! ```

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;

use crate::error::UnknownNumeric;
use crate::generated::*;

/// An enum whose codes have numbers. The crate's numeric enums are all there are.
pub trait NumericCode: Copy + Into<u16> + TryFrom<u16, Error = UnknownNumeric> + sealed::OfGroup {}

pub(crate) mod sealed {
    /// Not to be named by others, so that no other type is a numeric enum.
    pub trait OfGroup {
        const GROUP: crate::Group;
    }
}

enums! { numeric
    ($({ enum: $Enum:ident, group: $Group:ident, variant: $Variant:ident, number: $number:literal })*) => { $(
        impl sealed::OfGroup for crate::generated::$Enum {
            const GROUP: Group = Group::$Group;
        }

        #[doc = example!(
            concat!("use errcodes::", stringify!($Enum), ";"),
            "use serde::{Deserialize, Serialize};",
            "",
            "#[derive(Serialize, Deserialize)]",
            "struct Decline {",
            "    #[serde(with = \"errcodes::numeric\")]",
            concat!("    code: ", stringify!($Enum), ","),
            "}",
            "",
            concat!("let decline: Decline = serde_json::from_str(r#\"{\"code\":", $number, "}\"#).unwrap();"),
            concat!("assert_eq!(decline.code, ", stringify!($Enum), "::", stringify!($Variant), ");"),
            concat!("assert_eq!(serde_json::to_string(&decline).unwrap(), r#\"{\"code\":", $number, "}\"#);"),
            "",
            "assert!(serde_json::from_str::<Decline>(r#\"{\"code\":0}\"#).is_err());",
        )]
        impl NumericCode for crate::generated::$Enum {}
    )* };
}

/// Writes a code as its number.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<C: NumericCode, S: Serializer>(code: &C, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16((*code).into())
}

/// Reads a code from its number.
///
/// # Errors
///
/// What is no number of a code, named as far as the format lets it be.
pub fn deserialize<'de, C: NumericCode, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    deserializer.deserialize_u16(NumberVisitor(PhantomData))
}

/// Reads and writes an `Option` of a numeric enum: `#[serde(with = "errcodes::numeric::option")]`.
///
/// `null` is `None`, and with `#[serde(default)]` a missing field is, too. Such an `Option` is what
/// `from_numeric_or_default` takes, once it is a number. An unknown number is an error, not `None`.
///
/// # Examples
///
/// ```
/// use errcodes::numeric::NumericCode;
/// use serde::{Deserialize, Serialize};
///
/// /// `{"code":2}` or `{}`, for any enum whose codes have numbers.
/// #[derive(Serialize, Deserialize)]
/// struct Decline<C: NumericCode> {
///     #[serde(with = "errcodes::numeric::option", default, skip_serializing_if = "Option::is_none")]
///     code: Option<C>,
/// }
/// ```
pub mod option {
    use core::fmt;
    use core::marker::PhantomData;

    use serde::de::{Deserializer, Error, Visitor};
    use serde::ser::Serializer;

    use super::NumericCode;

    /// Writes a code as its number, or none.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<C: NumericCode, S: Serializer>(code: &Option<C>, serializer: S) -> Result<S::Ok, S::Error> {
        match *code {
            Some(code) => serializer.serialize_some::<u16>(&code.into()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads a code from its number, if there is one.
    ///
    /// # Errors
    ///
    /// What is neither null nor the number of a code, named as far as the format lets it be.
    pub fn deserialize<'de, C: NumericCode, D: Deserializer<'de>>(deserializer: D) -> Result<Option<C>, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    struct OptionVisitor<C>(PhantomData<C>);

    impl<'de, C: NumericCode> Visitor<'de> for OptionVisitor<C> {
        type Value = Option<C>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a numeric code of group {}, or none", C::GROUP)
        }

        fn visit_none<E: Error>(self) -> Result<Option<C>, E> {
            Ok(None)
        }

        fn visit_unit<E: Error>(self) -> Result<Option<C>, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<C>, D::Error> {
            super::deserialize(deserializer).map(Some)
        }
    }
}

struct NumberVisitor<C>(PhantomData<C>);

impl<C: NumericCode> Visitor<'_> for NumberVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a numeric code of group {}", C::GROUP)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<C, E> {
        match u16::try_from(number) {
            Ok(number) => C::try_from(number).map_err(E::custom),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(number), &self)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<C, E> {
        match u16::try_from(number) {
            Ok(number) => C::try_from(number).map_err(E::custom),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
        }
    }
}
