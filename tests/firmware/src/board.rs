//! The board: start, console, reset and exit, and memory that a reset does not change. On a host, the operating
//! system provides all of this.

#[cfg(not(target_os = "none"))]
pub use host::{Console, reset_with, stored_number};

#[cfg(target_os = "none")]
pub use bare::{Console, reset_with, stored_number};

#[cfg(not(target_os = "none"))]
mod host {
    use std::io::{self, Write as _};
    use std::process::{self, Command};
    use std::{env, fmt};

    const STORED: &str = "FIRMWARE_STORED";

    /// Returns the number that the program stored before it was reset.
    pub fn stored_number() -> Option<u32> {
        env::var(STORED).ok()?.parse().ok()
    }

    /// Stores a number and starts the program again.
    pub fn reset_with(number: u32) -> ! {
        let program = env::current_exe().expect("the program has a path");
        let status = Command::new(program).env(STORED, number.to_string()).status();
        process::exit(status.ok().and_then(|status| status.code()).unwrap_or(1))
    }

    /// The output of the program.
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

/// Console and exit through ARM and RISC-V semihosting, which QEMU implements.
#[cfg(target_os = "none")]
mod bare {
    use core::fmt::{self, Write as _};
    use core::panic::PanicInfo;

    const OPEN: usize = 0x01;
    const WRITE: usize = 0x05;
    const EXIT_EXTENDED: usize = 0x20;
    /// Open mode `w`.
    const FOR_WRITING: usize = 4;
    /// `ADP_Stopped_ApplicationExit`: the program exited normally.
    const APPLICATION_EXIT: usize = 0x2_0026;

    /// The output of the program.
    pub struct Console {
        handle: usize,
    }

    impl Console {
        pub fn open() -> Self {
            // The name ends with a NUL. The length does not include the NUL.
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

    unsafe extern "C" {
        /// Memory that a reset does not change. The linker script reserves it.
        static mut retained: [u32; 2];
    }

    /// Returns the number that the program stored before it was reset. The complement of the number is stored too, because
    /// the memory is random after power-on.
    pub fn stored_number() -> Option<u32> {
        // SAFETY: nothing else uses this memory, and there is one thread.
        let [number, complement] = unsafe { (&raw const retained).read_volatile() };
        (number == !complement).then_some(number)
    }

    /// Stores a number and resets the board.
    pub fn reset_with(number: u32) -> ! {
        // SAFETY: as in `stored_number`. `RESET.0` is the address of the reset register of the board.
        unsafe {
            (&raw mut retained).write_volatile([number, !number]);
            core::ptr::with_exposed_provenance_mut::<u32>(RESET.0).write_volatile(RESET.1);
        }
        loop {
            core::hint::spin_loop();
        }
    }

    /// Address and value that reset the board, in the register AIRCR of the processor.
    #[cfg(target_arch = "arm")]
    const RESET: (usize, u32) = (0xe000_ed0c, 0x05fa_0004);

    /// Address and value that reset the board, in the test device of the machine.
    #[cfg(target_arch = "riscv32")]
    const RESET: (usize, u32) = (0x0010_0000, 0x7777);

    fn exit(code: usize) -> ! {
        call(EXIT_EXTENDED, &[APPLICATION_EXIT, code]);
        loop {
            // Unreachable while a semihosting debugger is attached.
            core::hint::spin_loop();
        }
    }

    #[panic_handler]
    fn panic(info: &PanicInfo<'_>) -> ! {
        // If this write fails, the panic cannot be reported.
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
        // SAFETY: QEMU handles this breakpoint as a semihosting call. It only reads `arguments` and the text they point to.
        unsafe { core::arch::asm!("bkpt #0xab", inlateout("r0") operation => result, in("r1") arguments.as_ptr()) };
        result
    }

    // The vector table: initial stack pointer, entry point and exception handlers.
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
        // The alignment precedes `norvc`, because only a compressed instruction can pad two bytes.
        // SAFETY: QEMU handles these three uncompressed instructions on one page as a semihosting call. It only reads
        // `arguments` and the text they point to.
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

    // The entry point: sets the stack pointer and the fault handler, then runs the program.
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
