//! Reports changed numbers. One finding covers an exchange between codes, a shift of several codes by the same amount, or
//! a single change. Other findings report numbers that mean another code than before.

use core::fmt::Write as _;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::comparison::{Comparison, RetiredRecord};
use super::pairs::Row;
use super::rules;
use crate::table::{Code, Finding, Rule, Site, Span, Subject};

/// The minimum number of codes in a shift.
const MIN_SHIFTED: usize = 3;

/// The maximum number of codes that a finding lists.
const LISTED: usize = 10;

/// A code whose number changed, in the same group.
#[derive(Clone, Copy)]
struct Renumbered<'a> {
    old: Row<'a>,
    new: Row<'a>,
    before: u16,
    after: u16,
}

/// Reports all changes of numbers.
pub(super) fn report<'a>(comparison: &mut Comparison<'a>) {
    let mut groups = BTreeMap::<usize, Vec<Renumbered<'a>>>::new();
    let mut single = Vec::new();
    for (old, new) in core::mem::take(&mut comparison.renumbered) {
        match (old.1.number(), new.1.number()) {
            (Some(before), Some(after)) if comparison.pairs.is_same_group(old.0, new.0) => {
                groups.entry(new.0.key.span.start).or_default().push(Renumbered { old, new, before, after });
            }
            _ => single.push((old, new)),
        }
    }
    // The old names of codes in an exchange or a shift. Their numbers are not reported a second time.
    let mut explained = HashSet::new();
    for mut codes in groups.into_values() {
        codes.sort_by_key(|code| code.new.1.name.span.start);
        for exchange in exchanges(&codes) {
            explained.extend(exchange.iter().map(|code| code.old.1.name.value.as_str()));
            report_exchange(comparison, &exchange);
        }
        codes.retain(|code| !explained.contains(code.old.1.name.value.as_str()));
        for shift in shifts(&codes) {
            explained.extend(shift.iter().map(|code| code.old.1.name.value.as_str()));
            report_shift(comparison, &shift);
        }
        codes.retain(|code| !explained.contains(code.old.1.name.value.as_str()));
        single.extend(codes.iter().map(|code| (code.old, code.new)));
    }
    for (old, new) in single {
        report_change(comparison, old, new);
    }
    report_reuse(comparison, &explained);
}

/// Returns the cycles of codes. In a cycle, each code has the old number of the next code.
fn exchanges<'a>(codes: &[Renumbered<'a>]) -> Vec<Vec<Renumbered<'a>>> {
    let by_old_number: HashMap<_, _> = codes.iter().map(|code| (code.before, code)).collect();
    let mut seen = HashSet::new();
    let mut exchanges = Vec::new();
    for first in codes {
        let mut chain = Vec::new();
        let mut next = Some(first);
        while let Some(code) = next.filter(|code| seen.insert(code.before)) {
            chain.push(*code);
            next = by_old_number.get(&code.after).copied();
        }
        if !chain.is_empty() && next.is_some_and(|code| code.before == first.before) {
            exchanges.push(chain);
        }
    }
    exchanges
}

/// Returns the sets of at least [`MIN_SHIFTED`] codes whose numbers changed by the same difference.
fn shifts<'a>(codes: &[Renumbered<'a>]) -> Vec<Vec<Renumbered<'a>>> {
    let mut by_difference = BTreeMap::<i32, Vec<Renumbered<'a>>>::new();
    for code in codes {
        by_difference.entry(i32::from(code.after) - i32::from(code.before)).or_default().push(*code);
    }
    by_difference.into_values().filter(|codes| codes.len() >= MIN_SHIFTED).collect()
}

fn report_exchange(comparison: &mut Comparison<'_>, codes: &[Renumbered<'_>]) {
    let message = match codes {
        [one, other] => format!(
            "{} and {} swapped their numbers {} and {}: clients that send one of the numbers now mean the other errorCode",
            one.new.1.name.value, other.new.1.name.value, one.before, other.before
        ),
        _ => format!(
            "{} errorCodes of group {} exchanged their numbers: clients that send one of the numbers now mean another \
             errorCode; {}",
            codes.len(),
            codes[0].new.0.key.value,
            list_changes(codes)
        ),
    };
    let help = match codes {
        [one, other] => format!(
            "restore {} of {} and {} of {}",
            one.before, one.old.1.name.value, other.before, other.old.1.name.value
        ),
        _ => "restore the numbers".to_owned(),
    };
    let subject = Subject::Code(codes[0].new.1.name.value.as_str());
    report_together(comparison, &rules::NUMBER_SWAPPED, subject, codes, message, help);
}

fn report_shift(comparison: &mut Comparison<'_>, codes: &[Renumbered<'_>]) {
    let difference = i32::from(codes[0].after) - i32::from(codes[0].before);
    let key = &codes[0].new.0.key.value;
    let direction = if difference > 0 { "up" } else { "down" };
    let message = format!(
        "{} numbers of group {key} shifted {direction} by {}: clients that send one of the numbers now mean another \
         errorCode or no errorCode; {}",
        codes.len(),
        difference.abs(),
        list_changes(codes)
    );
    // The usual cause is a new code that took one of the old numbers.
    let owner_now = |code: &Renumbered<'_>| comparison.new.owners.get(&(key.as_str(), code.before)).copied();
    let is_new = |code: &&Code| comparison.pairs.old_row(&code.name.value).is_none();
    let help = match codes.iter().filter_map(owner_now).find(is_new) {
        Some(new) => {
            format!("restore the numbers, and give {} {}", new.name.value, comparison.take_free_number(key))
        }
        None => {
            "restore the numbers; a new errorCode takes the next free number, wherever it is in the file".to_owned()
        }
    };
    report_together(comparison, &rules::NUMBER_SHIFTED, Subject::Group(key.as_str()), codes, message, help);
}

/// Adds one finding about several codes. Its site is the number of the first code.
fn report_together(
    comparison: &mut Comparison<'_>,
    rule: &'static Rule,
    subject: Subject<&str>,
    codes: &[Renumbered<'_>],
    message: String,
    help: String,
) {
    let numbers = |number: fn(&Renumbered<'_>) -> u16| {
        let listed: Vec<_> = codes.iter().take(LISTED).map(|code| number(code).to_string()).collect();
        listed.join(", ") + if codes.len() > LISTED { ", …" } else { "" }
    };
    let first = &codes[0];
    let related = comparison.lock_site(number_span(first.old));
    comparison.push(Finding {
        rule,
        subject: subject.to_owned(),
        site: Site::table(&number_span(first.new)),
        related,
        before: Some(numbers(|code| code.before)),
        after: Some(numbers(|code| code.after)),
        message,
        help,
    });
}

/// Lists codes with their old and new numbers.
fn list_changes(codes: &[Renumbered<'_>]) -> String {
    let mut text = String::new();
    for (at, code) in codes.iter().take(LISTED).enumerate() {
        let separator = if at == 0 { "" } else { ", " };
        let _ = write!(text, "{separator}{} {} -> {}", code.new.1.name.value, code.before, code.after);
    }
    if codes.len() > LISTED {
        let _ = write!(text, " and {} more", codes.len() - LISTED);
    }
    text
}

/// Reports a single number that changed, was added or was removed.
fn report_change<'a>(comparison: &mut Comparison<'a>, old: Row<'a>, new: Row<'a>) {
    let name = &new.1.name.value;
    let before = old.1.numeric.as_ref();
    let (rule, message, help) = match (before, new.1.number()) {
        (Some(before), Some(after)) => {
            let key = comparison.pairs.new_key(&old.0.key.value);
            let owner = key.and_then(|key| comparison.new.owners.get(&(key, before.value)));
            let meaning = match owner {
                Some(owner) => format!("now mean {}", owner.name.value),
                None => "are no longer understood".to_owned(),
            };
            let message = format!(
                "the number of {name} changed from {} to {after}: clients that send {} {meaning}",
                before.value, before.value
            );
            (&rules::NUMBER_CHANGED, message, restore(comparison, old, new))
        }
        (Some(before), None) => {
            let message = format!(
                "the number {} of {name} was removed: clients that send it are no longer understood",
                before.value
            );
            (&rules::NUMBER_REMOVED, message, restore(comparison, old, new))
        }
        (None, Some(after)) => (
            &rules::NUMBER_ADDED,
            format!("{name} has the number {after}: older clients do not know it"),
            String::new(),
        ),
        (None, None) => return,
    };
    let related = comparison.lock_site(number_span(old));
    comparison.push(Finding {
        rule,
        subject: Subject::Code(name.clone()),
        site: Site::table(&number_span(new)),
        related,
        before: before.map(|number| number.value.to_string()),
        after: new.1.number().map(|number| number.to_string()),
        message,
        help,
    });
}

/// A number that means another code than before.
struct Reuse {
    rule: &'static Rule,
    /// The errorCode that had the number.
    before: String,
    related: Option<Site>,
    message: String,
}

/// Reports numbers that mean another code than before. The earlier code may be removed, renumbered or retired.
fn report_reuse(comparison: &mut Comparison<'_>, explained: &HashSet<&str>) {
    let new = comparison.new.table;
    for row in new.codes() {
        let (group, code) = row;
        let Some(number) = code.number() else { continue };
        let old = comparison.pairs.old_row(&code.name.value);
        let is_unchanged = |(old_group, old): Row<'_>| {
            old.number() == Some(number) && comparison.pairs.is_same_group(old_group, group)
        };
        if old.is_some_and(is_unchanged) {
            continue;
        }
        let key = comparison.pairs.old_key(&group.key.value).unwrap_or(&group.key.value);
        let owner = comparison.old.owners.get(&(key, number)).copied();
        let owner = owner.filter(|owner| old.is_none_or(|(_, old)| old.name.value != owner.name.value));
        let is_explained = |code: &Code| explained.contains(code.name.value.as_str());
        let reuse = match (owner, comparison.retired_number(group, code)) {
            (Some(owner), _) if is_explained(owner) || old.is_some_and(|(_, old)| is_explained(old)) => continue,
            (Some(owner), _) => reuse_of_number(comparison, row, number, owner),
            (None, Some(record)) => reuse_of_retired_number(code, number, &record),
            (None, None) => continue,
        };
        let name = &code.name.value;
        let help = match old.filter(|(_, old)| old.numeric.is_some()) {
            Some(old) => restore(comparison, old, row),
            None => format!("give {name} {}, which was never used", comparison.take_free_number(&group.key.value)),
        };
        comparison.push(Finding {
            rule: reuse.rule,
            subject: Subject::Code(name.clone()),
            site: Site::table(&number_span(row)),
            related: reuse.related,
            before: Some(reuse.before),
            after: Some(name.clone()),
            message: reuse.message,
            help,
        });
    }
}

fn reuse_of_number(comparison: &Comparison<'_>, (group, code): Row<'_>, number: u16, owner: &Code) -> Reuse {
    let (name, before) = (&code.name.value, &owner.name.value);
    Reuse {
        rule: &rules::NUMBER_REUSED,
        before: before.clone(),
        related: comparison.lock_site(number_span((group, owner))),
        message: format!(
            "the number {number} now means {name} instead of {before}: clients that send it for {before} are misunderstood"
        ),
    }
}

fn reuse_of_retired_number(code: &Code, number: u16, record: &RetiredRecord<'_>) -> Reuse {
    let (name, before, since) = (&code.name.value, &record.entry.name, &record.entry.since.value);
    let until = if since.is_empty() { String::new() } else { format!(" until {since}") };
    Reuse {
        rule: &rules::RETIRED_NUMBER_BACK,
        before: before.value.clone(),
        related: Some(Site { document: record.document, span: before.span.clone() }),
        message: format!(
            "{name} has the retired number {number}, which meant {}{until}: old clients that send it are misunderstood",
            before.value
        ),
    }
}

/// Returns a help that restores the old number of a code.
fn restore(comparison: &Comparison<'_>, (old_group, old): Row<'_>, (group, new): Row<'_>) -> String {
    let number = old.number().map_or(String::new(), |number| format!("`numeric = {number}`"));
    if !comparison.pairs.is_same_group(old_group, group) {
        format!("move it back to `[{}.{}]` with {number}", old_group.key.value, old.name.value)
    } else if old.name.value != new.name.value {
        format!("restore {} with {number}", old.name.value)
    } else {
        format!("restore {number}")
    }
}

/// Returns the span of a code's number. A code without a number has the span of its name.
fn number_span((_, code): Row<'_>) -> Span {
    code.numeric.as_ref().map_or(&code.name.span, |numeric| &numeric.span).clone()
}
