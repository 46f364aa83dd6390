//! serde's traits for the enums of codes. In every format, a code is a string: its errorCode. A position in the table
//! is never written.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error, Visitor};

use crate::code::Code;

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => { $(
        impl ::serde::Serialize for crate::generated::$Enum {
            /// Writes the errorCode as a string.
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for crate::generated::$Enum {
            /// Reads an errorCode from a string. The error for an unknown errorCode contains the errorCode.
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(CodeVisitor(PhantomData))
            }
        }
    )* };
}

struct CodeVisitor<C>(PhantomData<C>);

impl<C: Code> Visitor<'_> for CodeVisitor<C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an errorCode")?;
        C::GROUP.map_or(Ok(()), |group| write!(f, " of group {group}"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<C, E> {
        text.parse().map_err(E::custom)
    }
}
