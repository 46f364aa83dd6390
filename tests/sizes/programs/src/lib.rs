//! What the programs share: the table they use, and how their functions are kept.

#![no_std]

#[cfg(feature = "twin")]
#[allow(clippy::pedantic, reason = "written as one does for a program of one's own")]
pub mod twin;

/// The enums a program uses: the crate's, or the twin's.
pub mod table {
    #[cfg(not(feature = "twin"))]
    pub use errcodes::{ErrorCode, Status};

    #[cfg(not(feature = "twin"))]
    include!(concat!(env!("OUT_DIR"), "/numbered.rs"));

    #[cfg(feature = "twin")]
    pub use crate::twin::*;
}

/// A program of these functions. They stand in a table, as interrupt handlers do: each is kept, and none is inlined away.
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
