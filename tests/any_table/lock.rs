//! Compares `codes.toml` with `tests/codes.lock`, and tests every way to break a promise.

use std::fs;
use std::path::Path;

use lock::{Kind, Lock, Version};
use table::{Retired, Spanned, Table};

#[path = "../src/bin/errcodes/lock.rs"]
mod lock;
#[path = "../src/table/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the build script and the tool use the other items")]
mod table;

const TABLE: &str = "codes.toml";

#[test]
fn the_table_matches_the_lock() {
    let (source, table) = table();
    let Ok(text) = fs::read_to_string(folder().join(lock::PATH)) else {
        panic!("\n\n{}\n", lock::missing(lock::PATH));
    };
    let lock = lock::parse(&text, lock::PATH).unwrap_or_else(|error| panic!("\n\n{error}\n"));
    if let Some(mismatch) = lock::mismatch(&lock, &table, lock::PATH) {
        panic!("\n\n{TABLE}: {mismatch}\n");
    }
    let gaps = lock::compare(&lock, &table, &version());
    let lines: Vec<_> = gaps.iter().map(|gap| gap.line(TABLE, &source, lock::PATH)).collect();
    assert!(lines.is_empty(), "\n\n{TABLE} and {} disagree:\n\n{}\n", lock::PATH, lines.join("\n\n"));
}

#[test]
fn a_new_lock_matches_its_table_and_is_stable() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let lock = read(&text);
    assert!(lock::compare(&lock, &table, &version()).is_empty());
    assert_eq!(lock::write(Some(&lock), &table, &version()), text);
    let promises = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    assert!(promises.clone().is_sorted(), "{text}");
    assert_eq!(promises.count(), table::contract::lines(&table).len() + table.retired.len());
}

#[test]
fn rewording_and_reordering_do_not_change_the_lock() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let mut other = table.clone();
    other.groups.reverse();
    other.statuses.reverse();
    for group in &mut other.groups {
        group.about.value.push('!');
        group.codes.reverse();
        for code in &mut group.codes {
            code.message.value.push('!');
            code.when.value.push('!');
            code.deprecated = Some(some("Use another."));
        }
    }
    assert!(lock::compare(&read(&text), &other, &version()).is_empty());
    assert_eq!(lock::write(Some(&read(&text)), &other, &version()), text);
}

#[test]
fn a_table_of_another_api_is_a_mismatch() {
    let (_, table) = table();
    let lock = read(&lock::write(None, &table, &version()));
    let mut other = table.clone();
    for code in other.groups.iter_mut().flat_map(|group| &mut group.codes) {
        code.name.value.push_str("_THERE");
    }
    let says = lock::mismatch(&lock, &other, lock::PATH).expect("the tables have no code in common");
    assert!(says.contains("delete the lock and start one") && says.contains(&never_released()), "{says}");
    other.groups[0].codes[0].name.value = table.groups[0].codes[0].name.value.clone();
    assert!(lock::mismatch(&lock, &other, lock::PATH).is_none());
    assert!(lock::mismatch(&lock, &table, lock::PATH).is_none());
}

/// Breaks each promise of the table in each way, one at a time.
#[test]
fn every_broken_promise_is_reported_with_both_positions_and_help() {
    let (source, table) = table();
    let text = lock::write(None, &table, &version());
    let lock = read(&text);
    let broken = each_promise_broken(&table);
    assert!(broken.len() >= 5 * table.codes().len().min(table.groups.len()));
    for (name, changed) in broken {
        let gaps = lock::compare(&lock, &changed, &version());
        assert!(gaps.iter().any(|gap| gap.kind == Kind::TakenBack), "{name}");
        for gap in gaps {
            let line = gap.line(TABLE, &source, lock::PATH);
            let numbers = line.strip_prefix("codes.toml:").and_then(|rest| rest.split_once(" and tests/codes.lock:"));
            let (table_place, rest) = numbers.unwrap_or_else(|| panic!("{line}"));
            let (row, column) = table_place.split_once(':').unwrap();
            let in_lock: usize = rest.split_once(": ").unwrap().0.parse().unwrap();
            assert!(row.parse::<usize>().unwrap() <= source.split(|&byte| byte == b'\n').count());
            assert!(column.parse::<usize>().unwrap() > 0);
            assert!((3..=text.lines().count() + 1).contains(&in_lock), "{line}");
            assert!(line.contains(&name), "{name}: {line}");
            assert!(line.contains(lock::COMMAND), "{line}");
            assert_eq!(gap.may_be_recorded, gap.kind == Kind::New, "{line}");
            assert_eq!(line.ends_with(&never_released()), gap.kind != Kind::New, "{line}");
            if gap.kind == Kind::TakenBack {
                assert!(line.contains(&format!("set `version = \"{}\"`", next_breaking())), "{line}");
                assert!(text.lines().nth(in_lock - 1).unwrap().contains(&name), "{line}");
            }
        }
    }
}

/// A breaking version records the change and keeps every removed name and number.
#[test]
fn a_breaking_version_may_remove_but_never_reuse() {
    let (_, table) = table();
    let lock = read(&lock::write(None, &table, &version()));
    let breaking = Version::parse(&next_breaking()).unwrap();
    for (name, changed) in each_promise_broken(&table) {
        let gaps = lock::compare(&lock, &changed, &breaking);
        assert!(gaps.iter().all(|gap| gap.kind != Kind::Returned && gap.may_be_recorded), "{name}");
        let text = lock::write(Some(&lock), &changed, &breaking);
        assert!(text.contains(&format!("\nversion {}\n", next_breaking())), "{text}");
        let after = read(&text);
        assert!(lock::compare(&after, &changed, &breaking).is_empty(), "{name}:\n{text}");
        // The original table reuses everything that the change removed.
        for (group, code) in table.codes().into_iter().filter(|(_, code)| code.name.value == name) {
            let still = changed.codes().into_iter().any(|(_, other)| other.name.value == code.name.value);
            let returned =
                lock::compare(&after, &table, &breaking).into_iter().filter(|gap| gap.kind == Kind::Returned);
            let named = returned.filter(|gap| gap.line(TABLE, b"", "").contains(&code.name.value)).count();
            assert_eq!(named > 0, !still, "{name}: {}\n{text}", code.name.value);
            // A new name with the removed number is refused too, although `[retired]` does not list it.
            let Some(number) = &code.numeric else { continue };
            let free = !changed.codes().into_iter().any(|(other, code)| {
                other.key.value == group.key.value
                    && code.numeric.as_ref().is_some_and(|other| other.value == number.value)
            });
            let mut reused = changed.clone();
            if let Some(group) = reused.groups.iter_mut().find(|other| other.key.value == group.key.value) {
                let mut code = code.clone();
                code.name.value = "QUITE_ANOTHER_CODE".to_owned();
                group.codes.push(code);
                let gaps = lock::compare(&after, &reused, &breaking);
                let line = gaps.iter().find(|gap| gap.kind == Kind::Returned).map(|gap| gap.line(TABLE, b"", ""));
                assert_eq!(line.is_some(), free, "{name}: {}\n{text}", code_line(&reused));
                assert!(line.is_none_or(|line| line.contains("a free one") && line.contains("never released")));
            }
        }
    }
}

#[test]
fn a_new_code_must_be_recorded_and_adds_one_line() {
    let (source, table) = table();
    let before = lock::write(None, &table, &version());
    for position in 0..table.groups.len() {
        let mut added = table.clone();
        let group = &mut added.groups[position];
        let mut code = group.codes[0].clone();
        code.name.value = "QUITE_ANOTHER_CODE".to_owned();
        code.numeric = code.numeric.map(|_| number(60_000));
        group.codes.push(code);
        let gaps = lock::compare(&read(&before), &added, &version());
        assert_eq!(gaps.iter().map(|gap| gap.kind).collect::<Vec<_>>(), [Kind::New]);
        let line = gaps[0].line(TABLE, &source, lock::PATH);
        assert!(line.contains("QUITE_ANOTHER_CODE is new"), "{line}");
        let after = lock::write(Some(&read(&before)), &added, &version());
        let new: Vec<_> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
        assert_eq!(new.len(), 1, "{after}");
        let place: usize = line.split("tests/codes.lock:").nth(1).unwrap().split(':').next().unwrap().parse().unwrap();
        assert_eq!(after.lines().nth(place - 1).unwrap(), new[0]);
    }
}

#[test]
fn a_retired_code_is_recorded_and_stays_when_the_table_drops_it() {
    let (_, table) = table();
    let entry = Retired {
        name: some("GONE_LONG_AGO"),
        group: some("group"),
        numeric: Some(number(60_000)),
        since: some("0.0.1"),
        why: some("It was of no use."),
    };
    let mut retiring = table.clone();
    retiring.retired.push(entry);
    let first = read(&lock::write(None, &table, &version()));
    let gaps = lock::compare(&first, &retiring, &version());
    assert_eq!(gaps.iter().map(|gap| gap.kind).collect::<Vec<_>>(), [Kind::New]);
    let text = lock::write(Some(&first), &retiring, &version());
    assert!(text.contains("\nretired GONE_LONG_AGO group=group numeric=60000\n"), "{text}");
    assert_eq!(lock::write(Some(&read(&text)), &table, &version()), text);
    assert!(lock::compare(&read(&text), &table, &version()).is_empty());
}

#[test]
fn the_lock_version_must_be_compatible_with_the_crate_version() {
    let (_, table) = table();
    let at = |text: &str| Version::parse(text).unwrap();
    for (lock, own, compatible) in [
        ("0.1.0", "0.1.9", true),
        ("0.1.0", "0.2.0", false),
        ("0.9.0", "1.0.0", false),
        ("1.2.3", "1.9.0-rc.1", true),
        ("1.2.3", "2.0.0-rc.1", false),
        ("2.0.0-rc.1", "2.0.0", true),
        ("2.0.0", "1.9.0", false),
    ] {
        let lock = read(&lock::write(None, &table, &at(lock)));
        let gaps = lock::compare(&lock, &table, &at(own));
        assert_eq!(gaps.is_empty(), compatible, "{own}");
        assert!(gaps.iter().all(|gap| gap.kind == Kind::Version));
        for gap in gaps {
            let line = gap.line(TABLE, b"", lock::PATH);
            assert_eq!(line.ends_with(&never_released()), !gap.may_be_recorded, "{line}");
        }
        let text = lock::write(Some(&lock), &table, &at(own));
        assert_eq!(text.contains(&format!("\nversion {own}\n")), !compatible, "{own}");
    }
    for text in ["", "1", "1.2", "one.two.three", "1.2.x"] {
        assert!(Version::parse(text).is_none(), "{text}");
    }
}

/// A merge may keep the lines of both sides in any order.
#[test]
fn a_merged_lock_is_read_and_an_invalid_one_is_an_error_with_its_line() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let mut lines: Vec<_> = text.lines().collect();
    lines.reverse();
    lines.push(lines[0]);
    let merged = lines.join("\r\n");
    assert!(lock::compare(&read(&merged), &table, &version()).is_empty());
    assert_eq!(lock::write(Some(&read(&merged)), &table, &version()), text);

    let code = text.lines().find(|line| line.starts_with("code ")).unwrap();
    let last = text.lines().count() + 1;
    for (added, says) in [
        ("<<<<<<< ours".to_owned(), "a merge left a conflict here"),
        ("code".to_owned(), "this is no line of a lock"),
        ("code X_Y_Z group=g".to_owned(), "this is no line of a lock"),
        ("cod X_Y_Z group=g status=400".to_owned(), "this is no line of a lock"),
        ("version 3.0.0".to_owned(), "a second version"),
        ("version three".to_owned(), "this is no version"),
        (format!("{code}9"), "says something else"),
    ] {
        let error = lock::parse(&format!("{text}{added}\n"), lock::PATH).unwrap_err();
        assert!(error.starts_with(&format!("{}:{last}: ", lock::PATH)) && error.contains(says), "{error}");
    }
    assert!(lock::parse("", lock::PATH).unwrap_err().contains("no line says for which version"));
}

/// Returns tables with one broken promise each, and the name that the report must contain. Samples about 100 codes.
fn each_promise_broken(table: &Table) -> Vec<(String, Table)> {
    let step = table.codes().len() / 100 + 1;
    let mut broken = Vec::new();
    let mut add = |name: &str, change: &dyn Fn(&mut Table)| {
        let mut changed = table.clone();
        change(&mut changed);
        broken.push((name.to_owned(), changed));
    };
    for (g, group) in table.groups.iter().enumerate() {
        let key = &group.key.value;
        if group.default.is_some() {
            add(key, &|table| table.groups[g].default = None);
            add(key, &|table| table.groups[g].default = Some(some("QUITE_ANOTHER_CODE")));
        }
        for (c, code) in group.codes.iter().enumerate().step_by(step) {
            let name = &code.name.value;
            add(name, &|table| drop(table.groups[g].codes.remove(c)));
            add(name, &|table| table.groups[g].codes[c].name.value.push_str("_NOW"));
            add(name, &|table| table.groups[g].codes[c].status.value = 599);
            add(name, &|table| {
                let code = table.groups[g].codes.remove(c);
                let mut other = group.clone();
                other.key = some("quite_another_group");
                other.default = None;
                other.codes = vec![code];
                table.groups.push(other);
            });
            add(name, &|table| {
                let gone = table.groups[g].codes.remove(c);
                table.retired.push(Retired {
                    name: gone.name,
                    group: some(key),
                    numeric: gone.numeric,
                    since: some("1.0.0"),
                    why: some("It was of no use."),
                });
            });
            if code.numeric.is_some() {
                add(name, &|table| table.groups[g].codes[c].numeric = Some(number(60_000)));
                add(name, &|table| table.groups[g].codes[c].numeric = None);
            }
        }
    }
    for (s, status) in table.statuses.iter().enumerate() {
        let name = &status.number.value.to_string();
        add(name, &|table| table.statuses[s].reason.value.push_str(" Now"));
        add(name, &|table| drop(table.statuses.remove(s)));
    }
    broken
}

fn code_line(table: &Table) -> String {
    table::contract::lines(table).join("\n")
}

fn read(text: &str) -> Lock {
    lock::parse(text, lock::PATH).unwrap_or_else(|error| panic!("{error}"))
}

fn table() -> (Vec<u8>, Table) {
    let source = fs::read(folder().join(TABLE)).expect("codes.toml is beside Cargo.toml");
    let table = table::read(&source).expect("the build has validated the table");
    (source, table)
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn version() -> Version {
    Version::parse(env!("CARGO_PKG_VERSION")).expect("cargo has validated the version")
}

/// The help for lines of the lock that no release contains.
fn never_released() -> String {
    format!("never released, restore {} from the last release, and record anew with `{}`", lock::PATH, lock::COMMAND)
}

fn next_breaking() -> String {
    let number = |text: &str| text.parse::<u64>().expect("cargo has validated the version");
    match (number(env!("CARGO_PKG_VERSION_MAJOR")), number(env!("CARGO_PKG_VERSION_MINOR"))) {
        (0, minor) => format!("0.{}.0", minor + 1),
        (major, _) => format!("{}.0.0", major + 1),
    }
}

fn some(text: &str) -> Spanned<String> {
    Spanned { value: text.to_owned(), span: 0..0 }
}

fn number(value: u16) -> Spanned<u16> {
    Spanned { value, span: 0..0 }
}
