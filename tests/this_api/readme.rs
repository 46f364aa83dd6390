//! The sessions of a terminal that README.md shows: the commands run, and print what README says.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::golden;

const START: &str = "```console\n";
const END: &str = "```\n";

/// The changes that the review in README reports, as text to find and its replacement.
const CHANGES: [(&str, &str); 3] = [
    (
        "[withdraw_decline.DAILY_LIMIT_EXCEEDED]\nnumeric = 5\n",
        "[withdraw_decline.DAILY_LIMIT_EXCEEDED]\nnumeric = 10\n",
    ),
    (
        "[withdraw_decline.WITHDRAW_SUSPENDED]\n",
        "[withdraw_decline.WITHDRAW_SUSPENDED]\ndeprecated = \"Use USER_NOT_ELIGIBLE.\"\n",
    ),
    ("message = \"Session expired\"\n", "message = \"Your session has expired\"\n"),
];

#[test]
fn readme_shows_what_the_commands_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changed = changed_repository(root);
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (mut rest, mut current, mut commands) = (readme.as_str(), String::new(), 0);
    while let Some((before, session)) = rest.split_once(START) {
        let (session, after) = session.split_once(END).expect("the end of the block");
        current.push_str(before);
        current.push_str(START);
        for line in session.lines().filter(|line| line.starts_with("$ ")) {
            let (command, comment) = line.split_once('#').map_or((line, ""), |(command, comment)| (command, comment));
            let arguments = command.strip_prefix("$ errcodes ").expect("a command of the tool");
            let folder = if arguments.starts_with("review") { &changed } else { root };
            let output = tool(folder, arguments);
            let _ = writeln!(current, "{line}");
            // A long page is named only.
            if !comment.contains("without a name") {
                current.push_str(&output);
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
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]);
        let status = git.args(arguments.split(' ')).current_dir(&folder).status().expect("git is installed");
        assert!(status.success(), "git {arguments}");
    }
    let mut table = fs::read_to_string(folder.join("codes.toml")).unwrap();
    for (before, after) in CHANGES {
        assert_eq!(table.matches(before).count(), 1, "{before}");
        table = table.replace(before, after);
    }
    fs::write(folder.join("codes.toml"), table).unwrap();
    folder
}

/// Returns the standard output of the tool.
fn tool(folder: &Path, arguments: &str) -> String {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_errcodes"));
    let output = tool.args(arguments.split_whitespace()).current_dir(folder).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}
