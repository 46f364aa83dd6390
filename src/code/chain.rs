//! Finds the code in an error and its sources.

use crate::generated::*;

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => {
        impl ErrorCode {
            /// Returns the first code in an error and its chain of sources.
            ///
            /// This can be a code of any enum, the code of an `ErrorBody`, or the known code of a `ReceivedError`.
            ///
            /// # Errors that hide a code
            ///
            /// Two kinds of errors hide the code. Their method `source()` skips the code and returns the source of the
            /// code, which is always `None`.
            ///
            /// - `#[error(transparent)]` of thiserror. Write a message, and mark the code with `#[source]` or
            ///   `#[from]`.
            /// - `std::io::Error::other(code)`. Call `get_ref` on the error to get the code.
            ///
            #[doc = example!(
                concat!("use errcodes::{ErrorCode, ", sample!(enum), "};"),
                "",
                "/// An error of a program. Its source is the code.",
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
