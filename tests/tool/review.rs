//! `errcodes review` in real repositories, in all situations of a pull request.

use std::fs;

use serde_json::Value;

use crate::{Folder, LOCK, Output, SAMPLE, commit, git, output_of, set_version};

/// Creates a repository with two equal branches, `main` and `topic`. The branch `topic` is checked out.
fn repository(name: &str) -> Folder {
    let folder = crate::repository(name);
    git(&folder, &["checkout", "-q", "-b", "topic"]);
    folder
}

fn code(name: &str) -> String {
    format!("\n[stock.{name}]\nstatus = 400\nmessage = \"{name}\"\nwhen = \"{name}\"\n")
}

fn review(folder: &Folder, arguments: &[&str]) -> Output {
    folder.errcodes(&[&["review"], arguments].concat())
}

/// Returns the report of a review. Checks that the exit code agrees with the report.
#[track_caller]
fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let output = review(folder, &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&output.out).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert_eq!(output.code, Some(i32::from(report["pass"] != true)), "{output:?}");
    report
}

/// Returns `rule subject` of every finding, and whether the finding is allowed.
fn findings(report: &Value) -> Vec<(String, bool)> {
    let findings = report["findings"].as_array().expect("findings").iter();
    let mut findings: Vec<_> = findings
        .map(|finding| {
            let name = finding["subject"]["name"].as_str().unwrap_or("the file");
            let rule = finding["rule"].as_str().expect("a rule");
            (format!("{rule} {name}"), finding["allowed"] == true)
        })
        .collect();
    findings.sort();
    findings
}

#[track_caller]
fn check_report(report: &Value, pass: bool, expected: &[(&str, bool)]) {
    let mut expected: Vec<_> = expected.iter().map(|(finding, allowed)| ((*finding).to_owned(), *allowed)).collect();
    expected.sort();
    assert_eq!((findings(report), &report["pass"]), (expected, &Value::Bool(pass)), "{report:#}");
}

/// Another branch added a code to `main`. The review does not report this code as removed.
#[test]
fn changes_of_other_branches_are_not_reported() {
    let folder = repository("review-others");
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER"));
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Main gains a code");
    git(&folder, &["checkout", "-q", "topic"]);
    folder.write("codes.toml", SAMPLE.replace("Sold out", "None left"));
    commit(&folder, "Reword");
    for arguments in [&["--base", "main"][..], &["--base", "main", "--table", "codes.toml"]] {
        let report = report(&folder, arguments);
        check_report(&report, true, &[("message-reworded SOLD_OUT", true)]);
        assert_eq!(report["base"], git(&folder, &["rev-parse", "main~1"]).trim());
        assert_eq!((&report["verdict"], &report["allowed"]), (&"patch".into(), &"minor".into()));
    }
    // A comparison with the tip of `main`, instead of the merge base, reports a removed code.
    let out = folder.errcodes(&["diff", "--against", "main"]).out(1);
    assert!(out.contains("major[code-removed]"), "{out}");
    for revision in ["main...", "main...HEAD", "main...topic"] {
        let out = folder.errcodes(&["diff", "--against", revision]).out(0);
        assert!(out.contains("patch[message-reworded]") && !out.contains("code-removed"), "{out}");
    }
    // The base may be another branch than `main`.
    git(&folder, &["checkout", "-q", "-b", "stacked"]);
    folder.write("codes.toml", SAMPLE.replace("Sold out", "None left") + &code("ON_ORDER"));
    folder.errcodes(&["lock"]).out(0);
    check_report(&report(&folder, &["--base", "topic"]), true, &[("code-added ON_ORDER", true)]);
    // GitHub checks out a merge of both branches. Later commits on `main` are not reported.
    git(&folder, &["stash", "-q"]);
    git(&folder, &["checkout", "-q", "--detach", "main"]);
    git(&folder, &["merge", "-q", "-m", "Merge", "topic"]);
    let merged = git(&folder, &["rev-parse", "HEAD"]);
    git(&folder, &["checkout", "-q", "main"]);
    // The second revision is compared although the work tree has another one.
    let out = folder.errcodes(&["diff", "--against", "main...topic"]).out(0);
    assert!(out.contains("patch[message-reworded]") && !out.contains("[code-"), "{out}");
    let refused = folder.pipe(&["diff", "--against", "main...topic", "-"], SAMPLE.as_bytes());
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("compares two revisions"), "{}", refused.err);
    folder.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER") + &code("BACK_SOON"));
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Main gains another code");
    git(&folder, &["checkout", "-q", merged.trim()]);
    check_report(&report(&folder, &["--base", "main"]), true, &[("message-reworded SOLD_OUT", true)]);
}

#[test]
fn a_new_code_must_be_recorded_in_the_lock() {
    let folder = repository("review-record");
    check_report(&report(&folder, &["--base", "main"]), true, &[]);
    folder.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER"));
    let unrecorded = report(&folder, &["--base", "main"]);
    check_report(&unrecorded, false, &[("code-added BACK_ORDER", true), ("not-recorded BACK_ORDER", false)]);
    assert_eq!(unrecorded["verdict"], "error");
    folder.errcodes(&["lock"]).out(0);
    check_report(&report(&folder, &["--base", "main"]), true, &[("code-added BACK_ORDER", true)]);
    // A removed or cut lock does not pass.
    let lock = folder.read(LOCK);
    folder.write(LOCK, lock.trim_end().trim_end_matches("end"));
    check_report(
        &report(&folder, &["--base", "main"]),
        false,
        &[("code-added BACK_ORDER", true), ("cut-lock the file", false)],
    );
    fs::remove_file(folder.0.join(LOCK)).expect("a lock");
    let missing = report(&folder, &["--base", "main"]);
    check_report(&missing, false, &[("code-added BACK_ORDER", true), ("missing-lock the file", false)]);
}

/// Only the version makes a release a breaking release.
#[test]
fn a_breaking_release_may_break_promises_and_lists_them() {
    let folder = repository("review-breaking");
    let changed = SAMPLE.replace("numeric = 4\n", "numeric = 9\n");
    folder.write("codes.toml", &changed);
    for not_breaking in ["1.2.0", "1.2.1", "1.3.0", "0.9.0"] {
        set_version(&folder, not_breaking);
        let out = review(&folder, &["--base", "main"]).out(1);
        assert!(out.contains("major[number-changed]") && out.contains(": fail: "), "{out}");
        // The help of the finding names the version that may contain the change.
        assert!(out.contains("help: ") && out.contains("set `version = \"2.0.0\"` in Cargo.toml"), "{out}");
    }
    set_version(&folder, "2.0.0");
    // The lock must record the change.
    let report_before = report(&folder, &["--base", "main"]);
    assert_eq!(report_before["pass"], false);
    folder.errcodes(&["lock"]).out(0);
    let report_after = report(&folder, &["--base", "main"]);
    check_report(&report_after, true, &[("number-changed LIMIT_REACHED", true)]);
    assert_eq!((&report_after["verdict"], &report_after["allowed"]), (&"major".into(), &"major".into()));
    let out = review(&folder, &["--base", "main"]).out(0);
    assert!(out.contains("allowed: this release may break what was promised\n"), "{out}");
    assert!(out.contains("version 2.0.0 may break what 1.2.0 promised"), "{out}");
    assert!(!out.contains("help: "), "an allowed finding needs no help:\n{out}");
    // Without a lock, the finding shows no line of the lock.
    fs::remove_file(folder.0.join(LOCK)).unwrap();
    let out = review(&folder, &["--base", "main"]).out(1);
    assert!(out.contains("error[missing-lock]") && !out.contains(" | "), "{out}");
    folder.errcodes(&["lock"]).out(0);
    // A retired number stays retired in every release.
    folder.write("codes.toml", changed.replace("numeric = 7\n", "numeric = 4\n"));
    let back = report(&folder, &["--base", "main"]);
    assert_eq!(back["pass"], false, "{back:#}");
}

/// The base already has the version of the coming release, so the second breaking change is compared with the last release.
#[test]
fn a_second_breaking_change_is_compared_with_the_last_release() {
    let folder = repository("review-second");
    git(&folder, &["tag", "v1.2.0"]);
    let first = SAMPLE.replace("numeric = 4\n", "numeric = 9\n");
    folder.write("codes.toml", &first);
    set_version(&folder, "2.0.0");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Break");
    git(&folder, &["checkout", "-q", "-b", "second"]);
    folder.write("codes.toml", first.replace("numeric = 5\n", "numeric = 10\n"));
    let refused = report(&folder, &["--base", "topic"]);
    check_report(&refused, false, &[("number-changed SELF", false)]);
    // The version may break the contract, but `lock` would refuse the change.
    let out = review(&folder, &["--base", "topic", "--released", "v1.2.0"]).out(1);
    let help = "help: restore tests/codes.lock from the last release, and record again with `";
    assert!(out.contains(help) && !out.contains("set `version"), "{out}");
    git(&folder, &["checkout", "-q", "v1.2.0", "--", LOCK]);
    folder.errcodes(&["lock"]).out(0);
    let passed = report(&folder, &["--base", "topic", "--released", "v1.2.0"]);
    check_report(&passed, true, &[("number-changed SELF", true)]);
    let error = review(&folder, &["--base", "topic", "--released", "v9"]).refusal();
    assert!(error.starts_with("git knows no revision `v9`"), "{error}");
}

/// The retired names and numbers of the base stay retired, although the branch edits the table and the lock.
#[test]
fn no_edit_of_the_lock_or_of_retired_entries_frees_a_number() {
    let folder = repository("review-back");
    // Only the lock records the former number of a code.
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("codes.toml", SAMPLE.replace("numeric = 7\n", "numeric = 17\n"));
    set_version(&folder, "2.0.0");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Renumber");
    git(&folder, &["checkout", "-q", "-B", "topic"]);
    let table = folder.read("codes.toml");
    let lock = folder.read(LOCK);
    let retired =
        "[retired.CARD_LOST]\ngroup = \"decline\"\nnumeric = 6\nsince = \"2.0.0\"\nwhy = \"Banks say stolen.\"\n\n";
    assert!(table.contains(retired) && lock.contains("former NO_FUNDS group=decline numeric=7\n"), "{lock}");
    let bent = |number: u16| {
        format!("\n[decline.CARD_BENT]\nnumeric = {number}\nstatus = 402\nmessage = \"Bent\"\nwhen = \"It is bent.\"\n")
    };
    let without =
        |text: &str, line: &str| text.split_inclusive('\n').filter(|other| !other.contains(line)).collect::<String>();
    let attempts = [
        ("retired number", table.clone() + &bent(6), None),
        ("retired number, its entry removed", table.replace(retired, "") + &bent(6), None),
        ("retired number, its entry without number", table.replace("numeric = 6\n", "") + &bent(6), None),
        ("retired number, its entry renumbered", table.replace("numeric = 6\n", "numeric = 60\n") + &bent(6), None),
        (
            "retired number, its entry and record removed",
            table.replace(retired, "") + &bent(6),
            Some(without(&lock, "CARD_LOST")),
        ),
        (
            "retired number, its entry removed, with an empty lock",
            table.replace(retired, "") + &bent(6),
            Some(String::new()),
        ),
        ("former number", table.clone() + &bent(7), None),
        ("former number, its record removed", table.clone() + &bent(7), Some(without(&lock, "former"))),
        ("retired name", table.replace("[stock.RECALLED]", "[stock.CART_GONE]"), None),
        (
            "retired name, its entry removed",
            table.replace("[retired.CART_GONE]\ngroup = \"cart\"\nsince = \"1.5.0\"\nwhy = \"Carts are kept.\"\n", "")
                + &code("CART_GONE"),
            Some(without(&lock, "CART_GONE")),
        ),
        ("nothing reused, the entry removed", table.replace(retired, ""), None),
        ("nothing reused, the record removed", table.clone(), Some(without(&lock, "former"))),
        ("nothing reused, entry and record removed", table.replace(retired, ""), Some(without(&lock, "CARD_LOST"))),
    ];
    for crate_version in ["2.0.0", "3.0.0"] {
        for (name, table, lock_after) in &attempts {
            set_version(&folder, crate_version);
            folder.write("codes.toml", table);
            folder.write(LOCK, lock_after.as_ref().unwrap_or(&lock));
            for recorded in [false, true] {
                // The result is the same if the author also runs `errcodes lock`.
                if recorded {
                    folder.errcodes(&["lock"]);
                }
                let output = review(&folder, &["--base", "main"]);
                assert_eq!(output.code, Some(1), "{name}, {crate_version}, {recorded}: {output:?}");
                let rules = ["[retired-", "[record-dropped]", "-lock]"];
                assert!(
                    rules.iter().any(|rule| output.out.contains(rule)),
                    "{name}, {crate_version}, {recorded}: {output:?}"
                );
            }
        }
    }
}

/// CI systems set variables that name the target branch of a pull request.
#[test]
fn the_base_is_read_from_variables_of_ci_systems() {
    let origin = repository("review-ci-origin");
    git(&origin, &["checkout", "-q", "-b", "release"]);
    origin.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER"));
    origin.errcodes(&["lock"]).out(0);
    commit(&origin, "On the release branch");
    git(&origin, &["checkout", "-q", "main"]);
    let clone = Folder::new("review-ci");
    let url = format!("file://{}", origin.0.display());
    git(&clone, &["clone", "-q", &url, "."]);
    git(&clone, &["checkout", "-q", "-b", "topic", "origin/release"]);
    let run = |variables: &[(&str, &str)]| {
        let mut command = clone.command(env!("CARGO_BIN_EXE_errcodes"));
        output_of(command.args(["review", "--format", "json"]).envs(variables.iter().copied()))
    };
    // Without variables, the base is `origin/HEAD`, which is `main`.
    assert!(run(&[]).out(0).contains("code-added"));
    let commit = git(&clone, &["rev-parse", "origin/release"]);
    for (variable, value) in [
        ("GITHUB_BASE_REF", "release"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release"),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", commit.trim()),
        ("BITBUCKET_PR_DESTINATION_BRANCH", "release"),
        ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release"),
        ("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "release"),
        ("CHANGE_TARGET", "release"),
        ("DRONE_TARGET_BRANCH", "release"),
        ("CI_COMMIT_TARGET_BRANCH", "release"),
        ("GITHUB_REF_NAME", "gh-readonly-queue/release/pr-7-0123abc"),
    ] {
        let out = run(&[(variable, value)]).out(0);
        assert!(!out.contains("code-added"), "{variable}: {out}");
    }
    let out = run(&[("TRAVIS_PULL_REQUEST", "7"), ("TRAVIS_BRANCH", "release")]).out(0);
    assert!(!out.contains("code-added"), "{out}");
    let error = run(&[("GITHUB_BASE_REF", "gone")]).refusal();
    assert!(error.contains("git knows no revision `origin/gone`; fetch it with `git fetch origin gone:"), "{error}");
    let error = run(&[("GITHUB_BASE_REF", "--help")]).refusal();
    assert!(error.starts_with("git knows no revision `origin/--help`"), "{error}");
    git(&clone, &["remote", "set-head", "origin", "--delete"]);
    let error = run(&[]).refusal();
    assert!(
        error.starts_with("no base to compare with: origin/HEAD is not set; ") && error.contains("--base origin/main"),
        "{error}"
    );
}

/// By default, `actions/checkout` clones one commit only. The clone does not contain the merge base.
#[test]
fn a_shallow_clone_says_how_to_get_the_history() {
    let origin = repository("review-shallow-origin");
    origin.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER"));
    origin.errcodes(&["lock"]).out(0);
    commit(&origin, "Topic");
    git(&origin, &["checkout", "-q", "main"]);
    origin.write("README.md", "Main moves on\n");
    commit(&origin, "Main");
    let clone = Folder::new("review-shallow");
    let url = format!("file://{}", origin.0.display());
    git(&clone, &["clone", "-q", "--depth", "1", "--branch", "topic", &url, "."]);
    let mut command = clone.command(env!("CARGO_BIN_EXE_errcodes"));
    let error = output_of(command.arg("review").env("GITHUB_BASE_REF", "main")).refusal();
    assert!(error.starts_with("git knows no revision `origin/main`; this clone is shallow; "), "{error}");
    assert!(error.contains("`fetch-depth: 0`") && error.contains("git fetch --unshallow"), "{error}");
    let error = clone.errcodes(&["diff", "--against", "origin/main"]).refusal();
    assert!(error.contains("this clone is shallow"), "{error}");
    // The clone has the tips of both branches, but not the merge base.
    git(&clone, &["fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let error = review(&clone, &["--base", "origin/main"]).refusal();
    assert!(error.starts_with("no merge base of `origin/main` and `HEAD`; this clone is shallow; "), "{error}");
    // The command in the message solves the problem.
    git(&clone, &["fetch", "-q", "--unshallow", "origin"]);
    let error = review(&clone, &["--base", "main"]).refusal();
    assert_eq!(error, "git knows no revision `main`; the clone has it as `origin/main`\n");
    check_report(&report(&clone, &["--base", "origin/main"]), true, &[("code-added BACK_ORDER", true)]);
    // Unrelated histories have no merge base. The message does not suggest fetching the history.
    git(&clone, &["checkout", "-q", "--orphan", "alone"]);
    git(&clone, &["commit", "-q", "-m", "Alone"]);
    let error = review(&clone, &["--base", "origin/main"]).refusal();
    assert!(error.contains("their histories are unrelated"), "{error}");
}

/// The later lines of the message of git contain the command that solves the problem.
#[test]
fn the_message_of_git_is_shown_completely() {
    let folder = repository("review-owner");
    let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
    let error =
        output_of(command.args(["review", "--base", "main"]).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")).refusal();
    assert!(error.starts_with("codes.toml: detected dubious ownership in repository at "), "{error}");
    assert!(error.contains("git config --global --add safe.directory "), "{error}");
}

#[test]
fn revisions_can_be_compared_in_a_bare_repository() {
    let folder = repository("review-bare-origin");
    folder.write("codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    commit(&folder, "Topic");
    let bare = Folder::new("review-bare");
    git(&bare, &["clone", "-q", "--bare", &folder.0.display().to_string(), "."]);
    let error = review(&bare, &["--base", "main"]).refusal();
    assert!(error.starts_with("this is a bare repository, which has no work tree; "), "{error}");
    let table = git(&bare, &["show", "topic:codes.toml"]);
    let out = bare.pipe(&["diff", "--against", "main:codes.toml", "-"], table.as_bytes()).out(1);
    assert!(out.starts_with("stdin:79:11: major[number-changed]: "), "{out}");
}

/// In a hook, `GIT_DIR` is relative to the folder in which git runs the hook.
#[test]
#[cfg(unix)]
fn the_review_works_in_a_hook() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = repository("review-hook");
    let tool = env!("CARGO_BIN_EXE_errcodes");
    let hook = format!("#!/bin/sh\necho \"GIT_DIR=$GIT_DIR\"\nexec '{tool}' review --base main\n");
    folder.write(".git/hooks/pre-commit", hook);
    fs::set_permissions(folder.0.join(".git/hooks/pre-commit"), fs::Permissions::from_mode(0o755)).expect("a hook");
    folder.write("codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    git(&folder, &["add", "-A"]);
    fs::create_dir(folder.0.join("below")).expect("a folder");
    let below = Folder(folder.0.join("below"));
    for folder in [&folder, &below] {
        let output = output_of(
            folder.command("git").args(["commit", "-m", "Renumber"]).env("GIT_DIR", "").env_remove("GIT_DIR"),
        );
        assert_eq!(output.code, Some(1), "{output:?}");
        assert!((output.out + &output.err).contains("codes.toml:79:11: major[number-changed]: "));
    }
    let mut command = folder.command(tool);
    let out = output_of(command.args(["review", "--base", "main"]).env("GIT_DIR", ".git")).out(1);
    assert!(out.contains("major[number-changed]"), "{out}");
    // `GIT_DIR` is relative to the current folder, even if the table is in another folder.
    git(&folder, &["checkout", "-q", "HEAD", "--", "codes.toml"]);
    git(&folder, &["mv", "codes.toml", "below/codes.toml"]);
    git(&folder, &["commit", "-q", "--no-verify", "-m", "Move"]);
    folder.write("below/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    let mut command = folder.command(tool);
    let out = output_of(command.args(["diff", "--against", "HEAD", "below/codes.toml"]).env("GIT_DIR", ".git")).out(1);
    assert!(out.contains("major[number-changed]"), "{out}");
}

#[test]
#[cfg(unix)]
fn a_symbolic_link_is_followed_on_both_sides() {
    let folder = repository("review-link");
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("shared/table.toml", SAMPLE);
    fs::remove_file(folder.0.join("codes.toml")).expect("a table");
    std::os::unix::fs::symlink("shared/table.toml", folder.0.join("codes.toml")).expect("a link");
    commit(&folder, "Link");
    git(&folder, &["checkout", "-q", "-B", "topic"]);
    folder.write("shared/table.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    check_report(&report(&folder, &["--base", "main"]), false, &[("number-changed NO_FUNDS", false)]);
    assert!(folder.errcodes(&["diff", "--against", "main"]).out(1).contains("major[number-changed]"));
    // In a revision, a link to a file outside of the repository cannot be read.
    fs::remove_file(folder.0.join("codes.toml")).expect("a link");
    std::os::unix::fs::symlink("/etc/hostname", folder.0.join("codes.toml")).expect("a link");
    commit(&folder, "Link out");
    let error = folder.errcodes(&["diff", "--against", "HEAD:codes.toml", "shared/table.toml"]).refusal();
    assert!(error.starts_with("HEAD:codes.toml: a symbolic link to a file outside of the repository"), "{error}");
}

#[test]
fn a_table_may_be_new_moved_or_deleted() {
    let folder = repository("review-moved");
    let added = folder.errcodes(&["review", "--base", "main"]).out(0);
    assert!(added.contains("no change in meaning"), "{added}");
    // A new table.
    folder
        .write("api/codes.toml", SAMPLE)
        .write("api/Cargo.toml", folder.read("Cargo.toml"))
        .write("api/tests/file", "");
    let api = Folder(folder.0.join("api"));
    api.errcodes(&["lock"]).out(0);
    let new = report(&folder, &["--base", "main", "--table", "api/codes.toml"]);
    assert_eq!((&new["pass"], &new["notes"][0]), (&true.into(), &"the table is new in this branch".into()));
    assert_eq!(findings(&new).iter().filter(|(finding, _)| finding.starts_with("code-added ")).count(), 15);
    let diff = folder.errcodes(&["diff", "--against", "main", "api/codes.toml"]).out(0);
    assert!(diff.contains("note: main has no api/codes.toml, so all entries are new\n"), "{diff}");
    fs::remove_dir_all(folder.0.join("api")).expect("a folder");
    // A table that was moved and changed.
    for file in ["codes.toml", "Cargo.toml", LOCK] {
        folder.write(&format!("api/{file}"), "");
        fs::remove_file(folder.0.join("api").join(file)).expect("a file");
        git(&folder, &["mv", file, &format!("api/{file}")]);
    }
    folder.write("api/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    for arguments in [&["--base", "main", "--table", "api/codes.toml"][..], &["--base", "main"]] {
        let moved = report(&folder, arguments);
        check_report(&moved, false, &[("number-changed NO_FUNDS", false)]);
        assert_eq!(moved["findings"][0]["file"], "api/codes.toml", "{moved:#}");
        let note = moved["notes"][0].as_str().expect("a note");
        assert!(["the table was moved here from codes.toml", "the table was moved to api/codes.toml"].contains(&note));
    }
    // A deleted table.
    git(&folder, &["reset", "-q", "--hard", "main"]);
    fs::remove_file(folder.0.join("codes.toml")).expect("a table");
    let deleted = report(&folder, &["--base", "main"]);
    assert_eq!(
        (&deleted["pass"], &deleted["notes"][0]),
        (&false.into(), &"the table was deleted in this branch".into())
    );
    assert_eq!(
        findings(&deleted).iter().filter(|(finding, _)| finding.starts_with("code-removed ")).count(),
        15,
        "{deleted:#}"
    );
    let error = review(&folder, &["--base", "main", "--table", "never.toml"]).refusal();
    assert!(error.starts_with("never.toml: no such file"), "{error}");
}

#[test]
fn worktrees_submodules_and_unusual_paths_work() {
    let folder = repository("review-worktree");
    // A path with blanks, quotes and other alphabets.
    let path = "über uns/it's \"naïve\" 表";
    git(&folder, &["checkout", "-q", "main"]);
    folder.write(&format!("{path}/codes.toml"), SAMPLE).write(&format!("{path}/tests/file"), "");
    folder.write(&format!("{path}/Cargo.toml"), folder.read("Cargo.toml"));
    let table = format!("{path}/codes.toml");
    folder.errcodes(&["lock", "--table", &table]).out(0);
    commit(&folder, "Elsewhere");
    let tree = Folder::new("review-worktree-other");
    git(&folder, &["worktree", "add", "-q", "-f", "-b", "other", &tree.0.display().to_string()]);
    tree.write(&table, SAMPLE.replace("numeric = 7", "numeric = 8"));
    check_report(&report(&tree, &["--base", "main", "--table", &table]), false, &[("number-changed NO_FUNDS", false)]);
    let github = tree.errcodes(&["review", "--base", "main", "--table", &table, "--format", "github"]).out(1);
    assert!(github.starts_with(&format!("::error file={table},line=79,col=11,")), "{github}");
    // In the folder of the table, reports contain the path in the repository.
    let table_folder = Folder(tree.0.join(path));
    let github = table_folder.errcodes(&["review", "--base", "main", "--format", "github"]).out(1);
    assert!(github.starts_with(&format!("::error file={table},line=79,col=11,")), "{github}");
    // The main work tree has no changes.
    check_report(&report(&folder, &["--base", "main", "--table", &table]), true, &[]);
    // The base of a table in a submodule is a revision of the submodule.
    let outer = Folder::new("review-submodule");
    git(&outer, &["init", "-q", "-b", "main"]);
    let url = folder.0.display().to_string();
    git(&outer, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "inner"]);
    outer.write("inner/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    let inner = report(&outer, &["--base", "origin/main", "--table", "inner/codes.toml"]);
    check_report(&inner, false, &[("number-changed NO_FUNDS", false)]);
}

/// If the table is invalid, the review fails in every format.
#[test]
fn an_invalid_table_fails_in_every_format() {
    let folder = repository("review-invalid");
    folder.write("codes.toml", SAMPLE.replace("status = 404", "status = 200"));
    for (format, expected) in [
        ("text", "codes.toml:22:10: error[out-of-range]: "),
        ("markdown", "**out-of-range**"),
        ("github", "::error file="),
        ("gitlab", "\"check_name\": \"out-of-range\""),
        ("sarif", "\"ruleId\": \"out-of-range\""),
        ("json", "\"pass\": false"),
    ] {
        let out = review(&folder, &["--base", "main", "--format", format]).out(1);
        assert!(out.contains(expected), "{format}: {out}");
    }
    // The base has an invalid table, so the branch that repairs it is compared with the lock of the base.
    commit(&folder, "Invalid");
    git(&folder, &["checkout", "-q", "-b", "repair"]);
    folder.write("codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    let report_of = || report(&folder, &["--base", "topic"]);
    let changed = report_of();
    assert!(
        changed["pass"] == false && changed["notes"][0].as_str().is_some_and(|note| note.contains("base is invalid")),
        "{changed:#}"
    );
    folder.write("codes.toml", SAMPLE);
    check_report(&report_of(), true, &[]);
}

/// The base has an invalid table, and its lock differs from the lock of the last release. The findings show the lines of the base's
/// lock. `--released` only decides whether the release may be breaking.
#[test]
fn an_invalid_base_is_judged_by_its_own_lock() {
    let folder = repository("review-invalid-base");
    git(&folder, &["tag", "v1.2.0"]);
    let table = SAMPLE.to_owned() + &code("A_NEW_CODE");
    folder.write("codes.toml", &table);
    folder.errcodes(&["lock"]).out(0);
    folder.write("codes.toml", "no table\n");
    commit(&folder, "Invalid");
    git(&folder, &["checkout", "-q", "-b", "repair"]);
    folder.write("codes.toml", table.replace("numeric = 7", "numeric = 8"));
    let line = folder.read(LOCK).lines().position(|line| line.starts_with("code NO_FUNDS ")).expect("a record") + 1;
    for arguments in [&["--base", "topic"][..], &["--base", "topic", "--released", "v1.2.0"]] {
        let out = review(&folder, arguments).out(1);
        assert!(out.contains("; see ") && out.contains(&format!(":{LOCK}:{line}:")), "{out}");
        assert!(
            out.contains("fail: 1 major; version 1.2.0 must keep what 1.2.0 promised; 2.0.0 may break it"),
            "{out}"
        );
    }
    set_version(&folder, "2.0.0");
    // A breaking release may have the change, but its lock must record it.
    check_report(
        &report(&folder, &["--base", "topic", "--released", "v1.2.0"]),
        false,
        &[("lock-version the file", false), ("not-recorded NO_FUNDS", false), ("number-changed NO_FUNDS", true)],
    );
    folder.errcodes(&["lock"]).out(0);
    check_report(
        &report(&folder, &["--base", "topic", "--released", "v1.2.0"]),
        true,
        &[("number-changed NO_FUNDS", true)],
    );
    // Without a lock, nothing can be compared.
    fs::remove_file(folder.0.join(LOCK)).unwrap();
    folder.write("codes.toml", "no table\n");
    commit(&folder, "No lock");
    folder.write("codes.toml", SAMPLE);
    for arguments in [&["--base", "repair"][..], &["--base", "repair", "--released", "v1.2.0"]] {
        let error = review(&folder, arguments).refusal();
        assert!(
            error.starts_with("the base has an invalid table and no lock to compare with\n\n")
                && error.contains("codes.toml:1:4: "),
            "{error}"
        );
    }
}
