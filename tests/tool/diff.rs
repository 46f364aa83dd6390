//! `errcodes diff`: its arguments, formats and exit codes.

use crate::{Folder, SAMPLE, output_of, sample_without};

/// Returns the sample with one change of each severity: a reworded message, a deprecated code, and another status.
fn changed_sample() -> String {
    SAMPLE
        .replace("The cart is empty", "Nothing is in it")
        .replace("[stock.SOLD_OUT]\n", "[stock.SOLD_OUT]\ndeprecated = \"Use RECALLED.\"\n")
        .replace("numeric = 7\nstatus = 402", "numeric = 7\nstatus = 400")
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("codes.toml", SAMPLE).write("new.toml", changed_sample());
    folder
}

#[test]
fn the_text_lists_all_findings_and_ends_with_the_verdict() {
    let out = folder("diff-text").errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    let expected = "\
new.toml:80:10: major[status-changed]: the status of NO_FUNDS changed from 402 to 400: clients that branch on the HTTP status \
treat it as another failure
  - 402
  + 400
help: restore `status = 402`; for another status, add a new errorCode

new.toml:111:14: minor[deprecated]: SOLD_OUT is deprecated: it still works, the compiler warns about Rust code that uses it
  + Use RECALLED.

new.toml:28:11: patch[message-reworded]: `message` of CART_EMPTY was reworded; no program may depend on the text
  - The cart is empty
  + Nothing is in it

new.toml: major: 1 major, 1 minor, 1 patch; needs a major release (before 1.0, a minor release)
";
    assert_eq!(out, expected);
}

#[test]
fn the_exit_code_depends_on_fail_on() {
    let folder = folder("diff-threshold");
    let minor = SAMPLE.replace("[stock.SOLD_OUT]\n", "[stock.SOLD_OUT]\ndeprecated = \"Use RECALLED.\"\n");
    let patch = SAMPLE.replace("The cart is empty", "Nothing is in it");
    folder.write("minor.toml", minor).write("patch.toml", patch);
    for (file, verdict, major, minor, patch) in [
        ("new.toml", "major: 1 major, 1 minor, 1 patch; needs a major release", 1, 1, 1),
        ("minor.toml", "minor: 1 minor; needs a minor release (before 1.0, a patch release)", 0, 1, 1),
        ("patch.toml", "patch: 1 patch; needs a patch release", 0, 0, 1),
        ("codes.toml", "none: no change in meaning; needs no release", 0, 0, 0),
    ] {
        for format in ["text", "json", "markdown", "github", "gitlab", "sarif"] {
            let run =
                |more: &[&str]| folder.errcodes(&[&["diff", "codes.toml", file, "--format", format], more].concat());
            let out = run(&[]).out(major);
            assert!(format != "text" || out.lines().last().is_some_and(|line| line.contains(verdict)), "{out}");
            assert!(format != "github" || out.lines().last().is_some_and(|line| line.contains(verdict)), "{out}");
            run(&["--fail-on", "major"]).out(major);
            run(&["--fail-on", "minor"]).out(minor);
            run(&["--fail-on", "patch"]).out(patch);
            run(&["--fail-on", "none"]).out(0);
        }
    }
}

#[test]
fn either_table_may_be_read_from_standard_input() {
    let folder = folder("diff-pipe");
    let files = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    assert_eq!(folder.pipe(&["diff", "-", "new.toml"], SAMPLE.as_bytes()).out(1), files);
    let piped = folder.pipe(&["diff", "codes.toml", "-"], changed_sample().as_bytes()).out(1);
    assert_eq!(piped, files.replace("new.toml:", "stdin:"));
    // A renamed code has its position in the new table.
    let renamed = folder.pipe(&["diff", "new.toml", "-"], SAMPLE.replace("[stock.RECALLED]", "[stock.X_Y]").as_bytes());
    assert!(renamed.out(1).contains("stdin:115:8: major[code-renamed]: "));
}

#[test]
fn equal_files_and_other_line_ends_give_no_findings() {
    let folder = folder("diff-same");
    folder.write("crlf.toml", changed_sample().replace('\n', "\r\n"));
    let none = "codes.toml: none: no change in meaning; needs no release\n";
    assert_eq!(folder.errcodes(&["diff", "codes.toml", "codes.toml", "--fail-on", "patch"]).out(0), none);
    let lf = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    let crlf = folder.errcodes(&["diff", "codes.toml", "crlf.toml"]).out(1);
    assert_eq!(crlf.replace("crlf.toml", "new.toml"), lf);
}

#[test]
fn a_problem_of_the_old_table_is_not_a_problem_of_the_new_one() {
    let folder = folder("diff-invalid");
    folder.write("wrong.toml", SAMPLE.replace("numeric = 7\n", "numeric = 0\n"));
    let old = folder.errcodes(&["diff", "wrong.toml", "new.toml"]).out(1);
    assert!(old.starts_with("wrong.toml:") && old.ends_with("\nnew.toml: 1 problem in the old table\n"), "{old}");
    let new = folder.errcodes(&["diff", "new.toml", "wrong.toml"]).out(1);
    assert!(new.starts_with("wrong.toml:") && new.ends_with("\nwrong.toml: 1 problem\n"), "{new}");
}

/// A pull request shows annotations in the new file only. The annotation of a removed code is at its
/// group.
#[test]
fn annotations_are_in_the_new_file() {
    let folder = folder("diff-github");
    folder.write("new.toml", sample_without("[ship.TOO_FAR]"));
    let out = folder.errcodes(&["diff", "codes.toml", "new.toml", "--format", "github"]).out(1);
    let annotation = out.lines().next().expect("an annotation");
    assert!(annotation.starts_with("::error file="), "{out}");
    assert!(annotation.contains("new.toml,line=84,col=2,title=major[code-removed] TOO_FAR::"), "{out}");
    let text = folder.errcodes(&["diff", "codes.toml", "new.toml"]).out(1);
    assert!(text.starts_with("codes.toml:100:7: major[code-removed]: "), "{text}");
}

/// Git compares these facts line by line. Each value is on its own line. Facts that did not change are equal lines.
#[test]
fn textconv_writes_one_fact_per_line() {
    let folder = folder("diff-textconv");
    let run = |file: &str| folder.errcodes(&["diff", "--textconv", file]).out(0);
    let (old, new) = (run("codes.toml"), run("new.toml"));
    assert!(old.lines().is_sorted());
    let [removed, added] = [(&old, &new), (&new, &old)]
        .map(|(one, other)| one.lines().filter(|line| !other.lines().any(|same| same == *line)).collect::<Vec<_>>());
    assert_eq!(removed, ["code CART_EMPTY message: The cart is empty", "code NO_FUNDS status: 402"]);
    let expected = [
        "code CART_EMPTY message: Nothing is in it",
        "code NO_FUNDS status: 400",
        "code SOLD_OUT deprecated: Use RECALLED.",
    ];
    assert_eq!(added, expected);
    // Git stops if this command fails, so the command also succeeds for an invalid table, and prints the problems.
    folder.write("below/text.toml", "no table\n");
    let [head, problem, text] = [
        "this is not a valid table; its problems and its text:\n",
        "problem text.toml:1:4: error[invalid-toml]: ",
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

/// Git sets `GIT_PAGER_IN_USE` when its output goes to a pager. The pager shows colors like a terminal.
#[test]
fn the_output_for_the_pager_of_git_is_colored() {
    let folder = folder("diff-color");
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(["diff", "codes.toml", "new.toml"]).args(arguments).env("TERM", "xterm");
        output_of(command.envs(variables.iter().copied())).out(1)
    };
    let plain = run(&[], &[]);
    assert!(!plain.contains('\x1b'), "{plain}");
    let pager = ("GIT_PAGER_IN_USE", "true");
    let colored = run(&[], &[pager]);
    assert!(colored.contains("\x1b[1m\x1b[31mmajor[status-changed]\x1b[0m"), "{colored:?}");
    for refused in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        assert_eq!(run(&[], &[pager, refused]), plain);
        assert_eq!(run(&["--color", "always"], &[refused]), colored);
    }
    assert_eq!(run(&["--color", "always"], &[]), colored);
    assert_eq!(run(&["--color", "never"], &[pager]), plain);
}
