//! `errcodes diff` with git: comparing with revisions, and running as git's diff driver.

use crate::{Captured, Folder, SAMPLE, capture};

/// Creates a repository with the sample, tagged `v1`, and an uncommitted change of a number.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    git(&folder, &["init", "-q", "-b", "main"]);
    folder
        .write("api/codes.toml", SAMPLE)
        .write("README.md", "One\nTwo\n")
        .write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    commit(&folder, "First");
    git(&folder, &["tag", "v1"]);
    folder.write("api/codes.toml", changed());
    folder
}

fn changed() -> String {
    SAMPLE.replace("numeric = 7", "numeric = 8")
}

#[track_caller]
fn git(folder: &Folder, arguments: &[&str]) -> String {
    let captured = run(folder, arguments, &[]);
    assert_eq!(captured.code, Some(0), "{}", captured.err);
    captured.out
}

#[track_caller]
fn run(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> Captured {
    capture(folder.command("git").args(arguments).envs(variables.iter().copied()))
}

fn commit(folder: &Folder, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

fn tool() -> String {
    format!("'{}' diff", env!("CARGO_BIN_EXE_errcodes"))
}

/// The finding for the changed number of `NO_FUNDS`.
const FINDING: &str = "api/codes.toml:79:11: major number-changed: NO_FUNDS\n  - 7\n  + 8\n";

#[test]
fn a_table_is_compared_with_any_revision_from_any_folder() {
    let folder = repository("git-against");
    let api = Folder(folder.0.join("api"));
    let head = git(&folder, &["rev-parse", "HEAD"]);
    for revision in ["HEAD", "main", "v1", "v1^{commit}", head.trim(), &head[..8], "@", "HEAD@{0}"] {
        let out = folder.errcodes(&["diff", "--against", revision, "api/codes.toml"]).out(1);
        assert!(out.starts_with(FINDING), "{out}");
        let out = folder.errcodes(&["diff", "--against", revision, "--table", "api/codes.toml"]).out(1);
        assert!(out.starts_with(FINDING), "{out}");
        let out = api.errcodes(&["diff", "-a", revision]).out(1);
        assert!(out.starts_with(&FINDING.replace("api/", "")), "{out}");
        let path = folder.0.join("api/codes.toml");
        let out =
            Folder::new("git-elsewhere").errcodes(&["diff", "-a", revision, path.to_str().expect("a path")]).out(1);
        assert!(out.contains(FINDING), "{out}");
        // Standard input, e.g. the staged version in a pre-commit hook.
        let staged = api.pipe(&["diff", "--against", revision, "-"], changed().as_bytes()).out(1);
        assert!(staged.starts_with(&FINDING.replace("api/codes.toml", "stdin")), "{staged}");
    }
    commit(&folder, "Second");
    assert!(api.errcodes(&["diff", "--against", "HEAD", "--fail-on", "patch"]).out(0).contains(": none: "));
    assert!(api.errcodes(&["diff", "--against", "HEAD~1"]).out(1).contains("number-changed"));
    // A removed code is reported at its position in the old table.
    api.write(
        "codes.toml",
        SAMPLE.replace(
            "[stock.RECALLED]\nstatus = 400\nmessage = \"Recalled\"\nwhen = \"Its maker wants it back.\"\n",
            "",
        ),
    );
    assert!(
        api.errcodes(&["diff", "--against", "v1"])
            .out(1)
            .contains("v1:codes.toml:115:8: major code-removed: RECALLED\n")
    );
}

#[test]
fn a_failure_of_git_is_one_line_and_exit_code_2() {
    let folder = repository("git-refused");
    folder.write("new/codes.toml", SAMPLE).write("old.toml", "no table\n");
    commit(&folder, "Second");
    folder.write("old.toml", SAMPLE);
    let refused = |arguments: &[&str], says: &str| {
        let error = folder.errcodes(&[&["diff"], arguments].concat()).refusal();
        assert!(error.contains(says), "{arguments:?}: {error}");
        assert!(error.lines().count() == 1 || says.contains("TOML"), "{error}");
    };
    for revision in ["nope", "--help", "--output=x", "v1:README.md", "HEAD~9", "a b", "deadbeef"] {
        let says = format!("git knows no revision `{revision}`");
        refused(&[&format!("--against={revision}"), "api/codes.toml"], &says);
    }
    refused(&["--against", "v1", "new/codes.toml"], "new/codes.toml: there is no such file in v1");
    refused(&["--against", "v1", "missing/codes.toml"], "missing/codes.toml: there is no such file");
    refused(&["--against", "v1", "api"], "api: this is a directory");
    refused(&["--against", "HEAD", "old.toml"], "HEAD:old.toml:1:4: this is not TOML");
    assert!(!folder.0.join("x").exists());

    let outside = Folder::new("git-outside");
    outside.write("codes.toml", SAMPLE);
    assert!(outside.errcodes(&["diff", "--against", "HEAD"]).refusal().contains("codes.toml: not a git repository"));
    let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
    let without = capture(command.args(["diff", "--against", "HEAD", "api/codes.toml"]).env("PATH", ""));
    assert!(without.refusal().contains("git is not installed, or not in PATH"));
}

/// With `GIT_EXTERNAL_DIFF`, git runs the tool for every changed file.
#[test]
fn git_diff_shows_findings_for_tables_and_lines_for_other_files() {
    let folder = repository("git-external");
    folder.write("README.md", "One\nThree\n").write("Cargo.toml", "[package]\nversion = \"2.0.0\"\n");
    folder.write("binary", b"\0\x01").write("new.txt", "new\n");
    git(&folder, &["add", "-A"]);
    let external = run(&folder, &["diff", "HEAD"], &[("GIT_EXTERNAL_DIFF", &tool())]);
    let out = external.out(0);
    assert!(out.contains(FINDING) && out.contains("api/codes.toml: major: 1 major; needs"), "{out}");
    for lines in [
        "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1,2 +1,2 @@\n One\n-Two\n+Three\n",
        "diff --git a/Cargo.toml b/Cargo.toml\n",
        "diff --git a/new.txt b/new.txt\n--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1 @@\n+new\n",
        "diff --git a/binary b/binary\nBinary files differ\n",
    ] {
        assert!(out.contains(lines), "{lines}\n{out}");
    }
}

/// Uses the tool as a driver in `.gitattributes`, and changes, renames and removes a table.
#[test]
fn git_log_shows_the_findings_of_every_commit() {
    let folder = repository("git-driver");
    folder.write(".gitattributes", "*.toml diff=errcodes\nCargo.toml !diff\n");
    git(&folder, &["config", "diff.errcodes.command", &tool()]);
    assert!(git(&folder, &["diff"]).contains(FINDING));
    commit(&folder, "Renumber");
    git(&folder, &["mv", "api/codes.toml", "api/shop.toml"]);
    folder.write("api/shop.toml", changed().replace("Sold out", "None left"));
    commit(&folder, "Rename and reword");
    git(&folder, &["update-index", "--chmod=+x", "api/shop.toml"]);
    git(&folder, &["commit", "-q", "-m", "Mode"]);
    git(&folder, &["checkout", "-q", "-f", "."]);
    git(&folder, &["rm", "-q", "api/shop.toml"]);
    commit(&folder, "Remove");
    let log = git(&folder, &["log", "-p", "-M", "--ext-diff", "--format=# %s"]);
    let commits: Vec<_> = log.split("# ").skip(1).collect();
    let [remove, mode, rename, renumber, first] = commits[..] else { panic!("{log}") };
    assert!(remove.contains("a/api/shop.toml:115:8: major code-removed: RECALLED\n"), "{remove}");
    assert_eq!(remove.matches("major code-removed: ").count(), 15, "{remove}");
    assert!(mode.trim_end().ends_with("api/shop.toml: none: nothing changed in meaning; needs no release"), "{mode}");
    let reworded = "api/shop.toml:112:11: patch message-reworded: SOLD_OUT\n  - Sold out\n  + None left\n";
    assert!(rename.contains(reworded) && rename.contains(": patch: 1 patch; "), "{rename}");
    assert!(renumber.contains(FINDING), "{renumber}");
    assert_eq!(first.matches(" minor code-added: ").count(), 15, "{first}");
    assert!(first.contains("api/codes.toml: minor: "), "{first}");
}

/// git stops at the first file for which the external diff fails.
#[test]
fn git_diff_continues_after_an_invalid_table() {
    let folder = repository("git-invalid");
    let wrong = SAMPLE.replace("status = 404", "status = 200");
    folder.write("other.toml", SAMPLE);
    commit(&folder, "Other");
    folder.write("other.toml", changed());
    let diff = |arguments: &[&str]| {
        let out = run(&folder, arguments, &[("GIT_EXTERNAL_DIFF", &tool())]).out(0);
        assert!(out.contains("other.toml:79:11: major number-changed: NO_FUNDS\n"), "{out}");
        out
    };
    for (content, problem, line) in [
        ("no table\n", "api/codes.toml:1:4: this is not TOML", "\n+no table\n"),
        (&wrong, "api/codes.toml:22:10: `status` of `CART_NOT_FOUND` is 200", "\n-status = 404\n+status = 200\n"),
        ("", "api/codes.toml:1:1: there is no code in this file", "\n+++ b/api/codes.toml\n@@ -1,129 +0,0 @@\n"),
    ] {
        folder.write("api/codes.toml", content);
        let out = diff(&["diff", "HEAD"]);
        assert!(out.starts_with(problem), "{out}");
        let not_compared =
            "\napi/codes.toml: not compared by meaning; its lines:\ndiff --git a/api/codes.toml b/api/codes.toml\n";
        assert!(out.contains(not_compared) && out.contains(line), "{out}");
        // The old table is invalid.
        let out = diff(&["diff", "-R", "HEAD"]);
        assert!(out.contains(problem), "{out}");
    }
    // Both tables are invalid.
    folder.write("api/codes.toml", "no table\n");
    commit(&folder, "No table");
    folder.write("api/codes.toml", "none either\n").write("other.toml", SAMPLE);
    let out = diff(&["diff"]);
    for text in ["a/api/codes.toml:1:4: ", "\napi/codes.toml:1:6: ", "\n-no table\n+none either\n"] {
        assert!(out.contains(text), "{text}\n{out}");
    }
}

#[test]
fn an_unmerged_table_is_reported_as_such() {
    let folder = repository("git-conflict");
    commit(&folder, "Ours");
    git(&folder, &["checkout", "-q", "-b", "theirs", "v1"]);
    folder.write("api/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 9"));
    commit(&folder, "Theirs");
    assert_ne!(run(&folder, &["merge", "main"], &[]).code, Some(0));
    let out = run(&folder, &["diff", "--ours"], &[("GIT_EXTERNAL_DIFF", &tool())]);
    assert!(out.out.contains("api/codes.toml: not merged yet\n"), "{out:?}");
}

/// Two branches that add codes merge without a conflict in the lock.
#[test]
fn a_merge_keeps_the_lock_lines_of_both_branches() {
    let folder = Folder::new("git-merge");
    git(&folder, &["init", "-q", "-b", "main"]);
    folder.write("codes.toml", SAMPLE).write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    folder.write(".gitattributes", include_str!("../../.gitattributes")).write("tests/file", "");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "First");
    let add = |group: &str, name: &str, after: &str| {
        let code = format!("[{group}.{name}]\nstatus = 400\nmessage = \"{name}\"\nwhen = \"{name}\"\n\n");
        folder.write("codes.toml", SAMPLE.replace(after, &format!("{code}{after}")));
        folder.errcodes(&["lock"]).out(0);
        commit(&folder, name);
    };
    git(&folder, &["checkout", "-q", "-b", "other"]);
    add("stock", "BACK_ORDER", "[retired.CARD_LOST]");
    git(&folder, &["checkout", "-q", "main"]);
    add("cart", "BACK_LATER", "[decline]");
    git(&folder, &["merge", "-q", "-m", "Merge", "other"]);
    assert_eq!(folder.errcodes(&["lock", "--check"]).out(0), "tests/codes.lock is current\n");
    let lock = folder.read("tests/codes.lock");
    assert!(lock.contains("code BACK_LATER ") && lock.contains("code BACK_ORDER "), "{lock}");
}

#[test]
fn git_diff_compares_facts_with_textconv() {
    let folder = repository("git-textconv");
    folder.write(".gitattributes", "codes.toml diff=errcodes\n");
    git(&folder, &["config", "diff.errcodes.textconv", &format!("{} --textconv", tool())]);
    let diff = git(&folder, &["diff"]);
    let facts: Vec<_> = diff.lines().filter(|line| line.starts_with(['-', '+'])).skip(2).collect();
    assert_eq!(facts, ["-code NO_FUNDS numeric: 7", "+code NO_FUNDS numeric: 8"]);
    // An invalid table is reported as such, also in a diff with a valid one.
    folder.write("api/codes.toml", "no table\n");
    let diff = git(&folder, &["diff"]);
    assert!(diff.contains("\n+this is no valid table: ") && diff.contains("\n+problem codes.toml:1:4: "), "{diff}");
    assert!(diff.contains("\n-code NO_FUNDS numeric: 7\n") && diff.contains("\n+no table\n"), "{diff}");
}
