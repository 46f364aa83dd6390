//! The rules that take more than one field or table to judge.

use core::ops::Range;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use super::names::{self, nearest};
use super::problem::Problem;
use super::{Code, Group, Retired, Spanned, Table};

/// Reports everything in the table that breaks a rule.
pub fn check(table: &Table, problems: &mut Vec<Problem>) {
    if problems.is_empty() && table.groups.is_empty() {
        let mend = "a table has at least one code; add a [group] and its [group.ERROR_CODE]";
        problems.push(Problem::new(&(0..0), "there is no code in this file", mend));
    }
    statuses(table, problems);
    groups(table, problems);
    codes(table, problems);
    retired(table, problems);
    for group in &table.groups {
        numbers(table, group, problems);
        default(table, group, problems);
    }
}

fn statuses(table: &Table, problems: &mut Vec<Problem>) {
    let used: BTreeSet<_> = table.codes().map(|(_, code)| code.status.value).collect();
    let mut variants = Seen::default();
    for status in &table.statuses {
        let number = status.number.value;
        if let Some(other) = variants.first(&status.variant) {
            let what = format!("status {number} makes the variant `{}` too, as does the one", status.variant.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&status.number.span, &other, what, mend));
        }
        match (&status.message, &status.when) {
            (Some(_), None) | (None, Some(_)) => {
                let (has, lacks) = if status.when.is_none() { ("message", "when") } else { ("when", "message") };
                let what = format!("status {number} has `{has}` but no `{lacks}`");
                let mend =
                    "a status the API answers with on its own has both, any other has neither; add or remove one";
                problems.push(Problem::new(&status.number.span, what, mend));
            }
            (None, None) if number != 0 && !used.contains(&number) => {
                let mend = "a listed status has a code, or `message` and `when` of its own; add them or remove it";
                problems.push(Problem::new(&status.number.span, format!("no code has the status {number}"), mend));
            }
            _ => {}
        }
    }
}

fn groups(table: &Table, problems: &mut Vec<Problem>) {
    let (mut enums, mut variants) = (Seen::default(), Seen::default());
    for group in &table.groups {
        let (key, name) = (&group.key.value, &group.enum_name);
        if group.codes.is_empty() {
            let mend = "a group has at least one code; add a [group.ERROR_CODE] or remove the group";
            problems.push(Problem::new(&group.key.span, format!("group `{key}` has no code"), mend));
        }
        if !name.value.is_empty() && !names::is_enum_name(&name.value) {
            let what = format!("`{}` cannot be an enum's name", name.value);
            let mend = "it is ASCII letters, digits and underscores, a capital first, and neither a keyword nor a name of this \
                        crate or of Rust's prelude; choose another";
            problems.push(Problem::new(&name.span, what, mend));
        }
        if let Some(other) = enums.first(name) {
            let what = format!("the enum `{}` is already that of the group", name.value);
            problems.push(Problem::clash(&name.span, &other, what, "an enum has one group; choose another name"));
        }
        let variant = Spanned { value: group.variant.clone(), span: group.key.span.clone() };
        if let Some(other) = variants.first(&variant) {
            let what = format!("group `{key}` makes the variant `{}` too, as does the one", group.variant);
            problems.push(Problem::clash(&group.key.span, &other, what, "a variant is used once; rename one key"));
        }
    }
}

fn codes(table: &Table, problems: &mut Vec<Problem>) {
    let listed: Vec<_> = table.statuses.iter().map(|status| status.number.value.to_string()).collect();
    let (mut names, mut variants) = (Seen::default(), Seen::default());
    for (_, code) in table.codes() {
        let name = &code.name.value;
        if let Some(other) = names.first(&code.name) {
            let mend = "an errorCode is used once in the whole file; rename or remove one of the two";
            problems.push(Problem::clash(&code.name.span, &other, format!("`{name}` is already a code"), mend));
        } else if let Some(other) = variants.first(&code.variant) {
            let what = format!("`{name}` makes the variant `{}` too, as does the code", code.variant.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&code.variant.span, &other, what, mend));
        }
        let status = code.status.value;
        if status != 0 && table.status(status).is_none() {
            let mend = format!(
                "a code's status is listed with its reason; add [status.{status}], or use {}",
                if listed.is_empty() { "one that you list".to_owned() } else { listed.join(", ") }
            );
            problems.push(Problem::new(
                &code.status.span,
                format!("the status {status} of `{name}` is not listed"),
                mend,
            ));
        }
    }
}

fn retired(table: &Table, problems: &mut Vec<Problem>) {
    let codes: HashMap<_, _> = table.codes().map(|(_, code)| (&code.name.value, code)).collect();
    let mut numbers: HashMap<_, (&Retired, &Spanned<u16>)> = HashMap::new();
    for retired in &table.retired {
        let name = &retired.name.value;
        if let Some(code) = codes.get(name) {
            let mend = "a retired name never comes back; choose another errorCode";
            problems.push(Problem::clash(&code.name.span, &retired.name.span, format!("`{name}` is retired"), mend));
        }
        let Some(numeric) = retired.numeric.as_ref().filter(|numeric| numeric.value != 0) else { continue };
        let group = table.groups.iter().find(|group| group.key.value == retired.group.value);
        if let Some(group) = group.filter(|group| !group.is_numeric() && !group.codes.is_empty()) {
            let what = format!("`{name}` had a number, but the codes of its group have none");
            let mend = "a retired number belongs to a numeric group; correct `group` or remove `numeric`";
            problems.push(Problem::clash(&numeric.span, &group.key.span, what, mend));
        }
        match numbers.entry((&retired.group.value, numeric.value)) {
            Entry::Occupied(first) => {
                let (other, theirs) = first.get();
                let (number, other) = (numeric.value, &other.name.value);
                let what = format!("the number {number} of `{name}` is already retired, with `{other}`");
                let mend = "a number had one code; correct or remove one of the two";
                problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
            }
            Entry::Vacant(place) => {
                place.insert((retired, numeric));
            }
        }
    }
}

/// A group's numbers: all or none, each used once, none retired.
fn numbers(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    let retired = table.retired.iter().filter(|retired| retired.group.value == group.key.value);
    let retired: HashMap<_, _> =
        retired.filter_map(|retired| Some((retired.numeric.as_ref()?.value, retired))).collect();
    let has = group.codes.iter().filter_map(|code| code.numeric.as_ref()).map(|numeric| numeric.value);
    let taken: BTreeSet<_> = has.chain(retired.keys().copied()).collect();
    let next_free = |from: u16| match (from..=u16::MAX).chain(1..from).find(|number| !taken.contains(number)) {
        Some(free) => format!("{free}, the next free one"),
        None => "one of a new group, here none is free".to_owned(),
    };
    let numbered = group.codes.iter().find(|code| code.numeric.is_some());
    let mut seen: HashMap<u16, (&Code, &Spanned<u16>)> = HashMap::new();
    for code in &group.codes {
        let name = &code.name.value;
        let Some(numeric) = &code.numeric else {
            if let Some(numbered) = numbered {
                let what = format!("`{name}` has no `numeric`, but `{}` has one", numbered.name.value);
                let free = next_free(1);
                let mend = format!("all codes of a group have a number or none has; give it {free}, or move it");
                problems.push(Problem::clash(&code.name.span, &numbered.name.span, what, mend));
            }
            continue;
        };
        let number = numeric.value;
        if number == 0 {
            continue;
        }
        if let Some((other, theirs)) = seen.get(&number) {
            let what = format!("the number {number} of `{name}` is already that of `{}`", other.name.value);
            let mend = format!("a number is used once in its group; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
        } else if let Some(gone) = retired.get(&number) {
            let what = format!("the number {number} of `{name}` is retired, with `{}`", gone.name.value);
            let mend = format!("a retired number never comes back; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &gone.name.span, what, mend));
        }
        seen.entry(number).or_insert((code, numeric));
    }
}

fn default(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    let Some(default) = group.default.as_ref().filter(|default| !default.value.is_empty()) else { return };
    let names = group.codes.iter().map(|code| code.name.value.as_str());
    let (what, mend) = if !group.is_numeric() {
        let what = format!("group `{}` has a `default`, but no numbers", group.key.value);
        (what, "it is the code meant when no number is given; remove it".to_owned())
    } else if names.clone().any(|name| name == default.value) {
        return;
    } else {
        let what = match table.codes().find(|(_, code)| code.name.value == default.value) {
            Some((elsewhere, _)) => {
                format!("the default `{}` is a code of group `{}`", default.value, elsewhere.key.value)
            }
            None => format!("the default `{}` is no code", default.value),
        };
        let mend = match nearest(&default.value, names) {
            Some(meant) => format!("a default is a code of its own group; did you mean `{meant}`?"),
            None => format!("a default is a code of its own group; write one of `{}`", group.key.value),
        };
        (what, mend)
    };
    problems.push(Problem::new(&default.span, what, mend));
}

/// Where names were met first, to tell when one comes for the second time.
#[derive(Default)]
struct Seen(HashMap<String, Range<usize>>);

impl Seen {
    /// The first place of a name that is met again.
    fn first(&mut self, name: &Spanned<String>) -> Option<Range<usize>> {
        if name.value.is_empty() {
            return None;
        }
        match self.0.entry(name.value.clone()) {
            Entry::Occupied(first) => Some(first.get().clone()),
            Entry::Vacant(place) => {
                place.insert(name.span.clone());
                None
            }
        }
    }
}
