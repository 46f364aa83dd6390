//! The twin: hand-written enums with strum's derives, and a `match` where strum has no derive.

use strum::{EnumMessage, EnumString, FromRepr, IntoStaticStr};

include!(concat!(env!("OUT_DIR"), "/twin.rs"));

impl ErrorCode {
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    pub fn as_str(self) -> &'static str {
        self.into()
    }

    pub fn message(self) -> &'static str {
        self.get_message().unwrap_or_default()
    }

    pub fn when(self) -> &'static str {
        self.get_detailed_message().unwrap_or_default()
    }
}

#[cfg(feature = "numbers")]
impl Numbered {
    pub fn from_numeric(number: u16) -> Option<Self> {
        Self::from_repr(number)
    }

    pub fn numeric(self) -> u16 {
        self as u16
    }

    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Status {
    pub fn as_u16(self) -> u16 {
        self as u16
    }

    pub fn reason(self) -> &'static str {
        self.into()
    }
}
