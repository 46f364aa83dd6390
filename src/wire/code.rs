//! Every enum of codes as its errorCode, whatever the format: never as a position, which moves with the table.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

use crate::error::UnknownCode;
use crate::generated::*;

enums! { codes
    ($({ enum: $Enum:ident, first: $first:literal, variant: $Variant:ident, code: $code:literal })*) => { $(
        impl ::serde::Serialize for crate::generated::$Enum {
            /// Writes the errorCode, as a string.
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for crate::generated::$Enum {
            /// Reads an errorCode from a string; the error for an unknown one names it.
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer, Self::of_group())
            }
        }

        impl From<crate::generated::$Enum> for crate::ErrorBody<'_> {
            /// The code's default answer.
            fn from(code: crate::generated::$Enum) -> Self {
                Self::of_code(code.error_code())
            }
        }

        impl<S> From<crate::generated::$Enum> for crate::AnyCode<S> {
            /// The code, known.
            fn from(code: crate::generated::$Enum) -> Self {
                Self::of_code(code.error_code())
            }
        }

        impl<S> PartialEq<crate::generated::$Enum> for crate::AnyCode<S> {
            fn eq(&self, code: &crate::generated::$Enum) -> bool {
                self.known() == Some(code.error_code())
            }
        }
    )* };
}

/// Reads the errorCode of a code that is of the group, if there is one.
fn deserialize<'de, C, D>(deserializer: D, group: Option<Group>) -> Result<C, D::Error>
where
    C: FromStr<Err = UnknownCode>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(CodeVisitor { group, code: PhantomData })
}

struct CodeVisitor<C> {
    group: Option<Group>,
    code: PhantomData<C>,
}

impl<C: FromStr<Err = UnknownCode>> Visitor<'_> for CodeVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an errorCode")?;
        self.group.map_or(Ok(()), |group| write!(f, " of group {group}"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
        text.parse().map_err(E::custom)
    }
}
