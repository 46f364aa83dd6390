//! Renders the findings of a command in a format.

pub mod markdown;
pub mod patch;
pub mod report;

mod github;
mod gitlab;
mod json;
mod sarif;
mod text;

use std::io::Write as _;
use std::{env, fs};

use clap::ValueEnum;

use crate::input::files;
use crate::outcome::{Outcome, Result};
use report::Report;

/// The format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people, in color on a terminal
    Text,
    /// A comment of a pull request
    Markdown,
    /// Annotations of GitHub Actions, and a summary of the job
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// All findings, for programs
    Json,
}

/// Renders a report in one format.
pub trait Renderer {
    /// Returns the whole output, also for an invalid table. If its reader has a size limit, the output leaves out findings and says
    /// how many.
    fn render(&self, report: &Report<'_>) -> String;
}

impl Format {
    fn renderer(self) -> &'static dyn Renderer {
        match self {
            Self::Text => &text::Text,
            Self::Markdown => &markdown::Markdown,
            Self::Github => &github::GitHub,
            Self::Gitlab => &gitlab::GitLab,
            Self::Sarif => &sarif::Sarif,
            Self::Json => &json::Json,
        }
    }
}

/// Renders a report. In GitHub Actions, the format `github` also writes the summary of the job.
pub fn outcome(report: &Report<'_>, format: Format) -> Result<Outcome> {
    if format == Format::Github {
        if let Some(file) = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) {
            let text = markdown::render(report);
            let written = fs::OpenOptions::new().create(true).append(true).open(&file);
            let written = written.and_then(|mut summary| summary.write_all(text.as_bytes()));
            written.map_err(|error| files::describe_io_error(&file.to_string_lossy(), &error))?;
        }
    }
    let out = format.renderer().render(report);
    let fails = !report.passes();
    Ok(if format == Format::Text { Outcome::text(&out, fails) } else { Outcome::data(out, fails) })
}
