//! Number to errorCode, in one group.

#![no_std]
#![no_main]

use programs::program;
use programs::table::Numbered;

program! {
    fn(u16) -> Option<&'static str>: |number| Numbered::from_numeric(number).map(Numbered::as_str);
}
