//! The formats of findings. A reader for each format checks that all formats report the same findings, and that no text can
//! break a format.

use std::collections::BTreeMap;

use anstyle_parse::{DefaultCharAccumulator, Params, Parser, Perform};
use comrak::nodes::{AstNode, NodeValue};
use errcodes::table::text::is_invisible;
use serde_json::Value;

use crate::cases::INDEPENDENT;
use crate::edits::edited_sample;
use crate::github_markdown::{self, content};
use crate::schema::violations;
use crate::{Folder, SAMPLE, repository};

const FORMATS: [&str; 6] = ["text", "markdown", "github", "gitlab", "sarif", "json"];

/// The number of findings of each rule.
type RuleCounts = BTreeMap<String, usize>;

fn count<'a>(rules: impl Iterator<Item = &'a str>) -> RuleCounts {
    let mut counts = RuleCounts::new();
    for rule in rules {
        *counts.entry(rule.to_owned()).or_default() += 1;
    }
    counts
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap_or_else(|| panic!("expected an array: {value}")).iter()
}

fn json(text: &str) -> Value {
    assert!(!text.chars().any(|c| c != '\n' && is_invisible(c)), "{text}");
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Reads a report. Fails if the report is not valid, or if a reader of the format would interpret a text as markup or as a
/// command.
fn rules_of(format: &str, out: &str) -> RuleCounts {
    match format {
        "text" => {
            let shown = text_in_terminal(out);
            let headlines = shown.lines().filter_map(|line| {
                let (label, _) = line.split_once("]: ")?;
                let (place, rule) = label.rsplit_once('[')?;
                let severity = place.rsplit_once(": ")?.1;
                ["error", "major", "minor", "patch"].contains(&severity).then_some(rule)
            });
            count(headlines)
        }
        "markdown" => rules_in_markdown(out),
        "github" => {
            let commands = workflow_commands(out);
            let titles = commands.iter().map(|(properties, _)| properties["title"].as_str());
            let rules = titles.filter_map(|title| Some(title.split_once('[')?.1.split_once(']')?.0));
            count(rules)
        }
        "gitlab" => {
            let report = json(out);
            let mut fingerprints: Vec<_> = array(&report).map(|issue| issue["fingerprint"].as_str()).collect();
            let all = fingerprints.len();
            fingerprints.sort_unstable();
            fingerprints.dedup();
            assert_eq!(fingerprints.len(), all, "two fingerprints are equal: {out}");
            for issue in array(&report) {
                let severity = issue["severity"].as_str().expect("a severity");
                assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{issue}");
                assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{issue}");
                assert!(issue["description"].is_string() && issue["location"]["path"].is_string(), "{issue}");
            }
            count(array(&report).map(|issue| issue["check_name"].as_str().expect("a rule")))
        }
        "sarif" => {
            let report = json(out);
            assert_eq!((&report["version"], array(&report["runs"]).count()), (&"2.1.0".into(), 1));
            let run = &report["runs"][0];
            let rules: Vec<_> = array(&run["tool"]["driver"]["rules"]).collect();
            assert!(
                rules.iter().all(|rule| rule["help"]["markdown"].as_str().is_some_and(|page| page.contains("## Fix")))
            );
            for result in array(&run["results"]) {
                let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small index");
                assert_eq!(rules[index]["id"], result["ruleId"]);
                let region = &result["locations"][0]["physicalLocation"]["region"];
                let at = |field: &str| region[field].as_u64().unwrap_or_else(|| panic!("{result}"));
                assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")), "{result}");
                let uri =
                    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a URI");
                assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%/-._~".contains(&byte)), "{uri}");
            }
            count(array(&run["results"]).map(|result| result["ruleId"].as_str().expect("a rule")))
        }
        "json" => {
            let report = json(out);
            assert_eq!(violations(&report), Vec::<String>::new(), "{report:#}");
            count(array(&report["findings"]).map(|finding| finding["rule"].as_str().expect("a rule")))
        }
        format => panic!("no reader for {format}"),
    }
}

/// A terminal that records all actions except printing, line breaks and styles. Outputs must not cause other actions.
#[derive(Default)]
struct Terminal {
    shown: String,
    actions: Vec<String>,
}

impl Perform for Terminal {
    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.shown.push('\n'),
            byte => self.actions.push(format!("control character {byte:02x}")),
        }
    }

    fn print(&mut self, c: char) {
        if is_invisible(c) {
            self.actions.push(format!("U+{:04X}", u32::from(c)));
        }
        self.shown.push(c);
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, action: u8) {
        self.actions.push(format!("device control {action}"));
    }

    fn osc_dispatch(&mut self, parameters: &[&[u8]], _: bool) {
        self.actions.push(format!("operating system command {parameters:?}"));
    }

    fn csi_dispatch(&mut self, _: &Params, _: &[u8], _: bool, action: u8) {
        if action != b'm' {
            self.actions.push(format!("control sequence {action}"));
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.actions.push(format!("escape {byte}"));
    }
}

/// Returns the text that a terminal shows. Checks that the output causes no other action in a terminal or in the log of a CI job.
#[track_caller]
fn text_in_terminal(out: &str) -> String {
    let mut terminal = Terminal::default();
    let mut parser = Parser::<DefaultCharAccumulator>::new();
    for byte in out.bytes() {
        parser.advance(&mut terminal, byte);
    }
    assert_eq!(terminal.actions, Vec::<String>::new(), "{out:?}");
    check_log(&terminal.shown);
    terminal.shown
}

/// Checks that the log of a CI job contains no commands.
#[track_caller]
fn check_log(out: &str) {
    assert!(!out.contains("##[") && !out.contains("##vso["), "{out}");
    let command = out.lines().find(|line| line.trim_start().starts_with("::"));
    assert_eq!(command, None);
}

/// Returns the properties and the message of each workflow command, as the runner of GitHub reads them.
fn workflow_commands(out: &str) -> Vec<(BTreeMap<String, String>, String)> {
    assert!(!out.contains("##[") && !out.contains("##vso["), "{out}");
    assert!(!out.chars().any(|c| c != '\n' && is_invisible(c)), "{out}");
    let unescape = |text: &str| {
        text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    };
    let commands = out.lines().filter(|line| line.trim_start().starts_with("::"));
    let commands = commands.map(|line| {
        let (head, text) = line[2..].split_once("::").unwrap_or_else(|| panic!("{line}"));
        let (name, properties) = head.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let properties = properties.split(',').map(|property| {
            let (key, value) = property.split_once('=').unwrap_or_else(|| panic!("{line}"));
            assert!(["file", "line", "col", "title"].contains(&key), "{line}");
            (key.to_owned(), unescape(value))
        });
        (properties.collect(), unescape(text))
    });
    commands.collect()
}

/// Returns the rules in a comment. Checks that GitHub finds no other markup in the comment.
fn rules_in_markdown(out: &str) -> RuleCounts {
    assert!(!out.chars().any(|c| c != '\n' && is_invisible(c)), "{out}");
    check_log(out);
    let arena = comrak::Arena::new();
    let root = comrak::parse_document(&arena, out, &github_markdown::options());
    let mut rules = Vec::new();
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::HtmlBlock(block) => {
                for line in block.literal.lines().filter(|line| !line.is_empty()) {
                    let is_ours = ["<!-- errcodes: ", "<details><summary>", "<details open><summary>", "</details>"];
                    assert!(is_ours.iter().any(|start| line.starts_with(start)), "{line}");
                    assert!(line.matches('<').count() <= 3, "{line}");
                }
            }
            NodeValue::HtmlInline(html) => assert_eq!(html, "<br>"),
            NodeValue::Text(text) => {
                assert!(!github_markdown::has_mention(text), "{text}");
            }
            NodeValue::Strong if is_rule(node) => rules.push(content(node)),
            NodeValue::Document
            | NodeValue::Paragraph
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::Code(_)
            | NodeValue::Strong
            | NodeValue::SoftBreak => {}
            other => panic!("{other:?} in {out}"),
        }
    }
    count(rules.iter().map(String::as_str))
}

fn is_rule<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors().any(|node| matches!(node.data.borrow().value, NodeValue::Item(_)))
}

/// Tests all pairs of independent changes.
#[test]
fn all_formats_report_the_same_findings() {
    let folder = Folder::new("formats-same");
    folder.write("old.toml", SAMPLE);
    for (at, (name, edits, findings)) in INDEPENDENT.iter().enumerate() {
        for (other, more_edits, more_findings) in &INDEPENDENT[at..] {
            let edits = if name == other { edits.to_vec() } else { [*edits, more_edits].concat() };
            let findings = if name == other { findings.to_vec() } else { [*findings, more_findings].concat() };
            folder.write("new.toml", edited_sample(&edits));
            let expected = count(findings.iter().map(|finding| finding.split(' ').nth(1).expect("a rule")));
            // To save time, a pair is tested in one format only. Each change alone is tested in all formats.
            let turn = (at + more_findings.len() + edits.len()) % FORMATS.len();
            let formats = if name == other { &FORMATS[..] } else { &FORMATS[turn..=turn] };
            for format in formats {
                let output = folder.errcodes(&["diff", "old.toml", "new.toml", "--format", format]);
                assert!(output.err.is_empty(), "{output:?}");
                assert_eq!(rules_of(format, &output.out), expected, "{name}; {other}: {format}\n{}", output.out);
            }
        }
    }
}

/// A review reports the findings of the comparison and missing records of the lock.
#[test]
fn a_review_reports_the_same_findings_in_all_formats() {
    let folder = repository("formats-review");
    for (at, (name, edits, findings)) in INDEPENDENT.iter().enumerate() {
        let (_, more_edits, more_findings) = INDEPENDENT[(at + 7) % INDEPENDENT.len()];
        folder.write("codes.toml", edited_sample(&[*edits, more_edits].concat()));
        let expected =
            count(findings.iter().chain(more_findings).map(|finding| finding.split(' ').nth(1).expect("a rule")));
        let reports = FORMATS.map(|format| {
            let output = folder.errcodes(&["review", "--base", "HEAD", "--format", format]);
            assert!(output.err.is_empty() && output.code < Some(2), "{output:?}");
            (output.code, rules_of(format, &output.out))
        });
        assert!(reports.iter().all(|report| *report == reports[0]), "{name}: {reports:?}");
        let (code, mut rules) = reports[0].clone();
        let has_gap = rules.remove("not-recorded").is_some();
        assert_eq!(rules, expected, "{name}");
        let is_major = findings.iter().chain(more_findings).any(|finding| finding.starts_with("major"));
        assert_eq!(code, Some(i32::from(has_gap || is_major)), "{name}");
    }
}

/// Valid texts of a table that have a special meaning in one of the formats.
const TEXTS: [&str; 12] = [
    "::error file=x::pwned",
    "  x ##[error]pwned ##vso[task.complete]pwned",
    "@octocat and #1 and GH-1 and a@b.example and mailto:a@b.example",
    "www.example.com http://example.com https://example.com ftp://example.com",
    "[x](http://example.com) ![x](y.png) <http://example.com>",
    "<script>alert(1)</script><!-- --></details></summary><img src=x onerror=y> &lt; &amp; &#64;",
    "`` a ` b ``` c ` @octocat ``",
    "| a | b | \\| c \\",
    "**bold** _em_ ~~del~~ - [ ] task $x$ :smile:",
    "100% %0A::error::x %25 %2C %3A a,b:c",
    "${{ github.token }} $(id) `id` %PATH% !x",
    "\"}]} \\u0000 \\n \\\" // */ ]]> '",
];

#[test]
fn no_text_breaks_a_format() {
    let folder = Folder::new("formats-texts");
    let literal = |text: &str| format!("\"{}\"", text.trim().replace('\\', "\\\\").replace('"', "\\\""));
    for (at, text) in TEXTS.iter().enumerate() {
        let other = TEXTS[(at + 1) % TEXTS.len()];
        let changed = SAMPLE.replace("\"Sold out\"", &literal(text)).replace("\"Nobody goes there.\"", &literal(other));
        // A file name may contain the same texts, and control characters.
        let name = format!("{}.toml", text.replace('/', "\u{202e}\x1b]0;x\x07\u{85}"));
        let file = if name.starts_with('-') { format!("./{name}") } else { name };
        folder.write("old.toml", SAMPLE).write(&file, changed);
        for format in FORMATS {
            let color = if at % 3 == 0 { "always" } else { "never" };
            let output = folder.errcodes(&["diff", "--format", format, "--color", color, "--", "old.toml", &file]);
            assert_eq!(output.err, "");
            let expected = count(["message-reworded", "when-reworded"].into_iter());
            assert_eq!(rules_of(format, &output.out), expected, "{format}: {}", output.out);
            let is_exact = match format {
                "json" => json(&output.out)["findings"]
                    .to_string()
                    .contains(&serde_json::to_string(text.trim()).expect("JSON")),
                "github" => workflow_commands(&output.out).iter().any(|(_, message)| {
                    message.contains(&text.trim().replace("##[", "##\\[").replace("##vso[", "##vso\\["))
                        || message.lines().any(|line| line.trim_start_matches("+ ") == text.trim())
                }),
                _ => true,
            };
            assert!(is_exact, "{format}: {}", output.out);
        }
    }
}

/// An invalid table may contain any character in texts, keys and comments.
#[test]
fn no_character_breaks_a_format() {
    let folder = Folder::new("formats-characters");
    let odd = (0..=0x9f_u32)
        .chain([0xad, 0x61c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xe0041]);
    for c in odd.filter_map(char::from_u32).filter(|c| is_invisible(*c)) {
        // First escaped in keys and texts, then unescaped. TOML may forbid the unescaped character.
        let escaped = format!("\\U{:08X}", u32::from(c));
        let texts = [
            format!(
                "{SAMPLE}\n[\"x{escaped}]0;y::error::z\"]\nenum = \"E{escaped}\"\n\"k{escaped}[2J\" = \"v{escaped}\"\n"
            ),
            SAMPLE.replace("\"Sold out\"", &format!("\"Sold{c}[31m ##[error] out\"")),
            format!("# a comment with {c}\n{SAMPLE}oops{c} = 1\n"),
        ];
        for (at, text) in texts.iter().enumerate() {
            folder.write("codes.toml", text);
            // The first table is tested in all formats. The others are tested in `text` only, which shows lines of the file.
            let formats = if at == 0 { &FORMATS[..] } else { &FORMATS[..1] };
            for format in formats {
                let color = if u32::from(c) % 2 == 0 { "always" } else { "never" };
                let output = folder.errcodes(&["check", "--format", format, "--color", color]);
                assert!(output.err.is_empty() && output.code < Some(2), "{output:?}");
                let rules = rules_of(format, &output.out);
                let rule = if ['\n', '\r'].contains(&c) { "multiline-text" } else { "invisible-character" };
                assert!(at > 0 || rules.contains_key(rule), "{format}: {rules:?}\n{}", output.out);
            }
        }
        // Messages contain names from the command line.
        if c != '\0' && c != '\n' {
            let name = format!("no{c}]0;x ##[error] ::error::y");
            let error = folder.errcodes(&["check", &name]).refusal();
            text_in_terminal(&error);
            let error = folder.errcodes(&["explain", &name]).out(1);
            text_in_terminal(&error);
        }
    }
}

/// Some readers limit the size of a report. The report counts the findings that are left out.
#[test]
fn each_format_stays_within_the_limit_of_its_reader() {
    let folder = Folder::new("formats-caps");
    let head = "[status.400]\nreason = \"Bad Request\"\n\n[big]\nenum = \"BigError\"\nabout = \"Many.\"\n".to_owned();
    let code = |at: usize| {
        format!("\n[big.CODE_{at}_X]\nnumeric = {at}\nstatus = 400\nmessage = \"Message {at}\"\nwhen = \"When {at}\"\n")
    };
    let old = (1..=6000).map(code).fold(head, |text, code| text + &code);
    folder.write("old.toml", &old).write("new.toml", old.replace("_X]", "_Y]"));
    let run = |format: &str| folder.errcodes(&["diff", "old.toml", "new.toml", "--format", format]).out(1);
    let all: usize = rules_of("json", &run("json")).values().sum();
    assert!(all >= 6000, "{all}");
    let github = run("github");
    let commands = workflow_commands(&github);
    assert_eq!(commands.len(), 11, "{github}");
    let (_, rest) = commands.last().expect("a command");
    assert!(rest.starts_with(&format!("findings not shown as annotations: {};", all - 10)), "{rest}");
    let markdown = run("markdown");
    assert!(markdown.chars().count() <= 60_000, "{}", markdown.len());
    let shown: usize = rules_of("markdown", &markdown).values().sum();
    assert!(shown > 100 && markdown.contains(&format!("Findings not shown: {}.", all - shown)), "{shown}");
    assert!(
        markdown.lines().nth(1).is_some_and(|line| line.contains(&format!("{all} major"))),
        "the counts are in the second line"
    );
    let gitlab = json(&run("gitlab"));
    assert_eq!(array(&gitlab).count(), 1001);
    assert!(
        gitlab[1000]["description"].as_str().is_some_and(|text| text == format!("findings not listed: {}", all - 1000))
    );
    let sarif = json(&run("sarif"));
    assert_eq!(array(&sarif["runs"][0]["results"]).count(), 5000);
    assert!(sarif.to_string().contains(&format!("findings not listed: {}", all - 5000)));
}

/// In a job of GitHub Actions, the format `github` also adds the findings to the summary of the job.
#[test]
fn the_format_github_writes_the_summary_of_the_job() {
    let folder = Folder::new("formats-summary");
    folder.write("old.toml", SAMPLE).write("new.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    folder.write("summary.md", "Before\n");
    for (format, grows) in [("github", true), ("text", false)] {
        let before = folder.read("summary.md");
        let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(["diff", "old.toml", "new.toml", "--format", format]).env("GITHUB_STEP_SUMMARY", "summary.md");
        crate::output_of(&mut command).out(1);
        let after = folder.read("summary.md");
        assert_eq!(after.len() > before.len(), grows);
        assert!(after.starts_with(&before));
    }
    let summary = folder.read("summary.md");
    assert_eq!(rules_of("markdown", summary.trim_start_matches("Before\n")), count(["number-changed"].into_iter()));
}

/// A job replaces the comment that has the same first line.
#[test]
fn a_comment_begins_with_the_marker_of_its_table() {
    let folder = Folder::new("formats-marker");
    folder.write("a.toml", SAMPLE).write("b.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    let first = |files: [&str; 2]| {
        let output = folder.errcodes(&["diff", files[0], files[1], "--format", "markdown", "--fail-on", "none"]);
        output.out(0).lines().next().expect("a line").to_owned()
    };
    assert_eq!(first(["a.toml", "b.toml"]), "<!-- errcodes: b.toml -->");
    assert_eq!(first(["b.toml", "a.toml"]), first(["a.toml", "a.toml"]));
}
