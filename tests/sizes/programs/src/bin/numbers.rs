//! Number to code and back, in one group.

#![no_std]
#![no_main]

use programs::program;
use programs::table::Numbered;

program! {
    fn(u16) -> Option<Numbered>: Numbered::from_numeric;
    fn(Numbered) -> u16: Numbered::numeric;
}
