//! Reads the body of a failed answer without serde and without a heap.

use core::fmt::{self, Write as _};

use crate::error::MAX_LEN;
use crate::escape::Escaped;
use crate::generated::ErrorCode;

/// The body of a failed answer, for devices without a heap and for programs without serde. Its strings are borrowed
/// from the body.
///
/// [`read`](Self::read) never fails and never panics. It uses neither recursion nor [`core::fmt`].
///
/// - Fields may be in any order. Other fields are ignored.
/// - A field that is missing, `null` or of another type is `None`.
/// - If a field is repeated, the last one counts.
/// - If `message` or `error` is a list, its first string counts.
/// - If the body is not an object, all fields are `None`.
/// - If the body ends early, the fields before its end count.
///
#[doc = example!(
    "use errcodes::{ErrorCode, RawError};",
    "",
    concat!("let received = RawError::read(ErrorCode::", sample!(variant), ".json().as_bytes());"),
    concat!("assert_eq!(received.known(), Some(ErrorCode::", sample!(variant), "));"),
    "",
    "let newer = br#\"{\"statusCode\":400,\"message\":[\"Too many\\u0021\"],\"errorCode\":\"NO_SUCH_CODE__\"}\"#;",
    "let received = RawError::read(newer);",
    "assert_eq!(received.known(), None);",
    "assert_eq!(received.code.unwrap().copy_to(&mut [0; 32]), Some(\"NO_SUCH_CODE__\"));",
    "",
    "let message = received.message.unwrap();",
    "assert_eq!(message.copy_to(&mut [0; 16]), Some(\"Too many!\"));",
    "assert_eq!(message.copy_to(&mut [0; 8]), None);",
    "assert_eq!(message.cut_to(&mut [0; 8]), \"Too many\");",
    "",
    "let received = RawError::read(b\"<html>502 Bad Gateway</html>\");",
    "assert!(received.code.is_none());",
)]
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct RawError<'a> {
    /// The message. It is written for people and may be reworded.
    pub message: Option<RawText<'a>>,
    /// The errorCode as a string. To branch on the code, use [`known`](Self::known).
    pub code: Option<RawText<'a>>,
    /// The reason phrase of the HTTP status.
    pub error: Option<RawText<'a>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Message,
    Code,
    Error,
    Other,
}

impl<'a> RawError<'a> {
    /// Reads a body: JSON in UTF-8.
    #[must_use]
    pub fn read(body: &'a [u8]) -> Self {
        let mut found = Self::default();
        let mut rest = body;
        let mut depth = 0_usize;
        // `key` is the string before a colon. `field` is the field after the colon, until its value ends.
        let (mut key, mut field) = (None, None);
        let mut is_list = false;
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            match byte {
                b'{' if depth == 0 => depth = 1,
                _ if depth == 0 && byte.is_ascii_whitespace() => {}
                _ if depth == 0 => break,
                b'"' => {
                    let Some((text, tail)) = RawText::split_off(tail) else { break };
                    rest = tail;
                    match (depth, field) {
                        (1, None) => key = Some(text),
                        (1, Some(field)) => found.set(field, Some(text)),
                        (2, Some(field)) if is_list => {
                            found.set(field, Some(text));
                            is_list = false;
                        }
                        _ => {}
                    }
                }
                b':' if depth == 1 => {
                    field = key.take().map(Field::of);
                    if let Some(field) = field {
                        found.set(field, None);
                    }
                }
                b',' if depth == 1 => field = None,
                b'{' | b'[' => {
                    depth = depth.wrapping_add(1);
                    if depth == 2 {
                        is_list = byte == b'[' && field != Some(Field::Code);
                    }
                }
                b'}' | b']' => {
                    depth = depth.wrapping_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Returns the code, if the body has a code that this build knows.
    #[must_use]
    pub fn known(&self) -> Option<ErrorCode> {
        let mut buffer = [0; MAX_LEN];
        ErrorCode::from_bytes(self.code?.unescape(&mut buffer)?)
    }

    fn set(&mut self, field: Field, text: Option<RawText<'a>>) {
        match field {
            Field::Message => self.message = text,
            Field::Code => self.code = text,
            Field::Error => self.error = text,
            Field::Other => {}
        }
    }
}

impl Field {
    fn of(key: RawText<'_>) -> Self {
        match key.unescape(&mut [0; 16]) {
            Some(b"message") => Self::Message,
            Some(b"errorCode") => Self::Code,
            Some(b"error") => Self::Error,
            _ => Self::Other,
        }
    }
}

/// A string in a [`RawError`], still with the escapes of JSON.
///
/// `Display` decodes the escapes of JSON. It escapes control and format characters, because these could forge a line of
/// a log.
#[derive(Clone, Copy)]
pub struct RawText<'a>(&'a [u8]);

impl<'a> RawText<'a> {
    /// Reads a string. The document begins after the opening quotation mark. Returns the string and the rest after the
    /// closing mark, or `None` if the string has no end.
    fn split_off(document: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut at = 0_usize;
        loop {
            // A position in memory never overflows. With overflow checks, a plain addition would link a panic.
            at = at.wrapping_add(match document.get(at)? {
                b'"' => return Some((Self(document.get(..at)?), document.get(at.wrapping_add(1)..)?)),
                b'\\' => 2,
                _ => 1,
            });
        }
    }

    /// Returns the string as it is in the document, with its escapes.
    #[must_use]
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// Decodes the escapes and copies the string into a buffer. Returns `None` if the string does not fit or is not
    /// UTF-8.
    #[must_use]
    pub fn copy_to(self, buffer: &mut [u8]) -> Option<&str> {
        core::str::from_utf8(self.unescape(buffer)?).ok()
    }

    /// Decodes the escapes and copies the beginning of the string into a buffer. Copies as many whole characters as
    /// fit, and stops at the first byte that is not UTF-8.
    #[must_use]
    pub fn cut_to(self, buffer: &mut [u8]) -> &str {
        let (len, _) = self.fill(buffer);
        let filled = buffer.get(..len).unwrap_or_default();
        let valid = match core::str::from_utf8(filled) {
            Ok(_) => Some(filled),
            Err(error) => filled.get(..error.valid_up_to()),
        };
        core::str::from_utf8(valid.unwrap_or_default()).unwrap_or_default()
    }

    /// Decodes the escapes and copies the bytes into a buffer. Returns `None` if the bytes do not fit.
    fn unescape(self, buffer: &mut [u8]) -> Option<&[u8]> {
        let (len, is_whole) = self.fill(buffer);
        if is_whole { buffer.get(..len) } else { None }
    }

    /// Decodes the escapes and copies as many bytes as fit into a buffer. Returns the count of copied bytes, and `true` if
    /// the whole string was copied. The last character can be incomplete if it was not an escape.
    fn fill(self, buffer: &mut [u8]) -> (usize, bool) {
        let (mut rest, mut len) = (self.0, 0_usize);
        while let Some((&byte, tail)) = rest.split_first() {
            rest = tail;
            let mut utf8 = [byte, 0, 0, 0];
            let mut count = 1;
            if byte == b'\\' {
                let c;
                (c, rest) = decode_escape(tail);
                count = c.encode_utf8(&mut utf8).len();
            }
            match buffer.get_mut(len..len.wrapping_add(count)).zip(utf8.get(..count)) {
                // Not `copy_from_slice`: it panics for different lengths.
                Some((free, utf8)) => free.iter_mut().zip(utf8).for_each(|(free, byte)| *free = *byte),
                None => return (len, false),
            }
            len = len.wrapping_add(count);
        }
        (len, true)
    }
}

/// Decodes an escape after its backslash. Returns the character and the rest. For half a surrogate pair, or an escape
/// that JSON does not have, returns U+FFFD.
fn decode_escape(escape: &[u8]) -> (char, &[u8]) {
    let Some((&kind, rest)) = escape.split_first() else { return (char::REPLACEMENT_CHARACTER, escape) };
    let c = match kind {
        b'"' | b'\\' | b'/' => char::from(kind),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let Some((high, rest)) = four_digits(rest) else { return (char::REPLACEMENT_CHARACTER, rest) };
            if let (0xd800..0xdc00, Some((low @ 0xdc00..0xe000, rest))) =
                (high, rest.strip_prefix(b"\\u").and_then(four_digits))
            {
                let c = 0x1_0000 + (((high & 0x3ff) << 10) | (low & 0x3ff));
                return (char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER), rest);
            }
            return (char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), rest);
        }
        _ => char::REPLACEMENT_CHARACTER,
    };
    (c, rest)
}

/// Parses four hexadecimal digits. Returns their value and the rest.
fn four_digits(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<4>()?;
    let mut unit = 0;
    for &digit in digits {
        unit = unit << 4 | char::from(digit).to_digit(16)?;
    }
    Some((unit, rest))
}

impl fmt::Display for RawText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while !rest.is_empty() {
            let at = rest.iter().position(|byte| *byte == b'\\').unwrap_or(rest.len());
            let (run, escape) = rest.split_at_checked(at).unwrap_or_default();
            for chunk in run.utf8_chunks() {
                write!(f, "{}", Escaped(chunk.valid()))?;
                if !chunk.invalid().is_empty() {
                    f.write_char(char::REPLACEMENT_CHARACTER)?;
                }
            }
            rest = escape;
            if let Some((_, escape)) = escape.split_first() {
                let c;
                (c, rest) = decode_escape(escape);
                write!(f, "{}", Escaped(c.encode_utf8(&mut [0; 4])))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for RawText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.escape_ascii())
    }
}
