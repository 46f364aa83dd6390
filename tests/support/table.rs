//! An independent reader of `codes.toml`. Tests use it, because they check the reader of the crate.

use std::path::PathBuf;

use toml::{Table, Value};

/// A code. Its field `deprecated` is not read.
#[derive(Debug)]
pub struct Code {
    pub name: String,
    pub variant: String,
    pub numeric: Option<u16>,
    pub status: u16,
    pub reason: String,
    pub message: String,
    pub when: String,
}

/// A group and its codes, in file order.
#[derive(Debug)]
pub struct Group {
    pub key: String,
    pub enum_name: String,
    pub default: Option<String>,
    pub codes: Vec<Code>,
}

impl Group {
    pub fn is_numeric(&self) -> bool {
        self.codes.iter().any(|code| code.numeric.is_some())
    }
}

#[derive(Debug)]
pub struct Status {
    pub number: u16,
    pub reason: String,
    pub message: Option<String>,
}

#[derive(Debug)]
pub struct Codes {
    pub statuses: Vec<Status>,
    pub groups: Vec<Group>,
}

impl Codes {
    pub fn all(&self) -> impl Iterator<Item = (&Group, &Code)> {
        self.groups.iter().flat_map(|group| group.codes.iter().map(move |code| (group, code)))
    }
}

/// Returns the path of the crate's `codes.toml`. `depth` is the number of folders from the crate down to this package.
pub fn path(depth: usize) -> PathBuf {
    let mut path = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    path.extend((0..depth).map(|_| ".."));
    path.join("codes.toml")
}

/// Reads the table. The crate's build has already validated it.
pub fn read(depth: usize) -> Codes {
    let path = path(depth);
    parse(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Parses a valid table.
pub fn parse(text: &str) -> Codes {
    let table: Table = text.parse().unwrap_or_else(|error| panic!("{error}"));
    let statuses: Vec<Status> = tables(table["status"].as_table().expect("a table"))
        .map(|(number, fields)| Status {
            number: number.parse().expect("a number"),
            reason: required(fields, "reason"),
            message: text_of(fields, "message"),
        })
        .collect();
    let code = |(name, fields): (&String, &Table)| {
        let status = number_of(fields, "status").expect("a status");
        Code {
            name: name.clone(),
            variant: text_of(fields, "variant").unwrap_or_else(|| camel_case(name)),
            numeric: number_of(fields, "numeric"),
            status,
            reason: statuses.iter().find(|listed| listed.number == status).expect("a listed status").reason.clone(),
            message: required(fields, "message"),
            when: required(fields, "when"),
        }
    };
    let groups = tables(&table)
        .filter(|(key, _)| *key != "status" && *key != "retired")
        .map(|(key, group)| Group {
            key: key.clone(),
            enum_name: required(group, "enum"),
            default: text_of(group, "default"),
            codes: tables(group).map(code).collect(),
        })
        .collect();
    Codes { statuses, groups }
}

fn tables(table: &Table) -> impl Iterator<Item = (&String, &Table)> {
    table.iter().filter_map(|(key, value)| Some((key, value.as_table()?)))
}

fn text_of(fields: &Table, field: &str) -> Option<String> {
    fields.get(field).and_then(Value::as_str).map(str::to_owned)
}

fn required(fields: &Table, field: &str) -> String {
    text_of(fields, field).unwrap_or_else(|| panic!("no `{field}` in {fields:?}"))
}

fn number_of(fields: &Table, field: &str) -> Option<u16> {
    fields.get(field).and_then(Value::as_integer).map(|number| number.try_into().expect("a 16-bit number"))
}

fn camel_case(words: &str) -> String {
    words
        .split('_')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
        })
        .collect()
}
