//! Colors: whether the output has them, and which part of a finding has which color.

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
