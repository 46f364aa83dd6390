//! Parses an errorCode with `FromStr`. An error contains the string.

#![no_std]
#![no_main]

use programs::program;
use programs::table::{ErrorCode, UnknownCode, parse};

program! {
    fn(&str) -> Result<ErrorCode, UnknownCode>: parse;
    fn(&UnknownCode) -> &str: UnknownCode::as_str;
}
