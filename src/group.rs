//! The methods of [`Group`].

use core::fmt;
use core::str::FromStr;

use crate::error::UnknownGroup;
use crate::generated::{self, ErrorCode, Group};
use crate::lookup;

impl Group {
    /// The number of groups.
    pub const COUNT: usize = Self::ALL.len();

    /// Returns the group's key in the table, in `lower_snake_case`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        generated::GROUP_KEYS[self as usize]
    }

    /// Returns the group with this key.
    ///
    #[doc = example!(
        "use errcodes::Group;",
        "",
        concat!("assert_eq!(Group::from_key(\"", sample!(key), "\"), Some(Group::", sample!(group), "));"),
        "assert_eq!(Group::from_key(\"no such group\"), None);",
    )]
    #[must_use]
    pub const fn from_key(key: &str) -> Option<Self> {
        let position = lookup::find_name(&generated::GROUP_KEYS, key.as_bytes());
        if position < Self::COUNT { Some(Self::ALL[position]) } else { None }
    }

    /// Returns the description of the group. It is written for developers and may be reworded in any release.
    #[must_use]
    pub const fn about(self) -> &'static str {
        generated::GROUP_ABOUTS[self as usize]
    }
}

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, key: $key:literal, first: $first:literal })*) => {
        impl Group {
            /// Returns the codes of the group, in the table's order.
            ///
            #[doc = example!(
                "use errcodes::{ErrorCode, Group};",
                "",
                concat!("let codes = Group::", sample!(group), ".codes();"),
                concat!("assert!(codes.contains(&ErrorCode::", sample!(variant), "));"),
            )]
            #[must_use]
            pub const fn codes(self) -> &'static [ErrorCode] {
                match self {
                    $(
                        Self::$Group => lookup::range(ErrorCode::ALL, $first, crate::generated::$Enum::COUNT),
                    )*
                }
            }
        }
    };
}

enums! { defaults
    ($({ enum: $Enum:ident, group: $Group:ident, default: $Default:ident })*) => {
        impl Group {
            /// Returns the group's default: the code for a missing number. `None` if the group has no default.
            ///
            #[doc = example!(
                "use errcodes::{ErrorCode, Group};",
                $(
                    "",
                    concat!("let default = Group::", stringify!($Group), ".default_code();"),
                    concat!("assert_eq!(default, Some(ErrorCode::", stringify!($Default), "));"),
                )*
            )]
            #[must_use]
            #[allow(unreachable_patterns, reason = "a table may have a default in every group or in no group")]
            pub const fn default_code(self) -> Option<ErrorCode> {
                match self {
                    $( Self::$Group => Some(ErrorCode::$Default), )*
                    _ => None,
                }
            }
        }
    };
}

impl fmt::Display for Group {
    /// Writes the key. Supports width, fill and precision.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Group {
    type Err = UnknownGroup;

    fn from_str(key: &str) -> Result<Self, UnknownGroup> {
        Self::from_key(key).ok_or_else(|| UnknownGroup::new(key))
    }
}
