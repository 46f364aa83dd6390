//! Which names and texts are legal, what they become in Rust, and the known word nearest to a misspelled one.

/// Names that a variant cannot have: the constants of the enums, and those of strum's traits.
pub const RESERVED_VARIANTS: [&str; 6] =
    ["ALL", "COUNT", "MAX_CODE_LEN", "MAX_JSON_LEN", "MAX_MESSAGE_LEN", "VARIANTS"];

/// Names that an enum cannot have: those of this crate and of the prelude.
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

/// Returns whether a name consists of words of letters and digits, joined by single underscores, a letter first.
fn is_words(name: &str, is_letter: fn(&u8) -> bool) -> bool {
    name.as_bytes().first().is_some_and(is_letter)
        && name.split('_').all(|word| !word.is_empty())
        && name.bytes().all(|byte| is_letter(&byte) || byte.is_ascii_digit() || byte == b'_')
}

/// Returns whether a variant can have this name. Names with a lowercase letter first are reserved for methods.
pub fn is_variant(name: &str) -> bool {
    is_type_name(name) && !RESERVED_VARIANTS.contains(&name)
}

/// Returns whether an enum can have this name. Names with a lowercase letter first are reserved for modules and primitive
/// types, single letters for type parameters of methods and impls.
pub fn is_enum_name(name: &str) -> bool {
    is_type_name(name) && name.len() > 1 && !RESERVED_ENUM_NAMES.contains(&name)
}

/// Returns whether a name is ASCII letters, digits and underscores, an uppercase letter first, and not a keyword. `Self` is
/// the only keyword that begins like that.
fn is_type_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name != "Self"
}

/// Returns whether a character is a control or format character (Unicode Cc, Cf) or a line or paragraph separator.
#[rustfmt::skip]
pub fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}')
}

/// How many misspelled words of one kind get a suggestion: each is compared with all known words, which must not take
/// quadratic time in a large file.
pub const SUGGESTIONS: usize = 100;

/// Returns the candidate with the fewest typing mistakes, if they are few; of equals, the first in alphabetical order.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let length = word.chars().count();
    let letters = letter_set(word);
    let mut least = length.clamp(3, 9) / 3;
    let mut nearest = None;
    for &candidate in candidates {
        // Cheap lower bounds of the distance come first: a file may have many words, and long ones.
        if candidate.len() > length * 4 + 12
            || candidate.chars().count().abs_diff(length) > least
            || (letter_set(candidate) ^ letters).count_ones() as usize > least * 2
        {
            continue;
        }
        let distance = distance(word, candidate);
        if distance < least || distance == least && nearest.is_none_or(|nearest| candidate < nearest) {
            (least, nearest) = (distance, Some(candidate));
        }
    }
    nearest
}

/// Returns one bit per letter that the text contains. A mistake changes at most two.
fn letter_set(text: &str) -> u32 {
    text.chars().flat_map(char::to_lowercase).fold(0, |set, letter| set | 1 << (u32::from(letter) % 32))
}

/// Returns how many letters to insert, remove, replace or swap with a neighbour, regardless of case.
fn distance(a: &str, b: &str) -> usize {
    let [a, b] = [a, b].map(|text| text.chars().flat_map(char::to_lowercase).collect::<Vec<_>>());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
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
