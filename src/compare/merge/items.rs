//! The three-way merge of ordered items, each with a key: the tables of a file, or the fields of a table.

use std::collections::{HashMap, HashSet};

use super::{Merged, three_way};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: String,
    /// The family within which an addition goes after the other side's additions.
    pub(super) family: String,
    /// The comments and empty lines above.
    pub(super) lead: String,
    pub(super) text: String,
}

/// The same item of all three versions, where they have it.
#[derive(Clone, Copy, Default)]
struct Versions<'a> {
    base: Option<&'a Item>,
    ours: Option<&'a Item>,
    theirs: Option<&'a Item>,
}

impl Versions<'_> {
    /// Whether the merged text has the item, or a conflict about it.
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

/// Merges items. `texts` merges the texts of an item that both sides changed, from base, ours and theirs.
pub(super) fn merge(
    [base, ours, theirs]: [&[Item]; 3],
    texts: fn([&str; 3], &str, &mut Merged),
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
                    // Two additions differ in what is above them, which is no conflict.
                    None if base.is_none() => merged.text.push_str(&leads[1]),
                    None => merged.conflict(&leads[1], &leads[2], format!("the comments above {name}")),
                }
                let base = base.map_or("", |base| base.text.as_str());
                match three_way(base, &ours.text, &theirs.text) {
                    Some(text) => merged.text.push_str(text),
                    None => texts([base, &ours.text, &theirs.text], &name, merged),
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
                    merged.conflict(ours, theirs, format!("{name} was changed, and removed"));
                }
            }
            (None, None) => {}
        }
    }
}

/// Returns the kept items, in the order of the side that reordered them, with the other side's additions behind what they
/// followed there.
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
            merged.notes.push(format!("both sides reordered {within}; the order is that of this side"));
            (ours, theirs)
        }
    };
    // The other side's additions, by the item of the main side that they follow.
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
        // Additions of both sides at one place: the main side's come first, if they are of one family.
        let goes_on = is_added(item) && pending.first().is_some_and(|first| first.family == item.family);
        if !goes_on {
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
