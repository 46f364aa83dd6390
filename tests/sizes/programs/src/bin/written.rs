//! Writes an errorCode with `write_str`.

#![no_std]
#![no_main]

use core::fmt;

use programs::program;
use programs::table::ErrorCode;

program! {
    fn(&mut dyn fmt::Write, ErrorCode) -> fmt::Result: |f, code| f.write_str(code.as_str());
}
