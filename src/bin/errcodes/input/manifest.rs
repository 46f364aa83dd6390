//! The version of the crate that a table belongs to.

use std::fs;
use std::path::Path;

use toml::de::DeTable;

use crate::Result;
use crate::input::unreadable;
use crate::lock::Version;

/// Reads `version` in the folder's `Cargo.toml`, or in its workspace's where it is inherited.
pub fn version(folder: &Path) -> Result<Version> {
    let own = folder.join("Cargo.toml");
    let version = match look_up(&own, &["package", "version"])? {
        Some(version) => version,
        None => inherited(folder)?.ok_or_else(|| {
            format!("{}: there is no version here; the lock needs the one of the table's crate", own.display())
        })?,
    };
    Version::parse(&version).ok_or_else(|| format!("{}: `{version}` is no version", own.display()))
}

fn inherited(folder: &Path) -> Result<Option<String>> {
    let folder = folder.canonicalize().map_err(|error| unreadable(&folder.display().to_string(), &error))?;
    for folder in folder.ancestors() {
        let manifest = folder.join("Cargo.toml");
        if manifest.exists() {
            if let Some(version) = look_up(&manifest, &["workspace", "package", "version"])? {
                return Ok(Some(version));
            }
        }
    }
    Ok(None)
}

/// A text in a TOML file, by its path of keys.
fn look_up(file: &Path, keys: &[&str]) -> Result<Option<String>> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| unreadable(&name, &error))?;
    let root = DeTable::parse(&text).map_err(|error| format!("{name}: {}", error.message()))?;
    let (last, tables) = keys.split_last().expect("a path has a last key");
    let table = tables.iter().try_fold(root.get_ref(), |table, key| table.get(*key)?.get_ref().as_table());
    Ok(table.and_then(|table| table.get(*last)?.get_ref().as_str()).map(str::to_owned))
}
