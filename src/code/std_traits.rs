//! The standard traits of the enums of codes.
//!
//! The impls never write `Self::Error` for an associated type: a code named `ERROR` has the variant `Self::Error`.

use crate::generated::*;

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => { $(
        // A derived impl is a `match`. With 10,000 codes, the compiler needs gigabytes of memory for it.
        impl ::core::fmt::Debug for $Enum {
            /// Writes the variant's name.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(crate::lookup::text(Self::variants(), self.position()))
            }
        }

        impl ::core::fmt::Display for $Enum {
            /// Writes the errorCode. Supports width, fill and precision.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        // Derived impls would order by discriminant, which is a number in some enums.
        impl Ord for $Enum {
            /// Compares the positions in the table.
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                self.position().cmp(&other.position())
            }
        }

        impl PartialOrd for $Enum {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::core::error::Error for $Enum {}

        impl ::core::str::FromStr for $Enum {
            type Err = crate::UnknownCode;

            #[inline]
            fn from_str(code: &str) -> Result<Self, crate::UnknownCode> {
                Self::from_code(code).ok_or_else(|| crate::UnknownCode::new(code, <Self as crate::Code>::GROUP))
            }
        }

        impl TryFrom<&str> for $Enum {
            type Error = crate::UnknownCode;

            #[inline]
            fn try_from(code: &str) -> Result<Self, crate::UnknownCode> {
                code.parse()
            }
        }

        impl AsRef<str> for $Enum {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl From<$Enum> for &'static str {
            fn from(code: $Enum) -> Self {
                code.as_str()
            }
        }
    )* };
}

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, key: $key:literal, first: $first:literal })*) => { $(
        impl From<$Enum> for ErrorCode {
            fn from(code: $Enum) -> Self {
                code.error_code()
            }
        }

        impl TryFrom<ErrorCode> for $Enum {
            type Error = crate::OtherGroup;

            fn try_from(code: ErrorCode) -> Result<Self, crate::OtherGroup> {
                Self::of(code).ok_or(crate::OtherGroup::new(code, Group::$Group))
            }
        }
    )* };
}

enums! { numeric
    ($({ enum: $Enum:ident, group: $Group:ident, variant: $Variant:ident, number: $number:literal })*) => { $(
        impl TryFrom<u16> for $Enum {
            type Error = crate::UnknownNumeric;

            fn try_from(number: u16) -> Result<Self, crate::UnknownNumeric> {
                Self::try_from_numeric(number)
            }
        }

        impl From<$Enum> for u16 {
            fn from(code: $Enum) -> Self {
                code.numeric()
            }
        }
    )* };
}
