//! The traits of the enums of codes: `Code`, and `NumericCode` for enums with numbers.

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

use crate::error::{UnknownCode, UnknownNumeric};
use crate::generated::{ErrorCode, Group};

/// An enum of codes: [`ErrorCode`], or the enum of a [`Group`].
///
/// The trait is sealed: only this crate's enums implement it. Another crate can implement `From<C> for ApiError` for every
/// `C: Code`, as in the example. For the same `ApiError`, it can also implement `From` for its own types, but not
/// `From` for the types of a third crate: the compiler assumes that such a type could implement `Code` in the future.
///
#[doc = example!(
    concat!("use errcodes::{Code, ErrorCode, ", sample!(enum), "};"),
    "",
    "#[derive(Debug, PartialEq)]",
    "struct ApiError(ErrorCode);",
    "",
    "impl<C: Code> From<C> for ApiError {",
    "    fn from(code: C) -> Self {",
    "        Self(code.error_code())",
    "    }",
    "}",
    "",
    "fn fail() -> Result<(), ApiError> {",
    concat!("    Err(", sample!(enum), "::", sample!(variant), ")?"),
    "}",
    concat!("assert_eq!(fail(), Err(ApiError(ErrorCode::", sample!(variant), ")));"),
)]
pub trait Code:
    sealed::Sealed
    + Copy
    + Debug
    + Display
    + Error
    + Ord
    + Hash
    + Send
    + Sync
    + 'static
    + FromStr<Err = UnknownCode>
    + for<'a> TryFrom<&'a str, Error = UnknownCode>
    + AsRef<str>
    + Into<&'static str>
    + Into<ErrorCode>
{
    /// Every code, in the table's order.
    const ALL: &'static [Self];

    /// The group of these codes. `None` for [`ErrorCode`], which has the codes of all groups.
    const GROUP: Option<Group>;

    /// Returns this code as an [`ErrorCode`]. Generic code calls `status()`, `message()` and the other methods on it.
    fn error_code(self) -> ErrorCode;

    /// Returns the code of this enum for an [`ErrorCode`], if the enum has this code.
    fn from_error_code(code: ErrorCode) -> Option<Self>;
}

/// An enum of codes with numbers as discriminants. The trait is sealed, like [`Code`].
pub trait NumericCode: Code + Into<u16> + TryFrom<u16, Error = UnknownNumeric> {
    /// Returns the code's number, 1 to 65535.
    fn numeric(self) -> u16;

    /// Returns the code with this number.
    fn from_numeric(number: u16) -> Option<Self>;
}

mod sealed {
    /// Private, because no type of another crate may implement [`Code`](super::Code).
    pub trait Sealed {}
}

impl sealed::Sealed for ErrorCode {}

impl Code for ErrorCode {
    const ALL: &'static [Self] = Self::ALL;
    const GROUP: Option<Group> = None;

    fn error_code(self) -> ErrorCode {
        self
    }

    fn from_error_code(code: ErrorCode) -> Option<Self> {
        Some(code)
    }
}

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, key: $key:literal, first: $first:literal })*) => { $(
        impl sealed::Sealed for crate::generated::$Enum {}

        impl Code for crate::generated::$Enum {
            const ALL: &'static [Self] = Self::ALL;
            const GROUP: Option<Group> = Some(Group::$Group);

            fn error_code(self) -> ErrorCode {
                self.error_code()
            }

            fn from_error_code(code: ErrorCode) -> Option<Self> {
                Self::of(code)
            }
        }
    )* };
}

enums! { numeric
    ($({ enum: $Enum:ident, group: $Group:ident, variant: $Variant:ident, number: $number:literal })*) => { $(
        #[cfg_attr(feature = "serde", doc = example!(
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
            "assert!(serde_json::from_str::<Decline>(r#\"{\"code\":0}\"#).is_err());",
        ))]
        impl NumericCode for crate::generated::$Enum {
            fn numeric(self) -> u16 {
                self.numeric()
            }

            fn from_numeric(number: u16) -> Option<Self> {
                Self::from_numeric(number)
            }
        }
    )* };
}
