//! Runs the tool as users do, with real files and real git repositories.

mod check;
mod ci;
mod diff;
mod explain;
mod formats;
mod git;
mod lock;
mod merge;
mod review;
mod schema;
mod show;

#[path = "../compare/cases.rs"]
#[expect(dead_code, reason = "the tests of the comparison use the other items")]
mod cases;
#[path = "../support/clean_command.rs"]
mod clean_command;
#[path = "../compare/edits.rs"]
#[allow(dead_code, reason = "the tests of the comparison use the other items")]
mod edits;
#[path = "../support/github_markdown.rs"]
mod github_markdown;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// A table with every kind of entry.
const SAMPLE: &str = include_str!("sample.toml");

const LOCK: &str = "tests/codes.lock";

/// The output of a program.
#[derive(Debug)]
struct Output {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Output {
    /// Returns the standard output. Checks the exit code, and that standard error is empty.
    #[track_caller]
    fn out(self, code: i32) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(code), ""), "{}", self.out);
        self.out
    }

    /// Returns the standard output. Checks that the exit code is 0.
    #[track_caller]
    fn success(self) -> String {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        self.out
    }

    /// Returns the standard error. Checks that the exit code is 2, that standard output is empty, and that there was no panic.
    #[track_caller]
    fn refusal(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert!(!self.err.contains("panicked") && !self.err.trim().is_empty(), "{}", self.err);
        self.err
    }
}

/// An empty folder for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder below target/");
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    fn lossy(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.0.join(name)).expect("a file")).into_owned()
    }

    /// Returns a command that runs in this folder, without the settings of this machine and of CI.
    fn command(&self, program: &str) -> Command {
        clean_command::clean_command(program, &self.0)
    }

    fn errcodes(&self, arguments: &[&str]) -> Output {
        output_of(self.command(env!("CARGO_BIN_EXE_errcodes")).args(arguments))
    }

    /// Runs the tool with this standard input.
    fn pipe(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the tool starts");
        child.stdin.take().expect("a pipe").write_all(input).expect("the tool reads");
        decode(&child.wait_with_output().expect("the tool ends"))
    }
}

/// Runs git in the folder, and returns its output.
#[track_caller]
fn git(folder: &Folder, arguments: &[&str]) -> String {
    output_of(folder.command("git").args(arguments)).success()
}

/// Commits all files of the repository.
#[track_caller]
fn commit(folder: &Folder, message: &str) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", message]);
}

/// Writes a Cargo.toml with this version.
fn set_version(folder: &Folder, version: &str) {
    folder.write("Cargo.toml", format!("[package]\nname = \"shop\"\nversion = \"{version}\"\n"));
}

/// Creates a repository. Its branch `main` has the sample, the lock of the sample and version 1.2.0.
#[track_caller]
fn repository(name: &str) -> Folder {
    let folder = Folder::new(name);
    git(&folder, &["init", "-q", "-b", "main"]);
    folder.write("codes.toml", SAMPLE).write("tests/file", "");
    set_version(&folder, "1.2.0");
    folder.errcodes(&["lock"]).out(0);
    commit(&folder, "First");
    folder
}

/// Returns the sample without the TOML table that has this header.
fn sample_without(header: &str) -> String {
    let tables: Vec<_> = SAMPLE.split("\n\n").collect();
    let others: Vec<_> = tables.iter().filter(|table| table.lines().next() != Some(header)).copied().collect();
    assert_eq!(others.len() + 1, tables.len(), "{header}");
    others.join("\n\n")
}

#[track_caller]
fn output_of(command: &mut Command) -> Output {
    match command.output() {
        Ok(output) => decode(&output),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("{} is not installed", command.get_program().to_string_lossy())
        }
        Err(error) => panic!("{}: {error}", command.get_program().to_string_lossy()),
    }
}

fn decode(output: &std::process::Output) -> Output {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    Output { out, err, code: output.status.code() }
}

/// Files that cannot be read, and the start of the message for each.
const UNREADABLE: [(&str, &str); 2] = [
    ("missing.toml", "missing.toml: no such file; change to the folder that has it"),
    ("folder", "folder: is a directory; "),
];

/// Files that are not valid tables, and the start of the first problem for each.
const INVALID: [(&str, &[u8], &str); 4] = [
    ("latin1.toml", b"[status.400]\nreason = \"caf\xe9\"\n", "latin1.toml:2:14: error[invalid-utf8]: "),
    ("text.toml", b"This is no table.\n", "text.toml:1:6: error[invalid-toml]: "),
    ("empty.toml", b"", "empty.toml:1:1: error[empty-table]: "),
    ("conflict.toml", b"<<<<<<< HEAD\n=======\n>>>>>>> topic\n", "conflict.toml:1:1: error[merge-conflict]: "),
];

#[test]
fn wrong_usage_gives_a_clear_message_and_exit_code_2() {
    let folder = Folder::new("usage");
    folder.write("codes.toml", SAMPLE);
    for (arguments, says) in [
        (&[][..], "Usage: errcodes [OPTIONS] <COMMAND>"),
        (&["dif"], "a similar subcommand exists: 'diff'"),
        (&["show", "--tabel", "x"], "a similar argument exists: '--table'"),
        (&["show", "--table", ""], "a value is required for '--table <FILE>'"),
        (&["diff"], "nothing to compare; give two files, or --against and a revision"),
        (&["diff", "codes.toml"], "nothing to compare; give two files, or --against and a revision"),
        (&["diff", "a", "b", "c"], "nothing to compare; give two files, or --against and a revision"),
        (&["diff", "-", "-"], "the standard input cannot be both tables"),
        (&["diff", "--against", "HEAD", "a", "b"], "--against takes at most one file"),
        (&["diff", "--format", "xml", "a", "b"], "[possible values: text, markdown, github, gitlab, sarif, json]"),
        (&["diff", "--fail-on", "any", "a", "b"], "[possible values: major, minor, patch, none]"),
        (&["diff", "--textconv"], "--textconv takes one file"),
        (&["lock", "codes.toml"], "unexpected argument 'codes.toml'"),
        (&["review", "--table", "-"], "name a table"),
        (&["check", "--color", "sometimes"], "[possible values: auto, always, never]"),
    ] {
        let error = folder.errcodes(arguments).refusal();
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}

#[test]
fn the_help_of_each_command_has_an_example() {
    let folder = Folder::new("help");
    for command in ["show", "check", "explain", "diff", "review", "lock", "export", "merge", "completions"] {
        for help in ["-h", "--help"] {
            let out = folder.errcodes(&[command, help]).out(0);
            assert!(out.contains("Example") && out.contains(&format!("\n  errcodes {command}")), "{out}");
            assert!(out.contains("Exit code: 0 "), "{out}");
        }
    }
    assert!(folder.errcodes(&["--help"]).out(0).contains("Example"));
    let version = folder.errcodes(&["--version"]).out(0);
    assert_eq!(version.trim_end(), concat!("errcodes ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn an_unreadable_file_gives_a_clear_message_and_exit_code_2() {
    let folder = Folder::new("unreadable");
    folder.write("codes.toml", SAMPLE).write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n").write("folder/file", "");
    for (file, says) in UNREADABLE {
        for arguments in [
            &["show", "--table", file][..],
            &["check", file],
            &["lock", "--table", file],
            &["diff", file, "codes.toml"],
            &["diff", "codes.toml", file],
            &["diff", "--textconv", file],
        ] {
            let error = folder.errcodes(arguments).refusal();
            assert!(error.starts_with(says), "{arguments:?}: {error}");
        }
    }
}

#[test]
fn an_invalid_table_gives_its_problems_and_exit_code_1() {
    let folder = Folder::new("invalid");
    folder.write("codes.toml", SAMPLE).write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    for (file, content, first) in INVALID {
        folder.write(file, content);
        for arguments in [
            &["check", file][..],
            &["lock", "--table", file],
            &["lock", "--check", "--table", file],
            &["diff", file, "codes.toml"],
            &["diff", "codes.toml", file],
            &["diff", "codes.toml", file, "--fail-on", "none"],
        ] {
            let out = folder.errcodes(arguments).out(1);
            assert!(out.starts_with(first), "{arguments:?}: {out}");
            for format in ["markdown", "github", "gitlab", "sarif", "json"] {
                let out = folder.errcodes(&[arguments, &["--format", format]].concat()).out(1);
                let rule = first.split(['[', ']']).nth(1).expect("a rule");
                assert!(out.contains(rule) && !out.contains("\"pass\": true"), "{arguments:?} {format}: {out}");
            }
        }
        // Problems are on standard error, because standard output may be redirected to a file.
        let shown = folder.errcodes(&["show", "--table", file]);
        assert_eq!((shown.code, shown.out.as_str()), (Some(1), ""));
        assert!(shown.err.starts_with(first), "{}", shown.err);
    }
    assert!(!folder.0.join("tests/codes.lock").exists());
}

/// A reader such as `head` closes the pipe early.
#[test]
#[cfg(unix)]
fn a_command_ends_silently_when_its_output_is_closed() {
    let folder = Folder::new("closed-pipe");
    folder.write("codes.toml", SAMPLE);
    for arguments in [
        &["show", "--table", "-"][..],
        &["show", "--table", "-", "400"],
        &["check", "-"],
        &["diff", "-", "codes.toml"],
        &["diff", "--textconv", "-"],
        &["export", "json", "-"],
    ] {
        let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the tool starts");
        // The tool waits for its input. Its output is closed before the input is complete.
        drop(child.stdout.take());
        child.stdin.take().expect("a pipe").write_all(SAMPLE.as_bytes()).expect("the tool reads");
        let output = child.wait_with_output().expect("the tool ends");
        assert_eq!((output.status.code(), output.stderr), (Some(2), Vec::new()), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_gives_a_clear_message_and_exit_code_2() {
    let folder = Folder::new("full");
    folder.write("codes.toml", SAMPLE);
    let full = fs::File::create("/dev/full").expect("the device exists");
    let output = output_of(folder.command(env!("CARGO_BIN_EXE_errcodes")).arg("show").stdout(full));
    assert!(output.refusal().starts_with("cannot write the output: "));
}
