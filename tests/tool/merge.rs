//! `errcodes merge` as a merge driver of git.

use crate::{Folder, LOCK, Output, SAMPLE, commit, git, output_of};

/// Creates a repository in which git merges tables and locks with the tool.
fn repository(name: &str) -> Folder {
    let folder = crate::repository(name);
    let driver = format!("'{}' merge %O %A %B %P", env!("CARGO_BIN_EXE_errcodes"));
    git(&folder, &["config", "merge.errcodes.driver", &driver]);
    folder.write(".gitattributes", "codes.toml merge=errcodes\ncodes.lock merge=errcodes\n");
    commit(&folder, "Merge driver");
    folder
}

/// Commits one table on `main` and another on `theirs`, each with its lock, and merges `theirs` into `main`.
fn merge(folder: &Folder, ours: &str, theirs: &str) -> Output {
    git(folder, &["checkout", "-q", "-b", "theirs"]);
    folder.write("codes.toml", theirs);
    folder.errcodes(&["lock"]).out(0);
    commit(folder, "Theirs");
    git(folder, &["checkout", "-q", "main"]);
    folder.write("codes.toml", ours);
    folder.errcodes(&["lock"]).out(0);
    commit(folder, "Ours");
    output_of(folder.command("git").args(["merge", "-q", "-m", "Merge", "theirs"]))
}

fn code(group: &str, name: &str, number: Option<u16>) -> String {
    let number = number.map_or(String::new(), |number| format!("numeric = {number}\n"));
    format!(
        "[{group}.{name}]\n{number}status = 400\nmessage = \"{name}\"\nwhen = \"{name}\" # A comment of {name}.\n\n"
    )
}

/// Both branches add a code at the same line. Without the tool, git would report a conflict.
#[test]
fn the_merged_table_has_the_codes_of_both_branches() {
    let folder = repository("merge-both");
    let add = |name: &str| {
        SAMPLE.replace("[retired.CARD_LOST]", &format!("{}[retired.CARD_LOST]", code("stock", name, None)))
    };
    let merged = merge(&folder, &add("BACK_ORDER"), &add("BACK_LATER"));
    assert_eq!(merged.code, Some(0), "{merged:?}");
    let table = folder.read("codes.toml");
    for name in ["BACK_ORDER", "BACK_LATER"] {
        assert!(table.contains(code("stock", name, None).trim_end()), "{table}");
        assert!(folder.read(LOCK).contains(&format!("code {name} group=stock status=400\n")));
    }
    folder.errcodes(&["lock", "--check"]).out(0);
    // The rest of the table is unchanged, including comments.
    let rest =
        ["BACK_ORDER", "BACK_LATER"].iter().fold(table, |table, name| table.replace(&code("stock", name, None), ""));
    assert_eq!(rest, SAMPLE);
}

/// The lines of a lock may be in any order, so the version does not have to be the first.
#[test]
fn a_lock_in_another_order_is_merged_as_a_lock() {
    let folder = repository("merge-lock-order");
    let lock = folder.read(LOCK);
    let version = lock.lines().find(|line| line.starts_with("version ")).expect("a version");
    let lock = lock.replace(&format!("{version}\n"), "").replace("\nend\n", &format!("\n{version}\nend\n"));
    let [ours, theirs] = ["BACK_ORDER", "BACK_LATER"]
        .map(|name| lock.replace("\nend\n", &format!("\ncode {name} group=stock status=400\nend\n")));
    folder.write("base", &lock).write("ours", &ours).write("theirs", &theirs);
    folder.errcodes(&["merge", "base", "ours", "theirs"]).out(0);
    let merged = folder.read("ours");
    assert!(merged.contains("code BACK_ORDER ") && merged.contains("code BACK_LATER "), "{merged}");
    assert!(merged.contains(version) && !merged.contains("<<<<<<<"), "{merged}");
}

#[test]
fn the_code_of_the_merged_branch_gets_the_next_free_number() {
    let folder = repository("merge-number");
    let add = |name: &str| SAMPLE.replace("[stock]\n", &format!("{}[stock]\n", code("ship", name, Some(4))));
    let merged = merge(&folder, &add("ON_STRIKE"), &add("ON_HOLIDAY"));
    let table = folder.read("codes.toml");
    assert!(
        table.contains("[ship.ON_STRIKE]\nnumeric = 4\n") && table.contains("[ship.ON_HOLIDAY]\nnumeric = 5\n"),
        "{table}"
    );
    let said = merged.out + &merged.err;
    assert!(said.contains("codes.toml: note: ") && said.contains("ON_HOLIDAY"), "{said}");
    // The merged table is valid.
    folder.errcodes(&["check"]).out(0);
}

#[test]
fn a_conflict_in_one_field_is_marked_in_the_table() {
    let folder = repository("merge-conflict");
    let ours = SAMPLE.replace("Sold out", "None left");
    let theirs = SAMPLE.replace("Sold out", "All gone");
    let merged = merge(&folder, &ours, &theirs);
    assert_eq!(merged.code, Some(1), "{merged:?}");
    let table = folder.read("codes.toml");
    for text in ["<<<<<<< ", "None left", "=======\n", "All gone", ">>>>>>> "] {
        assert!(table.contains(text), "{text}\n{table}");
    }
    let out = folder.errcodes(&["check"]).out(1);
    assert!(out.contains("error[merge-conflict]"), "{out}");
    assert_eq!(git(&folder, &["diff", "--name-only", "--diff-filter=U"]), "codes.toml\n");
}

#[test]
fn an_unreadable_side_leaves_our_file_unchanged() {
    let folder = Folder::new("merge-unreadable");
    folder.write("base", SAMPLE).write("ours", SAMPLE).write("theirs", b"\xff");
    let error = folder.errcodes(&["merge", "base", "ours", "theirs"]).refusal();
    assert_eq!((error.as_str(), folder.read("ours").as_str()), ("theirs: not UTF-8\n", SAMPLE));
    let error = folder.errcodes(&["merge", "base", "ours", "missing"]).refusal();
    assert!(error.starts_with("missing: no such file"), "{error}");
}
