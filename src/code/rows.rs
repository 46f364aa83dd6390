//! The macro that hands the table to macros of other crates.

enums! { rows
    (($dollar:tt) $({
        group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $in:ident::$name:ident, $($rest:tt)*
    })*) => {
        /// Calls a macro with one row per code, in the table's order.
        ///
        /// With the rows, a program makes what this crate cannot know: an enum with another crate's derives, a `match` that
        /// stops compiling when a code is added, a catalog of translations that is complete at compile time.
        ///
        /// A row is `{ group = …, enum = …, … }`, with these columns in this order:
        ///
        /// | column | content |
        /// |---|---|
        /// | `group` | the variant of [`Group`](crate::Group), an identifier |
        /// | `enum` | the name of the group's enum, an identifier |
        /// | `variant` | the variant in [`ErrorCode`](crate::ErrorCode) and in the group's enum, an identifier |
        /// | `path` | the [`ErrorCode`](crate::ErrorCode), a path: in expressions and patterns, without a warning for deprecated ones |
        /// | `code` | the errorCode, a string literal |
        /// | `numeric` | the number, `Some(5)` or `None` |
        /// | `status` | the number of the HTTP status, an integer literal |
        /// | `message` | the default message, a string literal |
        /// | `when` | when the failure happens and how to react, a string literal |
        /// | `deprecated` | the code to use instead, `Some("…")` or `None` |
        /// | `ident` | the errorCode, an identifier |
        ///
        /// A release may append columns, so a macro ends the pattern of a row with `$($rest:tt)*`. A deprecated code causes no
        /// warning where it is named by its `path`.
        ///
        /// # Examples
        ///
        /// An enum with derives of other crates, such as `utoipa::ToSchema`, `sqlx::Type` or `clap::ValueEnum`:
        ///
        #[doc = example!(@block
            "macro_rules! public_code {",
            "    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,",
            "        $($rest:tt)* })*) => {",
            "        #[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]",
            "        enum PublicCode { $( #[serde(rename = $code)] $variant, )* }",
            "",
            "        impl From<errcodes::ErrorCode> for PublicCode {",
            "            fn from(code: errcodes::ErrorCode) -> Self {",
            "                match code {",
            "                    $( $path => Self::$variant, )*",
            "                    _ => unreachable!(\"the rows are all codes\"),",
            "                }",
            "            }",
            "        }",
            "    };",
            "}",
            "errcodes::for_each_code!(public_code);",
            "",
            concat!("let code = PublicCode::from(errcodes::ErrorCode::", sample!(variant), ");"),
            concat!("assert_eq!(code, PublicCode::", sample!(variant), ");"),
        )]
        ///
        /// A `match` over all codes. The enums are `#[non_exhaustive]`, so a `match` on one of them needs a `_` arm, and a new
        /// code goes unnoticed. A macro that has an arm per code does not compile until it has one for the new code:
        ///
        #[doc = example!(@block
            "macro_rules! is_retryable {",
            concat!("    (", sample!(variant), ") => { true };"),
            "    // … one line per code, and none for the others. Here the rest is:",
            "    ($variant:ident) => { false };",
            "}",
            "macro_rules! retryable {",
            "    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, $($rest:tt)* })*) => {",
            "        fn retryable(code: errcodes::ErrorCode) -> bool {",
            "            match code {",
            "                $( $path => is_retryable!($variant), )*",
            "                _ => unreachable!(\"the rows are all codes\"),",
            "            }",
            "        }",
            "    };",
            "}",
            "errcodes::for_each_code!(retryable);",
            "",
            concat!("assert!(retryable(errcodes::ErrorCode::", sample!(variant), "));"),
        )]
        ///
        /// A catalog of translations, checked at compile time: a code without a line is an error that names it.
        ///
        #[doc = example!(@block
            "/// A catalog has one line per code: its errorCode and the text.",
            concat!("const GERMAN: &str = \"", sample!(code), "=Das ging schief\";"),
            "",
            "const fn has(catalog: &str, code: &str) -> bool {",
            "    let (catalog, code) = (catalog.as_bytes(), code.as_bytes());",
            "    let mut line = 0;",
            "    while line < catalog.len() {",
            "        let mut at = 0;",
            "        while at < code.len() && line + at < catalog.len() && catalog[line + at] == code[at] {",
            "            at += 1;",
            "        }",
            "        if at == code.len() && line + at < catalog.len() && catalog[line + at] == b'=' {",
            "            return true;",
            "        }",
            "        while line < catalog.len() && catalog[line] != b'\\n' {",
            "            line += 1;",
            "        }",
            "        line += 1;",
            "    }",
            "    false",
            "}",
            "",
            "macro_rules! complete {",
            "    ($({ group = $group:ident, enum = $enum:ident, variant = $variant:ident, path = $path:path, code = $code:literal,",
            "        $($rest:tt)* })*) => {",
            "        $( assert!(has(GERMAN, $code), concat!(\"no translation of \", $code)); )*",
            "    };",
            "}",
            "// A complete catalog compiles as `const _: () = { errcodes::for_each_code!(complete); };`.",
            "let check = std::panic::catch_unwind(|| { errcodes::for_each_code!(complete); });",
            "assert_eq!(check.is_ok(), errcodes::ErrorCode::COUNT == 1);",
        )]
        #[macro_export]
        macro_rules! for_each_code {
            ($dollar($dollar macro:tt)+) => { $dollar($dollar macro)+! {
                $({
                    group = $group, enum = $enum, variant = $variant, path = $dollar crate::$in::$name, $($rest)*
                })*
            } };
        }
    };
}
