//! Splits a table's text into its tables, and a table into its fields, each with the comments above.

use toml::de::DeTable;

use super::items::Item;

/// A file as tables, and what follows the last one.
pub(super) struct Sections {
    pub(super) items: Vec<Item>,
    pub(super) tail: String,
}

/// Splits a file. Returns `None` where it has fields outside of tables, a header of another form, or a table twice.
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

/// Splits the text of a table into its header and its fields.
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

/// Returns the lines, each with a line end.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.split_inclusive('\n').map(|line| if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") })
}

/// Returns the name of a field whose line begins with it.
fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim();
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(name)
}

/// Returns the keys of a table's header.
fn header(line: &str) -> Option<Vec<String>> {
    let root = DeTable::parse(line).ok()?;
    let mut path = Vec::new();
    let mut table = root.get_ref();
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        table = value.get_ref().as_table()?;
    }
    Some(path).filter(|path| !path.is_empty())
}
