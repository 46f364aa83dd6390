//! `errcodes diff` with git: revisions, and the tool as the diff driver of git.

use crate::{Folder, LOCK, Output, SAMPLE, commit, git, output_of, sample_without};

/// Creates a repository. The sample is committed and tagged `v1`. A changed number is not committed.
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    git(&folder, &["init", "-q", "-b", "main"]);
    folder
        .write("api/codes.toml", SAMPLE)
        .write("README.md", "One\nTwo\n")
        .write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    commit(&folder, "First");
    git(&folder, &["tag", "v1"]);
    folder.write("api/codes.toml", changed_sample());
    folder
}

fn changed_sample() -> String {
    SAMPLE.replace("numeric = 7", "numeric = 8")
}

#[track_caller]
fn run(folder: &Folder, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    output_of(folder.command("git").args(arguments).envs(variables.iter().copied()))
}

fn tool() -> String {
    format!("'{}' diff", env!("CARGO_BIN_EXE_errcodes"))
}

/// The start of the finding for the changed number of `NO_FUNDS`.
const FINDING: &str = "api/codes.toml:79:11: major[number-changed]: ";

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
        // The table on standard input, as a hook passes it before a commit.
        let staged = api.pipe(&["diff", "--against", revision, "-"], changed_sample().as_bytes()).out(1);
        assert!(staged.starts_with(&FINDING.replace("api/codes.toml", "stdin")), "{staged}");
    }
    commit(&folder, "Second");
    assert!(api.errcodes(&["diff", "--against", "HEAD", "--fail-on", "patch"]).out(0).contains(": none: "));
    assert!(api.errcodes(&["diff", "--against", "HEAD~1"]).out(1).contains("number-changed"));
    // A removed code has its position in the old table.
    api.write("codes.toml", sample_without("[stock.RECALLED]"));
    assert!(
        api.errcodes(&["diff", "--against", "v1"]).out(1).contains("v1:api/codes.toml:115:8: major[code-removed]: ")
    );
}

#[test]
fn a_failure_of_git_gives_one_clear_line_and_exit_code_2() {
    let folder = repository("git-refused");
    folder.write("new/codes.toml", SAMPLE).write("old.toml", "no table\n");
    commit(&folder, "Second");
    folder.write("old.toml", SAMPLE);
    let check_refusal = |arguments: &[&str], says: &str| {
        let error = folder.errcodes(&[&["diff"], arguments].concat()).refusal();
        assert!(error.contains(says), "{arguments:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    };
    for revision in ["nope", "--help", "--output=x", "HEAD~9", "a b", "deadbeef"] {
        let says = format!("git knows no revision `{revision}`");
        check_refusal(&[&format!("--against={revision}"), "api/codes.toml"], &says);
    }
    check_refusal(&["--against", "v1:missing.toml", "api/codes.toml"], "v1:missing.toml: no such file");
    check_refusal(&["--against", "v1:api", "api/codes.toml"], "v1:api: is a directory");
    check_refusal(&["--against", "v1", "missing/codes.toml"], "missing/codes.toml: no such file");
    check_refusal(&["--against", "v1", "api"], "api: is a directory");
    let invalid = folder.errcodes(&["diff", "--against", "HEAD", "old.toml"]).out(1);
    assert!(invalid.starts_with("HEAD:old.toml:1:4: error[invalid-toml]: "), "{invalid}");
    assert!(!folder.0.join("x").exists());

    let outside = Folder::new("git-outside");
    outside.write("codes.toml", SAMPLE);
    assert!(outside.errcodes(&["diff", "--against", "HEAD"]).refusal().contains("codes.toml: not a git repository"));
    let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
    let without = output_of(command.args(["diff", "--against", "HEAD", "api/codes.toml"]).env("PATH", ""));
    assert!(without.refusal().contains("git is not installed, or not in PATH"));
}

/// Git calls `GIT_EXTERNAL_DIFF` for every changed file. Other files are shown as a line diff.
#[test]
fn git_diff_shows_findings_for_tables_and_lines_for_other_files() {
    let folder = repository("git-external");
    folder.write("one.sh", "One\nTwo\nThree\nFour\n").write("old name.txt", "a\nb\nc\nd\n").write("gone.txt", "gone\n");
    commit(&folder, "Others");
    folder.write("api/codes.toml", SAMPLE);
    folder.write("README.md", "One\nThree\n").write("Cargo.toml", b"[package]\nversion = \"2.0.0\" # caf\xe9\n");
    let large = std::fs::File::create(folder.0.join("large")).expect("a file");
    large.set_len((64 << 20) + 1).expect("a sparse file");
    folder.write("binary", b"\0\x01").write("new.txt", "new\n").write("one.sh", "One\nTwo\nThree\nFive\n");
    git(&folder, &["rm", "-q", "gone.txt"]);
    git(&folder, &["mv", "old name.txt", "new name.txt"]);
    folder.write("new name.txt", "a\nb\nc\nd\ne\n");
    git(&folder, &["add", "-A"]);
    git(&folder, &["update-index", "--chmod=+x", "one.sh"]);
    let diff = |arguments: &[&str], variables: &[(&str, &str)]| {
        run(&folder, &[&["diff", "-M"], arguments].concat(), &[&[("GIT_EXTERNAL_DIFF", &*tool())], variables].concat())
    };
    let external = diff(&["--cached", "HEAD"], &[]);
    assert_eq!(external.code, Some(0));
    let out = &external.out;
    assert!(out.contains(FINDING) && out.contains("api/codes.toml: major: 1 major; needs"), "{out}");
    for lines in [
        "diff --git a/README.md b/README.md\n--- a/README.md\n+++ b/README.md\n@@ -1,2 +1,2 @@\n One\n-Two\n+Three\n",
        "diff --git a/Cargo.toml b/Cargo.toml\n",
        "diff --git a/new.txt b/new.txt\nnew file mode 100644\n--- /dev/null\n+++ b/new.txt\n@@ -0,0 +1 @@\n+new\n",
        "diff --git a/gone.txt b/gone.txt\ndeleted file mode 100644\n--- a/gone.txt\n+++ /dev/null\n",
        "diff --git a/binary b/binary\nnew file mode 100644\nBinary files differ\n",
        "diff --git a/large b/large\nnew file mode 100644\nBinary files differ\n",
        "diff --git a/one.sh b/one.sh\nold mode 100644\nnew mode 100755\n--- a/one.sh\n",
        "\nsimilarity index 80%\nrename from old name.txt\nrename to new name.txt\n",
    ] {
        assert!(out.contains(lines), "{lines}\n{out}");
    }
    // The findings are not part of a patch, and the tool says so.
    assert!(
        external.err.contains("api/codes.toml is shown as findings, which `git apply` cannot read"),
        "{external:?}"
    );
    // For other files, the output is a valid patch.
    let patch = diff(&["--cached", "HEAD", "--", "README.md", "Cargo.toml", "gone.txt", "new.txt", "one.sh"], &[]).out;
    git(&folder, &["stash", "-q"]);
    folder.write("x.patch", patch.replace("caf\u{fffd}", "cafe"));
    git(&folder, &["apply", "--check", "x.patch"]);
    git(&folder, &["stash", "pop", "-q", "--index"]);
    let colored = diff(&["HEAD", "--", "README.md"], &[("GIT_PAGER_IN_USE", "true"), ("TERM", "xterm")]);
    let expected = "\x1b[1mdiff --git a/README.md b/README.md\x1b[m\n";
    assert!(colored.out.starts_with(expected) && colored.out.contains("\x1b[31m-Two\x1b[m"), "{colored:?}");
}

/// `.gitattributes` names the tool as diff driver. The commits change, move and remove the table.
#[test]
fn git_log_shows_the_findings_of_every_commit() {
    let folder = repository("git-driver");
    folder.write(".gitattributes", "*.toml diff=errcodes\nCargo.toml !diff\n");
    git(&folder, &["config", "diff.errcodes.command", &tool()]);
    assert!(git(&folder, &["diff"]).contains(FINDING));
    commit(&folder, "Renumber");
    git(&folder, &["mv", "api/codes.toml", "api/shop.toml"]);
    folder.write("api/shop.toml", changed_sample().replace("Sold out", "None left"));
    commit(&folder, "Rename and reword");
    git(&folder, &["update-index", "--chmod=+x", "api/shop.toml"]);
    git(&folder, &["commit", "-q", "-m", "Mode"]);
    git(&folder, &["checkout", "-q", "-f", "."]);
    git(&folder, &["rm", "-q", "api/shop.toml"]);
    commit(&folder, "Remove");
    let log = git(&folder, &["log", "-p", "-M", "--ext-diff", "--format=# %s"]);
    let commits: Vec<_> = log.split("# ").skip(1).collect();
    let [remove, mode, rename, renumber, first] = commits[..] else { panic!("{log}") };
    assert!(remove.contains("a/api/shop.toml:115:8: major[code-removed]: "), "{remove}");
    assert_eq!(remove.matches(" major[code-removed]: ").count(), 15, "{remove}");
    assert!(mode.trim_end().ends_with("api/shop.toml: none: no change in meaning; needs no release"), "{mode}");
    let reworded = "api/shop.toml:112:11: patch[message-reworded]: ";
    assert!(rename.contains(reworded) && rename.contains(": patch: 1 patch; "), "{rename}");
    assert!(renumber.contains(FINDING), "{renumber}");
    assert_eq!(first.matches(" minor[code-added]: ").count(), 15, "{first}");
    assert!(first.contains("api/codes.toml: minor: "), "{first}");
}

/// Git stops if the external diff fails, so the tool succeeds although a table cannot be compared.
#[test]
fn git_continues_after_a_table_that_cannot_be_compared() {
    let folder = repository("git-invalid");
    let wrong = SAMPLE.replace("status = 404", "status = 200");
    folder.write("other.toml", SAMPLE);
    commit(&folder, "Other");
    folder.write("other.toml", changed_sample());
    let diff = |arguments: &[&str]| {
        let output = run(&folder, arguments, &[("GIT_EXTERNAL_DIFF", &tool())]);
        assert!(
            output.code == Some(0) && output.out.contains("other.toml:79:11: major[number-changed]: "),
            "{output:?}"
        );
        output.out
    };
    let removed_lines = format!("\n+++ b/api/codes.toml\n@@ -1,{} +0,0 @@\n", SAMPLE.lines().count());
    for (content, problem, line) in [
        ("no table\n", "api/codes.toml:1:4: error[invalid-toml]: ", "\n+no table\n"),
        (&wrong, "api/codes.toml:22:10: error[out-of-range]: ", "\n-status = 404\n+status = 200\n"),
        ("", "api/codes.toml:1:1: error[empty-table]: ", &removed_lines),
    ] {
        folder.write("api/codes.toml", content);
        let out = diff(&["diff", "HEAD"]);
        assert!(out.starts_with(problem), "{out}");
        let not_compared = "; not compared, so a line diff follows\ndiff --git a/api/codes.toml b/api/codes.toml\n";
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
fn a_file_with_a_conflict_is_reported_as_unmerged() {
    let folder = repository("git-conflict");
    commit(&folder, "Ours");
    git(&folder, &["checkout", "-q", "-b", "theirs", "v1"]);
    folder.write("api/codes.toml", SAMPLE.replace("numeric = 7", "numeric = 9"));
    commit(&folder, "Theirs");
    assert_ne!(run(&folder, &["merge", "main"], &[]).code, Some(0));
    let out = run(&folder, &["diff", "--ours"], &[("GIT_EXTERNAL_DIFF", &tool())]);
    assert!(out.out.contains("api/codes.toml: unmerged\n"), "{out:?}");
}

/// Each of two branches adds a code. The branches merge without a conflict in the table or in the lock.
#[test]
fn a_merged_lock_has_the_records_of_both_branches() {
    let folder = crate::repository("git-merge");
    folder.write(".gitattributes", include_str!("../../.gitattributes"));
    commit(&folder, "Attributes");
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
    assert_eq!(folder.errcodes(&["lock", "--check"]).out(0), "codes.toml: tests/codes.lock is current\n");
    let lock = folder.read(LOCK);
    assert!(lock.contains("code BACK_LATER ") && lock.contains("code BACK_ORDER "), "{lock}");
}

/// Git compares the facts of both tables line by line.
#[test]
fn git_diffs_facts_through_textconv() {
    let folder = repository("git-textconv");
    folder.write(".gitattributes", "codes.toml diff=errcodes\n");
    git(&folder, &["config", "diff.errcodes.textconv", &format!("{} --textconv", tool())]);
    let diff = git(&folder, &["diff"]);
    let facts: Vec<_> = diff.lines().filter(|line| line.starts_with(['-', '+'])).skip(2).collect();
    assert_eq!(facts, ["-code NO_FUNDS numeric: 7", "+code NO_FUNDS numeric: 8"]);
    // If only one side is invalid, its problems and text are shown, and the facts of the other side.
    folder.write("api/codes.toml", "no table\n");
    let diff = git(&folder, &["diff"]);
    assert!(diff.contains("\n+this is not a valid table; ") && diff.contains("\n+problem codes.toml:1:4: "), "{diff}");
    assert!(diff.contains("\n-code NO_FUNDS numeric: 7\n") && diff.contains("\n+no table\n"), "{diff}");
}
