//! errorCode to code with the standard trait, and the text of an error.

#![no_std]
#![no_main]

use programs::program;
use programs::table::{ErrorCode, UnknownCode, parse};

program! {
    fn(&str) -> Result<ErrorCode, UnknownCode>: parse;
    fn(&UnknownCode) -> &str: UnknownCode::as_str;
}
