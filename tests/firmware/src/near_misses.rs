//! Looks up strings that are similar to an errorCode. The expected result comes from a comparison with every name.

use core::fmt::Debug;

use errcodes::ErrorCode;

/// Size of a buffer for two errorCodes of maximum length.
const CAPACITY: usize = 2 * 63;

pub fn check() {
    check_group(ErrorCode::from_code, ErrorCode::ALL, ErrorCode::as_str);
}

/// Checks one enum with all near misses of all codes of the table.
pub fn check_group<C: Copy + PartialEq + Debug>(
    from_code: fn(&str) -> Option<C>,
    all: &[C],
    as_str: fn(C) -> &'static str,
) {
    let check = |text: &[u8]| {
        let text = core::str::from_utf8(text).expect("near misses are ASCII");
        let found = all.iter().copied().find(|code| as_str(*code) == text);
        assert_eq!(from_code(text), found, "{text:?}");
    };
    for code in ErrorCode::ALL {
        near_misses(code.as_str().as_bytes(), check);
    }
}

fn near_misses(name: &[u8], check: impl Fn(&[u8])) {
    let mut buffer = [0; CAPACITY];
    let length = name.len();
    // Every prefix and suffix, including the empty text and the name itself.
    for at in 0..=length {
        check(&name[..at]);
        check(&name[at..]);
    }
    // One character replaced: by an adjacent one, the other case, NUL, a space.
    for at in 0..length {
        for other in [name[at] ^ 1, name[at] ^ 0x20, b'\0', b' '] {
            buffer[..length].copy_from_slice(name);
            buffer[at] = other;
            check(&buffer[..length]);
        }
    }
    // One character inserted at each position.
    for at in 0..=length {
        for more in *b"_A \0" {
            buffer[..at].copy_from_slice(&name[..at]);
            buffer[at] = more;
            buffer[at + 1..=length].copy_from_slice(&name[at..]);
            check(&buffer[..=length]);
        }
    }
    // Two names joined, including the name with itself.
    for other in ErrorCode::ALL {
        let other = other.as_str().as_bytes();
        buffer[..length].copy_from_slice(name);
        buffer[length..length + other.len()].copy_from_slice(other);
        check(&buffer[..length + other.len()]);
    }
}
