//! Logs a code with defmt. The errorCodes are interned, so they are only in the symbols of the program.

#![no_std]
#![no_main]

use errcodes::ErrorCode;
use programs::program;

/// A logger that the optimizer cannot remove.
#[defmt::global_logger]
struct Opaque;

// SAFETY: there is one thread and no interrupt, so logs cannot overlap.
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
