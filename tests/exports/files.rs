//! Exports to files. A file is written completely or left unchanged. `--check` compares without writing.

use std::fs;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::{API, Folder, NO_NUMBERS};

#[test]
fn a_file_has_the_content_of_standard_output() {
    let folder = Folder::new("file");
    let out = folder.export(&["typescript"]).out();
    assert_eq!(folder.export(&["typescript", "-o", "error-codes.ts"]).out(), "");
    assert_eq!(folder.read("error-codes.ts"), out);
    folder.write("error-codes.ts", "old, and much longer".repeat(10_000));
    folder.export(&["typescript", "--output", "./error-codes.ts"]).out();
    assert_eq!(folder.read("error-codes.ts"), out);
    assert_eq!(folder.files(), ["codes.toml", "error-codes.ts"]);
}

#[test]
fn an_unchanged_file_keeps_its_modification_time() {
    let folder = Folder::new("unchanged");
    folder.export(&["c", "-o", "errors.h"]).out();
    let path = folder.0.join("errors.h");
    let before = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&path).unwrap().set_modified(before).unwrap();
    folder.export(&["c", "-o", "errors.h"]).out();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    folder.export(&["c", "-o", "errors.h", API]).out();
    assert_ne!(fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[test]
fn no_file_changes_if_an_export_fails() {
    let folder = Folder::new("unwritable");
    folder.write("file", "before");
    fs::create_dir(folder.0.join("folder")).unwrap();
    for (out, says) in [
        ("missing/x.ts", "missing: no such folder for missing/x.ts; create it, or name another file"),
        ("folder", "folder: is a directory; name a file in it"),
        ("file/x.ts", "file: no such folder for file/x.ts"),
        ("codes.toml", "codes.toml: the export is made from this file"),
        ("./folder/../codes.toml", "./folder/../codes.toml: the export is made from this file"),
    ] {
        let error = folder.export(&["typescript", "-o", out]).refusal();
        assert!(error.starts_with(says), "{error}");
    }
    let error = folder.export(&["--template", "file", "-o", "file"]).refusal();
    assert!(error.starts_with("file: the export is made from this file"), "{error}");
    let error = folder.export(&["--template", "file", "-o", "out", "--show-template"]).refusal();
    assert!(error.contains("cannot be used with"), "{error}");
    // A template that fails at its end writes nothing.
    folder.write("half", "first\n{{ nothing }}\n");
    folder.export(&["--template", "half", "-o", "file"]).refusal();
    assert_eq!(folder.read("file"), "before");
    assert_eq!(fs::read_to_string(NO_NUMBERS).unwrap(), folder.read("codes.toml"));
    assert_eq!(folder.files(), ["codes.toml", "file", "folder", "half"]);
}

/// A limit on the size of files makes the write fail.
#[test]
#[cfg(target_os = "linux")]
fn a_failed_write_leaves_the_old_file_unchanged_and_no_other_file() {
    let folder = Folder::new("halfway");
    folder.write("errors.h", "before");
    let mut shell = Command::new("bash");
    shell.current_dir(&folder.0).arg("-c");
    shell
        .arg("trap '' XFSZ; ulimit -f 1; exec \"$1\" export c -o errors.h")
        .arg("bash")
        .arg(env!("CARGO_BIN_EXE_errcodes"));
    let output = shell.output().expect("bash starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.starts_with("errors.h: File too large"), "{error}");
    assert_eq!(folder.read("errors.h"), "before");
    assert_eq!(folder.files(), ["codes.toml", "errors.h"]);
}

#[test]
#[cfg(unix)]
fn links_and_permissions_are_kept_and_devices_can_be_written() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new("links");
    folder.write("target.h", "before");
    fs::set_permissions(folder.0.join("target.h"), fs::Permissions::from_mode(0o664)).unwrap();
    symlink("target.h", folder.0.join("link.h")).unwrap();
    folder.export(&["c", "-o", "link.h"]).out();
    assert!(fs::symlink_metadata(folder.0.join("link.h")).unwrap().is_symlink());
    assert!(folder.read("target.h").contains("ORDER_EXISTS"));
    assert_eq!(fs::metadata(folder.0.join("target.h")).unwrap().permissions().mode() & 0o777, 0o664);
    assert_eq!(folder.export(&["json", "-o", "/dev/stdout"]).out(), folder.export(&["json"]).out());
}

#[test]
fn check_names_the_stale_file_and_the_command_that_renews_it() {
    let folder = Folder::new("check");
    folder.write("custom template", "{{ prefix }} {{ fingerprint }}\n");
    for arguments in [
        &["typescript", "-o", "error-codes.ts"][..],
        &["c", "codes.toml", "--prefix", "acme", "-o", "the header's.h"],
        &["--template", "custom template", "-o", "custom"],
        &["python", "--template", "custom template", "codes.toml", "-o", "custom.py"],
    ] {
        let out = arguments[arguments.len() - 1];
        let check = [arguments, &["--check"]].concat();
        let missing = folder.export(&check).failure();
        assert!(missing.starts_with(&format!("{out} is missing; run `errcodes export ")), "{missing}");
        assert!(!folder.0.join(out).exists(), "`--check` must not write");

        folder.write(out, "stale");
        let stale = folder.export(&check).failure();
        let command =
            stale.strip_prefix(&format!("{out} is stale; run `errcodes ")).and_then(|rest| rest.strip_suffix("`\n"));
        let command = command.unwrap_or_else(|| panic!("{stale}"));
        assert_eq!(folder.read(out), "stale", "`--check` must not write");

        // A shell can run the command in the message. The command renews the file.
        let mut shell = Command::new("sh");
        shell.current_dir(&folder.0).arg("-c").arg(format!("\"$0\" {command}")).arg(env!("CARGO_BIN_EXE_errcodes"));
        assert!(shell.status().expect("sh starts").success(), "{command}");
        assert_eq!(folder.export(&check).out(), format!("{out} is current\n"));
    }
    let error = folder.export(&["c", "--check"]).refusal();
    assert!(error.contains("--output <OUT>"), "{error}");
}

#[test]
fn a_reworded_text_makes_an_export_stale() {
    let folder = Folder::new("stale");
    folder.export(&["python", "-o", "errors.py"]).out();
    let reworded = folder.read("codes.toml").replace("The order exists", "There is such an order");
    folder.write("codes.toml", reworded);
    folder.export(&["python", "-o", "errors.py", "--check"]).failure();
    folder.export(&["python", "-o", "errors.py"]).out();
    assert!(folder.read("errors.py").contains("There is such an order"));
    folder.export(&["python", "-o", "errors.py", "--check"]).out();
}
