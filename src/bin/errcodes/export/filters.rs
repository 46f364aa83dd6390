//! The filters of templates: each makes a text or a name right for one place of one language.
//!
//! A filter's result is printed as it is. A text of the table without a filter is an error, see [`print`].

use core::fmt::Write as _;

use errcodes::table::text::is_invisible;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, Value};

use super::namespace;
use crate::output::markdown;

/// Adds the filters, and takes away those that would print a text as it is.
pub fn add(environment: &mut Environment<'_>) {
    environment.set_formatter(print);
    // Not HTML: it makes the results of macros count as escaped, as their parts are.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("source".into()));
    for raw in ["safe", "e", "escape"] {
        environment.remove_filter(raw);
    }
    for (name, filter) in TEXTS {
        environment.add_filter(*name, move |text: &Value| escaped(filter(text_of(text)?)));
    }
    for (name, filter) in NAMES {
        environment.add_filter(*name, move |name: &Value| escaped(filter(name_of(name)?)));
    }
    environment.add_filter("quoted", |text: &Value, also: Option<&str>| {
        escaped(quoted(text_of(text)?, '"', also.unwrap_or_default()))
    });
    environment.add_filter("c_offset", c_offset);
    environment.add_filter("of", of);
}

/// The names of the filters, besides the engine's own.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().chain(NAMES).map(|(name, _)| *name).chain(["quoted", "of"])
}

type Filter = (&'static str, fn(&str) -> String);

/// Filters of texts: string literals and comments.
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

/// Filters of names: letter case, and what a language reserves.
const NAMES: &[Filter] = &[
    ("camel", |name| lower_first(&pascal(name))),
    ("pascal", pascal),
    ("lower_first", lower_first),
    ("snake", |name| words(name).join("_").to_lowercase()),
    ("sentence", |name| upper_first(&words(name).join(" ").to_lowercase())),
    ("screaming", |name| words(name).join("_").to_uppercase()),
    ("ts_name", |name| unreserved(name, TYPESCRIPT)),
    ("py_name", |name| unreserved(name, PYTHON)),
    ("go_name", go),
    ("java_name", |name| unreserved(name, JAVA)),
    ("php_type", php_type),
    ("php_case", |name| unreserved_in_php(name, ["CLASS", "FINGERPRINT"].iter())),
    ("openapi_name", openapi),
    ("yaml_name", yaml_name),
    ("c_name", |name| if name.starts_with("FOR_EACH_") { format!("{name}_") } else { unreserved(name, C) }),
];

/// TypeScript's words that a group's type may not have for a name, and the names that the export uses.
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

/// Python's words that a group's class may not have for a name, and the names that the export uses.
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

/// The names that the Go export uses itself, of types, functions and methods, and those that Go's tools and libraries expect
/// to be methods of a certain kind: each group's type is also the name of a method.
#[rustfmt::skip]
const GO: &[&str] = &[
    "As", "Body", "Deprecated", "ErrUnknownNumber", "Error", "ErrorBody", "ErrorCode", "ErrorCodes", "Fingerprint",
    "Format", "FromID", "GoString", "GobDecode", "GobEncode", "Group", "Groups", "ID", "Is", "Known", "MarshalJSON",
    "MarshalText", "MarshalXML", "Message", "Numeric", "OrDefault", "ReadByte", "ReadError", "ReadFrom", "ReadRune",
    "Reason", "ReceivedError", "Scan", "Seek", "Status", "Statuses", "UnmarshalJSON", "UnmarshalText", "UnmarshalXML",
    "UnreadByte", "UnreadRune", "Unwrap", "When", "WriteByte", "WriteTo",
];

/// The names that the Java export uses itself: a group's enum is nested in the same class, where it would hide them.
#[rustfmt::skip]
const JAVA: &[&str] = &[
    "Arrays", "Code", "Collectors", "Deprecated", "ErrorBody", "ErrorCode", "ErrorCodes", "FINGERPRINT", "Group",
    "IllegalArgumentException", "Integer", "List", "Map", "Number", "Object", "Optional", "OptionalInt", "Override",
    "ReceivedError", "Status", "String", "StringBuilder",
];

/// The names that the PHP export uses itself, and words that are no keywords, but types of the language.
#[rustfmt::skip]
const PHP: &[&str] = &[
    "Code", "CodeMethods", "ErrorBody", "ErrorCode", "Facts", "ReceivedError", "Status", "StatusFacts",
    "bool", "false", "float", "int", "iterable", "mixed", "never", "null", "object", "parent", "self", "string", "true",
    "void",
];

/// The header's own constants, besides those that begin with `FOR_EACH_`. Nothing else of C can be in the way, as every name
/// has a prefix.
const C: &[&str] = &["COUNT", "FINGERPRINT", "H", "UNKNOWN"];

/// Prints what an expression evaluates to: names, numbers and filtered texts. Anything else would be wrong in one table or
/// another, and is an error.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let problem = match value.kind() {
        ValueKind::String if value.is_safe() => return Ok(write!(out, "{value}")?),
        ValueKind::Number if value.is_integer() => return Ok(write!(out, "{value}")?),
        ValueKind::Bool => return Ok(write!(out, "{}", value.is_true())?),
        ValueKind::String => {
            "a text needs a filter that escapes it for its place, such as `|json` or `|comment`".to_owned()
        }
        ValueKind::None | ValueKind::Undefined => "this is null here; write it within an `if`".to_owned(),
        kind => format!("a {kind} cannot be printed; print its parts"),
    };
    Err(Error::new(ErrorKind::InvalidOperation, problem))
}

#[allow(clippy::unnecessary_wraps, reason = "a filter's closure returns it")]
fn escaped(text: String) -> Result<Value, Error> {
    Ok(Value::from_safe_string(text))
}

fn text_of(value: &Value) -> Result<&str, Error> {
    value.as_str().ok_or_else(|| {
        let problem = match value.kind() {
            ValueKind::Undefined => return Error::from(ErrorKind::UndefinedError),
            ValueKind::None => "this is null here; write it within an `if`".to_owned(),
            kind => format!("expected a text, found a {kind}"),
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

/// The words of a name in any case: `SESSION_EXPIRED`, `sessionExpired` and `SessionExpired` have the same two.
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

/// A reserved name with an underscore after it. A name that already is a reserved one with underscores gets one more, so
/// that no two names become the same.
fn unreserved(name: &str, reserved: &[&str]) -> String {
    let taken = reserved.contains(&name.trim_end_matches('_'));
    format!("{name}{}", if taken { "_" } else { "" })
}

/// After the word `enum`, PHP 8.2 takes a name that begins with one of two words for that word.
fn php_type(name: &str) -> String {
    let lowercase = name.to_ascii_lowercase();
    if lowercase.starts_with("extends") || lowercase.starts_with("implements") {
        return format!("_{name}");
    }
    unreserved_in_php(name, namespace::PHP_WORDS.iter().chain(PHP))
}

/// PHP's words, and its names of types, are the same in any letter case.
fn unreserved_in_php<'a>(name: &str, mut reserved: impl Iterator<Item = &'a &'static str>) -> String {
    let taken = reserved.any(|word| word.eq_ignore_ascii_case(name.trim_end_matches('_')));
    format!("{name}{}", if taken { "_" } else { "" })
}

/// A constant in Go is an errorCode, or a type, an underscore and an errorCode; a function is a type with a word after it.
/// No type looks like these.
fn go(name: &str) -> String {
    let is_constant = name.contains('_') || !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_function = ["Number", "FromNumeric", "FromNumericOrDefault"].iter().any(|end| name.ends_with(end));
    if is_constant || is_function { format!("{name}_") } else { unreserved(name, GO) }
}

/// The number of a group's codes is its type and `Number`, which no type then looks like.
fn openapi(name: &str) -> String {
    let is_number = name.trim_end_matches('_').ends_with("Number");
    if is_number { format!("{name}_") } else { unreserved(name, &["KnownErrorCode"]) }
}

/// In quotes where YAML takes the name for something else than a string.
fn yaml_name(name: &str) -> String {
    let is_word = ["false", "no", "null", "off", "on", "true", "yes"].contains(&name.to_lowercase().as_str());
    if is_word { json(name) } else { name.to_owned() }
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

/// In the quotes that take fewer escapes, as prettier has it.
fn javascript(text: &str) -> String {
    quoted(text, fewer_escapes(text), "")
}

/// In the quotes that take fewer escapes, as ruff has it.
fn python(text: &str) -> String {
    quoted(text, fewer_escapes(text), "")
}

/// In single quotes, where only they and backslashes have a meaning; a text with an apostrophe and nothing that double
/// quotes give a meaning is in those.
fn php(text: &str) -> String {
    let has_apostrophe_alone = text.contains('\'') && !text.contains(['"', '\\', '$']);
    quoted(text, if has_apostrophe_alone { '"' } else { '\'' }, "")
}

fn fewer_escapes(text: &str) -> char {
    let count = |quote| text.matches(quote).count();
    if count('"') > count('\'') { '\'' } else { '"' }
}

/// In double quotes, where YAML and JSON agree, but for what YAML calls unprintable; in single ones if that leaves nothing
/// to escape, as prettier has it.
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

/// A literal with backslashes before the quote, before backslashes and before the characters of `also`. The rules of a
/// table leave no control character to escape.
fn quoted(text: &str, quote: char, also: &str) -> String {
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

/// A text within `/** … */` that TypeScript's own parser takes for neither the end nor a tag.
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

/// A text within a docstring, which may end right after it.
fn docstring(text: &str) -> String {
    let doc = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    match doc.strip_suffix('"') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\\""),
        _ => doc,
    }
}

/// Bytes beyond ASCII are written in octal, so that no compiler's character set changes them; no trigraph is left.
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

/// A literal in ASCII, as older compilers read a file in the character set of their machine. Of two backslashes, no compiler
/// takes the second for the start of a `\u`.
fn java(text: &str) -> String {
    let mut literal = String::new();
    for c in quoted(text, '"', "").chars() {
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

/// A text within a Javadoc comment, which is HTML with tags of its own. The compiler reads a `\u` here too.
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

/// A text in a comment of any common language: it neither ends the comment, opens another nor continues a line.
fn comment(text: &str) -> String {
    let mut text = text.replace("*/", "* /").replace("/*", "/ *");
    while text.contains("??") {
        text = text.replace("??", "? ?");
    }
    if text.ends_with('\\') { text + "." } else { text }
}

/// A text in a comment of Go, where gofmt makes typographic quotes of doubled ones.
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

/// The codes of a group: `codes | of(group)`. A template's own `if` would take far longer in a table of many groups.
fn of(codes: &Value, group: &Value) -> Result<Vec<Value>, Error> {
    let group = group.get_attr("group")?;
    let mut own = Vec::new();
    for code in codes.try_iter()? {
        if code.get_attr("group")? == group {
            own.push(code);
        }
    }
    Ok(own)
}

/// The C type that holds every offset into a column of texts, each closed by a NUL: `codes | c_offset("when")`.
fn c_offset(codes: &Value, column: &str) -> Result<Value, Error> {
    let mut bytes = 1;
    for code in codes.try_iter()? {
        bytes += text_of(&code.get_attr(column)?)?.len() + 1;
    }
    let offset = if u16::try_from(bytes).is_ok() { "uint16_t" } else { "uint32_t" };
    Ok(Value::from_safe_string(offset.to_owned()))
}
