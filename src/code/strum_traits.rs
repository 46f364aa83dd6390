//! strum's traits for the enums of codes. A derive would need a second copy of the table's texts, as attributes.

use crate::generated::*;

enums! { codes
    ($({ enum: $Enum:ident, variant: $Variant:ident, code: $code:literal })*) => { $(
        impl ::strum::IntoEnumIterator for $Enum {
            type Iterator = ::core::iter::Copied<::core::slice::Iter<'static, Self>>;

            fn iter() -> ::core::iter::Copied<::core::slice::Iter<'static, Self>> {
                Self::ALL.iter().copied()
            }
        }

        impl ::strum::EnumCount for $Enum {
            const COUNT: usize = Self::COUNT;
        }

        impl ::strum::VariantNames for $Enum {
            /// The errorCodes.
            const VARIANTS: &'static [&'static str] = Self::names();
        }

        impl ::strum::VariantArray for $Enum {
            const VARIANTS: &'static [Self] = Self::ALL;
        }

        impl ::strum::EnumMessage for $Enum {
            /// The default message.
            fn get_message(&self) -> Option<&'static str> {
                Some(self.message())
            }

            /// The default message, because the table has no more detailed message.
            fn get_detailed_message(&self) -> Option<&'static str> {
                Some(self.message())
            }

            /// The description of when the failure happens.
            fn get_documentation(&self) -> Option<&'static str> {
                Some(self.when())
            }

            /// The errorCode.
            fn get_serializations(&self) -> &'static [&'static str] {
                Self::names().get(self.position()).map_or(&[], ::core::slice::from_ref)
            }
        }

        impl ::strum::EnumProperty for $Enum {
            /// `group`: the key of the code's group.
            fn get_str(&self, property: &str) -> Option<&'static str> {
                (property == "group").then(|| self.error_code().group().as_str())
            }

            /// `status`: the HTTP status. `numeric`: the code's number, if it has one.
            fn get_int(&self, property: &str) -> Option<i64> {
                match property {
                    "status" => Some(self.status().as_u16().into()),
                    "numeric" => self.error_code().numeric().map(i64::from),
                    _ => None,
                }
            }

            /// No property is a boolean.
            fn get_bool(&self, _property: &str) -> Option<bool> {
                None
            }
        }
    )* };
}
