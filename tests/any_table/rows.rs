//! The rows that `for_each_code!` passes to a macro.

use errcodes::{ErrorCode, Group};

struct Row {
    group: Group,
    group_enum: &'static str,
    variant: &'static str,
    path: ErrorCode,
    code: &'static str,
    numeric: Option<u16>,
    status: u16,
    message: &'static str,
    when: &'static str,
    deprecated: Option<&'static str>,
    ident: &'static str,
}

macro_rules! collect {
    ($({
        group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,
        numeric = $numeric:expr, status = $status:literal, message = $message:literal, when = $when:literal,
        deprecated = $deprecated:expr, ident = $ident:ident $($rest:tt)*
    })*) => {
        const ROWS: &[Row] = &[$(Row {
            group: Group::$group,
            group_enum: stringify!($enum),
            variant: stringify!($variant),
            path: $path,
            code: $code,
            numeric: $numeric,
            status: $status,
            message: $message,
            when: $when,
            deprecated: $deprecated,
            ident: stringify!($ident),
        }),*];

        /// Uses the paths as patterns. `_` is needed because the enum is `#[non_exhaustive]`.
        fn name_by_match(code: ErrorCode) -> &'static str {
            match code {
                $( $path => $code, )*
                _ => "",
            }
        }
    };
}
errcodes::for_each_code!(collect);

#[test]
fn every_row_agrees_with_the_methods_of_its_code() {
    assert_eq!(ROWS.len(), ErrorCode::COUNT);
    for (row, &code) in ROWS.iter().zip(ErrorCode::ALL) {
        assert_eq!((row.path, row.group, row.code), (code, code.group(), code.as_str()));
        assert_eq!((row.variant, row.ident), (&*format!("{code:?}"), code.as_str()));
        assert_eq!((row.numeric, row.status), (code.numeric(), code.status().as_u16()));
        assert_eq!((row.message, row.when, row.deprecated), (code.message(), code.when(), code.deprecated()));
        assert!(!row.group_enum.is_empty());
        assert_eq!(name_by_match(code), code.as_str());
    }
}
