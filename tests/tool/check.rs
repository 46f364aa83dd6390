//! `errcodes check`.

use crate::{Folder, SAMPLE};

#[test]
fn a_valid_table_has_no_problem() {
    let folder = Folder::new("check-fine");
    folder.write("codes.toml", SAMPLE).write("other.toml", SAMPLE.replace('\n', "\r\n"));
    assert_eq!(folder.errcodes(&["check"]).out(0), "codes.toml: 15 codes, no problem\n");
    let both = folder.errcodes(&["check", "codes.toml", "other.toml"]).out(0);
    assert_eq!(both, "codes.toml: 15 codes, no problem\nother.toml: 15 codes, no problem\n");
    assert_eq!(folder.pipe(&["check", "-"], SAMPLE.as_bytes()).out(0), "stdin: 15 codes, no problem\n");
}

#[test]
fn one_run_reports_all_problems_with_their_positions() {
    let folder = Folder::new("check-problems");
    let wrong = SAMPLE
        .replace("status = 404\nmessage = \"Cart", "status = 418\nmessage = \"Cart")
        .replace("numeric = 3\nstatus = 402", "numeric = 2\nstatus = 402")
        .replace("why = \"Carts", "way = \"Carts");
    folder.write("codes.toml", wrong);
    let last_line = SAMPLE.lines().count();
    let out = folder.errcodes(&["check"]).out(1);
    for start in [
        "codes.toml:22:10: error[unlisted-status]: ",
        "codes.toml:60:11: error[duplicate-number]: ",
        &format!("codes.toml:{last_line}:1: error[unknown-key]: "),
    ] {
        assert!(out.contains(start), "{start}: {out}");
    }
    assert!(out.ends_with("codes.toml: 3 problems\n"), "{out}");
}

#[test]
fn an_empty_file_is_a_problem() {
    let folder = Folder::new("check-empty");
    folder.write("codes.toml", "");
    assert!(folder.errcodes(&["check"]).out(1).contains("error[empty-table]: "));
}

/// The next free number follows the highest number in the table and the lock.
#[test]
fn a_number_that_only_the_lock_records_is_not_free() {
    let folder = Folder::new("check-lock");
    let wrong = SAMPLE.replace("numeric = 3\nstatus = 400", "numeric = 2\nstatus = 400");
    folder.write("codes.toml", &wrong);
    assert!(folder.errcodes(&["check"]).out(1).contains("help: take 3, the next free number"));
    folder.write("tests/codes.lock", "retired LOST_AT_SEA group=ship numeric=100\n");
    assert!(folder.errcodes(&["check"]).out(1).contains("help: take 101, the next free number"));
    // A code that the lock records gets its own number back.
    folder.write(
        "tests/codes.lock",
        "code TOO_FAR group=ship numeric=3 status=400\nformer TOO_FAR group=ship numeric=9\n",
    );
    assert!(folder.errcodes(&["check"]).out(1).contains("help: restore 3, which the lock records for `TOO_FAR`"));
    // A table from a pipe has no lock.
    assert!(folder.pipe(&["check", "-"], wrong.as_bytes()).out(1).contains("help: take 3, the next free number"));
}

/// If one file cannot be read, the problems of the other files are still reported.
#[test]
fn every_file_is_checked_and_the_exit_code_is_the_highest() {
    let folder = Folder::new("check-many");
    folder.write("fine.toml", SAMPLE).write("wrong.toml", "").write("text.toml", "This is no table.\n");
    let output = folder.errcodes(&["check", "text.toml", "missing.toml", "wrong.toml", "fine.toml"]);
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(output.err.starts_with("missing.toml: no such file"), "{}", output.err);
    for text in ["text.toml:1:6: error[invalid-toml]: ", "error[empty-table]: ", "\nfine.toml: 15 codes, no problem\n"]
    {
        assert!(output.out.contains(text), "{text}\n{}", output.out);
    }
    let out = folder.errcodes(&["check", "wrong.toml", "fine.toml"]).out(1);
    assert!(out.ends_with("\nfine.toml: 15 codes, no problem\n"), "{out}");
    let error = folder.errcodes(&["check", "wrong.toml", "fine.toml", "--format", "json"]).refusal();
    assert!(error.contains("only the format `text` can report on several files"), "{error}");
}

/// A device, or a pipe whose writer never stops, would be read forever.
#[test]
#[cfg(target_os = "linux")]
fn a_device_or_a_huge_file_is_refused() {
    let folder = Folder::new("check-zero");
    folder.write("codes.toml", SAMPLE).write("Cargo.toml", "[package]\nversion = \"1.0.0\"\n");
    let check_refusal = |arguments: &[&str], says: &str| {
        let error = folder.errcodes(arguments).refusal();
        assert!(error.starts_with(says), "{arguments:?}: {error}");
    };
    check_refusal(&["check", "/dev/zero"], "/dev/zero: larger than 64 MiB");
    check_refusal(&["lock", "--lock", "/dev/zero"], "/dev/zero: not a regular file");
    let huge = std::fs::File::create(folder.0.join("huge.lock")).expect("a file");
    huge.set_len((64 << 20) + 1).expect("a sparse file");
    check_refusal(&["lock", "--lock", "huge.lock"], "huge.lock: larger than 64 MiB");
    std::fs::create_dir_all(folder.0.join("tests/codes.lock")).expect("a folder");
    check_refusal(&["check"], "tests/codes.lock: is a directory");
}
