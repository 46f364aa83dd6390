//! Where tables come from: files and the standard input.

use std::io::{self, ErrorKind, Read as _};
use std::{fs, path::Path};

use crate::Result;
use crate::table::{self, Table};

/// A table's text, and what it is called in what the tool says.
pub struct Source {
    pub label: String,
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a file, or the standard input where it is called `-`.
    pub fn read(path: &str) -> Result<Self> {
        let (label, bytes) = if path == "-" {
            let mut bytes = Vec::new();
            ("stdin", io::stdin().read_to_end(&mut bytes).map(|_| bytes))
        } else {
            (path, fs::read(path))
        };
        let bytes = bytes.map_err(|error| unreadable(label, &error))?;
        Ok(Self { label: label.to_owned(), bytes })
    }

    /// The table it holds, or every problem it has.
    pub fn table(&self) -> Result<Table> {
        table::read(&self.bytes).map_err(|problems| table::problem::report(&problems, &self.label, &self.bytes))
    }

    /// Whether it can be read as TOML at all, whatever its rules say.
    pub fn is_toml(&self) -> bool {
        core::str::from_utf8(&self.bytes).is_ok_and(|text| toml::de::DeTable::parse(text).is_ok())
    }
}

/// What to say of a file that cannot be read.
pub fn unreadable(path: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("{path}: there is no such file; go to its folder, or name another"),
        ErrorKind::IsADirectory => format!("{path}: this is a directory; name a file in it"),
        _ => format!("{path}: {error}"),
    }
}

/// The folder a file is in.
pub fn folder(path: &str) -> &Path {
    match Path::new(path).parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
