//! The filters of templates. A filter escapes a text, or changes a name, for one kind of place in one language.
//!
//! The result of a filter is printed unchanged. A text without a filter is an error, see [`print`].

use core::fmt::Write as _;

use errcodes::table::text::is_invisible;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};

use super::namespace;
use crate::output::markdown;

/// Adds the filters. Removes the built-in filters that print a text without escaping.
pub fn add(environment: &mut Environment<'_>) {
    environment.set_formatter(print);
    // With auto-escaping, the engine marks the result of a macro as escaped. The mark is true, because inside
    // the macro, `print` has already refused every text that is not escaped.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("source".into()));
    for raw in ["safe", "e", "escape"] {
        environment.remove_filter(raw);
    }
    for (name, filter) in TEXTS {
        environment.add_filter(*name, move |text: &Value| mark_escaped(filter(text_of(text)?)));
    }
    for (name, filter) in NAMES {
        environment.add_filter(*name, move |name: &Value| mark_escaped(filter(name_of(name)?)));
    }
    environment.add_filter("quoted", |text: &Value, also: Option<&str>| {
        mark_escaped(quoted_literal(text_of(text)?, '"', also.unwrap_or_default()))
    });
    environment.add_filter("c_offset", c_offset);
    environment.add_filter("of", codes_of);
}

/// Returns the names of the filters that this module adds. `c_offset` is only for the built-in template.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().chain(NAMES).map(|(name, _)| *name).chain(["quoted", "of"])
}

type Filter = (&'static str, fn(&str) -> String);

/// Filters of texts, for string literals and comments.
const TEXTS: &[Filter] = &[
    ("json", json),
    ("ts_string", javascript),
    ("ts_doc", jsdoc),
    ("py_string", python),
    ("py_doc", docstring),
    ("c_string", c),
    ("go_doc", godoc),
    ("java_string", java),
    ("java_doc", javadoc),
    ("php_string", php),
    ("php_doc", jsdoc),
    ("comment", comment),
    ("html", html),
    ("markdown", markdown::text),
    ("yaml", yaml),
];

/// Filters of names. They change the letter case, or avoid the reserved names of a language.
const NAMES: &[Filter] = &[
    ("camel", |name| lower_first(&pascal(name))),
    ("pascal", pascal),
    ("lower_first", lower_first),
    ("snake", |name| words(name).join("_").to_lowercase()),
    ("sentence", |name| upper_first(&words(name).join(" ").to_lowercase())),
    ("screaming", |name| words(name).join("_").to_uppercase()),
    ("ts_name", |name| avoid_reserved(name, TYPESCRIPT)),
    ("py_name", |name| avoid_reserved(name, PYTHON)),
    ("go_name", go),
    ("java_name", |name| avoid_reserved(name, JAVA)),
    ("php_type", php_type),
    ("php_case", |name| avoid_reserved_in_php(name, ["CLASS", "FINGERPRINT"].iter())),
    ("openapi_name", openapi),
    ("yaml_name", yaml_name),
    ("c_name", |name| if name.starts_with("FOR_EACH_") { format!("{name}_") } else { avoid_reserved(name, C) }),
];

/// Names that the type of a group must not have in TypeScript: built-in names, and names that the export uses.
const TYPESCRIPT: &[&str] = &[
    "AnyErrorCode",
    "Array",
    "ErrorBody",
    "ErrorCode",
    "ErrorCodeInfo",
    "FINGERPRINT",
    "Fields",
    "Group",
    "JSON",
    "Math",
    "Object",
    "PropertyKey",
    "RangeError",
    "ReceivedError",
    "Status",
    "StatusInfo",
    "String",
];

/// Names that the class of a group must not have in Python: keywords, built-in names, and names that the export uses.
const PYTHON: &[&str] = &[
    "Code",
    "ErrorBody",
    "ErrorCode",
    "FINGERPRINT",
    "False",
    "Final",
    "IntEnum",
    "NamedTuple",
    "NoReturn",
    "None",
    "NotRequired",
    "ReceivedError",
    "RecursionError",
    "Self",
    "Status",
    "StrEnum",
    "True",
    "TypedDict",
    "ValueError",
];

/// Names that the type of a group must not have in Go: types, functions and methods of the export. `ErrorCode` has one
/// method for each group, with the name of the group's type. So the list also has the names of methods for which Go's tools and
/// libraries expect a fixed signature, such as `Format`.
#[rustfmt::skip]
const GO: &[&str] = &[
    "As", "Body", "Deprecated", "ErrUnknownNumber", "Error", "ErrorBody", "ErrorCode", "ErrorCodes", "Fingerprint",
    "Format", "FromID", "GoString", "GobDecode", "GobEncode", "Group", "Groups", "ID", "Is", "Known", "MarshalJSON",
    "MarshalText", "MarshalXML", "Message", "Numeric", "OrDefault", "ReadByte", "ReadError", "ReadFrom", "ReadRune",
    "Reason", "ReceivedError", "Scan", "Seek", "Status", "Statuses", "UnmarshalJSON", "UnmarshalText", "UnmarshalXML",
    "UnreadByte", "UnreadRune", "Unwrap", "When", "WriteByte", "WriteTo",
];

/// Names that the Java export uses. A group's enum is nested in the same class, so it would hide a type of the same name.
#[rustfmt::skip]
const JAVA: &[&str] = &[
    "Arrays", "Code", "Collectors", "Deprecated", "ErrorBody", "ErrorCode", "ErrorCodes", "FINGERPRINT", "Group",
    "IllegalArgumentException", "Integer", "List", "Map", "Number", "Object", "Optional", "OptionalInt", "Override",
    "ReceivedError", "Status", "String", "StringBuilder",
];

/// Names that the PHP export uses, and names of PHP types that are not keywords.
#[rustfmt::skip]
const PHP: &[&str] = &[
    "Code", "CodeMethods", "ErrorBody", "ErrorCode", "Facts", "ReceivedError", "Status", "StatusFacts",
    "bool", "false", "float", "int", "iterable", "mixed", "never", "null", "object", "parent", "self", "string", "true",
    "void",
];

/// Constants of the C header. Constants that begin with `FOR_EACH_` are not in this list. Every name has a prefix, so a name of C
/// itself cannot clash.
const C: &[&str] = &["COUNT", "FINGERPRINT", "H", "UNKNOWN"];

/// Prints the value of an expression: a name, a number, a boolean or a filtered text. Any other value is an error, because with
/// some tables the output would be wrong.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let problem = match value.kind() {
        ValueKind::String if value.is_safe() => return Ok(write!(out, "{value}")?),
        ValueKind::Number if value.is_integer() => return Ok(write!(out, "{value}")?),
        ValueKind::Bool => return Ok(write!(out, "{}", value.is_true())?),
        ValueKind::String => {
            "a string needs a filter that escapes it for its place, such as `|json` or `|comment`".to_owned()
        }
        ValueKind::None | ValueKind::Undefined => "this is null here; write it within an `if`".to_owned(),
        kind => format!("a {kind} cannot be printed; print its parts"),
    };
    Err(Error::new(ErrorKind::InvalidOperation, problem))
}

#[allow(clippy::unnecessary_wraps, reason = "a filter's closure returns it")]
fn mark_escaped(text: String) -> Result<Value, Error> {
    Ok(Value::from_safe_string(text))
}

fn text_of(value: &Value) -> Result<&str, Error> {
    value.as_str().ok_or_else(|| {
        let problem = match value.kind() {
            ValueKind::Undefined => return Error::from(ErrorKind::UndefinedError),
            ValueKind::None => "this is null here; write it within an `if`".to_owned(),
            kind => format!("expected a string, found a {kind}"),
        };
        Error::new(ErrorKind::InvalidOperation, problem)
    })
}

fn name_of(value: &Value) -> Result<&str, Error> {
    let name = text_of(value)?;
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Ok(name);
    }
    let problem = format!("expected a name of letters, digits and underscores, found {name:?}");
    Err(Error::new(ErrorKind::InvalidOperation, problem))
}

/// Splits a name into words. `SESSION_EXPIRED`, `sessionExpired` and `SessionExpired` have the same two words.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in name.split('_') {
        let bytes = part.as_bytes();
        let mut start = 0;
        for at in 1..bytes.len() {
            let after_lower = bytes[at].is_ascii_uppercase() && !bytes[at - 1].is_ascii_uppercase();
            let before_lower = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            if after_lower || bytes[at].is_ascii_uppercase() && before_lower {
                words.push(&part[start..at]);
                start = at;
            }
        }
        words.push(&part[start..]);
    }
    words
}

fn pascal(name: &str) -> String {
    let mut pascal = String::new();
    for word in words(name) {
        pascal.push_str(&upper_first(&word.to_ascii_lowercase()));
    }
    pascal
}

fn upper_first(name: &str) -> String {
    let (first, rest) = name.split_at(name.len().min(1));
    first.to_ascii_uppercase() + rest
}

fn lower_first(name: &str) -> String {
    let (first, rest) = name.split_at(name.len().min(1));
    first.to_ascii_lowercase() + rest
}

/// Adds an underscore to a reserved name. A reserved name that already ends with underscores also gets one more, because two
/// names must not become the same.
fn avoid_reserved(name: &str, reserved: &[&str]) -> String {
    let is_reserved = reserved.contains(&name.trim_end_matches('_'));
    format!("{name}{}", if is_reserved { "_" } else { "" })
}

/// Changes the name of a type for PHP. After `enum`, PHP 8.2 does not parse a name that begins with `extends` or `implements`.
fn php_type(name: &str) -> String {
    let lowercase = name.to_ascii_lowercase();
    if lowercase.starts_with("extends") || lowercase.starts_with("implements") {
        return format!("_{name}");
    }
    avoid_reserved_in_php(name, namespace::PHP_WORDS.iter().chain(PHP))
}

/// Like [`avoid_reserved`], but PHP ignores the letter case of keywords and types.
fn avoid_reserved_in_php<'a>(name: &str, mut reserved: impl Iterator<Item = &'a &'static str>) -> String {
    let is_reserved = reserved.any(|word| word.eq_ignore_ascii_case(name.trim_end_matches('_')));
    format!("{name}{}", if is_reserved { "_" } else { "" })
}

/// Changes the name of a type for Go if the export could have another item with this name. The export has constants with the names
/// `ERROR_CODE` and `Type_ERROR_CODE`. The names of other items are a type followed by `Number`, `FromNumeric` or
/// `FromNumericOrDefault`.
fn go(name: &str) -> String {
    let is_constant = name.contains('_') || !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_function = ["Number", "FromNumeric", "FromNumericOrDefault"].iter().any(|end| name.ends_with(end));
    if is_constant || is_function { format!("{name}_") } else { avoid_reserved(name, GO) }
}

/// Changes the name of a type for `openapi`. The schema of a group's numbers is the type followed by `Number`, so the name of a
/// type must not end with that word.
fn openapi(name: &str) -> String {
    let is_number = name.trim_end_matches('_').ends_with("Number");
    if is_number { format!("{name}_") } else { avoid_reserved(name, &["KnownErrorCode"]) }
}

/// Puts a name in quotes if YAML would read it as a boolean or null.
fn yaml_name(name: &str) -> String {
    let is_word = ["false", "no", "null", "off", "on", "true", "yes"].contains(&name.to_lowercase().as_str());
    if is_word { json(name) } else { name.to_owned() }
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a string is JSON")
}

/// Writes a literal in the quotes that need fewer escapes, like prettier.
fn javascript(text: &str) -> String {
    quoted_literal(text, quote_with_fewer_escapes(text), "")
}

/// Writes a literal in the quotes that need fewer escapes, like ruff.
fn python(text: &str) -> String {
    quoted_literal(text, quote_with_fewer_escapes(text), "")
}

/// Writes a literal in single quotes, in which only a quote and a backslash need an escape. A text with an apostrophe is in double
/// quotes if it needs no escape there.
fn php(text: &str) -> String {
    let has_apostrophe_alone = text.contains('\'') && !text.contains(['"', '\\', '$']);
    quoted_literal(text, if has_apostrophe_alone { '"' } else { '\'' }, "")
}

fn quote_with_fewer_escapes(text: &str) -> char {
    let count = |quote| text.matches(quote).count();
    if count('"') > count('\'') { '\'' } else { '"' }
}

/// Writes a literal in double quotes. It is a JSON string in which characters that YAML calls unprintable are escaped too. A text
/// with double quotes is in single quotes if it needs no escape there, like in prettier.
fn yaml(text: &str) -> String {
    let is_unprintable = |c| c <= '\u{ffff}' && is_invisible(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains('"') && !text.contains(|c| c == '\\' || is_unprintable(c)) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut literal = String::new();
    for c in json(text).chars() {
        if is_unprintable(c) {
            let _ = write!(literal, "\\u{:04x}", u32::from(c));
        } else {
            literal.push(c);
        }
    }
    literal
}

/// Writes a literal with a backslash before the quote, before backslashes and before the characters in `also`. A valid table
/// does not have control characters.
fn quoted_literal(text: &str, quote: char, also: &str) -> String {
    let mut literal = String::from(quote);
    for c in text.chars() {
        if c == quote || c == '\\' || also.contains(c) {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal.push(quote);
    literal
}

/// Escapes a text within `/** … */`: the end of the comment, and the `@` of a tag.
fn jsdoc(text: &str) -> String {
    let mut doc = String::new();
    let mut before = ' ';
    for c in text.replace("*/", "*\\/").chars() {
        if c == '@' && !before.is_alphanumeric() {
            doc.push('\\');
        }
        doc.push(c);
        before = c;
    }
    doc
}

/// Escapes a text within a docstring. The docstring may end directly after the text.
fn docstring(text: &str) -> String {
    let doc = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    match doc.strip_suffix('"') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\\""),
        _ => doc,
    }
}

/// Writes a C literal. Bytes beyond ASCII are octal escapes, which do not depend on the character set of the compiler. Trigraphs
/// are escaped.
fn c(text: &str) -> String {
    let mut literal = String::from('"');
    let mut before = 0;
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => literal.extend(['\\', char::from(byte)]),
            b'?' if before == b'?' => literal.push_str("\\?"),
            b' '..=b'~' => literal.push(char::from(byte)),
            _ => {
                let _ = write!(literal, "\\{byte:03o}");
            }
        }
        before = byte;
    }
    literal.push('"');
    literal
}

/// Writes a Java literal in ASCII, because older compilers read a file in the character set of their machine. `\\u` is safe:
/// compilers do not read the second backslash as the start of `\u`.
fn java(text: &str) -> String {
    let mut literal = String::new();
    for c in quoted_literal(text, '"', "").chars() {
        if c.is_ascii() {
            literal.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(literal, "\\u{unit:04x}");
        }
    }
    literal
}

/// Escapes a text within a Javadoc comment: HTML, Javadoc tags, the end of the comment, and `\u`, which the compiler also reads in
/// comments.
fn javadoc(text: &str) -> String {
    let mut doc = String::new();
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '@' | '{' | '}' | '\\' => {}
            '/' if doc.ends_with('*') => {}
            _ if c.is_ascii() => {
                doc.push(c);
                continue;
            }
            _ => {}
        }
        let _ = write!(doc, "&#{};", u32::from(c));
    }
    doc
}

/// Changes a text for a comment of any common language. The text cannot end the comment, open another comment or join the next
/// line to the comment.
fn comment(text: &str) -> String {
    let mut text = text.replace("*/", "* /").replace("/*", "/ *");
    while text.contains("??") {
        text = text.replace("??", "? ?");
    }
    if text.ends_with('\\') { text + "." } else { text }
}

/// Changes a text for a comment in Go, because gofmt turns doubled quotes into typographic quotes.
fn godoc(text: &str) -> String {
    text.replace("``", "` `").replace("''", "' '")
}

fn html(text: &str) -> String {
    let mut html = String::new();
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
    html
}

/// Returns the codes of a group: `codes | of(group)`. An `if` in the template is much slower in a table with many groups.
fn codes_of(codes: &Value, group: &Value) -> Result<Vec<Value>, Error> {
    let group = group.get_attr("group")?;
    let mut codes_of_group = Vec::new();
    for code in codes.try_iter()? {
        if code.get_attr("group")? == group {
            codes_of_group.push(code);
        }
    }
    Ok(codes_of_group)
}

/// Returns the smallest C type for the offsets of a column: `codes | c_offset("when")`. In the header, a column is one string in
/// which each text ends with NUL.
fn c_offset(codes: &Value, column: &str) -> Result<Value, Error> {
    let mut bytes = 1;
    for code in codes.try_iter()? {
        bytes += text_of(&code.get_attr(column)?)?.len() + 1;
    }
    let offset = if u16::try_from(bytes).is_ok() { "uint16_t" } else { "uint32_t" };
    Ok(Value::from_safe_string(offset.to_owned()))
}
