//! The methods of every enum of codes: written once, here, and given to each enum by the generated file.
//!
//! Whatever the table says comes from the generated file's columns, each of which only one method reads: what a program
//! does not call is not in its binary.

/// A whole code block for a doc comment, so that every enum's docs show its own codes.
macro_rules! example {
    ($($line:expr),+ $(,)?) => { concat!("# Examples\n\n```\n", $($line, "\n",)+ "```") };
}

/// A column of texts: of all codes, or the part of it that is a group's, which is copied so that it can be without the rest.
macro_rules! texts {
    (ErrorCode, $first:literal, $COLUMN:ident) => {
        &crate::generated::$COLUMN
    };
    ($Enum:ident, $first:literal, $COLUMN:ident) => {{
        static PART: [&str; $Enum::COUNT] = crate::code::part(&crate::generated::$COLUMN, $first);
        &PART
    }};
}

/// What `ErrorCode` and the groups' enums have in common; `$first` is the position of the enum's first code in the table.
macro_rules! code_enum {
    ($Enum:ident, $first:literal, $Variant:ident, $code:literal) => {
        impl $Enum {
            /// How many codes there are.
            pub const COUNT: usize = Self::ALL.len();

            /// Returns the errorCode, as it is on the wire.
            #[doc = example!(
                concat!("# use errcodes::", stringify!($Enum), ";"),
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

            /// Returns the code with this errorCode, if there is one.
            ///
            /// Letters, case and length have to be right: there is no trimming and no guessing.
            #[doc = example!(
                concat!("# use errcodes::", stringify!($Enum), ";"),
                concat!("let code = ", stringify!($Enum), "::from_code(", stringify!($code), ");"),
                concat!("assert_eq!(code, Some(", stringify!($Enum), "::", stringify!($Variant), "));"),
                concat!("assert_eq!(", stringify!($Enum), "::from_code(\"NO_SUCH_CODE__\"), None);"),
            )]
            #[must_use]
            pub const fn from_code(code: &str) -> Option<Self> {
                if crate::lookup::LINEAR {
                    Self::nth(crate::lookup::linear(Self::names(), code))
                } else {
                    Self::find(code)
                }
            }

            /// Returns the HTTP status the API answers this failure with.
            #[must_use]
            #[inline]
            pub const fn status(self) -> crate::Status {
                self.error_code().status_column()
            }

            /// Returns the message an answer has unless it is given another: for people, and free to be reworded.
            #[must_use]
            #[inline]
            pub const fn message(self) -> &'static str {
                texts!($Enum, $first, MESSAGES)[self as usize]
            }

            /// Returns when this failure happens and what to do about it: for developers, and free to be reworded.
            #[must_use]
            #[inline]
            pub const fn when(self) -> &'static str {
                texts!($Enum, $first, WHENS)[self as usize]
            }

            /// Returns the whole default answer as JSON: `message`, `errorCode` and `error`, without whitespace.
            #[doc = example!(
                concat!("# use errcodes::", stringify!($Enum), ";"),
                concat!("let body = ", stringify!($Enum), "::", stringify!($Variant), ".json();"),
                concat!("assert!(body.contains(r#\"\"errorCode\":", stringify!($code), "\"#));"),
            )]
            #[must_use]
            #[inline]
            pub const fn json(self) -> &'static str {
                texts!($Enum, $first, JSON)[self as usize]
            }
        }

        std_traits! { $Enum, $first }
        strum_traits! { $Enum }
        #[cfg(feature = "serde")]
        wire_code! { $Enum }
    };
}

/// What only the enum of all codes has.
macro_rules! error_code {
    ($Variant:ident, $code:literal) => {
        code_enum! { ErrorCode, 0, $Variant, $code }

        impl ErrorCode {
            /// Returns the group this code is in.
            #[must_use]
            #[inline]
            pub const fn group(self) -> Group {
                self.group_column()
            }

            pub(crate) const fn error_code(self) -> Self {
                self
            }

            #[inline(always)]
            #[allow(clippy::inline_always, reason = "one caller")]
            const fn find(code: &str) -> Option<Self> {
                crate::lookup::find(code)
            }

            /// The group whose codes these are, where they are of one.
            pub(crate) const fn of_group() -> Option<Group> {
                None
            }
        }
    };
}

/// `ErrorCode`'s way to a number leads through the enums of the groups that have numbers.
macro_rules! error_code_numeric {
    ($($Enum:ident),*) => {
        impl ErrorCode {
            /// Returns the code's number in its group, 1 to 65535, if the group's codes have numbers.
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
    };
}

/// What every group's enum has; `$first` is the position of its first code among all.
macro_rules! group_enum {
    ($Enum:ident, $Group:ident, $first:literal, $Variant:ident, $code:literal) => {
        code_enum! { $Enum, $first, $Variant, $code }

        impl $Enum {
            pub(crate) const fn of_group() -> Option<Group> {
                Some(Group::$Group)
            }

            pub(crate) const fn error_code(self) -> ErrorCode {
                match ErrorCode::nth($first + self as usize) {
                    Some(code) => code,
                    // Not reached: the group's codes are that many.
                    None => ErrorCode::ALL[0],
                }
            }

            /// One look-up of all names does for the groups: theirs is a part of it.
            const fn find(code: &str) -> Option<Self> {
                match ErrorCode::from_code(code) {
                    Some(code) => Self::of(code),
                    None => None,
                }
            }

            /// The group's own code for one of all, if it is one of the group.
            pub(crate) const fn of(code: ErrorCode) -> Option<Self> {
                Self::nth((code as usize).wrapping_sub($first))
            }
        }

        group_traits! { $Enum, $Group }
    };
}

/// What the enum of a group with numbers has; `$number` is that of `$Variant`.
#[allow(unused_macros, reason = "a table may do without")]
macro_rules! numeric_enum {
    ($Enum:ident, $Group:ident, $number:literal, $Variant:ident) => {
        impl $Enum {
            /// Returns the code's number, 1 to 65535.
            #[doc = example!(
                concat!("# use errcodes::", stringify!($Enum), ";"),
                concat!("assert_eq!(", stringify!($Enum), "::", stringify!($Variant), ".numeric(), ", $number, ");"),
            )]
            #[must_use]
            #[inline]
            pub const fn numeric(self) -> u16 {
                match Self::numbers() {
                    // An addition; compilers do not always see it in the column.
                    crate::lookup::numbers::Numbers::InOrder { first } => first.wrapping_add(self as u16),
                    _ => Self::column()[self as usize],
                }
            }

            /// Returns the code with this number, if there is one.
            #[doc = example!(
                concat!("# use errcodes::", stringify!($Enum), ";"),
                concat!("let code = ", stringify!($Enum), "::from_numeric(", $number, ");"),
                concat!("assert_eq!(code, Some(", stringify!($Enum), "::", stringify!($Variant), "));"),
                concat!("assert_eq!(", stringify!($Enum), "::from_numeric(0), None);"),
            )]
            #[must_use]
            #[inline]
            pub const fn from_numeric(number: u16) -> Option<Self> {
                use crate::lookup::numbers::{self, Numbers};
                let position = match Self::numbers() {
                    Numbers::InOrder { first } => (number as usize).wrapping_sub(first as usize),
                    _ if crate::lookup::SMALL => numbers::linear(Self::column(), number),
                    Numbers::Near { first, positions } => numbers::near(first, positions, number),
                    Numbers::Apart { rows, places } => return numbers::apart(rows, places, number),
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

        numeric_traits! { $Enum }
        #[cfg(feature = "serde")]
        wire_numeric! { $Enum, $Group, $number, $Variant }
    };
}

/// What the enum of a group with a default has.
#[allow(unused_macros, reason = "a table may do without")]
macro_rules! default_enum {
    ($Enum:ident, $Default:ident) => {
        impl $Enum {
            /// Returns the code with this number, or the default where no number is given.
            ///
            /// # Errors
            ///
            /// [`UnknownNumeric`](crate::UnknownNumeric) for a number that no code has: that is never the default.
            #[doc = example!(
                                concat!("# use errcodes::", stringify!($Enum), ";"),
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
            /// The code meant when no number is given.
            fn default() -> Self {
                Self::$Default
            }
        }
    };
}

/// The `N` values from `first` on; evaluated at compile time only.
pub(crate) const fn part<const N: usize>(whole: &[&'static str], first: usize) -> [&'static str; N] {
    match whole.split_at(first).1.first_chunk() {
        Some(part) => *part,
        // Not reached: the enum's codes are that many.
        None => [""; N],
    }
}
