//! Compares two tables, or a table with its lock. Nothing here reads or writes files.

#![allow(clippy::must_use_candidate, reason = "not part of the public interface")]
#![allow(clippy::result_large_err, reason = "there is one such result per file")]

pub mod changes;
mod comparison;
mod findings;
pub mod lock;
pub mod merge;
mod order;
pub mod pairs;
pub mod policy;
mod renumbered;
pub mod rules;
pub mod version;

use core::cmp::Reverse;

use crate::table::{Document, Finding, Site, Table};
use comparison::{Comparison, RetiredRecord};

pub use comparison::Scope;

/// Returns every change from one table to the other, the highest severity first.
pub fn compare(old: &Table, new: &Table) -> Vec<Finding> {
    let retired = RetiredRecord::of(old, Document::Base);
    Comparison::new(old, new, Scope::Everything, Document::Base).with_retired(retired).findings()
}

/// Sorts findings by severity, the highest first. Findings of one severity are in file order.
fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let Site { document, span } = &finding.site;
        (Reverse(finding.rule.severity), *document, span.start, rules::position(finding.rule))
    });
}
