//! The twin: hand-written enums with strum's derives, and a `match` where strum has no derive.

use strum::{EnumIter, EnumMessage, EnumString, FromRepr, IntoEnumIterator as _, IntoStaticStr};

include!(concat!(env!("OUT_DIR"), "/twin.rs"));

/// The beginning of a string that is not an errorCode.
pub struct UnknownCode {
    text: [u8; 63],
    len: usize,
}

impl UnknownCode {
    fn new(text: &str) -> Self {
        let mut len = text.len().min(63);
        while !text.is_char_boundary(len) {
            len -= 1;
        }
        let mut beginning = [0; 63];
        beginning[..len].copy_from_slice(&text.as_bytes()[..len]);
        Self { text: beginning, len }
    }

    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.text[..self.len]).unwrap_or_default()
    }
}

pub fn parse(text: &str) -> Result<ErrorCode, UnknownCode> {
    text.parse().map_err(|_| UnknownCode::new(text))
}

pub fn answer(code: ErrorCode, write: &mut dyn FnMut(&str)) {
    write(code.json());
}

impl ErrorCode {
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    pub fn as_str(self) -> &'static str {
        self.into()
    }

    pub fn id(self) -> u32 {
        self.as_str().bytes().fold(0x811c_9dc5, |id, byte| (id ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    pub fn from_id(id: u32) -> Option<Self> {
        Self::iter().find(|code| code.id() == id)
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
