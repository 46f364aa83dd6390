//! A table as a list of facts. A fact is one value with its subject, field and position. Changes, the
//! contract and the output of `diff --textconv` are made from facts. The patterns here are exhaustive, so a new field of the model is a compile error.

use std::borrow::Cow;

use super::finding::Subject;
use super::model::{Code, Group, Retired, Span, Spanned, Status, Table};

/// A field of a table's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The key of the entry itself.
    Name,
    Group,
    Numeric,
    Status,
    Reason,
    Default,
    Deprecated,
    Enum,
    Variant,
    Message,
    When,
    About,
    Since,
    Why,
}

impl Field {
    /// Returns the field's key in the file, or `name` for the key of the entry itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Group => "group",
            Self::Numeric => "numeric",
            Self::Status => "status",
            Self::Reason => "reason",
            Self::Default => "default",
            Self::Deprecated => "deprecated",
            Self::Enum => "enum",
            Self::Variant => "variant",
            Self::Message => "message",
            Self::When => "when",
            Self::About => "about",
            Self::Since => "since",
            Self::Why => "why",
        }
    }
}

/// One value of a table.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    pub subject: Subject<&'a str>,
    pub field: Field,
    pub value: Cow<'a, str>,
    pub span: &'a Span,
}

/// Returns all facts of a table: the groups with their codes, the statuses, and the retired entries, each in file order. The
/// first fact of an entry is its name.
pub fn facts(table: &Table) -> Vec<Fact<'_>> {
    let Table { statuses, groups, retired } = table;
    let mut facts = Vec::new();
    for Group { key, variant: _, enum_name, about, default, codes } in groups {
        let mut entry = Facts { subject: Subject::Group(&key.value), facts: &mut facts };
        entry.text(Field::Name, key);
        entry.text(Field::Enum, enum_name);
        entry.text(Field::About, about);
        entry.optional(Field::Default, default.as_ref());
        for code in codes {
            let Code { name, deprecated, variant, numeric, status, message, when } = code;
            let mut entry = Facts { subject: Subject::Code(&name.value), facts: &mut facts };
            entry.text(Field::Name, name);
            entry.add(Field::Group, Cow::Borrowed(&key.value), &name.span);
            entry.optional(Field::Deprecated, deprecated.as_ref());
            entry.text(Field::Variant, variant);
            entry.number(Field::Numeric, numeric.as_ref());
            entry.number(Field::Status, Some(status));
            entry.text(Field::Message, message);
            entry.text(Field::When, when);
        }
    }
    for Status { number, variant, reason, message, when } in statuses {
        let mut entry = Facts { subject: Subject::Status(number.value), facts: &mut facts };
        entry.number(Field::Name, Some(number));
        entry.text(Field::Variant, variant);
        entry.text(Field::Reason, reason);
        entry.optional(Field::Message, message.as_ref());
        entry.optional(Field::When, when.as_ref());
    }
    for Retired { name, group, numeric, since, why } in retired {
        let mut entry = Facts { subject: Subject::Retired(&name.value), facts: &mut facts };
        entry.text(Field::Name, name);
        entry.text(Field::Group, group);
        entry.number(Field::Numeric, numeric.as_ref());
        entry.text(Field::Since, since);
        entry.text(Field::Why, why);
    }
    facts
}

/// Collects the facts of one entry.
struct Facts<'a, 'f> {
    subject: Subject<&'a str>,
    facts: &'f mut Vec<Fact<'a>>,
}

impl<'a> Facts<'a, '_> {
    fn add(&mut self, field: Field, value: Cow<'a, str>, span: &'a Span) {
        self.facts.push(Fact { subject: self.subject, field, value, span });
    }

    fn text(&mut self, field: Field, text: &'a Spanned<String>) {
        self.add(field, Cow::Borrowed(&text.value), &text.span);
    }

    fn optional(&mut self, field: Field, text: Option<&'a Spanned<String>>) {
        if let Some(text) = text {
            self.text(field, text);
        }
    }

    fn number(&mut self, field: Field, number: Option<&'a Spanned<u16>>) {
        if let Some(number) = number {
            self.add(field, Cow::Owned(number.value.to_string()), &number.span);
        }
    }
}
