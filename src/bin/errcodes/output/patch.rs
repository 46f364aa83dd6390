//! The line diff of one file, also of a file that is not a table.

use std::path::Path;

use errcodes::table::text::printable;

use crate::input::git::{error_of, run_git};

/// The old or new version of a file, as git passes it to an external diff.
pub struct FileVersion<'a> {
    /// The path of a file with the content.
    pub file: &'a str,
    /// The file mode. It is `.` if the file does not exist in this version.
    pub mode: &'a str,
}

impl FileVersion<'_> {
    pub fn exists(&self) -> bool {
        self.mode != "."
    }
}

/// Returns the line diff of one file. An external diff must also write the header with modes and renames. `details` are the lines
/// of git about a rename.
pub fn render(
    names: [&str; 2],
    versions: [&FileVersion<'_>; 2],
    details: &str,
    colors: bool,
) -> Result<Vec<u8>, String> {
    let [old, new] = versions;
    let color = if colors { "--color=always" } else { "--color=never" };
    let options = ["--no-pager", "diff", "--no-index", "--no-ext-diff", "--no-textconv", color, "--"];
    let diff = run_git(Path::new("."), &[&options[..], &[old.file, new.file]].concat())?;
    if !matches!(diff.status.code(), Some(0 | 1)) {
        return Err(format!("{}: {}", printable(names[1]), error_of(&diff)));
    }
    let [from, to] = names.map(printable);
    let mut header = vec![format!("diff --git a/{from} b/{to}")];
    match (old.mode, new.mode) {
        (".", mode) => header.push(format!("new file mode {mode}")),
        (mode, ".") => header.push(format!("deleted file mode {mode}")),
        (old, new) if old != new => header.extend([format!("old mode {old}"), format!("new mode {new}")]),
        _ => {}
    }
    header.extend(details.lines().map(printable));
    // A colored line begins with an escape sequence.
    let is_hunk = |line: &[u8]| {
        let start = line.iter().position(|byte| !b"\x1b[0123456789;m".contains(byte)).unwrap_or_default();
        line[start..].starts_with(b"@@")
    };
    let mut lines = diff.stdout.split_inclusive(|byte| *byte == b'\n').peekable();
    let mut is_binary = false;
    while let Some(line) = lines.next_if(|line| !is_hunk(line)) {
        is_binary |= line.starts_with(b"Binary files ");
    }
    if is_binary {
        header.push("Binary files differ".to_owned());
    } else if lines.peek().is_some() {
        for (sign, prefix, name, version) in [("---", "a", &from, old), ("+++", "b", &to, new)] {
            let path = if version.exists() { format!("{prefix}/{name}") } else { "/dev/null".to_owned() };
            header.push(format!("{sign} {path}"));
        }
    }
    let paint = |line: &String| if colors { format!("\x1b[1m{line}\x1b[m\n") } else { format!("{line}\n") };
    let mut out = header.iter().map(paint).collect::<String>().into_bytes();
    out.extend(lines.flatten());
    Ok(out)
}
