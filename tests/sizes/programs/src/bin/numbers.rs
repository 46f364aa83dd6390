//! Numbers only: from a group's number to its code and back.

#![no_std]
#![no_main]

use programs::program;
use programs::table::Numbered;

program! {
    fn(u16) -> Option<Numbered>: Numbered::from_numeric;
    fn(Numbered) -> u16: Numbered::numeric;
}
