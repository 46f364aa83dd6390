//! The two tables of a comparison, and the report about their changes.

use errcodes::compare::compare;
use errcodes::table::{Document, Finding, Severity, Site, Source, Sources, Table};

use crate::input::files::TableFile;
use crate::outcome::Result;
use crate::output::report::{Report, counts, name, release};

/// One of the two tables. It is empty if a revision does not have the file.
pub struct Side {
    pub source: Source,
    pub table: Result<Table, Vec<Finding>>,
}

impl Side {
    pub fn empty(name: String) -> Self {
        Self { source: Source::new(name, Vec::new()), table: Ok(Table::default()) }
    }

    pub fn read(path: &str) -> Result<Self> {
        let TableFile { source, table, .. } = TableFile::read(path)?;
        Ok(Self { source, table })
    }

    pub fn of(source: Source) -> Self {
        let TableFile { source, table, .. } = TableFile::parse(source, None);
        Self { source, table }
    }
}

/// Reports the changes between two tables. If a table is invalid, reports its problems instead.
pub fn report<'a>(old: &'a Side, new: &'a Side, allowed: Option<Severity>) -> Report<'a> {
    let sources = Sources { base: Some(&old.source), ..Sources::of(&new.source) };
    match (&old.table, &new.table) {
        (Ok(before), Ok(after)) => {
            let findings = compare(before, after);
            let summary = summary(&findings);
            Report::new(sources, findings, allowed, summary)
        }
        (before, after) => {
            let old = before.as_ref().err().into_iter().flatten().cloned().map(of_base);
            let new = after.as_ref().err().into_iter().flatten().cloned();
            Report::of_problems(sources, &old.chain(new).collect::<Vec<_>>())
        }
    }
}

/// Moves the sites of a problem from the new table to the old table.
fn of_base(problem: Finding) -> Finding {
    let base = |site: Site| Site { document: Document::Base, ..site };
    Finding { site: base(problem.site.clone()), related: problem.related.clone().map(base), ..problem }
}

/// Returns the highest severity, the number of findings, and the release that they need.
fn summary(findings: &[Finding]) -> String {
    let highest = findings.iter().map(|finding| finding.rule.severity).max();
    let counts = if findings.is_empty() { "no change in meaning".to_owned() } else { counts(findings.iter()) };
    format!("{}: {counts}; needs {}", name(highest), release(highest))
}
