//! The arguments and the error messages of `errcodes export`.

use std::fs;

use crate::{API, FORMATS, Folder, NO_NUMBERS, ODD, SAMPLE, TEMPLATE_FORMATS, export};

#[test]
fn equal_tables_in_different_folders_give_equal_exports() {
    let folder = Folder::new("same-bytes");
    for format in FORMATS {
        let first = folder.export(&[format]).out();
        assert!(first.ends_with('\n') && !first.ends_with("\n\n") && !first.contains('\r'), "{format}");
        assert_eq!(folder.export(&[format, "codes.toml"]).out(), first);
        assert_eq!(folder.pipe(&[format, "-"], folder.read("codes.toml").as_bytes()).out(), first);
        assert_eq!(export(format, NO_NUMBERS), first, "the export does not depend on path, folder or time");
    }
}

/// The export contains the version of the crate, and nothing else from Cargo.toml.
#[test]
fn the_version_in_cargo_toml_is_in_the_header() {
    let folder = Folder::new("version");
    let without: Vec<_> = TEMPLATE_FORMATS.map(|format| folder.export(&[format]).out()).into();
    let json = folder.export(&["json"]).out();
    assert!(json.contains("\"version\": null"), "{json}");
    folder.write("Cargo.toml", "[package]\nname = \"x\"\nversion = \"7.8.9-rc.1\"\n");
    let json = folder.export(&["json"]).out();
    assert!(json.contains("\"version\": \"7.8.9-rc.1\""), "{json}");
    for (format, without) in TEMPLATE_FORMATS.iter().zip(without) {
        let with = folder.export(&[format]).out();
        assert_eq!(with.replace(", version 7.8.9-rc.1", ""), without, "{format}");
        assert_ne!(with, without);
    }
    folder.write(
        "Cargo.toml",
        "[package]\nname = \"x\"\nversion.workspace = true\n[workspace.package]\nversion = \"1.2.3\"\n",
    );
    assert!(folder.export(&["c"]).out().contains(", version 1.2.3"));
    // The header is a comment of one line, so the version must not contain a line break.
    folder.write("Cargo.toml", "[package]\nversion = \"1.2.3\\nevil()\"\n");
    let refused = folder.export(&["python"]).refusal();
    assert!(refused.starts_with("./Cargo.toml: `1.2.3\\u{a}evil()` is not a version"), "{refused}");
    folder.write("Cargo.toml", "not TOML");
    assert!(folder.export(&["c"]).refusal().starts_with("./Cargo.toml: "));
}

#[test]
fn every_header_names_the_tool_the_table_and_the_fingerprint() {
    for format in TEMPLATE_FORMATS {
        let source = export(format, API);
        let head: String = source.lines().take(8).collect();
        assert!(head.contains(concat!("errcodes ", env!("CARGO_PKG_VERSION"), " from codes.toml")), "{head}");
        assert!(head.to_lowercase().contains("do not edit"), "{head}");
        assert!(head.contains(&format!("{:016x}", errcodes::FINGERPRINT)), "{head}");
    }
}

#[test]
fn the_error_for_an_unknown_format_lists_all_formats() {
    let folder = Folder::new("formats");
    let error = folder.export(&["typscript"]).refusal();
    assert!(error.starts_with("unknown format `typscript`; did you mean `typescript`?\n"), "{error}");
    // The tests loop over these constants, so they must contain all formats.
    let listed: Vec<_> = error.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    assert_eq!(listed, FORMATS);
    let refusal = folder.export(&["json", "--show-template"]).refusal();
    let with_template = refusal.rsplit(": ").next().expect("a list").trim_end();
    assert_eq!(with_template.split(", ").collect::<Vec<_>>(), TEMPLATE_FORMATS);
    let error = folder.export(&["cobol"]).refusal();
    assert!(error.starts_with("unknown format `cobol`\n\nFormats:\n"), "{error}");
    let error = folder.export(&[]).refusal();
    assert!(error.starts_with("a FORMAT or --template is needed"), "{error}");
}

#[test]
fn an_invalid_table_gives_its_problems_and_no_export() {
    let folder = Folder::new("invalid");
    let invalid = folder.read("codes.toml").replace("status = 409\n", "status = 404\n");
    folder.write("codes.toml", &invalid).write("out.ts", "before");
    for format in FORMATS {
        let output = folder.export(&[format, "-o", "out.ts"]);
        assert_eq!((output.code, output.out.as_str()), (Some(1), ""), "{format}");
        assert!(
            output.err.contains("codes.toml:11:10: ") && output.err.contains("codes.toml: 2 problems"),
            "{}",
            output.err
        );
        assert_eq!(folder.read("out.ts"), "before");
    }
    folder.write("text.toml", "This is no table.\n");
    let output = folder.export(&["json", "text.toml"]);
    assert_eq!((output.code, output.out.as_str()), (Some(1), ""));
    assert!(output.err.starts_with("text.toml:1:6: error[invalid-toml]: "), "{}", output.err);
    assert!(folder.export(&["json", "missing.toml"]).refusal().contains("missing.toml: no such file"));
}

#[test]
fn a_prefix_replaces_errcodes_in_all_names() {
    let folder = Folder::new("prefix");
    let ours = export("c", ODD);
    let acme = folder.export(&["c", "--prefix", "acme_pay", ODD]).out();
    let replaced = ours.replace("errcodes_", "acme_pay_").replace("ERRCODES_", "ACME_PAY_");
    assert_eq!(acme, replaced);
    assert!(!acme.to_lowercase().contains("errcodes_"));
    assert_eq!(
        folder.export(&["c", "--package", "acme_pay", ODD]).out(),
        acme,
        "`--package` is another name for `--prefix`"
    );
    for wrong in ["Acme", "1acme", "a-b", "a b", "ä", "_x"] {
        let error = folder.export(&["c", "--prefix", wrong]).refusal();
        assert!(error.contains("cannot be a prefix"), "{error}");
    }
    let go = folder.export(&["go", "--package", "acme_pay"]).out();
    assert_eq!(go, folder.export(&["go"]).out().replace("ckage errcodes", "ckage acme_pay"));
    for wrong in ["Acme", "acme.pay", "func", ""] {
        let error = folder.export(&["go", "--package", wrong]).refusal();
        assert!(
            wrong.is_empty() || error.contains(&format!("`{wrong}` cannot be a package; use lowercase")),
            "{error}"
        );
    }
    // `Int` is not reserved: Java's words are in lowercase.
    let java = folder.export(&["java", "--package", "com.Int.pay_2"]).out();
    assert_eq!(java, folder.export(&["java"]).out().replace("package errcodes;", "package com.Int.pay_2;"));
    for wrong in ["com..acme", "com.acme.", "com.int.acme", "null", "com.true", "com._", "com/acme", "com.1st"] {
        let error = folder.export(&["java", "--package", wrong]).refusal();
        assert!(error.contains(&format!("`{wrong}` cannot be a package; use letters")), "{error}");
    }
    let php = folder.export(&["php", "--package", r"Acme\Errors"]).out();
    assert_eq!(php, folder.export(&["php"]).out().replace("\nnamespace Errcodes;\n", "\nnamespace Acme\\Errors;\n"));
    for wrong in ["Acme.Errors", r"\Acme", r"Acme\", "_acme", "Class", r"Acme\List"] {
        let error = folder.export(&["php", "--package", wrong]).refusal();
        let says = format!(
            "`{wrong}` cannot be a namespace; use letters, digits and underscores; start each part with a letter; \
                            separate parts with `\\`; do not use a reserved word\n"
        );
        assert_eq!(error, says);
    }
    folder.write("custom.jinja", "{{ prefix }}");
    for (package, is_legal) in [
        ("com.acme.Pay", true),
        ("Acme::Pay", true),
        ("acme:pay", false),
        (r"Acme\Pay", true),
        ("acme..pay", false),
        ("a b", false),
    ] {
        let output = folder.export(&["--template", "custom.jinja", "--package", package]);
        assert_eq!((output.out == package, output.code == Some(0)), (is_legal, is_legal), "{}", output.err);
    }
    let error = folder.export(&["json", "--prefix", "acme"]).refusal();
    assert_eq!(error, "names in `json` have no prefix; leave --prefix out\n");
    assert_eq!(folder.render("{{ prefix }}\n", API), "errcodes\n");
}

#[test]
fn a_built_in_template_from_a_file_gives_the_same_export() {
    let folder = Folder::new("show-template");
    for format in TEMPLATE_FORMATS {
        let template = folder.export(&[format, "--show-template"]).out();
        folder.write("shown", &template);
        for table in [API, ODD, NO_NUMBERS] {
            assert_eq!(folder.export(&[format, table, "--template", "shown"]).out(), export(format, table));
        }
    }
    let error = folder.export(&["json", "--show-template"]).refusal();
    assert!(error.starts_with("`json` has no template; start from"), "{error}");
}

/// A template can print names and numbers. It can print a text only through a filter. Any other value is an error with a
/// position.
#[test]
fn a_template_prints_only_values_that_are_safe() {
    let folder = Folder::new("templates");
    let printed = folder.render(
        "{% for code in codes %}{{ code.code }} {{ code.variant }} {{ code.status }} {{ code.message | json }}\n{% endfor %}\n\
         {{ groups[0].numeric }} {{ fingerprint }} {{ schema }} {{ codes | length }} {{ groups[0].group | pascal }}\n",
        NO_NUMBERS,
    );
    assert!(printed.starts_with("ORDER_EXISTS OrderExists 409 \"The order exists\"\nfalse "), "{printed}");
    assert!(printed.ends_with(" 1 1 Order\n"), "{printed}");

    let text = "2:4: a string needs a filter that escapes it for its place, such as `|json` or `|comment`";
    for (template, says) in [
        ("{{ codes[0].message }}", text),
        ("{{ codes[0].message ~ 'x' }}", text),
        ("{{ codes[0].message | upper }}", text),
        ("{{ generator }}", text),
        ("{{ 'a text of the template' }}", text),
        ("{{ codes[0].numeric }}", "2:4: this is null here; write it within an `if`"),
        ("{{ codes[0].deprecated | json }}", "2:26: this is null here; write it within an `if`"),
        ("{{ version }}", "2:4: this is null here; write it within an `if`"),
        ("{{ codes[0].status | json }}", "2:22: expected a string, found a number"),
        ("{{ codes }}", "2:4: a sequence cannot be printed; print its parts"),
        ("{{ codes[0] }}", "2:4: a map cannot be printed; print its parts"),
        ("{{ 1 / 2 }}", "2:4: a number cannot be printed; print its parts"),
        ("{{ codes[0].message | pascal }}", "2:23: expected a name of letters, digits and underscores, found"),
        ("{{ codes[0].message | safe }}", "2:23: `safe` is not a filter; the filters are json, ts_string,"),
        ("{{ codes[0].message | escape }}", "2:23: `escape` is not a filter; the filters are json, ts_string,"),
        ("{{ codes[0].message | ts_strin }}", "2:23: `ts_strin` is not a filter; did you mean `ts_string`?; the"),
        (
            "ä {{ codes[0].mesage | json }}",
            "2:6: `codes[0].mesage` does not exist; did you mean `message`?; `errcodes export json` shows the fields",
        ),
        ("ä {{ codes[0].mesage|json }}", "2:6: `codes[0].mesage` does not exist; did you mean `message`?; "),
        ("{% for code in cods %}{% endfor %}", "2:16: `cods` does not exist; did you mean `code`?; "),
        (
            "{% if codes[0].nothing %}{% endif %}",
            "2:7: `codes[0].nothing` does not exist; `errcodes export json` shows",
        ),
        ("{% if codes[0]['nothing'] %}{% endif %}", "2:7: `codes[0]['nothing']` does not exist; "),
        ("{% for code in codes %}{{ code.x }}{% endfor %}", "2:27: `code.x` does not exist; "),
        ("{% for code in codes %}", "2:22: syntax error: unexpected end of input, expected end of block"),
        ("{{ codes[0].code | }}", "2:20: syntax error: unexpected end of variable block, expected identifier"),
        ("{% include 'x' %}", "2:4: syntax error: unknown statement include"),
    ] {
        let error = folder.render_error(&format!("\n{template}"), NO_NUMBERS);
        assert!(error.starts_with(&format!("custom.jinja:{says}")), "{template:?}: {error}");
    }
}

#[test]
fn an_unreadable_template_gives_a_clear_message() {
    let folder = Folder::new("unreadable-template");
    folder.write("latin1", b"first\ncaf\xe9\n");
    let error = folder.export(&["--template", "latin1"]).refusal();
    assert_eq!(error, "latin1:2: not UTF-8; save the template in the encoding UTF-8\n");
    assert!(folder.export(&["--template", "missing"]).refusal().starts_with("missing: no such file"));
    assert!(folder.export(&["--template", "."]).refusal().starts_with(".: is a directory"));
    let error = folder.export(&["--template", "latin1", "missing.toml"]).refusal();
    assert!(error.starts_with("missing.toml: no such file"), "{error}");
}

/// The template is an example in README.md.
#[test]
fn a_template_of_twelve_lines_exports_kotlin() {
    let folder = Folder::new("kotlin");
    let template = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/ErrorCode.kt.jinja")).unwrap();
    assert_eq!(template.lines().count(), 12);
    let kotlin = folder.render(&template, SAMPLE);
    let empty = "    /** Nothing was put into it. */\n    CART_EMPTY(400, null, \"The cart is empty\"),\n";
    assert!(kotlin.contains(empty), "{kotlin}");
    assert!(kotlin.contains("    DECLINED(400, 1, \"Declined\"),\n"), "{kotlin}");
    assert!(kotlin.ends_with(
        "),\n    ;\n\n    companion object {\n        \
                              fun of(code: String): ErrorCode? = entries.find { it.name == code }\n    }\n}\n"
    ));
    assert!(folder.render(&template, ODD).contains("TEMPLATES(418, 1, \"\\${x} \\$x {x} "));
}
