//! Methods and trait impls of the enums of codes: written once, and implemented for every enum of the table by `enums!`.
//!
//! `enums!` is the list at the end of the generated file. `enums! { KIND RULES }` defines a macro with these rules and calls
//! it once with all enums of a kind (`codes`, `groups`, `numeric` or `defaults`), one `{ enum: …, … }` each. The impls
//! are its arguments, so the docs' links to the source lead to the hand-written code.

/// A code block for a doc comment, so that each enum's docs show its own codes.
macro_rules! example {
    ($($line:expr),+ $(,)?) => { concat!("# Examples\n\n```\n", $($line, "\n",)+ "```") };
}

/// A column of texts: the whole of it for `ErrorCode`, or a group's part, copied so that it is linked without the rest.
macro_rules! texts {
    (ErrorCode, $first:literal, $COLUMN:ident) => {
        &crate::generated::$COLUMN
    };
    ($Enum:ident, $first:literal, $COLUMN:ident) => {{
        static PART: [&str; $Enum::COUNT] = crate::code::part(&crate::generated::$COLUMN, $first);
        &PART
    }};
}

#[allow(deprecated, reason = "the default of a group may be deprecated")]
mod methods;
mod std_traits;
mod strum_traits;

/// Returns the `N` texts from `first` on. Evaluated at compile time only.
const fn part<const N: usize>(column: &[&'static str], first: usize) -> [&'static str; N] {
    match column.split_at(first).1.first_chunk() {
        Some(part) => *part,
        // Unreachable: the enum has `N` codes.
        None => [""; N],
    }
}
