//! `errcodes lock`.

use crate::{Folder, LOCK, SAMPLE, output_of, set_version};

/// Creates a crate with the sample as its table and this version.
fn package(name: &str, version: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("codes.toml", SAMPLE).write("tests/file", "");
    set_version(&folder, version);
    folder
}

#[test]
fn the_first_lock_is_written_and_then_current() {
    let folder = package("lock-first", "1.2.3");
    assert!(folder.errcodes(&["lock", "--check"]).out(1).starts_with("tests/codes.lock:1:1: error[missing-lock]: "));
    assert_eq!(
        folder.errcodes(&["lock"]).out(0),
        "tests/codes.lock written: 20 promises; there was no lock, so nothing was compared\n"
    );
    let lock = folder.read(LOCK);
    for line in [
        "version 1.2.3",
        "code CARD_EXPIRED group=decline numeric=2 status=402",
        "code SOLD_OUT group=stock status=400",
        "default decline code=DECLINED",
        "retired CARD_LOST group=decline numeric=6",
        "retired CART_GONE group=cart",
        "status 402 reason=Payment Required",
    ] {
        assert!(lock.lines().any(|other| other == line), "{line}\n{lock}");
    }
    assert_eq!(folder.errcodes(&["lock"]).out(0), "tests/codes.lock is current\n");
    assert_eq!(folder.errcodes(&["lock", "--check"]).out(0), "codes.toml: tests/codes.lock is current\n");
    // In another folder, with other line ends and another order of lines.
    let mut reversed: Vec<_> = lock.lines().rev().skip(1).collect();
    reversed.push("end");
    folder.write(LOCK, reversed.join("\r\n")).write("elsewhere/file", "");
    let there = Folder(folder.0.join("elsewhere"));
    assert!(there.errcodes(&["lock", "--check", "--table", "../codes.toml"]).out(0).contains(" is current\n"));
}

#[test]
fn new_entries_are_recorded_but_rewordings_are_not() {
    let folder = package("lock-new", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let before = folder.read(LOCK);
    folder.write("codes.toml", SAMPLE.replace("Sold out", "There is none left"));
    assert_eq!(folder.errcodes(&["lock"]).out(0), "tests/codes.lock is current\n");
    let added = format!("{SAMPLE}\n[stock.BACK_ORDER]\nstatus = 400\nmessage = \"On order\"\nwhen = \"Wait.\"\n");
    folder.write("codes.toml", added);
    let gap = folder.errcodes(&["lock", "--check"]).out(1);
    let line = SAMPLE.lines().count() + 2;
    let says =
        format!("codes.toml:{line}:8: error[not-recorded]: BACK_ORDER is not recorded; see tests/codes.lock:5:1\n");
    assert!(gap.starts_with(&says), "{gap}");
    assert_eq!(folder.read(LOCK), before);
    let out = folder.errcodes(&["lock"]).out(0);
    assert_eq!(out, "tests/codes.lock written\n+ code BACK_ORDER group=stock status=400\n");
    assert_eq!(folder.read(LOCK).replace("code BACK_ORDER group=stock status=400\n", ""), before);
}

/// A breaking release has a new major version, or a new minor version before 1.0.
#[test]
fn only_a_breaking_release_may_break_a_promise() {
    let changed = SAMPLE.replace("numeric = 4", "numeric = 9").replace("[ship.TOO_FAR]", "[ship.FAR_AWAY]");
    for (released, others, breaking) in [
        ("0.3.1", ["0.3.1", "0.3.9"], "0.4.0"),
        ("1.2.3", ["1.2.3", "1.9.0"], "2.0.0"),
        ("2.0.0", ["2.0.1", "2.1.0-a"], "3.0.0-rc.1"),
    ] {
        let folder = package("lock-breaking", released);
        folder.errcodes(&["lock"]).out(0);
        let before = folder.read(LOCK);
        folder.write("codes.toml", &changed);
        for version in others {
            set_version(&folder, version);
            let out = folder.errcodes(&["lock"]).out(1);
            for text in [
                "codes.toml:66:11: major[number-changed]: ",
                "; see tests/codes.lock:12:42\n  - 4\n  + 9\n",
                "tests/codes.lock:17:6: major[code-removed]: ",
                "only a breaking release may change it",
                &format!("set `version = \"{}\"` in Cargo.toml", breaking.trim_end_matches("-rc.1")),
                "if the lock changed after the last release, restore tests/codes.lock from the last release, and record again with `",
                "codes.toml: tests/codes.lock is unchanged\n",
            ] {
                assert!(out.contains(text), "{text}\n{out}");
            }
            assert_eq!(folder.read(LOCK), before);
        }
        set_version(&folder, breaking);
        assert!(
            folder
                .errcodes(&["lock", "--check"])
                .out(1)
                .contains(&format!("version {breaking} may break it: record it"))
        );
        let out = folder.errcodes(&["lock"]).out(0);
        for line in [
            &format!("- version {released}"),
            &format!("+ version {breaking}"),
            "- code LIMIT_REACHED group=decline numeric=4 status=402",
            "+ code LIMIT_REACHED group=decline numeric=9 status=402",
            "+ former LIMIT_REACHED group=decline numeric=4",
            "- code TOO_FAR group=ship numeric=3 status=400",
            "+ code FAR_AWAY group=ship numeric=3 status=400",
            "+ retired TOO_FAR group=ship",
        ] {
            assert!(out.lines().any(|other| other == line), "{line}\n{out}");
        }
        // A retired name or number may never be reused, even if only the lock records the name or number.
        for version in [breaking, "99.0.0"] {
            set_version(&folder, version);
            folder.write("codes.toml", changed.replace("numeric = 7", "numeric = 4"));
            let out = folder.errcodes(&["lock"]).out(1);
            assert!(out.contains("codes.toml:79:11: major[retired-number-back]: "), "{out}");
            folder.write("codes.toml", changed.replace("[stock.RECALLED]", "[stock.TOO_FAR]"));
            assert!(folder.errcodes(&["lock"]).out(1).contains(" major[retired-name-back]: "));
        }
        set_version(&folder, released);
        folder.write("codes.toml", &changed);
        assert!(folder.errcodes(&["lock"]).out(1).contains(" error[lock-version]: "));
    }
}

#[test]
fn the_version_comes_from_the_crate_or_its_workspace() {
    let folder = package("lock-workspace", "1.0.0");
    folder.write("Cargo.toml", "[workspace.package]\nversion = \"7.8.9\"\n");
    folder.write("crates/shop/codes.toml", SAMPLE).write("crates/shop/tests/file", "");
    folder.write("crates/shop/Cargo.toml", "[package]\nname = \"shop\"\nversion.workspace = true\n");
    let shop = Folder(folder.0.join("crates/shop"));
    shop.errcodes(&["lock"]).out(0);
    assert!(shop.read(LOCK).contains("\nversion 7.8.9\n"));
    let out = folder.errcodes(&["lock", "--table", "crates/shop/codes.toml"]).out(0);
    assert_eq!(out, "crates/shop/tests/codes.lock is current\n");
    let out = folder.errcodes(&["lock", "--table", "crates/shop/codes.toml", "--lock", "other.lock"]).out(0);
    assert_eq!(out, "other.lock written: 20 promises; there was no lock, so nothing was compared\n");

    for (manifest, says) in [
        ("[package]\n", "Cargo.toml: no version; "),
        ("[package]\nversion = \"one\"\n", "Cargo.toml: `one` is not a version"),
        ("[package]\nversion = \"1.0.0-a\\n# b\"\n", "Cargo.toml: `1.0.0-a\\u{a}# b` is not a version"),
        ("[package\n", "Cargo.toml: "),
    ] {
        let folder = package("lock-versions", "1.0.0");
        folder.write("Cargo.toml", manifest);
        let error = folder.errcodes(&["lock"]).refusal();
        assert!(error.contains(says), "{error}");
    }
    let bare = Folder::new("lock-no-manifest");
    bare.write("codes.toml", SAMPLE);
    assert!(bare.errcodes(&["lock"]).refusal().contains("Cargo.toml: no such file"));
}

#[test]
fn an_invalid_lock_is_refused_with_the_invalid_line() {
    let folder = package("lock-broken", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let lock = folder.read(LOCK);
    for (added, rule) in [("<<<<<<< HEAD", "merge-conflict"), ("cod X", "invalid-lock")] {
        folder.write(LOCK, format!("{lock}{added}\n"));
        for arguments in [&["lock"][..], &["lock", "--check"]] {
            let out = folder.errcodes(arguments).out(1);
            let start = format!("tests/codes.lock:{}:1: error[{rule}]: ", lock.lines().count() + 1);
            assert!(out.starts_with(&start), "{out}");
        }
    }
    folder.write(LOCK, b"\xff");
    assert!(folder.errcodes(&["lock"]).out(1).starts_with("tests/codes.lock:1:1: error[invalid-utf8]: "));
}

#[test]
fn the_folder_of_the_lock_is_not_created() {
    let folder = package("lock-folder", "1.0.0");
    for lock in ["no/codes.lock", "no/such/codes.lock"] {
        let error = folder.errcodes(&["lock", "--lock", lock]).refusal();
        let path = lock.trim_end_matches("/codes.lock");
        assert!(error.starts_with(&format!("{path}: no such folder for the lock; ")), "{error}");
    }
    assert!(!folder.0.join("no").exists());
    // The default folder for the lock is not created either.
    folder.write("bare/codes.toml", SAMPLE).write("bare/Cargo.toml", folder.read("Cargo.toml"));
    let error = Folder(folder.0.join("bare")).errcodes(&["lock"]).refusal();
    assert!(error.starts_with("tests: no such folder for the lock; "), "{error}");
}

#[test]
fn a_table_of_another_api_needs_a_new_lock() {
    let folder = package("lock-other", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let other = "[status.400]\nreason = \"Bad Request\"\n\n[other]\nenum = \"OtherError\"\nabout = \"a\"\n\n\
                 [other.OTHER_CODE]\nstatus = 400\nmessage = \"m\"\nwhen = \"w\"\n";
    folder.write("codes.toml", other);
    for arguments in [&["lock"][..], &["lock", "--check"]] {
        let out = folder.errcodes(arguments).out(1);
        assert!(out.starts_with("tests/codes.lock:1:1: error[other-table]: "), "{out}");
    }
    std::fs::remove_file(folder.0.join(LOCK)).expect("the lock");
    assert_eq!(
        folder.errcodes(&["lock"]).out(0),
        "tests/codes.lock written: 2 promises; there was no lock, so nothing was compared\n"
    );
}

/// If the process is killed or the disk is full, the old lock remains unchanged.
#[test]
#[cfg(target_os = "linux")]
fn a_lock_is_replaced_completely_or_left_unchanged() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let folder = package("lock-atomic", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let before = folder.read(LOCK);
    let inode = || std::fs::metadata(folder.0.join(LOCK)).expect("a lock").ino();
    let first = inode();
    // A current lock is not written.
    folder.errcodes(&["lock"]).out(0);
    assert_eq!(inode(), first);
    folder.write("codes.toml", format!("{SAMPLE}\n[stock.BACK_ORDER]\nstatus = 400\nmessage = \"m\"\nwhen = \"w\"\n"));
    // A limit on the size of files has the same effect as a full disk.
    let mut limited = folder.command("sh");
    let script = format!("trap '' XFSZ; ulimit -f 1; exec '{}' lock", env!("CARGO_BIN_EXE_errcodes"));
    let error = output_of(limited.args(["-c", &script])).refusal();
    assert!(error.starts_with("tests/codes.lock: ") && error.contains("; the file is unchanged"), "{error}");
    assert_eq!(folder.read(LOCK), before);
    let left = std::fs::read_dir(folder.0.join("tests")).expect("a folder").count();
    assert_eq!(left, 2, "the temporary file must be removed");
    // If the lock is a symbolic link, the tool writes the target of the link.
    std::fs::rename(folder.0.join(LOCK), folder.0.join("real.lock")).expect("a lock");
    symlink("../real.lock", folder.0.join(LOCK)).expect("a link");
    folder.errcodes(&["lock"]).out(0);
    assert!(folder.0.join(LOCK).is_symlink() && folder.read("real.lock").contains("code BACK_ORDER "));
}
