//! Conformance vectors: codes, bodies and numbers, and how every language must read and write them.
//!
//! The library is tested with these vectors too, so nothing here uses the code of the library.

use core::fmt::Write as _;

use serde::Serialize;
use serde_json::json;

use super::data::{Code, Data, Group, Name, Status};

/// An errorCode that no table can have.
const UNKNOWN: &str = "NO_SUCH_CODE__";

/// The depth of nested JSON. It is unusually deep, but the JSON parsers of all exported languages accept it.
const DEPTH: usize = 100;

/// The vectors of a table. The `name` of a vector says what it tests.
#[derive(Serialize)]
pub struct Vectors<'a> {
    schema: u32,
    generator: &'a str,
    version: Option<&'a str>,
    fingerprint: &'a Name,
    codes: Vec<CodeVector<'a>>,
    statuses: Vec<StatusVector<'a>>,
    bodies: Vec<BodyVector>,
    numbers: Vec<NumberVector<'a>>,
}

/// A code, and the body of its answer. A writer must write this body, and a reader must read the code from it.
#[derive(Serialize)]
struct CodeVector<'a> {
    code: &'a Name,
    /// The 32-bit FNV-1a hash of the errorCode.
    id: u32,
    group: &'a Name,
    status: u16,
    reason: &'a str,
    message: &'a str,
    numeric: Option<u16>,
    body: String,
}

/// A status, and the body of its answer without an errorCode.
#[derive(Serialize)]
struct StatusVector<'a> {
    status: u16,
    reason: &'a str,
    body: String,
}

/// A received answer, and the values that a reader must read from it.
#[derive(Serialize)]
struct BodyVector {
    name: &'static str,
    status: u16,
    body: String,
    expected: ReadBody,
}

/// The result of reading a body. A field that is missing in the body, or has no string, is `null`. A list gives its first string.
#[derive(Serialize)]
struct ReadBody {
    status: u16,
    message: Option<String>,
    #[serde(rename = "errorCode")]
    error_code: Option<String>,
    /// Whether the table has the errorCode.
    known: bool,
    error: Option<String>,
}

/// A JSON value that is read as a number of a group.
#[derive(Serialize)]
struct NumberVector<'a> {
    name: &'static str,
    group: &'a Name,
    /// The value as JSON. `null` if the field with the number is missing.
    json: Option<String>,
    /// The code with this number. `null` if no code has this number.
    code: Option<&'a Name>,
    /// The result of a reader that accepts a missing number: the code with this number, or the group's default if the number is
    /// missing or is `null` in JSON. `None` means that the reader must return an error: the number is unknown, or it is missing and
    /// the group has no default.
    or_default: Option<&'a Name>,
}

impl<'a> Vectors<'a> {
    pub fn new(data: &'a Data) -> Self {
        Self {
            schema: data.schema,
            generator: data.generator,
            version: data.version.as_deref(),
            fingerprint: &data.fingerprint,
            codes: data.codes.iter().map(CodeVector::new).collect(),
            statuses: data.statuses.iter().map(StatusVector::new).collect(),
            bodies: bodies(data),
            numbers: data.groups.iter().filter(|group| group.numeric).flat_map(|group| numbers(data, group)).collect(),
        }
    }
}

impl<'a> CodeVector<'a> {
    fn new(code: &'a Code) -> Self {
        let Code { code, group, status, reason, message, numeric, .. } = code;
        let body =
            format!(r#"{{"message":{},"errorCode":{},"error":{}}}"#, json!(message), json!(code.0), json!(reason));
        let hash = |id: u32, byte: u8| (id ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let id = code.0.bytes().fold(0x811c_9dc5, hash);
        Self { code, id, group, status: *status, reason, message, numeric: *numeric, body }
    }
}

impl<'a> StatusVector<'a> {
    fn new(status: &'a Status) -> Self {
        let Status { status, reason, message, .. } = status;
        let body = format!(r#"{{"message":{},"error":{}}}"#, json!(message.as_ref().unwrap_or(reason)), json!(reason));
        Self { status: *status, reason, body }
    }
}

/// Returns ordinary and unusual bodies that every reader must handle.
fn bodies(data: &Data) -> Vec<BodyVector> {
    let (code, last) = (&data.codes[0].code.0, &data.codes[data.codes.len() - 1].code.0);
    let mut bodies = Bodies { code, last, out: Vec::new() };
    bodies.add_plain();
    bodies.add_non_strings();
    bodies.add_order_and_repetition();
    bodies.add_escapes();
    bodies.add_near_misses(data);
    bodies.add_sizes();
    bodies.add_non_objects();

    // The status is always the received one. It does not depend on the body or the table.
    let statuses = data.statuses.iter().map(|status| status.status).chain([502, 200, 599]);
    for (body, status) in bodies.out.iter_mut().zip(statuses.collect::<Vec<_>>().into_iter().cycle()) {
        (body.status, body.expected.status) = (status, status);
        body.expected.known = data.codes.iter().any(|code| Some(&code.code.0) == body.expected.error_code.as_ref());
    }
    bodies.out
}

struct Bodies<'a> {
    /// The first code of the table.
    code: &'a str,
    /// The last code of the table.
    last: &'a str,
    out: Vec<BodyVector>,
}

impl Bodies<'_> {
    /// Adds a body, and the `message`, `errorCode` and `error` that a reader must read.
    fn add(&mut self, name: &'static str, body: impl Into<String>, read: [Option<&str>; 3]) {
        let [message, error_code, error] = read.map(|text| text.map(str::to_owned));
        let expected = ReadBody { status: 0, message, error_code, known: false, error };
        self.out.push(BodyVector { name, status: 0, body: body.into(), expected });
    }

    fn add_plain(&mut self) {
        let (code, m, e) = (self.code, Some("m"), Some("e"));
        self.add("a known code", format!(r#"{{"message":"m","errorCode":"{code}","error":"e"}}"#), [m, Some(code), e]);
        let unknown = format!(r#"{{"message":"m","errorCode":"{UNKNOWN}","error":"e"}}"#);
        self.add("an unknown code", unknown, [m, Some(UNKNOWN), e]);
        self.add("no errorCode", r#"{"message":"m","error":"e"}"#, [m, None, e]);
        self.add("an empty object", "{}", [None; 3]);
        self.add("every field null", r#"{"message":null,"errorCode":null,"error":null}"#, [None; 3]);
        self.add("every field empty", r#"{"message":"","errorCode":"","error":""}"#, [Some(""); 3]);
    }

    fn add_non_strings(&mut self) {
        let (code, m, e) = (self.code, Some("m"), Some("e"));
        for value in ["5", "5.5", "true", "[]", "{}", r#"{"errorCode":"X"}"#, r#"["X"]"#] {
            let body = format!(r#"{{"message":"m","errorCode":{value}}}"#);
            self.add("an errorCode that is not a string", body, [m, None, None]);
        }
        let objects = ["{}", r#"{"message":"a"}"#, r#"{"0":"a"}"#];
        for value in ["5", "-1.5e3", "false", "[]", "[1,null,{}]", r#"[["a"]]"#].into_iter().chain(objects) {
            let body = format!(r#"{{"message":{value},"errorCode":"{code}"}}"#);
            self.add("a message that is not a string", body, [None, Some(code), None]);
        }
        for value in ["5", "true", "{}", "[]"] {
            self.add("an error that is not a string", format!(r#"{{"error":{value},"message":"m"}}"#), [m, None, None]);
        }
        let list = format!(r#"{{"message":["a","b"],"errorCode":"{code}"}}"#);
        self.add("a list of messages", list, [Some("a"), Some(code), None]);
        self.add("a list with a later text", r#"{"message":[1,null,"b"],"error":"e"}"#, [Some("b"), None, e]);
    }

    fn add_order_and_repetition(&mut self) {
        let (code, last, m, e) = (self.code, self.last, Some("m"), Some("e"));
        let others = format!(
            r#"{{"statusCode":400,"error":"e","a":[{{"message":"x"}}],"errorCode":"{last}","data":{{"errorCode":"X"}},"message":"m","z":1e3}}"#
        );
        self.add("other fields, in another order", others, [m, Some(last), e]);
        let blanks = format!(" \t\r\n{{ \"errorCode\" :\n\"{code}\" , \"message\"\t: \"m\" }} \n");
        self.add("blanks between the parts", blanks, [m, Some(code), None]);
        let repeated = format!(r#"{{"message":"a","errorCode":"X","message":"m","errorCode":"{code}"}}"#);
        self.add("repeated fields", repeated, [m, Some(code), None]);
        let null_last = format!(r#"{{"message":"a","errorCode":"{code}","errorCode":null,"message":null}}"#);
        self.add("repeated fields, the last ones null", null_last, [None; 3]);
        let number_last = r#"{"message":"a","error":"e","message":5}"#;
        self.add("a repeated field, the last one not a string", number_last, [None, None, e]);
        let inherited = format!(r#"{{"__proto__":{{"errorCode":"{code}","message":"x"}},"message":"m"}}"#);
        self.add("inherited fields", inherited, [m, None, None]);
    }

    fn add_escapes(&mut self) {
        let (code, m) = (self.code, Some("m"));
        let odd_fields = format!(r#"{{"\u0000a":{{"\u0000":1}},"":"x","0":"x","errorCode":"{code}","message":"m"}}"#);
        self.add("field names with NUL, and an empty field name", odd_fields, [m, Some(code), None]);
        let mut escaped = String::new();
        for byte in code.bytes() {
            let _ = write!(escaped, "\\u{byte:04x}");
        }
        self.add("an escaped errorCode", format!(r#"{{"errorCode":"{escaped}"}}"#), [None, Some(code), None]);
        let fields = format!(r#"{{"error\u0043ode":"{code}","\u006dessage":"m"}}"#);
        self.add("an escaped field", fields, [m, Some(code), None]);
        let texts = r#"{"message":"\"\\\/\b\f\n\r\t\u00e9\ud83e\udd80\u0000\u2028 é 🦀","error":"\u003cb\u003e"}"#;
        let message = "\"\\/\u{8}\u{c}\n\r\té🦀\0\u{2028} é 🦀";
        self.add("escapes in texts", texts, [Some(message), None, Some("<b>")]);
    }

    /// Adds strings that are similar to a code, and names that have a meaning in some language.
    fn add_near_misses(&mut self, data: &Data) {
        let (code, last) = (self.code, self.last);
        let texts = [
            ("a code in lower case", code.to_lowercase()),
            ("a code with a blank before it", format!(" {code}")),
            ("a code with a blank after it", format!("{code} ")),
            ("a code with a letter more", format!("{code}S")),
            ("a code with a letter less", code[..code.len() - 1].to_owned()),
            ("a code with NUL after it", format!("{code}\0")),
            ("two codes", format!("{code}{last}")),
            ("the name of an inherited property", "__proto__".to_owned()),
            ("the name of an inherited property", "constructor".to_owned()),
            ("the name of an inherited property", "toString".to_owned()),
            ("the name of an inherited property", "hasOwnProperty".to_owned()),
            ("the name of an inherited property", "__class__".to_owned()),
            ("a code beyond ASCII", "SITZUNG_ABGELAUFEN_Ü".to_owned()),
            ("a long code", "A".repeat(1_000)),
        ];
        // A code with one letter more or less can be another code of the table.
        for (name, text) in texts.iter().filter(|(_, text)| data.codes.iter().all(|code| code.code.0 != *text)) {
            self.add(name, format!(r#"{{"errorCode":{}}}"#, json!(text)), [None, Some(text), None]);
        }
    }

    fn add_sizes(&mut self) {
        let (code, m) = (self.code, Some("m"));
        let (long, digits) = ("long ".repeat(2_000), "9".repeat(5_000));
        let nested = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
        let body = format!(r#"{{"message":"{long}","errorCode":"{code}"}}"#);
        self.add("a long message", body, [Some(&long), Some(code), None]);
        let body = format!(r#"{{"id":{digits},"errorCode":"{code}"}}"#);
        self.add("a long number", body, [None, Some(code), None]);
        let body = format!(r#"{{"details":{nested},"errorCode":"{code}","message":"m"}}"#);
        self.add("deep nesting", body, [m, Some(code), None]);
        let body = format!(r#"{{"message":{nested},"errorCode":"{code}"}}"#);
        self.add("deep nesting in a message", body, [None, Some(code), None]);
    }

    /// Adds bodies that are not a JSON object. A reader reads nothing from them.
    fn add_non_objects(&mut self) {
        let code = self.code;
        for (name, body) in [
            ("nothing", String::new()),
            ("blanks", " \n".to_owned()),
            ("HTML", "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>".to_owned()),
            ("plain text", "upstream connect error".to_owned()),
            ("a list", format!(r#"[{{"errorCode":"{code}"}}]"#)),
            ("a text", format!(r#""{code}""#)),
            ("a number", "400".to_owned()),
            ("true", "true".to_owned()),
            ("null", "null".to_owned()),
            ("half an object", format!(r#"{{"errorCode":"{code}""#)),
            ("two objects", format!(r#"{{"errorCode":"{code}"}}{{}}"#)),
            ("a comma too many", format!(r#"{{"errorCode":"{code}",}}"#)),
            ("single quotes", format!("{{'errorCode':'{code}'}}")),
            ("not JSON: NaN", format!(r#"{{"errorCode":"{code}","message":NaN}}"#)),
            ("not JSON: Infinity", format!(r#"{{"errorCode":"{code}","retryAfter":-Infinity}}"#)),
            ("not JSON: a line break in a text", format!("{{\"errorCode\":\"{code}\",\"message\":\"a\nb\"}}")),
            ("a byte order mark", format!("\u{feff}{{\"errorCode\":\"{code}\"}}")),
        ] {
            self.add(name, body, [None; 3]);
        }
    }
}

/// Returns each number of a group, and values that are not a number of the group.
fn numbers<'a>(data: &'a Data, group: &'a Group) -> Vec<NumberVector<'a>> {
    let codes = data.codes.iter().filter(|code| code.group.0 == group.group.0);
    let codes: Vec<_> = codes.filter_map(|code| Some((code.numeric?, &code.code))).collect();
    let code_of = |number: i64| codes.iter().find(|(known, _)| i64::from(*known) == number).map(|(_, code)| *code);
    let mut vectors = Vec::new();
    let mut add = |name, json: Option<String>, code: Option<&'a Name>| {
        let or_default = match json.as_deref() {
            None | Some("null") => group.default.as_ref(),
            Some(_) => code,
        };
        vectors.push(NumberVector { name, group: &group.group, json, code, or_default });
    };

    for &(number, code) in &codes {
        add("a code's number", Some(number.to_string()), Some(code));
    }
    add("no number", None, None);
    add("null", Some("null".to_owned()), None);
    for number in [0, -1, 65_536, 1 << 31, 1 << 32, 1 << 53, i64::MAX] {
        add("a number that no code has", Some(number.to_string()), code_of(number));
    }
    let (first, last) = (codes[0], codes[codes.len() - 1]);
    for (number, code) in [first, last] {
        for bits in [16, 32, 33] {
            add("a number too large by a power of two", Some(((1_i64 << bits) + i64::from(number)).to_string()), None);
        }
        add("a negative number", Some((-i64::from(number)).to_string()), None);
        add("a whole number with a decimal point", Some(format!("{number}.0")), Some(code));
        add("a whole number with an exponent", Some(format!("{number}e0")), Some(code));
        add("a fractional number", Some(format!("{number}.7")), None);
        add("a number as a string", Some(format!("\"{number}\"")), None);
        add("a number in a list", Some(format!("[{number}]")), None);
    }
    for json in ["true", "false", "\"\"", "[]", "{}"] {
        add("not a number", Some(json.to_owned()), None);
    }
    add("a number that is too large", Some("1e400".to_owned()), None);
    add("a negative fractional number", Some("-0.5".to_owned()), None);
    add("a code's name", Some(format!("\"{}\"", first.1.0)), None);
    vectors
}
