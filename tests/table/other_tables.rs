//! Builds copies of the crate with other tables, checks that there are no warnings, and compares each copy with its table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::json;

/// A table, and the features for the copy of the crate that has this table.
#[derive(Default)]
struct Table {
    /// Number, reason, and the variant if it differs from the reason in `UpperCamelCase`.
    statuses: Vec<(u16, String, Option<&'static str>)>,
    /// Number, message and `when` of statuses that are sent without an errorCode.
    answers_without_code: Vec<(u16, String, String)>,
    groups: Vec<Group>,
    features: &'static [&'static str],
}

#[derive(Default)]
struct Group {
    key: String,
    enum_name: String,
    about: String,
    default: Option<String>,
    codes: Vec<Code>,
}

#[derive(Clone, Default)]
struct Code {
    name: String,
    deprecated: Option<String>,
    variant: Option<&'static str>,
    numeric: Option<u16>,
    status: u16,
    message: String,
    when: String,
}

/// Texts that contain syntax of Rust, rustdoc, Markdown, HTML, JSON, TOML or build scripts. The generator must escape them.
const ODD: &[&str] = &[
    r#"quotes " ' and "" at the end ""#,
    r"backslashes \ \\ \n \u{41} \",
    "braces {} {0} {name} }{ {{ and % %s $x",
    "*/ /* // /// //! <!-- -->",
    "`code` ``more`` ``` fence",
    "<b>bold</b> <script>alert(1)</script> &amp; &lt; &",
    "| a | b | and [a](b) [c] [d]: e ![f](g) [^1]",
    "*stars* **more** _lines_ __more__ ~~gone~~ ^up^ ==marked==",
    "# no heading",
    "1. no list",
    "1) no list",
    "- no list",
    "+ no list",
    "> no quote",
    "--- and -- and ... and \"these\" 'these'",
    "===",
    "https://example.com/?a=b&c=d and www.example.com and a@example.com",
    "ä ö ü ß é 漢字 עברית العربية 🦀 e\u{301} \u{1f468}",
    "two  spaces  within",
    "cargo::error=no",
    "codes.toml ends --> <!-- codes.toml begins -->",
    r##"r#"raw"# b'x' concat!("a")"##,
    "#[doc = \"x\"] ErrorCode Option<T> Vec<u8>",
    "\u{fffd}\u{e000}\u{10ffff}\u{a0}x",
    "$Enum $crate",
];

fn tables() -> Vec<(&'static str, Table)> {
    let one = Table::of([group("only", &["IT_FAILED"], |_| None)]);

    // 256 codes, the maximum for a one-byte enum.
    let mut statuses =
        Table::of([group("failure", &many_names(255), |_| None), group("last", &["LAST_ONE"], |_| None)]);
    statuses.statuses = (400..600).map(|number| (number, format!("Reason {number}"), None)).collect();
    for (code, (number, ..)) in statuses.groups[0].codes.iter_mut().zip(statuses.statuses.iter().cycle()) {
        code.status = *number;
    }

    let number = |at: usize| u16::try_from(at * 65 + 3).ok();
    let two_bytes = Table::of([group("first", &["FIRST_ONE"], |_| None), group("full", &many_names(256), number)]);

    vec![
        ("one", one),
        ("numbers", numbers()),
        ("statuses", statuses),
        ("odd", odd_texts()),
        ("names", clashing_names()),
        ("two_bytes", two_bytes),
        ("thousand", Table::of([group("many", &many_names(1000), number)])),
    ]
}

/// Returns a table with all kinds of numbers: equal numbers in several groups, falling, rising and sparse numbers, and the
/// highest number. The table also has defaults and a deprecated code.
fn numbers() -> Table {
    let names = |key: &str| ["FIRST", "SECOND", "THIRD"].map(|name| format!("{key}_{name}").to_uppercase());
    let number = |at: usize| Some([1, 2, 3][at]);
    let mut table = Table::of(["a", "b", "c"].map(|key| group(key, &names(key), number)));
    table.groups[1].default = Some("B_SECOND".to_owned());
    let falling = [65535, 40000, 1000, 999, 256, 255, 7, 1];
    table.groups.push(group("falling", &many_names(8), |at| Some(falling[at])));
    table.groups.push(group("rising", &names("up"), |at| Some([1, 300, 65535][at])));
    table.groups[4].default = Some("UP_THIRD".to_owned());
    table.groups.push(group("none", &names("no"), |_| None));
    table.groups.push(group("old", &["OLD_ONE"], |_| Some(9)));
    table.groups[6].codes[0].deprecated = Some("Use UP_FIRST.".to_owned());
    table.groups[6].default = Some("OLD_ONE".to_owned());
    table
}

/// Returns a table that has every text of [`ODD`] in every field for text.
fn odd_texts() -> Table {
    let mut odd = Table::of([group("odd", &many_names(ODD.len()), |_| None)]);
    for (at, code) in odd.groups[0].codes.iter_mut().enumerate() {
        ODD[at].clone_into(&mut code.message);
        ODD[(at + 1) % ODD.len()].clone_into(&mut code.when);
        // No other text ends like this, so the page contains the text only if it shows this field.
        code.deprecated = Some(format!("{} instead of {at}", ODD[(at + 2) % ODD.len()]));
    }
    for (at, text) in ODD.iter().enumerate() {
        let number = 401 + u16::try_from(at).unwrap();
        let variant: &'static str = format!("Odd{at}").leak();
        odd.statuses.push((number, (*text).to_owned(), Some(variant)));
        odd.answers_without_code.push((
            number,
            ODD[(at + 3) % ODD.len()].to_owned(),
            ODD[(at + 4) % ODD.len()].to_owned(),
        ));
        let mut more = group(&format!("more{at}"), &[format!("MORE_{at}")], |_| None);
        (*text).clone_into(&mut more.about);
        odd.groups.push(more);
    }
    odd
}

// Names that also exist in Rust, its standard library, this crate or the traits of this crate.
const ENUMS: &str = "Error Codes Column Ser Text Errors Len Formatter Ordering Iter Display NAMES JSON GROUP ALL FromStr \
                     Serialize Deserialize Serializer Deserializer Visitor Cow Number Errcodes Slot Index Numbers";
const KEYS: &str = "error option result code statuses iterator default group none some ok all count err string boxed type \
                    match variants numeric strum serde core a_b_c";
const NAMES: &str = "ERROR ERR OPTION NONE SOME RESULT STRING STR ITERATOR ITEM ALL COUNT VARIANTS BOX VEC GROUP STATUS \
                     DEFAULT DISPLAY DEBUG CLONE COPY FROM INTO TRY_FROM FROM_STR AS_REF AS_STR NTH U16 USIZE ERROR_CODE \
                     FINGERPRINT NAMES HASH TYPE MATCH CRATE SUPER ASYNC VALUE OUTPUT OWNED TARGET E42 A1B X_1_2 ABC AB_C \
                     NO_SUCH_CODE A_VERY_LONG_ERROR_CODE_OF_SIXTY_THREE_CHARACTERS_0123456789_END";
/// Reasons, and the variant that the crate derives from each.
const REASONS: [(&str, &str); 9] = [
    ("Error", "Error"),
    ("Err", "Err"),
    ("I'm a Teapot", "ImATeapot"),
    ("(Unused)", "Unused"),
    ("Non-Authoritative Information", "NonAuthoritativeInformation"),
    ("Option", "Option"),
    ("None", "None"),
    ("Status", "Status"),
    ("All", "All"),
];

fn clashing_names() -> Table {
    let statuses = (410..).zip(REASONS).map(|(number, (reason, variant))| (number, reason.to_owned(), Some(variant)));
    let mut table = Table { statuses: statuses.collect(), features: &["serde"], ..Table::default() };
    let (keys, names): (Vec<_>, Vec<_>) = (KEYS.split(' ').collect(), NAMES.split(' ').collect());
    for (at, (key, enum_name)) in keys.iter().zip(ENUMS.split(' ')).enumerate() {
        let mut codes: Vec<_> = names.iter().skip(at).step_by(keys.len()).map(|name| (*name).to_owned()).collect();
        codes.push(format!("LAST_OF_{at}"));
        let mut group = group(key, &codes, |number| (at % 2 == 0).then(|| u16::try_from(number).unwrap() + 1));
        enum_name.clone_into(&mut group.enum_name);
        group.default = (at % 4 == 0).then(|| codes[0].clone());
        for (code, number) in group.codes.iter_mut().zip((410..419).cycle().skip(at)) {
            code.status = number;
        }
        table.groups.push(group);
    }
    let mut with_variants = group("with_variants", &["SELF", "BASE"], |_| None);
    for (code, variant) in with_variants.codes.iter_mut().zip(["Self_", "GROUP"]) {
        (code.status, code.variant) = (410, Some(variant));
    }
    table.groups.push(with_variants);
    table
}

fn many_names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("FAILURE_{at}_OF_MANY")).collect()
}

fn group(key: &str, names: &[impl AsRef<str>], numeric: impl Fn(usize) -> Option<u16>) -> Group {
    let code = |(at, name): (usize, &_)| {
        let name: &str = AsRef::as_ref(name);
        Code {
            name: name.to_owned(),
            numeric: numeric(at),
            status: 400,
            message: format!("It is {name}"),
            when: format!("When it is {name} in {key}."),
            ..Code::default()
        }
    };
    let codes = names.iter().enumerate().map(code).collect();
    let (enum_name, about) = (format!("{}Error", camel(key)), format!("About {key}."));
    Group { key: key.to_owned(), enum_name, about, codes, ..Group::default() }
}

impl Table {
    fn of(groups: impl IntoIterator<Item = Group>) -> Self {
        let statuses = vec![(400, "Bad Request".to_owned(), None)];
        Self { statuses, groups: groups.into_iter().collect(), ..Self::default() }
    }

    /// Returns the table as `codes.toml`.
    fn toml(&self) -> String {
        let mut toml = String::new();
        for (number, reason, variant) in &self.statuses {
            let _ = writeln!(toml, "[status.{number}]\nreason = {}", quoted(reason));
            let is_derived = REASONS.iter().any(|(_, derived)| Some(*derived) == *variant);
            if let Some(variant) = variant.filter(|_| !is_derived) {
                let _ = writeln!(toml, "variant = {}", quoted(variant));
            }
            if let Some((_, message, when)) = self.answer_without_code(*number) {
                let _ = writeln!(toml, "message = {}\nwhen = {}", quoted(message), quoted(when));
            }
        }
        for group in &self.groups {
            let _ = writeln!(toml, "[{}]\nenum = {}", group.key, quoted(&group.enum_name));
            let _ = writeln!(toml, "about = {}", quoted(&group.about));
            if let Some(default) = &group.default {
                let _ = writeln!(toml, "default = {}", quoted(default));
            }
            for code in &group.codes {
                let _ = writeln!(toml, "[{}.{}]\nstatus = {}", group.key, code.name, code.status);
                let _ = writeln!(toml, "message = {}\nwhen = {}", quoted(&code.message), quoted(&code.when));
                if let Some(deprecated) = &code.deprecated {
                    let _ = writeln!(toml, "deprecated = {}", quoted(deprecated));
                }
                if let Some(variant) = code.variant {
                    let _ = writeln!(toml, "variant = {}", quoted(variant));
                }
                if let Some(numeric) = code.numeric {
                    let _ = writeln!(toml, "numeric = {numeric}");
                }
            }
        }
        toml
    }

    fn answer_without_code(&self, number: u16) -> Option<&(u16, String, String)> {
        self.answers_without_code.iter().find(|(status, ..)| *status == number)
    }

    fn reason(&self, number: u16) -> &str {
        let status = self.statuses.iter().find(|(listed, ..)| *listed == number);
        status.map_or("", |(_, reason, _)| reason)
    }

    /// Returns the source of a module that compares the crate `krate` with the table.
    fn check(&self, krate: &str) -> String {
        let mut rust = "#![allow(deprecated)]\n\nuse crate::check::{Code, Status};\n\npub fn check() {\n".to_owned();
        for Group { enum_name, codes, .. } in &self.groups {
            for code in codes.iter().filter(|code| code.deprecated.is_some()) {
                for path in [format!("{krate}::{enum_name}"), format!("{krate}::ErrorCode")] {
                    let _ =
                        writeln!(rust, "    #[expect(deprecated)]\n    const _: {path} = {path}::{};", code.variant());
                }
            }
        }
        let mut first = 0;
        let _ = writeln!(rust, "    check_codes!({krate}::ErrorCode, CODES);");
        for Group { key, enum_name, about, default, codes } in &self.groups {
            let variants: Vec<_> = codes.iter().map(Code::variant).collect();
            let (path, variants, key) = (format!("{krate}::{enum_name}"), variants.join(", "), camel(key));
            let _ = writeln!(rust, "    check_group!({path}, {key}, {about:?}, {first}, [{variants}], CODES);");
            first += codes.len();
            let numbers: Vec<_> = codes.iter().filter_map(|code| Some(code.numeric?.to_string())).collect();
            if !numbers.is_empty() {
                let _ = writeln!(rust, "    check_numbers!({path}, [{}]);", numbers.join(", "));
            }
            if let Some(default) = codes.iter().find(|code| Some(&code.name) == default.as_ref()) {
                let _ = writeln!(rust, "    check_default!({path}, {});", default.variant());
            }
        }
        let _ = writeln!(rust, "    check_statuses!({krate}, STATUSES);\n}}\n\nconst CODES: &[Code] = &[");
        for group in &self.groups {
            for Code { name, numeric, status, message, when, .. } in &group.codes {
                let (key, variant) =
                    (&group.key, group.codes.iter().find(|code| code.name == *name).unwrap().variant());
                let json = answer(message, Some(name), self.reason(*status));
                let _ = writeln!(
                    rust,
                    "    Code {{ variant: {variant:?}, name: {name:?}, group: {key:?}, numeric: {numeric:?}, status: {status}, \
                     message: {message:?}, when: {when:?}, json: {json:?} }},"
                );
            }
        }
        rust += "];\n\nconst STATUSES: &[Status] = &[\n";
        for (number, reason, variant) in &self.statuses {
            let variant = variant.map_or_else(|| camel(reason), str::to_owned);
            let (message, when) = self.answer_without_code(*number).map(|(_, message, when)| (message, when)).unzip();
            let json = answer(message.unwrap_or(reason), None, reason);
            let _ = writeln!(
                rust,
                "    Status {{ variant: {variant:?}, number: {number}, reason: {reason:?}, message: {message:?}, when: {when:?}, \
                 json: {json:?} }},"
            );
        }
        rust + "];\n"
    }
}

impl Code {
    fn variant(&self) -> String {
        self.variant.map_or_else(|| camel(&self.name), str::to_owned)
    }
}

/// Converts words separated by underscores or spaces to `UpperCamelCase`.
fn camel(name: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..].to_lowercase();
    name.split(['_', ' ']).map(word).collect()
}

/// Returns the text as a TOML basic string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', r#"\""#))
}

/// Returns the response in JSON. The fields are serialized one by one, because their order must not change.
fn answer(message: &str, code: Option<&str>, reason: &str) -> String {
    let code = code.map_or(String::new(), |code| format!(r#""errorCode":{},"#, json!(code)));
    format!(r#"{{"message":{},{code}"error":{}}}"#, json!(message), json!(reason))
}

#[test]
fn the_crate_builds_with_other_tables_and_agrees_with_them() {
    let tables = tables();
    let folder = workspace(&tables);
    let cargo = |command: &str, package: &str| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap());
        cargo.current_dir(&folder).args([command, "--offline", "--quiet", "--package", package]);
        cargo.args(if command == "doc" { &["--no-deps"][..] } else { &[] });
        cargo.arg("--target-dir").arg(folder.join("target"));
        cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings");
        let output = cargo.env("CARGO_TERM_COLOR", "never").output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        if output.status.success() { Ok(()) } else { Err(stderr) }
    };
    cargo("run", "checks").unwrap_or_else(|stderr| panic!("{stderr}"));
    for (name, table) in tables.iter().filter(|(name, _)| ["odd", "one"].contains(name)) {
        let krate = format!("errcodes_{name}");
        cargo("doc", &krate).unwrap_or_else(|stderr| panic!("{stderr}"));
        check_docs(&folder.join("target/doc").join(krate), table);
    }

    let codes = folder.join("one/codes.toml");
    let valid = fs::read_to_string(&codes).unwrap();
    write(&codes, &valid.replace("status = 400", "stauts = 400").replace("reason = \"", "reason = \"\\u001b "));
    let stderr = cargo("check", "errcodes_one").expect_err("the table is wrong");
    assert!(stderr.starts_with(WRONG) && !stderr.contains("Caused by"), "{stderr}");
    fs::remove_file(&codes).unwrap();
    let stderr = cargo("check", "errcodes_one").expect_err("there is no table");
    assert!(
        stderr.starts_with("error: errcodes_one@0.0.0: codes.toml: not found; add it beside Cargo.toml\n"),
        "{stderr}"
    );
    write(&codes, &valid);

    // The build works without README.md. A second build does not run the build script again.
    fs::remove_file(folder.join("one/README.md")).unwrap();
    cargo("check", "errcodes_one").unwrap_or_else(|stderr| panic!("{stderr}"));
    let output = folder.join("target/debug/build");
    let newest = || {
        let files = fs::read_dir(&output).unwrap().map(|entry| entry.unwrap().path().join("out/codes.rs"));
        files.filter_map(|file| fs::metadata(file).ok()?.modified().ok()).max().unwrap()
    };
    let before = newest();
    cargo("check", "errcodes_one").unwrap_or_else(|stderr| panic!("{stderr}"));
    assert_eq!(newest(), before, "the build script ran again");
}

/// The output of cargo for an invalid table. Each problem is reported once.
const WRONG: &str = r#"error: errcodes_one@0.0.0: codes.toml:2:10: error[invisible-character]: `reason` of status `400` contains the character U+001B
error: errcodes_one@0.0.0:  2 | reason = "\u001b Bad Request"
error: errcodes_one@0.0.0:    |          ^^^^^^^^^^^^^^^^^^^^
error: errcodes_one@0.0.0: help: remove it; control, format and line separator characters are not allowed
error: errcodes_one@0.0.0: codes.toml:7:1: error[unknown-key]: unknown key `stauts` in `IT_FAILED`
error: errcodes_one@0.0.0:  7 | stauts = 400
error: errcodes_one@0.0.0:    | ^^^^^^
error: errcodes_one@0.0.0: help: did you mean `status`?
error: errcodes_one@0.0.0: codes.toml: 2 problems
"#;

/// Checks that the docs show every text of the table unchanged.
fn check_docs(docs: &Path, table: &Table) {
    let page = |file: &str| text_of(&fs::read_to_string(docs.join(file)).unwrap());
    let (front, all, statuses, groups) =
        (page("index.html"), page("enum.ErrorCode.html"), page("enum.Status.html"), page("enum.Group.html"));
    for group in &table.groups {
        let enum_page = page(&format!("enum.{}.html", group.enum_name));
        for code in &group.codes {
            let title = format!("HTTP {} {}: {}", code.status, table.reason(code.status), code.message);
            for text in [&code.name, &code.when, &title].into_iter().chain(&code.deprecated) {
                assert!(enum_page.contains(text) && all.contains(text), "{text}");
            }
            for text in [&code.name, &code.message, &code.when] {
                assert!(front.contains(text), "{text}");
            }
        }
        assert!([&enum_page, &groups, &front].iter().all(|page| page.contains(&group.about)), "{}", group.about);
    }
    for (number, reason, _) in &table.statuses {
        assert!(statuses.contains(&format!("{number} {reason}")), "{reason}");
    }
    for (_, message, when) in &table.answers_without_code {
        assert!(
            [&statuses, &front].iter().all(|page| page.contains(message) && page.contains(when)),
            "{message}, {when}"
        );
    }
}

/// Returns an HTML page without its tags.
fn text_of(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// Writes a workspace: one copy of the crate per table, and a program that checks all copies.
fn workspace(tables: &[(&str, Table)]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("other_tables");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let mut dependencies = String::new();
    let (mut modules, mut calls) = (String::new(), String::new());
    for (name, table) in tables {
        let copy = folder.join(name);
        let krate = format!("errcodes_{name}");
        for file in ["build.rs", "README.md", "src"] {
            copy_all(&root.join(file), &copy.join(file));
        }
        write(&copy.join("Cargo.toml"), &manifest_of(&manifest, &krate));
        write(&copy.join("codes.toml"), &table.toml());
        write(&folder.join(format!("checks/src/{name}.rs")), &table.check(&krate));
        let _ = writeln!(dependencies, "{krate} = {{ path = \"../{name}\", features = {:?} }}", table.features);
        let _ = writeln!(modules, "mod {name};");
        let _ = writeln!(calls, "    {name}::check();");
    }
    let head = "[package]\nname = \"checks\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n";
    write(&folder.join("checks/Cargo.toml"), &format!("{head}{dependencies}"));
    let main = format!("#[macro_use]\nmod check;\n{modules}\nfn main() {{\n{calls}}}\n");
    write(&folder.join("checks/src/main.rs"), &main);
    write(&folder.join("checks/src/check.rs"), include_str!("check.rs"));
    let names: Vec<_> = tables.iter().map(|(name, _)| *name).chain(["checks"]).collect();
    let profile = "[profile.dev]\ndebug = false\nincremental = false\n";
    write(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n{profile}"));
    // Cargo has these versions in its cache, so the build works offline.
    copy_all(&root.join("Cargo.lock"), &folder.join("Cargo.lock"));
    folder
}

/// Renames the package, and removes the sections for tests, examples and the tool. The copy does not need them.
fn manifest_of(manifest: &str, name: &str) -> String {
    let mut copy = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nautobins = false\n");
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
            let removed =
                ["dev-dependencies", "bin", "lib", "test", "example", "bench", "workspace", "package.metadata"];
            if removed.iter().any(|name| section == *name || section.starts_with(&format!("{name}."))) {
                section = "removed";
            }
            if section == "package" {
                continue;
            }
        }
        let is_replaced = ["name ", "version ", "auto"].iter().any(|key| line.starts_with(key));
        if section != "removed" && !(section == "package" && is_replaced) {
            copy += line;
            copy.push('\n');
        }
    }
    copy
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_dir() {
        for old in fs::read_dir(to).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if old.is_file() && !from.join(old.file_name().unwrap()).exists() {
                fs::remove_file(old).unwrap();
            }
        }
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        write(to, &fs::read_to_string(from).unwrap());
    }
}

/// Writes the file if its content differs. The next run then rebuilds only the changed packages.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
