//! The table for JavaScript: plain numbers in, plain numbers out, and texts by their place in the module's memory.
//!
//! A code is its position in `ErrorCode::ALL`, good for this module alone; [`NONE`] stands for no code and no number. The
//! module imports nothing, so `WebAssembly.instantiate` needs nothing but its bytes.

#![cfg_attr(target_family = "wasm", no_std)]

use core::sync::atomic::{AtomicU8, Ordering};

use errcodes::ErrorCode;

/// No such code, or no number.
const NONE: i32 = -1;
/// The input is no text at all.
const NOT_UTF_8: i32 = -2;

/// More than the longest errorCode.
const ROOM: usize = 256;

/// Where JavaScript puts the text to look up. Atomic, so that Rust knows that somebody else writes it.
static INPUT: [AtomicU8; ROOM] = [const { AtomicU8::new(0) }; ROOM];

#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Where to put the text for [`from_code`].
#[unsafe(no_mangle)]
pub extern "C" fn input() -> *const AtomicU8 {
    INPUT.as_ptr()
}

/// How many bytes of text may be put there.
#[unsafe(no_mangle)]
pub extern "C" fn room() -> usize {
    ROOM
}

#[unsafe(no_mangle)]
pub extern "C" fn count() -> usize {
    ErrorCode::COUNT
}

/// The code whose errorCode is the first `length` bytes of the input.
#[unsafe(no_mangle)]
pub extern "C" fn from_code(length: usize) -> i32 {
    let mut bytes = [0; ROOM];
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

/// The code with this number in the `group`th of the groups with numbers.
#[unsafe(no_mangle)]
pub extern "C" fn from_numeric(group: usize, number: u32) -> i32 {
    let from_numeric = FROM_NUMERIC.get(group);
    position(from_numeric.zip(u16::try_from(number).ok()).and_then(|(from_numeric, number)| from_numeric(number)))
}

macro_rules! texts {
    ($($name:ident: $of:expr;)+) => {
        $(
            /// A text of the code: its address in the upper half, its length in the lower. No code has no text: 0.
            #[unsafe(no_mangle)]
            pub extern "C" fn $name(code: usize) -> u64 {
                let of: fn(ErrorCode) -> &'static str = $of;
                ErrorCode::ALL.get(code).map_or(0, |code| place(of(*code)))
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

fn place(text: &str) -> u64 {
    (text.as_ptr() as u64) << 32 | text.len() as u64
}

fn position(code: Option<ErrorCode>) -> i32 {
    let position = ErrorCode::ALL.iter().position(|other| Some(*other) == code);
    position.and_then(|position| i32::try_from(position).ok()).unwrap_or(NONE)
}

/// From a number to a code, in each of the groups with numbers.
macro_rules! for_numeric_groups {
    ($($Enum:ident),*) => {
        const FROM_NUMERIC: &[fn(u16) -> Option<ErrorCode>] =
            &[$(|number| errcodes::$Enum::from_numeric(number).map(ErrorCode::from)),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/groups.rs"));
