//! The functions of `everything`, but the JSON body is written in parts.

#![no_std]
#![no_main]

use programs::table::{ErrorCode, answer};
use programs::{from_numeric, program};

program! {
    fn(&str) -> Option<ErrorCode>: ErrorCode::from_code;
    fn(ErrorCode) -> &'static str: ErrorCode::as_str;
    fn(ErrorCode) -> u16: |code| code.status().as_u16();
    fn(ErrorCode) -> Option<u16>: ErrorCode::numeric;
    fn(u16) -> Option<ErrorCode>: from_numeric;
    fn(ErrorCode) -> &'static str: |code| code.status().reason();
    fn(ErrorCode) -> &'static str: ErrorCode::message;
    fn(ErrorCode) -> &'static str: ErrorCode::when;
    fn(ErrorCode, &mut dyn FnMut(&str)) -> (): answer;
}
