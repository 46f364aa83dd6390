//! Parses a lock. Reports the first invalid line.

use std::collections::HashMap;

use super::{COMMAND, END, FIRST_FORMAT, KINDS, Lock, PATH, at_lock};
use crate::compare::rules;
use crate::compare::version::Version;
use crate::table::names::{is_error_code, upper_camel};
use crate::table::{
    Code, Document, Finding, Group, Retired, Site, Source, Span, Spanned, Status, rules as table_rules,
};

/// Parses a lock. The lines may be in any order, because a merge can change it. Only `end` must be the last line.
///
/// # Errors
///
/// The first problem of the lock.
pub fn parse(source: &Source) -> Result<Lock, Finding> {
    let restore = format!("restore {PATH} from version control, and record new entries with `{COMMAND}`");
    let text = core::str::from_utf8(&source.bytes).map_err(|error| {
        let at = error.valid_up_to();
        at_lock(&table_rules::INVALID_UTF8, &(at..at + 1), "this byte is not UTF-8", &restore)
    })?;
    let mut parser = Parser { restore, ..Parser::default() };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let start = offset + if offset == 0 && line.starts_with('\u{feff}') { 3 } else { 0 };
        offset += line.len();
        parser.line(text[start..offset].trim_end(), start, offset)?;
    }
    parser.finish(offset)
}

#[derive(Default)]
struct Parser {
    lock: Lock,
    restore: String,
    /// The index of each group, by key.
    groups: HashMap<String, usize>,
    /// The text and span of each record, by kind and name.
    seen: HashMap<String, (String, Span)>,
    version: Option<Spanned<Version>>,
    has_end: bool,
}

/// The fields of a record.
#[derive(Default)]
struct RecordFields {
    group: Option<Spanned<String>>,
    numeric: Option<Spanned<u16>>,
    status: Option<Spanned<u16>>,
    code: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
}

impl Parser {
    /// Parses a line. The line after it begins at `next`.
    fn line(&mut self, text: &str, start: usize, next: usize) -> Result<(), Finding> {
        let span = start..start + text.len();
        let is_conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| text.starts_with(mark));
        if is_conflict {
            let help = "keep the lines of both sides, and remove the markers";
            return Err(at_lock(&table_rules::MERGE_CONFLICT, &span, "unresolved merge conflict", help));
        }
        if text.starts_with(FIRST_FORMAT) {
            self.lock.is_outdated = true;
        }
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        if text == END {
            self.has_end = true;
            return Ok(());
        }
        if self.has_end {
            let help = "move `end` to the last line";
            return Err(at_lock(&rules::INVALID_LOCK, &span, "a record after `end`", help));
        }
        if let Some(version) = text.strip_prefix("version ") {
            return self.version(version, &span);
        }
        if self.record(text, start).is_none() {
            let kinds = KINDS.map(|kind| format!("`{kind}`")).join(", ");
            let message = format!("expected {kinds} or `end` with its fields");
            return Err(at_lock(&rules::INVALID_LOCK, &span, message, &self.restore));
        }
        // A merge can keep the same record of both sides.
        let mut words = text.splitn(3, ' ');
        let (kind, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if !matches!(kind, "former" | "retired") {
            let (other, first) =
                self.seen.entry(format!("{kind} {name}")).or_insert_with(|| (text.to_owned(), span.clone()));
            if other != text {
                let message = format!("a second record of {kind} `{name}` with different fields");
                let finding = at_lock(&rules::CONTRADICTING_RECORDS, &span, message, &self.restore);
                return Err(Finding {
                    related: Some(Site { document: Document::Lock, span: first.clone() }),
                    ..finding
                });
            }
        }
        self.lock.records.insert(text.to_owned(), next);
        Ok(())
    }

    fn version(&mut self, text: &str, span: &Span) -> Result<(), Finding> {
        let Some(version) = Version::parse(text) else {
            let message = format!("expected a version, found `{text}`");
            return Err(at_lock(&rules::INVALID_LOCK, span, message, &self.restore));
        };
        match &self.version {
            Some(first) if first.value != version => {
                let help = "keep the later version";
                let finding = at_lock(&rules::CONTRADICTING_RECORDS, span, "a second version", help);
                Err(Finding { related: Some(Site { document: Document::Lock, span: first.span.clone() }), ..finding })
            }
            Some(_) => Ok(()),
            None => {
                self.version = Some(Spanned { value: version, span: span.clone() });
                Ok(())
            }
        }
    }

    /// Parses a record. Returns `None` if it is malformed.
    fn record(&mut self, text: &str, start: usize) -> Option<()> {
        let is_repeated = self.lock.records.contains_key(text);
        // A reason phrase contains spaces.
        let mut words = words(text, start, if text.starts_with("status ") { 3 } else { usize::MAX }).into_iter();
        let (kind, name) = (words.next()?, words.next()?);
        let fields = fields(words)?;
        let name = Spanned { value: name.value.to_owned(), span: name.span };
        match (kind.value, fields) {
            ("code", RecordFields { group: Some(group), numeric, status: Some(status), code: None, reason: None })
                if is_error_code(&name.value) =>
            {
                let code = Code {
                    variant: Spanned { value: upper_camel(&name.value), span: name.span.clone() },
                    name,
                    deprecated: None,
                    numeric,
                    status,
                    message: Spanned::default(),
                    when: Spanned::default(),
                };
                let group = self.group(group);
                if !is_repeated {
                    group.codes.push(code);
                }
            }
            ("default", RecordFields { group: None, numeric: None, status: None, code: Some(code), reason: None }) => {
                self.group(name).default = Some(code);
            }
            ("status", RecordFields { group: None, numeric: None, status: None, code: None, reason: Some(reason) }) => {
                let number = Spanned { value: name.value.parse().ok()?, span: name.span };
                let variant = Spanned { value: upper_camel(&reason.value), span: reason.span.clone() };
                if !is_repeated {
                    self.lock.table.statuses.push(Status { number, variant, reason, message: None, when: None });
                }
            }
            (
                kind @ ("retired" | "former"),
                RecordFields { group: Some(group), numeric, status: None, code: None, reason: None },
            ) if kind == "retired" || numeric.is_some() => {
                let (since, why) = (Spanned::default(), Spanned::default());
                let Lock { table, former, .. } = &mut self.lock;
                let entries = if kind == "retired" { &mut table.retired } else { former };
                entries.push(Retired { name, group, numeric, since, why });
            }
            _ => return None,
        }
        Some(())
    }

    /// Returns the group with a key. Adds the group if it does not exist yet.
    fn group(&mut self, key: Spanned<String>) -> &mut Group {
        let groups = &mut self.lock.table.groups;
        let at = *self.groups.entry(key.value.clone()).or_insert_with(|| {
            groups.push(Group { variant: upper_camel(&key.value), key, ..Group::default() });
            groups.len() - 1
        });
        &mut groups[at]
    }

    fn finish(self, end: usize) -> Result<Lock, Finding> {
        if !self.has_end && !self.lock.is_outdated {
            let message = "the last line is not `end`, so the lock is incomplete";
            return Err(at_lock(&rules::CUT_LOCK, &(end..end), message, self.restore));
        }
        let Some(version) = self.version else {
            return Err(at_lock(&rules::INVALID_LOCK, &(0..0), "no line records the version", self.restore));
        };
        let is_outdated = !self.has_end;
        Ok(Lock { version, is_outdated, ..self.lock })
    }
}

/// Splits a line into at most `limit` words with their spans. The last word is the rest of the line.
fn words(text: &str, start: usize, limit: usize) -> Vec<Spanned<&str>> {
    let mut at = start;
    let mut words = Vec::new();
    for value in text.splitn(limit, ' ') {
        let span = at..at + value.len();
        at = span.end + 1;
        words.push(Spanned { value, span });
    }
    words
}

/// Parses the fields of a record. Returns `None` if a field is malformed, unknown or repeated.
fn fields<'a>(words: impl Iterator<Item = Spanned<&'a str>>) -> Option<RecordFields> {
    let mut fields = RecordFields::default();
    for word in words {
        let (field, value) = word.value.split_once('=').filter(|(_, value)| !value.is_empty())?;
        let span = word.span.end - value.len()..word.span.end;
        let text = |span| Spanned { value: value.to_owned(), span };
        let number = |span| Some(Spanned { value: value.parse().ok().filter(|number| *number != 0)?, span });
        let is_repeated = match field {
            "group" => fields.group.replace(text(span)).is_some(),
            "code" => fields.code.replace(text(span)).is_some(),
            "reason" => fields.reason.replace(text(span)).is_some(),
            "numeric" => fields.numeric.replace(number(span)?).is_some(),
            "status" => fields.status.replace(number(span)?).is_some(),
            _ => return None,
        };
        if is_repeated {
            return None;
        }
    }
    Some(fields)
}
