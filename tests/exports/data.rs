//! Compares the export `json` with codes.toml, which these tests read independently. Also compares the schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use errcodes::emit::rust;
use errcodes::table::{self, Field, Source, facts, names};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use crate::{API, NO_NUMBERS, ODD, SAMPLE, export};

#[test]
fn json_contains_every_field_of_codes_toml() {
    for path in [API, ODD, NO_NUMBERS] {
        let text = fs::read_to_string(path).unwrap();
        let toml = object(DeTable::parse(&text).unwrap().get_ref());
        let data: Value = serde_json::from_str(&export("json", path)).unwrap();
        assert_eq!(data["schema"], 1);
        assert_eq!(data["generator"], concat!("errcodes ", env!("CARGO_PKG_VERSION")));

        let mut count = 0;
        for (key, group) in toml.iter().filter(|(key, _)| *key != "status" && *key != "retired") {
            let found = find(&data["groups"], "group", key);
            let codes: Vec<_> = group.as_object().unwrap().iter().filter(|(_, row)| row.is_object()).collect();
            for field in ["enum", "about", "default"] {
                assert_eq!(found[field], *group.get(field).unwrap_or(&Value::Null), "{field} of {key}");
            }
            assert_eq!(found["numeric"], codes[0].1.get("numeric").is_some());
            assert_eq!(found["codes"].as_array().unwrap().len(), codes.len());
            for (code, row) in codes {
                let found = find(&data["codes"], "code", code);
                let mut expected = json!({"code": code, "group": key});
                expected["reason"] = toml["status"][row["status"].to_string()]["reason"].clone();
                expected["variant"] = found["variant"].clone();
                for field in found.keys().chain(row.as_object().unwrap().keys()) {
                    if expected.get(field).is_none() {
                        expected[field] = row.get(field).cloned().unwrap_or_default();
                    }
                }
                assert_eq!(Value::from(found.clone()), expected, "the JSON of {code} differs from codes.toml");
                count += 1;
            }
        }
        assert_eq!(data["codes"].as_array().unwrap().len(), count);
        assert_eq!(data["statuses"].as_array().unwrap().len(), toml["status"].as_object().unwrap().len());
        for status in data["statuses"].as_array().unwrap() {
            for field in ["reason", "message", "when"] {
                let row = &toml["status"][status["status"].to_string()];
                assert_eq!(status[field], *row.get(field).unwrap_or(&Value::Null), "{field} of {status}");
            }
        }
    }
    let odd: Value = serde_json::from_str(&export("json", ODD)).unwrap();
    let gone =
        json!([{"code": "GONE", "group": "text", "numeric": 99, "since": "1.0.0", "why": "*/ \"\"\" `gone` ${x}"}]);
    assert_eq!(odd["retired"], gone);
}

/// Converts a TOML table to JSON.
fn object(table: &DeTable<'_>) -> Map<String, Value> {
    let value = |value: &DeValue<'_>| match value {
        DeValue::Table(table) => object(table).into(),
        DeValue::Boolean(boolean) => (*boolean).into(),
        DeValue::Integer(number) => number.as_str().parse::<u16>().expect("a 16-bit number").into(),
        other => other.as_str().expect("a string").into(),
    };
    table.iter().map(|(key, entry)| (key.get_ref().to_string(), value(entry.get_ref()))).collect()
}

#[track_caller]
fn find<'a>(entries: &'a Value, field: &str, name: &str) -> &'a Map<String, Value> {
    let mut found = entries.as_array().unwrap().iter().filter(|entry| entry[field] == name);
    let entry = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} appears twice");
    entry.as_object().unwrap()
}

/// `tests/exports/run` also runs the schema in a validator.
#[test]
fn the_schema_requires_exactly_the_fields_of_json() {
    let schema: Value = serde_json::from_str(&export("schema", API)).unwrap();
    let data: Value = serde_json::from_str(&export("json", ODD)).unwrap();
    assert_eq!(schema["properties"]["schema"]["const"], data["schema"]);
    same_fields(&schema, &data);
    for section in ["statuses", "groups", "codes", "retired"] {
        for entry in data[section].as_array().unwrap() {
            same_fields(&schema["properties"][section]["items"], entry);
        }
    }
}

/// `tests/exports/run` also runs the schema in taplo, like an editor.
#[test]
fn the_schema_of_codes_toml_lists_the_names_that_the_rules_refuse() {
    let schema: Value = serde_json::from_str(&export("table-schema", API)).unwrap();
    let listed = |path: &str| -> Vec<_> {
        let names = schema.pointer(path).and_then(Value::as_array).unwrap_or_else(|| panic!("{path}"));
        names.iter().map(|name| name.as_str().unwrap()).collect()
    };
    assert_eq!(listed("/definitions/takenEnum/enum"), [&["Self"], names::RESERVED_ENUM_NAMES].concat());
    assert_eq!(listed("/definitions/variant/not/enum"), [&["Self"], &names::RESERVED_VARIANTS[..]].concat());
    for name in listed("/propertyNames/not/enum") {
        assert!(names::is_group_key(name) && !names::is_variant(&names::upper_camel(name)), "{name}");
    }
}

/// If one of these places lacks a field, users cannot write it, complete it in an editor, compare it, export it, or get it in a
/// macro.
#[test]
fn parser_schema_facts_json_and_rows_know_the_same_fields() {
    let text = fs::read_to_string(SAMPLE).unwrap();
    let table = table::read(&Source::new("sample.toml", text.clone().into_bytes()), b"").unwrap();
    let mut fields = BTreeMap::<&str, BTreeSet<&str>>::new();
    for fact in facts(&table) {
        // A code's group is not a field of the file.
        let is_key = fact.field == Field::Name || (fact.field, fact.subject.kind()) == (Field::Group, "code");
        if !is_key {
            fields.entry(fact.subject.kind()).or_default().insert(fact.field.name());
        }
    }
    let schema: Value = serde_json::from_str(&export("table-schema", SAMPLE)).unwrap();
    let data: Value = serde_json::from_str(&export("json", SAMPLE)).unwrap();
    for (kind, section) in [("status", "statuses"), ("group", "groups"), ("code", "codes"), ("retired", "retired")] {
        let fields = &fields[kind];
        let code = table.groups.iter().flat_map(|group| &group.codes).next().unwrap();
        let path = match kind {
            "status" => format!("[status.{}]", table.statuses[0].number.value),
            "group" => format!("[{}]", table.groups[0].key.value),
            "code" => format!("[{}.{}]", table.groups[0].key.value, code.name.value),
            _ => format!("[retired.{}]", table.retired[0].name.value),
        };
        let wrong = text.replacen(&path, &format!("{path}\nxxxxxxxxx = 1"), 1);
        let problems = table::read(&Source::new("sample.toml", wrong.into_bytes()), b"").unwrap_err();
        let (_, listed) = problems[0].help.split_once("the known keys are ").unwrap_or_else(|| panic!("{problems:?}"));
        let parsed: BTreeSet<_> = listed.split(", ").map(|key| key.trim_matches('`')).collect();
        assert_eq!(
            *fields, parsed,
            "the parser reads other fields of a {kind} than `facts` returns, or no {kind} in tests/tool/sample.toml has them"
        );

        let properties = schema["definitions"][kind]["properties"].as_object().unwrap();
        let known: BTreeSet<_> = properties.keys().map(String::as_str).collect();
        assert_eq!(*fields, known, "schema.json has other fields of a {kind} than the parser");

        let exported: BTreeSet<_> = data[section][0].as_object().unwrap().keys().map(String::as_str).collect();
        assert!(fields.is_subset(&exported), "the fields {:?} of a {kind} are not exported", fields - &exported);
    }
    let source = rust(&table);
    let (_, row) = source.split_once("$($macro)+! {\n            { ").unwrap();
    let (row, _) = row.split_once(" }\n").unwrap();
    let handed: BTreeSet<_> = row.split(", ").filter_map(|field| Some(field.split_once(" = ")?.0)).collect();
    assert!(fields["code"].is_subset(&handed), "`for_each_code!` hands out {handed:?}");
}

#[track_caller]
fn same_fields(schema: &Value, object: &Value) {
    let fields: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let mut required: Vec<_> =
        schema["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let mut properties: Vec<_> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    for names in [&mut required, &mut properties] {
        names.sort_unstable();
    }
    let mut sorted = fields.clone();
    sorted.sort_unstable();
    assert_eq!((&sorted, &sorted), (&required, &properties));
    assert_eq!(schema["additionalProperties"], false);
}
