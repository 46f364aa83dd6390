//! Code to id and back.

#![no_std]
#![no_main]

use programs::program;
use programs::table::ErrorCode;

program! {
    fn(ErrorCode) -> u32: ErrorCode::id;
    fn(u32) -> Option<ErrorCode>: ErrorCode::from_id;
}
