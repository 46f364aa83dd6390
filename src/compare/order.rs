//! Reports groups, statuses and codes whose order changed.

use std::collections::BTreeMap;

use super::comparison::Comparison;
use super::rules;
use crate::table::{Finding, Site, Span, Spanned, Subject};

/// The maximum number of entries that a finding lists in the old and in the new order.
const LISTED: usize = 10;

/// An entry of both tables: its offset in the old table, and its subject and span in the new table.
type Entry<'a> = (usize, Subject<&'a str>, &'a Span);

/// Reports a changed order of the groups, of the statuses, and of the codes in each group.
pub(super) fn report(comparison: &mut Comparison<'_>) {
    let (old, new, pairs) = (comparison.old.table, comparison.new.table, &comparison.pairs);
    let groups = pairs.groups.iter().map(|(old, new)| {
        let Spanned { value, span } = &new.key;
        (old.key.span.start, Subject::Group(value.as_str()), span)
    });
    let statuses = old.statuses.iter().filter_map(|old| {
        let Spanned { value, span } = &new.status(old.number.value)?.number;
        Some((old.number.span.start, Subject::Status(*value), span))
    });
    let mut codes = BTreeMap::<usize, Vec<Entry<'_>>>::new();
    for ((old_group, old), (group, code)) in &pairs.codes {
        if pairs.is_same_group(old_group, group) {
            let Spanned { value, span } = &code.name;
            let entry = (old.name.span.start, Subject::Code(value.as_str()), span);
            codes.entry(group.key.span.start).or_default().push(entry);
        }
    }
    let lists = [groups.collect(), statuses.collect()].into_iter().chain(codes.into_values());
    let findings: Vec<_> = lists.filter_map(reordered).collect();
    for finding in findings {
        comparison.push(finding);
    }
}

/// Returns a finding if the entries have another order in the new table.
fn reordered(mut before: Vec<Entry<'_>>) -> Option<Finding> {
    before.sort_by_key(|(start, ..)| *start);
    let mut after = before.clone();
    after.sort_by_key(|(.., span)| span.start);
    let differ = |(a, b): (&Entry<'_>, &Entry<'_>)| a.1 != b.1;
    let first = before.iter().zip(&after).position(differ)?;
    let last = before.iter().zip(&after).rposition(differ)?;
    let names = |entries: &[Entry<'_>]| {
        let names: Vec<_> = entries[first..=last].iter().take(LISTED).map(|(_, subject, _)| subject.name()).collect();
        names.join(", ") + if last - first >= LISTED { ", …" } else { "" }
    };
    let (_, subject, span) = after[first];
    let message = match subject {
        Subject::Status(_) => "the order changed: `Status::ALL` in Rust code depends on it",
        _ => "the order changed: `ALL`, comparisons and casts in Rust code depend on it",
    };
    Some(Finding {
        rule: &rules::REORDERED,
        subject: subject.to_owned(),
        site: Site::table(span),
        related: None,
        before: Some(names(&before)),
        after: Some(names(&after)),
        message: message.to_owned(),
        help: String::new(),
    })
}
