//! What git is asked, and how git asks.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output};

use crate::Result;
use crate::input::folder;

/// What a file held in a revision.
pub fn blob(revision: &str, path: &str) -> Result<Vec<u8>> {
    let file = Path::new(path).file_name().and_then(|name| name.to_str());
    let Some(file) = file else { return Err(format!("{path}: this names no file to look for in {revision}")) };
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(format!("{}: there is no such folder to look for {revision} from", folder.display()));
    }
    let known =
        |object: &str| Ok::<_, String>(ask(folder, &["rev-parse", "--verify", "--quiet", object])?.status.success());
    let inside = ask(folder, &["rev-parse", "--show-toplevel"])?;
    if !inside.status.success() {
        return Err(format!("{path}: {}", first_line(&inside)));
    }
    // An option is no revision.
    if revision.starts_with('-') || !known(&format!("{revision}^{{tree}}"))? {
        return Err(format!("git knows no revision `{revision}`; name a branch, a tag or a commit"));
    }
    let object = format!("{revision}:./{file}");
    if !known(&object)? {
        return Err(format!("{path}: there is no such file in {revision}"));
    }
    let blob = ask(folder, &["cat-file", "blob", &object])?;
    if blob.status.success() { Ok(blob.stdout) } else { Err(format!("{object}: {}", first_line(&blob))) }
}

/// The lines of an ordinary diff of two files, under the name that git knows them by.
pub fn plain_diff(name: &str, old: &str, new: &str) -> Result<String> {
    let options = ["--no-pager", "diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--", old, new];
    let diff = ask(Path::new("."), &options)?;
    if !matches!(diff.status.code(), Some(0 | 1)) {
        return Err(format!("{name}: {}", first_line(&diff)));
    }
    let diff = String::from_utf8_lossy(&diff.stdout).into_owned();
    let mut out = format!("diff --git a/{name} b/{name}\n");
    match diff.find("\n@@") {
        Some(hunks) => {
            let [from, to] = [("a/", old), ("b/", new)].map(|(side, file)| match file {
                "/dev/null" => file.to_owned(),
                _ => format!("{side}{name}"),
            });
            out.extend(["--- ", &from, "\n+++ ", &to, &diff[hunks..]]);
        }
        None if diff.contains("\nBinary files ") => out += "Binary files differ\n",
        None => {}
    }
    Ok(out)
}

fn ask(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Command::new("git").current_dir(folder).args(arguments).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => "git is not installed, or not in PATH; a revision is read with it".to_owned(),
        _ => format!("git: {error}"),
    })
}

fn first_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or("git failed, and did not say why").trim_start_matches("fatal: ").to_owned()
}
