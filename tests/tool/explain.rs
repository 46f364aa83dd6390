//! `errcodes explain`. Every rule has a page. The example on a page has a finding of the rule, and the fix does not.

use std::collections::BTreeSet;

use errcodes::table::{Rule, Severity};
use errcodes::{compare, table};
use serde_json::Value;

use crate::{Folder, SAMPLE, git, output_of, repository};

const PAGES: [&str; 2] =
    [include_str!("../../src/bin/errcodes/pages/table.md"), include_str!("../../src/bin/errcodes/pages/compare.md")];

fn rules() -> impl Iterator<Item = &'static Rule> {
    table::rules::ALL.iter().chain(compare::rules::ALL).copied()
}

/// A fenced block of a page.
struct Block<'a> {
    info: &'a str,
    lines: Vec<&'a str>,
}

/// Returns the fenced blocks in this section of the page of a rule.
fn blocks<'a>(rule: &str, section: &str) -> Vec<Block<'a>> {
    let heading = format!("# {rule}\n");
    let page = PAGES.iter().find_map(|pages| {
        let start = if pages.starts_with(&heading) { 0 } else { pages.find(&format!("\n{heading}"))? + 1 };
        Some(&pages[start + heading.len()..])
    });
    let page = page.unwrap_or_else(|| panic!("no page for the rule {rule}; add one to src/bin/errcodes/pages/"));
    let (_, section) = page.split_once(&format!("\n## {section}\n")).unwrap_or_else(|| panic!("{rule}: no {section}"));
    let mut blocks = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            blocks.push(Block { info, lines: lines.by_ref().take_while(|line| *line != "```").collect() });
        } else if line.starts_with('#') {
            break;
        }
    }
    assert!(!blocks.is_empty(), "{rule}: no block in {section}");
    blocks
}

/// A TOML table of a file: its header and its lines.
type Section = (String, Vec<String>);

fn sections<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        match sections.last_mut() {
            Some((_, lines)) if !line.starts_with('[') => lines.push(line.to_owned()),
            _ => sections.push((line.to_owned(), Vec::new())),
        }
    }
    sections
}

fn key(line: &str) -> &str {
    line.split(" = ").next().unwrap_or_default()
}

/// Adds the tables of a snippet to a file. If the file has a table with the same header, the snippet replaces its values.
fn merge_sections(mut file: Vec<Section>, snippet: &[Section]) -> Vec<Section> {
    let known: BTreeSet<_> = file.iter().map(|(header, _)| header.clone()).collect();
    for (header, lines) in snippet {
        let Some((_, existing)) = file.iter_mut().find(|(other, _)| known.contains(header) && other == header) else {
            file.push((header.clone(), lines.clone()));
            continue;
        };
        for line in lines {
            match existing.iter_mut().find(|other| key(other) == key(line)) {
                Some(other) => other.clone_from(line),
                None => existing.push(line.clone()),
            }
        }
    }
    file
}

/// Applies a diff to the sample. The diff shows only the tables that it changes.
fn patch_sample(lines: &[&str]) -> String {
    let side = |signs: [char; 2]| {
        sections(
            lines
                .iter()
                .filter(|line| line.is_empty() || line.starts_with(signs))
                .map(|line| line.get(1..).unwrap_or("")),
        )
    };
    let (old, new) = (side([' ', '-']), side([' ', '+']));
    let sample = sections(SAMPLE.lines().skip(1));
    for (header, lines) in &old {
        let (_, known) = sample.iter().find(|(other, _)| other == header).unwrap_or_else(|| panic!("no {header}"));
        assert!(lines.iter().all(|line| known.contains(line)), "{header}: {lines:?}");
    }
    let mut file = sample;
    for (header, lines) in &old {
        match new.iter().find(|(other, _)| other == header) {
            None => file.retain(|(other, _)| other != header),
            Some((_, new_lines)) => {
                let is_removed =
                    |line: &String| lines.contains(line) && !new_lines.iter().any(|new| key(new) == key(line));
                file.iter_mut()
                    .filter(|(other, _)| other == header)
                    .for_each(|(_, lines)| lines.retain(|line| !is_removed(line)));
            }
        }
    }
    // A header that the diff removes and adds belongs to a table that was moved.
    let is_moved = |header: &str| lines.contains(&&*format!("-{header}")) && lines.contains(&&*format!("+{header}"));
    file.retain(|(header, _)| !is_moved(header));
    to_text(&merge_sections(file, &new))
}

fn to_text(sections: &[Section]) -> String {
    let sections: Vec<_> = sections.iter().map(|(header, lines)| format!("{header}\n{}\n", lines.join("\n"))).collect();
    sections.join("\n")
}

/// Applies a block: writes the file, applies the diff, or runs the commands.
fn apply(folder: &Folder, block: &Block<'_>) {
    match block.info {
        "toml" => drop(folder.write(
            "codes.toml",
            to_text(&merge_sections(sections(SAMPLE.lines().skip(1)), &sections(block.lines.iter().copied()))),
        )),
        "toml whole" => drop(folder.write("codes.toml", block.lines.join("\n"))),
        "toml latin-1" => {
            let file = merge_sections(sections(SAMPLE.lines().skip(1)), &sections(block.lines.iter().copied()));
            let bytes: Vec<u8> = to_text(&file).chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
            folder.write("codes.toml", bytes);
        }
        "diff" => drop(folder.write("codes.toml", patch_sample(&block.lines))),
        "sh" => {
            let path = std::path::Path::new(env!("CARGO_BIN_EXE_errcodes")).parent().expect("a folder");
            let path = format!("{}:{}", path.display(), std::env::var("PATH").expect("PATH"));
            let script = format!("set -e\n{}", block.lines.join("\n"));
            output_of(folder.command("sh").args(["-c", &script]).env("PATH", path)).success();
        }
        info => {
            let file = info.strip_prefix("diff ").unwrap_or_else(|| panic!("unknown kind of block: {info}"));
            let mut lines: Vec<_> = folder.read(file).lines().map(str::to_owned).collect();
            let mut at = lines.len() - 1;
            for line in &block.lines {
                let find = |lines: &[String]| {
                    lines
                        .iter()
                        .position(|other| *other == line[1..])
                        .unwrap_or_else(|| panic!("{file} has no line {line}"))
                };
                match &line[..1] {
                    "-" => {
                        at = find(&lines);
                        lines.remove(at);
                    }
                    "+" => {
                        lines.insert(at, line[1..].to_owned());
                        at += 1;
                    }
                    _ => at = find(&lines) + 1,
                }
            }
            folder.write(file, lines.join("\n") + "\n");
        }
    }
}

/// Runs the tool, and returns the rules of all findings.
fn reported_rules(folder: &Folder, arguments: &[&str]) -> BTreeSet<String> {
    let output = folder.errcodes(&[arguments, &["--format", "json"]].concat());
    assert!(output.code < Some(2), "{output:?}");
    let report: Value = serde_json::from_str(&output.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn every_rule_has_a_page_and_every_page_has_a_rule() {
    let folder = Folder::new("explain-pages");
    let list = folder.errcodes(&["explain"]).out(0);
    let mut names = BTreeSet::new();
    for rule in rules() {
        assert!(names.insert(rule.name), "{} is the name of two rules", rule.name);
        let page = folder.errcodes(&["explain", rule.name]).out(0);
        let parts = ["\n\nWhy it matters\n\n", "\n\nExample\n\n    ", "\n\nFix\n\n"].map(|part| page.find(part));
        assert!(parts.iter().all(Option::is_some) && parts.is_sorted(), "{page}");
        let head = format!("{} ({})\n\n", rule.name, rule.severity.name());
        assert!(
            page.starts_with(&head) && page[head.len()..].lines().next().is_some_and(|line| line.len() > 15),
            "{page}"
        );
        let line = list.lines().find(|line| line.trim_start().starts_with(&format!("{} ", rule.name)));
        assert!(line.is_some_and(|line| line.ends_with(rule.summary)), "{list}");
    }
    for pages in PAGES {
        for heading in pages.lines().filter_map(|line| line.strip_prefix("# ")).filter(|heading| !heading.contains(' '))
        {
            assert!(names.contains(heading), "the page `{heading}` has no rule");
        }
    }
}

#[test]
fn an_unknown_rule_gets_the_nearest_name() {
    let folder = Folder::new("explain-unknown");
    let out = folder.errcodes(&["explain", "duplicate-numbre"]).out(1);
    assert_eq!(out, "no rule is called `duplicate-numbre`; did you mean `duplicate-number`?\n");
    let out = folder.errcodes(&["explain", "quite another thing"]).out(1);
    assert_eq!(out, "no rule is called `quite another thing`; `errcodes explain` lists all rules\n");
    assert_eq!(
        folder.errcodes(&["explain", "[missing-field]"]).out(0),
        folder.errcodes(&["explain", "missing-field"]).out(0)
    );
}

#[test]
fn each_example_of_a_table_breaks_only_its_rule_and_the_fix_is_valid() {
    let folder = Folder::new("explain-table");
    for rule in table::rules::ALL {
        for block in blocks(rule.name, "Example") {
            apply(&folder, &block);
            assert_eq!(
                reported_rules(&folder, &["check"]),
                [rule.name.to_owned()].into(),
                "{}\n{}",
                rule.name,
                folder.lossy("codes.toml")
            );
        }
        for block in blocks(rule.name, "Fix") {
            apply(&folder, &block);
            let out = folder.errcodes(&["check"]);
            assert_eq!(out.code, Some(0), "{}: {}", rule.name, out.out);
        }
    }
}

/// For a rule about changes, the example edits the table. For a rule about locks, it edits the repository.
#[test]
fn each_example_of_a_change_breaks_its_rule_and_the_fix_does_not() {
    let folder = repository("explain-compare");
    folder.write("old.toml", SAMPLE);
    for rule in compare::rules::ALL {
        let arguments: &[&str] = match rule.severity {
            Severity::Error => &["lock", "--check"],
            _ if rule.name == "record-dropped" => &["review", "--base", "HEAD"],
            _ => &["diff", "old.toml", "codes.toml"],
        };
        let reset = || git(&folder, &["checkout", "-q", "HEAD", "--", "."]);
        reset();
        for block in blocks(rule.name, "Example") {
            apply(&folder, &block);
        }
        let example = reported_rules(&folder, arguments);
        assert!(example.contains(rule.name), "{}: {example:?}", rule.name);
        for block in blocks(rule.name, "Fix") {
            // A fix in commands runs after the example. A fix in a file or a diff starts from the unchanged repository.
            if block.info != "sh" {
                reset();
            }
            apply(&folder, &block);
        }
        let fixed = reported_rules(&folder, arguments);
        assert!(!fixed.contains(rule.name), "{}: {fixed:?}", rule.name);
        let is_major = |name: &String| rules().any(|rule| rule.name == name && rule.severity >= Severity::Major);
        assert!(!fixed.iter().any(is_major), "{}: {fixed:?}", rule.name);
    }
}
