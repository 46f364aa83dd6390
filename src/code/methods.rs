//! The methods of the enums of codes.
//!
//! Each column of the generated file is read by one method only, so what a program does not call is not in its binary.

use crate::generated::*;
use crate::lookup;

/// Whether names are compared one by one.
const LINEAR: bool = lookup::prefers_size(ErrorCode::COUNT) || NAME_INDEX.is_none();

enums! { codes
    ($({ enum: $Enum:ident, first: $first:literal, variant: $Variant:ident, code: $code:literal })*) => { $(
        impl $Enum {
            /// The number of codes.
            pub const COUNT: usize = Self::ALL.len();

            /// Returns the errorCode, as it is on the wire.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("assert_eq!(", stringify!($Enum), "::", stringify!($Variant), ".as_str(), ", stringify!($code), ");"),
            )]
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static str {
                Self::names()[self as usize]
            }

            #[inline]
            pub(crate) const fn names() -> &'static [&'static str; Self::COUNT] {
                texts!($Enum, $first, NAMES)
            }

            /// Returns the code with this errorCode.
            ///
            /// The text must match exactly: case counts, and blanks are not trimmed.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let code = ", stringify!($Enum), "::from_code(", stringify!($code), ");"),
                concat!("assert_eq!(code, Some(", stringify!($Enum), "::", stringify!($Variant), "));"),
                concat!("assert_eq!(", stringify!($Enum), "::from_code(\"NO_SUCH_CODE__\"), None);"),
            )]
            #[must_use]
            pub const fn from_code(code: &str) -> Option<Self> {
                if LINEAR {
                    Self::nth(lookup::linear(Self::names(), code))
                } else {
                    Self::find(code)
                }
            }

            /// Returns the HTTP status with which the API answers this failure.
            #[must_use]
            #[inline]
            pub const fn status(self) -> Status {
                self.error_code().status_column()
            }

            /// Returns the default message: for people, and may be reworded in any release.
            #[must_use]
            #[inline]
            pub const fn message(self) -> &'static str {
                texts!($Enum, $first, MESSAGES)[self as usize]
            }

            /// Returns when this failure happens and how to react: for developers, and may be reworded in any release.
            #[must_use]
            #[inline]
            pub const fn when(self) -> &'static str {
                texts!($Enum, $first, WHENS)[self as usize]
            }

            /// Returns the default answer as JSON: `message`, `errorCode` and `error`, without whitespace.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let body = ", stringify!($Enum), "::", stringify!($Variant), ".json();"),
                concat!("assert!(body.contains(r#\"\"errorCode\":", stringify!($code), "\"#));"),
            )]
            #[must_use]
            #[inline]
            pub const fn json(self) -> &'static str {
                texts!($Enum, $first, JSON)[self as usize]
            }
        }
    )* };
}

impl ErrorCode {
    /// Returns the group of this code.
    #[must_use]
    #[inline]
    pub const fn group(self) -> Group {
        self.group_column()
    }

    pub(crate) const fn error_code(self) -> Self {
        self
    }

    /// Returns `None`: the codes are of all groups.
    pub(crate) const fn of_group() -> Option<Group> {
        None
    }

    /// Looks a name up in the index.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "one caller")]
    const fn find(code: &str) -> Option<Self> {
        match NAME_INDEX {
            Some(index) if !LINEAR => match index.position(code.as_bytes()) {
                Some(position) => Self::nth(position),
                None => None,
            },
            _ => None,
        }
    }
}

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, first: $first:literal })*) => { $(
        impl $Enum {
            /// Returns the group of these codes.
            pub(crate) const fn of_group() -> Option<Group> {
                Some(Group::$Group)
            }

            pub(crate) const fn error_code(self) -> ErrorCode {
                match ErrorCode::nth($first + self as usize) {
                    Some(code) => code,
                    // Unreachable: every code of a group is an `ErrorCode`.
                    None => ErrorCode::ALL[0],
                }
            }

            /// Looks a name up among those of all groups, in the one index there is.
            const fn find(code: &str) -> Option<Self> {
                match ErrorCode::from_code(code) {
                    Some(code) => Self::of(code),
                    None => None,
                }
            }

            /// Returns the group's own code for an `ErrorCode` of this group.
            pub(crate) const fn of(code: ErrorCode) -> Option<Self> {
                Self::nth((code as usize).wrapping_sub($first))
            }
        }
    )* };
}

enums! { numeric
    ($({ enum: $Enum:ident, group: $Group:ident, variant: $Variant:ident, number: $number:literal })*) => {
        impl ErrorCode {
            /// Returns the code's number in its group, 1 to 65535, if the group is numeric.
            #[must_use]
            #[inline]
            pub const fn numeric(self) -> Option<u16> {
                $(
                    if let Some(code) = $Enum::of(self) {
                        return Some(code.numeric());
                    }
                )*
                None
            }
        }
        $(
            impl $Enum {
                /// Returns the code's number, 1 to 65535.
                ///
                #[doc = example!(
                    concat!("use errcodes::", stringify!($Enum), ";"),
                    "",
                    concat!("assert_eq!(", stringify!($Enum), "::", stringify!($Variant), ".numeric(), ", $number, ");"),
                )]
                #[must_use]
                #[inline]
                pub const fn numeric(self) -> u16 {
                    match Self::numbers() {
                        // An addition, which compilers do not always recognize in the column.
                        lookup::numbers::Numbers::Contiguous { first } => first.wrapping_add(self as u16),
                        _ => Self::numbers_column()[self as usize],
                    }
                }

                /// Returns the code with this number.
                ///
                #[doc = example!(
                    concat!("use errcodes::", stringify!($Enum), ";"),
                    "",
                    concat!("let code = ", stringify!($Enum), "::from_numeric(", $number, ");"),
                    concat!("assert_eq!(code, Some(", stringify!($Enum), "::", stringify!($Variant), "));"),
                    concat!("assert_eq!(", stringify!($Enum), "::from_numeric(0), None);"),
                )]
                #[must_use]
                #[inline]
                pub const fn from_numeric(number: u16) -> Option<Self> {
                    let position = match Self::numbers() {
                        lookup::numbers::Numbers::Contiguous { first } => (number as usize).wrapping_sub(first as usize),
                        _ if lookup::prefers_size(ErrorCode::COUNT) => lookup::numbers::linear(Self::numbers_column(), number),
                        lookup::numbers::Numbers::Dense { first, positions } => lookup::numbers::dense(first, positions, number),
                        lookup::numbers::Numbers::Sparse { displacements, slots } => {
                            return lookup::numbers::sparse(displacements, slots, number);
                        }
                    };
                    Self::nth(position)
                }

                pub(crate) const fn try_from_numeric(number: u16) -> Result<Self, crate::UnknownNumeric> {
                    match Self::from_numeric(number) {
                        Some(code) => Ok(code),
                        None => Err(crate::UnknownNumeric::new(number, Group::$Group)),
                    }
                }
            }
        )*
    };
}

enums! { defaults
    ($({ enum: $Enum:ident, default: $Default:ident })*) => { $(
        impl $Enum {
            /// Returns the code with this number, or the default if no number is given.
            ///
            /// # Errors
            ///
            /// [`UnknownNumeric`](crate::UnknownNumeric) if no code has this number. An unknown number is never the default.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let code = ", stringify!($Enum), "::from_numeric_or_default(None);"),
                concat!("assert_eq!(code, Ok(", stringify!($Enum), "::", stringify!($Default), "));"),
                concat!("assert!(", stringify!($Enum), "::from_numeric_or_default(Some(0)).is_err());"),
            )]
            pub const fn from_numeric_or_default(number: Option<u16>) -> Result<Self, crate::UnknownNumeric> {
                match number {
                    Some(number) => Self::try_from_numeric(number),
                    None => Ok(Self::$Default),
                }
            }
        }

        impl Default for $Enum {
            /// Returns the code meant when no number is given.
            fn default() -> Self {
                Self::$Default
            }
        }
    )* };
}
