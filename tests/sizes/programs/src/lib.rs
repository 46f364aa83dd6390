//! Shared by the programs: the enums they use, and the macro that keeps their functions.

#![no_std]

#[cfg(feature = "twin")]
#[allow(clippy::pedantic, reason = "written like code of an application")]
pub mod twin;

/// The enums of a program: the crate's or the twin's.
#[cfg(not(feature = "twin"))]
pub mod table {
    #[cfg(not(any(feature = "codes_65", feature = "codes_100", feature = "codes_500")))]
    use errcodes as ours;
    #[cfg(feature = "codes_65")]
    use errcodes_65 as ours;
    #[cfg(feature = "codes_100")]
    use errcodes_100 as ours;
    #[cfg(feature = "codes_500")]
    use errcodes_500 as ours;

    pub use ours::{ErrorCode, Status, UnknownCode};

    include!(concat!(env!("OUT_DIR"), "/numbered.rs"));

    /// Parses an errorCode.
    ///
    /// # Errors
    ///
    /// A text that is not an errorCode.
    pub fn parse(text: &str) -> Result<ErrorCode, UnknownCode> {
        text.parse()
    }

    pub fn answer(code: ErrorCode, write: &mut dyn FnMut(&str)) {
        for part in &code.json_parts() {
            write(part);
        }
    }
}

#[cfg(feature = "twin")]
pub use twin as table;

/// Defines a program with these functions. It stores them in a table, like interrupt handlers, so that the linker keeps all
/// of them and the compiler cannot inline them.
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
