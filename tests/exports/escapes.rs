//! The filters of templates. The tests decode the filtered texts like the target language, and compare them with the texts.

use std::fs;

use serde_json::Value;

use crate::{Folder, NO_NUMBERS, ODD, SAMPLE, TEMPLATE_FORMATS, export};

/// Returns each `message` and `when` of `odd.toml`, and the filtered text.
fn texts_and_results(name: &str, filter: &str) -> Vec<(String, String)> {
    let folder = Folder::new(name);
    let template = format!(
        "{{% for code in codes %}}\n{{{{ code.message | json }}}}\n{{{{ code.message | {filter} }}}}\n\
         {{{{ code.when | json }}}}\n{{{{ code.when | {filter} }}}}\n{{% endfor %}}\n"
    );
    let rendered = folder.render(&template, ODD);
    let lines: Vec<_> = rendered.lines().collect();
    let pairs = lines.chunks(2).map(|pair| (serde_json::from_str(pair[0]).expect("JSON"), pair[1].to_owned()));
    let pairs: Vec<_> = pairs.collect();
    assert!(pairs.len() > 40);
    pairs
}

/// Decodes a string literal. If `octal` is `true`, three octal digits may follow a backslash.
fn decode_literal(literal: &str, octal: bool) -> String {
    let quote = literal.as_bytes()[0];
    assert!(quote == b'"' || quote == b'\'', "{literal}");
    let inner = literal[1..].strip_suffix(char::from(quote)).expect("it ends with its quote");
    let mut bytes = Vec::new();
    let mut rest = inner.bytes();
    while let Some(byte) = rest.next() {
        assert_ne!(byte, quote, "the literal ends early: {literal}");
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let escaped = rest.next().expect("an escape has a character");
        if escaped.is_ascii_digit() {
            assert!(octal, "{literal}");
            let digits = [escaped, rest.next().unwrap(), rest.next().unwrap()];
            let value = digits.iter().fold(0, |value, digit| value * 8 + u32::from(digit - b'0'));
            bytes.push(u8::try_from(value).expect("a byte"));
        } else {
            assert!(!escaped.is_ascii_alphanumeric(), "the escape means another character: {literal}");
            bytes.push(escaped);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_string_filter_has_a_test() {
    let help = Folder::new("filters").export(&["--help"]).out();
    let filters = help.split_once("Filters: ").expect("a list").1.lines().next().unwrap_or_default();
    let mut filters: Vec<_> = filters.split(", ").filter(|filter| filter.ends_with("_string")).collect();
    // Java has a test of its own.
    filters.retain(|filter| *filter != "java_string");
    let tested: Vec<_> = STRING_FILTERS.iter().map(|(filter, _)| *filter).collect();
    assert_eq!(filters, tested);
}

/// The filters that write a string literal, and whether three octal digits may follow a backslash.
const STRING_FILTERS: [(&str, bool); 4] =
    [("ts_string", false), ("py_string", false), ("c_string", true), ("php_string", false)];

#[test]
fn string_literals_decode_to_the_text() {
    for (filter, octal) in STRING_FILTERS.into_iter().chain([("quoted", false)]) {
        for (text, literal) in texts_and_results(&format!("literal-{filter}"), filter) {
            assert_eq!(decode_literal(&literal, octal), text, "{filter}");
        }
    }
    for (text, literal) in texts_and_results("literal-quoted-dollar", "quoted(\"$#\")") {
        assert_eq!(decode_literal(&literal, false), text);
        let dollars = literal.match_indices(['$', '#']);
        assert!(dollars.into_iter().all(|(at, _)| literal[..at].ends_with('\\')), "{literal}");
    }
    for (text, literal) in texts_and_results("literal-php", "php_string") {
        // In double quotes, PHP also replaces variables and has more escapes.
        assert!(literal.starts_with('\'') || !literal.contains(['$', '\\']), "{text}: {literal}");
    }
    for (text, literal) in texts_and_results("literal-c", "c_string") {
        assert!(literal.is_ascii() && !literal.contains("??"), "{text}: {literal}");
    }
}

/// Decodes a string literal of Java. Java replaces `\u` escapes first, but not after an odd number of backslashes.
fn decode_java_literal(literal: &str) -> String {
    let (mut units, mut backslashes) = (Vec::new(), 0);
    let mut rest = literal;
    while let Some(first) = rest.chars().next() {
        if backslashes % 2 == 0 && rest.starts_with("\\u") {
            let unit = u16::from_str_radix(&rest[2..6], 16).expect("four digits");
            assert!(unit > 0x7f, "the escape may be a character with a special meaning: {literal}");
            units.push(unit);
            rest = &rest[6..];
            backslashes = 0;
            continue;
        }
        assert!(first.is_ascii(), "{literal}");
        units.push(first as u16);
        rest = &rest[1..];
        backslashes = if first == '\\' { backslashes + 1 } else { 0 };
    }
    decode_literal(&String::from_utf16(&units).expect("valid UTF-16"), false)
}

#[test]
fn string_literals_of_java_decode_to_the_text() {
    for (text, literal) in texts_and_results("literal-java", "java_string") {
        assert_eq!(decode_java_literal(&literal), text);
    }
}

#[test]
fn no_text_ends_a_comment_early() {
    for (text, comment) in texts_and_results("comment", "comment") {
        assert!(!comment.contains("*/") && !comment.contains("/*") && !comment.contains("??"), "{text}: {comment}");
        assert!(!comment.ends_with('\\'), "{text}: {comment}");
    }
    for (text, doc) in texts_and_results("ts-doc", "ts_doc").into_iter().chain(texts_and_results("php-doc", "php_doc"))
    {
        assert!(!doc.contains("*/"), "{text}: {doc}");
        let tags =
            doc.match_indices('@').filter(|(at, _)| !doc[..*at].ends_with(|c: char| c == '\\' || c.is_alphanumeric()));
        assert_eq!(tags.count(), 0, "{text}: {doc}");
    }
    for (text, doc) in texts_and_results("py-doc", "py_doc") {
        assert!(!doc.contains("\"\"\""), "{text}: {doc}");
        let literal = format!("'{}'", doc.replace('\'', "\\'"));
        assert_eq!(decode_literal(&literal, false), text, "the comment decodes to the text");
        assert!(!doc.ends_with('"') || doc.ends_with("\\\""), "{text}: {doc}");
    }
    for (text, doc) in texts_and_results("go-doc", "go_doc") {
        assert!(!doc.contains("``") && !doc.contains("''"), "gofmt changes {doc}");
        assert_eq!(doc.replace(' ', ""), text.replace(' ', ""));
    }
    for (text, doc) in texts_and_results("java-doc", "java_doc") {
        assert!(
            doc.is_ascii() && !doc.contains("*/") && !doc.contains(['<', '>', '@', '{', '}', '\\']),
            "{text}: {doc}"
        );
        let mut parts = doc.split("&#");
        let mut back = parts.next().unwrap().to_owned();
        for part in parts {
            let (number, rest) = part.split_once(';').expect("an entity");
            back.extend(number.parse().ok().and_then(char::from_u32));
            back += rest;
        }
        assert_eq!(back, text);
    }
    for (text, html) in texts_and_results("html", "html") {
        assert!(!html.contains(['<', '>', '"', '\'']), "{text}: {html}");
        let back = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        assert_eq!(back.replace("&amp;", "&"), text);
    }
}

/// The filter `yaml` writes a JSON string. If the text contains `"` and needs no other escapes, the filter writes single quotes,
/// because prettier prefers them.
#[test]
fn yaml_strings_decode_to_the_text() {
    let read = |literal: &str| match literal.strip_prefix('\'') {
        Some(rest) => {
            let inner = rest.strip_suffix('\'').expect("it ends with its quote").replace("\'\'", "\0");
            assert!(!inner.contains('\''), "{literal}");
            inner.replace('\0', "'")
        }
        None => serde_json::from_str(literal).expect("JSON"),
    };
    for (text, literal) in texts_and_results("yaml", "yaml") {
        assert_eq!(read(&literal), text);
        assert_eq!(literal.starts_with('\''), text.contains('"') && !text.contains('\\'), "{literal}");
    }
    // Characters that YAML must escape, and neighbors of these. Tables do not contain most of them.
    let folder = Folder::new("yaml-unprintable");
    for text in ["\u{fffe}", "\" \u{ffff} \u{10ffff}", "\u{feff}\u{2028}\u{85}\u{7f}\u{1b}\t\r\n\0", "\u{fffd}\u{e000}"]
    {
        let literal = folder.render(&format!("{{{{ {} | yaml }}}}", serde_json::to_string(text).unwrap()), NO_NUMBERS);
        let is_printable = |c: char| {
            matches!(c, ' '..='~' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..) && !"\u{feff}\u{2028}\u{2029}".contains(c)
        };
        assert!(literal.chars().all(is_printable), "{literal:?}");
        assert_eq!(read(&literal), text);
    }
    let spelled = |name: &str| folder.render(&format!("{{{{ '{name}' | yaml_name }}}}"), NO_NUMBERS);
    for word in ["NULL", "True", "NO", "OFF", "Yes", "ON", "FALSE"] {
        assert_eq!(spelled(word), format!("\"{word}\""));
    }
    for name in ["NULLS", "NAN", "INFINITY", "E10", "ONE"] {
        assert_eq!(spelled(name), name);
    }
    let spelled = |name: &str| folder.render(&format!("{{{{ '{name}' | openapi_name }}}}"), NO_NUMBERS);
    for name in ["KnownErrorCode", "KnownErrorCode_", "TextErrorNumber", "TextErrorNumber_"] {
        assert_eq!(spelled(name), format!("{name}_"));
    }
    assert_eq!(spelled("NumberError"), "NumberError");
}

#[test]
fn the_filters_for_case_convert_names() {
    let folder = Folder::new("cases");
    let all_cases = |name: &str| {
        let template = "{% set n = groups[0].enum %}{{ n | camel }} {{ n | pascal }} {{ n | snake }} {{ n | screaming }} {{ n | lower_first }} {{ n | sentence }}";
        let table = folder.read("codes.toml").replace("OrderError", name);
        folder.write("named.toml", table);
        folder.render(template, "named.toml")
    };
    assert_eq!(all_cases("OrderError"), "orderError OrderError order_error ORDER_ERROR orderError Order error");
    assert_eq!(all_cases("HTTPError"), "httpError HttpError http_error HTTP_ERROR hTTPError Http error");
    assert_eq!(
        all_cases("Sha256Error2"),
        "sha256Error2 Sha256Error2 sha256_error2 SHA256_ERROR2 sha256Error2 Sha256 error2"
    );
    assert_eq!(all_cases("E4"), "e4 E4 e4 E4 e4 E4");
}

/// A reserved name gets an underscore. A name that equals the result gets another underscore.
#[test]
fn reserved_names_get_an_underscore_and_remain_distinct() {
    let typescript = export("typescript", ODD);
    for (name, spelled) in [("Object", "Object_"), ("Object_", "Object__"), ("JSON", "JSON_"), ("Error", "Error")] {
        assert!(typescript.contains(&format!("export const {spelled} = {{")), "{name}");
    }
    let python = export("python", ODD);
    for spelled in ["True_", "StrEnum_", "ValueError_", "Final_", "Error", "JSON"] {
        assert!(python.contains(&format!("\nclass {spelled}(Code):\n")), "{spelled}");
    }
    let go = export("go", ODD);
    for (name, spelled) in [("Error", "Error_"), ("JSON", "JSON_"), ("Object_", "Object__"), ("Text", "Text")] {
        assert!(go.contains(&format!("\ntype {spelled} ErrorCode\n")), "{name}");
    }
    let go_name = |name: &str| Folder::new("go-names").render(&format!("{{{{ '{name}' | go_name }}}}"), NO_NUMBERS);
    for like_a_constant_or_function in
        ["Text_QUOTES", "E4", "TextNumber", "TextFromNumeric", "TextFromNumericOrDefault"]
    {
        assert_eq!(go_name(like_a_constant_or_function), format!("{like_a_constant_or_function}_"));
    }
    let java = export("java", ODD);
    for spelled in ["Optional_", "Override_", "ErrorCodes_", "Object_", "Object__", "Error", "JSON"] {
        assert!(java.contains(&format!("\n  public enum {spelled} implements Code {{\n")), "{spelled}");
    }
    let php = export("php", ODD);
    for (name, spelled) in [("Object", "Object_"), ("Object_", "Object__"), ("True", "True_"), ("Error", "Error")] {
        assert!(php.contains(&format!("\nenum {spelled}: string implements Code\n")), "{name}");
    }
    for (code, spelled) in [("CLASS", "CLASS_"), ("FINGERPRINT", "FINGERPRINT_"), ("DEFAULT", "DEFAULT")] {
        assert!(php.contains(&format!("\n    case {spelled} = '{code}';\n")), "{code}");
    }
    let c = export("c", ODD);
    for (code, constant) in [
        ("UNKNOWN", "ERRCODES_UNKNOWN_"),
        ("FINGERPRINT", "ERRCODES_FINGERPRINT_"),
        ("FOR_EACH_CODE", "ERRCODES_FOR_EACH_CODE_"),
        ("EOF", "ERRCODES_EOF"),
        ("NULL", "ERRCODES_NULL"),
    ] {
        assert!(c.contains(&format!("    X({constant}, ")) && c.contains(&format!("\"{code}\", -1")), "{code}");
    }
    // Each language marks deprecated codes in its own way.
    assert!(typescript.contains("   * @deprecated Use \\ or \"QUOTES\" *\\/ instead.\n"));
    assert!(python.contains("    Deprecated: Use \\\\ or \"QUOTES\" */ instead.\n"));
    assert!(go.contains("\t//\n\t// Deprecated: Use \\ or \"QUOTES\" */ instead.\n\tBACKSLASHES ErrorCode = "));
    let mark = "     * @deprecated Use &#92; or \"QUOTES\" *&#47; instead.\n     */\n    @Deprecated\n    BACKSLASHES(";
    assert_eq!(java.matches(mark).count(), 2, "once in the enum of all codes, and once in the enum of the group");
    assert!(
        php.contains("     *\n     * @deprecated Use \\ or \"QUOTES\" *\\/ instead.\n     */\n    case BACKSLASHES = ")
    );
    assert!(c.contains("ERRCODES_BACKSLASHES ERRCODES_DEPRECATED_(\"Use \\\\ or \\\"QUOTES\\\" */ instead.\") = 4,"));
}

/// The enum of a group may have any name. If the export itself uses this name, the filter must change the name of the enum.
#[test]
fn the_names_that_an_export_uses_are_reserved() {
    let folder = Folder::new("own-names");
    // Replaces messages in single quotes, which contain quotes, because the search for string literals is simple.
    let is_simple = |line: &&str| !line.starts_with("message = '");
    let lines = fs::read_to_string(SAMPLE).unwrap();
    let lines: Vec<_> = lines.lines().map(|line| if is_simple(&line) { line } else { "message = \"Paid\"" }).collect();
    folder.write("simple.toml", lines.join("\n"));
    let simple = folder.0.join("simple.toml");
    let simple = simple.to_str().unwrap();
    let table: Value = serde_json::from_str(&export("json", simple)).unwrap();
    let values_of = |section: &str, field: &'static str| -> Vec<String> {
        table[section].as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
    };
    let (enums, codes) = (values_of("groups", "enum"), values_of("codes", "code"));
    for format in TEMPLATE_FORMATS {
        // The filter for the names of enums, and how comments and strings begin and end.
        let (filter, quotes): (_, &[_]) = match format {
            "typescript" => ("ts_name", &[("//", "\n"), ("/*", "*/"), ("\"", "\""), ("'", "'"), ("`", "`")]),
            "python" => ("py_name", &[("\"\"\"", "\"\"\""), ("\"", "\""), ("#", "\n")]),
            "go" => ("go_name", &[("//", "\n"), ("\"", "\""), ("`", "`"), ("'", "'")]),
            "java" => ("java_name", &[("//", "\n"), ("/*", "*/"), ("\"", "\""), ("'", "'")]),
            "php" => ("php_type", &[("//", "\n"), ("/*", "*/"), ("\"", "\""), ("'", "'")]),
            "c" => ("c_name", &[("/*", "*/"), ("\"", "\"")]),
            // Documents declare no names. The filter `openapi_name` has its own test.
            "openapi" | "markdown" | "html" => continue,
            _ => panic!("add the filter, comments and strings of {format} here"),
        };
        let source = without_comments_and_strings(&export(format, simple), quotes);
        let source = if ["go", "php"].contains(&format) { declarations(&source) } else { source };
        let mut names: Vec<_> = source.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        names.sort_unstable();
        names.dedup();
        // Constants of C begin with the prefix. Private ones end with an underscore, so no errorCode equals them.
        if format == "c" {
            names.retain(|name| name.starts_with("ERRCODES_") && !name.ends_with('_'));
        }
        // Of the constants of Java, only FINGERPRINT counts. All others are members of enums, so they hide no other names.
        if format == "java" {
            names.retain(|name| *name == "FINGERPRINT" || name.contains(|c: char| c.is_ascii_lowercase()));
        }
        let names = names.iter().map(|name| name.trim_start_matches("ERRCODES_"));
        let names = names.filter(|name| name.len() > 1 && name.starts_with(|first: char| first.is_ascii_uppercase()));
        let names = names.filter(|name| !enums.iter().chain(&codes).any(|known| known == name));
        let names = names.filter(|name| !name.starts_with("HTTP_"));
        // In Go, some constants and functions begin with the name of the type of a group. The filter renames a type that would equal one
        // of them.
        let names: Vec<_> =
            names.filter(|name| format != "go" || !enums.iter().any(|known| name.starts_with(known))).collect();
        assert!(
            !names.is_empty(),
            "no names found in {format}: do its strings and comments begin and end as given above?"
        );
        for name in names {
            let spelled = folder.render(&format!("{{{{ '{name}' | {filter} }}}}"), NO_NUMBERS);
            assert_eq!(spelled, format!("{name}_"), "{format} uses {name} itself");
        }
    }
}

/// Returns the names that a Go or PHP source declares, one per line. Fields and names of other packages do not conflict.
fn declarations(source: &str) -> String {
    let mut names = String::new();
    for line in source.lines().map(str::trim_start) {
        let method = line.strip_prefix("func (").and_then(|method| method.split_once(") "));
        let words = ["func ", "type ", "const ", "var ", "interface ", "trait ", "enum ", "final class "];
        let declared = words.iter().find_map(|word| line.strip_prefix(word));
        let name = method.map(|(_, name)| name).or(declared).unwrap_or_default();
        names += name.split([' ', '(', ':']).next().unwrap_or_default();
        names.push('\n');
    }
    names
}

/// Returns the source without comments and strings. Each of these is between two delimiters.
fn without_comments_and_strings(source: &str, delimiters: &[(&str, &str)]) -> String {
    let (mut left, mut rest) = (String::new(), source);
    while let Some(first) = rest.chars().next() {
        if let Some((start, end)) = delimiters.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest[start.len()..].split_once(end).map_or("", |(_, rest)| rest);
            left.push(' ');
        } else {
            rest = &rest[first.len_utf8()..];
            left.push(first);
        }
    }
    left
}

#[test]
fn the_vectors_contain_the_bodies_and_numbers_that_readers_must_handle() {
    let vectors: Value = serde_json::from_str(&export("vectors", ODD)).unwrap();
    let names: Vec<_> =
        vectors["bodies"].as_array().unwrap().iter().map(|body| body["name"].as_str().unwrap()).collect();
    for name in [
        "an unknown code",
        "no errorCode",
        "every field null",
        "a list of messages",
        "other fields, in another order",
        "escapes in texts",
        "repeated fields",
        "a list",
        "HTML",
        "nothing",
        "deep nesting",
        "a code in lower case",
        "a code with a blank before it",
        "the name of an inherited property",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    let numbers = vectors["numbers"].as_array().unwrap();
    let of = |json: Value| numbers.iter().find(|number| number["group"] == "text" && number["json"] == json).unwrap();
    for (json, code, or_default) in [
        (Value::Null, None, Some("COMMENT")),
        ("null".into(), None, Some("COMMENT")),
        ("10".into(), Some("QUOTES"), Some("QUOTES")),
        ("10.0".into(), Some("QUOTES"), Some("QUOTES")),
        ("10e0".into(), Some("QUOTES"), Some("QUOTES")),
        ("10.7".into(), None, None),
        ("0".into(), None, None),
        ("-1".into(), None, None),
        ("65546".into(), None, None),
        ("9007199254740992".into(), None, None),
        ("\"10\"".into(), None, None),
        ("true".into(), None, None),
    ] {
        let number = of(json);
        assert_eq!((number["code"].as_str(), number["or_default"].as_str()), (code, or_default), "{number}");
    }
}
