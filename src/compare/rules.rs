//! The rules of the comparison of two tables, and the rules of a lock.

use crate::table::finding::rules;
use crate::table::{Rule, Severity};

rules! {
    CODE_REMOVED: Major "code-removed" "an errorCode was removed";
    CODE_RENAMED: Major "code-renamed" "an errorCode was renamed: a new one has the same texts, or the same number and one same text";
    CODE_MOVED: Major "code-moved" "an errorCode moved to another group";
    NUMBER_CHANGED: Major "number-changed" "the number of an errorCode changed";
    NUMBER_SHIFTED: Major "number-shifted" "several numbers of a group changed by the same amount";
    NUMBER_SWAPPED: Major "number-swapped" "errorCodes of a group exchanged their numbers";
    NUMBER_REUSED: Major "number-reused" "a number means another errorCode";
    NUMBER_REMOVED: Major "number-removed" "the number of an errorCode was removed";
    STATUS_CHANGED: Major "status-changed" "the HTTP status of an errorCode changed";
    REASON_CHANGED: Major "reason-changed" "the reason phrase of an HTTP status changed";
    STATUS_REMOVED: Major "status-removed" "an HTTP status was removed";
    DEFAULT_CHANGED: Major "default-changed" "the default of a group changed";
    DEFAULT_REMOVED: Major "default-removed" "the default of a group was removed";
    GROUP_RENAMED: Major "group-renamed" "the key of a group changed";
    GROUP_REMOVED: Major "group-removed" "a group and its enum were removed";
    ENUM_RENAMED: Major "enum-renamed" "the Rust enum of a group was renamed";
    VARIANT_RENAMED: Major "variant-renamed" "the Rust variant of an errorCode or status was renamed";
    RETIRED_NAME_BACK: Major "retired-name-back" "a retired errorCode is in use again";
    RETIRED_NUMBER_BACK: Major "retired-number-back" "a retired number is in use again";
    RETIRED_DROPPED: Major "retired-dropped" "the table no longer retires an errorCode or number";
    RETIRED_NUMBER_LOST: Major "retired-number-lost" "an errorCode was retired without its number";
    RECORD_DROPPED: Major "record-dropped" "the lock no longer records a retired errorCode or number";
    CODE_ADDED: Minor "code-added" "an errorCode was added";
    NUMBER_ADDED: Minor "number-added" "an errorCode got a number";
    STATUS_ADDED: Minor "status-added" "an HTTP status was added";
    ANSWER_ADDED: Minor "answer-added" "the API can answer with a status without an errorCode";
    ANSWER_REMOVED: Minor "answer-removed" "the API no longer answers with a status without an errorCode";
    DEFAULT_ADDED: Minor "default-added" "a group got a default";
    GROUP_ADDED: Minor "group-added" "a group and its enum were added";
    DEPRECATED: Minor "deprecated" "an errorCode was deprecated";
    UNDEPRECATED: Minor "undeprecated" "an errorCode is no longer deprecated";
    MESSAGE_REWORDED: Patch "message-reworded" "a `message` was reworded";
    WHEN_REWORDED: Patch "when-reworded" "a `when` was reworded";
    ABOUT_REWORDED: Patch "about-reworded" "the `about` of a group was reworded";
    DEPRECATION_REWORDED: Patch "deprecation-reworded" "a `deprecated` was reworded";
    RETIRED_ADDED: Patch "retired-added" "an unused errorCode or number was retired";
    RETIRED_REWORDED: Patch "retired-reworded" "a retired entry was reworded";
    REORDERED: Patch "reordered" "the order of errorCodes, groups or statuses changed";
    MISSING_LOCK: Error "missing-lock" "the table must have a lock";
    INVALID_LOCK: Error "invalid-lock" "each line of the lock, except comments, must be one record";
    CUT_LOCK: Error "cut-lock" "the lock must be complete, with `end` as its last line";
    OUTDATED_LOCK: Error "outdated-lock" "the lock must have the current format";
    CONTRADICTING_RECORDS: Error "contradicting-records" "the lock must not contain contradicting records";
    LOCK_VERSION: Error "lock-version" "the lock and the crate must have compatible versions";
    OTHER_TABLE: Error "other-table" "the lock must belong to this table";
    NOT_RECORDED: Error "not-recorded" "the lock must record the whole contract of the table";
}

/// Returns a rule's position in [`ALL`].
pub(super) fn position(rule: &Rule) -> usize {
    ALL.iter().position(|other| *other == rule).unwrap_or(ALL.len())
}

/// The releases that may have the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowedIn {
    EveryRelease,
    BreakingReleases,
    NoRelease,
}

/// Changes that no release may have. A retired name or number must stay retired and recorded.
const NEVER_ALLOWED: [&Rule; 5] =
    [&RETIRED_NAME_BACK, &RETIRED_NUMBER_BACK, &RETIRED_DROPPED, &RETIRED_NUMBER_LOST, &RECORD_DROPPED];

impl AllowedIn {
    pub fn of(rule: &Rule) -> Self {
        match rule.severity {
            _ if NEVER_ALLOWED.contains(&rule) => Self::NoRelease,
            Severity::Patch | Severity::Minor => Self::EveryRelease,
            Severity::Major => Self::BreakingReleases,
            Severity::Error => Self::NoRelease,
        }
    }
}

/// Returns whether a release may have a finding of a rule. `allowed` is `Major` in a breaking release, and lower in other releases.
pub fn is_allowed(rule: &Rule, allowed: Severity) -> bool {
    match AllowedIn::of(rule) {
        AllowedIn::EveryRelease => true,
        AllowedIn::BreakingReleases => allowed >= Severity::Major,
        AllowedIn::NoRelease => false,
    }
}
