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
    let out = folder.errcodes(&["check"]).out(1);
    for place in ["codes.toml:22:10: ", "codes.toml:60:11: ", "codes.toml:129:1: "] {
        assert!(out.contains(place), "{place}: {out}");
    }
}

#[test]
fn an_empty_file_is_a_problem() {
    let folder = Folder::new("check-empty");
    folder.write("codes.toml", "");
    assert!(folder.errcodes(&["check"]).out(1).contains("there is no code in this file"));
}

/// An unreadable file does not stop the check of the others.
#[test]
fn every_file_is_checked_and_the_exit_code_is_the_highest() {
    let folder = Folder::new("check-many");
    folder.write("fine.toml", SAMPLE).write("wrong.toml", "").write("text.toml", "This is no table.\n");
    let said = folder.errcodes(&["check", "text.toml", "missing.toml", "wrong.toml", "fine.toml"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    for text in ["text.toml:1:6: this is not TOML", "\nmissing.toml: there is no such file"] {
        assert!(said.err.contains(text), "{text}\n{}", said.err);
    }
    for text in ["there is no code in this file", "\nfine.toml: 15 codes, no problem\n"] {
        assert!(said.out.contains(text), "{text}\n{}", said.out);
    }
    let out = folder.errcodes(&["check", "wrong.toml", "fine.toml"]).out(1);
    assert!(out.ends_with("\nfine.toml: 15 codes, no problem\n"), "{out}");
}
