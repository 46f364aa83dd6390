//! What a table promises: one line per promise, sorted, so that a change of contract is a short diff, and their fingerprint.

use core::fmt::Write as _;

use super::Table;
use super::order::sorted;

/// The promises, one line each: codes with group, number and status, defaults, and statuses with their reason phrase.
pub fn lines(table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    for (group, code) in table.codes() {
        let mut line = format!("code {} group={}", code.name.value, group.key.value);
        if let Some(numeric) = &code.numeric {
            let _ = write!(line, " numeric={}", numeric.value);
        }
        let _ = write!(line, " status={}", code.status.value);
        lines.push(line);
    }
    for group in &table.groups {
        if let Some(default) = &group.default {
            lines.push(format!("default {} code={}", group.key.value, default.value));
        }
    }
    for status in &table.statuses {
        lines.push(format!("status {} reason={}", status.number.value, status.reason.value));
    }
    let order = sorted(lines.len(), &|a, b| lines[a] < lines[b]);
    let mut sorted = Vec::new();
    for at in order {
        sorted.push(lines[at].clone());
    }
    sorted
}

/// FNV-1a, 64 bits, over the lines, each closed by a newline.
pub fn fingerprint(lines: &[String]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for line in lines {
        for byte in format!("{line}\n").bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
