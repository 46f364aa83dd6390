//! A finding: one problem of a table, one change between two tables, or one gap between a table and its lock.

use core::fmt;
use core::fmt::Write as _;

use super::model::Span;
use super::source::Source;
use super::text::printable;

/// The severity of a finding, from lowest to highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A text was reworded, the order changed, or an unused name or number was retired. No program may depend on these.
    Patch,
    /// Something was added, deprecated or undeprecated, or an answer without an errorCode was removed. Existing programs
    /// still work.
    Minor,
    /// Something was removed or changed. Existing programs may break.
    Major,
    /// The table or its lock is invalid. An invalid table stops the build.
    Error,
}

impl Severity {
    /// Returns the name, as in `major`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Error => "error",
        }
    }
}

/// A check with a stable name.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// In kebab-case, as in `missing-field`.
    pub name: &'static str,
    pub severity: Severity,
    /// One line. A rule of tables or locks states its requirement. A rule of changes states the kind of change.
    pub summary: &'static str,
}

/// Defines one static per rule, and the list `ALL` of the rules.
macro_rules! rules {
    ($($NAME:ident: $severity:ident $name:literal $summary:literal;)*) => {
        $(
            pub static $NAME: crate::table::Rule = crate::table::Rule {
                name: $name,
                severity: crate::table::Severity::$severity,
                summary: $summary,
            };
        )*

        /// All rules of this kind.
        pub static ALL: &[&crate::table::Rule] = &[$(&$NAME),*];
    };
}
pub(crate) use rules;

/// The entry of a table that a fact or a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject<S> {
    /// The whole file instead of an entry.
    File,
    Code(S),
    Group(S),
    Retired(S),
    Status(u16),
}

impl<S: AsRef<str>> Subject<S> {
    /// Returns the kind of entry, as in `code`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Code(_) => "code",
            Self::Group(_) => "group",
            Self::Retired(_) => "retired",
            Self::Status(_) => "status",
        }
    }

    /// Returns the entry's key: an errorCode, a group's key, or a status.
    pub fn name(&self) -> String {
        match self {
            Self::File => String::new(),
            Self::Code(name) | Self::Group(name) | Self::Retired(name) => name.as_ref().to_owned(),
            Self::Status(number) => number.to_string(),
        }
    }

    /// Returns the same subject with an owned name.
    pub fn to_owned(&self) -> Subject<String> {
        match self {
            Self::File => Subject::File,
            Self::Code(name) => Subject::Code(name.as_ref().to_owned()),
            Self::Group(name) => Subject::Group(name.as_ref().to_owned()),
            Self::Retired(name) => Subject::Retired(name.as_ref().to_owned()),
            Self::Status(number) => Subject::Status(*number),
        }
    }
}

impl<S: AsRef<str>> fmt::Display for Subject<S> {
    /// Writes the entry as messages name it: `SESSION_EXPIRED`, `group session`, `status 404`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the file"),
            Self::Code(name) | Self::Retired(name) => f.write_str(name.as_ref()),
            Self::Group(key) => write!(f, "group {}", key.as_ref()),
            Self::Status(number) => write!(f, "status {number}"),
        }
    }
}

/// A file that a finding refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The table, or the new table of a comparison.
    Table,
    /// The old table of a comparison.
    Base,
    /// The table's lock.
    Lock,
    /// The lock of the old table.
    BaseLock,
}

/// A range of bytes in a file that a finding refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub document: Document,
    pub span: Span,
}

impl Site {
    /// Returns a site in the table, or in the new table of a comparison.
    pub fn table(span: &Span) -> Self {
        Self { document: Document::Table, span: span.clone() }
    }
}

/// One problem, change or gap.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub subject: Subject<String>,
    pub site: Site,
    /// The second site that the message refers to.
    pub related: Option<Site>,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Says what is wrong, or what changed and who notices.
    pub message: String,
    /// Says what to do.
    pub help: String,
}

impl Finding {
    /// Creates a finding for a problem of the table.
    pub fn problem(rule: &'static Rule, span: &Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            rule,
            subject: Subject::File,
            site: Site::table(span),
            related: None,
            before: None,
            after: None,
            message: message.into(),
            help: help.into(),
        }
    }

    /// Sets the second site that the message refers to, in the table.
    #[must_use]
    pub fn related(self, span: &Span) -> Self {
        Self { related: Some(Site::table(span)), ..self }
    }

    /// Sets the entry that the finding is about.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "a subject is small, and usually created for the call")]
    pub fn about<S: AsRef<str>>(self, subject: Subject<S>) -> Self {
        Self { subject: subject.to_owned(), ..self }
    }
}

/// The files that findings refer to.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub table: &'a Source,
    pub base: Option<&'a Source>,
    pub lock: Option<&'a Source>,
    pub base_lock: Option<&'a Source>,
}

impl<'a> Sources<'a> {
    /// Returns the sources for findings that refer only to a table.
    pub fn of(table: &'a Source) -> Self {
        Self { table, base: None, lock: None, base_lock: None }
    }

    /// Returns the file of a document. If this file is unknown, returns the table.
    pub fn get(&self, document: Document) -> &'a Source {
        match document {
            Document::Table => None,
            Document::Base => self.base,
            Document::Lock => self.lock,
            Document::BaseLock => self.base_lock,
        }
        .unwrap_or(self.table)
    }

    /// Returns `FILE:LINE:COLUMN`.
    pub fn location(&self, site: &Site) -> String {
        self.get(site.document).location(&site.span)
    }
}

/// A part of a finding's text that a terminal may color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Severity(Severity),
    Message,
    Help,
}

/// Returns a part of a finding's text with or without color.
pub type Paint = fn(Part, &str) -> String;

/// Returns the text without color.
pub fn plain(_: Part, text: &str) -> String {
    text.to_owned()
}

impl Finding {
    /// Renders one line: `FILE:LINE:COLUMN: severity[rule]: message`.
    pub fn headline(&self, sources: Sources<'_>, paint: Paint) -> String {
        let Rule { name, severity, .. } = self.rule;
        let label = paint(Part::Severity(*severity), &format!("{}[{name}]", severity.name()));
        let mut message = self.message.clone();
        if let Some(related) = &self.related {
            let is_same = related.document == self.site.document;
            let separator = if self.rule.severity == Severity::Error && is_same { " at" } else { "; see" };
            let _ = write!(message, "{separator} {}", sources.location(related));
        }
        let location = sources.location(&self.site);
        format!("{location}: {label}: {}", paint(Part::Message, &printable(&message)))
    }

    /// Renders the headline, the marked source lines of an error, the values before and after, and the help.
    pub fn render(&self, sources: Sources<'_>, paint: Paint) -> String {
        let mut text = self.headline(sources, paint) + "\n";
        let source = sources.get(self.site.document);
        if self.rule.severity == Severity::Error && !source.bytes.is_empty() {
            let mut marks = vec![(&self.site.span, '^')];
            let same_file = self.related.iter().filter(|related| related.document == self.site.document);
            marks.extend(same_file.map(|related| (&related.span, '-')));
            text.push_str(&source.snippet(&marks));
        }
        for (sign, value) in [('-', &self.before), ('+', &self.after)] {
            if let Some(value) = value {
                let _ = writeln!(text, "  {sign} {}", printable(value));
            }
        }
        if !self.help.is_empty() {
            let _ = writeln!(text, "{} {}", paint(Part::Help, "help:"), printable(&self.help));
        }
        text
    }
}

/// Renders all problems of a table, and their count.
pub fn report(problems: &[Finding], source: &Source, paint: Paint) -> String {
    let mut report = String::new();
    for problem in problems {
        let _ = writeln!(report, "{}", problem.render(Sources::of(source), paint));
    }
    let plural = if problems.len() == 1 { "" } else { "s" };
    let _ = writeln!(report, "{}: {} problem{plural}", printable(&source.name), problems.len());
    report
}
