//! `codes.toml` keeps every promise that `tests/codes.lock` records. Every way to break a promise is found.

use std::path::Path;
use std::{env, fs};

use errcodes::compare::lock::{self, Lock};
use errcodes::compare::rules;
use errcodes::compare::version::Version;
use errcodes::table::{
    self, Document, Finding, Retired, Rule, Severity, Source, Sources, Spanned, Table, contract, finding,
};

const TABLE: &str = "codes.toml";

#[test]
fn the_table_matches_the_lock() {
    let (source, table) = table();
    let bytes = fs::read(folder().join(lock::PATH));
    let lock_source = Source::new(lock::PATH, bytes.as_ref().map_or(Vec::new(), Clone::clone));
    let findings = match (bytes, lock::parse(&lock_source)) {
        (Err(_), _) => vec![lock::missing()],
        (_, Ok(lock)) => lock::compare(&lock, &table, &version()),
        (_, Err(problem)) => vec![problem],
    };
    let sources = Sources { lock: Some(&lock_source), ..Sources::of(&source) };
    let report: Vec<_> = findings.iter().map(|finding| finding.render(sources, finding::plain)).collect();
    assert!(report.is_empty(), "\n\n{}\n", report.join("\n"));
}

#[test]
fn a_new_lock_agrees_with_its_table() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let lock = read(&text);
    assert!(lock::compare(&lock, &table, &version()).is_empty());
    assert_eq!(lock::write(Some(&lock), &table, &version()), text);
    assert!(text.ends_with("\nend\n"), "{text}");
    let records: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let records = &records[1..records.len() - 1];
    assert!(records.is_sorted(), "{text}");
    assert_eq!(records.len(), contract::lines(&table).len() + table.retired.len());
}

#[test]
fn texts_and_order_do_not_change_the_lock() {
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
            code.deprecated = Some(spanned("Use another."));
        }
    }
    assert!(lock::compare(&read(&text), &other, &version()).is_empty());
    assert_eq!(lock::write(Some(&read(&text)), &other, &version()), text);
}

#[test]
fn a_table_of_another_api_gives_one_finding() {
    let (_, table) = table();
    let lock = read(&lock::write(None, &table, &version()));
    let mut other = table.clone();
    for code in other.groups.iter_mut().flat_map(|group| &mut group.codes) {
        code.name.value.push_str("_THERE");
    }
    let findings = lock::compare(&lock, &other, &version());
    assert_eq!(names(&findings), ["other-table"]);
    assert!(findings[0].help.contains("delete the lock and start a new one"), "{}", findings[0].help);
    assert!(lock::refuses(&findings[0], &lock, &version()));
    other.groups[0].codes[0].name.value = table.groups[0].codes[0].name.value.clone();
    assert!(!names(&lock::compare(&lock, &other, &version())).contains(&"other-table"));
}

/// Breaks one promise of the table at a time.
#[test]
fn each_broken_promise_is_found_with_positions_and_help() {
    let (source, table) = table();
    let text = lock::write(None, &table, &version());
    let lock_source = Source::new(lock::PATH, text.clone().into_bytes());
    let sources = Sources { lock: Some(&lock_source), ..Sources::of(&source) };
    let lock = read(&text);
    let broken = each_promise_broken(&table);
    assert!(broken.len() >= 5 * table.codes().count().min(table.groups.len()));
    for (name, changed) in broken {
        let findings = lock::compare(&lock, &changed, &version());
        assert!(findings.iter().any(|finding| finding.rule.severity == Severity::Major), "{name}");
        for finding in findings {
            let rendered = finding.render(sources, finding::plain);
            let sites: Vec<_> = [Some(&finding.site), finding.related.as_ref()].into_iter().flatten().collect();
            let in_lock =
                sites.iter().find(|site| site.document == Document::Lock).unwrap_or_else(|| panic!("{rendered}"));
            let line = lock_source.position(in_lock.span.start).line;
            assert!((3..=text.lines().count() + 1).contains(&line), "{rendered}");
            assert!(rendered.contains(&name), "{name}: {rendered}");
            assert!(finding.help.contains(lock::COMMAND) && !finding.message.contains(lock::COMMAND), "{rendered}");
            let is_new = *finding.rule == rules::NOT_RECORDED;
            assert_eq!(lock::refuses(&finding, &lock, &version()), !is_new, "{rendered}");
            assert_eq!(
                finding.help.contains("if the lock changed after the last release, restore tests/codes.lock"),
                !is_new,
                "{rendered}"
            );
            if !is_new {
                let next = version().next_breaking();
                assert!(finding.help.contains(&format!("set `version = \"{next}\"`")), "{rendered}");
                assert!(text.lines().nth(line - 1).unwrap().contains(&name), "{rendered}");
            }
        }
    }
}

/// The lock of a breaking version records the changes, and every name and number that was removed.
#[test]
fn a_breaking_version_may_remove_but_never_reuse() {
    let (_, table) = table();
    let lock = read(&lock::write(None, &table, &version()));
    let breaking = version().next_breaking();
    for (name, changed) in each_promise_broken(&table) {
        let findings = lock::compare(&lock, &changed, &breaking);
        assert!(findings.iter().all(|finding| !lock::refuses(finding, &lock, &breaking)), "{name}: {findings:?}");
        assert!(findings.iter().all(|finding| !is_back(finding)), "{name}: {findings:?}");
        let text = lock::write(Some(&lock), &changed, &breaking);
        assert!(text.contains(&format!("\nversion {breaking}\n")), "{text}");
        let after = read(&text);
        assert!(lock::compare(&after, &changed, &breaking).is_empty(), "{name}:\n{text}");
        // Going back to the earlier table uses the removed names and numbers again. The lock refuses this.
        for (group, code) in table.codes().filter(|(_, code)| code.name.value == name) {
            let is_still_there = changed.codes().any(|(_, other)| other.name.value == code.name.value);
            let findings = lock::compare(&after, &table, &breaking);
            let back: Vec<_> = findings.iter().filter(|finding| is_back(finding)).collect();
            assert!(back.iter().all(|finding| lock::refuses(finding, &after, &breaking)), "{name}: {back:?}");
            let named = back.iter().filter(|finding| finding.message.contains(&code.name.value)).count();
            assert_eq!(named > 0, !is_still_there, "{name}: {}\n{text}", code.name.value);
            // The same number under another name is refused too, although `[retired]` does not list the number.
            let Some(number) = code.number() else { continue };
            let is_free = !changed
                .codes()
                .any(|(other, code)| other.key.value == group.key.value && code.number() == Some(number));
            let mut reused = changed.clone();
            if let Some(group) = reused.groups.iter_mut().find(|other| other.key.value == group.key.value) {
                let mut code = code.clone();
                code.name.value = "QUITE_ANOTHER_CODE".to_owned();
                group.codes.push(code);
                let findings = lock::compare(&after, &reused, &breaking);
                let back = findings.iter().find(|finding| is_back(finding));
                assert_eq!(back.is_some(), is_free, "{name}: {findings:?}\n{text}");
                assert!(back.is_none_or(|back| back.help.contains("the number ") && back.help.contains("never used")));
            }
        }
    }
}

#[test]
fn a_new_code_adds_one_record() {
    let (_, table) = table();
    let before = lock::write(None, &table, &version());
    let lock_source = Source::new(lock::PATH, before.clone().into_bytes());
    for position in 0..table.groups.len() {
        let mut added = table.clone();
        let group = &mut added.groups[position];
        let mut code = group.codes[0].clone();
        code.name.value = "QUITE_ANOTHER_CODE".to_owned();
        code.numeric = code.numeric.map(|_| number(60_000));
        group.codes.push(code);
        let findings = lock::compare(&read(&before), &added, &version());
        assert_eq!(names(&findings), ["not-recorded"]);
        assert_eq!(findings[0].message, "QUITE_ANOTHER_CODE is not recorded");
        let after = lock::write(Some(&read(&before)), &added, &version());
        let new: Vec<_> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
        assert_eq!(new.len(), 1, "{after}");
        let slot = findings[0].related.as_ref().expect("the position of the new record in the lock");
        let line = lock_source.position(slot.span.start).line;
        assert_eq!(after.lines().nth(line - 1).unwrap(), new[0]);
    }
}

#[test]
fn a_retired_entry_stays_recorded_when_the_table_drops_it() {
    let (_, table) = table();
    let entry = Retired {
        name: spanned("GONE_LONG_AGO"),
        group: spanned("group"),
        numeric: Some(number(60_000)),
        since: spanned("0.0.1"),
        why: spanned("Nobody used it."),
    };
    let mut retiring = table.clone();
    retiring.retired.push(entry);
    let first = read(&lock::write(None, &table, &version()));
    let findings = lock::compare(&first, &retiring, &version());
    assert_eq!(names(&findings), ["not-recorded"]);
    let text = lock::write(Some(&first), &retiring, &version());
    assert!(text.contains("\nretired GONE_LONG_AGO group=group numeric=60000\n"), "{text}");
    assert_eq!(lock::write(Some(&read(&text)), &table, &version()), text);
    assert!(lock::compare(&read(&text), &table, &version()).is_empty());
}

/// After a group is renamed, its retired numbers are recorded under the new key.
#[test]
fn a_renamed_group_keeps_its_retired_numbers() {
    let (_, mut table) = table();
    let Some(at) = table.groups.iter().position(table::Group::is_numeric) else { return };
    let key = table.groups[at].key.value.clone();
    table.retired.clear();
    let mut before = lock::write(None, &table, &version());
    before = before.replace("\nend\n", &format!("\nretired GONE_LONG_AGO group={key} numeric=60000\nend\n"));
    table.groups[at].key.value = "quite_another_key".to_owned();
    let breaking = version().next_breaking();
    let lock = read(&before);
    assert_eq!(names(&lock::compare(&lock, &table, &version())), ["group-renamed"]);
    let after = lock::write(Some(&lock), &table, &breaking);
    assert!(after.contains("\nretired GONE_LONG_AGO group=quite_another_key numeric=60000\n"), "{after}");
    let mut code = table.groups[at].codes[0].clone();
    code.name.value = "QUITE_ANOTHER_CODE".to_owned();
    code.numeric = Some(number(60_000));
    table.groups[at].codes.push(code);
    assert!(names(&lock::compare(&read(&after), &table, &breaking)).contains(&"retired-number-back"));
}

#[test]
fn the_lock_has_the_version_series_of_the_crate() {
    let (_, table) = table();
    let at = |text: &str| Version::parse(text).unwrap();
    for (recorded, crate_version, is_same, may_break) in [
        ("0.1.0", "0.1.9", true, false),
        ("0.1.0", "0.2.0", false, true),
        ("0.0.1", "0.0.2", false, true),
        ("0.9.0", "1.0.0", false, true),
        ("1.2.3", "1.9.0-rc.1", true, false),
        ("1.2.3", "2.0.0-rc.1", false, true),
        ("2.0.0-rc.1", "2.0.0", true, false),
        ("2.0.0", "1.9.0", false, false),
    ] {
        let lock = read(&lock::write(None, &table, &at(recorded)));
        let findings = lock::compare(&lock, &table, &at(crate_version));
        let expected: &[&str] = if is_same { &[] } else { &["lock-version"] };
        assert_eq!(names(&findings), expected, "{crate_version}");
        assert!(
            findings.iter().all(|finding| lock::refuses(finding, &lock, &at(crate_version)) != may_break),
            "{crate_version}"
        );
        let text = lock::write(Some(&lock), &table, &at(crate_version));
        assert_eq!(text.contains(&format!("\nversion {crate_version}\n")), !is_same, "{crate_version}");
    }
    for text in ["", "1", "1.2", "one.two.three", "1.2.x", "1.2.3.4", "1.2.-3"] {
        assert!(Version::parse(text).is_none(), "{text}");
    }
}

/// A merge may keep the lines of both sides in any order. The lock is still read.
#[test]
fn a_merged_lock_is_read() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let mut lines: Vec<_> = text.lines().filter(|line| *line != "end").collect();
    lines.reverse();
    lines.push(lines[0]);
    lines.extend(["end", "end"]);
    let merged = lines.join("\r\n");
    assert!(lock::compare(&read(&merged), &table, &version()).is_empty());
    assert_eq!(lock::write(Some(&read(&merged)), &table, &version()), text);
}

#[test]
fn a_damaged_lock_is_refused_with_the_damaged_line() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let code = text.lines().find(|line| line.starts_with("code ")).unwrap();
    let last = text.lines().count();
    for (added, rule) in [
        ("<<<<<<< ours".to_owned(), &table::rules::MERGE_CONFLICT),
        ("code".to_owned(), &rules::INVALID_LOCK),
        ("code X_Y_Z group=g".to_owned(), &rules::INVALID_LOCK),
        ("code X_Y_Z group=g status=0".to_owned(), &rules::INVALID_LOCK),
        ("code X_Y_Z group=g status=400 color=red".to_owned(), &rules::INVALID_LOCK),
        ("code X_Y_Z group=g group=h status=400".to_owned(), &rules::INVALID_LOCK),
        ("code X_Y_Z group=g numeric=70000 status=400".to_owned(), &rules::INVALID_LOCK),
        ("cod X_Y_Z group=g status=400".to_owned(), &rules::INVALID_LOCK),
        ("former X_Y_Z group=g".to_owned(), &rules::INVALID_LOCK),
        ("version three".to_owned(), &rules::INVALID_LOCK),
        ("version 3.0.0".to_owned(), &rules::CONTRADICTING_RECORDS),
        (format!("{code}9"), &rules::CONTRADICTING_RECORDS),
    ] {
        let damaged = text.replace("\nend\n", &format!("\n{added}\nend\n"));
        let (source, problem) = problem(&damaged);
        assert_eq!((problem.rule, source.position(problem.site.span.start).line), (rule, last), "{added}");
        assert_eq!(problem.site.document, Document::Lock, "{added}");
        assert!(!problem.help.is_empty(), "{added}");
    }
    assert_eq!(*problem(&format!("{text}{code}\n")).1.rule, rules::INVALID_LOCK);
    assert_eq!(*problem("end\n").1.rule, rules::INVALID_LOCK);
    assert_eq!(*problem("\u{0}").1.rule, rules::INVALID_LOCK);
}

/// If the disk is full or the process is killed, only the first part of a file is written.
#[test]
fn a_lock_cut_anywhere_is_refused() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let step = text.len() / 5_000 + 1;
    for length in (0..text.len() - 1).step_by(step) {
        let (_, problem) = problem(&text[..length]);
        let cut = [&rules::CUT_LOCK, &rules::INVALID_LOCK];
        assert!(cut.contains(&problem.rule), "{length}: {problem:?}");
    }
}

#[test]
fn a_lock_of_the_first_format_is_renewed() {
    let (_, table) = table();
    let text = lock::write(None, &table, &version());
    let first = "# The contract as released.\n";
    let old = format!("{first}{}", text.replace("\nend\n", "\n"));
    let lock = read(&old);
    let findings = lock::compare(&lock, &table, &version());
    assert_eq!(names(&findings), ["outdated-lock"]);
    assert!(findings[0].help.contains(lock::COMMAND), "{}", findings[0].help);
    assert!(!lock::refuses(&findings[0], &lock, &version()));
    assert_eq!(lock::write(Some(&lock), &table, &version()), text);
}

/// Returns copies of the table with one broken promise each, and the name that the findings must contain. In a table with
/// more than a hundred codes, only about a hundred are changed.
fn each_promise_broken(table: &Table) -> Vec<(String, Table)> {
    let step = table.codes().count() / 100 + 1;
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
            add(key, &|table| table.groups[g].default = Some(spanned("QUITE_ANOTHER_CODE")));
        }
        for (c, code) in group.codes.iter().enumerate().step_by(step) {
            let name = &code.name.value;
            add(name, &|table| drop(table.groups[g].codes.remove(c)));
            add(name, &|table| table.groups[g].codes[c].name.value.push_str("_NOW"));
            add(name, &|table| table.groups[g].codes[c].status.value = 599);
            add(name, &|table| {
                let code = table.groups[g].codes.remove(c);
                let mut other = group.clone();
                other.key = spanned("quite_another_group");
                other.default = None;
                other.codes = vec![code];
                table.groups.push(other);
            });
            add(name, &|table| {
                let gone = table.groups[g].codes.remove(c);
                table.retired.push(Retired {
                    name: gone.name,
                    group: spanned(key),
                    numeric: gone.numeric,
                    since: spanned("1.0.0"),
                    why: spanned("Nobody used it."),
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

/// Returns `true` if a retired name or number is used again.
fn is_back(finding: &Finding) -> bool {
    let back: [&Rule; 2] = [&rules::RETIRED_NAME_BACK, &rules::RETIRED_NUMBER_BACK];
    back.contains(&finding.rule)
}

fn names(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name).collect()
}

#[track_caller]
fn read(text: &str) -> Lock {
    let source = Source::new(lock::PATH, text.as_bytes().to_vec());
    lock::parse(&source).unwrap_or_else(|problem| panic!("{problem:?}"))
}

#[track_caller]
fn problem(text: &str) -> (Source, Finding) {
    let source = Source::new(lock::PATH, text.as_bytes().to_vec());
    let problem = lock::parse(&source).expect_err(text);
    (source, problem)
}

fn table() -> (Source, Table) {
    let bytes = fs::read(folder().join(TABLE)).expect("codes.toml is beside Cargo.toml");
    let source = Source::new(TABLE, bytes);
    let table = table::read(&source, b"").expect("the build has validated the table");
    (source, table)
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn version() -> Version {
    Version::parse(env!("CARGO_PKG_VERSION")).expect("cargo has validated the version")
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned { value: text.to_owned(), span: 0..0 }
}

fn number(value: u16) -> Spanned<u16> {
    Spanned { value, span: 0..0 }
}
