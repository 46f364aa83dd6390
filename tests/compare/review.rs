//! The decision of a review: which changes pass in which release. Edits of the lock and of retired entries cannot change the
//! decision.

use errcodes::compare::Scope;
use errcodes::compare::lock::{self, Lock};
use errcodes::compare::policy::{Review, Verdict, review};
use errcodes::compare::rules::{self, AllowedIn, is_allowed};
use errcodes::table::{Finding, Severity, Source, Table};

use crate::cases::{ENTANGLED, INDEPENDENT, MEANINGLESS};
use crate::edits::Edit::{Add, Drop, Remove, Rename, Set};
use crate::edits::{Edit, SAMPLE, edited_sample};
use crate::{read, read_lock, version};

const RELEASED: &str = "1.0.0";
const MINOR: &str = "1.1.0";
const BREAKING: &str = "2.0.0";

#[allow(clippy::result_large_err, reason = "the same as in the library")]
fn parse_lock(text: &str) -> Result<Lock, Finding> {
    lock::parse(&Source::new(lock::PATH, text.as_bytes().to_vec()))
}

/// Returns the lock of the released sample, with these lines added.
fn released_lock(lines: &str) -> String {
    lock::write(None, &read(SAMPLE), &version(RELEASED)).replace("\nend\n", &format!("\n{lines}end\n"))
}

/// Returns the lock after a branch has run `errcodes lock`. If the command refuses, this is the old lock.
fn run_lock(before: &str, table: &Table, crate_version: &str) -> String {
    let before_lock = read_lock(before);
    let crate_version = version(crate_version);
    let gaps = lock::compare(&before_lock, table, &crate_version);
    if gaps.iter().any(|gap| lock::refuses(gap, &before_lock, &crate_version)) {
        return before.to_owned();
    }
    lock::write(Some(&before_lock), table, &crate_version)
}

/// Reviews a branch that edits the sample and has this lock.
fn review_branch(base_lock: &str, edits: &[Edit], lock: &str, crate_version: &str) -> Verdict {
    let (base, table) = (read(SAMPLE), read(&edited_sample(edits)));
    let (base_lock, lock) = (read_lock(base_lock), parse_lock(lock));
    let (lock, version) = (lock.as_ref(), version(crate_version));
    review(&Review {
        base: &base,
        scope: Scope::Everything,
        base_lock: Some(&base_lock),
        table: &table,
        lock,
        version: &version,
        released: None,
    })
}

/// Reviews a branch that edits the sample and has run `errcodes lock`.
fn review_recorded(base_lock: &str, edits: &[Edit], crate_version: &str) -> Verdict {
    let lock = run_lock(base_lock, &read(&edited_sample(edits)), crate_version);
    review_branch(base_lock, edits, &lock, crate_version)
}

fn rule_names(verdict: &Verdict) -> Vec<&'static str> {
    verdict.findings.iter().map(|finding| finding.rule.name).collect()
}

/// Returns the highest severity of the findings.
fn highest_severity(verdict: &Verdict) -> Option<Severity> {
    verdict.findings.iter().map(|finding| finding.rule.severity).max()
}

/// Returns the rules of the findings that block the release.
fn blocking_rules(verdict: &Verdict) -> Vec<&'static str> {
    let blocking = verdict.findings.iter().filter(|finding| !verdict.allows(finding));
    blocking.map(|finding| finding.rule.name).collect()
}

#[test]
fn each_case_passes_in_exactly_the_allowed_releases() {
    let before = released_lock("");
    for (name, edits, findings) in [INDEPENDENT, MEANINGLESS, ENTANGLED].concat() {
        let rule_of = |finding: &&str| {
            let name = finding.split(' ').nth(1).expect("a rule");
            *rules::ALL.iter().find(|rule| rule.name == name).expect("a rule")
        };
        let expected: Vec<_> = findings.iter().map(rule_of).collect();
        for crate_version in [RELEASED, MINOR, BREAKING] {
            let allowed = if crate_version == BREAKING { Severity::Major } else { Severity::Minor };
            let passes = expected.iter().all(|rule| is_allowed(rule, allowed));
            let verdict = review_recorded(&before, edits, crate_version);
            assert_eq!(verdict.pass, passes, "{name} in {crate_version}: {:#?}", verdict.findings);
            assert_eq!(verdict.allowed, allowed, "{name}");
            // A review that passes lists the changes only. A review that fails may also list gaps of the lock.
            let found: Vec<_> = rule_names(&verdict);
            assert!(expected.iter().all(|rule| found.contains(&rule.name)), "{name} in {crate_version}: {found:?}");
            if passes {
                assert_eq!(found.len(), expected.len(), "{name} in {crate_version}: {found:?}");
            } else {
                let extra = verdict.findings.iter().filter(|finding| !expected.contains(&finding.rule));
                let gaps = [&rules::NOT_RECORDED, &rules::LOCK_VERSION];
                assert!(
                    extra.clone().all(|finding| gaps.contains(&finding.rule)),
                    "{name} in {crate_version}: {found:?}"
                );
            }
        }
    }
}

/// A retired number or name can be reused in many ways. No release may contain any of them.
#[test]
fn retired_names_and_numbers_are_never_reused() {
    let code = "status = 400\nmessage = 'Back'\nwhen = 'It is back.'";
    let with = |number: u16| -> &'static str { Box::leak(format!("numeric = {number}\n{code}").into_boxed_str()) };
    let in_lock = "retired OLD_NAME group=decline numeric=20\nretired LONE_NAME group=cart\nformer NO_FUNDS group=decline numeric=21\n";
    let base_lock = released_lock(in_lock);
    let cases: Vec<(&str, Vec<Edit>)> = vec![
        ("a number that the table retired", vec![Remove("retired.CARD_LOST"), Add("decline.CARD_BENT", with(6))]),
        (
            "that number, removed from the retired entry",
            vec![Drop("retired.CARD_LOST", "numeric"), Add("decline.CARD_BENT", with(6))],
        ),
        (
            "a code renumbered to that number",
            vec![Remove("retired.CARD_LOST"), Set("decline.NO_FUNDS", "numeric", "6")],
        ),
        (
            "a renamed code renumbered to that number",
            vec![
                Remove("retired.CARD_LOST"),
                Set("decline.NO_FUNDS", "numeric", "6"),
                Rename("decline.NO_FUNDS", "decline.ACCOUNT_EMPTY"),
            ],
        ),
        (
            "a code moved to that number",
            vec![
                Remove("retired.CARD_LOST"),
                Rename("ship.TOO_FAR", "decline.TOO_FAR"),
                Set("ship.TOO_FAR", "numeric", "6"),
            ],
        ),
        ("a name that the table retired", vec![Remove("retired.CART_GONE"), Add("cart.CART_GONE", code)]),
        ("a code renamed to that name", vec![Remove("retired.CART_GONE"), Rename("cart.CART_EMPTY", "cart.CART_GONE")]),
        ("a number that only the lock records", vec![Add("decline.CARD_BENT", with(20))]),
        ("a code renumbered to a number that only the lock records", vec![Set("decline.SELF", "numeric", "20")]),
        ("a former number", vec![Add("decline.CARD_BENT", with(21))]),
        ("a name that only the lock records", vec![Add("cart.LONE_NAME", code)]),
        ("a name and a number that only the lock records", vec![Add("decline.OLD_NAME", with(20))]),
        (
            "a number that only the lock records, in a renamed group",
            vec![Edit::Rekey("decline", "refusal"), Add("refusal.CARD_BENT", with(20))],
        ),
    ];
    let back = ["retired-name-back", "retired-number-back"];
    for (name, edits) in cases {
        for crate_version in [RELEASED, MINOR, BREAKING] {
            let table = read(&edited_sample(&edits));
            // Three locks: unchanged, without the records of retired entries, and written from scratch.
            let cleared: String = base_lock
                .lines()
                .filter(|line| !line.starts_with("retired") && !line.starts_with("former"))
                .flat_map(|line| [line, "\n"])
                .collect();
            let fresh = lock::write(None, &table, &version(crate_version));
            for lock in [&base_lock, &run_lock(&cleared, &table, crate_version), &fresh] {
                let verdict = review_branch(&base_lock, &edits, lock, crate_version);
                assert!(!verdict.pass, "{name} in {crate_version}");
                let found = blocking_rules(&verdict);
                assert!(found.iter().any(|rule| back.contains(rule)), "{name} in {crate_version}: {found:?}");
            }
        }
    }
    // The code that had the number before may take it again.
    let edits = [Set("decline.NO_FUNDS", "numeric", "21")];
    assert!(review_recorded(&base_lock, &edits, BREAKING).pass);
}

#[test]
fn a_record_that_the_branch_deletes_is_reported() {
    let base_lock =
        released_lock("former NO_FUNDS group=decline numeric=21\nretired OLD_NAME group=decline numeric=20\n");
    for (line, without_number) in [
        ("retired CARD_LOST group=decline numeric=6\n", "retired CARD_LOST group=decline\n"),
        ("retired OLD_NAME group=decline numeric=20\n", "retired OLD_NAME group=decline\n"),
        ("former NO_FUNDS group=decline numeric=21\n", ""),
    ] {
        for replacement in ["", without_number] {
            let lock = base_lock.replace(line, replacement);
            assert_ne!(lock, base_lock);
            for crate_version in [RELEASED, BREAKING] {
                let lock = run_lock(&lock, &read(SAMPLE), crate_version);
                let verdict = review_branch(&base_lock, &[], &lock, crate_version);
                let has_entry = line.contains("CARD_LOST");
                // The command records a retired entry of the table again.
                let expected: &[&str] = if has_entry { &[] } else { &["record-dropped"] };
                assert_eq!(blocking_rules(&verdict), expected, "{line}: {:#?}", verdict.findings);
                let help = verdict.findings.first().map_or("", |finding| &finding.help);
                assert!(has_entry || help.contains(line.trim_end()), "{help}");
            }
        }
    }
    // A breaking release removes a code, and its lock does not record that.
    let edits = [Remove("ship.TOO_FAR")];
    let forged = lock::write(None, &read(&edited_sample(&edits)), &version(BREAKING));
    let verdict = review_branch(&base_lock, &edits, &forged, BREAKING);
    assert_eq!(blocking_rules(&verdict), ["record-dropped"; 3], "{:#?}", verdict.findings);
    assert!(review_recorded(&base_lock, &edits, BREAKING).pass);
}

/// A branch cannot break a promise by editing the lock.
#[test]
fn a_promise_is_kept_although_the_branch_edits_the_lock() {
    let base_lock = released_lock("");
    let edits = [Set("decline.LIMIT_REACHED", "numeric", "12")];
    let forged = base_lock.replace("LIMIT_REACHED group=decline numeric=4", "LIMIT_REACHED group=decline numeric=12");
    assert_eq!(
        blocking_rules(&review_branch(&base_lock, &edits, &forged, MINOR)),
        ["number-changed", "record-dropped"]
    );
    // An older version in the lock does not make the release breaking.
    let older = base_lock.replace("version 1.0.0", "version 0.9.0");
    assert!(!review_branch(&base_lock, &edits, &run_lock(&older, &read(&edited_sample(&edits)), MINOR), MINOR).pass);
    // The edited lock promises a number that the table never had.
    let verdict = review_branch(&base_lock, &[], &forged, MINOR);
    assert_eq!(blocking_rules(&verdict), ["number-changed"]);
}

#[test]
fn additions_and_allowed_changes_must_be_recorded() {
    let base_lock = released_lock("");
    let added = [Add("stock.BACK_ORDER", "status = 400\nmessage = 'On order'\nwhen = 'Wait for it.'")];
    let verdict = review_branch(&base_lock, &added, &base_lock, MINOR);
    assert_eq!(rule_names(&verdict), ["not-recorded", "code-added"]);
    assert_eq!(blocking_rules(&verdict), ["not-recorded"]);
    assert!(review_recorded(&base_lock, &added, MINOR).pass);
    // The review of a breaking release lists the changes as allowed. The lock must record them.
    let changed = [Set("decline.LIMIT_REACHED", "numeric", "12"), Set("cart.CART_NOT_FOUND", "status", "400")];
    let verdict = review_branch(&base_lock, &changed, &base_lock, BREAKING);
    assert_eq!(blocking_rules(&verdict), ["not-recorded", "not-recorded", "lock-version"]);
    let verdict = review_recorded(&base_lock, &changed, BREAKING);
    assert_eq!(rule_names(&verdict), ["status-changed", "number-changed"]);
    assert!(verdict.pass && highest_severity(&verdict) == Some(Severity::Major));
    // In a release that must not contain these changes, each change is listed once.
    let verdict = review_branch(&base_lock, &changed, &base_lock, MINOR);
    assert_eq!(rule_names(&verdict), ["status-changed", "number-changed"]);
    assert_eq!(verdict.next_breaking.expect("the last release is known").as_str(), BREAKING);
}

/// If the lock of the base lacks records, the review of a branch does not report them.
#[test]
fn gaps_of_the_base_are_not_reported() {
    let code = "status = 400\nmessage = 'On order'\nwhen = 'Wait for it.'";
    let unrecorded = [Add("stock.BACK_ORDER", code), Set("decline.LIMIT_REACHED", "numeric", "12")];
    let base = read(&edited_sample(&unrecorded));
    let text = released_lock("");
    let lock = read_lock(&text);
    let of = |more: &[Edit]| {
        let (table, version) = (read(&edited_sample(&[&unrecorded, more].concat())), version(MINOR));
        let (base_lock, lock) = (Some(&lock), Ok(&lock));
        review(&Review {
            base: &base,
            scope: Scope::Everything,
            base_lock,
            table: &table,
            lock,
            version: &version,
            released: None,
        })
    };
    let verdict = of(&[Set("cart.CART_EMPTY", "message", "'Nothing in it'")]);
    assert_eq!(rule_names(&verdict), ["message-reworded"]);
    assert!(verdict.pass);
    let verdict = of(&[Add("stock.ON_THE_WAY", code), Set("decline.LIMIT_REACHED", "numeric", "13")]);
    assert_eq!(rule_names(&verdict), ["not-recorded", "number-changed", "code-added"]);
    let unrecorded: Vec<_> = verdict.findings.iter().filter(|finding| *finding.rule == rules::NOT_RECORDED).collect();
    assert_eq!(unrecorded[0].subject.name(), "ON_THE_WAY");
    assert!(!verdict.pass);
    // Every release may restore the recorded number.
    let verdict = of(&[Set("decline.LIMIT_REACHED", "numeric", "4")]);
    assert_eq!(rule_names(&verdict), ["number-changed"]);
    assert!(verdict.pass && verdict.allows(&verdict.findings[0]));
}

/// The base already has the version of the coming breaking release, so the second change is compared with the last release.
#[test]
fn a_second_breaking_change_before_one_release_passes() {
    let released = read_lock(&released_lock(""));
    let first = edited_sample(&[Set("decline.LIMIT_REACHED", "numeric", "12")]);
    let second = edited_sample(&[Set("decline.LIMIT_REACHED", "numeric", "12"), Remove("ship.TOO_FAR")]);
    let (base, table, crate_version) = (read(&first), read(&second), version(BREAKING));
    let base_text = lock::write(Some(&released), &base, &crate_version);
    let base_lock = read_lock(&base_text);
    // `errcodes lock` refuses to drop a record of the base, so the branch starts from the lock of the last release.
    let refused = lock::compare(&base_lock, &table, &crate_version)
        .iter()
        .any(|gap| lock::refuses(gap, &base_lock, &crate_version));
    assert!(refused);
    let lock = read_lock(&lock::write(Some(&released), &table, &crate_version));
    let of = |released| Review {
        base: &base,
        scope: Scope::Everything,
        base_lock: Some(&base_lock),
        table: &table,
        lock: Ok(&lock),
        version: &crate_version,
        released,
    };
    assert_eq!(blocking_rules(&review(&of(None))), ["code-removed"]);
    let verdict = review(&of(Some(&released)));
    assert!(verdict.pass, "{:#?}", verdict.findings);
    assert_eq!(rule_names(&verdict), ["code-removed"]);
}

/// Reviews a change from `base` to `table`. Both locks are updates of the lock of the last release. `knows_release` says
/// whether the review knows the lock of the last release.
fn since_release(released: &str, base: &str, table: &str, crate_version: &str, knows_release: bool) -> Verdict {
    let (released, base, table, crate_version) = (read_lock(released), read(base), read(table), version(crate_version));
    let base_lock = read_lock(&lock::write(Some(&released), &base, &crate_version));
    let lock = read_lock(&lock::write(Some(&released), &table, &crate_version));
    let released = knows_release.then_some(&released);
    review(&Review {
        base: &base,
        scope: Scope::Everything,
        base_lock: Some(&base_lock),
        table: &table,
        lock: Ok(&lock),
        version: &crate_version,
        released,
    })
}

/// A code that was never released may change in every release, if the review knows the lock of the last release.
#[test]
fn an_unreleased_code_may_change() {
    let strike = "numeric = 4\nstatus = 400\nmessage = 'Strike'\nwhen = 'Ask again.'";
    let base = edited_sample(&[Add("ship.ON_STRIKE", strike)]);
    let changes: [&[Edit]; 5] = [
        &[],
        &[Add("ship.STRIKE", strike)],
        &[Add("ship.ON_STRIKE", "numeric = 5\nstatus = 404\nmessage = 'Strike'\nwhen = 'Ask again.'")],
        &[Add("ship.NO_POST", "numeric = 4\nstatus = 400\nmessage = 'No post'\nwhen = 'A holiday.'")],
        &[Add("stock.ON_STRIKE", "status = 400\nmessage = 'Strike'\nwhen = 'Ask again.'")],
    ];
    for edits in changes {
        let verdict = since_release(&released_lock(""), &base, &edited_sample(edits), MINOR, true);
        assert!(verdict.pass, "{:#?}", verdict.findings);
        assert_eq!(highest_severity(&verdict), Some(Severity::Major));
        assert!(verdict.findings.iter().all(|finding| verdict.allows(finding)));
        assert!(!since_release(&released_lock(""), &base, &edited_sample(edits), MINOR, false).pass);
        // A change of a released code does not pass.
        let more = [edits, &[Set("decline.LIMIT_REACHED", "numeric", "12")]].concat();
        let verdict = since_release(&released_lock(""), &base, &edited_sample(&more), MINOR, true);
        let blocking: Vec<_> = verdict.findings.iter().filter(|finding| !verdict.allows(finding)).collect();
        assert!(blocking.iter().any(|finding| finding.subject.name() == "LIMIT_REACHED"), "{blocking:#?}");
        assert!(!verdict.pass);
    }
}

/// A retirement that was never released can be undone. No other code may take the number.
#[test]
fn an_unreleased_retirement_can_be_undone() {
    let entry = "group = 'ship'\nnumeric = 3\nsince = '2.0.0'\nwhy = 'Nothing is.'";
    let base = edited_sample(&[Remove("ship.TOO_FAR"), Add("retired.TOO_FAR", entry)]);
    let verdict = since_release(&released_lock(""), &base, SAMPLE, BREAKING, true);
    assert!(verdict.pass, "{:#?}", verdict.findings);
    assert!(!since_release(&released_lock(""), &base, SAMPLE, BREAKING, false).pass);
    let other = edited_sample(&[
        Remove("ship.TOO_FAR"),
        Add("ship.NO_POST", "numeric = 3\nstatus = 400\nmessage = 'No post'\nwhen = 'A holiday.'"),
    ]);
    assert!(!since_release(&released_lock(""), &base, &other, BREAKING, true).pass);
}

#[test]
fn all_entries_of_a_new_table_are_additions() {
    let (empty, table, crate_version) = (Table::default(), read(SAMPLE), version("0.1.0"));
    let lock = read_lock(&lock::write(None, &table, &crate_version));
    let of = |lock| Review {
        base: &empty,
        scope: Scope::Everything,
        base_lock: None,
        table: &table,
        lock,
        version: &crate_version,
        released: None,
    };
    let verdict = review(&of(Ok(&lock)));
    assert!(verdict.pass && highest_severity(&verdict) == Some(Severity::Minor), "{:#?}", verdict.findings);
    let missing = lock::missing();
    assert_eq!(blocking_rules(&review(&of(Err(&missing)))), ["missing-lock"]);
    let damaged = parse_lock("<<<<<<< ours\n").expect_err("a conflict");
    assert_eq!(blocking_rules(&review(&of(Err(&damaged)))), ["merge-conflict"]);
}

#[test]
fn the_policy_of_every_rule_fits_its_severity() {
    for rule in rules::ALL {
        let expected = match rule.severity {
            Severity::Patch | Severity::Minor => [AllowedIn::EveryRelease].as_slice(),
            Severity::Major => &[AllowedIn::BreakingReleases, AllowedIn::NoRelease],
            Severity::Error => &[AllowedIn::NoRelease],
        };
        assert!(expected.contains(&AllowedIn::of(rule)), "{}", rule.name);
    }
}
