//! Logs a code with defmt: the text is interned, so it is in the symbols and not in the program.

#![no_std]
#![no_main]

use errcodes::ErrorCode;
use programs::program;

/// A logger of which the optimizer knows nothing.
#[defmt::global_logger]
struct Opaque;

// SAFETY: there is one thread and no interrupt, so no other log begins before one has ended.
unsafe impl defmt::Logger for Opaque {
    fn acquire() {}

    unsafe fn flush() {}

    unsafe fn release() {}

    unsafe fn write(bytes: &[u8]) {
        core::hint::black_box(bytes);
    }
}

program! {
    fn(ErrorCode) -> (): |code| defmt::error!("{}", code);
}
