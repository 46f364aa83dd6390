//! Turns changes into findings. Each change gets a rule, a message that says who notices the change, and, if it can break programs, a help.

use core::fmt::Write as _;
use std::borrow::Cow;
use std::collections::HashMap;

use super::changes::{Change, changes};
use super::comparison::{Comparison, Scope};
use super::{order, renumbered, rules};
use crate::table::{Code, Fact, Field, Finding, Group, Retired, Rule, Subject, facts};

impl<'a> Comparison<'a> {
    /// Returns all findings, the highest severity first.
    pub(super) fn findings(mut self) -> Vec<Finding> {
        let [old, new]: [Vec<_>; 2] = [self.old.table, self.new.table]
            .map(|table| facts(table).into_iter().filter(|fact| self.scope.contains(fact)).collect());
        for change in changes(&old, &new, &self.pairs) {
            self.report_change(&change);
        }
        renumbered::report(&mut self);
        self.report_reused_names();
        self.report_lost_numbers();
        if self.scope == Scope::Everything {
            order::report(&mut self);
        }
        let mut findings = self.findings;
        super::sort(&mut findings);
        findings
    }

    fn report_change(&mut self, change: &Change<'a>) {
        match change.subject {
            Subject::File => {}
            Subject::Code(name) => self.report_code(name, change),
            Subject::Group(key) => self.report_group(key, change),
            Subject::Status(number) => self.report_status(number, change),
            Subject::Retired(name) => self.report_retired(name, change),
        }
    }

    fn report_code(&mut self, name: &'a str, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name => match (&change.before, &change.after) {
                (Some(_), Some(_)) => self.report_renamed_code(change),
                (Some(_), None) => self.report_removed_code(name, change),
                (None, _) => self.report_added_code(name, change),
            },
            Field::Group => self.report_moved_code(name, change),
            Field::Numeric => {
                let rows = self.pairs.old_row(name).zip(self.new.rows.get(name).copied());
                self.renumbered.extend(rows);
            }
            Field::Status => {
                let message = format!(
                    "the status of {name} changed from {before} to {after}: clients that branch on the HTTP status treat \
                     it as another failure"
                );
                let help = format!("restore `status = {before}`; for another status, add a new errorCode");
                self.report(&rules::STATUS_CHANGED, change, message, help);
            }
            Field::Deprecated => match (&change.before, &change.after) {
                (None, _) => {
                    let message = format!(
                        "{name} is deprecated: it still works, the compiler warns about Rust code that uses it"
                    );
                    self.report(&rules::DEPRECATED, change, message, "");
                }
                (_, None) => {
                    let message = format!(
                        "{name} is no longer deprecated: the compiler does not warn about Rust code that uses it"
                    );
                    self.report(&rules::UNDEPRECATED, change, message, "");
                }
                _ => self.report_reworded(&rules::DEPRECATION_REWORDED, change, &format!("`deprecated` of {name}")),
            },
            Field::Variant => self.report_variant(change),
            Field::Message => self.report_reworded(&rules::MESSAGE_REWORDED, change, &format!("`message` of {name}")),
            Field::When => self.report_reworded(&rules::WHEN_REWORDED, change, &format!("`when` of {name}")),
            // A code does not have these fields.
            Field::Reason | Field::Default | Field::Enum | Field::About | Field::Since | Field::Why => {}
        }
    }

    fn report_moved_code(&mut self, name: &'a str, change: &Change<'a>) {
        let [before, after] = values(change);
        let effect = match (self.pairs.old_row(name), self.new.rows.get(name)) {
            (Some((old, _)), Some((new, _))) if self.scope == Scope::Everything => format!(
                "Rust code that matches on `{}` no longer sees it, because it is in `{}`",
                old.enum_name.value, new.enum_name.value
            ),
            // A lock does not record the names of enums.
            _ => "Rust code that matches on the enum of its group no longer sees it".to_owned(),
        };
        let message = format!("{name} moved from group {before} to group {after}: {effect}");
        let old_name = self.pairs.old_row(name).map_or(name, |(_, code)| &code.name.value);
        self.report(&rules::CODE_MOVED, change, message, format!("move it back to `[{before}.{old_name}]`"));
    }

    fn report_renamed_code(&mut self, change: &Change<'a>) {
        let [before, after] = values(change);
        let Some(((old_group, old), (group, new))) = self.pairs.old_row(after).zip(self.new.rows.get(after).copied())
        else {
            return;
        };
        let message = format!(
            "{before} was renamed to {after}: clients that branch on {before} no longer receive it, and Rust code that \
             names it does not compile"
        );
        let is_same_number = self.pairs.is_same_group(old_group, group) && old.number() == new.number();
        let with_number = match new.number().filter(|_| is_same_number) {
            Some(_) => format!(" with {}", self.take_free_number(&group.key.value)),
            None => String::new(),
        };
        if self.retired_names.contains(after) {
            return self.report(&rules::CODE_RENAMED, change, message, format!("restore {before}"));
        }
        let help = format!(
            "restore {before}; for another name, add {after} as a new errorCode{with_number}, deprecate {before}, and \
             retire it in a breaking release"
        );
        self.report(&rules::CODE_RENAMED, change, message, help);
    }

    fn report_removed_code(&mut self, name: &'a str, change: &Change<'a>) {
        let Some(&(group, code)) = self.old.rows.get(name) else { return };
        let message = format!(
            "{name} was removed: clients that branch on it no longer receive it, and Rust code that names it does not \
             compile"
        );
        let with_number = code.number().map_or(String::new(), |number| format!(" with `numeric = {number}`"));
        let help = match self.new.retired.get(name) {
            Some(_) => format!("restore {name}"),
            None if code.deprecated.is_some() => {
                format!("restore {name}; in a breaking release, move it to `[retired.{name}]`{with_number}")
            }
            None => format!(
                "restore {name}; to drop it, deprecate it first, and in a breaking release move it to \
                 `[retired.{name}]`{with_number}"
            ),
        };
        let before = with_description(change.before.as_ref(), group, code);
        self.report(&rules::CODE_REMOVED, &Change { before, ..change.clone() }, message, help);
    }

    fn report_added_code(&mut self, name: &'a str, change: &Change<'a>) {
        // `report_reused_names` reports a retired name that is in use again.
        if self.retired_names.contains(name) {
            return;
        }
        let Some(&(group, code)) = self.new.rows.get(name) else { return };
        let message = format!("{name} is new ({}): older clients do not know it", description(group, code));
        let after = with_description(change.after.as_ref(), group, code);
        self.report(&rules::CODE_ADDED, &Change { after, ..change.clone() }, message, "");
    }

    fn report_group(&mut self, key: &'a str, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name => match (&change.before, &change.after) {
                (Some(_), Some(_)) => {
                    let message = format!(
                        "group {before} was renamed to {after}: Rust code that names its variant of `Group` does not \
                         compile, and `Group::as_str` returns another key"
                    );
                    self.report(&rules::GROUP_RENAMED, change, message, format!("restore the key `{before}`"));
                }
                // A lock has a group only because of its codes, and the findings of the codes report the change.
                _ if self.scope == Scope::Contract => {}
                (Some(_), None) => {
                    let message = format!("group {key} was removed: Rust code that names its enum does not compile");
                    let help = format!("restore `[{key}]` with at least one errorCode");
                    self.report(&rules::GROUP_REMOVED, change, message, help);
                }
                (None, _) => {
                    let enum_name = self.new.groups.get(key).map_or("", |group| &group.enum_name.value);
                    let message = format!("group {key} is new, with the enum `{enum_name}`");
                    self.report(&rules::GROUP_ADDED, change, message, "");
                }
            },
            Field::Enum => {
                let message = format!(
                    "the enum of group {key} was renamed from `{before}` to `{after}`: Rust code that names `{before}` does \
                     not compile"
                );
                self.report(&rules::ENUM_RENAMED, change, message, format!("restore `enum = \"{before}\"`"));
            }
            Field::About => self.report_reworded(&rules::ABOUT_REWORDED, change, &format!("`about` of group {key}")),
            Field::Default => match (&change.before, &change.after) {
                (None, _) => {
                    let message = format!("group {key} has a default: a missing number means {after}");
                    self.report(&rules::DEFAULT_ADDED, change, message, "");
                }
                (_, None) => {
                    let message = format!(
                        "the default of group {key} was removed: clients that send no number no longer mean {before}"
                    );
                    self.report(&rules::DEFAULT_REMOVED, change, message, format!("restore `default = \"{before}\"`"));
                }
                _ => {
                    let message = format!(
                        "the default of group {key} changed: clients that send no number now mean {after} instead of {before}"
                    );
                    self.report(&rules::DEFAULT_CHANGED, change, message, format!("restore `default = \"{before}\"`"));
                }
            },
            // A group does not have these fields.
            Field::Group
            | Field::Numeric
            | Field::Status
            | Field::Reason
            | Field::Deprecated
            | Field::Variant
            | Field::Message
            | Field::When
            | Field::Since
            | Field::Why => {}
        }
    }

    fn report_status(&mut self, number: u16, change: &Change<'a>) {
        let [before, after] = values(change);
        match change.field {
            Field::Name if change.after.is_none() => {
                let message = format!("status {number} was removed: Rust code that names it does not compile");
                self.report(&rules::STATUS_REMOVED, change, message, format!("restore `[status.{number}]`"));
            }
            Field::Name => {
                let message = format!("status {number} is new: older clients do not know it");
                self.report(&rules::STATUS_ADDED, change, message, "");
            }
            Field::Reason => {
                let message = format!(
                    "the reason phrase of status {number} changed from \"{before}\" to \"{after}\": the field `error` of \
                     every answer with this status changes"
                );
                self.report(&rules::REASON_CHANGED, change, message, format!("restore `reason = \"{before}\"`"));
            }
            Field::Variant => self.report_variant(change),
            Field::Message => match (&change.before, &change.after) {
                (None, _) => {
                    let message = format!("the API can answer with status {number} without an errorCode");
                    self.report(&rules::ANSWER_ADDED, change, message, "");
                }
                (_, None) => {
                    let message = format!("the API no longer answers with status {number} without an errorCode");
                    self.report(&rules::ANSWER_REMOVED, change, message, "");
                }
                _ => self.report_reworded(&rules::MESSAGE_REWORDED, change, &format!("`message` of status {number}")),
            },
            // `message` is added and removed together with `when`, and is reported above.
            Field::When if change.before.is_none() || change.after.is_none() => {}
            Field::When => self.report_reworded(&rules::WHEN_REWORDED, change, &format!("`when` of status {number}")),
            // A status does not have these fields.
            Field::Group
            | Field::Numeric
            | Field::Status
            | Field::Default
            | Field::Deprecated
            | Field::Enum
            | Field::About
            | Field::Since
            | Field::Why => {}
        }
    }

    fn report_retired(&mut self, name: &'a str, change: &Change<'a>) {
        let [_, after] = values(change);
        match change.field {
            Field::Name if change.after.is_none() => {
                if !self.new.rows.contains_key(name) {
                    let message = format!("the retired entry {name} was removed: its name could be used again");
                    let help = format!("restore `[retired.{name}]`");
                    self.report(&rules::RETIRED_DROPPED, change, message, help);
                }
            }
            Field::Name => {
                if !self.old.rows.contains_key(name) {
                    let message = format!("the unused errorCode {name} was retired: no code may use it any more");
                    self.report(&rules::RETIRED_ADDED, change, message, "");
                }
            }
            Field::Numeric if change.before.is_none() => {
                let message = format!("the unused number {after} was retired with {name}: no code may use it any more");
                self.report(&rules::RETIRED_ADDED, change, message, "");
            }
            Field::Numeric => self.report_dropped_number(name, change),
            Field::Group => {
                let number = |entries: &HashMap<_, &Retired>| entries.get(name).and_then(|entry| entry.number());
                let [old, new] = [&self.old.retired, &self.new.retired].map(number);
                if old.is_none() {
                    self.report_reworded(&rules::RETIRED_REWORDED, change, &format!("`group` of the retired {name}"));
                } else if old == new {
                    self.report_dropped_number(name, change);
                }
            }
            Field::Since | Field::Why => {
                let text = format!("`{}` of the retired {name}", change.field.name());
                self.report_reworded(&rules::RETIRED_REWORDED, change, &text);
            }
            // A retired entry does not have these fields.
            Field::Status
            | Field::Reason
            | Field::Default
            | Field::Deprecated
            | Field::Enum
            | Field::Variant
            | Field::Message
            | Field::When
            | Field::About => {}
        }
    }

    /// Reports a retired number that was removed, unless another retired entry has the number, or a code uses it.
    fn report_dropped_number(&mut self, name: &str, change: &Change<'a>) {
        let Some(old) = self.old.retired.get(name) else { return };
        let Some(number) = old.number() else { return };
        let key = self.pairs.new_key(&old.group.value).unwrap_or(&old.group.value);
        if self.keeps_number(key, number) {
            return;
        }
        let message = format!("the number {number} of the retired {name} was removed: it could be used again");
        let help = format!("restore `group = \"{key}\"` and `numeric = {number}` in `[retired.{name}]`");
        self.report(&rules::RETIRED_DROPPED, change, message, help);
    }

    fn report_variant(&mut self, change: &Change<'a>) {
        let [before, after] = values(change);
        let message = format!(
            "the Rust variant of {} was renamed from `{before}` to `{after}`: Rust code that names `{before}` does not \
             compile",
            change.subject
        );
        self.report(&rules::VARIANT_RENAMED, change, message, format!("set `variant = \"{before}\"`"));
    }

    fn report_reworded(&mut self, rule: &'static Rule, change: &Change<'a>, text: &str) {
        self.report(rule, change, format!("{text} was reworded; no program may depend on the text"), "");
    }
}

/// Returns the values before and after a change. A missing value is an empty string.
fn values<'c>(change: &'c Change<'_>) -> [&'c str; 2] {
    [&change.before, &change.after].map(|fact| fact.as_ref().map_or("", |fact| fact.value.as_ref()))
}

/// Returns the fact of a code's name, with a description of the code as its value. The name itself is the finding's subject.
fn with_description<'a>(name: Option<&Fact<'a>>, group: &Group, code: &Code) -> Option<Fact<'a>> {
    name.map(|name| Fact { value: Cow::Owned(description(group, code)), ..name.clone() })
}

/// Describes a code by its contract and its message, as in `group ship, number 3, status 400: Too far`.
fn description(group: &Group, code: &Code) -> String {
    let mut text = format!("group {}", group.key.value);
    if let Some(number) = code.number() {
        let _ = write!(text, ", number {number}");
    }
    let _ = write!(text, ", status {}", code.status.value);
    if !code.message.value.is_empty() {
        let _ = write!(text, ": {}", code.message.value);
    }
    text
}
