//! Parses a `codes.toml` into the model. Checks the keys of each table and the values of each field.

use core::ops::RangeInclusive;

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use super::finding::{Finding, Rule, Subject};
use super::model::{Code, Group, Retired, Span, Spanned, Status, Table};
use super::names::{self, is_error_code, is_group_key, upper_camel};
use super::nearest::{SUGGESTIONS, nearest};
use super::positions::{Positions, in_file_order};
use super::rules;
use super::source::Source;
use super::text::{is_invisible, truncated};

const STATUS: &[&str] = &["variant", "reason", "message", "when"];
const GROUP: &[&str] = &["enum", "about", "default"];
const CODE: &[&str] = &["deprecated", "variant", "numeric", "status", "message", "when"];
const RETIRED: &[&str] = &["group", "numeric", "since", "why"];

/// Parses a file. Returns the table, and the problems of single fields and tables.
///
/// # Errors
///
/// The problem that makes parsing impossible.
pub(super) fn parse(source: &Source) -> Result<(Table, Vec<Finding>), Vec<Finding>> {
    let text = core::str::from_utf8(&source.bytes).map_err(|error| {
        let at = error.valid_up_to();
        let help = "save the file as UTF-8";
        vec![Finding::problem(&rules::INVALID_UTF8, &(at..at + 1), "this byte is not UTF-8", help)]
    })?;
    if let Some(conflict) = merge_conflict(text) {
        return Err(vec![conflict]);
    }
    Ok(parse_renaming(source, text, text, &mut Vec::new()))
}

/// Reports the first unresolved merge conflict, and the count of conflicts.
fn merge_conflict(text: &str) -> Option<Finding> {
    let is_conflict = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let mut conflicts = text.match_indices("<<<<<<<").map(|(at, _)| at).filter(is_conflict);
    let first = conflicts.next()?;
    let others = match conflicts.count() {
        0 => String::new(),
        1 => ", the first of 2".to_owned(),
        more => format!(", the first of {}", more + 1),
    };
    let end = text[first..].find('\n').map_or(text.len(), |newline| first + newline);
    let help = "combine both sides between `<<<<<<<` and `>>>>>>>`, and remove the markers";
    let message = format!("unresolved merge conflict{others}");
    Some(Finding::problem(&rules::MERGE_CONFLICT, &(first..end), message, help))
}

/// Parses a text with repeated keys. The TOML parser reports only the position of a repeated key, and merges the two
/// tables. So each repeated key is replaced by a unique key of the same length, and the text is parsed again. Then both
/// keys are in the tree. `renamed` contains the positions of the replaced keys, in file order.
fn parse_renaming(source: &Source, text: &str, patched: &str, renamed: &mut Vec<Span>) -> (Table, Vec<Finding>) {
    let (mut root, errors) = DeTable::parse_recoverable(patched);
    let mut patch = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or_default();
        if error.message() != REPEATED || span.is_empty() {
            continue;
        }
        if let Err(at) = find(renamed, span.start) {
            if patch.is_empty() {
                patch.extend_from_slice(patched.as_bytes());
            }
            let unique = format!("{:_>1$}", renamed.len(), span.len());
            patch[span.clone()].copy_from_slice(&unique.as_bytes()[unique.len() - span.len()..]);
            renamed.insert(at, span);
        }
    }
    if !patch.is_empty() {
        return parse_renaming(source, text, &String::from_utf8_lossy(&patch), renamed);
    }
    let mut problems = Vec::new();
    if !renamed.is_empty() {
        remove_repeated(root.get_mut(), text, renamed, &mut problems);
    }
    let mut line_of_error = None;
    for error in in_file_order(errors, |error| error.span().unwrap_or_default().start) {
        let span = error.span().unwrap_or_default();
        if error.message() == REPEATED {
            let key = quoted(text.get(span.clone()).unwrap_or_default());
            let message = format!("{key}, or the table it belongs to, is defined twice");
            let help = "move this to the first definition, or remove it";
            problems.push(Finding::problem(&rules::DUPLICATE_KEY, &span, message, help));
            continue;
        }
        // Only the first syntax error of a line is reported.
        let line = source.position(span.start).line;
        if line_of_error.replace(line) != Some(line) {
            let message = format!("invalid TOML: {}", error.message());
            problems.push(Finding::problem(&rules::INVALID_TOML, &span, message, "correct the syntax of this line"));
        }
    }
    let mut table = Table::default();
    // After a syntax error, the parser guesses. A field that seems to be missing may be present.
    if line_of_error.is_none() {
        read_root(&mut table, root.get_ref(), &mut problems);
    }
    (table, problems)
}

/// Returns the index of the span that begins at an offset, or the index at which to insert it.
fn find(spans: &[Span], start: usize) -> Result<usize, usize> {
    spans.binary_search_by_key(&start, |span| span.start)
}

/// The parser's message for a key that its table already has.
const REPEATED: &str = "duplicate key";

/// Removes the repeated keys, and reports each together with the first key.
fn remove_repeated(table: &mut DeTable<'_>, text: &str, renamed: &[Span], problems: &mut Vec<Finding>) {
    let is_renamed = |span: &Span| find(renamed, span.start).is_ok_and(|at| renamed[at] == *span);
    let keys: Vec<_> = table.keys().filter(|key| is_renamed(&key.span())).cloned().collect();
    for key in keys {
        table.remove(&key);
        let second = key.span();
        let name = format!("{}=0", text.get(second.clone()).unwrap_or_default());
        let name =
            DeTable::parse(&name).ok().and_then(|name| Some(name.get_ref().keys().next()?.get_ref().to_string()));
        // If the table does not contain the first key, the whole table is defined twice. That problem is already reported.
        if let Some((first, _)) = name.and_then(|name| table.get_key_value(name.as_str())) {
            let message = format!("{} is already defined", quoted(first.get_ref()));
            let help = "rename or remove one of the two";
            problems.push(Finding::problem(&rules::DUPLICATE_KEY, &second, message, help).related(&first.span()));
        }
    }
    for (_, value) in table.iter_mut() {
        if let DeValue::Table(below) = value.get_mut() {
            remove_repeated(below, text, renamed, problems);
        }
    }
}

type Key<'a> = &'a TomlSpanned<DeString<'a>>;
type Value<'a> = &'a TomlSpanned<DeValue<'a>>;

/// Returns the entries of a table, in file order.
fn entries<'a>(table: &'a DeTable<'a>) -> Vec<(Key<'a>, Value<'a>)> {
    in_file_order(table.iter().collect(), |(key, _)| key.span().start)
}

fn read_root(table: &mut Table, root: &DeTable<'_>, problems: &mut Vec<Finding>) {
    // A table that contains only other tables is not a group. Its key is misspelled, or its [group] was a repeated key.
    let is_group = |content: &DeTable<'_>| content.values().any(|value| !value.get_ref().is_table());
    let root = entries(root);
    let mut known = vec!["status", "retired"];
    known.extend(
        root.iter().filter_map(|(key, value)| {
            value.get_ref().as_table().is_some_and(is_group).then_some(key.get_ref().as_ref())
        }),
    );
    let repeated = !problems.is_empty();
    let mut unknown = Vec::new();
    for (key, value) in root {
        let name = key.get_ref().as_ref();
        let Some(content) = value.get_ref().as_table() else {
            let message = format!("expected a table, found {} for {}", type_name(value), quoted(name));
            let help = "make it a table, or remove it; the tables are [status.NNN], [group], [group.ERROR_CODE] and \
                        [retired.ERROR_CODE]";
            problems.push(Finding::problem(&rules::EXPECTED_TABLE, &key.span(), message, help));
            continue;
        };
        match name {
            "status" => read_each("status", &mut table.statuses, entries(content), read_status, problems),
            "retired" => read_each("retired", &mut table.retired, entries(content), read_retired, problems),
            _ if is_group(content) => table.groups.push(read_group(key, content, problems)),
            _ => {
                let meant = if unknown.len() < SUGGESTIONS { nearest(name, &known) } else { None };
                if !repeated {
                    let message = format!("unknown group {}", quoted(name));
                    let or = meant.map_or(String::new(), |meant| format!(", or did you mean `{meant}`?"));
                    let help = format!("add `[{name}]` with `enum` and `about`{or}");
                    let problem = Finding::problem(&rules::UNKNOWN_GROUP, &key.span(), message, help);
                    problems.push(problem.about(Subject::Group(name)));
                }
                unknown.push((key, meant, entries(content)));
            }
        }
    }
    let mut groups = Positions::default();
    for (at, group) in table.groups.iter().enumerate() {
        groups.first(group.key.value.clone(), 0, at);
    }
    for (key, meant, tables) in unknown {
        match meant {
            Some("status") => read_each("status", &mut table.statuses, tables, read_status, problems),
            Some("retired") => read_each("retired", &mut table.retired, tables, read_retired, problems),
            _ => {
                let name = meant.unwrap_or(key.get_ref());
                let at = groups.first(name.to_owned(), 0, table.groups.len());
                if at == table.groups.len() {
                    table.groups.push(Group { key: spanned(key), ..Group::default() });
                }
                read_each("code", &mut table.groups[at].codes, tables, read_code, problems);
            }
        }
    }
}

type Read<T> = fn(Key<'_>, Fields<'_>, &mut Vec<Finding>) -> T;

/// Reads all tables in `[status]`, in `[retired]`, or in a group. `kind` is `status`, `retired`, or `code` for the tables of a
/// group.
fn read_each<T>(
    kind: &str,
    rows: &mut Vec<T>,
    tables: Vec<(Key<'_>, Value<'_>)>,
    read: Read<T>,
    problems: &mut Vec<Finding>,
) {
    for (key, value) in tables {
        if let Some(fields) = fields_of(kind, key, value, problems) {
            rows.push(read(key, fields, problems));
        }
    }
}

/// Returns the fields of a table, or reports a value that is not a table.
fn fields_of<'a>(kind: &str, key: Key<'a>, value: Value<'a>, problems: &mut Vec<Finding>) -> Option<Fields<'a>> {
    let name = key.get_ref().as_ref();
    let subject = match kind {
        "status" => Subject::Status(name.parse().unwrap_or_default()),
        "retired" => Subject::Retired(name.to_owned()),
        _ => Subject::Code(name.to_owned()),
    };
    let label = if kind == "code" { quoted(name) } else { format!("{kind} {}", quoted(name)) };
    let Some(content) = value.get_ref().as_table() else {
        let message = format!("expected a table, found {} for {label}", type_name(value));
        let problem = Finding::problem(&rules::EXPECTED_TABLE, &key.span(), message, "make it a table, or remove it");
        problems.push(problem.about(subject));
        return None;
    };
    Some(Fields::new(subject, label, key.span(), entries(content)))
}

fn read_status(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Status {
    let number = key.get_ref().parse().ok().filter(|number| (400..=599).contains(number) && key.get_ref().len() == 3);
    if number.is_none() {
        let message = format!("expected an HTTP status from 400 to 599, found {}", quoted(key.get_ref()));
        problems.push(fields.problem(&rules::INVALID_STATUS, &key.span(), message, "correct or remove it"));
    }
    fields.check_keys(STATUS, problems);
    let reason = fields.required("reason", Fields::text, problems);
    Status {
        number: Spanned { value: number.unwrap_or_default(), span: key.span() },
        variant: fields.variant(&reason, !reason.is_reported(), problems),
        message: fields.text("message", problems),
        when: fields.text("when", problems),
        reason,
    }
}

fn read_retired(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Retired {
    fields.check_keys(RETIRED, problems);
    let retired = Retired {
        name: read_error_code(key, &fields, problems),
        group: fields.required("group", Fields::text, problems),
        numeric: fields.number("numeric", 1..=u16::MAX, problems),
        since: fields.required("since", Fields::text, problems),
        why: fields.required("why", Fields::text, problems),
    };
    if !retired.group.is_reported() && !is_group_key(&retired.group.value) {
        let message = format!("expected the key of a group, found {}", quoted(&retired.group.value));
        let help = "write the lower_snake_case key of the group that the errorCode was in";
        problems.push(fields.problem(&rules::INVALID_RETIRED_GROUP, &retired.group.span, message, help));
    }
    retired
}

fn read_group(key: Key<'_>, content: &DeTable<'_>, problems: &mut Vec<Finding>) -> Group {
    let name = key.get_ref().as_ref();
    // A value that is not a table is read as a code if its key starts with an uppercase letter.
    let is_code = |(key, value): &(Key<'_>, Value<'_>)| {
        let name = key.get_ref().as_ref();
        let is_code = value.get_ref().is_table() || name.starts_with(|first: char| first.is_ascii_uppercase());
        is_code && !GROUP.contains(&name)
    };
    let (codes, own) = entries(content).into_iter().partition(is_code);
    let subject = Subject::Group(name.to_owned());
    let mut fields = Fields::new(subject, format!("group {}", quoted(name)), key.span(), own);
    fields.check_keys(GROUP, problems);
    let variant = upper_camel(name);
    if !is_group_key(name) {
        let message = format!("expected the key of a group, found {}", quoted(name));
        let help = "use lower_snake_case: a-z, 0-9 and single underscores, starting with a letter";
        problems.push(fields.problem(&rules::INVALID_GROUP_KEY, &key.span(), message, help));
    } else if !names::is_variant(&variant) {
        let message = format!("{} cannot be the variant `{variant}` of `Group`", fields.label);
        let help = "rename the group; Rust or this crate already uses that name";
        problems.push(fields.problem(&rules::INVALID_VARIANT, &key.span(), message, help));
    }
    let mut group = Group {
        key: spanned(key),
        variant,
        enum_name: fields.required("enum", Fields::text, problems),
        about: fields.required("about", Fields::text, problems),
        default: fields.text("default", problems),
        codes: Vec::new(),
    };
    read_each("code", &mut group.codes, codes, read_code, problems);
    group
}

fn read_code(key: Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Code {
    fields.check_keys(CODE, problems);
    let name = read_error_code(key, &fields, problems);
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

/// Reads a table's key as an errorCode, and reports an invalid errorCode.
fn read_error_code(key: Key<'_>, fields: &Fields<'_>, problems: &mut Vec<Finding>) -> Spanned<String> {
    if !is_error_code(key.get_ref()) {
        let message = format!("expected an errorCode, found {}", quoted(key.get_ref()));
        let help = "use 3 to 63 characters: A-Z, 0-9 and single underscores, starting with a letter and ending with a letter \
                    or digit";
        problems.push(fields.problem(&rules::INVALID_ERROR_CODE, &key.span(), message, help));
    }
    spanned(key)
}

fn spanned(key: Key<'_>) -> Spanned<String> {
    Spanned { value: key.get_ref().to_string(), span: key.span() }
}

/// The fields of one table. A misspelled field is read under the name that was probably meant.
struct Fields<'a> {
    subject: Subject<String>,
    /// How messages name the table.
    label: String,
    span: Span,
    entries: Vec<(&'a str, Key<'a>, Value<'a>)>,
}

impl<'a> Fields<'a> {
    fn new(subject: Subject<String>, label: String, span: Span, entries: Vec<(Key<'a>, Value<'a>)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.get_ref().as_ref(), key, value)).collect();
        Self { subject, label, span, entries }
    }

    fn problem(
        &self,
        rule: &'static Rule,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding::problem(rule, span, message, help).about(self.subject.clone())
    }

    /// Reports every unknown key. If the key resembles a known key that is missing, it is read as that known key.
    fn check_keys(&mut self, known: &[&'static str], problems: &mut Vec<Finding>) {
        for at in 0..self.entries.len() {
            let (name, key, _) = self.entries[at];
            if known.contains(&name) {
                continue;
            }
            let missing: Vec<_> = known.iter().copied().filter(|known| self.get(known).is_none()).collect();
            let help = if let Some(meant) = nearest(name, &missing) {
                self.entries[at].0 = meant;
                format!("did you mean `{meant}`?")
            } else {
                let known: Vec<_> = known.iter().map(|known| format!("`{known}`")).collect();
                format!("remove it; the known keys are {}", known.join(", "))
            };
            let message = format!("unknown key {} in {}", quoted(name), self.label);
            problems.push(self.problem(&rules::UNKNOWN_KEY, &key.span(), message, help));
        }
    }

    fn get(&self, name: &str) -> Option<Value<'a>> {
        self.entries.iter().find(|(read_as, ..)| *read_as == name).map(|(.., value)| *value)
    }

    fn required<T: Default>(
        &mut self,
        name: &str,
        read: fn(&mut Self, &str, &mut Vec<Finding>) -> Option<Spanned<T>>,
        problems: &mut Vec<Finding>,
    ) -> Spanned<T> {
        read(self, name, problems).unwrap_or_else(|| {
            let message = format!("{} has no `{name}`", self.label);
            let help = format!("add a line `{name} = …`");
            problems.push(self.problem(&rules::MISSING_FIELD, &self.span, message, help));
            Spanned { value: T::default(), span: self.span.clone() }
        })
    }

    /// Reads a string of one line. Reports an invalid value and returns an empty string for it.
    fn text(&mut self, name: &str, problems: &mut Vec<Finding>) -> Option<Spanned<String>> {
        let value = self.get(name)?;
        let span = value.span();
        let of = format!("`{name}` of {}", self.label);
        let Some(text) = value.get_ref().as_str() else {
            let message = format!("expected a string for {of}, found {}", type_name(value));
            problems.push(self.problem(&rules::WRONG_TYPE, &span, message, "write it in quotes"));
            return Some(Spanned { value: String::new(), span });
        };
        let (rule, is, help) = match text.chars().find(|&c| is_invisible(c)) {
            Some('\n' | '\r') => (&rules::MULTILINE_TEXT, "has more than one line".to_owned(), "join the lines"),
            Some(c) => (
                &rules::INVISIBLE_CHARACTER,
                format!("contains the character U+{:04X}", u32::from(c)),
                "remove it; control, format and line separator characters are not allowed",
            ),
            None if text.trim().is_empty() => {
                (&rules::EMPTY_TEXT, "is empty".to_owned(), "write a value, or remove the field")
            }
            None if text.trim() != text => {
                (&rules::UNTRIMMED_TEXT, "begins or ends with a blank".to_owned(), "remove the blank")
            }
            None => return Some(Spanned { value: text.to_owned(), span }),
        };
        problems.push(self.problem(rule, &span, format!("{of} {is}"), help));
        Some(Spanned { value: String::new(), span })
    }

    /// Reads a whole number. Reports an invalid value and returns 0 for it.
    fn number(&mut self, name: &str, range: RangeInclusive<u16>, problems: &mut Vec<Finding>) -> Option<Spanned<u16>> {
        let value = self.get(name)?;
        let span = value.span();
        let (rule, found) = match value.get_ref().as_integer() {
            None => (&rules::WRONG_TYPE, type_name(value).to_owned()),
            Some(integer) => match u16::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) if range.contains(&number) => return Some(Spanned { value: number, span }),
                _ => (&rules::OUT_OF_RANGE, truncated(&integer.to_string(), SHOWN)),
            },
        };
        let message = format!("expected a whole number for `{name}` of {}, found {found}", self.label);
        let help = format!("use a number from {} to {}", range.start(), range.end());
        problems.push(self.problem(rule, &span, message, help));
        Some(Spanned { value: 0, span })
    }

    /// Reads the field `variant`. If it is missing, makes the variant from the name, if the name is usable. Reports an
    /// invalid variant and returns an empty string for it.
    fn variant(&mut self, name: &Spanned<String>, usable: bool, problems: &mut Vec<Finding>) -> Spanned<String> {
        let given = self.text("variant", problems);
        let is_given = given.is_some();
        let variant = given.unwrap_or_else(|| Spanned { value: upper_camel(&name.value), span: name.span.clone() });
        let reported = if is_given { variant.is_reported() } else { !usable };
        if reported || names::is_variant(&variant.value) {
            return variant;
        }
        let message = if variant.value.is_empty() {
            format!("{} has no letter for the name of a variant", self.label)
        } else {
            format!("{} cannot be the variant {}", self.label, quoted(&variant.value))
        };
        let why = if names::RESERVED_VARIANTS.contains(&variant.value.as_str()) {
            "the enum has a constant with this name"
        } else {
            "a variant consists of ASCII letters, digits and underscores, starts with an uppercase letter, and is not a keyword"
        };
        let help = format!("add {} `variant`; {why}", if is_given { "another" } else { "a" });
        problems.push(self.problem(&rules::INVALID_VARIANT, &variant.span, message, help));
        Spanned { value: String::new(), span: variant.span }
    }
}

/// How many characters of a name or number a message shows.
const SHOWN: usize = 80;

/// Returns a name in backticks.
fn quoted(name: &str) -> String {
    format!("`{}`", truncated(name, SHOWN))
}

fn type_name(value: Value<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a fractional number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}
