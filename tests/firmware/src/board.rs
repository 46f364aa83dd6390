//! The board: how the program starts, says something, and ends. On a host it is an ordinary program.

#[cfg(not(target_os = "none"))]
pub use host::Console;

#[cfg(target_os = "none")]
pub use bare::Console;

#[cfg(not(target_os = "none"))]
mod host {
    use std::fmt;
    use std::io::{self, Write as _};

    /// Where the program writes to.
    pub struct Console(io::Stdout);

    impl Console {
        pub fn open() -> Self {
            Self(io::stdout())
        }
    }

    impl fmt::Write for Console {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
        }
    }
}

/// Without an operating system the debugger does what one would: here that is QEMU, by ARM's and RISC-V's semihosting.
#[cfg(target_os = "none")]
mod bare {
    use core::fmt::{self, Write as _};
    use core::panic::PanicInfo;

    const OPEN: usize = 0x01;
    const WRITE: usize = 0x05;
    const EXIT_EXTENDED: usize = 0x20;
    /// How to open for writing.
    const FOR_WRITING: usize = 4;
    /// `ADP_Stopped_ApplicationExit`: the program ended of its own accord.
    const ENDED: usize = 0x2_0026;

    /// Where the program writes to.
    pub struct Console {
        handle: usize,
    }

    impl Console {
        pub fn open() -> Self {
            // With its NUL; the length is without it.
            let name = ":tt\0";
            Self { handle: call(OPEN, &[name.as_ptr() as usize, FOR_WRITING, name.len() - 1]) }
        }
    }

    impl fmt::Write for Console {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            match call(WRITE, &[self.handle, text.as_ptr() as usize, text.len()]) {
                0 => Ok(()),
                _ => Err(fmt::Error),
            }
        }
    }

    fn exit(code: usize) -> ! {
        call(EXIT_EXTENDED, &[ENDED, code]);
        loop {
            // Not reached where a debugger listens.
            core::hint::spin_loop();
        }
    }

    #[panic_handler]
    fn panic(info: &PanicInfo<'_>) -> ! {
        // Nothing is left to do where this fails, too.
        let _ = writeln!(Console::open(), "{info}");
        exit(1)
    }

    extern "C" fn run() -> ! {
        crate::main();
        exit(0)
    }

    extern "C" fn fault() -> ! {
        panic!("the processor stopped at a fault")
    }

    #[cfg(target_arch = "arm")]
    fn call(operation: usize, arguments: &[usize]) -> usize {
        let result;
        // SAFETY: the breakpoint that the debugger, here QEMU, takes as a call; it reads `arguments` and the text they name.
        unsafe { core::arch::asm!("bkpt #0xab", inlateout("r0") operation => result, in("r1") arguments.as_ptr()) };
        result
    }

    // What the processor begins with: the stack, the program, and its exceptions.
    #[cfg(target_arch = "arm")]
    core::arch::global_asm!(
        ".section .vectors, \"a\"",
        ".word stack_top",
        ".word {run}",
        ".rept 14",
        ".word {fault}",
        ".endr",
        ".text",
        run = sym run,
        fault = sym fault,
    );

    #[cfg(target_arch = "riscv32")]
    fn call(operation: usize, arguments: &[usize]) -> usize {
        let result;
        // Aligned before compression is off: only a compressed instruction can fill two bytes.
        // SAFETY: these three instructions, uncompressed and on one page, are what the debugger, here QEMU, takes as a
        // call; it reads `arguments` and the text they name.
        unsafe {
            core::arch::asm!(
                ".balign 16",
                ".option push", ".option norvc",
                "slli x0, x0, 0x1f", "ebreak", "srai x0, x0, 7",
                ".option pop",
                inlateout("a0") operation => result,
                in("a1") arguments.as_ptr(),
            );
        }
        result
    }

    // What the processor begins with: the stack, where to go at a fault, and the program.
    #[cfg(target_arch = "riscv32")]
    core::arch::global_asm!(
        ".section .start, \"ax\"",
        "la sp, stack_top",
        "la t0, 1f",
        "csrw mtvec, t0",
        "j {run}",
        ".balign 4",
        "1: j {fault}",
        ".text",
        run = sym run,
        fault = sym fault,
    );
}
