//! The terminal sessions in README.md. The test runs each command, and compares its output with README.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::clean_command::clean_command;
use crate::golden;

const START: &str = "```console\n";
const END: &str = "```\n";

/// The changes that the review in README reports, as text to find and its replacement.
const CHANGES: [(&str, &str); 3] = [
    (
        "[withdraw_decline.DAILY_LIMIT_EXCEEDED]\nnumeric = 5\n",
        // The number is high, so no new code has it soon.
        "[withdraw_decline.DAILY_LIMIT_EXCEEDED]\nnumeric = 50\n",
    ),
    (
        "[withdraw_decline.WITHDRAW_SUSPENDED]\n",
        "[withdraw_decline.WITHDRAW_SUSPENDED]\ndeprecated = \"Use USER_NOT_ELIGIBLE.\"\n",
    ),
    ("message = \"Session expired\"\n", "message = \"Your session has expired\"\n"),
];

#[test]
fn readme_shows_the_output_of_the_commands() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changed = changed_repository(root);
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (mut rest, mut current, mut commands) = (readme.as_str(), String::new(), 0);
    while let Some((before, session)) = rest.split_once(START) {
        let (session, after) = session.split_once(END).expect("the end of the block");
        current.push_str(before);
        current.push_str(START);
        for line in session.lines().filter(|line| line.starts_with("$ ")) {
            let command = line.split_once('#').map_or(line, |(command, _)| command);
            let arguments = command.strip_prefix("$ errcodes ").expect("a command of the tool");
            let folder = if arguments.starts_with("review") { &changed } else { root };
            let _ = writeln!(current, "{line}");
            // README does not show the long pages of `explain`.
            if !arguments.starts_with("explain") {
                current.push_str(&run(env!("CARGO_BIN_EXE_errcodes"), arguments, folder));
            }
            commands += 1;
        }
        current.push_str(END);
        rest = after;
    }
    current.push_str(rest);
    assert!(commands >= 5, "README shows only {commands} commands");
    golden::compare("README.md", &current);
}

/// Makes a repository whose branch `main` has this table, and whose working tree has the changes.
fn changed_repository(root: &Path) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("tests")).unwrap();
    for file in ["codes.toml", "tests/codes.lock", "Cargo.toml"] {
        fs::copy(root.join(file), folder.join(file)).unwrap();
    }
    for arguments in ["init -q -b main", "add -A", "commit -q -m base"] {
        assert_eq!(run("git", arguments, &folder), "", "git {arguments}");
    }
    let mut table = fs::read_to_string(folder.join("codes.toml")).unwrap();
    for (before, after) in CHANGES {
        let found = table.matches(before).count();
        assert_eq!(found, 1, "codes.toml must have this text once; if not, choose another text in CHANGES:\n{before}");
        table = table.replace(before, after);
    }
    fs::write(folder.join("codes.toml"), table).unwrap();
    folder
}

/// Returns the standard output of a program, and then its standard error.
fn run(program: &str, arguments: &str, folder: &Path) -> String {
    let mut command = clean_command(program, folder);
    let output =
        command.args(arguments.split_whitespace()).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}
