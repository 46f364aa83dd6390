//! Checks the whole table without operating system and heap, and prints one fact per line.
//!
//! The program checks everything that does not depend on the table. `tests/qemu.rs` compares the output with `codes.toml`.
//! The first run stores the id of a code and resets the board. The second run reads the id, and prints `done`. Both runs panic
//! if a check fails.

#![cfg_attr(target_os = "none", no_std)]
#![cfg_attr(target_os = "none", no_main)]

use core::fmt;

use board::Console;
use errcodes::{ErrorCode, FINGERPRINT, Group, Status};

mod board;
mod near_misses;
#[cfg(feature = "serde")]
mod wire;

fn main() {
    let out = &mut Console::open();
    if let Some(id) = board::stored_number() {
        read_back(out, id).expect("the console is writable");
    } else {
        report(out).expect("the console is writable");
        board::reset_with(ErrorCode::ALL[ErrorCode::COUNT - 1].id());
    }
}

fn report(out: &mut dyn fmt::Write) -> fmt::Result {
    statuses(out)?;
    codes(out)?;
    groups(out)?;
    near_misses::check();
    #[cfg(feature = "serde")]
    writeln!(out, "responses\t{}", wire::responses())?;
    writeln!(out, "fingerprint\t{FINGERPRINT:016x}")
}

fn read_back(out: &mut dyn fmt::Write, id: u32) -> fmt::Result {
    let code = ErrorCode::from_id(id).expect("the id of a code was stored");
    writeln!(out, "stored\t{id:08x}\t{code}")?;
    writeln!(out, "done")
}

fn statuses(out: &mut dyn fmt::Write) -> fmt::Result {
    for number in 0..=u16::MAX {
        if let Some(status) = Status::from_u16(number) {
            assert_eq!(status.as_u16(), number);
            writeln!(out, "status\t{number}\t{}\t{}", status.reason(), status.message().unwrap_or("-"))?;
        }
    }
    assert!(Status::ALL.iter().all(|status| Status::from_u16(status.as_u16()) == Some(*status)));
    Ok(())
}

fn codes(out: &mut dyn fmt::Write) -> fmt::Result {
    for &code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_code(code.as_str()), Some(code));
        assert_eq!(ErrorCode::from_id(code.id()), Some(code));
        let rest = code.json_parts().iter().try_fold(code.json(), |rest, part| rest.strip_prefix(part));
        assert_eq!(rest, Some(""), "the joined parts are the JSON");
        for bit in 0..u32::BITS {
            let id = code.id() ^ 1 << bit;
            assert_eq!(ErrorCode::from_id(id), ErrorCode::ALL.iter().copied().find(|code| code.id() == id));
        }
        write!(out, "code\t{code}\t{}\t{}\t", code.group(), code.status())?;
        match code.numeric() {
            Some(number) => write!(out, "{number}")?,
            None => write!(out, "-")?,
        }
        writeln!(out, "\t{}\t{}\t{}", code.message(), code.when(), code.json())?;
    }
    Ok(())
}

/// Checks that the enum of each group agrees with `ErrorCode`.
macro_rules! for_each_group {
    ($($Enum:ident: $($kind:ident)*;)+) => {
        fn groups(out: &mut dyn fmt::Write) -> fmt::Result {
            $(
                for &code in ErrorCode::ALL {
                    let group_code = errcodes::$Enum::try_from(code).ok();
                    assert_eq!(errcodes::$Enum::from_code(code.as_str()), group_code);
                    assert_eq!(errcodes::$Enum::from_id(code.id()), group_code);
                    assert_eq!(group_code.is_some(), errcodes::$Enum::ALL.iter().any(|group_code| group_code.as_str() == code.as_str()));
                    if let Some(group_code) = group_code {
                        assert_eq!(ErrorCode::from(group_code), code);
                        assert_eq!((group_code.status(), group_code.id()), (code.status(), code.id()));
                        assert_eq!(group_code.json_parts(), code.json_parts());
                        let texts = (group_code.as_str(), group_code.message(), group_code.when(), group_code.json());
                        assert_eq!(texts, (code.as_str(), code.message(), code.when(), code.json()));
                    }
                }
                near_misses::check_group(errcodes::$Enum::from_code, errcodes::$Enum::ALL, errcodes::$Enum::as_str);
                $(for_each_group! { @$kind out $Enum })*
            )+
            assert_eq!([$(errcodes::$Enum::COUNT),+].iter().sum::<usize>(), ErrorCode::COUNT);
            assert_eq!([$(stringify!($Enum)),+].len(), Group::COUNT);
            Ok(())
        }
    };
    (@numeric $out:ident $Enum:ident) => {
        for number in 0..=u16::MAX {
            let code = errcodes::$Enum::from_numeric(number);
            assert_eq!(errcodes::$Enum::try_from(number).ok(), code);
            #[cfg(feature = "serde")]
            wire::check_number(number, code);
            if let Some(code) = code {
                assert_eq!(code.numeric(), number);
                assert_eq!(u16::from(code), number);
                assert_eq!(ErrorCode::from(code).numeric(), Some(number));
                writeln!($out, "number\t{}\t{number}\t{code}", stringify!($Enum))?;
            }
        }
    };
    (@default $out:ident $Enum:ident) => {
        for number in 0..=u16::MAX {
            let code = errcodes::$Enum::from_numeric_or_default(Some(number));
            assert_eq!(code.ok(), errcodes::$Enum::from_numeric(number));
        }
        let default = errcodes::$Enum::default();
        assert_eq!(errcodes::$Enum::from_numeric_or_default(None), Ok(default));
        writeln!($out, "default\t{}\t{default}", stringify!($Enum))?;
    };
}

include!(concat!(env!("OUT_DIR"), "/groups.rs"));
