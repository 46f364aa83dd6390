//! What of one table is what of the other: groups by their keys or their codes, codes by their names, numbers or texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::{Code, Group, Table};

/// A code with its group.
pub type Row<'a> = (&'a Group, &'a Code);

/// The two tables, with what is the same in both side by side.
pub struct Pairs<'a> {
    pub groups: Vec<(&'a Group, &'a Group)>,
    pub codes: Vec<(Row<'a>, Row<'a>)>,
    /// Codes of the old table that are not in the new one.
    pub gone: Vec<Row<'a>>,
    /// Codes of the new table that are not in the old one.
    pub added: Vec<Row<'a>>,
    new_keys: BTreeMap<&'a str, &'a str>,
    old_keys: BTreeMap<&'a str, &'a str>,
    new_rows: BTreeMap<&'a str, Row<'a>>,
}

impl<'a> Pairs<'a> {
    pub fn of(old: &'a Table, new: &'a Table) -> Self {
        let groups = groups(old, new);
        let keys = |(old, new): &(&'a Group, &'a Group)| (old.key.value.as_str(), new.key.value.as_str());
        let mut pairs = Self {
            new_keys: groups.iter().map(keys).collect(),
            old_keys: groups.iter().map(keys).map(|(old, new)| (new, old)).collect(),
            groups,
            codes: Vec::new(),
            gone: Vec::new(),
            added: new.codes(),
            new_rows: BTreeMap::new(),
        };
        pairs.same_name(old);
        pairs.same_number();
        pairs.same_texts();
        pairs.new_rows = pairs.codes.iter().map(|((_, old), new)| (old.name.value.as_str(), *new)).collect();
        pairs
    }

    /// The key that a group of the old table has in the new one.
    pub fn new_key(&self, old: &str) -> Option<&'a str> {
        self.new_keys.get(old).copied()
    }

    /// The key that a group of the new table had in the old one.
    pub fn old_key(&self, new: &str) -> Option<&'a str> {
        self.old_keys.get(new).copied()
    }

    /// What a code of the old table is in the new one.
    pub fn new_row(&self, old: &str) -> Option<Row<'a>> {
        self.new_rows.get(old).copied()
    }

    pub fn is_same_group(&self, old: &Group, new: &Group) -> bool {
        self.new_key(&old.key.value) == Some(&new.key.value)
    }

    fn same_name(&mut self, old: &'a Table) {
        let mut added: BTreeMap<_, _> = self.added.drain(..).map(|row| (row.1.name.value.as_str(), row)).collect();
        for row in old.codes() {
            match added.remove(row.1.name.value.as_str()) {
                Some(new) => self.codes.push((row, new)),
                None => self.gone.push(row),
            }
        }
        self.added = added.into_values().collect();
        self.added.sort_by_key(|(_, code)| code.name.span.start);
    }

    /// A new name for a number is a rename, unless both texts are new too: then the number means something else.
    fn same_number(&mut self) {
        let number = |(group, code): Row<'a>| Some((group.key.value.as_str(), code.numeric.as_ref()?.value));
        let added: BTreeMap<_, _> = self.added.iter().filter_map(|row| Some((number(*row)?, *row))).collect();
        let renamed = self.gone.iter().filter_map(|old| {
            let (key, numeric) = number(*old)?;
            let new = added.get(&(self.new_key(key)?, numeric))?;
            let same = |text: fn(&Code) -> &str| text(old.1) == text(new.1);
            (same(|code| &code.message.value) || same(|code| &code.when.value)).then_some((*old, *new))
        });
        self.pair(renamed.collect());
    }

    /// A new name for the same message and `when` is a rename, if no other code has them.
    fn same_texts(&mut self) {
        let texts = |(_, code): Row<'a>| (code.message.value.as_str(), code.when.value.as_str());
        let by_texts = |rows: &[Row<'a>]| {
            let mut map = BTreeMap::<_, Vec<Row<'a>>>::new();
            for row in rows {
                map.entry(texts(*row)).or_default().push(*row);
            }
            map
        };
        let added = by_texts(&self.added);
        let renamed =
            by_texts(&self.gone).into_iter().filter_map(|(texts, gone)| match (&gone[..], &added.get(&texts)?[..]) {
                ([old], [new]) => Some((*old, *new)),
                _ => None,
            });
        self.pair(renamed.collect());
    }

    fn pair(&mut self, pairs: Vec<(Row<'a>, Row<'a>)>) {
        let (old, new): (BTreeSet<_>, BTreeSet<_>) =
            pairs.iter().map(|((_, old), (_, new))| (old.name.value.as_str(), new.name.value.as_str())).unzip();
        self.gone.retain(|(_, code)| !old.contains(code.name.value.as_str()));
        self.added.retain(|(_, code)| !new.contains(code.name.value.as_str()));
        self.codes.extend(pairs);
    }
}

/// Groups with the same key; then those whose key is gone, with new ones that have most of their codes, or their enum.
fn groups<'a>(old: &'a Table, new: &'a Table) -> Vec<(&'a Group, &'a Group)> {
    let with = |groups: &'a [Group], key: &str| groups.iter().find(|group| group.key.value == key);
    let mut pairs: Vec<_> =
        old.groups.iter().filter_map(|group| Some((group, with(&new.groups, &group.key.value)?))).collect();
    let mut gone: Vec<_> = old.groups.iter().filter(|group| with(&new.groups, &group.key.value).is_none()).collect();
    let mut added: Vec<_> = new.groups.iter().filter(|group| with(&old.groups, &group.key.value).is_none()).collect();
    while let Some((_, old, new)) = gone
        .iter()
        .flat_map(|old| added.iter().map(|new| (alike(old, new), *old, *new)))
        .filter(|(alike, ..)| *alike > (0, false))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
    {
        gone.retain(|group| group.key.value != old.key.value);
        added.retain(|group| group.key.value != new.key.value);
        pairs.push((old, new));
    }
    pairs
}

/// How many codes two groups share, and whether they share the enum.
fn alike(old: &Group, new: &Group) -> (usize, bool) {
    let names: BTreeSet<_> = old.codes.iter().map(|code| &code.name.value).collect();
    let shared = new.codes.iter().filter(|code| names.contains(&code.name.value)).count();
    (shared, old.enum_name.value == new.enum_name.value)
}
