//! Matches the entries of two tables. Groups match by key, by shared codes or by enum. Codes match by name, by number and text,
//! or by texts.

use core::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::table::{Code, Group, Subject, Table};

/// A code with its group.
pub type Row<'a> = (&'a Group, &'a Code);

/// The entries that two tables have in common.
pub struct Pairs<'a> {
    /// Groups of both tables, in the order of the old table.
    pub groups: Vec<(&'a Group, &'a Group)>,
    /// Codes of both tables, in the order of the old table.
    pub codes: Vec<(Row<'a>, Row<'a>)>,
    /// Codes of the old table without a match in the new table.
    pub removed: Vec<Row<'a>>,
    /// Codes of the new table without a match in the old table.
    pub added: Vec<Row<'a>>,
    new_groups: HashMap<&'a str, &'a Group>,
    old_groups: HashMap<&'a str, &'a Group>,
    new_rows: HashMap<&'a str, Row<'a>>,
    old_rows: HashMap<&'a str, Row<'a>>,
}

impl<'a> Pairs<'a> {
    pub fn of(old: &'a Table, new: &'a Table) -> Self {
        let groups = groups(old, new);
        let mut pairs = Self {
            new_groups: groups.iter().map(|(old, new)| (old.key.value.as_str(), *new)).collect(),
            old_groups: groups.iter().map(|(old, new)| (new.key.value.as_str(), *old)).collect(),
            groups,
            codes: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
            new_rows: HashMap::new(),
            old_rows: HashMap::new(),
        };
        pairs.match_names(old, new);
        if !pairs.removed.is_empty() && !pairs.added.is_empty() {
            let texts = Texts::of(old, new);
            pairs.match_numbers(&texts);
            pairs.match_texts(&texts);
        }
        pairs.codes.sort_by_key(|((_, old), _)| old.name.span.start);
        pairs
    }

    /// Returns the group of the new table that matches a group of the old table.
    pub fn new_group(&self, old: &str) -> Option<&'a Group> {
        self.new_groups.get(old).copied()
    }

    /// Returns the key that a group of the old table has in the new table.
    pub fn new_key(&self, old: &str) -> Option<&'a str> {
        self.new_group(old).map(|group| group.key.value.as_str())
    }

    /// Returns the key that a group of the new table has in the old table.
    pub fn old_key(&self, new: &str) -> Option<&'a str> {
        self.old_groups.get(new).map(|group| group.key.value.as_str())
    }

    /// Returns the code of the new table that matches a code of the old table.
    pub fn new_row(&self, old: &str) -> Option<Row<'a>> {
        self.new_rows.get(old).copied()
    }

    /// Returns the code of the old table that matches a code of the new table.
    pub fn old_row(&self, new: &str) -> Option<Row<'a>> {
        self.old_rows.get(new).copied()
    }

    /// Returns the subject of the old table that matches a subject of the new table.
    pub fn old_subject(&self, new: Subject<&'a str>) -> Option<Subject<&'a str>> {
        match new {
            Subject::Code(name) => self.old_row(name).map(|(_, code)| Subject::Code(code.name.value.as_str())),
            Subject::Group(key) => self.old_key(key).map(Subject::Group),
            Subject::File | Subject::Retired(_) | Subject::Status(_) => Some(new),
        }
    }

    pub fn is_same_group(&self, old: &Group, new: &Group) -> bool {
        self.new_group(&old.key.value).is_some_and(|group| group.key.value == new.key.value)
    }

    fn match_names(&mut self, old: &'a Table, new: &'a Table) {
        let rows: HashMap<_, _> = new.codes().map(|row| (row.1.name.value.as_str(), row)).collect();
        for row in old.codes() {
            match rows.get(row.1.name.value.as_str()) {
                Some(new) => self.pair(row, *new),
                None => self.removed.push(row),
            }
        }
        self.added = new.codes().filter(|(_, code)| !self.old_rows.contains_key(code.name.value.as_str())).collect();
    }

    /// Matches removed and added codes that have the same number. Such a code was renamed if its message or its `when` is also
    /// the same, and no other code has that text. Otherwise the number has another meaning now.
    fn match_numbers(&mut self, texts: &Texts) {
        let number = |(group, code): Row<'a>| Some((group.key.value.as_str(), code.number()?));
        let added: HashMap<_, _> = self.added.iter().filter_map(|row| Some((number(*row)?, *row))).collect();
        let renamed = self.removed.iter().filter_map(|old| {
            let (key, numeric) = number(*old)?;
            let new = added.get(&(self.new_key(key)?, numeric))?;
            texts.share_unique(old.1, new.1).then_some((*old, *new))
        });
        self.rename(renamed.collect());
    }

    /// Matches removed and added codes that have the same message and `when`. Such a code was renamed if no other code has that
    /// message, or no other code has that `when`.
    fn match_texts(&mut self, texts: &Texts) {
        let mut added = HashMap::<_, Vec<Row<'a>>>::new();
        for row in &self.added {
            added.entry(normalized_texts(row.1)).or_default().push(*row);
        }
        let renamed = self.removed.iter().filter_map(|old| match added.get(&normalized_texts(old.1))?[..] {
            [new] => texts.share_unique(old.1, new.1).then_some((*old, new)),
            _ => None,
        });
        self.rename(renamed.collect());
    }

    fn rename(&mut self, renamed: Vec<(Row<'a>, Row<'a>)>) {
        for (old, new) in renamed {
            self.pair(old, new);
        }
        let Self { removed, added, new_rows, old_rows, .. } = self;
        removed.retain(|(_, code)| !new_rows.contains_key(code.name.value.as_str()));
        added.retain(|(_, code)| !old_rows.contains_key(code.name.value.as_str()));
    }

    fn pair(&mut self, old: Row<'a>, new: Row<'a>) {
        self.codes.push((old, new));
        self.new_rows.insert(&old.1.name.value, new);
        self.old_rows.insert(&new.1.name.value, old);
    }
}

/// For each message and for each `when`: the number of codes that have this text, in each table.
struct Texts {
    old: [HashMap<String, usize>; 2],
    new: [HashMap<String, usize>; 2],
}

impl Texts {
    fn of(old: &Table, new: &Table) -> Self {
        let [old, new] = [old, new].map(|table| {
            let mut counts = [HashMap::new(), HashMap::new()];
            for (_, code) in table.codes() {
                for (counts, text) in counts.iter_mut().zip(normalized_texts(code)) {
                    *counts.entry(text).or_default() += 1;
                }
            }
            counts
        });
        Self { old, new }
    }

    /// Returns whether two codes share a message or a `when` that no other code of either table has.
    fn share_unique(&self, old: &Code, new: &Code) -> bool {
        let texts = normalized_texts(old).into_iter().zip(normalized_texts(new));
        texts.zip(self.old.iter().zip(&self.new)).any(|((before, after), (old, new))| {
            before == after && !before.is_empty() && old.get(&before) == Some(&1) && new.get(&after) == Some(&1)
        })
    }
}

/// Returns the message and `when` of a code in lowercase, without punctuation.
fn normalized_texts(code: &Code) -> [String; 2] {
    [&code.message, &code.when].map(|text| {
        let words = text.value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").to_lowercase()
    })
}

/// Matches groups with the same key. Then it matches each removed group with the added group that shares the most codes with
/// it, or that has the same enum.
fn groups<'a>(old: &'a Table, new: &'a Table) -> Vec<(&'a Group, &'a Group)> {
    let by_key = |table: &'a Table| -> HashMap<_, _> {
        table.groups.iter().enumerate().map(|(at, group)| (group.key.value.as_str(), at)).collect()
    };
    let (old_keys, new_keys) = (by_key(old), by_key(new));
    let mut partners: Vec<Option<usize>> =
        old.groups.iter().map(|group| new_keys.get(group.key.value.as_str()).copied()).collect();

    let is_added = |group: &Group| !old_keys.contains_key(group.key.value.as_str());
    let added = || new.groups.iter().enumerate().filter(|(_, group)| is_added(group));
    let new_group_of: HashMap<_, _> =
        added().flat_map(|(at, group)| group.codes.iter().map(move |code| (code.name.value.as_str(), at))).collect();
    let enums: HashMap<_, _> = added()
        .filter(|(_, group)| !group.enum_name.value.is_empty())
        .map(|(at, group)| (group.enum_name.value.as_str(), at))
        .collect();
    // The number of codes that a removed group and an added group share. It is 0 if they share only the enum.
    let mut shared = HashMap::<(usize, usize), usize>::new();
    for (at, group) in old.groups.iter().enumerate().filter(|(at, _)| partners[*at].is_none()) {
        for new_at in group.codes.iter().filter_map(|code| new_group_of.get(code.name.value.as_str())) {
            *shared.entry((at, *new_at)).or_default() += 1;
        }
        if let Some(same_enum) = enums.get(group.enum_name.value.as_str()) {
            shared.entry((at, *same_enum)).or_default();
        }
    }
    let mut candidates: Vec<_> = shared.into_iter().collect();
    candidates.sort_by_key(|((old_at, new_at), shared)| {
        let same_enum = old.groups[*old_at].enum_name.value == new.groups[*new_at].enum_name.value;
        (Reverse((*shared, same_enum)), *old_at, *new_at)
    });
    let mut taken = HashSet::new();
    for ((old_at, new_at), _) in candidates {
        if partners[old_at].is_none() && taken.insert(new_at) {
            partners[old_at] = Some(new_at);
        }
    }
    let pairs = old.groups.iter().zip(partners);
    pairs.filter_map(|(old, partner)| Some((old, &new.groups[partner?]))).collect()
}
