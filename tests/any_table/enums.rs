//! Every enum of codes: its discriminants, order and conversions, and the trait `Code`.

use std::error::Error;
use std::fmt;

use errcodes::{Code, ErrorCode, Group};

/// Defines `check_rows`. `for_each_code!` calls this macro with every row, so with every enum of the table.
macro_rules! each_enum {
    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,
        numeric = $numeric:expr, $($rest:tt)* })*) => {
        /// Checks the code of each row in the enum of its group, and returns the number of rows.
        fn check_rows() -> usize {
            let mut rows = 0;
            $(
                #[allow(deprecated, reason = "deprecated codes count too")]
                let code = errcodes::$enum::$variant;
                assert_eq!(code.error_code(), $path);
                assert_eq!(code.deprecated(), $path.deprecated());
                assert_eq!(<errcodes::$enum as Code>::GROUP, Some(Group::$group));
                assert_eq!(<errcodes::$enum as Code>::ALL, errcodes::$enum::ALL);
                let numeric: Option<u16> = $numeric;
                if let Some(number) = numeric {
                    assert_eq!(code as u16, number, "the discriminant is the number");
                    assert_eq!(ErrorCode::from_numeric(Group::$group, number), Some($path));
                }
                assert_eq!(code.error_code().numeric(), numeric);
                check(code, $path);
                rows += 1;
            )*
            rows
        }
    };
}
errcodes::for_each_code!(each_enum);

/// Checks an enum through the methods of the trait `Code` only.
fn check<C: Code>(code: C, expected: ErrorCode) {
    assert_eq!((Code::error_code(code), code.into()), (expected, expected));
    assert_eq!(C::from_error_code(expected), Some(code));
    assert!(C::ALL.is_sorted(), "ordered as in the table");
    for &other in ErrorCode::ALL {
        let group_code = C::from_error_code(other);
        assert_eq!(group_code.is_some(), C::GROUP == Some(other.group()));
        assert_eq!(group_code.map(Code::error_code), group_code.map(|_| other));
    }
    assert_eq!(ErrorCode::find_in(&Wrapped(Box::new(Wrapped(Box::new(code))))), Some(expected));
}

#[test]
fn every_row_is_a_code_of_its_enum() {
    assert_eq!(check_rows(), ErrorCode::COUNT);
    assert_eq!(<ErrorCode as Code>::GROUP, None);
    for &code in ErrorCode::ALL {
        assert_eq!((code.error_code(), ErrorCode::from_error_code(code)), (code, Some(code)));
    }
}

#[test]
fn from_numeric_finds_only_numbers_of_the_group() {
    for &group in Group::ALL {
        for number in 0..=u16::MAX {
            let code = group.codes().iter().copied().find(|code| code.numeric() == Some(number));
            assert_eq!(ErrorCode::from_numeric(group, number), code);
        }
    }
}

#[test]
fn the_length_constants_equal_the_longest_lengths() {
    let longest = |text: fn(ErrorCode) -> &'static str| ErrorCode::ALL.iter().map(|code| text(*code).len()).max();
    assert_eq!(Some(ErrorCode::MAX_CODE_LEN), longest(ErrorCode::as_str));
    assert_eq!(Some(ErrorCode::MAX_MESSAGE_LEN), longest(ErrorCode::message));
    assert_eq!(Some(ErrorCode::MAX_JSON_LEN), longest(ErrorCode::json));
    let longest = errcodes::Status::ALL.iter().map(|status| status.json().len()).max();
    assert_eq!(Some(errcodes::Status::MAX_JSON_LEN), longest);
}

/// An error with a source and its own message.
#[derive(Debug)]
struct Wrapped(Box<dyn Error>);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("wrapped")
    }
}

impl Error for Wrapped {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

/// An error like those of thiserror's `#[error(transparent)]`: `source()` skips the code and returns the code's own source,
/// which is `None`.
#[derive(Debug)]
struct Transparent(ErrorCode);

impl fmt::Display for Transparent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Transparent {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

#[test]
fn find_in_returns_none_without_a_code_in_the_chain() {
    assert_eq!(ErrorCode::find_in(&fmt::Error), None);
    assert_eq!(ErrorCode::find_in(&Wrapped(Box::new(fmt::Error))), None);
    for &code in ErrorCode::ALL {
        assert_eq!(ErrorCode::find_in(&Transparent(code)), None, "the docs of `find_in` warn about this");
        let error = std::io::Error::other(code);
        assert_eq!(ErrorCode::find_in(&error), None, "the docs of `find_in` warn about this");
        assert_eq!(error.get_ref().and_then(|error| ErrorCode::find_in(error)), Some(code));
    }
}
