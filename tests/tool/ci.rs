//! Files that other repositories use: the workflow, the hooks for pre-commit, and the completion scripts.

use std::path::Path;

use crate::{Folder, Output, SAMPLE, commit, git, output_of, repository};

const WORKFLOW: &str = include_str!("../../.github/workflows/review.yml");
const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");

/// Creates a repository to clone. Its branch `topic` changes a number.
fn origin(name: &str) -> Folder {
    let folder = repository(name);
    git(&folder, &["checkout", "-q", "-b", "topic"]);
    folder.write("codes.toml", SAMPLE.replace("numeric = 7", "numeric = 8"));
    commit(&folder, "Topic");
    git(&folder, &["checkout", "-q", "main"]);
    folder
}

/// Runs a script like a job of GitHub Actions, with the tool in `PATH`.
fn job(folder: &Folder, script: &str) -> Output {
    let tool = Path::new(env!("CARGO_BIN_EXE_errcodes")).parent().expect("a folder");
    let path =
        format!("{}:{}:{}", folder.0.join("bin").display(), tool.display(), std::env::var("PATH").expect("PATH"));
    let mut command = folder.command("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).env("PATH", path);
    let variables =
        [("GITHUB_BASE_REF", "main"), ("GITHUB_REPOSITORY", "owner/name"), ("NUMBER", "7"), ("RUNNER_TEMP", "temp")];
    output_of(command.envs(variables))
}

/// Returns the script of this step of the workflow.
fn step(name: &str) -> String {
    let (_, step) = WORKFLOW.split_once(&format!("- name: {name}\n")).unwrap_or_else(|| panic!("no step {name}"));
    let (_, run) = step.split_once("        run: ").expect("a script");
    match run.strip_prefix("|\n") {
        None => run.lines().next().expect("a line").to_owned(),
        Some(lines) => {
            let lines =
                lines.lines().map_while(|line| line.strip_prefix("          ").or(line.is_empty().then_some("")));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn the_workflow_works_and_needs_the_history() {
    let origin = origin("ci-origin");
    let url = format!("file://{}", origin.0.display());
    assert!(WORKFLOW.contains("          fetch-depth: 0\n"));
    for (name, depth) in [("ci-whole", None), ("ci-shallow", Some("--depth=1"))] {
        let clone = Folder::new(name);
        let branch = ["clone", "-q", "--branch", "topic", &url, "."];
        git(&clone, &branch.iter().copied().chain(depth).collect::<Vec<_>>());
        let review = job(&clone, &step("Review"));
        if depth.is_some() {
            assert!(
                review.code == Some(2) && review.err.contains("`fetch-depth: 0` of actions/checkout"),
                "{review:?}"
            );
            continue;
        }
        assert!(review.code == Some(1) && review.out.contains("::error file=codes.toml,line=79,col=11,"), "{review:?}");
        // The tool is built from the base, because the pull request must not change the tool.
        let install = step("Install");
        let (worktree, cargo) = install.split_once('\n').expect("two lines");
        assert!(cargo.starts_with("cargo install --locked --path \"$RUNNER_TEMP/base\" --features cli"), "{cargo}");
        assert_eq!(job(&clone, worktree).code, Some(0));
        assert_eq!(clone.read("temp/base/codes.toml"), SAMPLE);
    }
}

/// A script replaces `gh`. It appends its arguments to the file `calls`, and prints the ids of comments from the file `known`.
#[test]
#[cfg(unix)]
fn the_workflow_creates_or_updates_one_comment() {
    use std::os::unix::fs::PermissionsExt as _;
    let origin = origin("ci-comment-origin");
    let clone = Folder::new("ci-comment");
    git(&clone, &["clone", "-q", "--branch", "topic", &format!("file://{}", origin.0.display()), "."]);
    let gh = "#!/bin/sh\necho \"$@\" >> calls\ncase \"$*\" in *--paginate*) test \"$MARKER\" = '<!-- errcodes: codes.toml -->' && cat known;; esac\n";
    clone.write("bin/gh", gh);
    std::fs::set_permissions(clone.0.join("bin/gh"), std::fs::Permissions::from_mode(0o755)).expect("a program");
    for (known, call) in [
        ("", "api --method POST repos/owner/name/issues/7/comments --field body=@comment.md"),
        ("42\n", "api --method PATCH repos/owner/name/issues/comments/42 --field body=@comment.md"),
    ] {
        clone.write("known", known).write("calls", "");
        let comment = job(&clone, &step("Comment"));
        assert_eq!(comment.code, Some(0), "{comment:?}");
        assert!(clone.read("calls").lines().last() == Some(call), "{}", clone.read("calls"));
        assert!(clone.read("comment.md").contains("**number-changed**"));
    }
}

#[test]
fn the_hooks_have_the_expected_exit_codes() {
    let origin = origin("ci-hooks-origin");
    let clone = Folder::new("ci-hooks");
    git(&clone, &["clone", "-q", &format!("file://{}", origin.0.display()), "."]);
    let entries: Vec<_> = HOOKS.lines().filter_map(|line| line.strip_prefix("  entry: ")).collect();
    assert_eq!(entries, ["errcodes check", "errcodes lock --check", "errcodes review"]);
    for (branch, codes) in [("main", [0, 0, 0]), ("topic", [0, 1, 1])] {
        git(&clone, &["checkout", "-q", branch]);
        for (entry, code) in entries.iter().zip(codes) {
            let output = job(&clone, &format!("unset GITHUB_BASE_REF; {entry}"));
            assert_eq!(output.code, Some(code), "{branch}: {entry}: {output:?}");
        }
    }
}

#[test]
fn completion_scripts_contain_commands_and_options() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = folder.errcodes(&["completions", shell]).out(0);
        for word in ["review", "explain", "released"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    // Runs the completion in bash.
    let script = "source <(errcodes completions bash); COMP_WORDS=(errcodes rev); COMP_CWORD=1; _errcodes errcodes rev errcodes; \
                  echo \"${COMPREPLY[*]}\"";
    assert_eq!(job(&folder, script).out, "review\n");
}
