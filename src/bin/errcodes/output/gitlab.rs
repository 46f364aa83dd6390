//! Findings as a code quality report for GitLab.

use errcodes::table::{Severity, contract};
use serde_json::{Value, json};

use super::Renderer;
use super::json::write;
use super::report::{JudgedFinding, Report};

/// The maximum number of findings in a report. A merge request shows far fewer.
const MAX_FINDINGS: usize = 1000;

pub struct GitLab;

impl Renderer for GitLab {
    fn render(&self, report: &Report<'_>) -> String {
        let mut issues: Vec<_> =
            report.findings.iter().take(MAX_FINDINGS).map(|judged| issue(report, judged)).collect();
        // Findings that differ only in their line have the same fingerprint, but a fingerprint must be unique.
        let mut seen = std::collections::HashMap::<String, usize>::new();
        for issue in &mut issues {
            let count = seen.entry(issue["fingerprint"].to_string()).or_default();
            if *count > 0 {
                issue["fingerprint"] = json!(format!("{}-{count}", issue["fingerprint"].as_str().unwrap_or_default()));
            }
            *count += 1;
        }
        if report.findings.len() > MAX_FINDINGS {
            let text = format!("findings not listed: {}", report.findings.len() - MAX_FINDINGS);
            issues.push(entry(&text, "errcodes", "info", &report.table(), 1));
        }
        write(&Value::Array(issues))
    }
}

fn issue(report: &Report<'_>, JudgedFinding { finding, passes }: &JudgedFinding) -> Value {
    let severity = match finding.rule.severity {
        _ if !passes => "blocker",
        Severity::Error | Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Patch => "info",
    };
    let (path, at) = report.place_of(finding);
    let mut text = finding.message.clone();
    if !finding.help.is_empty() {
        text = format!("{text}; {}", finding.help);
    }
    entry(&text, finding.rule.name, severity, &path, at.line)
}

fn entry(text: &str, rule: &str, severity: &str, path: &str, line: usize) -> Value {
    let fingerprint = contract::fingerprint(&[rule.to_owned(), text.to_owned(), path.to_owned()]);
    json!({
        "description": text,
        "check_name": rule,
        "fingerprint": format!("{fingerprint:016x}"),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    })
}
