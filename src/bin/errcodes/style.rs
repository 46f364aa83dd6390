//! Colors, and escaping of text that a CI runner would execute as a command.

use std::env;
use std::io::stdout;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use errcodes::table::{Part, Severity};

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();

pub fn set_colors(when: clap::ColorChoice) {
    let choice = match when {
        clap::ColorChoice::Auto => ColorChoice::Auto,
        clap::ColorChoice::Always => ColorChoice::Always,
        clap::ColorChoice::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Returns the choice for the standard output. `--color` comes first, then `NO_COLOR` and the terminal. Git's pager shows colors
/// too, although it is not a terminal.
pub fn choice() -> ColorChoice {
    let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || env::var_os("TERM").is_some_and(|value| value == "dumb");
    let is_paged = env::var_os("GIT_PAGER_IN_USE").is_some();
    if ColorChoice::global() == ColorChoice::Auto && is_paged && !is_refused {
        return ColorChoice::Always;
    }
    AutoStream::choice(&stdout())
}

pub fn shows_colors() -> bool {
    choice() != ColorChoice::Never
}

pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Colors a part of a finding.
pub fn paint(part: Part, text: &str) -> String {
    let style = match part {
        Part::Severity(Severity::Error | Severity::Major) => AnsiColor::Red.on_default().bold(),
        Part::Severity(Severity::Minor) => AnsiColor::Yellow.on_default().bold(),
        Part::Severity(Severity::Patch) => AnsiColor::Green.on_default(),
        Part::Message => BOLD,
        Part::Help => AnsiColor::Cyan.on_default().bold(),
    };
    styled(style, text)
}

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
