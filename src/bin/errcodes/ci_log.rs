//! Escapes text that a CI runner would execute as a command.

/// Adds a backslash to everything that a CI runner would execute as a command: `##[…]` and `##vso[…]` anywhere in a line, and
/// `::` at the start of a line.
pub fn log_safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = start_of_text(line);
        safe.push_str(&line[..start]);
        if line[start..].starts_with("::") {
            safe.push('\\');
        }
        safe.push_str(&line[start..].replace("##[", "##\\[").replace("##vso[", "##vso\\["));
    }
    safe
}

/// Returns the offset of a line's text, after spaces and color sequences. A log may remove color sequences.
fn start_of_text(line: &str) -> usize {
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        let style = trimmed.strip_prefix("\x1b[").and_then(|style| style.split_once('m'));
        match style {
            Some((numbers, after)) if numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') => rest = after,
            _ => return line.len() - trimmed.len(),
        }
    }
}
