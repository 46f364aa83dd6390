//! The table as a wasm module for JavaScript. The functions use numbers only. Strings are passed as address and length.
//!
//! A code is represented by its position in `ErrorCode::ALL`. Positions are valid in this module only. [`NONE`] means no code or
//! no number. The module has no imports, so `WebAssembly.instantiate` needs only its bytes.

#![cfg_attr(target_family = "wasm", no_std)]

use core::sync::atomic::{AtomicU8, Ordering};

use errcodes::ErrorCode;

/// No such code, or no number.
const NONE: i32 = -1;
/// The input is not UTF-8.
const NOT_UTF_8: i32 = -2;

/// Size of the input buffer: larger than the longest errorCode.
const CAPACITY: usize = 256;

/// Buffer for the string to look up. The bytes are atomic, because JavaScript writes to the buffer.
static INPUT: [AtomicU8; CAPACITY] = [const { AtomicU8::new(0) }; CAPACITY];

#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Returns the address of the input buffer for [`from_code`].
#[unsafe(no_mangle)]
pub extern "C" fn input() -> *const AtomicU8 {
    INPUT.as_ptr()
}

/// Returns the size of the input buffer.
#[unsafe(no_mangle)]
pub extern "C" fn capacity() -> usize {
    CAPACITY
}

#[unsafe(no_mangle)]
pub extern "C" fn count() -> usize {
    ErrorCode::COUNT
}

/// Looks up the first `length` bytes of the input buffer as an errorCode.
#[unsafe(no_mangle)]
pub extern "C" fn from_code(length: usize) -> i32 {
    let mut bytes = [0; CAPACITY];
    for (byte, input) in bytes.iter_mut().zip(&INPUT) {
        *byte = input.load(Ordering::Relaxed);
    }
    match bytes.get(..length).map(core::str::from_utf8) {
        Some(Ok(text)) => position(ErrorCode::from_code(text)),
        Some(Err(_)) => NOT_UTF_8,
        None => NONE,
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn status(code: usize) -> i32 {
    ErrorCode::ALL.get(code).map_or(NONE, |code| code.status().as_u16().into())
}

#[unsafe(no_mangle)]
pub extern "C" fn numeric(code: usize) -> i32 {
    ErrorCode::ALL.get(code).and_then(|code| code.numeric()).map_or(NONE, Into::into)
}

/// Returns the id of a code.
#[unsafe(no_mangle)]
pub extern "C" fn id(code: usize) -> u32 {
    ErrorCode::ALL.get(code).map_or(0, |code| code.id())
}

#[unsafe(no_mangle)]
pub extern "C" fn from_id(id: u32) -> i32 {
    position(ErrorCode::from_id(id))
}

/// Returns the code with this number in the numeric group at index `group`.
#[unsafe(no_mangle)]
pub extern "C" fn from_numeric(group: usize, number: u32) -> i32 {
    let from_numeric = FROM_NUMERIC.get(group);
    position(from_numeric.zip(u16::try_from(number).ok()).and_then(|(from_numeric, number)| from_numeric(number)))
}

macro_rules! texts {
    ($($name:ident: $of:expr;)+) => {
        $(
            /// Returns a string of the code: the address in the upper 32 bits, the length in the lower. Returns 0 for an unknown code.
            #[unsafe(no_mangle)]
            pub extern "C" fn $name(code: usize) -> u64 {
                let of: fn(ErrorCode) -> &'static str = $of;
                ErrorCode::ALL.get(code).map_or(0, |code| address_and_length(of(*code)))
            }
        )+
    };
}

texts! {
    error_code: ErrorCode::as_str;
    group: |code| code.group().as_str();
    reason: |code| code.status().reason();
    message: ErrorCode::message;
    when: ErrorCode::when;
    json: ErrorCode::json;
}

fn address_and_length(text: &str) -> u64 {
    (text.as_ptr() as u64) << 32 | text.len() as u64
}

fn position(code: Option<ErrorCode>) -> i32 {
    let position = ErrorCode::ALL.iter().position(|other| Some(*other) == code);
    position.and_then(|position| i32::try_from(position).ok()).unwrap_or(NONE)
}

/// Defines the number lookups of all numeric groups.
macro_rules! for_numeric_groups {
    ($($Enum:ident),*) => {
        const FROM_NUMERIC: &[fn(u16) -> Option<ErrorCode>] =
            &[$(|number| errcodes::$Enum::from_numeric(number).map(ErrorCode::from)),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/groups.rs"));
