//! Splits the text of `codes.toml` into its TOML tables, and a TOML table into its fields. Each part has the comments above it.

use super::items::Item;
use crate::table::tree;

/// The TOML tables of a file.
pub(super) struct Sections {
    pub(super) items: Vec<Item>,
    /// The comments and empty lines after the last table.
    pub(super) tail: String,
}

/// Splits a file. Returns `None` if a field is outside of the tables, if a line begins with `[` but is not a header, or if two
/// tables have the same name.
pub(super) fn split(text: &str) -> Option<Sections> {
    let mut items: Vec<Item> = Vec::new();
    let mut above = String::new();
    for line in lines(text) {
        let trimmed = line.trim_start();
        if trimmed.starts_with('[') {
            let path = header(trimmed)?;
            let family = path[0].clone();
            let lead = core::mem::take(&mut above);
            items.push(Item { key: path.join("."), family, lead, text: line });
        } else if trimmed.is_empty() || trimmed.starts_with('#') {
            above.push_str(&line);
        } else {
            let table = items.last_mut()?;
            table.text.push_str(&core::mem::take(&mut above));
            table.text.push_str(&line);
        }
    }
    let mut keys: Vec<_> = items.iter().map(|item| &item.key).collect();
    keys.sort_unstable();
    let is_unique = keys.windows(2).all(|pair| pair[0] != pair[1]);
    is_unique.then_some(Sections { items, tail: above })
}

/// Splits the text of a TOML table into its header and its fields.
pub(super) fn fields(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut lead = String::new();
    for line in lines(text) {
        let trimmed = line.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            lead.push_str(&line);
            continue;
        }
        let key = if items.is_empty() { Some("header") } else { field_name(trimmed) };
        match (key, items.last_mut()) {
            (None, Some(previous)) => {
                previous.text.push_str(&core::mem::take(&mut lead));
                previous.text.push_str(&line);
            }
            (key, _) => {
                let key = key.unwrap_or_default().to_owned();
                items.push(Item { key, family: String::new(), lead: core::mem::take(&mut lead), text: line });
            }
        }
    }
    items
}

/// Returns the lines. Adds the line end that the last line may lack.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.split_inclusive('\n').map(|line| if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") })
}

/// Returns the name of the field that begins in a line.
fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(name)
}

/// Returns the keys in the header of a TOML table.
fn header(line: &str) -> Option<Vec<String>> {
    let parsed = tree::parse(line);
    let mut path = Vec::new();
    let mut table = parsed.tree.root();
    while let Some(entry) = table.first() {
        path.push(entry.key.value.to_string());
        table = parsed.tree.table(entry)?;
    }
    Some(path).filter(|path| parsed.syntax_errors.is_empty() && !path.is_empty())
}
