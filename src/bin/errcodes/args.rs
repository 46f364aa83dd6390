//! Arguments that several commands share.

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ColorChoice};

/// The default table.
pub const TABLE: &str = "codes.toml";

/// `--table FILE`.
#[derive(Args)]
pub struct TableArg {
    /// The table. `-` reads the standard input
    #[arg(long, short, value_name = "FILE", default_value = TABLE, value_parser = NonEmptyStringValueParser::new())]
    pub table: String,
}

/// `--lock FILE`.
#[derive(Args)]
pub struct LockArg {
    /// The lock [default: tests/codes.lock beside the table]
    #[arg(long, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    pub lock: Option<String>,
}

/// `--color WHEN`.
#[derive(Args)]
pub struct ColorArg {
    /// When to use colors in text
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
}
