//! The rules that take more than one field or table to judge.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::{self, nearest};
use super::problem::Problem;
use super::{Code, Group, Spanned, Table};

/// Reports everything in the table that breaks a rule.
pub fn check(table: &Table, problems: &mut Vec<Problem>) {
    if problems.is_empty() && table.groups.is_empty() {
        let mend = "a table has at least one code; add a [group] and its [group.ERROR_CODE]";
        problems.push(Problem::new(&(0..0), "there is no code in this file", mend));
    }
    statuses(table, problems);
    listed(table, problems);
    groups(table, problems);
    codes(table, problems);
    retired(table, problems);
    for group in &table.groups {
        numbers(table, group, problems);
        default(table, group, problems);
    }
}

fn statuses(table: &Table, problems: &mut Vec<Problem>) {
    let mut variants = Seen::default();
    for status in &table.statuses {
        let number = status.number.value;
        if let Some((other, place)) = variants.first(&status.variant, number, &status.number.span) {
            let what = format!("status {number} makes the variant `{}`, as does status {other}", status.variant.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&status.number.span, &place, what, mend));
        }
        let (has, lacks) = match (&status.message, &status.when) {
            (Some(_), None) => ("message", "when"),
            (None, Some(_)) => ("when", "message"),
            _ => continue,
        };
        let what = format!("status {number} has `{has}` but no `{lacks}`");
        let mend = format!(
            "a status that the API answers with on its own, without an errorCode, has both, any other has neither; add \
             `{lacks}` or remove `{has}`"
        );
        problems.push(Problem::new(&status.number.span, what, mend));
    }
}

/// Every code's status is listed, and every listed status is used.
fn listed(table: &Table, problems: &mut Vec<Problem>) {
    let listed: Vec<_> = table.statuses.iter().map(|status| status.number.value).collect();
    let mut users: BTreeMap<u16, Vec<&Code>> = BTreeMap::new();
    for (_, code) in table.codes() {
        users.entry(code.status.value).or_default().push(code);
    }
    for status in &table.statuses {
        let number = status.number.value;
        let answers_alone = status.message.is_some() || status.when.is_some();
        // A code whose own status is unusable may have meant this one.
        if !answers_alone && number != 0 && !users.contains_key(&number) && !users.contains_key(&0) {
            let what = format!("no code has the status {number}");
            let mend = "a listed status is that of a code, or has `message` and `when` because the API answers with it on its \
                        own; add them, or remove the status";
            problems.push(Problem::new(&status.number.span, what, mend));
        }
    }
    // Nor is it the codes' fault where a listed one is unusable.
    if listed.contains(&0) {
        return;
    }
    for (status, codes) in users {
        if status != 0 && !listed.contains(&status) {
            let of = match codes.len() {
                1 => format!("`{}`", codes[0].name.value),
                2 => format!("`{}` and 1 other code", codes[0].name.value),
                more => format!("`{}` and {} other codes", codes[0].name.value, more - 1),
            };
            let what = format!("the status {status} of {of} is not listed");
            let mend = format!("a status is listed with its reason; add [status.{status}], or use a listed one");
            problems.push(Problem::new(&codes[0].status.span, what, mend));
        }
    }
}

fn groups(table: &Table, problems: &mut Vec<Problem>) {
    let (mut enums, mut variants) = (Seen::default(), Seen::default());
    for group in &table.groups {
        let (key, name) = (&group.key.value, &group.enum_name);
        if group.codes.is_empty() && !(name.value.is_empty() && group.about.value.is_empty()) {
            let mend = format!("a group has at least one code; add a [{key}.ERROR_CODE] or remove the group");
            problems.push(Problem::new(&group.key.span, format!("group `{key}` has no code"), mend));
        }
        if !name.value.is_empty() && !names::is_enum_name(&name.value) {
            let what = format!("`{}` cannot be an enum's name", name.value);
            let mend = "it is two or more ASCII letters, digits and underscores, a capital first, and no keyword nor a name of this \
                        crate or of Rust's prelude; choose another";
            problems.push(Problem::new(&name.span, what, mend));
        } else if let Some((other, place)) = enums.first(name, key, &name.span) {
            let what = format!("the enum `{}` is already that of group `{other}`", name.value);
            problems.push(Problem::clash(&name.span, &place, what, "an enum is one group's; choose another name"));
        }
        let variant = Spanned { value: group.variant.clone(), span: group.key.span.clone() };
        if let Some((other, place)) = variants.first(&variant, key, &group.key.span) {
            let what = format!("group `{key}` makes the variant `{}`, as does group `{other}`", group.variant);
            problems.push(Problem::clash(&group.key.span, &place, what, "a variant is used once; rename one key"));
        }
    }
}

fn codes(table: &Table, problems: &mut Vec<Problem>) {
    let (mut names, mut variants) = (Seen::default(), Seen::default());
    for (_, code) in table.codes() {
        let name = &code.name.value;
        if let Some((_, place)) = names.first(&code.name, name, &code.name.span) {
            let mend = "an errorCode is used once in the whole file; rename or remove one of the two";
            problems.push(Problem::clash(&code.name.span, &place, format!("`{name}` is already a code"), mend));
        } else if let Some((other, place)) = variants.first(&code.variant, name, &code.variant.span) {
            let what = format!("`{name}` makes the variant `{}`, as does `{other}`", code.variant.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&code.variant.span, &place, what, mend));
        }
    }
}

fn retired(table: &Table, problems: &mut Vec<Problem>) {
    let codes: HashMap<_, _> = table.codes().map(|(_, code)| (&code.name.value, code)).collect();
    let mut numbers = HashMap::new();
    for retired in &table.retired {
        let name = &retired.name.value;
        if let Some(code) = codes.get(name) {
            let mend = "a retired name never comes back; choose another errorCode";
            problems.push(Problem::clash(&code.name.span, &retired.name.span, format!("`{name}` is retired"), mend));
        }
        let Some(numeric) = retired.numeric.as_ref().filter(|numeric| numeric.value != 0) else { continue };
        match table.groups.iter().find(|group| group.key.value == retired.group.value) {
            Some(group) if !group.is_numeric() && !group.codes.is_empty() => {
                let what = format!("`{name}` had a number, but the codes of group `{}` have none", group.key.value);
                let mend = "a retired number belongs to a numeric group; correct `group` or remove `numeric`";
                problems.push(Problem::clash(&numeric.span, &group.key.span, what, mend));
            }
            Some(_) => {}
            // A group may be gone as a whole, but a slip in its key would set the number free.
            None if !names::is_group_key(&retired.group.value) => {}
            None => {
                let keys = table.groups.iter().filter(|group| group.is_numeric()).map(|group| group.key.value.as_str());
                let keys = keys.filter(|key| names::is_group_key(key));
                if let Some(meant) = nearest(&retired.group.value, keys) {
                    let what = format!("there is no group `{}`", retired.group.value);
                    let mend =
                        format!("did you mean `{meant}`? If the group is gone, `numeric` need not be kept; remove it");
                    problems.push(Problem::new(&retired.group.span, what, mend));
                }
            }
        }
        let (other, theirs) = *numbers.entry((&retired.group.value, numeric.value)).or_insert((name, numeric));
        if other != name {
            let what = format!("the number {} of `{name}` is already retired, with `{other}`", numeric.value);
            let mend = "a number had one code; correct or remove one of the two";
            problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
        }
    }
}

/// A group's numbers: all or none, each used once, none retired.
fn numbers(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    let retired = table.retired.iter().filter(|retired| retired.group.value == group.key.value);
    let retired: HashMap<_, _> =
        retired.filter_map(|retired| Some((retired.numeric.as_ref()?.value, retired))).collect();
    let has = group.codes.iter().filter_map(|code| code.numeric.as_ref()).map(|numeric| numeric.value);
    let mut taken: BTreeSet<_> = has.chain(retired.keys().copied()).collect();
    let mut next_free = |from: u16| match (from..=u16::MAX).chain(1..from).find(|number| taken.insert(*number)) {
        Some(free) => format!("{free}, the next free one"),
        None => "one of another group, here none is free".to_owned(),
    };
    let (with, without): (Vec<_>, Vec<_>) = group.codes.iter().partition(|code| code.numeric.is_some());
    // Of codes with and without, the fewer are taken for the mistake.
    let few_have_it = with.len() < without.len();
    if let (Some(first_with), Some(first_without)) = (with.first(), without.first()) {
        let (few, example) = if few_have_it { (&with, first_without) } else { (&without, first_with) };
        for code in few {
            let (name, other) = (&code.name.value, &example.name.value);
            let (what, mend) = if few_have_it {
                (
                    format!("`{name}` has a `numeric`, but there is none for `{other}`"),
                    "remove it, or move the code".to_owned(),
                )
            } else {
                let mend = format!("give it {}, or move the code", next_free(1));
                (format!("`{name}` has no `numeric`, but there is one for `{other}`"), mend)
            };
            let mend = format!("all codes of a group have a number or none has; {mend}");
            problems.push(Problem::clash(&code.name.span, &example.name.span, what, mend));
        }
    }
    let mut seen: HashMap<u16, (&Code, &Spanned<u16>)> = HashMap::new();
    for code in with {
        let name = &code.name.value;
        let Some(numeric) = code.numeric.as_ref().filter(|numeric| numeric.value != 0) else { continue };
        let number = numeric.value;
        let (other, theirs) = *seen.entry(number).or_insert((code, numeric));
        if theirs.span != numeric.span {
            let what = format!("the number {number} of `{name}` is already that of `{}`", other.name.value);
            let mend = format!("a number is used once in its group; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
        } else if let Some(gone) = retired.get(&number) {
            let what = format!("the number {number} of `{name}` is retired, with `{}`", gone.name.value);
            let mend = format!("a retired number never comes back; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &gone.name.span, what, mend));
        }
    }
}

fn default(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    let Some(default) = group.default.as_ref().filter(|default| !default.value.is_empty()) else { return };
    let (name, key) = (&default.value, &group.key.value);
    let names = group.codes.iter().map(|code| code.name.value.as_str());
    let rule = "a default is a code of its own group";
    let (what, mend) = if !group.is_numeric() && !group.codes.is_empty() {
        let mend = "a default is the code meant when no number is given; remove it";
        (format!("group `{key}` has a `default`, but no numbers"), mend.to_owned())
    } else if names.clone().any(|code| code == name) {
        return;
    } else if let Some((elsewhere, _)) = table.codes().find(|(_, code)| code.name.value == *name) {
        (
            format!("the default `{name}` is a code of group `{}`", elsewhere.key.value),
            format!("{rule}; write one of `{key}`"),
        )
    } else {
        let mend = match nearest(name, names) {
            Some(meant) => format!("{rule}; did you mean `{meant}`?"),
            None => format!("{rule}; write one of `{key}`"),
        };
        (format!("the default `{name}` is no code"), mend)
    };
    problems.push(Problem::new(&default.span, what, mend));
}

/// Where names were met first and with what, to tell when one comes for the second time.
struct Seen<T>(HashMap<String, (T, Range<usize>)>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy> Seen<T> {
    /// The first place of a name that is met again, and whose it is.
    fn first(&mut self, name: &Spanned<String>, of: T, place: &Range<usize>) -> Option<(T, Range<usize>)> {
        let first = self.0.get(&name.value).cloned();
        if first.is_none() && !name.value.is_empty() {
            self.0.insert(name.value.clone(), (of, place.clone()));
        }
        first
    }
}
