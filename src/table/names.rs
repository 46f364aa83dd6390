//! Legal names, reserved names, and the conversion of names to Rust names.

/// Names that a variant cannot have: the names of the constants of the enums and of strum's traits.
pub const RESERVED_VARIANTS: [&str; 6] =
    ["ALL", "COUNT", "MAX_CODE_LEN", "MAX_JSON_LEN", "MAX_MESSAGE_LEN", "VARIANTS"];

/// Names that an enum cannot have: the names of this crate and of the prelude.
#[rustfmt::skip]
pub const RESERVED_ENUM_NAMES: &[&str] = &[
    "AnyCode", "Code", "ErrorBody", "ErrorCode", "FINGERPRINT", "Group", "NoText", "Numeric", "NumericCode", "OtherGroup",
    "RawError", "RawText", "ReceivedError", "Status", "UnknownCode", "UnknownGroup", "UnknownNumeric", "UnknownStatus",
    "AsMut", "AsRef", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Box", "Clone", "Copy", "Debug", "Default",
    "DoubleEndedIterator", "Drop", "Eq", "Err", "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From",
    "FromIterator", "Future", "Hash", "Into", "IntoFuture", "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord",
    "PartialEq", "PartialOrd", "Result", "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString", "TryFrom",
    "TryInto", "Unpin", "Vec",
];

/// Converts `SESSION_EXPIRED` or `Bad Request` to `SessionExpired` or `BadRequest`.
pub fn upper_camel(name: &str) -> String {
    let mut camel = String::new();
    let mut is_first = true;
    for c in name.chars() {
        if c == '\'' {
            continue;
        }
        let is_between = c.is_ascii_punctuation() || c.is_whitespace();
        if !is_between {
            camel.push(if is_first { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        }
        is_first = is_between;
    }
    camel
}

/// Returns whether a name is `[A-Z][A-Z0-9_]+[A-Z0-9]`, at most 63 characters, without `__`.
pub fn is_error_code(name: &str) -> bool {
    (3..=63).contains(&name.len()) && is_words(name, u8::is_ascii_uppercase)
}

/// Returns whether a key is `lower_snake_case`.
pub fn is_group_key(key: &str) -> bool {
    is_words(key, u8::is_ascii_lowercase)
}

/// Returns whether a name starts with a letter and consists of words, joined by single underscores. A word consists of
/// letters and digits.
fn is_words(name: &str, is_letter: fn(&u8) -> bool) -> bool {
    name.as_bytes().first().is_some_and(is_letter)
        && name.split('_').all(|word| !word.is_empty())
        && name.bytes().all(|byte| is_letter(&byte) || byte.is_ascii_digit() || byte == b'_')
}

/// Returns whether a variant can have this name. Names that start with a lowercase letter are reserved for methods.
pub fn is_variant(name: &str) -> bool {
    is_type_name(name) && !RESERVED_VARIANTS.contains(&name)
}

/// Returns whether an enum can have this name. Names that start with a lowercase letter are reserved for modules and
/// primitive types. Single letters are reserved for type parameters of methods and impls.
pub fn is_enum_name(name: &str) -> bool {
    is_type_name(name) && name.len() > 1 && !RESERVED_ENUM_NAMES.contains(&name)
}

/// Returns whether a name starts with an uppercase letter, consists of ASCII letters, digits and underscores, and is
/// not a keyword. `Self` is the only keyword that starts with an uppercase letter.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name != "Self"
}
