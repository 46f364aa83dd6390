//! `errcodes check`.

use crate::{Folder, SAMPLE};

#[test]
fn a_table_without_a_problem_is_said_to_be_one() {
    let folder = Folder::new("check-fine");
    folder.write("codes.toml", SAMPLE).write("other.toml", SAMPLE.replace('\n', "\r\n"));
    assert_eq!(folder.errcodes(&["check"]).out(0), "codes.toml: 15 codes, no problem\n");
    let both = folder.errcodes(&["check", "codes.toml", "other.toml"]).out(0);
    assert_eq!(both, "codes.toml: 15 codes, no problem\nother.toml: 15 codes, no problem\n");
    assert_eq!(folder.pipe(&["check", "-"], SAMPLE.as_bytes()).out(0), "stdin: 15 codes, no problem\n");
}

#[test]
fn all_problems_are_said_in_one_run_with_their_places() {
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
fn a_table_that_is_toml_and_no_table_has_problems() {
    let folder = Folder::new("check-empty");
    folder.write("codes.toml", "");
    assert!(folder.errcodes(&["check"]).out(1).contains("there is no code in this file"));
}
