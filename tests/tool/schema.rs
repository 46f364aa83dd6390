//! A validator for the keywords of JSON Schema that `report.schema.json` uses. It fails if the schema uses
//! another keyword.

use serde_json::Value;

const SCHEMA: &str = include_str!("report.schema.json");

/// Returns the violations of the schema in a report.
pub(crate) fn violations(report: &Value) -> Vec<String> {
    let root: Value = serde_json::from_str(SCHEMA).expect("a JSON schema");
    let mut violations = Vec::new();
    check(report, &root, &root, "report", &mut violations);
    violations
}

fn check(value: &Value, schema: &Value, root: &Value, path: &str, violations: &mut Vec<String>) {
    for (keyword, expected) in schema.as_object().expect("a schema is an object") {
        let is_valid = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let pointer =
                    expected.as_str().and_then(|reference| reference.strip_prefix('#')).expect("a local reference");
                check(value, root.pointer(pointer).expect("a definition"), root, path, violations);
                true
            }
            "const" => value == expected,
            "enum" => expected.as_array().expect("values").contains(value),
            "type" => {
                let types = expected.as_array().cloned().unwrap_or_else(|| vec![expected.clone()]);
                types.iter().any(|name| is_type(value, name.as_str().expect("a type")))
            }
            "minimum" => value.as_f64() >= expected.as_f64(),
            "pattern" => {
                assert_eq!(expected, "^[a-z0-9]+(-[a-z0-9]+)*$", "this validator supports only one pattern");
                let words = value.as_str().unwrap_or_default().split('-');
                let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
                words.into_iter().all(|word| !word.is_empty() && is_word(word))
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, expected, root, &format!("{path}[{at}]"), violations);
                }
                true
            }
            "properties" => {
                for (key, schema) in expected.as_object().expect("properties") {
                    if let Some(value) = value.get(key) {
                        check(value, schema, root, &format!("{path}.{key}"), violations);
                    }
                }
                true
            }
            "required" => {
                let keys = expected.as_array().expect("keys");
                !value.is_object() || keys.iter().all(|key| value.get(key.as_str().expect("a key")).is_some())
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object().expect("properties");
                value.as_object().is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
            }
            keyword => panic!("this validator does not support the keyword `{keyword}`"),
        };
        if !is_valid {
            violations.push(format!("{path}: {keyword} {expected}, found {value}"));
        }
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        name => panic!("this validator does not support the type `{name}`"),
    }
}

#[test]
fn a_report_that_violates_the_schema_is_found() {
    let finding = serde_json::json!({
        "rule": "code-added", "severity": "minor", "allowed": true, "subject": {"kind": "code", "name": "X_Y"},
        "file": "codes.toml", "line": 1, "column": 1, "related": null, "before": null, "after": "X_Y", "message": "", "help": "",
    });
    let report = serde_json::json!({
        "schema": 1, "tool": "errcodes 0.1.0", "table": "codes.toml", "base": null, "verdict": "minor", "allowed": "minor",
        "pass": true, "notes": [], "findings": [finding],
    });
    assert_eq!(violations(&report), Vec::<String>::new());
    for (pointer, wrong) in [
        ("/schema", Value::from(2)),
        ("/base", 1.into()),
        ("/verdict", "huge".into()),
        ("/findings/0/line", 0.into()),
        ("/findings/0/rule", "Code Added".into()),
        ("/findings/0/subject/kind", "file".into()),
        ("/findings/0/subject", serde_json::json!({"kind": "code"})),
    ] {
        let mut report = report.clone();
        *report.pointer_mut(pointer).expect("a value") = wrong;
        assert_eq!(violations(&report).len(), 1, "{pointer}");
    }
    let mut more = report.clone();
    more["more"] = true.into();
    assert_eq!(violations(&more).len(), 1);
}
