//! The contract as recorded: one line per promise in `tests/codes.lock`, and what the table may not take back of it.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use crate::table::contract;
use crate::table::problem::Place;
use crate::table::{Code, Group, Table};

/// Where the lock lies, seen from the table's folder.
pub const PATH: &str = "tests/codes.lock";

/// What writes the lock.
pub const COMMAND: &str = "cargo run --features cli -- lock";

const HEADER: &str = "\
# The contract as released. `cargo test` holds codes.toml to it; what is retired stays here for good.
# Written by `cargo run --features cli -- lock`. Where a merge leaves a conflict, keep the lines of both sides.
";

/// What a line may begin with, and the fields it has then; `numeric` may be missing where it is not listed.
const KINDS: [(&str, &[&str]); 5] = [
    ("code", &["group", "status"]),
    ("default", &["code"]),
    // A number that a code had before it was given another: it is as retired as one whose code went.
    ("former", &["group", "numeric"]),
    ("retired", &["group"]),
    ("status", &["reason"]),
];

const FIELDS: [&str; 5] = ["group", "numeric", "status", "code", "reason"];

/// A crate's version, as far as it says what may break.
#[derive(Clone, Debug)]
pub struct Version {
    text: String,
    /// Which versions keep each other's promises: those of one major number; before 1.0, of one minor number.
    series: (u64, u64),
}

impl Version {
    /// Reads `MAJOR.MINOR.PATCH`, and whatever follows.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(['.', '-', '+']).map(|number| number.parse().ok());
        let (major, minor, _patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        Some(Self { text: text.to_owned(), series: (major, if major == 0 { minor } else { 0 }) })
    }

    /// The next version that may break promises.
    fn next_breaking(&self) -> String {
        match self.series {
            (0, minor) => format!("0.{}.0", minor + 1),
            (major, _) => format!("{}.0.0", major + 1),
        }
    }
}

/// One promise, as text, and the line it stands on.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    number: usize,
}

impl Line {
    /// `code` and `SESSION_EXPIRED`, say.
    fn key(&self) -> (&str, &str) {
        let mut words = self.text.splitn(3, ' ');
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }

    fn kind(&self) -> &str {
        self.key().0
    }

    fn name(&self) -> &str {
        self.key().1
    }

    /// The value of a field. A reason has spaces and is all the rest of its line.
    fn field(&self, name: &str) -> Option<&str> {
        let fields = self.text.splitn(3, ' ').nth(2)?;
        match fields.strip_prefix("reason=") {
            Some(reason) => Some(reason).filter(|_| name == "reason"),
            None => fields.split(' ').find_map(|field| field.strip_prefix(name)?.strip_prefix('=')),
        }
    }

    fn is_well_formed(&self) -> bool {
        let fields = KINDS.iter().find(|(kind, _)| *kind == self.kind()).map(|(_, fields)| fields);
        fields.is_some_and(|fields| fields.iter().all(|field| self.field(field).is_some()))
    }
}

/// `tests/codes.lock`, read.
#[derive(Clone, Debug)]
pub struct Lock {
    version: Version,
    version_line: usize,
    lines: Vec<Line>,
}

/// Why lock and table disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing was promised about it yet.
    New,
    /// It was promised: only a breaking version may change it.
    TakenBack,
    /// It was retired: no version may have it again.
    Returned,
    /// The lock is of another series of versions than the crate.
    Version,
}

/// One thing in which lock and table disagree.
#[derive(Clone, Debug)]
pub struct Gap {
    pub kind: Kind,
    /// Where in the table.
    span: Range<usize>,
    /// Which line of the lock.
    line: usize,
    what: String,
    mend: String,
    /// Whether the lock may be written all the same, as the crate's version is.
    pub may_be_recorded: bool,
}

impl Gap {
    /// One line: both places, what is the matter, and the way out; where it is refused, also for what only was recorded.
    pub fn line(&self, table: &str, source: &[u8], lock: &str) -> String {
        let Place { line, column, .. } = Place::of(&self.span, source);
        let line = format!("{table}:{line}:{column} and {lock}:{}: {}; {}", self.line, self.what, self.mend);
        if self.may_be_recorded {
            return line;
        }
        let recorded = match self.kind {
            Kind::New | Kind::TakenBack => "it",
            Kind::Returned => "what is retired",
            Kind::Version => "the newer one",
        };
        format!("{line}; if {recorded} was never released, {}", anew(lock))
    }
}

/// What to do where the lock has what was never released.
fn anew(lock: &str) -> String {
    format!("restore {lock} from the last release, and record anew with `{COMMAND}`")
}

/// What to say where there is no lock.
pub fn missing(lock: &str) -> String {
    format!("{lock} is missing: nothing was compared; restore it, or start a first one with `{COMMAND}`")
}

/// Reads the text of a lock.
///
/// # Errors
///
/// The first line that no lock has, with its number.
pub fn parse(text: &str, file: &str) -> Result<Lock, String> {
    let restore = "restore the file from version control, and record what is new with";
    let (mut version, mut lines, mut seen) = (None, Vec::new(), BTreeMap::<_, Line>::new());
    for (number, text) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let wrong = |what: &str| Err(format!("{file}:{number}: {what}; {restore} `{COMMAND}`"));
        let text = text.trim_end();
        let line = Line { text: text.to_owned(), number };
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| text.starts_with(mark)) {
            return Err(format!("{file}:{number}: a merge left a conflict here; keep the lines of both sides"));
        } else if let Some(text) = text.strip_prefix("version ") {
            let Some(read) = Version::parse(text) else { return wrong("this is no version") };
            if version.replace((read, number)).is_some() {
                return Err(format!("{file}:{number}: a second version; keep the later one"));
            }
        } else if !line.is_well_formed() {
            return wrong("this is no line of a lock");
        } else if ["former", "retired"].contains(&line.kind()) {
            lines.push(line);
        } else if let Some(other) = seen.insert((line.kind().to_owned(), line.name().to_owned()), line.clone()) {
            // A merge that keeps both sides may have a line twice.
            if other.text != line.text {
                let what = format!("`{}` stands at line {} too, and says something else", line.name(), other.number);
                return wrong(&what);
            }
        } else {
            lines.push(line);
        }
    }
    let Some((version, version_line)) = version else {
        return Err(format!("{file}:1: no line says for which version it was written; {restore} `{COMMAND}`"));
    };
    Ok(Lock { version, version_line, lines })
}

/// The text of the lock for this table: all it promises, and all that was retired before.
pub fn write(before: Option<&Lock>, table: &Table, version: &Version) -> String {
    let mut lines: BTreeSet<String> = contract::lines(table).into_iter().collect();
    lines.extend(before.into_iter().flat_map(|lock| remembered(lock, table)));
    for retired in &table.retired {
        let name = &retired.name.value;
        let numeric = retired.numeric.as_ref().map(|numeric| numeric.value.to_string());
        let entry = retired_line("retired", name, &retired.group.value, numeric.as_deref());
        let known = lines.iter().any(|line| line.starts_with(&format!("{entry} ")));
        if !known {
            lines.insert(entry);
        }
    }
    // The version stays while it says the same, so that a new code is one new line.
    let version = before.map(|lock| &lock.version).filter(|old| old.series == version.series).unwrap_or(version);
    let lines: Vec<_> = lines.into_iter().collect();
    format!("{HEADER}version {}\n{}\n", version.text, lines.join("\n"))
}

/// What the lock says of codes and numbers that are gone, those that go just now among them.
fn remembered(lock: &Lock, table: &Table) -> BTreeSet<String> {
    let live = Live::of(table);
    let mut remembered = BTreeSet::new();
    for line in &lock.lines {
        let (name, group) = (line.name(), line.field("group").unwrap_or_default());
        let numeric = line.field("numeric");
        let owner = numeric.and_then(|numeric| live.by_number(group, numeric));
        match line.kind() {
            "retired" => {
                remembered.insert(line.text.clone());
            }
            "former" if owner.is_none_or(|owner| owner != name) => {
                remembered.insert(line.text.clone());
            }
            // The number lives on where another code has taken it over: it cannot come back then.
            "code" if live.by_name(name).is_none() => {
                let gone = numeric.filter(|_| owner.is_none());
                remembered.insert(retired_line("retired", name, group, gone));
            }
            "code" if numeric.is_some() && owner.is_none() => {
                remembered.insert(retired_line("former", name, group, numeric));
            }
            _ => {}
        }
    }
    remembered
}

fn retired_line(kind: &str, name: &str, group: &str, numeric: Option<&str>) -> String {
    let numeric = numeric.map_or(String::new(), |numeric| format!(" numeric={numeric}"));
    format!("{kind} {name} group={group}{numeric}")
}

/// The table's codes, by name and by number.
struct Live<'a> {
    names: BTreeMap<&'a str, (&'a Group, &'a Code)>,
    numbers: BTreeMap<(&'a str, String), &'a str>,
}

impl<'a> Live<'a> {
    fn of(table: &'a Table) -> Self {
        let names = table.codes().into_iter().map(|(group, code)| (code.name.value.as_str(), (group, code)));
        let numbers = table.codes().into_iter().filter_map(|(group, code)| {
            let number = code.numeric.as_ref()?.value.to_string();
            Some(((group.key.value.as_str(), number), code.name.value.as_str()))
        });
        Self { names: names.collect(), numbers: numbers.collect() }
    }

    fn by_name(&self, name: &str) -> Option<(&'a Group, &'a Code)> {
        self.names.get(name).copied()
    }

    /// The name of the code that has this number in this group.
    fn by_number(&self, group: &'a str, number: &str) -> Option<&'a str> {
        self.numbers.get(&(group, number.to_owned())).copied()
    }
}

/// What to say where the table has none of the lock's codes, and so is no later state of the one that was locked.
pub fn mismatch(lock: &Lock, table: &Table, file: &str) -> Option<String> {
    let live = Live::of(table);
    let retired: BTreeSet<_> = table.retired.iter().map(|retired| retired.name.value.as_str()).collect();
    let mut codes = lock.lines.iter().filter(|line| line.kind() == "code").map(Line::name).peekable();
    codes.peek()?;
    let is_known = |name: &str| live.by_name(name).is_some() || retired.contains(name);
    (!codes.any(is_known)).then(|| {
        let anew = anew(file);
        format!(
            "the table has none of the codes in {file}; restore them; if they were never released, {anew}; only if \
             the table is another API's, delete the lock and start one for it with the same command"
        )
    })
}

/// All in which the table and its lock disagree, in the lock's order.
pub fn compare(lock: &Lock, table: &Table, version: &Version) -> Vec<Gap> {
    let promises: Vec<_> = contract::lines(table).into_iter().map(|text| Line { text, number: 0 }).collect();
    let comparison = Comparison {
        lock,
        table,
        version,
        live: Live::of(table),
        now: promises.iter().map(|line| (line.key(), line)).collect(),
    };
    let mut gaps = Vec::new();
    comparison.versions(&mut gaps);
    for line in &lock.lines {
        match line.kind() {
            "retired" | "former" => comparison.returned(line, &mut gaps),
            _ => comparison.promised(line, &mut gaps),
        }
    }
    comparison.unrecorded(&mut gaps);
    gaps.sort_by_key(|gap| gap.line);
    gaps
}

struct Comparison<'a> {
    lock: &'a Lock,
    table: &'a Table,
    version: &'a Version,
    live: Live<'a>,
    /// What the table promises, as the lock would say it.
    now: BTreeMap<(&'a str, &'a str), &'a Line>,
}

impl Comparison<'_> {
    fn may_break(&self) -> bool {
        self.version.series > self.lock.version.series
    }

    fn versions(&self, gaps: &mut Vec<Gap>) {
        let (lock, own) = (&self.lock.version, self.version);
        if lock.series == own.series {
            return;
        }
        let what = format!("the lock is of version {}, the crate of {}", lock.text, own.text);
        let mend = if self.may_break() {
            format!("record the new one with `{COMMAND}`")
        } else {
            "an older version cannot promise what a newer one does; correct `version` in Cargo.toml".to_owned()
        };
        let may_be_recorded = self.may_break();
        gaps.push(Gap { kind: Kind::Version, span: 0..0, line: self.lock.version_line, what, mend, may_be_recorded });
    }

    /// A promise: is it still there, and does it still say the same?
    fn promised(&self, line: &Line, gaps: &mut Vec<Gap>) {
        let Some(now) = self.now.get(&line.key()) else {
            let what = format!("{} is recorded, and gone", subject(line));
            let restore = "restore it; to drop it, move it to [retired]";
            let mend = if line.kind() == "code" { restore } else { "restore it" };
            return gaps.push(self.taken_back(self.where_it_was(line), line, what, mend));
        };
        for field in FIELDS {
            let (before, after) = (line.field(field), now.field(field));
            if before == after {
                continue;
            }
            let span = self.span(now, field);
            let Some(before) = before else {
                let what = format!("{} is new: {}", fact(line, field), after.unwrap_or_default());
                gaps.push(Self::unknown(span, line.number, what));
                continue;
            };
            let what = match after {
                Some(after) => format!("{} is {after}, but it is recorded as {before}", fact(line, field)),
                None => format!("{} is gone, but it is recorded as {before}", fact(line, field)),
            };
            gaps.push(self.taken_back(span, line, what, "restore it"));
        }
    }

    /// Something retired: is it back?
    fn returned(&self, line: &Line, gaps: &mut Vec<Gap>) {
        let (name, group) = (line.name(), line.field("group").unwrap_or_default());
        if let Some((_, code)) = self.live.by_name(name).filter(|_| line.kind() == "retired") {
            let mend = format!("a retired name never comes back; choose another, and record it with `{COMMAND}`");
            let what = format!("{name} is retired");
            gaps.push(Self::back(&code.name.span, line, what, mend));
        }
        let owner = line.field("numeric").and_then(|numeric| self.live.by_number(group, numeric));
        if let Some((own, code)) = owner.filter(|owner| *owner != name).and_then(|owner| self.live.by_name(owner)) {
            let what = format!(
                "the number {} of {} is retired, with {name}",
                line.field("numeric").unwrap_or_default(),
                code.name.value
            );
            let mend = format!(
                "a retired number never comes back; take {}, and record it with `{COMMAND}`",
                self.free_number(own)
            );
            gaps.push(Self::back(
                code.numeric.as_ref().map_or(&code.name.span, |numeric| &numeric.span),
                line,
                what,
                mend,
            ));
        }
    }

    /// What the table has and the lock has not.
    fn unrecorded(&self, gaps: &mut Vec<Gap>) {
        let known: BTreeSet<_> = self.lock.lines.iter().map(Line::key).collect();
        for now in self.now.values() {
            if !known.contains(&now.key()) && !known.contains(&("retired", now.name())) {
                let what = format!("{} is new, and not in the lock", subject(now));
                gaps.push(Self::unknown(self.span(now, ""), self.place_for(&now.text), what));
            }
        }
        for retired in &self.table.retired {
            let name = &retired.name.value;
            let numeric = retired.numeric.as_ref().map(|numeric| numeric.value.to_string());
            let says_it = |line: &Line| match line.kind() {
                "code" => line.name() == name,
                "retired" => {
                    let same = line.field("group") == Some(&retired.group.value)
                        && line.field("numeric") == numeric.as_deref();
                    line.name() == name && (numeric.is_none() || same)
                }
                _ => false,
            };
            if !self.lock.lines.iter().any(says_it) {
                let text = retired_line("retired", name, &retired.group.value, numeric.as_deref());
                let what = format!("{name} is retired, and the lock does not say so");
                gaps.push(Self::unknown(retired.name.span.clone(), self.place_for(&text), what));
            }
        }
    }

    fn unknown(span: Range<usize>, line: usize, what: String) -> Gap {
        Gap { kind: Kind::New, span, line, what, mend: format!("record it with `{COMMAND}`"), may_be_recorded: true }
    }

    fn back(span: &Range<usize>, line: &Line, what: String, mend: String) -> Gap {
        Gap { kind: Kind::Returned, span: span.clone(), line: line.number, what, mend, may_be_recorded: false }
    }

    fn taken_back(&self, span: Range<usize>, line: &Line, what: String, restore: &str) -> Gap {
        let mend = if self.may_break() {
            format!("version {} may break it: record it with `{COMMAND}`", self.version.text)
        } else {
            let breaking = self.version.next_breaking();
            format!(
                "{restore}; once it is released, only a breaking version may change it: set `version = \"{breaking}\"` in \
                 Cargo.toml, and record it with `{COMMAND}`"
            )
        };
        Gap { kind: Kind::TakenBack, span, line: line.number, what, mend, may_be_recorded: self.may_break() }
    }

    /// Where in the table a promise, or one field of it, stands.
    fn span(&self, line: &Line, field: &str) -> Range<usize> {
        let name = line.name();
        let group = |key: &str| self.table.groups.iter().find(|group| group.key.value == key);
        let span = match line.kind() {
            "code" => self.live.by_name(name).map(|(group, code)| match field {
                "group" => &group.key.span,
                "numeric" => code.numeric.as_ref().map_or(&code.name.span, |numeric| &numeric.span),
                "status" => &code.status.span,
                _ => &code.name.span,
            }),
            "default" => group(name).and_then(|group| Some(&group.default.as_ref()?.span)),
            _ => self
                .table
                .statuses
                .iter()
                .find(|status| status.number.value.to_string() == name)
                .map(|status| if field == "reason" { &status.reason.span } else { &status.number.span }),
        };
        span.cloned().unwrap_or_default()
    }

    /// Where to look for what is gone: its retired entry, what has its number now, or its group.
    fn where_it_was(&self, line: &Line) -> Range<usize> {
        let group = line.field("group").unwrap_or(line.name());
        let retired = self.table.retired.iter().find(|retired| line.key() == ("code", &retired.name.value));
        let owner = line.field("numeric").and_then(|numeric| self.live.by_number(group, numeric));
        let owner = owner.and_then(|owner| self.live.by_name(owner)).map(|(_, code)| &code.name.span);
        let group = self.table.groups.iter().find(|other| other.key.value == group).map(|group| &group.key.span);
        retired.map(|retired| &retired.name.span).or(owner).or(group).cloned().unwrap_or_default()
    }

    /// The line at which a lock in order would have this text.
    fn place_for(&self, text: &str) -> usize {
        let before = self.lock.lines.iter().filter(|line| line.text.as_str() < text).map(|line| line.number).max();
        before.unwrap_or(self.lock.version_line) + 1
    }

    /// The least number that no code of the group has or had.
    fn free_number(&self, group: &Group) -> String {
        let key = group.key.value.as_str();
        let had = self.lock.lines.iter().filter(|line| line.field("group") == Some(key));
        let had: BTreeSet<_> = had.filter_map(|line| line.field("numeric")?.parse::<u16>().ok()).collect();
        let retired = self.table.retired.iter().filter(|retired| retired.group.value == key);
        let retired: BTreeSet<_> = retired.filter_map(|retired| Some(retired.numeric.as_ref()?.value)).collect();
        let has: BTreeSet<_> = group.codes.iter().filter_map(|code| Some(code.numeric.as_ref()?.value)).collect();
        let last = had.iter().chain(&retired).chain(&has).max().copied().unwrap_or_default();
        match (last..=u16::MAX)
            .chain(1..last)
            .find(|number| *number != 0 && !had.contains(number) && !retired.contains(number) && !has.contains(number))
        {
            Some(free) => format!("{free}, a free one"),
            None => "one of a new group".to_owned(),
        }
    }
}

/// How to speak of a promise.
fn subject(line: &Line) -> String {
    match line.kind() {
        "code" => line.name().to_owned(),
        "default" => format!("the default of {}", line.name()),
        kind => format!("{kind} {}", line.name()),
    }
}

/// How to speak of one field of a promise.
fn fact(line: &Line, field: &str) -> String {
    match field {
        "code" => subject(line),
        "numeric" => format!("the number of {}", subject(line)),
        field => format!("the {field} of {}", subject(line)),
    }
}
