//! Arguments that several commands share.

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ColorChoice};

use crate::output::Format;

/// The default table.
pub const TABLE: &str = "codes.toml";

/// `--table FILE`.
#[derive(Args)]
pub struct TableArg {
    /// The table. `-` reads the standard input
    #[arg(long, short, value_name = "FILE", default_value = TABLE, value_parser = NonEmptyStringValueParser::new())]
    pub table: String,
}

/// The arguments of the commands that read a table and its lock.
#[derive(Args)]
pub struct LockedTableArgs {
    /// The format of the findings
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// The lock [default: tests/codes.lock beside the table]
    #[arg(long, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    pub lock: Option<String>,
    #[command(flatten)]
    pub table: TableArg,
}

/// `--color WHEN`.
#[derive(Args)]
pub struct ColorArg {
    /// When to use colors in text
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
}
