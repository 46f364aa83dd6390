//! Reads the version of the crate that a table belongs to.

use std::fs;
use std::path::Path;

use errcodes::compare::version::Version;
use errcodes::table::text::printable;
use toml::de::DeTable;

use super::files::describe_io_error;

type Result<T> = core::result::Result<T, String>;

/// Reads `version` in the `Cargo.toml` of a folder. An inherited version is read from the `Cargo.toml` of the workspace.
///
/// # Errors
///
/// `Cargo.toml` does not have a version, or the version is invalid.
pub fn version(folder: &Path) -> Result<Version> {
    optional_version(folder)?.ok_or_else(|| {
        format!("{}: no version; the lock records the version of the table's crate", manifest_name(folder))
    })
}

/// Reads the version like [`version`], or returns `None` if `Cargo.toml` does not have a version.
pub fn optional_version(folder: &Path) -> Result<Option<Version>> {
    let text = match look_up(&folder.join("Cargo.toml"), &["package", "version"])? {
        Some(version) => Some(version),
        None => workspace_version(folder)?,
    };
    let parse = |text: String| {
        Version::parse(&text)
            .ok_or_else(|| format!("{}: `{}` is not a version", manifest_name(folder), printable(&text)))
    };
    text.map(parse).transpose()
}

fn manifest_name(folder: &Path) -> String {
    printable(&folder.join("Cargo.toml").display().to_string())
}

fn workspace_version(folder: &Path) -> Result<Option<String>> {
    let folder = folder.canonicalize().map_err(|error| describe_io_error(&folder.display().to_string(), &error))?;
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

/// Returns the string at a path of keys in a TOML file.
fn look_up(file: &Path, keys: &[&str]) -> Result<Option<String>> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| describe_io_error(&name, &error))?;
    let root = DeTable::parse(&text).map_err(|error| format!("{}: {}", printable(&name), error.message()))?;
    let (last, tables) = keys.split_last().expect("a path has a last key");
    let table = tables.iter().try_fold(root.get_ref(), |table, key| table.get(*key)?.get_ref().as_table());
    Ok(table.and_then(|table| table.get(*last)?.get_ref().as_str()).map(str::to_owned))
}
