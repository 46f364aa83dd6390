//! Three-way merges. A merge of two small edits has the changes of both, or it is a conflict.

use std::collections::BTreeMap;
use std::env;

use errcodes::compare::lock;
use errcodes::compare::merge::{self, Merged};
use errcodes::table::{self, Field, Source, Subject, Table};

use crate::cases::INDEPENDENT;
use crate::edits::Edit::{Add, Back, Drop, Remove, Rename, Set, Swap, Text};
use crate::edits::{Edit, SAMPLE, edited_sample};
use crate::{read, read_lock, version};

/// More edits. Some of them change the same entries.
const MORE: &[(&str, &[Edit])] = &[
    (
        "the next number of a group",
        &[Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
    ),
    (
        "the same number, another code",
        &[Add("ship.NO_POST", "numeric = 4\nstatus = 400\nmessage = 'No post'\nwhen = 'A holiday.'")],
    ),
    (
        "the same code, the same way",
        &[Add("ship.ON_STRIKE", "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
    ),
    (
        "the same code, another way",
        &[Add("ship.ON_STRIKE", "numeric = 5\nstatus = 404\nmessage = 'Strike'\nwhen = 'Ask again.'")],
    ),
    ("a field of a code", &[Set("ship.TOO_FAR", "message", "'Far away'")]),
    ("the same field, another way", &[Set("ship.TOO_FAR", "message", "'Remote'")]),
    ("another field of the same code", &[Set("ship.TOO_FAR", "status", "404")]),
    ("a new field of the same code", &[Set("ship.TOO_FAR", "deprecated", "'Use TOO_HEAVY.'")]),
    ("the same code removed", &[Remove("ship.TOO_FAR")]),
    ("the same code renamed", &[Rename("ship.TOO_FAR", "ship.FAR_AWAY")]),
    ("the same code moved", &[Rename("ship.TOO_FAR", "stock.TOO_FAR"), Drop("ship.TOO_FAR", "numeric")]),
    ("the same code at the end", &[Back("ship.TOO_FAR")]),
    ("its neighbor removed", &[Remove("ship.TOO_HEAVY")]),
    ("a comment above it", &[Text("[ship.TOO_FAR]", "# As the crow flies.\n[ship.TOO_FAR]")]),
    ("another comment above it", &[Text("[ship.TOO_FAR]", "# By road.\n[ship.TOO_FAR]")]),
    ("a comment in it", &[Text("numeric = 3\nstatus = 400", "numeric = 3 # the third\nstatus = 400")]),
    ("a comment at the end", &[Text("why = \"Carts are kept.\"", "why = \"Carts are kept.\"\n\n# The end.")]),
    ("the group renamed", &[Edit::Rekey("ship", "post")]),
    ("two codes exchanged", &[Swap("ship.TOO_HEAVY", "ship.TOO_FAR")]),
    ("a new status", &[Add("status.410", "reason = 'Gone'"), Set("cart.CART_EMPTY", "status", "410")]),
    (
        "the same status, another reason",
        &[Add("status.410", "reason = 'Away'"), Set("stock.SOLD_OUT", "status", "410")],
    ),
];

/// Returns thirty edits: all of [`MORE`] and every third of [`INDEPENDENT`]. Another test merges all pairs of [`INDEPENDENT`].
fn all_edits() -> Vec<(&'static str, &'static [Edit])> {
    let some = INDEPENDENT.iter().step_by(3).map(|(name, edits, _)| (*name, *edits));
    some.chain(MORE.iter().copied()).collect()
}

type Facts = BTreeMap<(Subject<String>, Field), String>;

fn facts(table: &Table) -> Facts {
    table::facts(table).iter().map(|fact| ((fact.subject.to_owned(), fact.field), fact.value.to_string())).collect()
}

fn read_if_valid(text: &str) -> Option<Table> {
    table::read(&Source::new("merged", text.as_bytes().to_vec()), b"").ok()
}

/// Returns the comments.
fn comments(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.find('#').map(|at| &line[at..])).collect()
}

/// A side of a merge.
struct Side {
    name: &'static str,
    text: String,
    facts: Facts,
    lock: String,
}

/// Checks that a result without conflicts has the changes of both sides. A number may differ if both sides took the number.
fn has_both_changes(name: &str, base: &Facts, sides: [&Side; 2], merged: &Merged, found: &Facts) {
    let [ours, theirs] = sides;
    for (side, other) in [(ours, theirs), (theirs, ours)] {
        for key in base.keys().chain(side.facts.keys()) {
            let [before, after, other, found] = [base, &side.facts, &other.facts, found].map(|facts| facts.get(key));
            let is_renumbered = key.1 == Field::Numeric && merged.notes.len() == 1;
            assert!(after == before || found == after || is_renumbered, "{name}: {key:?}\n{}", merged.text);
            assert!(after != before || other != before || found == before, "{name}: {key:?}\n{}", merged.text);
        }
        for comment in comments(&side.text).into_iter().filter(|comment| !SAMPLE.contains(comment)) {
            assert!(merged.text.contains(comment), "{name}: {comment}\n{}", merged.text);
        }
    }
}

#[test]
fn every_pair_of_edits_merges_or_conflicts() {
    let version = version("1.0.0");
    let base = facts(&read(SAMPLE));
    let base_lock = lock::write(None, &read(SAMPLE), &version);
    let recorded = read_lock(&base_lock);
    let side = |(name, edits): (&'static str, &[Edit])| {
        let text = edited_sample(edits);
        let table = read(&text);
        Side { name, facts: facts(&table), lock: lock::write(Some(&recorded), &table, &version), text }
    };
    let sides: Vec<_> = all_edits().into_iter().map(side).collect();
    assert!(sides.len() >= 30);
    let mut clean = 0;
    let mut count = 0;
    for (at, one) in sides.iter().enumerate() {
        for (other_at, other) in sides[at..].iter().enumerate() {
            // Half of the pairs are merged in the opposite direction.
            let (ours, theirs) = if other_at % 2 == 0 { (one, other) } else { (other, one) };
            count += 1;
            let name = format!("{}; {}", ours.name, theirs.name);
            let merged = merge::table(SAMPLE, &ours.text, &theirs.text, b"");
            if !merged.conflicts.is_empty() {
                assert_ne!(ours.name, theirs.name, "{merged:?}");
                let is_marked = merged.text.contains("<<<<<<< ours\n") || read_if_valid(&merged.text).is_none();
                assert!(is_marked, "{name}: {merged:?}");
                continue;
            }
            clean += 1;
            let table = read(&merged.text);
            has_both_changes(&name, &base, [ours, theirs], &merged, &facts(&table));
            let merged_lock = merge::lock(&base_lock, &ours.lock, &theirs.lock);
            assert_eq!(merged_lock.conflicts, [""; 0], "{name}");
            let gaps = lock::compare(&read_lock(&merged_lock.text), &table, &version);
            assert!(gaps.is_empty(), "{name}: {gaps:#?}");
        }
    }
    // Most pairs change different entries.
    assert!(clean * 10 > count * 7, "{clean} of {count}");
}

#[test]
fn a_merge_of_independent_changes_equals_both_edits_in_one_table() {
    for (at, (name, edits, _)) in INDEPENDENT.iter().enumerate() {
        for (other, more, _) in &INDEPENDENT[at + 1..] {
            let merged = merge::table(SAMPLE, &edited_sample(edits), &edited_sample(more), b"");
            let expected = edited_sample(&[*edits, more].concat());
            assert_eq!(merged.conflicts, [""; 0], "{name}; {other}");
            assert_eq!(facts(&read(&merged.text)), facts(&read(&expected)), "{name}; {other}");
        }
    }
}

fn sample_after(name: &str) -> String {
    let (_, edits) = *MORE.iter().find(|(other, _)| *other == name).expect("an edit");
    edited_sample(edits)
}

/// The merge has the additions of both sides, ours first. The code of the side that is merged in gets the next free number, in
/// the table and in the lock.
#[test]
fn the_merged_side_is_renumbered_if_both_sides_took_the_same_number() {
    let version = version("1.0.0");
    let lock_of = |text: &str| lock::write(None, &read(text), &version);
    let (ours, theirs) = (sample_after("the next number of a group"), sample_after("the same number, another code"));
    let merged = merge::table(SAMPLE, &ours, &theirs, b"");
    assert_eq!(merged.conflicts, [""; 0]);
    assert_eq!(merged.notes, ["NO_POST now has the number 5, because ON_STRIKE has 4 on this side"]);
    let expected =
        ours.clone() + "\n[ship.NO_POST]\nnumeric = 5\nstatus = 400\nmessage = 'No post'\nwhen = 'A holiday.'\n";
    assert_eq!(merged.text, expected);
    let merged_lock = merge::lock(&lock_of(SAMPLE), &lock_of(&ours), &lock_of(&theirs));
    assert_eq!(merged_lock.notes, merged.notes);
    assert_eq!((merged_lock.text, merged_lock.conflicts), (lock_of(&merged.text), Vec::new()));
    // A number that only the lock records is not free.
    let lock = lock_of(&ours).replace("\nend\n", "\nretired OLD group=ship numeric=5\nend\n");
    let merged = merge::table(SAMPLE, &ours, &theirs, lock.as_bytes());
    assert_eq!(merged.notes, ["NO_POST now has the number 6, because ON_STRIKE has 4 on this side"]);
}

#[test]
fn a_conflict_is_marked_at_the_field() {
    let merged =
        merge::table(SAMPLE, &sample_after("a field of a code"), &sample_after("the same field, another way"), b"");
    let expected = SAMPLE.replace(
        "message = \"Too far\"\n",
        "<<<<<<< ours\nmessage = 'Far away'\n=======\nmessage = 'Remote'\n>>>>>>> theirs\n",
    );
    assert_eq!(merged.text, expected);
    assert_eq!(merged.conflicts, ["`message` of ship.TOO_FAR was changed on both sides"]);
    let merged = merge::table(SAMPLE, &sample_after("a field of a code"), &sample_after("the same code removed"), b"");
    assert!(merged.text.contains("<<<<<<< ours\n[ship.TOO_FAR]\n"), "{}", merged.text);
    assert!(merged.text.contains("when = \"Nobody goes there.\"\n=======\n>>>>>>> theirs\n"), "{}", merged.text);
    assert_eq!(merged.conflicts, ["ship.TOO_FAR was changed on one side and removed on the other"]);
}

/// Each side is valid, but the merged table is invalid.
#[test]
fn a_merged_table_that_is_invalid_is_a_conflict() {
    let elsewhere = edited_sample(&[Add("cart.ON_STRIKE", "status = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")]);
    let merged = merge::table(SAMPLE, &sample_after("the next number of a group"), &elsewhere, b"");
    let conflict = &merged.conflicts[0];
    assert!(conflict.starts_with("the merged table:") && conflict.contains("duplicate-error-code"), "{merged:?}");
    let merged =
        merge::table(SAMPLE, &sample_after("the group renamed"), &sample_after("the next number of a group"), b"");
    assert!(merged.conflicts[0].contains("unknown-group"), "{merged:?}");
}

#[test]
fn a_merge_with_an_invalid_side_is_noted() {
    let invalid = SAMPLE.replace("status = 503", "status = 999").replace("[status.503]", "[status.999]");
    let merged = merge::table(SAMPLE, &sample_after("a field of a code"), &invalid, b"");
    assert_eq!(merged.notes, ["the table of the side that is merged in is invalid, so the result was not checked"]);
    assert!(merged.text.contains("'Far away'") && merged.text.contains("[status.999]"), "{}", merged.text);
}

#[test]
fn a_file_that_is_not_a_list_of_tables_is_one_conflict() {
    let inline = "[status]\n400 = { reason = 'Bad Request' }\n";
    for (ours, theirs) in [("a = 1\n", SAMPLE), (SAMPLE, "[broken\n"), ("[a]\n[a]", inline)] {
        let merged = merge::table("", ours, theirs, b"");
        assert!(
            merged.text.starts_with("<<<<<<< ours\n") && merged.text.ends_with(">>>>>>> theirs\n"),
            "{}",
            merged.text
        );
        assert!(!merged.conflicts.is_empty());
    }
}

/// Without the merge driver, two codes may have the same number. The newer code is the one that the lock does not record. The
/// problem is reported for the newer code.
#[test]
fn the_recorded_code_keeps_a_number_that_two_codes_have() {
    let code = |name: &str, message: &str| {
        format!("\n[ship.{name}]\nnumeric = 4\nstatus = 400\nmessage = '{message}'\nwhen = 'Ask again.'\n")
    };
    let [strike, post] = [code("ON_STRIKE", "Strike"), code("NO_POST", "No post")];
    let version = version("1.0.0");
    for (recorded, newer, name, keeper) in
        [(&strike, &post, "NO_POST", "ON_STRIKE"), (&post, &strike, "ON_STRIKE", "NO_POST")]
    {
        let lock = lock::write(None, &read(&format!("{SAMPLE}{recorded}")), &version);
        let lock = lock.replace("\nend\n", "\nretired OLD group=ship numeric=5\nend\n");
        for text in [format!("{SAMPLE}{recorded}{newer}"), format!("{SAMPLE}{newer}{recorded}")] {
            let source = Source::new("codes.toml", text.clone().into_bytes());
            let problems = table::read(&source, lock.as_bytes()).expect_err("two codes have the same number");
            assert_eq!(problems.len(), 1, "{problems:#?}");
            let expected = format!("the number 4 of `{name}` is already used, as the lock records, by `{keeper}`");
            assert_eq!(problems[0].message, expected);
            assert_eq!(problems[0].help, "take 6, the next free number");
            assert_eq!(problems[0].subject, Subject::Code(name.to_owned()));
            assert!(text[..problems[0].site.span.start].rfind(&format!("[ship.{name}]")) > Some(SAMPLE.len()));
            // Without a lock, the second code in the file is the newer one.
            let problems = table::read(&source, b"").expect_err("two codes have the same number");
            let second = if text.ends_with(newer) { name } else { keeper };
            assert_eq!(problems[0].subject, Subject::Code(second.to_owned()));
        }
    }
}

#[test]
fn contradicting_records_are_a_conflict() {
    let version = version("1.0.0");
    let lock_of = |text: &str| lock::write(None, &read(text), &version);
    let (ours, theirs) =
        (edited_sample(&[Set("ship.TOO_FAR", "numeric", "8")]), edited_sample(&[Set("ship.TOO_FAR", "numeric", "9")]));
    let merged = merge::lock(&lock_of(SAMPLE), &lock_of(&ours), &lock_of(&theirs));
    let conflict = "<<<<<<< ours\ncode TOO_FAR group=ship numeric=8 status=400\n=======\ncode TOO_FAR group=ship numeric=9 \
                    status=400\n>>>>>>> theirs\n";
    assert!(merged.text.contains(conflict), "{}", merged.text);
    assert_eq!(merged.conflicts, ["the record of code TOO_FAR"]);
    let damaged = merge::lock("", &lock_of(SAMPLE), "damaged\n");
    assert!(damaged.text.starts_with("<<<<<<< ours\n") && damaged.conflicts.len() == 1, "{damaged:?}");
}

/// Merges randomly damaged files. Merging never panics. If a merge of valid tables has no conflict, it has the changes of
/// both sides. `ERRCODES_CASES` sets the number of cases, and `ERRCODES_SEED` sets the first seed.
#[test]
fn random_merges_never_panic_and_lose_no_change() {
    let version = version("1.0.0");
    let base_lock = lock::write(None, &read(SAMPLE), &version);
    let base = facts(&read(SAMPLE));
    let damage = |text: &str, random: &mut fastrand::Rng| {
        let mut lines: Vec<_> = text.lines().collect();
        for _ in 0..random.usize(1..4) {
            let (at, other) = (random.usize(..lines.len()), random.usize(..lines.len()));
            match random.u8(..5) {
                0 => drop(lines.remove(at)),
                1 => lines.insert(at, lines[other]),
                2 => lines.swap(at, other),
                3 => lines[at] = &lines[at][..lines[at].len() / 2],
                _ => lines.insert(at, ["# A comment.", "", "[x.Y_Z]", "<<<<<<< ours"][random.usize(..4)]),
            }
        }
        lines.join("\n")
    };
    let number = |name: &str, default: u64| env::var(name).map_or(default, |number| number.parse().expect("a number"));
    let first = number("ERRCODES_SEED", 0);
    for round in first..first + number("ERRCODES_CASES", 100) {
        let mut random = fastrand::Rng::with_seed(round);
        let [ours, theirs] = [(); 2].map(|()| damage(SAMPLE, &mut random));
        let merged = merge::table(SAMPLE, &ours, &theirs, b"");
        let back = merge::table(SAMPLE, &theirs, &ours, b"");
        if merged.notes.is_empty() && back.notes.is_empty() {
            assert_eq!(
                merged.conflicts.is_empty(),
                back.conflicts.is_empty(),
                "{round}: {:?} {:?}\n{ours}\n----\n{theirs}",
                merged.conflicts,
                back.conflicts
            );
        }
        if let (Some(a), Some(b), true) = (read_if_valid(&ours), read_if_valid(&theirs), merged.conflicts.is_empty()) {
            let side = |text: &str, table: &Table| Side {
                name: "",
                text: text.to_owned(),
                facts: facts(table),
                lock: String::new(),
            };
            has_both_changes(
                &format!("{round}"),
                &base,
                [&side(&ours, &a), &side(&theirs, &b)],
                &merged,
                &facts(&read(&merged.text)),
            );
        }
        let [ours, theirs] = [(); 2].map(|()| damage(&base_lock, &mut random));
        let merged = merge::lock(&base_lock, &ours, &theirs);
        let is_lock = |text: &str| lock::parse(&Source::new(lock::PATH, text.as_bytes().to_vec())).is_ok();
        if merged.conflicts.is_empty() && is_lock(&ours) && is_lock(&theirs) {
            read_lock(&merged.text);
        }
    }
}
