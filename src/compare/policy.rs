//! Which release may have which change.

use super::rules;
use crate::table::{Rule, Severity};

/// The releases that may have the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    /// In every release: nothing that worked breaks.
    Always,
    /// In a breaking release.
    InBreakingRelease,
    /// In no release.
    Never,
}

/// Changes that no release may have: what was retired never comes back, and is never forgotten.
const NEVER: [&Rule; 4] =
    [&rules::RETIRED_NAME_BACK, &rules::RETIRED_NUMBER_BACK, &rules::RETIRED_DROPPED, &rules::RECORD_DROPPED];

impl Passes {
    pub fn of(rule: &Rule) -> Self {
        match rule.severity {
            _ if NEVER.contains(&rule) => Self::Never,
            Severity::Patch | Severity::Minor => Self::Always,
            Severity::Major => Self::InBreakingRelease,
            Severity::Error => Self::Never,
        }
    }
}
