//! The contract of a table and its fingerprint. The contract is a sorted list of lines, one per promise, so a change of
//! the contract is a short diff.

use core::fmt::Write as _;

use super::facts::{Fact, Field, facts};
use super::finding::Subject;
use super::model::Table;

/// Returns whether a fact is part of the contract. Returns `false` for the name of an entry, although names belong to the contract:
/// each promise contains the name of its entry.
pub fn is_contract(fact: &Fact<'_>) -> bool {
    match fact.subject {
        Subject::Code(_) => matches!(fact.field, Field::Group | Field::Numeric | Field::Status),
        Subject::Group(_) => fact.field == Field::Default,
        Subject::Status(_) => fact.field == Field::Reason,
        Subject::Retired(_) | Subject::File => false,
    }
}

/// Returns the promises: codes with group, number and status; groups with their default; statuses with their reason
/// phrase.
pub fn lines(table: &Table) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = Subject::File;
    for fact in facts(table).iter().filter(|fact| is_contract(fact)) {
        if fact.subject != last {
            last = fact.subject;
            lines.push(match fact.subject {
                Subject::Group(key) => format!("default {key}"),
                subject => format!("{} {}", subject.kind(), subject.name()),
            });
        }
        if let Some(line) = lines.last_mut() {
            let field = if fact.field == Field::Default { "code" } else { fact.field.name() };
            let _ = write!(line, " {field}={}", fact.value);
        }
    }
    lines.sort_unstable();
    lines
}

/// Returns the FNV-1a hash, 64 bits, of the lines with a newline after each.
pub fn fingerprint(lines: &[String]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for byte in lines.iter().flat_map(|line| line.bytes().chain(*b"\n")) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}
