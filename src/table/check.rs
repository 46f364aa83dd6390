//! The rules that take more than one field or table to judge.

use super::names::{self, nearest};
use super::order::Seen;
use super::problem::Problem;
use super::{Code, Group, Table};

/// From 0, which no code has, to the last.
const NUMBERS: usize = u16::MAX as usize + 1;

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
        if group.is_numeric() {
            numbers(table, group, problems);
        }
        default(table, group, problems);
    }
}

fn statuses(table: &Table, problems: &mut Vec<Problem>) {
    let mut variants = Seen::new(table.statuses.len());
    for (at, status) in table.statuses.iter().enumerate() {
        let number = status.number.value;
        if let Some(first) = variants.first(&status.variant.value, at) {
            let (variant, other) = (&status.variant.value, &table.statuses[first].number);
            let what = format!("status {number} makes the variant `{variant}`, as does status {}", other.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&status.number.span, &other.span, what, mend));
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
    // By status, the codes that have it. What is unusable is 0.
    let mut users: Vec<Vec<&Code>> = Vec::new();
    for _ in 0..600 {
        users.push(Vec::new());
    }
    for (_, code) in table.codes() {
        users[usize::from(code.status.value)].push(code);
    }
    let some_unusable = !users[0].is_empty();
    let mut listed_unusable = false;
    for status in &table.statuses {
        let number = status.number.value;
        listed_unusable |= number == 0;
        let answers_alone = status.message.is_some() || status.when.is_some();
        let users = core::mem::take(&mut users[usize::from(number)]);
        // A code whose own status is unusable may have meant this one.
        if !answers_alone && number != 0 && users.is_empty() && !some_unusable {
            let what = format!("no code has the status {number}");
            let mend = "a listed status is that of a code, or has `message` and `when` because the API answers with it on its \
                        own; add them, or remove the status";
            problems.push(Problem::new(&status.number.span, what, mend));
        }
    }
    // Nor is it the codes' fault where a listed one is unusable.
    if listed_unusable {
        return;
    }
    for users in &users[1..] {
        let Some(code) = users.first() else { continue };
        let status = code.status.value;
        let others = match users.len() {
            1 => String::new(),
            2 => " and 1 other code".to_owned(),
            more => format!(" and {} other codes", more - 1),
        };
        let what = format!("the status {status} of `{}`{others} is not listed", code.name.value);
        let mend = format!("a status is listed with its reason; add [status.{status}], or use a listed one");
        problems.push(Problem::new(&code.status.span, what, mend));
    }
}

fn groups(table: &Table, problems: &mut Vec<Problem>) {
    let (mut enums, mut variants) = (Seen::new(table.groups.len()), Seen::new(table.groups.len()));
    for (at, group) in table.groups.iter().enumerate() {
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
        } else if let Some(first) = enums.first(&name.value, at) {
            let other = &table.groups[first];
            let what = format!("the enum `{}` is already that of group `{}`", name.value, other.key.value);
            problems.push(Problem::clash(
                &name.span,
                &other.enum_name.span,
                what,
                "an enum is one group's; choose another name",
            ));
        }
        if let Some(first) = variants.first(&group.variant, at) {
            let other = &table.groups[first].key;
            let what = format!("group `{key}` makes the variant `{}`, as does group `{}`", group.variant, other.value);
            problems.push(Problem::clash(&group.key.span, &other.span, what, "a variant is used once; rename one key"));
        }
    }
}

fn codes(table: &Table, problems: &mut Vec<Problem>) {
    let codes = table.codes();
    let (mut names, mut variants) = (Seen::new(codes.len()), Seen::new(codes.len()));
    for (at, (_, code)) in codes.iter().enumerate() {
        let name = &code.name.value;
        if let Some(first) = names.first(name, at) {
            let mend = "an errorCode is used once in the whole file; rename or remove one of the two";
            let what = format!("`{name}` is already a code");
            problems.push(Problem::clash(&code.name.span, &codes[first].1.name.span, what, mend));
        } else if let Some(first) = variants.first(&code.variant.value, at) {
            let other = codes[first].1;
            let what = format!("`{name}` makes the variant `{}`, as does `{}`", code.variant.value, other.name.value);
            let mend = "a variant is used once; give one of them a `variant` of its own";
            problems.push(Problem::clash(&code.variant.span, &other.variant.span, what, mend));
        }
    }
}

fn retired(table: &Table, problems: &mut Vec<Problem>) {
    let codes = table.codes();
    let mut names = Seen::new(codes.len());
    // Of a name that is there twice, the second is the one to rename.
    for (at, (_, code)) in codes.iter().enumerate().rev() {
        names.first(&code.name.value, at);
    }
    let mut owned = Vec::new();
    for retired in &table.retired {
        let number = retired.numeric.as_ref().map_or(0, |numeric| numeric.value);
        owned.push(format!("{} {number}", retired.group.value));
    }
    let mut numbers = Seen::new(owned.len());
    for (at, retired) in table.retired.iter().enumerate() {
        let name = &retired.name.value;
        if let Some(at) = names.get(name) {
            let mend = "a retired name never comes back; choose another errorCode";
            let (what, code) = (format!("`{name}` is retired"), codes[at].1);
            problems.push(Problem::clash(&code.name.span, &retired.name.span, what, mend));
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
                let mut keys = Vec::new();
                for group in &table.groups {
                    if group.is_numeric() && names::is_group_key(&group.key.value) {
                        keys.push(group.key.value.as_str());
                    }
                }
                if let Some(meant) = nearest(&retired.group.value, &keys) {
                    let what = format!("there is no group `{}`", retired.group.value);
                    let mend =
                        format!("did you mean `{meant}`? If the group is gone, `numeric` need not be kept; remove it");
                    problems.push(Problem::new(&retired.group.span, what, mend));
                }
            }
        }
        if let Some(first) = numbers.first(&owned[at], at) {
            let other = &table.retired[first];
            let theirs = other.numeric.as_ref().unwrap_or(numeric);
            let what =
                format!("the number {} of `{name}` is already retired, with `{}`", numeric.value, other.name.value);
            let mend = "a number had one code; correct or remove one of the two";
            problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
        }
    }
}

/// A numeric group's numbers: on every code, each used once, none retired.
fn numbers(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    // By number, the place of the code that has it first, and of the retired one that had it, counted from 1.
    let (mut used, mut retired) = (vec![0; NUMBERS], vec![0; NUMBERS]);
    let mut taken = vec![false; NUMBERS];
    for (at, gone) in table.retired.iter().enumerate() {
        if let (true, Some(numeric)) = (gone.group.value == group.key.value, &gone.numeric) {
            retired[usize::from(numeric.value)] = at + 1;
            taken[usize::from(numeric.value)] = true;
        }
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for code in &group.codes {
        if let Some(numeric) = &code.numeric {
            taken[usize::from(numeric.value)] = true;
            with.push(code);
        } else {
            without.push(code);
        }
    }
    let mut next_free = |from: u16| {
        for number in (from..=u16::MAX).chain(1..from) {
            if !core::mem::replace(&mut taken[usize::from(number)], true) {
                return format!("{number}, the next free one");
            }
        }
        "one of another group, here none is free".to_owned()
    };
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
    for (at, code) in group.codes.iter().enumerate() {
        let name = &code.name.value;
        let Some(numeric) = code.numeric.as_ref().filter(|numeric| numeric.value != 0) else { continue };
        let number = numeric.value;
        let first = &mut used[usize::from(number)];
        if *first != 0 {
            let other = &group.codes[*first - 1];
            let theirs = other.numeric.as_ref().unwrap_or(numeric);
            let what = format!("the number {number} of `{name}` is already that of `{}`", other.name.value);
            let mend = format!("a number is used once in its group; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &theirs.span, what, mend));
            continue;
        }
        *first = at + 1;
        if let Some(gone) = retired[usize::from(number)].checked_sub(1) {
            let gone = &table.retired[gone].name;
            let what = format!("the number {number} of `{name}` is retired, with `{}`", gone.value);
            let mend = format!("a retired number never comes back; take {}", next_free(number));
            problems.push(Problem::clash(&numeric.span, &gone.span, what, mend));
        }
    }
}

fn default(table: &Table, group: &Group, problems: &mut Vec<Problem>) {
    let Some(default) = group.default.as_ref().filter(|default| !default.value.is_empty()) else { return };
    let (name, key) = (&default.value, &group.key.value);
    let mut names = Vec::new();
    for code in &group.codes {
        names.push(code.name.value.as_str());
    }
    let rule = "a default is a code of its own group";
    let (what, mend) = if !group.is_numeric() && !group.codes.is_empty() {
        let mend = "a default is the code meant when no number is given; remove it";
        (format!("group `{key}` has a `default`, but no numbers"), mend.to_owned())
    } else if names.contains(&name.as_str()) {
        return;
    } else if let Some((elsewhere, _)) = table.codes().iter().find(|(_, code)| code.name.value == *name) {
        (
            format!("the default `{name}` is a code of group `{}`", elsewhere.key.value),
            format!("{rule}; write one of `{key}`"),
        )
    } else {
        let mend = match nearest(name, &names) {
            Some(meant) => format!("{rule}; did you mean `{meant}`?"),
            None => format!("{rule}; write one of `{key}`"),
        };
        (format!("the default `{name}` is no code"), mend)
    };
    problems.push(Problem::new(&default.span, what, mend));
}
