//! `errcodes diff`: arguments, output formats and exit codes.

use crate::{Folder, SAMPLE, capture};

/// Returns the sample with a change of each class: a reworded message, a deprecated code and a changed status.
fn changed() -> String {
    SAMPLE
        .replace("The cart is empty", "Nothing is in it")
        .replace("[stock.SOLD_OUT]\n", "[stock.SOLD_OUT]\ndeprecated = \"Use RECALLED.\"\n")
        .replace("numeric = 7\nstatus = 402", "numeric = 7\nstatus = 400")
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("codes.toml", SAMPLE).write("new.toml", changed());
    folder
}

#[test]
fn text_lists_every_finding_and_ends_with_the_verdict() {
    let out = folder("diff-text").errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    let expected = "\
new.toml:80:10: major status-changed: NO_FUNDS
  - 402
  + 400
  clients that branch on the status break; keep 402, or add a code with 400

new.toml:111:14: minor deprecated: SOLD_OUT
  + Use RECALLED.
  it still works; the compiler warns programs that name it

new.toml:28:11: patch message-reworded: CART_EMPTY
  - The cart is empty
  + Nothing is in it
  reworded: no program may rely on the words

new.toml: major: 1 major, 1 minor, 1 patch; needs a major release (before 1.0, a minor release)
";
    assert_eq!(out, expected);
}

#[test]
fn the_exit_code_depends_on_the_threshold() {
    let folder = folder("diff-threshold");
    let minor = SAMPLE.replace("[stock.SOLD_OUT]\n", "[stock.SOLD_OUT]\ndeprecated = \"Use RECALLED.\"\n");
    let patch = SAMPLE.replace("The cart is empty", "Nothing is in it");
    folder.write("minor.toml", minor).write("patch.toml", patch);
    for (file, verdict, major, minor, patch) in [
        ("new.toml", "major: 1 major, 1 minor, 1 patch; needs a major release", 1, 1, 1),
        ("minor.toml", "minor: 1 minor; needs a minor release (before 1.0, a patch release)", 0, 1, 1),
        ("patch.toml", "patch: 1 patch; needs a patch release", 0, 0, 1),
        ("codes.toml", "none: nothing changed in meaning; needs no release", 0, 0, 0),
    ] {
        for format in ["text", "json", "markdown", "github"] {
            let run =
                |more: &[&str]| folder.errcodes(&[&["diff", "codes.toml", file, "--format", format], more].concat());
            let out = run(&[]).out(major);
            assert!(format != "text" || out.lines().last().is_some_and(|line| line.contains(verdict)), "{out}");
            assert!(format != "github" || out.lines().last().is_some_and(|line| line.contains(verdict)), "{out}");
            run(&["--fail-on", "major"]).out(major);
            run(&["--fail-on", "minor"]).out(minor);
            run(&["--fail-on", "patch"]).out(patch);
            assert_eq!(run(&["--fail-on", "none"]).out(0), out);
        }
    }
}

#[test]
fn either_table_may_be_standard_input() {
    let folder = folder("diff-pipe");
    let files = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    assert_eq!(folder.pipe(&["diff", "-", "new.toml"], SAMPLE.as_bytes()).out(1), files);
    let piped = folder.pipe(&["diff", "codes.toml", "-"], changed().as_bytes()).out(1);
    assert_eq!(piped, files.replace("new.toml:", "stdin:"));
    // A removed code is reported at its position in the old table.
    let removed = folder.pipe(&["diff", "new.toml", "-"], SAMPLE.replace("[stock.RECALLED]", "[stock.X_Y]").as_bytes());
    assert!(removed.out(1).contains("stdin:115:8: major code-renamed: X_Y\n"));
}

#[test]
fn identical_files_and_line_endings_have_no_findings() {
    let folder = folder("diff-same");
    folder.write("crlf.toml", changed().replace('\n', "\r\n"));
    let none = "codes.toml: none: nothing changed in meaning; needs no release\n";
    assert_eq!(folder.errcodes(&["diff", "codes.toml", "codes.toml", "--fail-on", "patch"]).out(0), none);
    let lf = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    let crlf = folder.errcodes(&["diff", "codes.toml", "crlf.toml"]).out(1);
    assert_eq!(crlf.replace("crlf.toml", "new.toml"), lf);
}

/// Covers quotes, bars, tags, percent signs and backslashes.
#[test]
fn every_format_escapes_special_characters() {
    let folder = folder("diff-escapes");
    let old = r#"The "cart" | is 100%25 <paid>, `*/ \ at ::1"#;
    let new = r"@all: \| **50 %** <b>&amp; ``` ::error::a,b:c — naïve";
    folder.write("a,b:c%.toml", SAMPLE.replace(old, new));
    let run = |format: &str| folder.errcodes(&["diff", "codes.toml", "a,b:c%.toml", "--format", format]).out(0);

    let text = run("text");
    assert!(text.contains(&format!("\n  - {old}\n  + {new}\n")), "{text}");

    let json: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!((&json["findings"][0]["before"], &json["findings"][0]["after"]), (&old.into(), &new.into()));
    assert_eq!(json["findings"][0]["file"], "a,b:c%.toml");

    let github = run("github");
    let (command, summary) = github.split_once('\n').expect("two lines");
    let start = "::notice file=a%2Cb%3Ac%25.toml,line=39,col=11,title=patch message-reworded%3A CART_PAID::";
    let data = command.strip_prefix(start).unwrap_or_else(|| panic!("{command}"));
    let unescaped = data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    assert_eq!(unescaped, format!("- {old}\n+ {new}\nreworded: no program may rely on the words"));
    assert_eq!(summary.trim_end(), "a,b:c%.toml: patch: 1 patch; needs a patch release");

    let markdown = run("markdown");
    let row = markdown.lines().nth(2).expect("a row");
    // An unescaped bar ends a cell. A backslash escapes the next character.
    let (mut cells, mut characters) = (vec![String::new()], row.chars());
    while let Some(c) = characters.next() {
        match c {
            '|' => cells.push(String::new()),
            '\\' => cells.last_mut().expect("a cell").extend(characters.next()),
            c => cells.last_mut().expect("a cell").push(c),
        }
    }
    assert_eq!(cells.len(), 8, "{row}");
    assert_eq!(cells[4].trim(), format!("<code>{old}</code>"));
    assert_eq!(cells[5].trim(), format!("<code>{new}</code>"));
    assert!(!row.contains("<b>") && !row.contains("<paid>") && !row.contains("**50"), "{row}");
    assert!(markdown.trim_end().ends_with("needs a patch release**"), "{markdown}");
}

/// GitHub shows annotations of the new file only, so a removed code is reported where the new file would contain it.
#[test]
fn annotations_refer_to_the_new_file_only() {
    let folder = folder("diff-github");
    let section = SAMPLE.split("\n\n").find(|section| section.starts_with("[ship.TOO_FAR]")).expect("a section");
    folder.write("new.toml", SAMPLE.replace(&format!("{section}\n\n"), ""));
    let out = folder.errcodes(&["diff", "codes.toml", "new.toml", "--format", "github"]).out(1);
    assert!(
        out.starts_with("::error file=new.toml,line=84,col=2,title=major code-removed%3A TOO_FAR::- TOO_FAR%0A"),
        "{out}"
    );
    let text = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    assert!(text.starts_with("codes.toml:100:7: major code-removed: TOO_FAR\n  - TOO_FAR\n"), "{text}");
}

#[test]
fn invalid_tables_are_never_reported_as_equal() {
    let folder = folder("diff-invalid");
    folder.write("wrong.toml", SAMPLE.replace("status = 404", "status = 200"));
    for format in ["text", "json", "markdown", "github"] {
        for files in [["codes.toml", "wrong.toml"], ["wrong.toml", "codes.toml"], ["wrong.toml", "wrong.toml"]] {
            for least in ["major", "none"] {
                let error =
                    folder.errcodes(&["diff", files[0], files[1], "--format", format, "--fail-on", least]).refusal();
                assert!(error.contains("wrong.toml:22:10: `status` of `CART_NOT_FOUND` is 200"), "{error}");
            }
        }
    }
}

/// The lines contain everything that has a meaning, and nothing else, for git's line diff.
#[test]
fn textconv_writes_one_fact_per_line() {
    let folder = folder("diff-textconv");
    let run = |file: &str| folder.errcodes(&["diff", "--textconv", file]).out(0);
    let (old, new) = (run("codes.toml"), run("new.toml"));
    assert!(old.lines().is_sorted());
    let [gone, came] = [(&old, &new), (&new, &old)]
        .map(|(one, other)| one.lines().filter(|line| !other.lines().any(|same| same == *line)).collect::<Vec<_>>());
    assert_eq!(gone, ["code CART_EMPTY message: The cart is empty", "code NO_FUNDS status: 402"]);
    let expected = [
        "code CART_EMPTY message: Nothing is in it",
        "code NO_FUNDS status: 400",
        "code SOLD_OUT deprecated: Use RECALLED.",
    ];
    assert_eq!(came, expected);
    // git stops if textconv fails, so an invalid table is printed with its problems instead.
    folder.write("below/text.toml", "no table\n");
    let [head, problem, text] = [
        "this is no valid table: its problems, then its text as it is\n",
        "problem text.toml:1:4: this is not TOML",
        "\n\nno table\n",
    ];
    let out = run("below/text.toml");
    assert!(out.starts_with(&format!("{head}{problem}")) && out.ends_with(text), "{out}");
    assert_eq!(out.lines().count(), 4, "{out}");
    let wrong = SAMPLE.replace("status = 404", "status = 200").replace("why = ", "way = ");
    folder.write("wrong.toml", &wrong);
    let out = run("wrong.toml");
    let problems: Vec<_> = out.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert!(problems.len() > 1 && problems.iter().all(|line| line.starts_with("problem wrong.toml:")), "{out}");
    assert!(out.starts_with(head) && out.ends_with(&format!("\n\n{wrong}")), "{out}");
}

/// git sets `GIT_PAGER_IN_USE` when its pager shows the output. The pager supports colors like a terminal.
#[test]
fn colors_are_for_terminals_and_the_pager_of_git() {
    let folder = folder("diff-colors");
    let run = |variables: &[(&str, &str)]| {
        let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(["diff", "codes.toml", "new.toml"]).env("TERM", "xterm").env_remove("NO_COLOR");
        capture(command.envs(variables.iter().copied())).out(1)
    };
    let plain = run(&[]);
    assert!(!plain.contains('\x1b'), "{plain}");
    let pager = ("GIT_PAGER_IN_USE", "true");
    assert!(run(&[pager]).contains("\x1b[1;31mmajor\x1b[0m status-changed"));
    for disabled in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        assert_eq!(run(&[pager, disabled]), plain);
    }
}
