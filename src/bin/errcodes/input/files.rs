//! Reads tables and locks, and writes files atomically.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write as _};
use std::path::{Path, PathBuf};
use std::{env, process};

use errcodes::compare::lock;
use errcodes::table::text::printable;
use errcodes::table::{self, Finding, Source, Table};

use crate::outcome::{CommandError, Result};
use crate::style::paint;

/// The name of the standard input in messages.
pub const STDIN: &str = "stdin";

/// The size limit of a table or a lock. Real tables are a thousand times smaller.
const MAX_BYTES: u64 = 64 << 20;

/// A table, and the lock that belongs to it.
pub struct TableFile {
    pub source: Source,
    pub lock: Option<Source>,
    pub table: Result<Table, Vec<Finding>>,
}

impl TableFile {
    /// Reads a table and the lock beside it. `-` reads the standard input, without a lock.
    pub fn read(path: &str) -> Result<Self> {
        let source = read(path)?;
        let lock = if path == "-" { None } else { read_lock(&default_lock_path(path))? };
        Ok(Self::parse(source, lock))
    }

    /// Parses a table. The lock says which numbers are taken, and which of two codes with the same number is older.
    pub fn parse(source: Source, lock: Option<Source>) -> Self {
        let table = table::read(&source, lock.as_ref().map_or(&[], |lock| &lock.bytes));
        Self { source, lock, table }
    }

    /// Returns the table, or its problems as text.
    pub fn valid(&self) -> Result<&Table> {
        self.table
            .as_ref()
            .map_err(|problems| CommandError::InvalidTable(table::finding::report(problems, &self.source, paint)))
    }
}

/// Reads a file. `-` reads the standard input.
pub fn read(path: &str) -> Result<Source, String> {
    if path == "-" {
        return Ok(Source::new(STDIN, read_limited(STDIN, io::stdin().lock())?));
    }
    let file = File::open(path).map_err(|error| describe_io_error(path, &error))?;
    Ok(Source::new(path, read_limited(path, file)?))
}

/// Reads a lock. Returns `None` if the file does not exist.
pub fn read_lock(path: &str) -> Result<Option<Source>, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(describe_io_error(path, &error)),
        Ok(metadata) if metadata.is_file() => read(path).map(Some),
        Ok(metadata) if metadata.is_dir() => Err(describe_io_error(path, &ErrorKind::IsADirectory.into())),
        Ok(_) => Err(format!("{}: not a regular file", printable(path))),
    }
}

fn read_limited(name: &str, input: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| describe_io_error(name, &error))?;
    check_size(name, bytes.len() as u64)?;
    Ok(bytes)
}

/// Returns whether a file or a symbolic link exists.
pub fn exists(path: &str) -> bool {
    path == "-" || Path::new(path).symlink_metadata().is_ok()
}

/// Returns an error if a file is too large.
pub fn check_size(name: &str, bytes: u64) -> Result<(), String> {
    if bytes > MAX_BYTES {
        return Err(format!("{}: larger than {} MiB", printable(name), MAX_BYTES >> 20));
    }
    Ok(())
}

/// Describes why a file cannot be used.
pub fn describe_io_error(path: &str, error: &io::Error) -> String {
    let path = printable(path);
    match error.kind() {
        ErrorKind::NotFound => format!("{path}: no such file; change to the folder that has it, or name another file"),
        ErrorKind::IsADirectory => format!("{path}: is a directory; name a file in it"),
        _ => format!("{path}: {error}"),
    }
}

/// Returns the path of a table's lock.
pub fn default_lock_path(table: &str) -> String {
    Path::new(table).parent().map_or(PathBuf::new(), Path::to_owned).join(lock::PATH).display().to_string()
}

/// Returns the folder of a file. It is `.` for a file name without a folder.
pub fn folder(path: &str) -> &Path {
    match Path::new(path).parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

pub fn is_current(path: &str, content: &str) -> io::Result<bool> {
    match fs::read(path) {
        Ok(bytes) => Ok(bytes == content.as_bytes()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes a file atomically: after a failure, the file still has its old content. A file that already has the new content keeps
/// its modification time. A symbolic link stays a link. A device such as `/dev/stdout` is written directly.
pub fn write(path: &str, content: &str) -> Result<(), String> {
    let name = printable(path);
    if Path::new(path).is_dir() {
        return Err(format!("{name}: is a directory; name a file in it"));
    }
    if !folder(path).is_dir() {
        let folder = printable(&folder(path).display().to_string());
        return Err(format!("{folder}: no such folder for {name}; create it, or name another file"));
    }
    replace(path, content).map_err(|error| format!("{name}: {error}; the file is unchanged"))
}

fn replace(path: &str, content: &str) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return OpenOptions::new().write(true).open(&target)?.write_all(content.as_bytes());
    }
    if is_current(path, content)? {
        return Ok(());
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}.{}.tmp", process::id()));
    let written = File::create_new(&temporary).and_then(|mut file| {
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        file.write_all(content.as_bytes())?;
        // Without this, a crash may leave an empty file under the name of the target.
        file.sync_all()?;
        drop(file);
        fs::rename(&temporary, &target)
    });
    if written.is_err() {
        // The temporary file may not exist.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Returns the path of a file relative to the top of its repository, as CI services need it. Without a repository, the path is
/// relative to the current folder.
pub fn within_repository(path: &str) -> String {
    let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let folder = folder(path).canonicalize().unwrap_or_else(|_| here.join(folder(path)));
    let full = folder.join(Path::new(path).file_name().unwrap_or_default());
    let top = full.ancestors().skip(1).find(|folder| folder.join(".git").exists()).unwrap_or(&here);
    let relative = full.strip_prefix(top).unwrap_or(&full);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    if relative.is_absolute() { full.display().to_string() } else { parts.join("/") }
}
