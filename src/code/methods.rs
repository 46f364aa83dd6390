//! The methods of the enums of codes.
//!
//! If a program does not call the methods that read a column of the generated file, the column is not in its binary.

use crate::generated::*;
use crate::lookup::{self, id, name_index};

/// How names are searched. Without an index, names are compared one by one.
const SEARCH: lookup::Search = match lookup::search(ErrorCode::COUNT) {
    lookup::Search::Compact if ID_INDEX.is_some() => lookup::Search::Compact,
    lookup::Search::Indexed if NAME_INDEX.is_some() => lookup::Search::Indexed,
    _ => lookup::Search::Linear,
};

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => { $(
        impl $Enum {
            /// The number of codes.
            pub const COUNT: usize = Self::ALL.len();

            /// The length of the longest errorCode, in bytes.
            pub const MAX_CODE_LEN: usize = lookup::longest(Self::names());

            /// The length of the longest default message, in bytes.
            pub const MAX_MESSAGE_LEN: usize = lookup::longest(Self::messages());

            /// The length of the longest [`json`](Self::json), in bytes. A buffer of this size can hold the answer of
            /// any code.
            pub const MAX_JSON_LEN: usize = lookup::longest(Self::answers());

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
                lookup::text(Self::names(), self.position())
            }

            /// Returns the code with this errorCode.
            ///
            /// The string must match exactly. Case counts, and blanks are not trimmed.
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
                Self::from_bytes(code.as_bytes())
            }

            pub(crate) const fn from_bytes(code: &[u8]) -> Option<Self> {
                match SEARCH {
                    lookup::Search::Linear => Self::nth(lookup::find_name(Self::names(), code)),
                    _ => Self::find_in_index(code),
                }
            }

            /// Returns the HTTP status with which the API answers this failure.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let status = ", stringify!($Enum), "::", stringify!($Variant), ".status();"),
                "assert!((400..600).contains(&status.as_u16()));",
            )]
            #[must_use]
            #[inline]
            pub const fn status(self) -> Status {
                self.error_code().status_column()
            }

            /// Returns the default message. It is written for people and may be reworded in any release.
            #[must_use]
            #[inline]
            pub const fn message(self) -> &'static str {
                lookup::text(Self::messages(), self.position())
            }

            /// Returns the description of when this failure happens and how to react. It is written for developers and
            /// may be reworded in any release.
            #[must_use]
            #[inline]
            pub const fn when(self) -> &'static str {
                lookup::text(Self::whens(), self.position())
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
                lookup::text(Self::answers(), self.position())
            }

            /// Returns [`json`](Self::json) in seven parts. The first, third, fifth and last part are the same for
            /// every code. The other parts are the message, the errorCode and the reason phrase, escaped for JSON.
            ///
            /// A program that calls this method instead of `json` does not contain a second copy of these strings.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let code = ", stringify!($Enum), "::", stringify!($Variant), ";"),
                "assert_eq!(code.json_parts().concat(), code.json());",
            )]
            #[must_use]
            #[inline]
            pub const fn json_parts(self) -> [&'static str; 7] {
                let message = match lookup::find_text(&ESCAPED_MESSAGES, self.error_code() as usize) {
                    Some(escaped) => escaped,
                    None => self.message(),
                };
                [
                    "{\"message\":\"",
                    message,
                    "\",\"errorCode\":\"",
                    self.as_str(),
                    "\",\"error\":\"",
                    self.status().escaped_reason(),
                    "\"}",
                ]
            }

            /// Returns the id of this code: the 32-bit FNV-1a hash of the errorCode.
            ///
            /// With the id, a program can store or send a code in four bytes. The id depends only on the errorCode. It
            /// is the same in every order of the table, in every version and in every language. No two codes of a table
            /// have the same id. Do not store a cast such as `code as u8`
            /// instead: only the cast of an enum with numbers stays the same if the table changes.
            ///
            #[doc = example!(
                concat!("use errcodes::", stringify!($Enum), ";"),
                "",
                concat!("let code = ", stringify!($Enum), "::", stringify!($Variant), ";"),
                concat!("let fnv_1a = |id: u32, byte: u8| (id ^ u32::from(byte)).wrapping_mul(16_777_619);"),
                concat!("assert_eq!(code.id(), ", stringify!($code), ".bytes().fold(2_166_136_261, fnv_1a));"),
                concat!("assert_eq!(", stringify!($Enum), "::from_id(code.id()), Some(code));"),
            )]
            #[must_use]
            #[inline]
            pub const fn id(self) -> u32 {
                id::fnv_1a(self.as_str().as_bytes())
            }

            /// Returns the code with this [`id`](Self::id).
            ///
            /// The id of a code from a newer version may be unknown. Transmission errors in an id are not detected.
            #[must_use]
            pub const fn from_id(id: u32) -> Option<Self> {
                if ID_INDEX.is_none() || lookup::prefers_size(ErrorCode::COUNT) {
                    Self::nth(id::find(Self::names(), id))
                } else {
                    Self::find_id_in_index(id)
                }
            }

            /// Returns the description of the replacement, if this code is deprecated.
            #[must_use]
            #[inline]
            pub const fn deprecated(self) -> Option<&'static str> {
                self.error_code().deprecated_column()
            }
        }
    )* };
}

impl ErrorCode {
    /// Returns the group of this code.
    ///
    #[doc = example!(
        "use errcodes::{ErrorCode, Group};",
        "",
        concat!("assert_eq!(ErrorCode::", sample!(variant), ".group(), Group::", sample!(group), ");"),
    )]
    #[must_use]
    #[inline]
    pub const fn group(self) -> Group {
        self.group_column()
    }

    /// Returns the code itself. The enums of groups have the same method, so a macro or a constant can call it on a
    /// code of any enum.
    #[must_use]
    #[inline]
    pub const fn error_code(self) -> Self {
        self
    }

    /// Looks an id up in the index.
    const fn find_id_in_index(id: u32) -> Option<Self> {
        let position = match ID_INDEX {
            Some(index) if !lookup::prefers_size(Self::COUNT) => index.position(id),
            _ => return None,
        };
        let name = lookup::text(Self::names(), position).as_bytes();
        if id::fnv_1a(name) == id { Self::nth(position) } else { None }
    }

    /// Looks a name up in the index.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "one caller")]
    const fn find_in_index(code: &[u8]) -> Option<Self> {
        // Each index is linked only if it is used.
        const NAMES: Option<name_index::NameIndex> =
            if matches!(SEARCH, lookup::Search::Indexed) { NAME_INDEX } else { None };
        const IDS: Option<id::IdIndex> = if matches!(SEARCH, lookup::Search::Compact) { ID_INDEX } else { None };
        if let Some(index) = NAMES {
            return match index.position(code) {
                Some(position) => Self::nth(position),
                None => None,
            };
        }
        match IDS {
            Some(index) => {
                let position = index.position(id::fnv_1a(code));
                if position < Self::COUNT && lookup::equal(Self::names()[position].as_bytes(), code) {
                    Self::nth(position)
                } else {
                    None
                }
            }
            None => None,
        }
    }
}

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, key: $key:literal, first: $first:literal })*) => { $(
        impl $Enum {
            /// Returns this code as an [`ErrorCode`]. In a constant, use this method instead of
            /// `ErrorCode::from(code)`.
            #[must_use]
            #[inline]
            pub const fn error_code(self) -> ErrorCode {
                match ErrorCode::nth($first + self.position()) {
                    Some(code) => code,
                    // Unreachable: every code of a group is an `ErrorCode`.
                    None => ErrorCode::ALL[0],
                }
            }

            /// Looks a name up in the index of all groups.
            const fn find_in_index(code: &[u8]) -> Option<Self> {
                match ErrorCode::from_bytes(code) {
                    Some(code) => Self::of(code),
                    None => None,
                }
            }

            /// Looks an id up in the index of all groups.
            const fn find_id_in_index(id: u32) -> Option<Self> {
                match ErrorCode::from_id(id) {
                    Some(code) => Self::of(code),
                    None => None,
                }
            }

            /// Returns the code of this enum for an `ErrorCode`, if the code is in this group.
            pub(crate) const fn of(code: ErrorCode) -> Option<Self> {
                Self::nth(Self::position_in_group(code))
            }

            /// Returns the position of an `ErrorCode` in this group. A code of another group has a position past all
            /// codes of this group.
            pub(crate) const fn position_in_group(code: ErrorCode) -> usize {
                code.position().wrapping_sub($first)
            }
        }
    )* };
}

enums! { plain
    ($({ enum: $Enum:ident })*) => { $(
        impl $Enum {
            /// Returns the code's position in the enum.
            #[inline]
            pub(crate) const fn position(self) -> usize {
                self as usize
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
                    if let Some(number) = $Enum::number_at($Enum::position_in_group(self)) {
                        return Some(number);
                    }
                )*
                None
            }

            /// Returns the code with this number in a group. Returns `None` for an unknown number, and for a group
            /// without numbers.
            ///
            #[doc = example!(
                "use errcodes::{ErrorCode, Group};",
                $(
                    "",
                    concat!("let code = ErrorCode::from_numeric(Group::", stringify!($Group), ", ", $number, ");"),
                    concat!("assert_eq!(code, Some(ErrorCode::", stringify!($Variant), "));"),
                    concat!("assert_eq!(ErrorCode::from_numeric(Group::", stringify!($Group), ", 0), None);"),
                )*
            )]
            #[must_use]
            #[inline]
            #[allow(unreachable_patterns, unused_variables, reason = "a table may have numbers in all groups or in no group")]
            pub const fn from_numeric(group: Group, number: u16) -> Option<Self> {
                match group {
                    $(
                        Group::$Group => match $Enum::from_numeric(number) {
                            Some(code) => Some(code.error_code()),
                            None => None,
                        },
                    )*
                    _ => None,
                }
            }
        }
        $(
            impl $Enum {
                /// Returns the code's number, 1 to 65535. The number is also the discriminant.
                ///
                #[doc = example!(
                    concat!("use errcodes::", stringify!($Enum), ";"),
                    "",
                    concat!("assert_eq!(", stringify!($Enum), "::", stringify!($Variant), ".numeric(), ", $number, ");"),
                    concat!("assert_eq!(", stringify!($Enum), "::", stringify!($Variant), " as u16, ", $number, ");"),
                )]
                #[must_use]
                #[inline]
                pub const fn numeric(self) -> u16 {
                    self as u16
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
                    let code = match Self::numbers() {
                        lookup::numbers::Numbers::Contiguous { first } => {
                            return Self::nth((number as usize).wrapping_sub(first as usize));
                        }
                        _ if lookup::prefers_size(ErrorCode::COUNT) => {
                            return lookup::numbers::get(Self::ALL, Self::find_number(number));
                        }
                        lookup::numbers::Numbers::Dense { first, codes, .. } => {
                            lookup::numbers::get(codes, lookup::numbers::dense(first, number))
                        }
                        lookup::numbers::Numbers::Sparse { displacements, codes, .. } => {
                            lookup::numbers::get(codes, lookup::numbers::sparse(displacements, codes.len(), number))
                        }
                    };
                    match code {
                        Some(code) if code as u16 == number => Some(code),
                        _ => None,
                    }
                }

                /// Returns the code's position in the enum. The discriminant is the number, and may differ from the
                /// position.
                #[inline]
                pub(crate) const fn position(self) -> usize {
                    let position = match Self::numbers() {
                        lookup::numbers::Numbers::Contiguous { first } => {
                            return (self as usize).wrapping_sub(first as usize);
                        }
                        _ if lookup::prefers_size(ErrorCode::COUNT) => return Self::find_number(self as u16),
                        lookup::numbers::Numbers::Dense { first, positions, .. } => {
                            lookup::numbers::get(positions, lookup::numbers::dense(first, self as u16))
                        }
                        lookup::numbers::Numbers::Sparse { displacements, positions, .. } => {
                            lookup::numbers::get(positions, lookup::numbers::sparse(displacements, positions.len(), self as u16))
                        }
                    };
                    match position {
                        Some(position) => position as usize,
                        // Unreachable: every code has a slot.
                        None => Self::COUNT,
                    }
                }

                /// Returns the number of the code at a position.
                #[allow(clippy::cast_possible_truncation, reason = "less than the count of codes")]
                const fn number_at(position: usize) -> Option<u16> {
                    match Self::numbers() {
                        // The number is `first` plus the position. Compilers do not always reduce the `match` in `nth` to this
                        // addition.
                        lookup::numbers::Numbers::Contiguous { first } if position < Self::COUNT => {
                            Some(first.wrapping_add(position as u16))
                        }
                        lookup::numbers::Numbers::Contiguous { .. } => None,
                        _ => match Self::nth(position) {
                            Some(code) => Some(code as u16),
                            None => None,
                        },
                    }
                }

                /// Returns the position of a number, or `COUNT` if no code has this number.
                const fn find_number(number: u16) -> usize {
                    let mut at = 0;
                    while at < Self::COUNT && Self::ALL[at] as u16 != number {
                        at += 1;
                    }
                    at
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
    ($({ enum: $Enum:ident, group: $Group:ident, default: $Default:ident })*) => { $(
        impl $Enum {
            /// Returns the code with this number, or the default for `None`.
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
            /// Returns the code for a missing number.
            fn default() -> Self {
                Self::$Default
            }
        }
    )* };
}
