//! The findings of a command in the formats of their readers.

pub mod patch;
pub mod report;
pub mod style;

mod github;
mod gitlab;
mod json;
mod markdown;
mod sarif;
mod text;

use clap::ValueEnum;

use report::Report;

/// The format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, in colour on a terminal
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
    /// Returns the whole output. It is complete for an invalid table too, and within the size that its reader accepts.
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
