//! The time of a comparison and of a review is linear in the size of the table.

use std::time::{Duration, Instant};

use errcodes::compare::lock::{self, Lock};
use errcodes::compare::policy::{Review, review};
use errcodes::compare::version::Version;
use errcodes::compare::{Scope, compare};
use errcodes::table::{Code, Group, Retired, Spanned, Status, Table};

use crate::{read_lock, version};

/// Returns a table of numeric codes in groups of 1,000, with one retired entry per code. `changes` lists the changes
/// of the table.
fn table(codes: u16, changes: &str) -> Table {
    const GROUP: u16 = 1_000;
    let has = |field: &str| changes.contains(field);
    let mut offset = 0;
    let mut text = |value: String| {
        offset += 10;
        Spanned { value, span: offset..offset + 9 }
    };
    let number = |value: u16, of: &Spanned<String>| Spanned { value, span: of.span.start + 1..of.span.end };
    let mut table = Table::default();
    for (value, reason) in [(400, "Bad Request"), (404, "Not Found")] {
        let reason = text(reason.to_owned());
        let (number, variant) = (number(value, &reason), reason.clone());
        table.statuses.push(Status { number, variant, reason, message: None, when: None });
    }
    for at in 0..codes {
        let (group, position) = (at / GROUP, at % GROUP);
        let key = format!("group_{group}{}", if has("groups") { "_now" } else { "" });
        if position == 0 {
            let (enum_name, about) = (text(format!("Group{group}Error")), text("A group.".to_owned()));
            table.groups.push(Group { key: text(key.clone()), enum_name, about, ..Group::default() });
        }
        let name = text(format!("{}_{at}", if has("names") { "NOW" } else { "CODE" }));
        let numeric = match () {
            () if has("shifted") => position + 2,
            () if has("swapped") => (position ^ 1) + 1,
            () if has("mirrored") => 3 * GROUP - position * 2,
            () => position + 1,
        };
        let then = if has("texts") { "now" } else { "before" };
        let code = Code {
            deprecated: None,
            variant: Spanned { value: format!("Variant{at}"), span: name.span.clone() },
            numeric: Some(number(numeric, &name)),
            status: number(if has("statuses") { 400 } else { 404 }, &name),
            message: text(format!("Code {at} {then}")),
            when: text(format!("It is {at} {then}.")),
            name,
        };
        table.groups.last_mut().expect("a group").codes.push(code);
        if !has("retired") {
            let name = text(format!("GONE_{at}"));
            let numeric = Some(number(3 * GROUP + 1 + position, &name));
            table.retired.push(Retired {
                name,
                group: text(key),
                numeric,
                since: text("1.0.0".into()),
                why: text("No use.".into()),
            });
        }
    }
    table
}

fn lock_of(table: &Table, version: &Version) -> Lock {
    read_lock(&lock::write(None, table, version))
}

/// Returns the time of one comparison and one review.
fn time(codes: u16, changes: &str) -> Duration {
    let (old, new, version) = (table(codes, ""), table(codes, changes), version("1.0.0"));
    let (base_lock, lock) = (lock_of(&old, &version), lock_of(&new, &version));
    let start = Instant::now();
    let findings = compare(&old, &new);
    let (base_lock, lock) = (Some(&base_lock), Ok(&lock));
    let verdict = review(&Review {
        base: &old,
        scope: Scope::Everything,
        base_lock,
        table: &new,
        lock,
        version: &version,
        released: None,
    });
    let time = start.elapsed();
    assert!(!findings.is_empty() && verdict.findings.len() >= findings.len());
    time
}

#[test]
fn the_time_is_linear_in_the_number_of_codes() {
    for changes in [
        "texts statuses retired",
        "names",
        "shifted",
        "swapped",
        "mirrored",
        "groups names mirrored texts statuses retired",
    ] {
        // Quadratic time would be a factor of 100. There are three attempts, because other programs may slow the machine down.
        let is_linear = || time(5_000, changes) < 40 * time(500, changes);
        assert!((0..3).any(|_| is_linear()), "{changes}");
    }
}
