//! End-to-end tests of the tool: the compiled program, files on disk and git repositories.

mod check;
mod diff;
mod git;
mod lock;
mod precision;
mod show;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A table with every kind of entry.
const SAMPLE: &str = include_str!("sample.toml");

/// Captured output and exit code of a program.
#[derive(Debug)]
struct Captured {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Captured {
    /// Returns standard output. Asserts the exit code and an empty standard error.
    #[track_caller]
    fn out(self, code: i32) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(code), ""), "{}", self.out);
        self.out
    }

    /// Returns standard error. Asserts exit code 2, an empty standard output and no panic.
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

    /// Returns a command that runs in this folder, independent of the user's settings.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).stdin(Stdio::null());
        // A parent folder may be the repository of this crate.
        command.env("GIT_CEILING_DIRECTORIES", env!("CARGO_TARGET_TMPDIR"));
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR");
        command.env_remove("GIT_PAGER_IN_USE");
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@example.com");
        }
        command
    }

    fn errcodes(&self, arguments: &[&str]) -> Captured {
        capture(self.command(env!("CARGO_BIN_EXE_errcodes")).args(arguments))
    }

    /// Runs the tool with this standard input.
    fn pipe(&self, arguments: &[&str], input: &[u8]) -> Captured {
        let mut command = self.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the tool starts");
        child.stdin.take().expect("a pipe").write_all(input).expect("the tool reads");
        captured(&child.wait_with_output().expect("the tool ends"))
    }
}

#[track_caller]
fn capture(command: &mut Command) -> Captured {
    match command.output() {
        Ok(output) => captured(&output),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("{} is missing: install it", command.get_program().to_string_lossy())
        }
        Err(error) => panic!("{}: {error}", command.get_program().to_string_lossy()),
    }
}

fn captured(output: &std::process::Output) -> Captured {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    Captured { out, err, code: output.status.code() }
}

/// Writes files that no command can read, and returns each name with its expected diagnostic.
fn unreadable(folder: &Folder) -> Vec<(&'static str, &'static str)> {
    folder.write("folder/file", "").write("latin1.toml", b"[status.400]\nreason = \"caf\xe9\"\n");
    folder
        .write("text.toml", "This is no table.\n")
        .write("empty.toml", "")
        .write("cut.toml", &SAMPLE[..SAMPLE.len() - 3]);
    vec![
        ("missing.toml", "missing.toml: there is no such file"),
        ("folder", "folder: this is a directory"),
        ("latin1.toml", "latin1.toml:2:14: this byte is not UTF-8"),
        ("text.toml", "text.toml:1:6: this is not TOML"),
        ("cut.toml", "this is not TOML"),
    ]
}

#[test]
fn wrong_usage_is_an_error_with_exit_code_2() {
    let folder = Folder::new("usage");
    folder.write("codes.toml", SAMPLE);
    for (arguments, says) in [
        (&[][..], "Usage: errcodes <COMMAND>"),
        (&["dif"], "a similar subcommand exists: 'diff'"),
        (&["show", "--tabel", "x"], "a similar argument exists: '--table'"),
        (&["show", "--table", ""], "a value is required for '--table <FILE>'"),
        (&["diff"], "Give two files, or --against and a revision"),
        (&["diff", "codes.toml"], "Give two files, or --against and a revision"),
        (&["diff", "a", "b", "c"], "Give two files, or --against and a revision"),
        (&["diff", "-", "-"], "the standard input cannot be both tables"),
        (&["diff", "--against", "HEAD", "a", "b"], "--against takes one file at most"),
        (&["diff", "--format", "xml", "a", "b"], "[possible values: text, json, markdown, github]"),
        (&["diff", "--fail-on", "any", "a", "b"], "[possible values: major, minor, patch, none]"),
        (&["diff", "--textconv"], "--textconv takes one file"),
        (&["lock", "codes.toml"], "unexpected argument 'codes.toml'"),
    ] {
        let error = folder.errcodes(arguments).refusal();
        assert!(error.contains(says), "{arguments:?}: {error}");
    }
}

#[test]
fn the_help_of_every_command_has_an_example() {
    let folder = Folder::new("help");
    for command in ["show", "check", "lock", "diff"] {
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
fn unreadable_files_are_errors_with_exit_code_2_in_every_command() {
    let folder = Folder::new("unreadable");
    folder.write("codes.toml", SAMPLE).write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    for (file, says) in unreadable(&folder) {
        for arguments in [
            &["show", "--table", file][..],
            &["show", "--table", file, "5"],
            &["check", file],
            &["lock", "--table", file],
            &["lock", "--check", "--table", file],
            &["diff", file, "codes.toml"],
            &["diff", "codes.toml", file],
            &["diff", "--format", "json", "codes.toml", file],
        ] {
            let error = folder.errcodes(arguments).refusal();
            assert!(error.contains(says), "{arguments:?}: {error}");
        }
    }
    assert!(!folder.0.join("tests/codes.lock").exists());
}

/// A reader such as `head` closes the pipe early.
#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_every_command_silently() {
    let folder = Folder::new("closed-pipe");
    folder.write("codes.toml", SAMPLE);
    for arguments in [
        &["show", "--table", "-"][..],
        &["show", "--table", "-", "400"],
        &["check", "-"],
        &["diff", "-", "codes.toml"],
        &["diff", "--textconv", "-"],
    ] {
        let mut command = folder.command(env!("CARGO_BIN_EXE_errcodes"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the tool starts");
        // The tool waits for the table on standard input, so the reader is gone before it writes.
        drop(child.stdout.take());
        child.stdin.take().expect("a pipe").write_all(SAMPLE.as_bytes()).expect("the tool reads");
        let output = child.wait_with_output().expect("the tool ends");
        assert_eq!((output.status.code(), output.stderr), (Some(2), Vec::new()), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_with_exit_code_2() {
    let folder = Folder::new("full");
    folder.write("codes.toml", SAMPLE);
    let full = fs::File::create("/dev/full").expect("Linux has /dev/full");
    let captured = capture(folder.command(env!("CARGO_BIN_EXE_errcodes")).arg("show").stdout(full));
    assert!(captured.refusal().starts_with("the output could not be written: "));
}
