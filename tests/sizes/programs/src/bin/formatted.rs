//! Writes an errorCode through `Display`.

#![no_std]
#![no_main]

use core::fmt;

use programs::program;
use programs::table::ErrorCode;

program! {
    fn(&mut dyn fmt::Write, ErrorCode) -> fmt::Result: |f, code| write!(f, "{code}");
}
