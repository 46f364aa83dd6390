//! What a table promises: one line per promise, sorted, so that a change of contract is a short diff, and their fingerprint.

use super::Table;

/// The promises, one line each: codes with group, number and status, defaults, and statuses with their reason phrase.
pub fn lines(table: &Table) -> Vec<String> {
    let codes = table.codes().map(|(group, code)| {
        let numeric = code.numeric.as_ref().map_or(String::new(), |numeric| format!(" numeric={}", numeric.value));
        format!("code {} group={}{numeric} status={}", code.name.value, group.key.value, code.status.value)
    });
    let defaults = table.groups.iter().filter_map(|group| {
        let default = &group.default.as_ref()?.value;
        Some(format!("default {} code={default}", group.key.value))
    });
    let statuses =
        table.statuses.iter().map(|status| format!("status {} reason={}", status.number.value, status.reason.value));
    let mut lines: Vec<_> = codes.chain(defaults).chain(statuses).collect();
    lines.sort();
    lines
}

/// FNV-1a, 64 bits, over the lines, each closed by a newline.
pub fn fingerprint(lines: &[String]) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
