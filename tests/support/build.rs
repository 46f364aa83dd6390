//! Builds programs for other targets and runs them. If a program is missing, the failure names the package to install.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// Time limit of a command. Only a command that hangs reaches it.
const TIMEOUT: Duration = Duration::from_secs(300);

const RUST: &str = "install Rust, see https://rustup.rs";

/// Builds the programs of the package in release mode and returns their folder.
pub fn release(package: &Path, target: &str, features: &[&str], into: &Path) -> PathBuf {
    release_with(&[], package, target, features, into)
}

/// Like [`release`], with settings for cargo as environment variables, such as `("CARGO_PROFILE_RELEASE_LTO", "off")`.
pub fn release_with(
    settings: &[(&str, &str)],
    package: &Path,
    target: &str,
    features: &[&str],
    into: &Path,
) -> PathBuf {
    require_target(target);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--locked", "--release", "--target", target]);
    cargo.envs(settings.iter().copied());
    cargo.arg("--manifest-path").arg(package.join("Cargo.toml"));
    cargo.arg("--target-dir").arg(into);
    cargo.arg("--no-default-features").arg("--features").arg(features.join(","));
    let output = run(&mut cargo, RUST);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} with features {features:?} for {target}:\n{stderr}", package.display());
    into.join(target).join("release")
}

fn require_target(target: &str) {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let output = run(rustc.args(["--print", "target-libdir", "--target", target]), RUST);
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(Path::new(&folder).is_dir(), "Rust for {target} is not installed: rustup target add {target}");
}

/// Runs a command to completion. `install` tells how to install the program if it is missing.
pub fn run(command: &mut Command, install: &str) -> Output {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| match error.kind() {
        ErrorKind::NotFound => panic!("{:?} is not installed: {install}", command.get_program()),
        _ => panic!("{command:?}: {error}"),
    });
    let stdout = collect(child.stdout.take().expect("the stream is piped"));
    let stderr = collect(child.stderr.take().expect("the stream is piped"));
    let deadline = Instant::now() + TIMEOUT;
    let status = loop {
        if let Some(status) = child.try_wait().expect("waiting for a child does not fail") {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().expect("stopping a child does not fail");
            child.wait().expect("waiting for a child does not fail");
            panic!("{command:?} did not end within {TIMEOUT:?}");
        }
        sleep(Duration::from_millis(5));
    };
    let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().expect("reading does not panic"));
    Output { status, stdout, stderr }
}

fn collect(mut pipe: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("reading a pipe does not fail");
        bytes
    })
}
