//! Shared by the programs: the enums they use, and the macro that keeps their functions.

#![no_std]

#[cfg(feature = "twin")]
#[allow(clippy::pedantic, reason = "written like code of an application")]
pub mod twin;

/// The enums of a program: the crate's or the twin's.
pub mod table {
    #[cfg(not(feature = "twin"))]
    pub use errcodes::{ErrorCode, Status};

    #[cfg(not(feature = "twin"))]
    include!(concat!(env!("OUT_DIR"), "/numbered.rs"));

    #[cfg(feature = "twin")]
    pub use crate::twin::*;
}

/// Defines a program with these functions. It stores them in a table, like interrupt handlers, so that the linker keeps
/// all of them and the compiler cannot inline them.
#[macro_export]
macro_rules! program {
    ($(fn($($argument:ty),*) -> $result:ty: $function:expr;)+) => {
        #[used]
        #[cfg_attr(target_arch = "arm", unsafe(link_section = ".vectors"))]
        static FUNCTIONS: ($(fn($($argument),*) -> $result,)+) = ($($function,)+);

        #[panic_handler]
        fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
            loop {}
        }

        #[unsafe(no_mangle)]
        extern "C" fn start() {}
    };
}
