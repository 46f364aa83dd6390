//! Texts that are almost an errorCode. Which of them are one after all is found by comparing with every name, and nothing else.

use core::fmt::Debug;

use errcodes::ErrorCode;

/// Room for the longest errorCode and another one.
const ROOM: usize = 2 * 63;

pub fn check() {
    check_group(ErrorCode::from_code, ErrorCode::ALL, ErrorCode::as_str);
}

/// Tries every look-alike of every code of the table on one enum.
pub fn check_group<C: Copy + PartialEq + Debug>(
    from_code: fn(&str) -> Option<C>,
    all: &[C],
    as_str: fn(C) -> &'static str,
) {
    let check = |text: &[u8]| {
        let text = core::str::from_utf8(text).expect("look-alikes are ASCII");
        let found = all.iter().copied().find(|code| as_str(*code) == text);
        assert_eq!(from_code(text), found, "{text:?}");
    };
    for code in ErrorCode::ALL {
        look_alikes(code.as_str().as_bytes(), check);
    }
}

fn look_alikes(name: &[u8], check: impl Fn(&[u8])) {
    let mut room = [0; ROOM];
    let length = name.len();
    // Every beginning and every end, the empty text and the name itself among them.
    for at in 0..=length {
        check(&name[..at]);
        check(&name[at..]);
    }
    // One character another: a neighbour, the other case, none at all, a space.
    for at in 0..length {
        for other in [name[at] ^ 1, name[at] ^ 0x20, b'\0', b' '] {
            room[..length].copy_from_slice(name);
            room[at] = other;
            check(&room[..length]);
        }
    }
    // One character more, at each place.
    for at in 0..=length {
        for more in *b"_A \0" {
            room[..at].copy_from_slice(&name[..at]);
            room[at] = more;
            room[at + 1..=length].copy_from_slice(&name[at..]);
            check(&room[..=length]);
        }
    }
    // Itself twice, and each other code after it.
    for other in ErrorCode::ALL {
        let other = other.as_str().as_bytes();
        room[..length].copy_from_slice(name);
        room[length..length + other.len()].copy_from_slice(other);
        check(&room[..length + other.len()]);
    }
}
