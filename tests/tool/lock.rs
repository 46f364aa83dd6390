//! `errcodes lock`.

use crate::{Folder, SAMPLE};

const LOCK: &str = "tests/codes.lock";

/// Creates a crate of this version with the sample as its table.
fn package(name: &str, version: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("codes.toml", SAMPLE).write("tests/file", "");
    bump(&folder, version);
    folder
}

fn bump(folder: &Folder, version: &str) {
    folder.write("Cargo.toml", format!("[package]\nname = \"shop\"\nversion = \"{version}\"\n"));
}

#[test]
fn a_first_lock_is_written_and_is_current() {
    let folder = package("lock-first", "1.2.3");
    assert!(
        folder.errcodes(&["lock", "--check"]).out(1).contains("tests/codes.lock is missing: nothing was compared; ")
    );
    assert_eq!(
        folder.errcodes(&["lock"]).out(0),
        "tests/codes.lock written: 22 promises; there was no lock, so nothing was compared\n"
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
    assert_eq!(folder.errcodes(&["lock", "--check"]).out(0), "tests/codes.lock is current\n");
    // Run from another folder, on a lock with CRLF line endings and in the order of a merge.
    let reversed: Vec<_> = lock.lines().rev().collect();
    folder.write(LOCK, reversed.join("\r\n")).write("elsewhere/file", "");
    let there = Folder(folder.0.join("elsewhere"));
    assert!(there.errcodes(&["lock", "--check", "--table", "../codes.toml"]).out(0).contains(" is current\n"));
}

#[test]
fn a_new_code_is_recorded_and_a_rewording_is_not() {
    let folder = package("lock-new", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let before = folder.read(LOCK);
    folder.write("codes.toml", SAMPLE.replace("Sold out", "There is none left"));
    assert_eq!(folder.errcodes(&["lock"]).out(0), "tests/codes.lock is current\n");
    let added = format!("{SAMPLE}\n[stock.BACK_ORDER]\nstatus = 400\nmessage = \"On order\"\nwhen = \"Wait.\"\n");
    folder.write("codes.toml", added);
    let gap = folder.errcodes(&["lock", "--check"]).out(1);
    let says = "codes.toml:131:8 and tests/codes.lock:5: BACK_ORDER is new, and not in the lock; record it with `";
    assert!(gap.starts_with(says), "{gap}");
    assert_eq!(folder.read(LOCK), before);
    let out = folder.errcodes(&["lock"]).out(0);
    assert_eq!(out, "tests/codes.lock written\n+ code BACK_ORDER group=stock status=400\n");
    assert_eq!(folder.read(LOCK).replace("code BACK_ORDER group=stock status=400\n", ""), before);
}

/// Before 1.0 a minor release is breaking, from 1.0 a major release.
#[test]
fn only_a_breaking_version_breaks_promises() {
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
            bump(&folder, version);
            let out = folder.errcodes(&["lock"]).out(1);
            for text in [
                "codes.toml:66:11 and tests/codes.lock:12: the number of LIMIT_REACHED is 9, but it is recorded as 4; restore it; once it is released, only a",
                "TOO_FAR is recorded, and gone; restore it; to drop it, move it to [retired]; once it is released, only a breaking version",
                &format!("set `version = \"{}\"` in Cargo.toml", breaking.trim_end_matches("-rc.1")),
                "if it was never released, restore tests/codes.lock from the last release, and record anew with `",
                "tests/codes.lock stays as it is.\n",
            ] {
                assert!(out.contains(text), "{text}\n{out}");
            }
            assert_eq!(folder.read(LOCK), before);
        }
        bump(&folder, breaking);
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
        // No version may reuse a removed name or number, even if the table does not list it as retired.
        for version in [breaking, "99.0.0"] {
            bump(&folder, version);
            folder.write("codes.toml", changed.replace("numeric = 7", "numeric = 4"));
            let out = folder.errcodes(&["lock"]).out(1);
            let says = "the number 4 of NO_FUNDS is retired, with LIMIT_REACHED; a retired number never comes back; take 10, a free one";
            assert!(out.contains(says), "{out}");
            folder.write("codes.toml", changed.replace("[stock.RECALLED]", "[stock.TOO_FAR]"));
            assert!(folder.errcodes(&["lock"]).out(1).contains("TOO_FAR is retired; a retired name never comes back"));
        }
        bump(&folder, released);
        folder.write("codes.toml", &changed);
        assert!(folder.errcodes(&["lock"]).out(1).contains("an older version cannot promise what a newer one does"));
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
    assert_eq!(out, "other.lock written: 22 promises; there was no lock, so nothing was compared\n");

    for (manifest, says) in [
        ("[package]\n", "Cargo.toml: there is no version here"),
        ("[package]\nversion = \"one\"\n", "Cargo.toml: `one` is no version"),
        ("[package\n", "Cargo.toml: "),
    ] {
        let folder = package("lock-versions", "1.0.0");
        folder.write("Cargo.toml", manifest);
        let error = folder.errcodes(&["lock"]).refusal();
        assert!(error.contains(says), "{error}");
    }
    let bare = Folder::new("lock-no-manifest");
    bare.write("codes.toml", SAMPLE);
    assert!(bare.errcodes(&["lock"]).refusal().contains("Cargo.toml: there is no such file"));
}

#[test]
fn an_invalid_lock_is_an_error_with_its_line() {
    let folder = package("lock-broken", "1.0.0");
    folder.errcodes(&["lock"]).out(0);
    let lock = folder.read(LOCK);
    for (added, says) in [("<<<<<<< HEAD", "a merge left a conflict here"), ("cod X", "this is no line of a lock")] {
        folder.write(LOCK, format!("{lock}{added}\n"));
        for arguments in [&["lock"][..], &["lock", "--check"]] {
            let error = folder.errcodes(arguments).refusal();
            assert!(error.starts_with(&format!("tests/codes.lock:{}: {says}", lock.lines().count() + 1)), "{error}");
        }
    }
    folder.write(LOCK, b"\xff");
    assert!(folder.errcodes(&["lock"]).refusal().starts_with("tests/codes.lock: "));
}

#[test]
fn lock_does_not_create_folders() {
    let folder = package("lock-folder", "1.0.0");
    for lock in ["no/codes.lock", "no/such/codes.lock"] {
        let error = folder.errcodes(&["lock", "--lock", lock]).refusal();
        let path = lock.trim_end_matches("/codes.lock");
        assert!(error.starts_with(&format!("{path}: there is no such folder for the lock; ")), "{error}");
    }
    assert!(!folder.0.join("no").exists());
    // The folder of the default lock must exist, too.
    folder.write("bare/codes.toml", SAMPLE).write("bare/Cargo.toml", folder.read("Cargo.toml"));
    let error = Folder(folder.0.join("bare")).errcodes(&["lock"]).refusal();
    assert!(error.starts_with("tests: there is no such folder for the lock; "), "{error}");
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
        assert!(
            out.starts_with(
                "codes.toml: the table has none of the codes in tests/codes.lock; restore them; if they were never"
            ),
            "{out}"
        );
    }
    std::fs::remove_file(folder.0.join(LOCK)).expect("the lock");
    assert_eq!(
        folder.errcodes(&["lock"]).out(0),
        "tests/codes.lock written: 2 promises; there was no lock, so nothing was compared\n"
    );
}
