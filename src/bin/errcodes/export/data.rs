//! The data of an export. The format `json` prints it, and the templates read it.

#![allow(clippy::struct_field_names, reason = "the field that identifies an entry is named like its struct")]

use minijinja::Value;
use serde::{Serialize, Serializer};

use errcodes::table::{self, Table, contract};

/// The version of this structure: a number that increases if a field is renamed or removed, or gets another meaning.
const SCHEMA: u32 = 1;

/// A whole table. Every field is always present. A value that the table does not have is `null`.
#[derive(Serialize)]
pub struct Data {
    pub schema: u32,
    /// The program that wrote the export.
    pub generator: &'static str,
    /// The version of the crate that the table belongs to.
    pub version: Option<String>,
    /// The hash of the contract, as 16 hexadecimal digits. It is the `FINGERPRINT` of the library.
    pub fingerprint: Name,
    pub statuses: Vec<Status>,
    pub groups: Vec<Group>,
    pub codes: Vec<Code>,
    pub retired: Vec<Retired>,
}

/// A listed HTTP status. If it has a message, the API also sends it without an errorCode.
#[derive(Serialize)]
pub struct Status {
    pub status: u16,
    pub variant: Name,
    pub reason: String,
    pub message: Option<String>,
    pub when: Option<String>,
}

#[derive(Serialize)]
pub struct Group {
    pub group: Name,
    pub r#enum: Name,
    pub variant: Name,
    pub about: String,
    /// Whether the codes of the group have numbers.
    pub numeric: bool,
    /// The code that a missing number means.
    pub default: Option<Name>,
    /// The errorCodes of the group. In [`Data::codes`], they are next to each other, in the same order.
    pub codes: Vec<Name>,
}

#[derive(Serialize)]
pub struct Code {
    pub code: Name,
    pub group: Name,
    pub status: u16,
    pub reason: String,
    pub message: String,
    pub when: String,
    pub numeric: Option<u16>,
    /// The replacement of a deprecated code, as a sentence.
    pub deprecated: Option<String>,
    pub variant: Name,
}

/// A retired errorCode, which may have a retired number. Neither of them may be used again.
#[derive(Serialize)]
pub struct Retired {
    pub code: Name,
    pub group: Name,
    pub numeric: Option<u16>,
    pub since: String,
    pub why: String,
}

/// A name of ASCII letters, digits and underscores. A template may print a name without a filter.
pub struct Name(pub String);

impl Name {
    fn of(text: &str) -> Self {
        debug_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{text}");
        Self(text.to_owned())
    }
}

impl Serialize for Name {
    /// Serializes to a string that is marked as escaped for templates.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

impl Data {
    pub fn new(table: &Table, version: Option<String>) -> Self {
        let table::Table { statuses, groups, retired } = table;
        let text = |text: &Option<table::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let number = |number: &Option<table::Spanned<u16>>| number.as_ref().map(|number| number.value);
        let statuses = statuses.iter().map(|status| {
            let table::Status { number, variant, reason, message, when } = status;
            Status {
                status: number.value,
                variant: Name::of(&variant.value),
                reason: reason.value.clone(),
                message: text(message),
                when: text(when),
            }
        });
        let codes = table.codes().map(|(group, code)| {
            let table::Code { name, deprecated, variant, numeric, status, message, when } = code;
            Code {
                code: Name::of(&name.value),
                group: Name::of(&group.key.value),
                status: status.value,
                reason: table.reason(status.value).to_owned(),
                message: message.value.clone(),
                when: when.value.clone(),
                numeric: number(numeric),
                deprecated: text(deprecated),
                variant: Name::of(&variant.value),
            }
        });
        let groups = groups.iter().map(|group| {
            let table::Group { key, variant, enum_name, about, default, codes } = group;
            Group {
                group: Name::of(&key.value),
                r#enum: Name::of(&enum_name.value),
                variant: Name::of(variant),
                about: about.value.clone(),
                numeric: group.is_numeric(),
                default: default.as_ref().map(|default| Name::of(&default.value)),
                codes: codes.iter().map(|code| Name::of(&code.name.value)).collect(),
            }
        });
        let retired = retired.iter().map(|retired| {
            let table::Retired { name, group, numeric, since, why } = retired;
            Retired {
                code: Name::of(&name.value),
                group: Name::of(&group.value),
                numeric: number(numeric),
                since: since.value.clone(),
                why: why.value.clone(),
            }
        });
        Self {
            schema: SCHEMA,
            generator: concat!("errcodes ", env!("CARGO_PKG_VERSION")),
            version,
            fingerprint: Name::of(&format!("{:016x}", contract::fingerprint(&contract::lines(table)))),
            statuses: statuses.collect(),
            groups: groups.collect(),
            codes: codes.collect(),
            retired: retired.collect(),
        }
    }
}
