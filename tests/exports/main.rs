//! The tests of the exports that need only Rust: JSON, Markdown and vectors, the engine, its errors, files and escapes.
//! `tests/exports/run` tests the exports in their own languages.

mod data;
mod engine;
mod escapes;
mod files;
#[path = "../support/github_markdown.rs"]
mod github_markdown;
mod markdown;
#[cfg(feature = "serde")]
mod rust;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[rustfmt::skip]
const FORMATS: [&str; 13] = [
    "json", "schema", "table-schema", "vectors", "typescript", "python", "go", "java", "php", "c", "openapi", "markdown", "html",
];

/// The formats that are made from a template.
const TEMPLATE_FORMATS: [&str; 9] = ["typescript", "python", "go", "java", "php", "c", "openapi", "markdown", "html"];

const API: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/codes.toml");
/// A table with every kind of entry. It remains the same if another API replaces codes.toml.
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tool/sample.toml");
const ODD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/tables/odd.toml");
const NO_NUMBERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/tables/no_numbers.toml");

/// A folder for one test. It contains a small table.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder below target/");
        fs::copy(NO_NUMBERS, path.join("codes.toml")).expect("the table can be copied");
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.0.join(name), content).expect("a file");
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file")
    }

    /// Returns the sorted names of the files.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder");
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errcodes"));
        command.current_dir(&self.0).arg("export").args(arguments).stdin(Stdio::null());
        command
    }

    fn export(&self, arguments: &[&str]) -> ToolOutput {
        ToolOutput::of(&self.command(arguments).output().expect("the tool starts"))
    }

    /// Exports a table from standard input.
    fn pipe(&self, arguments: &[&str], input: &[u8]) -> ToolOutput {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().expect("a pipe").write_all(input).expect("the tool reads");
        ToolOutput::of(&child.wait_with_output().expect("the tool ends"))
    }

    /// Returns the output of this template.
    #[track_caller]
    fn render(&self, template: &str, table: &str) -> String {
        self.write("custom.jinja", template);
        self.export(&["--template", "custom.jinja", table]).out()
    }

    /// Returns the error message for this template.
    #[track_caller]
    fn render_error(&self, template: &str, table: &str) -> String {
        self.write("custom.jinja", template);
        self.export(&["--template", "custom.jinja", table]).refusal()
    }
}

/// The output of the tool.
#[derive(Debug)]
struct ToolOutput {
    out: String,
    err: String,
    code: Option<i32>,
}

impl ToolOutput {
    fn of(output: &Output) -> Self {
        let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).expect("UTF-8"));
        Self { out, err, code: output.status.code() }
    }

    /// Returns the standard output. Checks that the exit code is 0, and that standard error is empty.
    #[track_caller]
    fn out(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// Returns the standard output. Checks that the exit code is 1, and that standard error is empty.
    #[track_caller]
    fn failure(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(1), ""), "{}", self.out);
        self.out
    }

    /// Returns the standard error. Checks that the exit code is 2, that standard output is empty, and that there was no panic.
    #[track_caller]
    fn refusal(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}

fn export(format: &str, table: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_errcodes")).args(["export", format, table]).output();
    ToolOutput::of(&output.expect("the tool starts")).out()
}
