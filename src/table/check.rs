//! The rules that compare values, and the rule for the names of enums.

use super::finding::{Finding, Subject};
use super::free_numbers::{FreeNumbers, RecordedNumber};
use super::model::{Code, Group, Retired, Spanned, Table};
use super::names;
use super::nearest::{SUGGESTIONS, nearest};
use super::positions::Positions;
use super::rules;
use crate::lookup::id;

/// Reports every violation of a rule.
pub(super) fn check(table: &Table, recorded: &[RecordedNumber<'_>], problems: &mut Vec<Finding>) {
    if problems.is_empty() && table.groups.is_empty() {
        let help = "add a [group] and its [group.ERROR_CODE]";
        problems.push(Finding::problem(&rules::EMPTY_TABLE, &(0..0), "the file has no errorCode", help));
    }
    let codes: Vec<&Code> = table.codes().map(|(_, code)| code).collect();
    check_statuses(table, problems);
    check_status_use(table, &codes, problems);
    check_groups(table, problems);
    check_codes(&codes, problems);
    check_ids(table, &codes, problems);
    check_retired_names(table, &codes, problems);
    check_retired_numbers(table, problems);
    check_numbers(table, recorded, problems);
    check_defaults(table, problems);
}

fn check_statuses(table: &Table, problems: &mut Vec<Finding>) {
    let mut variants = Positions::default();
    for (at, status) in table.statuses.iter().enumerate() {
        let (number, span, variant) = (status.number.value, &status.number.span, &status.variant.value);
        let first = variants.get_or_add(variant, 0, at);
        // An empty variant was reported by the parser.
        if first != at && !variant.is_empty() {
            let other = &table.statuses[first].number;
            let message =
                format!("the variant `{variant}` of status {number} is already used by status {}", other.value);
            let help = "add a `variant` to one of them";
            let problem = Finding::problem(&rules::DUPLICATE_VARIANT, span, message, help).related(&other.span);
            problems.push(problem.about(Subject::<&str>::Status(number)));
        }
        let (has, lacks) = match (&status.message, &status.when) {
            (Some(_), None) => ("message", "when"),
            (None, Some(_)) => ("when", "message"),
            _ => continue,
        };
        let message = format!("status {number} has `{has}` but no `{lacks}`");
        let help =
            format!("add `{lacks}` if the API answers with this status without an errorCode; otherwise remove `{has}`");
        let problem = Finding::problem(&rules::INCOMPLETE_STATUS, span, message, help);
        problems.push(problem.about(Subject::<&str>::Status(number)));
    }
}

/// Checks that the status of every code is listed, and that every listed status is used.
fn check_status_use(table: &Table, codes: &[&Code], problems: &mut Vec<Finding>) {
    // For the first code of each status: the count of codes with this status.
    let (mut users, mut counts) = (Positions::default(), vec![0; codes.len()]);
    for (at, code) in codes.iter().enumerate() {
        counts[users.get_or_add("", code.status.value.into(), at)] += 1;
    }
    // An invalid status is 0.
    let some_code_is_invalid = users.get("", 0).is_some();
    let mut some_entry_is_invalid = false;
    let mut listed = Positions::default();
    for (at, status) in table.statuses.iter().enumerate() {
        let number = status.number.value;
        listed.set("", number.into(), at);
        some_entry_is_invalid |= status.number.is_reported();
        let answers_alone = status.message.is_some() || status.when.is_some();
        let is_used = users.get("", number.into()).is_some();
        // If a code has an invalid status, its author may have meant this status. Then "unused" could be wrong.
        if !answers_alone && !status.number.is_reported() && !is_used && !some_code_is_invalid {
            let message = format!("no errorCode has the status {number}");
            let help =
                "remove it, or add `message` and `when` if the API answers with this status without an errorCode";
            let problem = Finding::problem(&rules::UNUSED_STATUS, &status.number.span, message, help);
            problems.push(problem.about(Subject::<&str>::Status(number)));
        }
    }
    // If `[status]` has an invalid entry, its author may have meant the status of these codes. Then "unlisted" could be wrong.
    if some_entry_is_invalid {
        return;
    }
    for (code, count) in codes.iter().zip(counts) {
        let status = code.status.value;
        if count == 0 || code.status.is_reported() || listed.get("", status.into()).is_some() {
            continue;
        }
        let others = match count {
            1 => String::new(),
            2 => " and 1 other".to_owned(),
            more => format!(" and {} others", more - 1),
        };
        let message = format!("the status {status} of `{}`{others} is not listed", code.name.value);
        let help = format!("add `[status.{status}]` with its `reason`, or use a listed status");
        let problem = Finding::problem(&rules::UNLISTED_STATUS, &code.status.span, message, help);
        problems.push(problem.about(Subject::Code(&code.name.value)));
    }
}

fn check_groups(table: &Table, problems: &mut Vec<Finding>) {
    let (mut enums, mut variants) = (Positions::default(), Positions::default());
    for (at, group) in table.groups.iter().enumerate() {
        let (key, name) = (&group.key.value, &group.enum_name);
        let subject = Subject::Group(key.as_str());
        if group.codes.is_empty() && !(name.is_reported() && group.about.is_reported()) {
            let help = format!("add a `[{key}.ERROR_CODE]`, or remove the group");
            let message = format!("group `{key}` has no errorCode");
            problems.push(Finding::problem(&rules::EMPTY_GROUP, &group.key.span, message, help).about(subject));
        }
        let is_valid = names::is_enum_name(&name.value);
        let first_enum = if is_valid { enums.get_or_add(name.value.to_ascii_lowercase(), 0, at) } else { at };
        if !is_valid && !name.is_reported() {
            let message = format!("`{}` cannot be the name of an enum", name.value);
            let help = "use at least two ASCII letters, digits or underscores, starting with an uppercase letter; keywords, \
                        prelude names and this crate's own names are taken";
            problems.push(Finding::problem(&rules::INVALID_ENUM_NAME, &name.span, message, help).about(subject));
        } else if first_enum != at {
            let other = &table.groups[first_enum];
            // Classes of PHP, and files on some systems, are the same if their names differ only in case.
            let differs = if name.value == other.enum_name.value { "" } else { " in another letter case" };
            let message = format!("the enum `{}` is already used{differs} by group `{}`", name.value, other.key.value);
            let help = "choose another name for one of them";
            let problem = Finding::problem(&rules::DUPLICATE_ENUM_NAME, &name.span, message, help);
            problems.push(problem.related(&other.enum_name.span).about(subject));
        }
        let first_variant = variants.get_or_add(&group.variant, 0, at);
        if first_variant != at && !group.variant.is_empty() {
            let other = &table.groups[first_variant].key;
            let message =
                format!("the variant `{}` of group `{key}` is already used by group `{}`", group.variant, other.value);
            let problem = Finding::problem(&rules::DUPLICATE_VARIANT, &group.key.span, message, "rename one of them");
            problems.push(problem.related(&other.span).about(subject));
        }
    }
}

fn check_codes(codes: &[&Code], problems: &mut Vec<Finding>) {
    let (mut names, mut variants) = (Positions::default(), Positions::default());
    for (at, code) in codes.iter().enumerate() {
        let (name, variant) = (&code.name.value, &code.variant.value);
        let first_name = names.get_or_add(name, 0, at);
        // An empty errorCode was reported by the parser. A repeated errorCode is one problem, so its variant does not count.
        let is_repeated = first_name != at && !name.is_empty();
        let first_variant = if is_repeated { at } else { variants.get_or_add(variant, 0, at) };
        let problem = if is_repeated {
            let other = &codes[first_name].name;
            let message = format!("`{name}` is already an errorCode");
            let help = "rename or remove one of the two; an errorCode is used once in the whole file";
            Finding::problem(&rules::DUPLICATE_ERROR_CODE, &code.name.span, message, help).related(&other.span)
        } else if first_variant != at && !variant.is_empty() {
            let other = codes[first_variant];
            let message = format!("the variant `{variant}` of `{name}` is already used by `{}`", other.name.value);
            let help = "add a `variant` to one of them";
            Finding::problem(&rules::DUPLICATE_VARIANT, &code.variant.span, message, help).related(&other.variant.span)
        } else {
            continue;
        };
        problems.push(problem.about(Subject::Code(name)));
    }
}

/// Checks that ids are unique. Programs store ids, so the ids of retired codes count too.
fn check_ids(table: &Table, codes: &[&Code], problems: &mut Vec<Finding>) {
    let mut names: Vec<_> = table.retired.iter().map(|retired| &retired.name).collect();
    names.extend(codes.iter().map(|code| &code.name));
    let mut ids = Positions::default();
    for (at, name) in names.iter().enumerate() {
        let id = id::fnv_1a(name.value.as_bytes());
        let other = names[ids.get_or_add("", id as usize, at)];
        let is_retired = at < table.retired.len();
        if !is_retired && other.value != name.value {
            let message = format!("the id {id:#010x} of `{}` is already used by `{}`", name.value, other.value);
            let help = "choose another errorCode; an id is a hash of the errorCode";
            let problem = Finding::problem(&rules::DUPLICATE_ID, &name.span, message, help).related(&other.span);
            problems.push(problem.about(Subject::Code(&name.value)));
        }
    }
}

fn check_retired_names(table: &Table, codes: &[&Code], problems: &mut Vec<Finding>) {
    let mut names = Positions::default();
    for (at, code) in codes.iter().enumerate() {
        // If two codes have the same retired name, the second one is reported, because it has to be renamed anyway.
        names.set(&code.name.value, 0, at);
    }
    for retired in &table.retired {
        if let Some(at) = names.get(&retired.name.value, 0) {
            let code = codes[at];
            let message = format!("`{}` is retired", code.name.value);
            let help = "choose another errorCode; a retired errorCode is not used again";
            let problem = Finding::problem(&rules::RETIRED_NAME, &code.name.span, message, help);
            problems.push(problem.related(&retired.name.span).about(Subject::Code(&code.name.value)));
        }
    }
}

/// Checks that the group of a retired number has numbers or was removed, and that the number is retired only once.
fn check_retired_numbers(table: &Table, problems: &mut Vec<Finding>) {
    let mut groups = Positions::default();
    for (at, group) in table.groups.iter().enumerate() {
        groups.set(&group.key.value, 0, at);
    }
    let is_numeric = |group: &&Group| group.is_numeric() && names::is_group_key(&group.key.value);
    let numeric_keys: Vec<_> = table.groups.iter().filter(is_numeric).map(|group| group.key.value.as_str()).collect();
    let (mut numbers, mut unknown) = (Positions::default(), 0);
    for (at, retired) in table.retired.iter().enumerate() {
        let Retired { name, group: key, numeric, .. } = retired;
        let subject = Subject::Retired(&name.value);
        let Some(numeric) = numeric.as_ref().filter(|numeric| !numeric.is_reported()) else { continue };
        match groups.get(&key.value, 0).map(|at| &table.groups[at]) {
            Some(group) if !group.is_numeric() && !group.codes.is_empty() => {
                let message =
                    format!("`{}` had a number, but no code has a number in group `{}`", name.value, key.value);
                let help = "correct `group`, or remove `numeric`";
                let problem = Finding::problem(&rules::INVALID_RETIRED_GROUP, &numeric.span, message, help);
                problems.push(problem.related(&group.key.span).about(subject));
            }
            // The whole group may have been removed. But if the key is misspelled, the number would become free.
            None if names::is_group_key(&key.value) && unknown < SUGGESTIONS => {
                unknown += 1;
                if let Some(meant) = nearest(&key.value, &numeric_keys) {
                    let message = format!("unknown group `{}`", key.value);
                    let help = format!(
                        "did you mean `{meant}`? If `{}` was removed from the table, remove `numeric` from this entry",
                        key.value
                    );
                    let problem = Finding::problem(&rules::INVALID_RETIRED_GROUP, &key.span, message, help);
                    problems.push(problem.about(subject));
                }
            }
            _ => {}
        }
        let first = numbers.get_or_add(&key.value, numeric.value.into(), at);
        if first != at {
            let other = &table.retired[first];
            let message = format!(
                "the number {} of `{}` is already retired with `{}`",
                numeric.value, name.value, other.name.value
            );
            let problem = Finding::problem(
                &rules::DUPLICATE_RETIRED_NUMBER,
                &numeric.span,
                message,
                "correct or remove one of the two",
            );
            problems.push(problem.related(span_of(other.numeric.as_ref(), &other.name)).about(subject));
        }
    }
}

/// Checks the numbers of each numeric group.
fn check_numbers(table: &Table, recorded: &[RecordedNumber<'_>], problems: &mut Vec<Finding>) {
    let (mut retired, mut records) = (Positions::default(), Positions::default());
    for (at, entry) in table.retired.iter().enumerate() {
        if let Some(number) = entry.number() {
            retired.set(&entry.group.value, number.into(), at);
        }
    }
    for (at, record) in recorded.iter().enumerate() {
        records.get_or_add(format!("{} {}", record.group, record.name), record.number.into(), at);
    }
    for group in table.groups.iter().filter(|group| group.is_numeric()) {
        let mut check = NumberCheck { table, group, recorded, free: None, own_records: None };
        check.check_mixed(problems);
        check.check_clashes(&retired, &records, problems);
    }
}

/// The check of one numeric group.
struct NumberCheck<'a> {
    table: &'a Table,
    group: &'a Group,
    recorded: &'a [RecordedNumber<'a>],
    /// Computed when the first problem needs it.
    free: Option<FreeNumbers>,
    /// The position of each errorCode's first record. Computed when the first problem needs it.
    own_records: Option<Positions<'a>>,
}

impl NumberCheck<'_> {
    fn free(&mut self) -> &mut FreeNumbers {
        let Self { table, group, recorded, .. } = *self;
        self.free.get_or_insert_with(|| FreeNumbers::of(table, group, recorded))
    }

    /// Returns the number that the lock records for an errorCode of the group. The lock has former numbers after the current one.
    fn recorded_number(&mut self, name: &str) -> Option<u16> {
        let Self { group, recorded, .. } = *self;
        let own_records = self.own_records.get_or_insert_with(|| {
            let mut own_records = Positions::default();
            for (at, record) in recorded.iter().enumerate().filter(|(_, record)| record.group == group.key.value) {
                own_records.get_or_add(record.name, 0, at);
            }
            own_records
        });
        own_records.get(name, 0).map(|at| recorded[at].number)
    }

    /// Checks that every code has a number. Reports the codes with a number or the codes without a number, whichever
    /// are fewer.
    fn check_mixed(&mut self, problems: &mut Vec<Finding>) {
        let (with, without): (Vec<_>, Vec<_>) = self.group.codes.iter().partition(|code| code.numeric.is_some());
        let (Some(first_with), Some(first_without)) = (with.first(), without.first()) else { return };
        let few_have_it = with.len() < without.len();
        let (few, example) = if few_have_it { (&with, first_without) } else { (&without, first_with) };
        for code in few {
            let (name, other) = (&code.name.value, &example.name.value);
            let (message, help) = if few_have_it {
                let message = format!("`numeric` is set in `{name}`, but not in `{other}`");
                (message, "remove `numeric`, or move the errorCode to a numeric group".to_owned())
            } else {
                let advice = self.free().take_with_advice();
                (
                    format!("`numeric` is missing in `{name}`, but set in `{other}`"),
                    format!("{advice}; or move the errorCode to a group without numbers"),
                )
            };
            let problem = Finding::problem(&rules::MIXED_NUMBERS, &code.name.span, message, help);
            problems.push(problem.related(&example.name.span).about(Subject::Code(name)));
        }
    }

    /// Checks that a number is used only once and is not retired. `retired` has the retired entries by group and number.
    /// `records` has the records of the lock by `GROUP ERROR_CODE` and number.
    fn check_clashes(&mut self, retired: &Positions<'_>, records: &Positions<'_>, problems: &mut Vec<Finding>) {
        let Self { table, group, .. } = *self;
        let key = &group.key.value;
        let is_recorded = |code: &Code| {
            code.number()
                .is_some_and(|number| records.get(&format!("{key} {}", code.name.value), number.into()).is_some())
        };
        let mut numbers = Positions::default();
        // If two codes have the same number, the code that the lock does not record is newer and has to change.
        for (at, code) in group.codes.iter().enumerate().filter(|(_, code)| is_recorded(code)) {
            numbers.set("", code.number().unwrap_or_default().into(), at);
        }
        for (at, code) in group.codes.iter().enumerate() {
            let name = &code.name.value;
            let Some(numeric) = code.numeric.as_ref().filter(|numeric| !numeric.is_reported()) else { continue };
            let number = numeric.value;
            let first = numbers.get_or_add("", number.into(), at);
            let (rule, message, related) = if first != at {
                let other = &group.codes[first];
                let records = if is_recorded(other) { ", as the lock records," } else { "" };
                let message =
                    format!("the number {number} of `{name}` is already used{records} by `{}`", other.name.value);
                (&rules::DUPLICATE_NUMBER, message, span_of(other.numeric.as_ref(), &other.name))
            } else if let Some(at) = retired.get(key, number.into()) {
                let retired = &table.retired[at].name;
                let message = format!("the number {number} of `{name}` is retired with `{}`", retired.value);
                (&rules::RETIRED_NUMBER, message, &retired.span)
            } else {
                continue;
            };
            let help = match self.recorded_number(name) {
                Some(recorded) => format!("restore {recorded}, which the lock records for `{name}`"),
                None => self.free().take_with_advice(),
            };
            let problem = Finding::problem(rule, &numeric.span, message, help);
            problems.push(problem.related(related).about(Subject::Code(name)));
        }
    }
}

/// Returns the position of a number, or of the name it belongs to.
fn span_of<'a>(numeric: Option<&'a Spanned<u16>>, name: &'a Spanned<String>) -> &'a super::Span {
    numeric.map_or(&name.span, |numeric| &numeric.span)
}

fn check_defaults(table: &Table, problems: &mut Vec<Finding>) {
    let mut owners = Positions::default();
    for (at, group) in table.groups.iter().enumerate() {
        for code in &group.codes {
            owners.set(&code.name.value, 0, at);
        }
    }
    for group in &table.groups {
        let Some(default) = group.default.as_ref().filter(|default| !default.is_reported()) else { continue };
        let (name, key) = (&default.value, &group.key.value);
        let problem = if !group.is_numeric() && !group.codes.is_empty() {
            let message = format!("group `{key}` has a `default`, but no numbers");
            let help = "remove it; a default is the errorCode for a missing number";
            Finding::problem(&rules::UNEXPECTED_DEFAULT, &default.span, message, help)
        } else if group.codes.iter().any(|code| group.is_default(code)) {
            continue;
        } else if let Some(at) = owners.get(name, 0) {
            let owner = &table.groups[at].key.value;
            let message = format!("the default `{name}` is an errorCode of group `{owner}`");
            Finding::problem(
                &rules::UNKNOWN_DEFAULT,
                &default.span,
                message,
                format!("use an errorCode of group `{key}`"),
            )
        } else {
            let names: Vec<_> = group.codes.iter().map(|code| code.name.value.as_str()).collect();
            let help = match nearest(name, &names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("use an errorCode of group `{key}`"),
            };
            let message = format!("the default `{name}` is not an errorCode");
            Finding::problem(&rules::UNKNOWN_DEFAULT, &default.span, message, help)
        };
        problems.push(problem.about(Subject::Group(key)));
    }
}
