//! A report: the findings of a command, whether they pass, and the files that they refer to.

use errcodes::compare::policy::Verdict;
use errcodes::table::text::printable;
use errcodes::table::{Document, Finding, Position, Severity, Site, Sources};

use crate::input::files;

/// A finding, and whether it passes.
pub struct JudgedFinding {
    pub finding: Finding,
    pub passes: bool,
}

/// The findings of a command about one table.
pub struct Report<'a> {
    pub sources: Sources<'a>,
    /// The findings, in the order in which they are shown.
    pub findings: Vec<JudgedFinding>,
    /// The revision or commit that the table was compared with.
    pub base: Option<String>,
    /// The highest severity that passes.
    pub allowed: Option<Severity>,
    /// The result in one line, without the table's name.
    pub summary: String,
    /// Whether this is the report of a review. Only a review decides whether the release may have breaking changes.
    pub is_review: bool,
    /// Remarks, such as a file that was not compared.
    pub notes: Vec<String>,
}

impl<'a> Report<'a> {
    /// Creates a report in which findings pass up to the severity `allowed`. Errors never pass.
    pub fn new(sources: Sources<'a>, findings: Vec<Finding>, allowed: Option<Severity>, summary: String) -> Self {
        let judged = |finding: Finding| {
            let severity = finding.rule.severity;
            JudgedFinding { passes: severity < Severity::Error && Some(severity) <= allowed, finding }
        };
        let findings = findings.into_iter().map(judged).collect();
        Self { sources, findings, base: None, allowed, summary, is_review: false, notes: Vec::new() }
    }

    /// Creates the report of a review.
    pub fn of_verdict(sources: Sources<'a>, verdict: &Verdict, summary: String) -> Self {
        let judged = |finding: &Finding| JudgedFinding { passes: verdict.allows(finding), finding: finding.clone() };
        let findings = verdict.findings.iter().map(judged).collect();
        Self {
            sources,
            findings,
            base: None,
            allowed: Some(verdict.allowed),
            summary,
            is_review: true,
            notes: Vec::new(),
        }
    }

    /// Creates the report of an invalid table. In a comparison, the old table can be invalid too.
    pub fn of_problems(sources: Sources<'a>, problems: &[Finding]) -> Self {
        let plural = if problems.len() == 1 { "" } else { "s" };
        let is_old = problems.iter().all(|problem| problem.site.document == Document::Base);
        let place = if is_old { " in the old table" } else { "" };
        Self::new(sources, problems.to_vec(), None, format!("{} problem{plural}{place}", problems.len()))
    }

    /// Returns the highest severity.
    pub fn highest(&self) -> Option<Severity> {
        self.findings.iter().map(|judged| judged.finding.rule.severity).max()
    }

    /// Returns whether all findings pass.
    pub fn passes(&self) -> bool {
        self.findings.iter().all(|judged| judged.passes)
    }

    /// Returns the table's name with control characters escaped.
    pub fn table(&self) -> String {
        printable(&self.sources.table.name)
    }

    /// Returns the summary with the table's name.
    pub fn headline(&self) -> String {
        format!("{}: {}", self.table(), self.summary)
    }

    /// Returns a site's path within the repository, and its position.
    pub fn locate(&self, site: &Site) -> (String, Position) {
        let source = self.sources.get(site.document);
        (files::within_repository(&source.name), source.position(site.span.start))
    }

    /// Returns the path and position of a finding in the new files, because a pull request shows only these. A removed code is
    /// reported at its retired entry or its group. Other removed entries are reported at the start of the table.
    pub fn place_of(&self, finding: &Finding) -> (String, Position) {
        self.locate(new_sites(finding).next().unwrap_or(&Site::table(&(0..0))))
    }
}

/// Returns the sites of a finding that are in the new files.
pub fn new_sites(finding: &Finding) -> impl Iterator<Item = &Site> {
    let sites = [Some(&finding.site), finding.related.as_ref()].into_iter().flatten();
    sites.filter(|site| matches!(site.document, Document::Table | Document::Lock))
}

/// Returns the number of findings of each severity, as in `1 major, 2 minor`.
pub fn counts<'a>(findings: impl Iterator<Item = &'a Finding>) -> String {
    let severities: Vec<_> = findings.map(|finding| finding.rule.severity).collect();
    let count_of = |severity: Severity| {
        let count = severities.iter().filter(|other| **other == severity).count();
        let plural = if severity == Severity::Error && count > 1 { "s" } else { "" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    };
    let counts: Vec<_> =
        [Severity::Error, Severity::Major, Severity::Minor, Severity::Patch].into_iter().filter_map(count_of).collect();
    counts.join(", ")
}

/// Returns the release that may contain changes of this severity.
pub fn release(verdict: Option<Severity>) -> &'static str {
    match verdict {
        None => "no release",
        Some(Severity::Patch) => "a patch release",
        Some(Severity::Minor) => "a minor release (before 1.0, a patch release)",
        Some(Severity::Major | Severity::Error) => "a major release (before 1.0, a minor release)",
    }
}

/// Returns a severity's name, or `none`.
pub fn name(severity: Option<Severity>) -> &'static str {
    severity.map_or("none", Severity::name)
}
