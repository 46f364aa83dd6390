//! Code that all programs share: their enums, and the macro that defines a program.

#![no_std]

#[cfg(feature = "twin")]
#[allow(clippy::pedantic, reason = "written like code of an application")]
pub mod twin;

/// The enums of this crate. The feature `twin` replaces them with those of the twin.
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
    /// If the string is not an errorCode.
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

/// Looks up a number in the numeric group of the table.
#[cfg(feature = "numbers")]
#[must_use]
pub fn from_numeric(number: u16) -> Option<table::ErrorCode> {
    table::Numbered::from_numeric(number).map(table::ErrorCode::from)
}

/// Returns `None`, because the table has no numeric group.
#[cfg(not(feature = "numbers"))]
#[must_use]
pub fn from_numeric(_: u16) -> Option<table::ErrorCode> {
    None
}

/// Defines a program with these functions. The program stores the functions in a table, like interrupt handlers, so they are
/// neither removed nor inlined.
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
