//! Builds the module and tests it in Node. The expected values come from `codes.toml`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

#[path = "../../support/build.rs"]
mod build;
#[path = "../../support/table.rs"]
#[allow(dead_code, reason = "other packages use the other items")]
mod table;

#[test]
fn wasm32v1_none() {
    run("wasm32v1-none");
}

#[test]
fn wasm32_unknown_unknown() {
    run("wasm32-unknown-unknown");
}

fn run(target: &str) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let into = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let module = build::release(package, target, &[], &into).join("wasm.wasm");
    let expected = into.join(format!("{target}.json"));
    fs::write(&expected, expectations()).unwrap_or_else(|error| panic!("{}: {error}", expected.display()));

    let mut node = Command::new("node");
    node.arg(package.join("tests/module.mjs")).arg(module).arg(expected);
    let output = build::run(&mut node, "install Node 18 or later, see https://nodejs.org");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{target}: {}\n{stderr}", output.status);
}

fn expectations() -> String {
    let table = table::read(2);
    let codes: Vec<_> = table
        .all()
        .map(|(group, code)| {
            let table::Code { name, numeric, status, reason, message, when, .. } = code;
            json!({
                "errorCode": name, "group": group.key, "numeric": numeric, "status": status,
                "reason": reason, "message": message, "when": when,
            })
        })
        .collect();
    let numeric: Vec<_> = table.groups.iter().filter(|group| group.is_numeric()).map(|group| &group.key).collect();
    json!({ "codes": codes, "numericGroups": numeric }).to_string()
}
