//! Findings as SARIF 2.1.0, for code scanning.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use errcodes::table::{Rule, Severity, Site};
use serde_json::{Value, json};

use super::Renderer;
use super::json::write;
use super::report::{JudgedFinding, Report, new_sites};
use crate::pages;

/// The maximum number of results that GitHub shows.
const MAX_RESULTS: usize = 5000;

pub struct Sarif;

impl Renderer for Sarif {
    fn render(&self, report: &Report<'_>) -> String {
        let listed = &report.findings[..report.findings.len().min(MAX_RESULTS)];
        let rules: BTreeMap<_, _> =
            listed.iter().map(|judged| (judged.finding.rule.name, judged.finding.rule)).collect();
        let index: BTreeMap<_, _> = rules.keys().enumerate().map(|(index, name)| (*name, index)).collect();
        let results: Vec<_> =
            listed.iter().map(|judged| result(report, judged, index[judged.finding.rule.name])).collect();
        let left_out = report.findings.len() - listed.len();
        let more = if left_out == 0 { String::new() } else { format!("; findings not listed: {left_out}") };
        write(&json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "errcodes",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.into_values().map(rule).collect::<Vec<_>>(),
                }},
                // The unit of the columns.
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": true,
                    "toolExecutionNotifications": [{
                        "level": if report.passes() { "note" } else { "error" },
                        "message": {"text": report.headline() + &more},
                    }],
                }],
                "results": results,
            }],
        }))
    }
}

fn rule(rule: &Rule) -> Value {
    let page = pages::of(rule.name).unwrap_or_default();
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity, rule.severity < Severity::Major)},
    })
}

fn level(severity: Severity, passes: bool) -> &'static str {
    match severity {
        _ if !passes => "error",
        Severity::Error | Severity::Major => "warning",
        Severity::Minor | Severity::Patch => "note",
    }
}

fn result(report: &Report<'_>, JudgedFinding { finding, passes }: &JudgedFinding, index: usize) -> Value {
    let mut text = finding.message.clone();
    if !finding.help.is_empty() {
        text = format!("{text}\n{}", finding.help);
    }
    let start = Site::table(&(0..0));
    let mut sites = new_sites(finding);
    let primary = sites.next().unwrap_or(&start);
    let related: Vec<_> = sites.map(|site| location(report, site)).collect();
    json!({
        "ruleId": finding.rule.name,
        "ruleIndex": index,
        "level": level(finding.rule.severity, *passes),
        "message": {"text": text},
        "locations": [location(report, primary)],
        "relatedLocations": related,
        "properties": {"before": finding.before, "after": finding.after},
    })
}

fn location(report: &Report<'_>, site: &Site) -> Value {
    let (path, start) = report.locate(site);
    let end = report.sources.get(site.document).position(site.span.end.max(site.span.start));
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&path)},
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// Percent-encodes a path.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}
