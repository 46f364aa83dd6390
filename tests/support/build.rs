//! Builds programs for targets, and says what to install where something is missing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Builds the release programs of the package in `package` and returns the folder they are in.
pub fn release(package: &Path, target: &str, features: &[&str], into: &Path) -> PathBuf {
    require_target(target);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--locked", "--release", "--target", target]);
    cargo.arg("--manifest-path").arg(package.join("Cargo.toml"));
    cargo.arg("--target-dir").arg(into);
    cargo.arg("--features").arg(features.join(","));
    let output = run(&mut cargo, "cargo comes with Rust: https://rustup.rs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} with features {features:?} for {target}:\n{said}", package.display());
    into.join(target).join("release")
}

/// Runs a command to its end; `install` says how to get the program where there is none.
pub fn run(command: &mut Command, install: &str) -> Output {
    command.output().unwrap_or_else(|error| {
        let program = command.get_program().to_string_lossy();
        match error.kind() {
            ErrorKind::NotFound => panic!("`{program}` is not installed: {install}"),
            _ => panic!("`{program}`: {error}"),
        }
    })
}

fn require_target(target: &str) {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = run(rustc.args(["--print", "target-libdir", "--target", target]), "https://rustup.rs");
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(Path::new(&folder).is_dir(), "Rust for {target} is not installed: rustup target add {target}");
}
