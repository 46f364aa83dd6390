//! From the text of `codes.toml` to the model: what each table may hold, and what each field must be.

use core::fmt::Write as _;
use core::ops::{Range, RangeInclusive};

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use super::names::{self, is_error_code, is_group_key, is_invisible, nearest, upper_camel};
use super::order::sorted;
use super::problem::Problem;
use super::{Code, Group, Retired, Spanned, Status, Table};

const STATUS: &[&str] = &["variant", "reason", "message", "when"];
const GROUP: &[&str] = &["enum", "about", "default"];
const CODE: &[&str] = &["deprecated", "variant", "numeric", "status", "message", "when"];
const RETIRED: &[&str] = &["group", "numeric", "since", "why"];

/// Reads the text, and whatever is wrong with a single field or table.
pub fn parse(text: &str) -> (Table, Vec<Problem>) {
    parse_apart(text, text, &mut Vec::new())
}

/// Of a repeated key the parser says only where the second one stands, and it mixes what is below the two. So the second
/// one gets a name of its own, as long as the old one, and the text is parsed again: then both are in the tree.
/// `apart` holds where these keys stand, in the file's order.
fn parse_apart(text: &str, patched: &str, apart: &mut Vec<Range<usize>>) -> (Table, Vec<Problem>) {
    let (mut root, errors) = DeTable::parse_recoverable(patched);
    let mut renamed = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        if error.message() != REPEATED || span.is_empty() {
            continue;
        }
        if let Err(at) = find(apart, span.start) {
            if renamed.is_empty() {
                renamed.extend_from_slice(patched.as_bytes());
            }
            let own = format!("{:_>1$}", apart.len(), span.len());
            renamed[span.clone()].copy_from_slice(&own.as_bytes()[own.len() - span.len()..]);
            apart.insert(at, span);
        }
    }
    if !renamed.is_empty() {
        return parse_apart(text, &String::from_utf8_lossy(&renamed), apart);
    }
    let mut problems = Vec::new();
    if !apart.is_empty() {
        remove_repeated(root.get_mut(), text, apart, &mut problems);
    }
    let start = |at: usize| errors[at].span().unwrap_or_default().start;
    let mut syntax_at = None;
    for at in sorted(errors.len(), &|a, b| start(a) < start(b)) {
        let error = &errors[at];
        let span = error.span().unwrap_or_default();
        if error.message() == REPEATED {
            let what =
                format!("{} is defined twice, or its table is", quoted(text.get(span.clone()).unwrap_or_default()));
            let mend = "a key and a table are defined in one place; move this there, or remove it";
            problems.push(Problem::new(&span, what, mend));
            continue;
        }
        // What a slip makes of the rest of its line is no second one.
        let line = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        if syntax_at.replace(line) != Some(line) {
            let what = format!("this is not TOML: {}", error.message());
            problems.push(Problem::new(&span, what, "mend the syntax here"));
        }
    }
    let mut table = Table::default();
    // After a slip the parser goes on by guessing; what it then finds missing may well be there.
    if syntax_at.is_none() {
        read_root(&mut table, root.get_ref(), &mut problems);
    }
    (table, problems)
}

/// Which of the places begins there, or where it would stand among them.
fn find(places: &[Range<usize>], start: usize) -> Result<usize, usize> {
    places.binary_search_by(|place| place.start.cmp(&start))
}

/// What the parser says of a key that its table has already.
const REPEATED: &str = "duplicate key";

/// Takes the keys out that are there for the second time, and reports each with the first.
fn remove_repeated(table: &mut DeTable<'_>, text: &str, apart: &[Range<usize>], problems: &mut Vec<Problem>) {
    let mut keys = Vec::new();
    for key in table.keys() {
        if find(apart, key.span().start).is_ok_and(|at| apart[at] == key.span()) {
            keys.push(key.clone());
        }
    }
    for key in keys {
        table.remove(&key);
        let (second, name) = (key.span(), format!("{}=0", text.get(key.span()).unwrap_or_default()));
        let name =
            DeTable::parse(&name).ok().and_then(|name| Some(name.get_ref().keys().next()?.get_ref().to_string()));
        // Where the first one is not, the whole table is a second one, and reported.
        if let Some((first, _)) = name.and_then(|name| table.get_key_value(name.as_str())) {
            let what = format!("{} stands here for the second time, first", quoted(first.get_ref()));
            let mend = "a key is used once in its table; rename or remove one of the two";
            problems.push(Problem::clash(&second, &first.span(), what, mend));
        }
    }
    for (_, value) in table.iter_mut() {
        if let DeValue::Table(below) = value.get_mut() {
            remove_repeated(below, text, apart, problems);
        }
    }
}

/// What to say of a file whose text ends at `at` because the next byte is none of UTF-8.
pub fn not_utf8(at: usize) -> Problem {
    let mend = "the file must be UTF-8; save it in that encoding";
    Problem::new(&(at..at + 1), "this byte is not UTF-8", mend)
}

type Key<'a> = &'a TomlSpanned<DeString<'a>>;
type Value<'a> = &'a TomlSpanned<DeValue<'a>>;

/// What a table holds, in the file's order.
fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(Key<'a>, Value<'a>)> {
    let mut alphabetical = Vec::new();
    for entry in table {
        alphabetical.push(entry);
    }
    let start = |at: usize| alphabetical[at].0.span().start;
    let mut entries = Vec::new();
    for at in sorted(alphabetical.len(), &|a, b| start(a) < start(b)) {
        entries.push(alphabetical[at]);
    }
    entries
}

fn read_root(table: &mut Table, root: &DeTable<'_>, problems: &mut Vec<Problem>) {
    // A table that holds tables alone is no group but a slip in the name of one, or its [group] was a repeated key.
    let is_group = |content: &DeTable<'_>| {
        for (_, value) in content {
            if !value.get_ref().is_table() {
                return true;
            }
        }
        false
    };
    let root = entries(root);
    let mut known = vec!["status", "retired"];
    for (key, value) in &root {
        if value.get_ref().as_table().is_some_and(is_group) {
            known.push(key.get_ref().as_ref());
        }
    }
    let repeated = !problems.is_empty();
    let mut strays = Vec::new();
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        let Some(content) = value.get_ref().as_table() else {
            let what = format!("{} is {}, not a table", quoted(name), type_name(value));
            let mend = "the file holds only [status.NNN], [group], [group.ERROR_CODE] and [retired.ERROR_CODE]; make it \
                        one of them, or remove it";
            problems.push(Problem::new(&key.span(), what, mend));
            continue;
        };
        match name {
            "status" => read_each("status", &mut table.statuses, entries(content), read_status, problems),
            "retired" => read_each("retired", &mut table.retired, entries(content), read_retired, problems),
            _ if is_group(content) => table.groups.push(read_group(key, content, problems)),
            _ => {
                let meant = nearest(name, &known);
                if !repeated {
                    let what = format!("there is no group {}", quoted(name));
                    let or = meant.map_or(String::new(), |meant| format!(", or did you mean `{meant}`?"));
                    let mend = format!("a group has `enum` and `about`; add them{or}");
                    problems.push(Problem::new(&key.span(), what, mend));
                }
                strays.push((key, meant, entries(content)));
            }
        }
    }
    for (key, meant, tables) in strays {
        match meant {
            Some("status") => read_each("status", &mut table.statuses, tables, read_status, problems),
            Some("retired") => read_each("retired", &mut table.retired, tables, read_retired, problems),
            _ => {
                let name = meant.unwrap_or(key.get_ref());
                let at = table.groups.iter().position(|group| group.key.value == name).unwrap_or_else(|| {
                    table.groups.push(Group { key: spanned(key), ..Group::default() });
                    table.groups.len() - 1
                });
                read_each("", &mut table.groups[at].codes, tables, read_code, problems);
            }
        }
    }
}

type Read<T> = fn(Key<'_>, Fields<'_>, &mut Vec<Problem>) -> T;

/// Reads tables of one kind: those in `[status]`, in `[retired]` or, of no kind worth a word, in a group.
fn read_each<T>(
    kind: &str,
    rows: &mut Vec<T>,
    tables: Vec<(Key<'_>, Value<'_>)>,
    read: Read<T>,
    problems: &mut Vec<Problem>,
) {
    for (key, value) in tables {
        if let Some(fields) = fields_of(kind, key, value, problems) {
            rows.push(read(key, fields, problems));
        }
    }
}

fn fields_of<'a>(kind: &str, key: Key<'a>, value: Value<'a>, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
    let of = format!("{kind} {}", quoted(key.get_ref()));
    let of = of.trim_start();
    if let Some(table) = value.get_ref().as_table() {
        return Some(Fields::new(of.to_owned(), key.span(), entries(table)));
    }
    let what = format!("{of} is {}, not a table", type_name(value));
    let mend = "only tables, in single brackets, stand here; make it one, or remove it";
    problems.push(Problem::new(&key.span(), what, mend));
    None
}

fn read_status(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Status {
    fields.only(STATUS, problems);
    let reason = fields.required("reason", Fields::text, problems);
    let number = key.get_ref().parse().ok().filter(|number| (400..=599).contains(number) && key.get_ref().len() == 3);
    if number.is_none() {
        let what = format!("{} is no HTTP status of a failure", quoted(key.get_ref()));
        problems.push(Problem::new(&key.span(), what, "a status is 400 to 599; correct or remove it"));
    }
    Status {
        number: Spanned { value: number.unwrap_or_default(), span: key.span() },
        variant: fields.variant(&reason, !reason.value.is_empty(), problems),
        message: fields.text("message", problems),
        when: fields.text("when", problems),
        reason,
    }
}

fn read_retired(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Retired {
    fields.only(RETIRED, problems);
    let retired = Retired {
        name: read_error_code(key, problems),
        group: fields.required("group", Fields::text, problems),
        numeric: fields.number("numeric", 1..=u16::MAX, problems),
        since: fields.required("since", Fields::text, problems),
        why: fields.required("why", Fields::text, problems),
    };
    if !retired.group.value.is_empty() && !is_group_key(&retired.group.value) {
        let what = format!("{} is no group's key", quoted(&retired.group.value));
        let mend = "a key is lower_snake_case; write that of the group the code was in";
        problems.push(Problem::new(&retired.group.span, what, mend));
    }
    retired
}

fn read_group(key: Key<'_>, content: &DeTable<'_>, problems: &mut Vec<Problem>) -> Group {
    let name = key.get_ref();
    let (mut codes, mut own) = (Vec::new(), Vec::new());
    for (key, value) in entries(content) {
        let name = key.get_ref().as_ref();
        // What is no table is a code all the same if it is spelt like one.
        let is_code = value.get_ref().is_table() || name.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
        if is_code && !GROUP.contains(&name) { &mut codes } else { &mut own }.push((key, value));
    }
    let mut fields = Fields::new(format!("group {}", quoted(name)), key.span(), own);
    fields.only(GROUP, problems);
    let variant = upper_camel(name);
    if !is_group_key(name) {
        let what = format!("{} is no group's key", quoted(name));
        let mend = "a key is lower_snake_case: a-z, 0-9 and single underscores, a letter first; rename it";
        problems.push(Problem::new(&key.span(), what, mend));
    } else if !names::is_variant(&variant) {
        let what = format!("{} cannot be the variant `{variant}` of `Group`", fields.of);
        problems.push(Problem::new(&key.span(), what, "Rust or this crate has that name already; choose another key"));
    }
    let mut group = Group {
        key: spanned(key),
        variant,
        enum_name: fields.required("enum", Fields::text, problems),
        about: fields.required("about", Fields::text, problems),
        default: fields.text("default", problems),
        codes: Vec::new(),
    };
    read_each("", &mut group.codes, codes, read_code, problems);
    group
}

fn read_code(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Code {
    fields.only(CODE, problems);
    let name = read_error_code(key, problems);
    Code {
        deprecated: fields.text("deprecated", problems),
        variant: fields.variant(&name, is_error_code(&name.value), problems),
        numeric: fields.number("numeric", 1..=u16::MAX, problems),
        status: fields.required("status", |fields, name, problems| fields.number(name, 400..=599, problems), problems),
        message: fields.required("message", Fields::text, problems),
        when: fields.required("when", Fields::text, problems),
        name,
    }
}

/// A table's name that is to be an errorCode. One that is none is reported.
fn read_error_code(key: Key<'_>, problems: &mut Vec<Problem>) -> Spanned<String> {
    if !is_error_code(key.get_ref()) {
        let what = format!("{} is no errorCode", quoted(key.get_ref()));
        let mend = "an errorCode is A-Z, 0-9 and single underscores, begins with a letter, ends with no underscore and is \
                    3 to 63 characters long; rename it";
        problems.push(Problem::new(&key.span(), what, mend));
    }
    spanned(key)
}

fn spanned(key: Key<'_>) -> Spanned<String> {
    Spanned { value: key.get_ref().to_string(), span: key.span() }
}

/// The fields of one table, by the names they are read under, and how to speak of it.
struct Fields<'a> {
    of: String,
    span: Range<usize>,
    entries: Vec<(&'a str, Key<'a>, Value<'a>)>,
}

impl<'a> Fields<'a> {
    fn new(of: String, span: Range<usize>, entries: Vec<(Key<'a>, Value<'a>)>) -> Self {
        let mut fields = Self { of, span, entries: Vec::new() };
        for (key, value) in entries {
            fields.entries.push((key.get_ref().as_ref(), key, value));
        }
        fields
    }

    /// Reports every key that is not among the known ones. If one that is missing seems to be meant, it is read as that.
    fn only(&mut self, known: &[&'static str], problems: &mut Vec<Problem>) {
        for at in 0..self.entries.len() {
            let (name, key, _) = self.entries[at];
            if !known.contains(&name) {
                let what = format!("unknown key {} in {}", quoted(name), self.of);
                let mut missing = Vec::new();
                for known in known {
                    if self.get(known).is_none() {
                        missing.push(*known);
                    }
                }
                let mend = if let Some(meant) = nearest(name, &missing) {
                    self.entries[at].0 = meant;
                    format!("did you mean `{meant}`?")
                } else {
                    format!("its keys are {}; remove it", list(known))
                };
                problems.push(Problem::new(&key.span(), what, mend));
            }
        }
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        self.entries.iter().find(|(read_as, ..)| *read_as == name).map(|(.., value)| *value)
    }

    fn required<T: Default>(
        &mut self,
        name: &str,
        read: fn(&mut Self, &str, &mut Vec<Problem>) -> Option<Spanned<T>>,
        problems: &mut Vec<Problem>,
    ) -> Spanned<T> {
        read(self, name, problems).unwrap_or_else(|| {
            let what = format!("{} has no `{name}`", self.of);
            problems.push(Problem::new(&self.span, what, format!("the field is required; add a line `{name} = …`")));
            Spanned { value: T::default(), span: self.span.clone() }
        })
    }

    /// A text of one line. One that breaks a rule is reported and then empty.
    fn text(&mut self, name: &str, problems: &mut Vec<Problem>) -> Option<Spanned<String>> {
        let value = self.get(name)?;
        let span = value.span();
        let (what, mend) = match value.get_ref().as_str() {
            None => (format!("is {}", type_name(value)), "it must be a text; write it in quotes"),
            Some(text) => match text.chars().find(|&c| is_invisible(c)) {
                Some('\n' | '\r') => ("has more than one line".to_owned(), "a text is one line; join them"),
                Some(c) => (
                    format!("holds the character U+{:04X}", u32::from(c)),
                    "a text has no control, format or line separator characters; remove it",
                ),
                None if text.trim().is_empty() => {
                    ("is empty".to_owned(), "a text says something; write it, or remove the field")
                }
                None if text.trim() != text => {
                    ("begins or ends with a space".to_owned(), "a text is trimmed; remove the space")
                }
                None => return Some(Spanned { value: text.to_owned(), span }),
            },
        };
        problems.push(Problem::new(&span, format!("`{name}` of {} {what}", self.of), mend));
        Some(Spanned { value: String::new(), span })
    }

    /// A whole number. One out of range is reported and then 0.
    fn number(&mut self, name: &str, range: RangeInclusive<u16>, problems: &mut Vec<Problem>) -> Option<Spanned<u16>> {
        let value = self.get(name)?;
        let span = value.span();
        let what = match value.get_ref().as_integer() {
            None => type_name(value).to_owned(),
            Some(integer) => match u16::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) if range.contains(&number) => return Some(Spanned { value: number, span }),
                _ => cut(&integer.to_string()),
            },
        };
        let what = format!("`{name}` of {} is {what}", self.of);
        let mend = format!("it must be a whole number from {} to {}; correct it", range.start(), range.end());
        problems.push(Problem::new(&span, what, mend));
        Some(Spanned { value: 0, span })
    }

    /// The Rust name: the field `variant`, or what a usable name makes. One that cannot be is reported and then empty.
    fn variant(&mut self, name: &Spanned<String>, usable: bool, problems: &mut Vec<Problem>) -> Spanned<String> {
        let given = self.text("variant", problems);
        let is_given = given.is_some();
        let variant = given.unwrap_or_else(|| Spanned { value: upper_camel(&name.value), span: name.span.clone() });
        let reported = if is_given { variant.value.is_empty() } else { !usable };
        if reported || names::is_variant(&variant.value) {
            return variant;
        }
        let mut what = format!("{} cannot be the variant {}", self.of, quoted(&variant.value));
        let mend = if names::CONSTANTS.contains(&variant.value.as_str()) {
            "the enum has a constant of that name"
        } else {
            "a variant is ASCII letters, digits and underscores, a capital first, and no keyword"
        };
        if variant.value.is_empty() {
            what = format!("{} has no letter to make a variant of", self.of);
        }
        let mend = format!("{mend}; give it {} `variant`", if is_given { "another" } else { "a" });
        problems.push(Problem::new(&variant.span, what, mend));
        Spanned { value: String::new(), span: variant.span }
    }
}

/// In backticks, as far as it is of a reasonable length.
fn quoted(name: &str) -> String {
    format!("`{}`", cut(name))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// `a`, `b`, `c`, in backticks.
fn list(names: &[&str]) -> String {
    let mut list = String::new();
    for name in names {
        let comma = if list.is_empty() { "" } else { ", " };
        let _ = write!(list, "{comma}`{name}`");
    }
    list
}

fn type_name(value: Value<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a fractional number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
