//! Small edits of the sample table, like those that a person makes.

use std::collections::BTreeMap;

use Edit::{Add, Back, Drop, Front, Rekey, Remove, Rename, Set, Swap, Text};

pub(crate) const SAMPLE: &str = include_str!("../tool/sample.toml");

/// A change of the file. TOML tables are named by their headers.
#[derive(Clone, Copy)]
pub(crate) enum Edit {
    /// Header, field, value: the field gets the value. The value is in TOML.
    Set(&'static str, &'static str, &'static str),
    /// Header, field: the field is removed.
    Drop(&'static str, &'static str),
    /// A table is removed.
    Remove(&'static str),
    /// Header, fields: a table is added at the end.
    Add(&'static str, &'static str),
    /// Old and new header: the table gets the new header.
    Rename(&'static str, &'static str),
    /// Old and new key: the key of a group changes in all its headers and retired entries.
    Rekey(&'static str, &'static str),
    /// Two tables swap their positions.
    Swap(&'static str, &'static str),
    /// A table moves to the top of the file.
    Front(&'static str),
    /// A table moves to the end of the file.
    Back(&'static str),
    /// Old and new string: all occurrences in the file are replaced.
    Text(&'static str, &'static str),
}

/// Returns the sample after the edits.
pub(crate) fn edited_sample(edits: &[Edit]) -> String {
    let mut text = SAMPLE.trim_end().to_owned();
    let mut renamed = BTreeMap::new();
    for edit in edits {
        // An earlier edit may have renamed the table.
        let now = |header: &'static str| *renamed.get(header).unwrap_or(&header);
        let mut tables: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let find = |tables: &[String], header: &str| {
            let line = format!("[{header}]");
            let found = tables.iter().position(|table| table.lines().next() == Some(&line));
            found.unwrap_or_else(|| panic!("no [{header}]"))
        };
        match *edit {
            Set(header, field, value) => {
                let at = find(&tables, now(header));
                let line = format!("{field} = {value}");
                let mut lines: Vec<_> = tables[at].lines().map(str::to_owned).collect();
                match lines.iter().position(|line| line.starts_with(&format!("{field} = "))) {
                    Some(old) => lines[old] = line,
                    None => lines.push(line),
                }
                tables[at] = lines.join("\n");
            }
            Drop(header, field) => {
                let at = find(&tables, now(header));
                let lines: Vec<_> =
                    tables[at].lines().filter(|line| !line.starts_with(&format!("{field} = "))).collect();
                assert_ne!(lines.len(), tables[at].lines().count(), "no {field} in [{header}]");
                tables[at] = lines.join("\n");
            }
            Remove(header) => drop(tables.remove(find(&tables, now(header)))),
            Add(header, fields) => tables.push(format!("[{header}]\n{fields}")),
            Rename(header, new) => {
                let at = find(&tables, now(header));
                tables[at] = tables[at].replacen(&format!("[{}]", now(header)), &format!("[{new}]"), 1);
                renamed.insert(header, new);
            }
            Rekey(key, new) => {
                for table in &mut tables {
                    *table = table
                        .replacen(&format!("[{key}]"), &format!("[{new}]"), 1)
                        .replacen(&format!("[{key}."), &format!("[{new}."), 1)
                        .replace(&format!("group = \"{key}\""), &format!("group = \"{new}\""));
                    let header = table.lines().next().and_then(|line| line.strip_prefix(&format!("[{new}.")[..]));
                    if let Some(code) = header.and_then(|rest| rest.strip_suffix(']')) {
                        renamed.insert(leak(format!("{key}.{code}")), leak(format!("{new}.{code}")));
                    }
                }
                renamed.insert(key, new);
            }
            Swap(one, other) => {
                let (one, other) = (find(&tables, now(one)), find(&tables, now(other)));
                tables.swap(one, other);
            }
            Front(header) => {
                let table = tables.remove(find(&tables, now(header)));
                tables.insert(1, table);
            }
            Back(header) => {
                let table = tables.remove(find(&tables, now(header)));
                tables.push(table);
            }
            Text(from, to) => {
                assert!(text.contains(from), "no {from}");
                text = text.replace(from, to);
                continue;
            }
        }
        text = tables.join("\n\n");
    }
    text + "\n"
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
