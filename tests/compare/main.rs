//! Comparisons, locks, reviews and merges. Each case lists all findings that the comparison must report.

mod cases;
mod edits;
mod merging;
mod review;
mod size;

use std::collections::{BTreeMap, BTreeSet};

use cases::{ENTANGLED, INDEPENDENT, MEANINGLESS};
use edits::{Edit, SAMPLE, edited_sample};
use errcodes::compare::lock::{self, Lock};
use errcodes::compare::version::Version;
use errcodes::compare::{compare, rules};
use errcodes::table::{self, Document, Finding, Severity, Source, Table};

fn source(text: &str) -> Source {
    Source::new("codes.toml", text.as_bytes().to_vec())
}

#[track_caller]
fn read(text: &str) -> Table {
    let source = source(text);
    table::read(&source, b"")
        .unwrap_or_else(|problems| panic!("{}", table::finding::report(&problems, &source, table::finding::plain)))
}

fn read_lock(text: &str) -> Lock {
    lock::parse(&Source::new(lock::PATH, text.as_bytes().to_vec())).expect("a lock")
}

fn version(text: &str) -> Version {
    Version::parse(text).expect("a version")
}

/// Returns `severity rule subject: before -> after`.
fn label(finding: &Finding) -> String {
    let value = |value: &Option<String>| value.as_deref().unwrap_or("nothing").to_owned();
    let (before, after) = (value(&finding.before), value(&finding.after));
    let severity = finding.rule.severity.name();
    format!("{severity} {} {}: {before} -> {after}", finding.rule.name, finding.subject.name())
}

/// Compares the sample with the edited sample. Returns the difference from the expected findings, if there is one.
fn mismatch(name: &str, edits: &[Edit], expected: &[&str]) -> Option<String> {
    let text = edited_sample(edits);
    let table = read(&text);
    let findings = compare(&read(SAMPLE), &table);
    assert!(findings.is_sorted_by_key(|finding| core::cmp::Reverse(finding.rule.severity)), "{name}");
    for finding in &findings {
        position_fits(name, finding, &text);
        wording_is_consistent(name, finding);
    }
    help_is_consistent(name, &table, &findings);
    let mut labels: Vec<_> = findings.iter().map(label).collect();
    let mut expected = expected.to_vec();
    labels.sort();
    expected.sort_unstable();
    (labels != expected).then(|| format!("{name}:\n  found {labels:#?}\n  expected {expected:#?}"))
}

/// Checks that the position of a finding is a value or a header that the finding names.
fn position_fits(name: &str, finding: &Finding, new: &str) {
    let text = match finding.site.document {
        Document::Table => new,
        Document::Base => SAMPLE,
        other => panic!("{name}: {other:?}"),
    };
    let there = &text[finding.site.span.clone()];
    let there = there.trim_matches(['"', '\'']);
    assert!(!there.is_empty(), "{name}: {finding:?}");
    let subject = finding.subject.name();
    let values = [finding.before.as_deref(), finding.after.as_deref(), Some(&subject), Some(&finding.message)];
    let is_number = |text: &str| text.parse::<u32>().is_ok() || text.starts_with("0x") || text.contains('_');
    let is_there = values.into_iter().flatten().any(|value| value.contains(there));
    assert!(is_there || is_number(there) || there.contains('\\'), "{name}: {there}: {finding:?}");
}

/// Checks the form of message and help: no period at the end, and the message does not repeat the help.
fn wording_is_consistent(name: &str, finding: &Finding) {
    let Finding { message, help, .. } = finding;
    assert!(!message.is_empty() && !message.contains("  ") && !help.contains("  "), "{name}: {message}; {help}");
    assert!(help.is_empty() || !message.contains(help.as_str()), "{name}: {message}; {help}");
    assert_eq!(help.is_empty(), finding.rule.severity < Severity::Major, "{name}: {message}; {help}");
    assert!(!message.ends_with('.') && !help.ends_with('.'), "{name}: {message}; {help}");
}

/// Checks the advice of all findings together. No code is told to take two numbers, and no two codes are told to take the same
/// number. No finding asks for a name that another finding refuses.
fn help_is_consistent(name: &str, table: &Table, findings: &[Finding]) {
    let mut numbers = BTreeMap::new();
    for finding in findings {
        let Finding { subject, help, .. } = finding;
        // These forms of help advise a number. The help "restore NAME with `numeric = N`" is about the old name of the code, so it
        // is skipped.
        let number = help
            .strip_prefix("restore `numeric = ")
            .or_else(|| {
                help.strip_prefix("move it back to ")?.split_once("` with `numeric = ").map(|(_, number)| number)
            })
            .or_else(|| help.split_once(" the number ").map(|(_, number)| number));
        let number: Option<String> = number.map(|text| text.chars().take_while(char::is_ascii_digit).collect());
        if let Some(number) = number {
            let other = numbers.insert(subject.name(), number.clone());
            assert!(other.is_none_or(|other| other == number), "{name}: {findings:#?}");
        }
        let is_back = |other: &Finding| {
            other.rule.name == "retired-name-back" && help.contains(&format!("add {}", other.subject))
        };
        assert!(!findings.iter().any(is_back), "{name}: {findings:#?}");
    }
    let group_of =
        |name: &str| table.codes().find(|(_, code)| code.name.value == name).map(|(group, _)| &group.key.value);
    let distinct: BTreeSet<_> = numbers.iter().map(|(name, number)| (group_of(name), number)).collect();
    assert_eq!(distinct.len(), numbers.len(), "{name}: {findings:#?}");
}

fn no_mismatch(mismatches: impl Iterator<Item = Option<String>>) {
    let mismatches: Vec<_> = mismatches.flatten().collect();
    assert!(mismatches.is_empty(), "{}", mismatches.join("\n\n"));
}

#[test]
fn each_case_has_exactly_the_expected_findings() {
    let all: Vec<_> = [INDEPENDENT, MEANINGLESS, ENTANGLED].concat();
    assert!(all.len() >= 100, "{}", all.len());
    no_mismatch(all.iter().map(|(name, edits, findings)| mismatch(name, edits, findings)));
}

#[test]
fn independent_changes_have_the_same_findings_together_as_alone() {
    let pairs = INDEPENDENT
        .iter()
        .enumerate()
        .flat_map(|(at, one)| INDEPENDENT[at + 1..].iter().map(move |other| (one, other)));
    no_mismatch(pairs.map(|((name, edits, findings), (other, more_edits, more_findings))| {
        let (edits, findings) = ([*edits, more_edits].concat(), [*findings, more_findings].concat());
        mismatch(&format!("{name}; {other}"), &edits, &findings)
    }));
    let edits: Vec<_> = INDEPENDENT.iter().flat_map(|(_, edits, _)| *edits).copied().collect();
    let findings: Vec<_> = INDEPENDENT.iter().flat_map(|(_, _, findings)| *findings).copied().collect();
    no_mismatch([mismatch("all at once", &edits, &findings)].into_iter());
}

#[test]
fn every_rule_has_a_case() {
    let labels = [INDEPENDENT, ENTANGLED].concat();
    let labels = labels.iter().flat_map(|(_, _, findings)| *findings);
    let with_case: BTreeSet<_> = labels.map(|label| label.split(' ').nth(1).expect("a rule")).collect();
    // The tests of locks cover the rules of a lock.
    let of_changes = |rule: &&&table::Rule| rule.severity != Severity::Error && ***rule != rules::RECORD_DROPPED;
    let all: BTreeSet<_> = rules::ALL.iter().filter(of_changes).map(|rule| rule.name).collect();
    let missing: Vec<_> = all.difference(&with_case).collect();
    assert!(
        missing.is_empty(),
        "no case has a finding of these rules: {missing:?}; add cases to tests/compare/cases.rs"
    );
    assert_eq!(with_case, all, "cases have findings of rules that a comparison of two tables does not report");
}

/// The lock refuses the changes of the contract that are major in the comparison.
#[test]
fn the_lock_refuses_the_major_changes() {
    // The lock does not refuse these major changes. The first three break Rust code only. A dropped retired entry stays in the
    // lock.
    let beyond = ["enum-renamed", "group-removed", "variant-renamed", "retired-dropped"];
    let version = version("1.0.0");
    let lock = read_lock(&lock::write(None, &read(SAMPLE), &version));
    for (name, edits, findings) in [INDEPENDENT, MEANINGLESS, ENTANGLED].concat() {
        let major = findings.iter().filter_map(|finding| finding.strip_prefix("major "));
        let expected = major.filter(|finding| !beyond.iter().any(|rule| finding.starts_with(rule))).count() > 0;
        let gaps = lock::compare(&lock, &read(&edited_sample(edits)), &version);
        let refused = gaps.iter().any(|gap| lock::refuses(gap, &lock, &version));
        assert_eq!(refused, expected, "{name}: {gaps:#?}");
    }
}
