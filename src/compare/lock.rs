//! The lock: the contract as recorded in `tests/codes.lock`, one line per promise, and its comparison with the table.

use core::ops::Bound;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::findings::{Comparison, Memory, Scope};
use super::pairs::Pairs;
use super::policy::Passes;
use super::rules;
use super::version::Version;
use crate::table::names::{is_error_code, upper_camel};
use crate::table::{
    Code, Document, Finding, Group, Retired, Rule, Severity, Site, Source, Span, Spanned, Status, Subject, Table,
    contract, rules as table_rules,
};

/// The path of the lock, relative to the table's folder.
pub const PATH: &str = "tests/codes.lock";

/// The command that writes the lock.
pub const COMMAND: &str = "cargo run --features cli -- lock";

const HEADER: &str = "\
# The released contract of codes.toml, one promise per line; `cargo test` compares both. Retired entries stay forever.
# Written by `cargo run --features cli -- lock`. To resolve a merge conflict here, keep the lines of both sides.
";

/// The first words of a lock that errcodes 0.1.0 wrote, which had no last line to tell that it is complete.
const FIRST_FORMAT: &str = "# The contract as released.";

/// The last line.
const END: &str = "end";

/// A parsed lock.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub version: Spanned<Version>,
    /// The recorded contract and the retired entries as a table, in which all other fields are empty.
    pub table: Table,
    /// Numbers that a code had before it got another one.
    pub former: Vec<Retired>,
    /// The offset after each record, by the record's text.
    records: BTreeMap<String, usize>,
    /// Whether the lock has the format of errcodes 0.1.0.
    is_outdated: bool,
}

impl Lock {
    /// Returns all records, sorted.
    pub(super) fn records(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// Returns the record of a code, of a status or of a group's default.
    pub(super) fn record(&self, subject: &Subject<String>) -> Option<&str> {
        let prefix = record_key(subject) + " ";
        let (record, _) = self.records.range(prefix.clone()..).next()?;
        record.starts_with(&prefix).then_some(record.as_str())
    }
}

/// Returns the kind and the name that the record of a subject begins with.
fn record_key(subject: &Subject<String>) -> String {
    match subject {
        Subject::Group(key) => format!("default {key}"),
        subject => format!("{} {}", subject.kind(), subject.name()),
    }
}

/// Returns the finding of a table without a lock.
pub fn missing() -> Finding {
    let message = "the table has no lock, so its contract was not compared";
    let help = format!("restore {PATH} from version control, or start a new one with `{COMMAND}`");
    at_lock(&rules::MISSING_LOCK, &(0..0), message, help)
}

fn at_lock(rule: &'static Rule, span: &Span, message: impl Into<String>, help: impl Into<String>) -> Finding {
    let site = Site { document: Document::Lock, span: span.clone() };
    Finding { site, ..Finding::problem(rule, span, message, help) }
}

/// Parses a lock. The lines may be in any order, as a merge leaves them, but the last one is last.
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
    /// The position of each group, by key.
    groups: HashMap<String, usize>,
    /// The text and span of each record, by its kind and name.
    seen: HashMap<String, (String, Span)>,
    version: Option<Spanned<Version>>,
    has_end: bool,
}

/// The fields of a record.
#[derive(Default)]
struct Fields {
    group: Option<Spanned<String>>,
    numeric: Option<Spanned<u16>>,
    status: Option<Spanned<u16>>,
    code: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
}

impl Parser {
    /// Parses a line that ends before `next`.
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
            let message =
                "expected `version`, `code`, `default`, `former`, `retired`, `status` or `end` with its fields";
            return Err(at_lock(&rules::INVALID_LOCK, &span, message, &self.restore));
        }
        // A merge that keeps the lines of both sides may have a record twice.
        let mut words = text.splitn(3, ' ');
        let (kind, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if !matches!(kind, "former" | "retired") {
            let (other, first) =
                self.seen.entry(format!("{kind} {name}")).or_insert_with(|| (text.to_owned(), span.clone()));
            if other != text {
                let message = format!("a second record of {kind} `{name}`, with other fields");
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
            ("code", Fields { group: Some(group), numeric, status: Some(status), code: None, reason: None })
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
            ("default", Fields { group: None, numeric: None, status: None, code: Some(code), reason: None }) => {
                self.group(name).default = Some(code);
            }
            ("status", Fields { group: None, numeric: None, status: None, code: None, reason: Some(reason) }) => {
                let number = Spanned { value: name.value.parse().ok()?, span: name.span };
                let variant = Spanned { value: upper_camel(&reason.value), span: reason.span.clone() };
                if !is_repeated {
                    self.lock.table.statuses.push(Status { number, variant, reason, message: None, when: None });
                }
            }
            (
                kind @ ("retired" | "former"),
                Fields { group: Some(group), numeric, status: None, code: None, reason: None },
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

    /// Returns the group with a key. The first record that names it adds it.
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

/// Splits a line into words with their positions, the last of which is the rest of the line.
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

/// Parses the fields of a record. Returns `None` if one is malformed, unknown or repeated.
fn fields<'a>(words: impl Iterator<Item = Spanned<&'a str>>) -> Option<Fields> {
    let mut fields = Fields::default();
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

/// Renders the lock of a table: its contract, and everything that it or the previous lock retired.
pub fn write(before: Option<&Lock>, table: &Table, version: &Version) -> String {
    let mut records: BTreeSet<String> = contract::lines(table).into_iter().collect();
    records.extend(before.into_iter().flat_map(|lock| remembered(lock, table)).map(|gone| gone.record()));
    for Retired { name, group, numeric, .. } in &table.retired {
        let numeric = numeric.as_ref().map(|number| number.value);
        let record = Gone { name, group: &group.value, numeric, has_name: true, is_new: true }.record();
        let with_number = format!("{record} ");
        let is_known = records.range(with_number.clone()..).next().is_some_and(|next| next.starts_with(&with_number));
        if !is_known {
            records.insert(record);
        }
    }
    // The version stays while it promises the same, so that a new code is one new line.
    let version = before.map(|lock| &lock.version.value).filter(|old| old.is_same_series(version)).unwrap_or(version);
    let records: String = records.iter().flat_map(|record| [record, "\n"]).collect();
    render(version, &records)
}

/// Renders a lock from the lines of its records.
pub(super) fn render(version: &Version, records: &str) -> String {
    format!("{HEADER}version {version}\n{records}{END}\n")
}

/// A name or number that is not in use any more.
#[derive(Clone, Copy)]
pub(super) struct Gone<'a> {
    pub(super) name: &'a Spanned<String>,
    /// The key of the group in the current table.
    pub(super) group: &'a str,
    pub(super) numeric: Option<u16>,
    /// `false` where the code is in use, with another number.
    pub(super) has_name: bool,
    /// Whether the lock still records it as in use.
    pub(super) is_new: bool,
}

impl Gone<'_> {
    /// Renders the line of a lock.
    pub(super) fn record(&self) -> String {
        let kind = if self.has_name { "retired" } else { "former" };
        let numeric = self.numeric.map_or(String::new(), |numeric| format!(" numeric={numeric}"));
        format!("{kind} {} group={}{numeric}", self.name.value, self.group)
    }
}

/// Returns the names and numbers of a lock that are not in use in a table.
pub(super) fn remembered<'a>(lock: &'a Lock, table: &'a Table) -> Vec<Gone<'a>> {
    let pairs = Pairs::of(&lock.table, table);
    let names: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let owners: HashMap<_, _> = table
        .codes()
        .filter_map(|(group, code)| Some(((group.key.value.as_str(), code.number()?), code.name.value.as_str())))
        .collect();
    let new_key = |key: &'a str| pairs.new_key(key).unwrap_or(key);
    let mut remembered = Vec::new();
    for entry in &lock.table.retired {
        let group = new_key(&entry.group.value);
        remembered.push(Gone { name: &entry.name, group, numeric: entry.number(), has_name: true, is_new: false });
    }
    for entry in &lock.former {
        let (name, group, numeric) = (&entry.name, new_key(&entry.group.value), entry.number());
        if numeric.and_then(|number| owners.get(&(group, number))) != Some(&name.value.as_str()) {
            remembered.push(Gone { name, group, numeric, has_name: false, is_new: false });
        }
    }
    for (group, code) in lock.table.codes() {
        let (name, group) = (&code.name, new_key(&group.key.value));
        // A number that another code took over is in use, so it cannot come back.
        let numeric = code.number().filter(|number| !owners.contains_key(&(group, *number)));
        let has_name = !names.contains(name.value.as_str());
        if has_name || numeric.is_some() {
            remembered.push(Gone { name, group, numeric, has_name, is_new: true });
        }
    }
    remembered
}

/// Returns everything in which a table and its lock disagree: promises taken back, the heaviest first, then what the lock
/// does not record.
pub fn compare(lock: &Lock, table: &Table, version: &Version) -> Vec<Finding> {
    if is_other_table(lock, table) {
        return vec![other_table()];
    }
    let memory = lock.former.iter().map(|entry| Memory { entry, has_name: false, document: Document::Lock });
    let comparison = Comparison::new(&lock.table, table, Scope::Contract, Document::Lock).remembering(memory);
    let mut findings = lock_version(lock, version);
    let mut not_recorded = Vec::new();
    let slots = Slots::of(lock, table);
    for finding in comparison.findings() {
        if finding.rule.severity == Severity::Major {
            findings.push(advised(finding, lock, version));
        } else {
            not_recorded.push(slots.not_recorded(finding));
        }
    }
    not_recorded.extend(unrecorded_retired(lock, table));
    not_recorded.sort_by_key(|finding| finding.site.span.start);
    findings.extend(not_recorded);
    findings
}

/// Returns whether the lock must not be written while there is this finding.
pub fn refuses(finding: &Finding, lock: &Lock, version: &Version) -> bool {
    let may_break = version.may_break(&lock.version.value);
    if [&rules::NOT_RECORDED, &rules::OUTDATED_LOCK].contains(&finding.rule) {
        false
    } else if *finding.rule == rules::LOCK_VERSION {
        !may_break
    } else {
        Passes::of(finding.rule) == Passes::Never || !may_break
    }
}

/// Adds to a finding's help what else would do: a breaking release, or an earlier lock.
fn advised(finding: Finding, lock: &Lock, version: &Version) -> Finding {
    let help = &finding.help;
    let help = match Passes::of(finding.rule) {
        Passes::Never => format!("{help}, and record it with `{COMMAND}`; {}", never_released("what is retired")),
        _ if version.may_break(&lock.version.value) => {
            format!("version {version} may break it: record it with `{COMMAND}`")
        }
        _ => format!(
            "{help}; only a breaking release may change it: set `version = \"{}\"` in Cargo.toml, and record it with \
             `{COMMAND}`; {}",
            version.next_breaking(),
            never_released("it")
        ),
    };
    Finding { help, ..finding }
}

/// Returns the advice for a lock that records more than was released.
fn never_released(what: &str) -> String {
    format!("if {what} was never released, restore {PATH} from the last release, and record again with `{COMMAND}`")
}

/// Reports a lock in the first format, or of another series of versions.
fn lock_version(lock: &Lock, version: &Version) -> Vec<Finding> {
    let mut findings = Vec::new();
    let recorded = &lock.version.value;
    if lock.is_outdated {
        let message = "the lock has the format of errcodes 0.1.0, which cannot tell whether it is complete";
        let help = format!("check that no line is missing, and run `{COMMAND}`");
        findings.push(at_lock(&rules::OUTDATED_LOCK, &lock.version.span, message, help));
    }
    if !recorded.is_same_series(version) {
        let message = format!("the lock is of version {recorded}, the crate of version {version}");
        let help = if version.may_break(recorded) {
            format!("record the new version with `{COMMAND}`")
        } else {
            format!(
                "correct `version` in Cargo.toml: an earlier version does not have the contract of a later one; {}",
                never_released("the later one")
            )
        };
        findings.push(at_lock(&rules::LOCK_VERSION, &lock.version.span, message, help));
    }
    findings
}

/// Returns whether the table has none of the codes of the lock, and so is no later state of the recorded one.
fn is_other_table(lock: &Lock, table: &Table) -> bool {
    let retired = table.retired.iter().map(|retired| retired.name.value.as_str());
    let known: HashSet<_> = table.codes().map(|(_, code)| code.name.value.as_str()).chain(retired).collect();
    let mut recorded = lock.table.codes().map(|(_, code)| code.name.value.as_str()).peekable();
    recorded.peek().is_some() && !recorded.any(|name| known.contains(name))
}

fn other_table() -> Finding {
    let help = format!(
        "restore them; {}; if the table is that of another API, delete the lock and start a new one with the same command",
        never_released("this contract")
    );
    at_lock(&rules::OTHER_TABLE, &(0..0), "the table has none of the recorded errorCodes", help)
}

/// Where the lock would have each record of the table.
struct Slots<'a> {
    lock: &'a Lock,
    /// By kind and name.
    records: HashMap<String, String>,
}

impl<'a> Slots<'a> {
    fn of(lock: &'a Lock, table: &Table) -> Self {
        let records = contract::lines(table).into_iter().map(|record| {
            let key: Vec<_> = record.splitn(3, ' ').take(2).collect();
            (key.join(" "), record)
        });
        Self { lock, records: records.collect() }
    }

    /// Turns an addition to the table into a gap of the lock.
    fn not_recorded(&self, finding: Finding) -> Finding {
        let Finding { subject, after, .. } = &finding;
        let message = match after {
            Some(number) if *finding.rule == rules::NUMBER_ADDED => {
                format!("the number {number} of {subject} is not recorded")
            }
            _ if *finding.rule == rules::DEFAULT_ADDED => format!("the default of {subject} is not recorded"),
            _ => format!("{subject} is not recorded"),
        };
        let key = record_key(subject);
        let slot = || slot(self.lock, self.records.get(&key).map_or("", String::as_str));
        let related = finding.related.clone().or_else(|| Some(slot()));
        let help = format!("record it with `{COMMAND}`");
        Finding { rule: &rules::NOT_RECORDED, related, message, help, ..finding }
    }
}

/// Returns where a sorted lock would have a record.
fn slot(lock: &Lock, record: &str) -> Site {
    let before = lock.records.range::<str, _>((Bound::Unbounded, Bound::Excluded(record))).next_back();
    let offset = before.map_or(lock.version.span.end + 1, |(_, next)| *next);
    Site { document: Document::Lock, span: offset..offset }
}

/// Reports retired entries of the table that the lock does not record.
fn unrecorded_retired(lock: &Lock, table: &Table) -> Vec<Finding> {
    let codes: HashSet<_> = lock.table.codes().map(|(_, code)| code.name.value.as_str()).collect();
    let mut recorded = HashSet::new();
    for Retired { name, group, numeric, .. } in &lock.table.retired {
        // An entry with a number records the name alone too.
        recorded.insert((name.value.as_str(), None));
        recorded
            .extend(numeric.as_ref().map(|number| (name.value.as_str(), Some((group.value.as_str(), number.value)))));
    }
    let is_recorded = |retired: &&Retired| {
        let name = retired.name.value.as_str();
        codes.contains(name)
            || recorded.contains(&(name, retired.number().map(|number| (&*retired.group.value, number))))
    };
    let missing = table.retired.iter().filter(|retired| !is_recorded(retired)).map(|retired| {
        let Retired { name, group, .. } = retired;
        let numeric = retired.number();
        let record = Gone { name, group: &group.value, numeric, has_name: true, is_new: true }.record();
        let message = format!("the retired {} is not recorded", name.value);
        let help = format!("record it with `{COMMAND}`");
        let finding = Finding::problem(&rules::NOT_RECORDED, &name.span, message, help);
        Finding { related: Some(slot(lock, &record)), ..finding.about(Subject::Retired(&name.value)) }
    });
    missing.collect()
}
