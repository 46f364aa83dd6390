//! Positions and snippets are right for every byte, and aligned in a terminal. The time to compute them
//! is linear in the size of the file.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use errcodes::table::source::{Position, Source};
use errcodes::table::{self, finding};

#[test]
fn every_byte_has_the_position_that_an_editor_shows() {
    let texts =
        ["", "\n", "a\nbc\n\nd", "ä\u{1f980}\r\nb\n", "\u{feff}a\nb", &"ü\n\tö".repeat(3000), &"é".repeat(5000)];
    for text in texts {
        let source = Source::new("codes.toml", text.into());
        let (mut line, mut column) = (1, 1);
        for (offset, c) in text.char_indices() {
            if c == '\u{feff}' {
                continue;
            }
            assert_eq!(source.position(offset), Position { line, column }, "{offset} of {text:.20?}");
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(source.position(text.len()), Position { line, column });
        assert_eq!(source.position(usize::MAX), Position { line, column });
    }
}

#[test]
fn marks_align_below_wide_characters_tabs_and_combining_marks() {
    for before in ["abc = ", "\"漢字\" = ", "\t\"\t\" = ", "\"🦀e\u{301}\" = ", "\"ｆｕｌｌ\" = "] {
        let text = format!("{before}\"x\"\n");
        let source = Source::new("codes.toml", text.clone().into());
        let snippet = source.snippet(&[(&(before.len()..before.len() + 3), '^')]);
        let (shown, marks) = snippet.trim_end().split_once('\n').unwrap();
        let columns = |text: &str| unicode_width::UnicodeWidthStr::width(text);
        assert_eq!(columns(&shown[..shown.rfind("\"x\"").unwrap()]), columns(marks.trim_end_matches('^')), "{snippet}");
        assert!(marks.ends_with(" ^^^"), "{snippet}");
    }
}

#[test]
fn a_long_line_is_cut() {
    let text = format!("a = \"{}\"\nb = {}", "x".repeat(1_000_000), "é".repeat(1_000_000));
    let source = Source::new("codes.toml", text.clone().into());
    for span in [4..1_000_006, 500_000..500_003, 1_000_010..text.len(), 1_500_001..1_500_003] {
        for line in source.snippet(&[(&span, '^')]).lines() {
            assert!(line.chars().count() < 300, "{}", line.len());
        }
    }
}

/// Returns a table with 10,000 codes. All have an empty message and the same number. They are on separate lines or on one
/// line.
fn table_with_problems(one_line: bool) -> String {
    let status = "[status.400]\nreason = \"R\"\n";
    let mut text = String::new();
    for number in 0..10_000 {
        let _ = if one_line {
            write!(text, ", CODE_{number} = {{ numeric = 1, status = 400, message = \"\", when = \"w\" }}")
        } else {
            writeln!(text, "[g.CODE_{number}]\nnumeric = 1\nstatus = 400\nmessage = \"\"\nwhen = \"w\"\n")
        };
    }
    if one_line {
        format!("g = {{ enum = \"G1\", about = \"A\"{text} }}\n{status}")
    } else {
        format!("{status}[g]\nenum = \"G1\"\nabout = \"A\"\n{text}")
    }
}

/// Returns a table of 5,000 codes. Each code is in a group that does not exist, but the name of another group is similar.
fn table_with_misspelled_groups() -> String {
    let mut text = "[status.400]\nreason = \"R\"\n".to_owned();
    for number in 0..5000 {
        let _ = writeln!(
            text,
            "[grp{number}]\nenum = \"G{number}\"\nabout = \"A\"\n[grq{number}.C_{number}]\nstatus = 400"
        );
        let _ =
            writeln!(text, "[retired.R_{number}]\ngroup = \"grr{number}\"\nnumeric = 1\nsince = \"1\"\nwhy = \"w\"");
    }
    text
}

#[test]
fn time_is_linear_in_the_number_of_problems() {
    for (text, at_least) in [
        (table_with_problems(false), 19_999),
        (table_with_problems(true), 19_999),
        (table_with_misspelled_groups(), 10_000),
        ("<<<<<<< a\n".repeat(1_000_000), 1),
        ("x\n".repeat(20_000), 20_000),
    ] {
        let source = Source::new("codes.toml", text.into());
        let start = Instant::now();
        let problems = table::read(&source, b"").unwrap_err();
        let report = finding::report(&problems, &source, finding::plain);
        assert!(problems.len() >= at_least, "{}", problems.len());
        assert!(!report.is_empty());
        // In a debug build, a quadratic algorithm takes minutes.
        assert!(start.elapsed() < Duration::from_secs(60), "{} problems: {:?}", problems.len(), start.elapsed());
    }
}
