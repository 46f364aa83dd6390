//! From the text of `codes.toml` to the model: what each table may hold, and what each field must be.

use core::ops::{Range, RangeInclusive};

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use super::names::{self, is_error_code, is_group_key, is_invisible, nearest, upper_camel};
use super::problem::Problem;
use super::{Code, Group, Retired, Spanned, Status, Table};

const STATUS: &[&str] = &["variant", "reason", "message", "when"];
const GROUP: &[&str] = &["enum", "about", "default"];
const CODE: &[&str] = &["deprecated", "variant", "numeric", "status", "message", "when"];
const RETIRED: &[&str] = &["group", "numeric", "since", "why"];

const ERROR_CODE_RULE: &str = "an errorCode is A-Z, 0-9 and single underscores, begins with a letter, ends with no underscore and \
     is 3 to 63 characters long; rename it";

/// Reads the text, and whatever is wrong with a single field or table.
pub fn parse(text: &str) -> (Table, Vec<Problem>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut table = Table::default();
    let mut problems = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or_default();
        if error.message() == "duplicate key" {
            problems.push(duplicate(text, root.get_ref(), &span));
        } else {
            let what = format!("this is not TOML: {}", error.message());
            problems.push(Problem::new(&span, what, "the file is TOML 1.0; mend the syntax here"));
        }
    }
    // After a slip in the syntax the parser goes on by guessing; what it then finds missing may well be there.
    if problems.iter().all(|problem| problem.other.is_some()) {
        for (key, value) in entries(root.get_ref()) {
            read_top_level(&mut table, key, value, &mut problems);
        }
    }
    (table, problems)
}

/// What to say of a file whose text ends at `at` because the next byte is none of UTF-8.
pub fn not_utf8(at: usize) -> Problem {
    let mend = "the file is UTF-8; save it in that encoding";
    Problem::new(&(at..at + 1), "this byte is not UTF-8", mend)
}

type Key<'a> = &'a TomlSpanned<DeString<'a>>;
type Value<'a> = &'a TomlSpanned<DeValue<'a>>;

/// What a table holds, in the file's order.
fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(Key<'a>, Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The parser says where the second of two equal keys is; the first is the nearest one above it.
fn duplicate(text: &str, root: &DeTable<'_>, second: &Range<usize>) -> Problem {
    fn last_before(table: &DeTable<'_>, name: &str, end: usize) -> Option<Range<usize>> {
        let here = table.keys().filter(|key| key.get_ref() == name).map(TomlSpanned::span);
        let below = table.values().filter_map(|value| last_before(value.get_ref().as_table()?, name, end));
        here.chain(below).filter(|span| span.end <= end).max_by_key(|span| span.start)
    }
    let name = text.get(second.clone()).unwrap_or_default().trim_matches(['"', '\'']);
    let first = last_before(root, name, second.start).unwrap_or_else(|| second.clone());
    let what = format!("`{name}` stands here for the second time, first");
    Problem::clash(second, &first, what, "a key is used once in its table; rename or remove one of the two")
}

fn read_top_level(table: &mut Table, key: Key<'_>, value: Value<'_>, problems: &mut Vec<Problem>) {
    let name = key.get_ref().as_ref();
    let Some(content) = value.get_ref().as_table() else {
        let what = format!("`{name}` is {}, not a table", type_name(value));
        let mend = "the file holds only [status.NNN], [group], [group.ERROR_CODE] and [retired.ERROR_CODE]; make it one of them";
        return problems.push(Problem::new(&key.span(), what, mend));
    };
    match name {
        "status" => read_each(&mut table.statuses, content, read_status, problems),
        "retired" => read_each(&mut table.retired, content, read_retired, problems),
        _ => match nearest(name, ["status", "retired"]).filter(|_| !content.contains_key("enum")) {
            Some(known) => {
                let what = format!("there is no group `{name}`");
                let mend = format!("a group has `enum` and `about`; add them, or write `{known}` if that is meant");
                problems.push(Problem::new(&key.span(), what, mend));
            }
            None => table.groups.push(read_group(key, content, problems)),
        },
    }
}

type Read<T> = fn(Key<'_>, Fields<'_>, &mut Vec<Problem>) -> T;

/// Reads the tables within `[status]` or `[retired]`.
fn read_each<T>(rows: &mut Vec<T>, table: &DeTable<'_>, read: Read<T>, problems: &mut Vec<Problem>) {
    for (key, value) in entries(table) {
        if let Some(fields) = Fields::of(key, value, problems) {
            rows.push(read(key, fields, problems));
        }
    }
}

fn read_status(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Status {
    fields.only(STATUS, problems);
    let reason = fields.required("reason", Fields::text, problems);
    let number = key.get_ref().parse().ok().filter(|number| (400..=599).contains(number) && key.get_ref().len() == 3);
    if number.is_none() {
        let what = format!("`{}` is no HTTP status of a failure", key.get_ref());
        problems.push(Problem::new(&key.span(), what, "a status is 400 to 599; correct or remove it"));
    }
    Status {
        number: Spanned { value: number.unwrap_or_default(), span: key.span() },
        variant: fields.variant(upper_camel(&reason.value), &reason.span, problems),
        message: fields.text("message", problems),
        when: fields.text("when", problems),
        reason,
    }
}

fn read_retired(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Retired {
    fields.only(RETIRED, problems);
    let retired = Retired {
        name: spanned(key),
        group: fields.required("group", Fields::text, problems),
        numeric: fields.number("numeric", 1..=u16::MAX, problems),
        since: fields.required("since", Fields::text, problems),
        why: fields.required("why", Fields::text, problems),
    };
    if !is_error_code(key.get_ref()) {
        let what = format!("`{}` is no errorCode", key.get_ref());
        problems.push(Problem::new(&key.span(), what, ERROR_CODE_RULE));
    }
    if !retired.group.value.is_empty() && !is_group_key(&retired.group.value) {
        let what = format!("`{}` is no group's key", retired.group.value);
        problems.push(Problem::new(
            &retired.group.span,
            what,
            "a key is lower_snake_case; write the group the code was in",
        ));
    }
    retired
}

fn read_group(key: Key<'_>, content: &DeTable<'_>, problems: &mut Vec<Problem>) -> Group {
    let name = key.get_ref();
    let (codes, own): (Vec<_>, Vec<_>) = entries(content)
        .into_iter()
        .partition(|(key, value)| value.get_ref().is_table() && !GROUP.contains(&key.get_ref().as_ref()));
    let mut fields = Fields { of: format!("group `{name}`"), span: key.span(), entries: own };
    fields.only(GROUP, problems);
    if !is_group_key(name) {
        let mend = "a key is lower_snake_case: a-z, 0-9 and single underscores, a letter first; rename it";
        problems.push(Problem::new(&key.span(), format!("`{name}` is no group's key"), mend));
    } else if !names::is_identifier(&upper_camel(name)) {
        let what = format!("group `{name}` has no legal variant in `Group`");
        problems.push(Problem::new(&key.span(), what, "Rust keeps that name for itself; choose another key"));
    }
    let mut group = Group {
        key: spanned(key),
        variant: upper_camel(name),
        enum_name: fields.required("enum", Fields::text, problems),
        about: fields.required("about", Fields::text, problems),
        default: fields.text("default", problems),
        codes: Vec::new(),
    };
    for (key, value) in codes {
        if let Some(fields) = Fields::of(key, value, problems) {
            group.codes.push(read_code(key, fields, problems));
        }
    }
    group
}

fn read_code(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Problem>) -> Code {
    if !is_error_code(key.get_ref()) {
        let what = format!("`{}` is no errorCode", key.get_ref());
        problems.push(Problem::new(&key.span(), what, ERROR_CODE_RULE));
    }
    fields.only(CODE, problems);
    Code {
        name: spanned(key),
        deprecated: fields.text("deprecated", problems),
        variant: fields.variant(upper_camel(key.get_ref()), &key.span(), problems),
        numeric: fields.number("numeric", 1..=u16::MAX, problems),
        status: fields.required("status", |fields, name, problems| fields.number(name, 400..=599, problems), problems),
        message: fields.required("message", Fields::text, problems),
        when: fields.required("when", Fields::text, problems),
    }
}

fn spanned(key: Key<'_>) -> Spanned<String> {
    Spanned { value: key.get_ref().to_string(), span: key.span() }
}

/// The fields of one table, and how to speak of it.
struct Fields<'a> {
    of: String,
    span: Range<usize>,
    entries: Vec<(Key<'a>, Value<'a>)>,
}

impl<'a> Fields<'a> {
    fn of(key: Key<'a>, value: Value<'a>, problems: &mut Vec<Problem>) -> Option<Self> {
        let Some(table) = value.get_ref().as_table() else {
            let what = format!("`{}` is {}, not a table", key.get_ref(), type_name(value));
            problems.push(Problem::new(&key.span(), what, "only tables stand here; give it one, or remove it"));
            return None;
        };
        Some(Self { of: format!("`{}`", key.get_ref()), span: key.span(), entries: entries(table) })
    }

    /// Reports every key that is not among the known ones.
    fn only(&self, known: &[&str], problems: &mut Vec<Problem>) {
        for (key, _) in &self.entries {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let what = format!("unknown key `{name}` in {}", self.of);
                let mend = match nearest(name, known.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("its keys are {}; remove it", list(known)),
                };
                problems.push(Problem::new(&key.span(), what, mend));
            }
        }
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        self.entries.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| *value)
    }

    fn required<T: Default>(
        &mut self,
        name: &str,
        read: fn(&mut Self, &str, &mut Vec<Problem>) -> Option<Spanned<T>>,
        problems: &mut Vec<Problem>,
    ) -> Spanned<T> {
        read(self, name, problems).unwrap_or_else(|| {
            let what = format!("{} has no `{name}`", self.of);
            problems.push(Problem::new(&self.span, what, "the field is required; add it"));
            Spanned { value: T::default(), span: self.span.clone() }
        })
    }

    /// A text of one line. One that breaks a rule is reported and then empty.
    fn text(&mut self, name: &str, problems: &mut Vec<Problem>) -> Option<Spanned<String>> {
        let value = self.get(name)?;
        let span = value.span();
        let (what, mend) = match value.get_ref().as_str() {
            None => (format!("is {}, not a text", type_name(value)), "write it in quotes".to_owned()),
            Some("") => ("is empty".to_owned(), "a text says something; write it, or remove the field".to_owned()),
            Some(text) => match text.chars().find(|&c| is_invisible(c)) {
                Some('\n' | '\r') => {
                    ("has more than one line".to_owned(), "a text is one line; join the lines".to_owned())
                }
                Some(c) => (
                    format!("holds the character U+{:04X}", u32::from(c)),
                    "a text has no control, format or line separator characters; remove it".to_owned(),
                ),
                None if text.trim() != text => {
                    ("begins or ends with a space".to_owned(), "a text is trimmed; remove the space".to_owned())
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
            None => format!("is {}, not a whole number", type_name(value)),
            Some(integer) => match u16::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) if range.contains(&number) => return Some(Spanned { value: number, span }),
                _ => format!("is {integer}"),
            },
        };
        let mend = format!("it is a whole number from {} to {}; correct it", range.start(), range.end());
        problems.push(Problem::new(&span, format!("`{name}` of {} {what}", self.of), mend));
        Some(Spanned { value: 0, span })
    }

    /// The Rust name: the field `variant`, or what the table's own name makes.
    fn variant(&mut self, made: String, made_of: &Range<usize>, problems: &mut Vec<Problem>) -> Spanned<String> {
        let given = self.text("variant", problems);
        let variant = given.unwrap_or(Spanned { value: made, span: made_of.clone() });
        let mend = if variant.value.is_empty() {
            return variant;
        } else if names::CONSTANTS.contains(&variant.value.as_str()) {
            "the enum has a constant of that name; give it another `variant`"
        } else if !names::is_identifier(&variant.value) {
            "a variant is ASCII letters, digits and underscores, no digit first, and no keyword; give it another `variant`"
        } else {
            return variant;
        };
        let what = format!("{} cannot be the variant `{}`", self.of, variant.value);
        problems.push(Problem::new(&variant.span, what, mend));
        Spanned { value: String::new(), span: variant.span }
    }
}

/// `a`, `b` and `c`, in backticks.
fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn type_name(value: Value<'_>) -> String {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a fractional number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
    .to_owned()
}
