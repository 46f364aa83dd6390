//! `errcodes show`.

use crate::{Folder, SAMPLE};

/// Returns errorCode, number and status of the codes in the sample.
fn codes() -> Vec<(String, Option<String>, String)> {
    let mut codes = Vec::new();
    for section in SAMPLE.split("\n\n") {
        let header = section.lines().find_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        let Some((group, name)) = header.and_then(|header| header.split_once('.')) else { continue };
        if group != "status" && group != "retired" {
            let field = |field: &str| {
                section.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(" = ")).map(str::to_owned)
            };
            codes.push((name.to_owned(), field("numeric"), field("status").expect("every code has a status")));
        }
    }
    assert_eq!(codes.len(), 15);
    codes
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("codes.toml", SAMPLE);
    folder
}

#[test]
fn the_whole_table_is_aligned() {
    let out = folder("show-all").errcodes(&["show"]).out(0);
    let statuses: Vec<_> = codes()
        .iter()
        .map(|(name, numeric, status)| {
            let line = out.lines().find(|line| line.contains(&format!("  {name} "))).expect("a line for each code");
            assert_eq!(line.trim_start().starts_with(char::is_numeric), numeric.is_some(), "{line}");
            line.find(&format!("  {status}  ")).expect("the status")
        })
        .collect();
    assert!(statuses.windows(2).all(|pair| pair[0] == pair[1]), "{out}");
    for text in
        ["Decline: Why a card is declined.", "(default)", "(deprecated)", "503 Service Unavailable", "CARD_LOST"]
    {
        assert!(out.contains(text), "{text}: {out}");
    }
    assert!(!out.contains('\x1b'));
}

#[test]
fn every_spelling_of_a_name_finds_exactly_its_code() {
    let folder = folder("show-names");
    for (name, numeric, status) in codes() {
        let camel: String = name.split('_').map(|word| word[..1].to_owned() + &word[1..].to_lowercase()).collect();
        for query in [name.clone(), name.to_lowercase(), camel, name.replace('_', " "), name.replace('_', "-")] {
            let out = folder.errcodes(&["show", &query]).out(0);
            assert!(out.starts_with(&format!("{name}\n")), "{query}: {out}");
            assert!(out.contains(&format!("  HTTP        {status} ")), "{out}");
            assert!(numeric.as_ref().is_none_or(|number| out.contains(&format!("  number      {number}"))), "{out}");
            assert!(!out.contains("\n\n"), "{out}");
        }
    }
    assert!(folder.errcodes(&["show", "Oneself"]).out(0).starts_with("SELF\n"));
}

#[test]
fn every_number_and_every_status_is_found() {
    let folder = folder("show-numbers");
    for (name, numeric, status) in codes() {
        if let Some(number) = numeric {
            let out = folder.errcodes(&["show", &number]).out(0);
            assert!(out.lines().any(|line| line == name), "{out}");
        }
        let out = folder.errcodes(&["show", &status]).out(0);
        assert!(out.starts_with(&status) && out.contains(&format!("  {name} ")), "{out}");
    }
    let maintenance = folder.errcodes(&["show", "503"]).out(0);
    assert!(
        maintenance.contains("without an errorCode: Down for maintenance: The shop is closed for an hour."),
        "{maintenance}"
    );
    let retired = folder.errcodes(&["show", "6"]).out(0);
    assert!(retired.starts_with("CARD_LOST\n") && retired.contains("since 2.0.0: Banks say stolen."), "{retired}");
}

#[test]
fn a_part_of_a_name_finds_all_codes_that_contain_it() {
    let folder = folder("show-parts");
    for part in ["card", "CART", "oo", "Too_"] {
        let out = folder.errcodes(&["show", part]).out(0);
        for (name, ..) in codes() {
            let has = name.replace('_', "").to_lowercase().contains(&part.replace('_', "").to_lowercase());
            assert_eq!(out.contains(&format!("  {name} ")), has, "{part}: {out}");
        }
    }
    assert!(folder.errcodes(&["show", "card"]).out(0).contains("\nCARD_LOST\n"));
    // The key or the enum of a group finds the codes of the group.
    for group in ["decline", "Decline", "ship", "ShipError"] {
        assert!(folder.errcodes(&["show", group]).out(0).lines().count() > 2);
    }
    let several = folder.errcodes(&["show", "SOLD_OUT", "3"]).out(0);
    assert!(
        several.starts_with("SOLD_OUT\n") && several.contains("\nCARD_STOLEN\n") && several.contains("\nTOO_FAR\n")
    );
}

#[test]
fn a_query_without_a_match_gets_the_nearest_name() {
    let folder = folder("show-nothing");
    for (query, says) in [
        ("SOLD_UOT", "; did you mean `SOLD_OUT`?"),
        ("card expird", "; did you mean `CARD_EXPIRED`?"),
        ("adress", "; did you mean `ADDRESS`?"),
        ("999", "matches `999`\n"),
        ("70000", "matches `70000`\n"),
        ("-1", "matches `-1`\n"),
        ("???", "matches `???`\n"),
        ("quite another thing", "matches `quite another thing`\n"),
    ] {
        let out = folder.errcodes(&["show", "--", query]).out(1);
        assert!(
            out.starts_with("codes.toml: no code, group, number or status matches `") && out.contains(says),
            "{out}"
        );
    }
    assert!(
        folder.pipe(&["show", "--table", "-", "4"], SAMPLE.as_bytes()).out(0).contains("place       stdin:65:10\n")
    );
}
