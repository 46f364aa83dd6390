//! The generated files: their form, and the parts of the table that they depend on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use errcodes::emit::{self, markdown};
use errcodes::table::names::is_enum_name;
use errcodes::table::text::is_invisible;
use errcodes::table::{self, Source, Table, contract};

use crate::golden;

/// A table with every kind of entry.
const TABLE: &str = include_str!("golden/codes.toml");

/// The same table in other TOML syntax: another order of keys, dotted keys, inline tables, quoted keys and escapes.
const SAME: &str = r#"
retired = { CARD_STOLEN = { group = 'decline', numeric = 0x3, since = "2.0.0", why = "It told a thief." } }
status.400.reason = "Bad\u0020Request"
[basket.BASKET_EMPTY] # before its group
when = """There is nothing to pay for."""
message = '''Basket is empty – ü'''
status = 0o620
["decline"."DECLINED"]
numeric = +1
status = 4_00
"message" = "Payment declined"
'when' = "No reason is given."
[status.'401']
when = 'There is no "token".'
reason = "Unauthorized"
message = "Sign in first"
[basket]
about = "Why a basket cannot be used."
enum = "BasketError"
SELF = { when = "Seldom.", message = "It is itself", status = 400, variant = "Self_" }
[decline]
NO_FUNDS.deprecated = "Use DECLINED."
NO_FUNDS.status = 400
NO_FUNDS.numeric = 0b100
NO_FUNDS.message = "No funds"
NO_FUNDS.when = "The account is \u0065mpty."
about = "Why a payment is declined."
default = "DECLINED"
enum = "Decline"
"#;

fn rust(text: &str) -> String {
    emit::rust(&read(text))
}

fn read(text: &str) -> Table {
    let source = Source::new("codes.toml", text.into());
    table::read(&source, b"").unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn the_generated_file_equals_the_golden_file() {
    golden::compare("tests/table/golden/codes.rs", &rust(TABLE));
}

fn promises(text: &str) -> Vec<String> {
    contract::lines(&read(text))
}

#[test]
fn equal_tables_in_other_syntax_generate_equal_files() {
    let expected = rust(TABLE);
    for same in [TABLE, SAME, &TABLE.replace('\n', "\r\n"), &format!("\u{feff}{TABLE}"), TABLE.trim_end()] {
        assert!(rust(same) == expected, "{same}");
        assert_eq!(markdown::everything(&read(same)), markdown::everything(&read(TABLE)));
    }
    let tabs = TABLE.replace(" = ", "\t=\t").replace('\n', " # comment\n");
    assert!(rust(&tabs) == expected);
    // Moves the codes of the last group to the start of the file. The groups keep their order, which is that of their headers.
    let (start, end) = (TABLE.find("[decline.DECLINED]").unwrap(), TABLE.find("[retired.").unwrap());
    let codes_first = [&TABLE[start..end], &TABLE[..start], &TABLE[end..]].concat();
    assert!(rust(&codes_first) == expected);
}

#[test]
fn the_build_output_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let written = |file: &str| fs::read_to_string(Path::new(env!("OUT_DIR")).join(file)).unwrap();
    let codes = read(&fs::read_to_string(root.join("codes.toml")).unwrap());
    assert!(written("codes.rs") == emit::rust(&codes));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    assert!(written("front-page.md") == markdown::front_page(&readme, &codes));
}

#[test]
fn a_document_without_markers_gets_the_table_as_its_last_paragraph() {
    let shown = |table: &str| format!("Text.\n\n<!-- codes.toml begins -->\n\n{table}\n<!-- codes.toml ends -->\n");
    for document in ["Text.", "Text.\n", "Text.\n\n"] {
        assert_eq!(markdown::with_table(document, "| 1 |"), shown("| 1 |"));
    }
    assert_eq!(markdown::with_table(&shown("| 1 |"), "| 2 |"), shown("| 2 |"));
}

#[test]
fn the_generated_file_has_a_header_and_clean_lines() {
    for rust in
        [rust(TABLE), rust(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("codes.toml")).unwrap())]
    {
        let head: String = rust.lines().take_while(|line| line.starts_with("//")).collect();
        assert!(["@generated", "codes.toml", "Do not edit"].iter().all(|word| head.contains(word)), "{head}");
        assert!(!rust.contains(env!("CARGO_MANIFEST_DIR")));
        assert!(rust.ends_with("}\n"));
        for line in rust.lines() {
            assert!(line.trim_end() == line && !line.contains(is_invisible), "{line:?}");
        }
    }
}

#[test]
fn the_fingerprint_depends_on_the_contract_only() {
    let change = |from: &str, to: &str| {
        assert!(TABLE.contains(from), "{from}");
        TABLE.replacen(from, to, 1)
    };
    let reorder = |header: &str| {
        let from = TABLE.find(header).unwrap();
        let len = TABLE[from..].find("\n\n").unwrap();
        format!("{}{}\n\n{}", &TABLE[..from], &TABLE[from + len..], &TABLE[from..][..len])
    };
    let same = [
        change("Basket is empty – ü", "Nothing in it"),
        change("There is nothing to pay for.", "Fill it."),
        change("Why a basket cannot be used.", "Baskets."),
        change("Sign in first", "Sign in"),
        change("There is no \\\"token\\\".", "Never."),
        change("Use DECLINED.", "Use another."),
        change("It told a thief.", "It did."),
        change("enum = \"BasketError\"", "enum = \"Basket\""),
        change("Self_", "Itself"),
        reorder("[basket.BASKET_EMPTY]"),
        reorder("[status.400]"),
        reorder("[decline.DECLINED]"),
    ];
    let other = [
        change("BASKET_EMPTY", "BASKET_IS_EMPTY"),
        change("[basket.SELF]", "[basket.ITSELF]"),
        change("numeric = 4", "numeric = 5"),
        change("400\nmessage = \"No", "401\nmessage = \"No"),
        change("reason = \"Bad Request\"", "reason = \"Bad\""),
        change("default = \"DECLINED\"", "default = \"NO_FUNDS\""),
        change("default = \"DECLINED\"\n", ""),
        TABLE.replace("basket]", "baskets]").replace("basket.", "baskets."),
        change("[decline]", "[basket.BASKET_FULL]\nstatus = 400\nmessage = \"Full\"\nwhen = \"It is.\"\n\n[decline]"),
        change(
            "[basket]",
            "[status.404]\nreason = \"Not Found\"\nmessage = \"None\"\nwhen = \"It is not.\"\n\n[basket]",
        ),
    ];
    let fingerprint = |text: &str| contract::fingerprint(&promises(text));
    for same in same {
        assert!(fingerprint(&same) == fingerprint(TABLE), "{same}");
        assert!(rust(&same) != rust(TABLE) || same.contains("It did."), "{same}");
    }
    let mut seen = BTreeMap::from([(fingerprint(TABLE), TABLE.to_owned())]);
    for other in other {
        let before = seen.insert(fingerprint(&other), other.clone());
        assert!(before.is_none(), "{other}");
    }
}

#[test]
fn the_names_that_the_crate_exports_are_reserved() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let lib = fs::read_to_string(root).unwrap();
    let exports = lib.split("pub use ").skip(1).filter_map(|export| export.split(';').next());
    let names = exports.flat_map(|export| export.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    let mut types: Vec<_> = names.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    assert!(types.len() >= 4, "{types:?}");
    types.extend(["ErrorCode", "Status", "Group"]);
    for taken in types {
        assert!(!is_enum_name(taken), "{taken}");
    }
}
