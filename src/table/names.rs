//! What a name or text may be, what Rust makes of it, and which known word a mistyped one is nearest to.

/// Names a variant may not have: the enums' own constants, and those of strum's traits.
pub const CONSTANTS: [&str; 3] = ["ALL", "COUNT", "VARIANTS"];

/// What an enum may not be called: the crate's own names and those of the prelude.
#[rustfmt::skip]
const TAKEN: [&str; 57] = [
    "AnyCode", "ErrorBody", "ErrorCode", "FINGERPRINT", "Group", "NoText", "OtherGroup", "ReceivedError", "Status",
    "UnknownCode", "UnknownNumeric", "UnknownStatus",
    "AsMut", "AsRef", "AsyncFn", "AsyncFnMut", "AsyncFnOnce", "Box", "Clone", "Copy", "Debug", "Default",
    "DoubleEndedIterator", "Drop", "Eq", "Err", "ExactSizeIterator", "Extend", "Fn", "FnMut", "FnOnce", "From",
    "FromIterator", "Future", "Hash", "Into", "IntoFuture", "IntoIterator", "Iterator", "None", "Ok", "Option", "Ord",
    "PartialEq", "PartialOrd", "Result", "Send", "Sized", "Some", "String", "Sync", "ToOwned", "ToString", "TryFrom",
    "TryInto", "Unpin", "Vec",
];

/// `SESSION_EXPIRED` or `Bad Request` as `SessionExpired` or `BadRequest`.
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

/// Whether it is `[A-Z][A-Z0-9_]+[A-Z0-9]`, at most 63 characters, without `__`.
pub fn is_error_code(name: &str) -> bool {
    (3..=63).contains(&name.len()) && is_words(name, u8::is_ascii_uppercase)
}

/// Whether it is `lower_snake_case`.
pub fn is_group_key(key: &str) -> bool {
    is_words(key, u8::is_ascii_lowercase)
}

/// Whether letters of one case and digits stand in words joined by single underscores, a letter first.
fn is_words(name: &str, is_letter: fn(&u8) -> bool) -> bool {
    name.as_bytes().first().is_some_and(is_letter)
        && name.split('_').all(|word| !word.is_empty())
        && name.bytes().all(|byte| is_letter(&byte) || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a variant may have this name. Names with a small letter first are left to the enums' methods.
pub fn is_variant(name: &str) -> bool {
    is_type_name(name) && !CONSTANTS.contains(&name)
}

/// Whether an enum may have this name. Names with a small letter first are left to modules and Rust's own types, and single
/// letters to the type parameters of the methods and impls that the enum is given.
pub fn is_enum_name(name: &str) -> bool {
    is_type_name(name) && name.len() > 1 && !TAKEN.contains(&name)
}

/// ASCII letters, digits and underscores, a capital first, and no keyword: of these only one begins like that.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name != "Self"
}

/// Whether the character is a control or format character (Unicode Cc, Cf) or a line or paragraph separator.
#[rustfmt::skip]
pub fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}')
}

/// The candidate that few typing mistakes lead away from; of equally near ones the first in the alphabet.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let length = word.chars().count();
    let mut least = length.clamp(3, 9) / 3;
    let mut nearest = None;
    for &candidate in candidates {
        // Whatever a file holds for a word, only a short one is compared.
        if candidate.chars().count().abs_diff(length) > least {
            continue;
        }
        let distance = distance(word, candidate);
        if distance < least || distance == least && nearest.is_none_or(|nearest| candidate < nearest) {
            (least, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// How many letters to insert, drop, replace or swap with a neighbour, whatever their case.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (letters(a), letters(b));
    let mut first = Vec::new();
    for j in 0..=b.len() {
        first.push(j);
    }
    let mut rows = vec![first];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

fn letters(text: &str) -> Vec<char> {
    let mut letters = Vec::new();
    for letter in text.to_lowercase().chars() {
        letters.push(letter);
    }
    letters
}
