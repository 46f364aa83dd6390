//! Reads revisions, merge bases and files of a git repository with the command `git`.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use errcodes::table::Source;
use errcodes::table::text::printable;

use super::files::{check_size, folder};

type Result<T> = core::result::Result<T, String>;

/// A git repository.
pub struct Repository {
    /// The folder in which git is run.
    folder: PathBuf,
    /// The top folder of the work tree. A bare repository does not have a work tree.
    top: Option<PathBuf>,
}

impl Repository {
    /// Finds the repository that a file belongs to. The file need not exist.
    pub fn of(file: &str) -> Result<Self> {
        // In a hook, `GIT_DIR` names the repository. It can be relative to the current folder.
        let folder = if env::var_os("GIT_DIR").is_some() { Path::new(".") } else { nearest_existing(folder(file)) };
        let top = run_git(folder, &["rev-parse", "--show-toplevel"])?;
        if top.status.success() {
            let top = PathBuf::from(String::from_utf8_lossy(&top.stdout).trim_end_matches(['\n', '\r']).to_owned());
            let top = fs::canonicalize(&top).unwrap_or(top);
            return Ok(Self { folder: folder.to_owned(), top: Some(top) });
        }
        let is_bare = run_git(folder, &["rev-parse", "--is-bare-repository"])?;
        if is_bare.stdout.starts_with(b"true") {
            return Ok(Self { folder: folder.to_owned(), top: None });
        }
        Err(format!("{}: {}", printable(file), error_of(&top)))
    }

    /// Returns the path of a file within the repository.
    pub fn path_of(&self, file: &str) -> Result<String> {
        let Some(top) = &self.top else {
            return Err("this is a bare repository, which has no work tree; name both tables by revision, as in \
                        `git show topic:codes.toml | errcodes diff --against main:codes.toml -`"
                .to_owned());
        };
        let unusable = || format!("{}: not a file in the repository {}", printable(file), printable_path(top));
        let parent = folder(file);
        let known = nearest_existing(parent);
        let resolved = fs::canonicalize(known).map_err(|error| format!("{}: {error}", printable_path(known)))?;
        let rest = parent.strip_prefix(known).unwrap_or(Path::new(""));
        let name = Path::new(file).file_name().ok_or_else(unusable)?;
        let full = normalize(&resolved.join(rest).join(name));
        let within = full.strip_prefix(top).map_err(|_| unusable())?;
        let parts: Option<Vec<_>> = within.iter().map(OsStr::to_str).collect();
        Ok(parts.ok_or_else(unusable)?.join("/"))
    }

    /// Returns the path on disk of a file in the work tree.
    pub fn on_disk(&self, path: &str) -> String {
        let top = self.top.clone().unwrap_or_default();
        let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        let full = top.join(path);
        full.strip_prefix(&here).unwrap_or(&full).display().to_string()
    }

    /// Returns the hash of a revision's object. `kind` is `commit` or `tree`.
    ///
    /// # Errors
    ///
    /// The revision is unknown. If the clone may lack the revision, the error says how to fetch it.
    pub fn revision(&self, revision: &str, kind: &str) -> Result<String> {
        self.find(revision, kind)?.ok_or_else(|| {
            let unknown = format!("git knows no revision `{}`", printable(revision));
            format!("{unknown}; {}", self.history_hint(revision))
        })
    }

    fn find(&self, revision: &str, kind: &str) -> Result<Option<String>> {
        // An option is not a revision. No revision contains a line end.
        if revision.is_empty() || revision.starts_with('-') || revision.contains('\n') {
            return Ok(None);
        }
        let object = format!("{revision}^{{{kind}}}");
        let found = run_git(&self.folder, &["rev-parse", "--verify", "--quiet", &object])?;
        Ok(found.status.success().then(|| String::from_utf8_lossy(&found.stdout).trim().to_owned()))
    }

    /// Returns the first of these revisions that exists.
    pub fn first_known(&self, revisions: &[&str]) -> Result<Option<String>> {
        for revision in revisions {
            if self.find(revision, "commit")?.is_some() {
                return Ok(Some((*revision).to_owned()));
            }
        }
        Ok(None)
    }

    /// Returns the merge base of two revisions.
    pub fn merge_base(&self, one: &str, other: &str) -> Result<String> {
        let [one_commit, other_commit] = [self.revision(one, "commit")?, self.revision(other, "commit")?];
        let base = run_git(&self.folder, &["merge-base", &one_commit, &other_commit])?;
        if base.status.success() {
            return Ok(String::from_utf8_lossy(&base.stdout).trim().to_owned());
        }
        let (one, other) = (printable(one), printable(other));
        if !base.stderr.is_empty() {
            return Err(format!("no merge base of `{one}` and `{other}`: {}", error_of(&base)));
        }
        let hint = if self.is_shallow()? {
            self.history_hint(&one)
        } else {
            "their histories are unrelated; compare with a revision instead: `errcodes diff --against REVISION`"
                .to_owned()
        };
        Err(format!("no merge base of `{one}` and `{other}`; {hint}"))
    }

    fn is_shallow(&self) -> Result<bool> {
        let answer = run_git(&self.folder, &["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.stdout.starts_with(b"true"))
    }

    /// Returns advice on how to get a revision that the clone lacks.
    fn history_hint(&self, revision: &str) -> String {
        if self.is_shallow().unwrap_or_default() {
            let branch = revision.strip_prefix("origin/").map_or(String::new(), |branch| {
                let branch = printable(branch);
                format!(" origin '+refs/heads/{branch}:refs/remotes/origin/{branch}'")
            });
            return format!(
                "this clone is shallow; clone with the whole history (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in \
                 GitLab), or run `git fetch --unshallow{branch}`"
            );
        }
        match revision.strip_prefix("origin/") {
            Some(branch) if branch != "HEAD" => {
                let branch = printable(branch);
                format!("fetch it with `git fetch origin {branch}:refs/remotes/origin/{branch}`")
            }
            _ => match self.first_known(&[&format!("origin/{revision}")]) {
                Ok(Some(remote)) => format!("the clone has it as `{}`", printable(&remote)),
                _ => "name a branch, a tag or a commit".to_owned(),
            },
        }
    }

    /// Returns a file in a revision, or `None` if the revision does not have the file. Symbolic links are followed. `object` is
    /// the hash from [`Repository::revision`].
    pub fn file(&self, revision: &str, object: &str, path: &str) -> Result<Option<Source>> {
        let label = format!("{}:{path}", short_revision(revision));
        let name = printable(&label);
        if path.contains('\n') {
            return Err(format!("{name}: git cannot read a file whose name contains a line end"));
        }
        let mut child = Command::new("git")
            .current_dir(&self.folder)
            .args(["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let read = || -> std::io::Result<(String, Vec<u8>)> {
            let mut input = child.stdin.take().ok_or(ErrorKind::BrokenPipe)?;
            writeln!(input, "{object}:{path}")?;
            drop(input);
            let mut output = BufReader::new(child.stdout.take().ok_or(ErrorKind::BrokenPipe)?);
            let mut header = String::new();
            output.read_line(&mut header)?;
            let bytes = header.split(' ').nth(2).and_then(|bytes| bytes.trim().parse::<u64>().ok()).unwrap_or_default();
            let mut content = Vec::new();
            if check_size(&label, bytes).is_ok() && header.contains(" blob ") {
                output.take(bytes).read_to_end(&mut content)?;
            }
            Ok((header, content))
        }();
        // Git may still be writing content that is too large to read.
        let _ = child.kill();
        let ended = child.wait_with_output();
        let (header, content) = read.map_err(|error| format!("{name}: {error}"))?;
        let words: Vec<_> = header.trim_end().rsplitn(3, ' ').collect();
        match words[..] {
            [bytes, "blob", _] if bytes.bytes().all(|byte| byte.is_ascii_digit()) => {
                check_size(&label, bytes.parse().unwrap_or(u64::MAX))?;
                Ok(Some(Source::new(label, content)))
            }
            [_, "tree", _] => Err(format!("{name}: is a directory; name a file in it")),
            _ if header.trim_end().ends_with(" missing") => Ok(None),
            _ if header.starts_with("symlink ") => {
                Err(format!("{name}: a symbolic link to a file outside of the repository"))
            }
            _ if ["dangling ", "loop ", "notdir "].iter().any(|word| header.starts_with(word)) => Ok(None),
            _ => Err(format!("{name}: {}", ended.map_or_else(|error| error.to_string(), |ended| error_of(&ended)))),
        }
    }

    /// Returns the old and the new path of every file that was renamed between a commit and the work tree.
    pub fn renames(&self, commit: &str) -> Result<Vec<(String, String)>> {
        let options = ["diff", "--no-ext-diff", "--name-status", "-z", "-M", "--diff-filter=R", commit, "--"];
        let diff = run_git(self.top.as_deref().unwrap_or(&self.folder), &options)?;
        if !diff.status.success() {
            return Err(error_of(&diff));
        }
        let text = String::from_utf8_lossy(&diff.stdout).into_owned();
        let words: Vec<_> = text.split_terminator('\0').collect();
        Ok(words.chunks_exact(3).map(|words| (words[1].to_owned(), words[2].to_owned())).collect())
    }

    /// Converts the PATH of `REVISION:PATH` to a path within the repository. As in git, a path that begins with `./` or `../` is
    /// relative to the current folder.
    pub fn resolve(&self, path: &str) -> Result<String> {
        if !path.starts_with("./") && !path.starts_with("../") {
            return Ok(path.to_owned());
        }
        self.path_of(path)
    }
}

/// Returns a revision for a message. A complete hash is cut to its first digits.
fn short_revision(revision: &str) -> &str {
    let is_hash = revision.len() >= 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { &revision[..10] } else { revision }
}

/// Returns the folder, or its nearest parent that exists.
fn nearest_existing(folder: &Path) -> &Path {
    folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."))
}

/// Removes `.` and `..` from a path.
fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

fn printable_path(path: &Path) -> String {
    printable(&path.display().to_string())
}

pub fn run_git(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Command::new("git").current_dir(folder).args(arguments).output().map_err(|error| no_git(&error))
}

fn no_git(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "git is not installed, or not in PATH; it is needed to read revisions".to_owned(),
        _ => format!("git: {error}"),
    }
}

/// Returns the message of git. Its later lines say what to do.
pub fn error_of(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<_> = text.lines().map(printable).collect();
    match lines.join("\n").trim().trim_start_matches("fatal: ") {
        "" => "git failed without a message".to_owned(),
        text => text.to_owned(),
    }
}
