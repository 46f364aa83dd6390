//! The search for a code in a chain of errors.

use crate::generated::*;

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => {
        impl ErrorCode {
            /// Returns the first code in an error and its chain of sources: a code of any enum, the code of an `ErrorBody`, or
            /// the known code of a `ReceivedError`.
            ///
            /// # What hides a code
            ///
            /// - `#[error(transparent)]` of thiserror: it passes the code's source on, which is none, and not the code.
            ///   Use a message and `#[source]` or `#[from]`.
            /// - `std::io::Error::other(code)`, whose source is that of the code. Its `get_ref` returns the code.
            ///
            #[doc = example!(
                concat!("use errcodes::{ErrorCode, ", sample!(enum), "};"),
                "",
                "/// An error of a program that says what it was doing, with the code as its source.",
                "#[derive(Debug)]",
                concat!("struct Failed(", sample!(enum), ");"),
                "",
                "impl std::fmt::Display for Failed {",
                "    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {",
                "        f.write_str(\"the request failed\")",
                "    }",
                "}",
                "",
                "impl std::error::Error for Failed {",
                "    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {",
                "        Some(&self.0)",
                "    }",
                "}",
                "",
                concat!("let error = Failed(", sample!(enum), "::", sample!(variant), ");"),
                concat!("assert_eq!(ErrorCode::find_in(&error), Some(ErrorCode::", sample!(variant), "));"),
                "assert_eq!(ErrorCode::find_in(&std::fmt::Error), None);",
            )]
            #[must_use]
            pub fn find_in(error: &(dyn ::core::error::Error + 'static)) -> Option<Self> {
                let mut next = Some(error);
                while let Some(error) = next {
                    $(
                        if let Some(code) = error.downcast_ref::<$Enum>() {
                            return Some(code.error_code());
                        }
                    )*
                    next = error.source();
                }
                None
            }
        }
    };
}
