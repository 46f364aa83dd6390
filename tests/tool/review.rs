//! `errcodes review` in real repositories: one for each situation that a pull request can be in.

use std::fs;

use serde_json::Value;

use crate::{Folder, Output, SAMPLE, git, output_of};

const LOCK: &str = "tests/codes.lock";

/// A repository whose branch `main` has the sample, its lock, and version 1.2.0; the branch `topic` is checked out.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    git(&folder, &["init", "-q", "-b", "main"]);
    folder.write("codes.toml", SAMPLE).write("tests/file", "");
    version(&folder, "1.2.0");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "First");
    git(&folder, &["checkout", "-q", "-b", "topic"]);
    folder
}

fn version(folder: &Folder, version: &str) {
    folder.write("Cargo.toml", format!("[package]\nname = \"shop\"\nversion = \"{version}\"\n"));
}

fn commit(folder: &Folder, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

fn code(name: &str) -> String {
    format!("\n[stock.{name}]\nstatus = 400\nmessage = \"{name}\"\nwhen = \"{name}\"\n")
}

fn review(folder: &Folder, arguments: &[&str]) -> Output {
    folder.errcodes(&[&["review"], arguments].concat())
}

/// The report of a review, and its exit code checked.
#[track_caller]
fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let output = review(folder, &[arguments, &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&output.out).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert_eq!(output.code, Some(i32::from(report["pass"] != true)), "{output:?}");
    report
}

/// `rule subject` of every finding, and whether each is allowed.
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
fn expect(report: &Value, pass: bool, expected: &[(&str, bool)]) {
    let mut expected: Vec<_> = expected.iter().map(|(finding, allowed)| ((*finding).to_owned(), *allowed)).collect();
    expected.sort();
    assert_eq!((findings(report), &report["pass"]), (expected, &Value::Bool(pass)), "{report:#}");
}

/// A code that main gained since the branch left it was not removed by the branch.
#[test]
fn a_branch_is_not_blamed_for_changes_of_others() {
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
        expect(&report, true, &[("message-reworded SOLD_OUT", true)]);
        assert_eq!(report["base"], git(&folder, &["rev-parse", "main~1"]).trim());
        assert_eq!((&report["verdict"], &report["allowed"]), (&"patch".into(), &"minor".into()));
    }
    // The tip of main shows what was compared before.
    let out = folder.errcodes(&["diff", "--against", "main"]).out(1);
    assert!(out.contains("major[code-removed]"), "{out}");
    for revision in ["main...", "main...HEAD", "main...topic"] {
        let out = folder.errcodes(&["diff", "--against", revision]).out(0);
        assert!(out.contains("patch[message-reworded]") && !out.contains("code-removed"), "{out}");
    }
    // A branch on top of another one is compared with that.
    git(&folder, &["checkout", "-q", "-b", "stacked"]);
    folder.write("codes.toml", SAMPLE.replace("Sold out", "None left") + &code("ON_ORDER"));
    folder.errcodes(&["lock"]).out(0);
    expect(&report(&folder, &["--base", "topic"]), true, &[("code-added ON_ORDER", true)]);
    // GitHub checks out a merge of both, and main may move on after that.
    git(&folder, &["stash", "-q"]);
    git(&folder, &["checkout", "-q", "--detach", "main"]);
    git(&folder, &["merge", "-q", "-m", "Merge", "topic"]);
    let merged = git(&folder, &["rev-parse", "HEAD"]);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER") + &code("BACK_SOON"));
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Main gains another code");
    git(&folder, &["checkout", "-q", merged.trim()]);
    expect(&report(&folder, &["--base", "main"]), true, &[("message-reworded SOLD_OUT", true)]);
}

#[test]
fn a_new_code_has_to_be_recorded() {
    let folder = repository("review-record");
    expect(&report(&folder, &["--base", "main"]), true, &[]);
    folder.write("codes.toml", SAMPLE.to_owned() + &code("BACK_ORDER"));
    let unrecorded = report(&folder, &["--base", "main"]);
    expect(&unrecorded, false, &[("code-added BACK_ORDER", true), ("not-recorded BACK_ORDER", false)]);
    assert_eq!(unrecorded["verdict"], "error");
    folder.errcodes(&["lock"]).out(0);
    expect(&report(&folder, &["--base", "main"]), true, &[("code-added BACK_ORDER", true)]);
    // A lock that was removed, cut or broken does not pass either.
    let lock = folder.read(LOCK);
    folder.write(LOCK, lock.trim_end().trim_end_matches("end"));
    expect(
        &report(&folder, &["--base", "main"]),
        false,
        &[("code-added BACK_ORDER", true), ("cut-lock the file", false)],
    );
    fs::remove_file(folder.0.join(LOCK)).expect("a lock");
    let missing = report(&folder, &["--base", "main"]);
    expect(&missing, false, &[("code-added BACK_ORDER", true), ("missing-lock the file", false)]);
}

/// The version says that a release breaks; nothing else does.
#[test]
fn a_breaking_release_may_break_and_says_what_it_breaks() {
    let folder = repository("review-breaking");
    let changed = SAMPLE.replace("numeric = 4\n", "numeric = 9\n");
    folder.write("codes.toml", &changed);
    for not_breaking in ["1.2.0", "1.2.1", "1.3.0", "0.9.0"] {
        version(&folder, not_breaking);
        let out = review(&folder, &["--base", "main"]).out(1);
        assert!(out.contains("major[number-changed]") && out.contains(": fail: "), "{out}");
        // The finding itself says which version could have the change.
        assert!(out.contains("help: ") && out.contains("set `version = \"2.0.0\"` in Cargo.toml"), "{out}");
    }
    version(&folder, "2.0.0");
    // The lock has to record it.
    let report_before = report(&folder, &["--base", "main"]);
    assert_eq!(report_before["pass"], false);
    folder.errcodes(&["lock"]).out(0);
    let report_after = report(&folder, &["--base", "main"]);
    expect(&report_after, true, &[("number-changed LIMIT_REACHED", true)]);
    assert_eq!((&report_after["verdict"], &report_after["allowed"]), (&"major".into(), &"major".into()));
    let out = review(&folder, &["--base", "main"]).out(0);
    assert!(out.contains("allowed: this release may break what was promised\n"), "{out}");
    assert!(out.contains("version 2.0.0 may break what 1.2.0 promised"), "{out}");
    assert!(!out.contains("help: "), "nothing is left to do:\n{out}");
    // No lock at all: there is no line of it to show.
    fs::remove_file(folder.0.join(LOCK)).unwrap();
    let out = review(&folder, &["--base", "main"]).out(1);
    assert!(out.contains("error[missing-lock]") && !out.contains(" | "), "{out}");
    folder.errcodes(&["lock"]).out(0);
    // A retired number stays retired in every release.
    folder.write("codes.toml", changed.replace("numeric = 7\n", "numeric = 4\n"));
    let back = report(&folder, &["--base", "main"]);
    assert_eq!(back["pass"], false, "{back:#}");
}

/// A second breaking change before the release: the base's lock is of the coming version already.
#[test]
fn a_second_breaking_change_is_compared_with_the_last_release() {
    let folder = repository("review-second");
    git(&folder, &["tag", "v1.2.0"]);
    let first = SAMPLE.replace("numeric = 4\n", "numeric = 9\n");
    folder.write("codes.toml", &first);
    version(&folder, "2.0.0");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "Break");
    git(&folder, &["checkout", "-q", "-b", "second"]);
    folder.write("codes.toml", first.replace("numeric = 5\n", "numeric = 10\n"));
    let refused = report(&folder, &["--base", "topic"]);
    expect(&refused, false, &[("number-changed SELF", false)]);
    // The lock of the last release, and the contract recorded again.
    git(&folder, &["checkout", "-q", "v1.2.0", "--", LOCK]);
    folder.errcodes(&["lock"]).out(0);
    let passed = report(&folder, &["--base", "topic", "--released", "v1.2.0"]);
    expect(&passed, true, &[("number-changed SELF", true)]);
    let error = review(&folder, &["--base", "topic", "--released", "v9"]).refusal();
    assert!(error.starts_with("git knows no revision `v9`"), "{error}");
}

/// Retired entries and records of the base stay promised, whatever the branch does to these files.
#[test]
fn no_edit_of_the_lock_or_of_retired_entries_brings_a_number_back() {
    let folder = repository("review-back");
    // The lock alone remembers a number that was used and given up.
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("codes.toml", SAMPLE.replace("numeric = 7\n", "numeric = 17\n"));
    version(&folder, "2.0.0");
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
        ("retired number, in another version", table.replace(retired, "") + &bent(6), Some(String::new())),
        ("former number", table.clone() + &bent(7), None),
        ("former number, its record removed", table.clone() + &bent(7), Some(without(&lock, "former"))),
        ("retired name", table.replace("[stock.RECALLED]", "[stock.CART_GONE]"), None),
        (
            "retired name, its entry removed",
            without(&table, "x")
                .replace("[retired.CART_GONE]\ngroup = \"cart\"\nsince = \"1.5.0\"\nwhy = \"Carts are kept.\"\n", "")
                + &code("CART_GONE"),
            Some(without(&lock, "CART_GONE")),
        ),
        ("no use, the entry removed", table.replace(retired, ""), None),
        ("no use, the record removed", table.clone(), Some(without(&lock, "former"))),
        ("no use, entry and record removed", table.replace(retired, ""), Some(without(&lock, "CARD_LOST"))),
    ];
    for own_version in ["2.0.0", "3.0.0"] {
        for (name, table, lock_after) in &attempts {
            version(&folder, own_version);
            folder.write("codes.toml", table);
            folder.write(LOCK, lock_after.as_ref().unwrap_or(&lock));
            for recorded in [false, true] {
                // The author may record it too, if the tool allows that.
                if recorded {
                    folder.errcodes(&["lock"]);
                }
                let output = review(&folder, &["--base", "main"]);
                assert_eq!(output.code, Some(1), "{name}, {own_version}, {recorded}: {output:?}");
            }
        }
    }
}

/// The variables of CI name the branch that the pull request will be merged into.
#[test]
fn the_base_is_found_in_the_environment() {
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
    // origin/HEAD is main.
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

/// `actions/checkout` clones one commit, in which there is no merge base.
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
    // Both tips, without the history between them.
    git(&clone, &["fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let error = review(&clone, &["--base", "origin/main"]).refusal();
    assert!(error.starts_with("no merge base of `origin/main` and `HEAD`; this clone is shallow; "), "{error}");
    // The remedy works.
    git(&clone, &["fetch", "-q", "--unshallow", "origin"]);
    let error = review(&clone, &["--base", "main"]).refusal();
    assert_eq!(error, "git knows no revision `main`; the clone has it as `origin/main`\n");
    expect(&report(&clone, &["--base", "origin/main"]), true, &[("code-added BACK_ORDER", true)]);
    // Unrelated histories have no merge base either, and the history is not what is missing.
    git(&clone, &["checkout", "-q", "--orphan", "alone"]);
    git(&clone, &["commit", "-q", "-m", "Alone"]);
    let error = review(&clone, &["--base", "origin/main"]).refusal();
    assert!(error.contains("their histories are unrelated"), "{error}");
}

/// Git's own remedy is in the later lines of its message.
#[test]
fn a_repository_of_another_owner_shows_what_git_says() {
    let folder = repository("review-owner");
    let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
    let error =
        output_of(command.args(["review", "--base", "main"]).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")).refusal();
    assert!(error.starts_with("codes.toml: detected dubious ownership in repository at "), "{error}");
    assert!(error.contains("git config --global --add safe.directory "), "{error}");
}

#[test]
fn a_bare_repository_compares_revisions() {
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

/// In a hook, git's variables name the repository, relative to the folder in which git runs the hook.
#[test]
#[cfg(unix)]
fn a_hook_reviews_what_is_committed() {
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
    // The variable is relative to the current folder, not to that of the table.
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
    expect(&report(&folder, &["--base", "main"]), false, &[("number-changed NO_FUNDS", false)]);
    assert!(folder.errcodes(&["diff", "--against", "main"]).out(1).contains("major[number-changed]"));
    // A link out of the repository cannot be read in a revision.
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
    // New.
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
    // Moved, and changed.
    for file in ["codes.toml", "Cargo.toml", LOCK] {
        folder.write(&format!("api/{file}"), "");
        fs::remove_file(folder.0.join("api").join(file)).expect("a file");
        git(&folder, &["mv", file, &format!("api/{file}")]);
    }
    folder.write("api/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    for arguments in [&["--base", "main", "--table", "api/codes.toml"][..], &["--base", "main"]] {
        let moved = report(&folder, arguments);
        expect(&moved, false, &[("number-changed NO_FUNDS", false)]);
        assert_eq!(moved["findings"][0]["file"], "api/codes.toml", "{moved:#}");
        let note = moved["notes"][0].as_str().expect("a note");
        assert!(["the table was moved here from codes.toml", "the table was moved to api/codes.toml"].contains(&note));
    }
    // Deleted.
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
    expect(&report(&tree, &["--base", "main", "--table", &table]), false, &[("number-changed NO_FUNDS", false)]);
    let github = tree.errcodes(&["review", "--base", "main", "--table", &table, "--format", "github"]).out(1);
    assert!(github.starts_with(&format!("::error file={table},line=79,col=11,")), "{github}");
    // From its own folder, the path is that of the repository.
    let own = Folder(tree.0.join(path));
    let github = own.errcodes(&["review", "--base", "main", "--format", "github"]).out(1);
    assert!(github.starts_with(&format!("::error file={table},line=79,col=11,")), "{github}");
    // Nothing changed in the main work tree.
    expect(&report(&folder, &["--base", "main", "--table", &table]), true, &[]);
    // A submodule is a repository of its own.
    let outer = Folder::new("review-submodule");
    git(&outer, &["init", "-q", "-b", "main"]);
    let url = folder.0.display().to_string();
    git(&outer, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "inner"]);
    outer.write("inner/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    let inner = report(&outer, &["--base", "origin/main", "--table", "inner/codes.toml"]);
    expect(&inner, false, &[("number-changed NO_FUNDS", false)]);
}

/// A reviewer never sees an empty or green check of a table that cannot be read.
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
    // The branch that repairs a table is compared with the lock, which is whole.
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
    expect(&report_of(), true, &[]);
}
