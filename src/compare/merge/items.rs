//! The three-way merge of ordered items. An item is a table of a file, or a field of a table.

use std::collections::{HashMap, HashSet};

use super::{Merged, three_way};

/// A part of a text, with a key that is unique in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: String,
    /// The part of the key that related items share. If both sides add items at the same place, items of one family stay
    /// together.
    pub(super) family: String,
    /// The comments and empty lines above the item.
    pub(super) lead: String,
    pub(super) text: String,
}

/// The same item in all versions of the text that have it.
#[derive(Clone, Copy, Default)]
struct Versions<'a> {
    base: Option<&'a Item>,
    ours: Option<&'a Item>,
    theirs: Option<&'a Item>,
}

impl Versions<'_> {
    /// Returns whether the merged text has the item or a conflict about the item.
    fn is_kept(self) -> bool {
        let is_changed =
            |side: &Item| self.base.is_none_or(|base| base.text != side.text || base.lead.trim() != side.lead.trim());
        match (self.ours, self.theirs) {
            (Some(_), Some(_)) => true,
            (Some(side), None) | (None, Some(side)) => is_changed(side),
            (None, None) => false,
        }
    }
}

/// Merges items. If both sides changed an item, `merge_texts` merges its texts. `within` is the name of the table that has the
/// items, or empty.
pub(super) fn merge(
    [base, ours, theirs]: [&[Item]; 3],
    merge_texts: fn([&str; 3], &str, &mut Merged),
    within: &str,
    merged: &mut Merged,
) {
    let mut versions = HashMap::<&str, Versions<'_>>::new();
    for item in base {
        versions.entry(&item.key).or_default().base = Some(item);
    }
    for item in ours {
        versions.entry(&item.key).or_default().ours = Some(item);
    }
    for item in theirs {
        versions.entry(&item.key).or_default().theirs = Some(item);
    }
    for item in order([base, ours, theirs], &versions, within, merged) {
        let Versions { base, ours, theirs } = versions[item.key.as_str()];
        let name = if within.is_empty() { item.key.clone() } else { format!("`{}` of {within}", item.key) };
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => {
                let lead = |item: Option<&Item>| item.map_or("", |item| item.lead.as_str()).to_owned();
                let leads = [lead(base), lead(Some(ours)), lead(Some(theirs))];
                match three_way(&leads[0], &leads[1], &leads[2]) {
                    Some(lead) => merged.text.push_str(lead),
                    // Two added items may have different comments without a conflict.
                    None if base.is_none() => merged.text.push_str(&leads[1]),
                    None => merged.conflict(&leads[1], &leads[2], format!("the comments above {name}")),
                }
                let base = base.map_or("", |base| base.text.as_str());
                match three_way(base, &ours.text, &theirs.text) {
                    Some(text) => merged.text.push_str(text),
                    None => merge_texts([base, &ours.text, &theirs.text], &name, merged),
                }
            }
            (Some(side), None) | (None, Some(side)) => {
                let comments = side.lead.trim_start_matches(['\n', '\r']);
                merged.text.push_str(&side.lead[..side.lead.len() - comments.len()]);
                let text = format!("{comments}{}", side.text);
                let (ours, theirs) = if ours.is_some() { (text.as_str(), "") } else { ("", text.as_str()) };
                if base.is_none() {
                    merged.text.push_str(&text);
                } else {
                    merged.conflict(ours, theirs, format!("{name} was changed on one side and removed on the other"));
                }
            }
            (None, None) => {}
        }
    }
}

/// Returns the kept items in the order of one side, the main side: the side that reordered the items, or ours if none or both
/// did. If only the other side has an item, the item is put after the item that it follows on that side.
fn order<'a>(
    [base, ours, theirs]: [&'a [Item]; 3],
    versions: &HashMap<&str, Versions<'_>>,
    within: &str,
    merged: &mut Merged,
) -> Vec<&'a Item> {
    let is_common = |item: &&&Item| {
        let versions = versions[item.key.as_str()];
        versions.base.is_some() && versions.ours.is_some() && versions.theirs.is_some()
    };
    let [base_order, our_order, their_order] =
        [base, ours, theirs].map(|items| items.iter().filter(|item| is_common(&item)).map(|item| &item.key).collect());
    let (main, other): (&[Item], &[Item]) = match three_way::<&Vec<_>>(&base_order, &our_order, &their_order) {
        Some(order) if *order == our_order => (ours, theirs),
        Some(_) => (theirs, ours),
        None => {
            let within = if within.is_empty() { "the tables" } else { within };
            merged.notes.push(format!("both sides reordered {within}; the result has the order of this side"));
            (ours, theirs)
        }
    };
    // The additions of the other side, by the item of the main side that they follow.
    let in_main: HashSet<_> = main.iter().map(|item| item.key.as_str()).collect();
    let mut additions = HashMap::<Option<&str>, Vec<&Item>>::new();
    let mut anchor = None;
    for item in other {
        if in_main.contains(item.key.as_str()) {
            anchor = Some(item.key.as_str());
        } else if versions[item.key.as_str()].is_kept() {
            additions.entry(anchor).or_default().push(item);
        }
    }
    let is_added = |item: &Item| versions[item.key.as_str()].base.is_none();
    let mut ordered = additions.remove(&None).unwrap_or_default();
    let mut pending: Vec<&Item> = Vec::new();
    for item in main {
        // If both sides added items of one family at the same place, the additions of the main side come first.
        let is_same_place = is_added(item) && pending.first().is_some_and(|first| first.family == item.family);
        if !is_same_place {
            ordered.append(&mut pending);
        }
        if versions[item.key.as_str()].is_kept() {
            ordered.push(item);
        }
        pending.extend(additions.remove(&Some(item.key.as_str())).unwrap_or_default());
    }
    ordered.append(&mut pending);
    ordered
}
