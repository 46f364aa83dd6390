//! Parses a `codes.toml` into the model. Checks the keys of each table and the values of each field.

use core::ops::RangeInclusive;

use super::finding::{Finding, Rule, Subject};
use super::model::{Code, Group, Retired, Span, Spanned, Status, Table};
use super::names::{self, is_error_code, is_group_key, upper_camel};
use super::nearest::{SUGGESTIONS, nearest};
use super::positions::Positions;
use super::rules;
use super::source::Source;
use super::text::{SHOWN, is_invisible, quoted, truncated};
use super::tree::{self, Entry, Key, Parsed, Tree, Value};

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
    let Parsed { tree, repeated_keys: mut problems, syntax_errors } = tree::parse(text);
    // Only the first syntax error of a line is reported.
    let mut line_of_error = None;
    for error in syntax_errors {
        let line = source.position(error.site.span.start).line;
        if line_of_error.replace(line) != Some(line) {
            problems.push(error);
        }
    }
    let mut table = Table::default();
    // After a syntax error, the parser guesses. A field that seems to be missing may be present.
    if line_of_error.is_none() {
        read_root(&mut table, &tree, &mut problems);
    }
    Ok((table, problems))
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

fn read_root(table: &mut Table, tree: &Tree<'_>, problems: &mut Vec<Finding>) {
    // A table that contains only other tables is not a group. Its key is misspelled, or its `[group]` is missing.
    let is_group = |content: &[Entry<'_>]| content.iter().any(|entry| tree.table(entry).is_none());
    let root = tree.root();
    let mut known = vec!["status", "retired"];
    known.extend(
        root.iter().filter(|entry| tree.table(entry).is_some_and(is_group)).map(|entry| entry.key.value.as_ref()),
    );
    // Somebody may have copied a group, and renamed the headers of its codes but not the header of the group. Then the header of the
    // group is repeated, and the codes have an unknown group. Only the repeated header is reported.
    let has_repeated_keys = !problems.is_empty();
    let mut unknown = Vec::new();
    for entry in root {
        let key = &entry.key;
        let name = key.value.as_ref();
        let Some(content) = tree.table(entry) else {
            let message = format!("expected a table, found {} for {}", type_name(entry), quoted(name));
            let help = "make it a table, or remove it; the tables are [status.NNN], [group], [group.ERROR_CODE] and \
                        [retired.ERROR_CODE]";
            problems.push(Finding::problem(&rules::EXPECTED_TABLE, &key.span, message, help));
            continue;
        };
        match name {
            "status" => read_each("status", &mut table.statuses, tree, content, read_status, problems),
            "retired" => read_each("retired", &mut table.retired, tree, content, read_retired, problems),
            _ if is_group(content) => table.groups.push(read_group(key, tree, content, problems)),
            _ => {
                let meant = if unknown.len() < SUGGESTIONS { nearest(name, &known) } else { None };
                if !has_repeated_keys {
                    let message = format!("unknown group {}", quoted(name));
                    let or = meant.map_or(String::new(), |meant| format!(", or did you mean `{meant}`?"));
                    let help = format!("add `[{name}]` with `enum` and `about`{or}");
                    let problem = Finding::problem(&rules::UNKNOWN_GROUP, &key.span, message, help);
                    problems.push(problem.about(Subject::Group(name)));
                }
                unknown.push((key, meant, content));
            }
        }
    }
    let mut groups = Positions::default();
    for (at, group) in table.groups.iter().enumerate() {
        groups.get_or_add(group.key.value.clone(), 0, at);
    }
    for (key, meant, content) in unknown {
        match meant {
            Some("status") => read_each("status", &mut table.statuses, tree, content, read_status, problems),
            Some("retired") => read_each("retired", &mut table.retired, tree, content, read_retired, problems),
            _ => {
                let name = meant.unwrap_or(&key.value);
                let at = groups.get_or_add(name.to_owned(), 0, table.groups.len());
                if at == table.groups.len() {
                    table.groups.push(Group { key: spanned(key), ..Group::default() });
                }
                read_each("code", &mut table.groups[at].codes, tree, content, read_code, problems);
            }
        }
    }
}

type Read<T> = fn(&Key<'_>, Fields<'_>, &mut Vec<Finding>) -> T;

/// Reads all tables in `[status]`, in `[retired]`, or in a group. `kind` is `status`, `retired`, or `code` for the tables of a
/// group.
fn read_each<'a, T>(
    kind: &str,
    rows: &mut Vec<T>,
    tree: &'a Tree<'a>,
    content: impl IntoIterator<Item = &'a Entry<'a>>,
    read: Read<T>,
    problems: &mut Vec<Finding>,
) {
    for entry in content {
        if let Some(fields) = fields_of(kind, tree, entry, problems) {
            rows.push(read(&entry.key, fields, problems));
        }
    }
}

/// Returns the fields of a table, or reports a value that is not a table.
fn fields_of<'a>(
    kind: &str,
    tree: &'a Tree<'a>,
    entry: &'a Entry<'a>,
    problems: &mut Vec<Finding>,
) -> Option<Fields<'a>> {
    let key = &entry.key;
    let name = key.value.as_ref();
    let subject = match kind {
        "status" => Subject::Status(name.parse().unwrap_or_default()),
        "retired" => Subject::Retired(name.to_owned()),
        _ => Subject::Code(name.to_owned()),
    };
    let label = if kind == "code" { quoted(name) } else { format!("{kind} {}", quoted(name)) };
    let Some(content) = tree.table(entry) else {
        let message = format!("expected a table, found {} for {label}", type_name(entry));
        let problem = Finding::problem(&rules::EXPECTED_TABLE, &key.span, message, "make it a table, or remove it");
        problems.push(problem.about(subject));
        return None;
    };
    Some(Fields::new(subject, label, key.span.clone(), content.iter().collect()))
}

fn read_status(key: &Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Status {
    let number = key.value.parse().ok().filter(|number| (400..=599).contains(number) && key.value.len() == 3);
    if number.is_none() {
        let message = format!("expected an HTTP status from 400 to 599, found {}", quoted(&key.value));
        problems.push(fields.problem(&rules::INVALID_STATUS, &key.span, message, "correct or remove it"));
    }
    fields.read_keys(STATUS, problems);
    let reason = fields.required("reason", Fields::text, problems);
    Status {
        number: Spanned { value: number.unwrap_or_default(), span: key.span.clone() },
        variant: fields.variant(&reason, !reason.is_reported(), problems),
        message: fields.text("message", problems),
        when: fields.text("when", problems),
        reason,
    }
}

fn read_retired(key: &Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Retired {
    fields.read_keys(RETIRED, problems);
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

fn read_group(key: &Key<'_>, tree: &Tree<'_>, content: &[Entry<'_>], problems: &mut Vec<Finding>) -> Group {
    let name = key.value.as_ref();
    // A value that is not a table is read as a code if its key starts with an uppercase letter.
    let is_code = |entry: &&Entry<'_>| {
        let name = entry.key.value.as_ref();
        let is_code = tree.table(entry).is_some() || name.starts_with(|first: char| first.is_ascii_uppercase());
        is_code && !GROUP.contains(&name)
    };
    let (codes, own): (Vec<_>, Vec<_>) = content.iter().partition(is_code);
    let subject = Subject::Group(name.to_owned());
    let mut fields = Fields::new(subject, format!("group {}", quoted(name)), key.span.clone(), own);
    fields.read_keys(GROUP, problems);
    let variant = upper_camel(name);
    if !is_group_key(name) {
        let message = format!("expected the key of a group, found {}", quoted(name));
        let help = "use lower_snake_case: a-z, 0-9 and single underscores, starting with a letter";
        problems.push(fields.problem(&rules::INVALID_GROUP_KEY, &key.span, message, help));
    } else if !names::is_variant(&variant) {
        let message = format!("{} cannot be the variant `{variant}` of `Group`", fields.label);
        let help = "rename the group; Rust or this crate already uses that name";
        problems.push(fields.problem(&rules::INVALID_VARIANT, &key.span, message, help));
    }
    let mut group = Group {
        key: spanned(key),
        variant,
        enum_name: fields.required("enum", Fields::text, problems),
        about: fields.required("about", Fields::text, problems),
        default: fields.text("default", problems),
        codes: Vec::new(),
    };
    read_each("code", &mut group.codes, tree, codes, read_code, problems);
    group
}

fn read_code(key: &Key<'_>, mut fields: Fields<'_>, problems: &mut Vec<Finding>) -> Code {
    fields.read_keys(CODE, problems);
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
fn read_error_code(key: &Key<'_>, fields: &Fields<'_>, problems: &mut Vec<Finding>) -> Spanned<String> {
    if !is_error_code(&key.value) {
        let message = format!("expected an errorCode, found {}", quoted(&key.value));
        let help = "use 3 to 63 characters: A-Z, 0-9 and single underscores, starting with a letter and ending with a letter \
                    or digit";
        problems.push(fields.problem(&rules::INVALID_ERROR_CODE, &key.span, message, help));
    }
    spanned(key)
}

fn spanned(key: &Key<'_>) -> Spanned<String> {
    Spanned { value: key.value.to_string(), span: key.span.clone() }
}

/// The fields of one table. A misspelled field is read under the name that was probably meant.
struct Fields<'a> {
    subject: Subject<String>,
    /// How messages name the table.
    label: String,
    span: Span,
    entries: Vec<(&'a str, &'a Entry<'a>)>,
}

impl<'a> Fields<'a> {
    fn new(subject: Subject<String>, label: String, span: Span, entries: Vec<&'a Entry<'a>>) -> Self {
        let entries = entries.into_iter().map(|entry| (entry.key.value.as_ref(), entry)).collect();
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

    /// Reports every unknown key. If a key resembles a known key that is missing, it is read as that known key.
    fn read_keys(&mut self, known: &[&'static str], problems: &mut Vec<Finding>) {
        for at in 0..self.entries.len() {
            let (name, entry) = self.entries[at];
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
            problems.push(self.problem(&rules::UNKNOWN_KEY, &entry.key.span, message, help));
        }
    }

    fn get(&self, name: &str) -> Option<&'a Entry<'a>> {
        self.entries.iter().find(|(read_as, _)| *read_as == name).map(|(_, entry)| *entry)
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
        let entry = self.get(name)?;
        let span = entry.span.clone();
        let of = format!("`{name}` of {}", self.label);
        let Value::String(text) = &entry.value else {
            let message = format!("expected a string for {of}, found {}", type_name(entry));
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
            None => return Some(Spanned { value: text.to_string(), span }),
        };
        problems.push(self.problem(rule, &span, format!("{of} {is}"), help));
        Some(Spanned { value: String::new(), span })
    }

    /// Reads a whole number. Reports an invalid value and returns 0 for it.
    fn number(&mut self, name: &str, range: RangeInclusive<u16>, problems: &mut Vec<Finding>) -> Option<Spanned<u16>> {
        let entry = self.get(name)?;
        let span = entry.span.clone();
        let (rule, found) = match entry.value {
            Value::Integer { number: Some(value), .. } if range.contains(&value) => {
                return Some(Spanned { value, span });
            }
            Value::Integer { as_written, .. } => (&rules::OUT_OF_RANGE, truncated(as_written, SHOWN)),
            _ => (&rules::WRONG_TYPE, type_name(entry).to_owned()),
        };
        let message = format!("expected a whole number for `{name}` of {}, found {found}", self.label);
        let help = format!("use a number from {} to {}", range.start(), range.end());
        problems.push(self.problem(rule, &span, message, help));
        Some(Spanned { value: 0, span })
    }

    /// Reads the field `variant`. If it is missing, makes the variant from the name. Reports an invalid variant and returns
    /// an empty string for it. A variant from a name that is not `usable` is not checked, because that name is already
    /// reported.
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
        let help = format!("{} `variant`; {why}", if is_given { "choose another" } else { "add a" });
        problems.push(self.problem(&rules::INVALID_VARIANT, &variant.span, message, help));
        Spanned { value: String::new(), span: variant.span }
    }
}

fn type_name(entry: &Entry<'_>) -> &'static str {
    match entry.value {
        Value::String(_) => "a string",
        Value::Integer { .. } => "a whole number",
        Value::Float => "a fractional number",
        Value::Boolean => "a boolean",
        Value::DateTime => "a date or time",
        Value::Array | Value::ArrayOfTables => "an array",
        Value::Table(_) => "a table",
    }
}
