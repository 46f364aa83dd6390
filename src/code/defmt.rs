//! `defmt::Format` for the enums and the errors of lookups. The strings of the table are interned: a log contains an index for
//! each string. Only the string of an `UnknownCode` or `UnknownGroup` is written as text.

use crate::error::{OtherGroup, UnknownCode, UnknownGroup, UnknownNumeric, UnknownStatus};
use crate::generated::{ErrorCode, Group, Status};

macro_rules! format_codes {
    ($({
        group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,
        numeric = $numeric:expr, status = $status:literal, message = $message:literal, when = $when:literal,
        deprecated = $deprecated:expr, ident = $ident:ident $($rest:tt)*
    })*) => {
        mod interned {
            /// All codes, with the errorCodes as variants. The derive interns the names of all variants as one string.
            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "errorCodes")]
            #[derive(defmt::Format)]
            pub(super) enum Interned {
                $( $ident, )*
            }
        }

        impl defmt::Format for ErrorCode {
            /// Writes the errorCode.
            fn format(&self, f: defmt::Formatter<'_>) {
                let interned = match self {
                    $( Self::$variant => interned::Interned::$ident, )*
                };
                // Not `interned.format(f)`: that method of a derived impl panics.
                defmt::write!(f, "{}", interned);
            }
        }
    };
}

for_each_code!(format_codes);

enums! { groups
    ($({ enum: $Enum:ident, group: $Group:ident, key: $key:literal, first: $first:literal })*) => {
        $(
            impl defmt::Format for crate::generated::$Enum {
                /// Writes the errorCode.
                fn format(&self, f: defmt::Formatter<'_>) {
                    self.error_code().format(f);
                }
            }
        )*

        impl defmt::Format for Group {
            /// Writes the key.
            fn format(&self, f: defmt::Formatter<'_>) {
                match self {
                    $( Self::$Group => defmt::write!(f, $key), )*
                }
            }
        }
    };
}

impl defmt::Format for Status {
    /// Writes the number.
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{=u16}", self.as_u16());
    }
}

impl defmt::Format for UnknownCode {
    fn format(&self, f: defmt::Formatter<'_>) {
        if let Some(group) = self.group() {
            defmt::write!(f, "unknown errorCode {=str} in group {}", self.as_str(), group);
        } else {
            defmt::write!(f, "unknown errorCode {=str}", self.as_str());
        }
    }
}

impl defmt::Format for UnknownGroup {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "unknown group {=str}", self.as_str());
    }
}

impl defmt::Format for UnknownNumeric {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "unknown numeric code {=u16} in group {}", self.numeric(), self.group());
    }
}

impl defmt::Format for UnknownStatus {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "unknown HTTP status {=u16}", self.as_u16());
    }
}

impl defmt::Format for OtherGroup {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "{} is of group {}, not of {}", self.code(), self.code().group(), self.wanted());
    }
}
