//! `errcodes export`: exports the table for other languages and tools.

use core::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::builder::NonEmptyStringValueParser;
use errcodes::table::text::printable;

use crate::args::TABLE;
use crate::export::data::Data;
use crate::export::{Format, filters, namespace, render};
use crate::input::files::{self, TableFile, describe_io_error, folder};
use crate::input::manifest;
use crate::outcome::{Outcome, Result};

const EXAMPLES: &str = "\
Exit code: 0 exported or current, 1 the table is invalid, or the file is stale or missing, 2 something cannot be read or written.

Examples:
  errcodes export typescript -o sdk/error-codes.ts
  errcodes export typescript -o sdk/error-codes.ts --check
  errcodes export c --prefix acme > acme_errors.h
  errcodes export json | jq -r '.codes[].code'
  errcodes export --template ErrorCode.kt.jinja -o ErrorCode.kt";

fn help() -> String {
    format!(
        "Formats:\n{}\n\n\
         A template uses the syntax of Jinja, and the data that `errcodes export json` prints. Every text needs a filter that \
         escapes it. `--show-template` prints a template to start from.\n\n\
         Filters: {}\n\n{EXAMPLES}",
        formats(),
        filters::names().collect::<Vec<_>>().join(", ")
    )
}

/// Exports the table as JSON, or as source of another language
#[derive(clap::Args)]
#[command(after_help = help())]
pub struct Args {
    /// The format. It is not needed with --template
    #[arg(value_name = "FORMAT", value_parser = NonEmptyStringValueParser::new())]
    format: Option<String>,
    /// The table. `-` reads the standard input [default: codes.toml]
    #[arg(value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    file: Option<String>,
    /// Write to this file. If writing fails, the file stays unchanged
    #[arg(long, short, value_name = "OUT", value_parser = NonEmptyStringValueParser::new())]
    output: Option<String>,
    /// Write nothing, and exit with 1 if OUT is stale or missing
    #[arg(long, requires = "output")]
    check: bool,
    /// Use this template instead of the built-in template of FORMAT
    #[arg(long, value_name = "TEMPLATE", value_parser = NonEmptyStringValueParser::new())]
    template: Option<String>,
    /// The prefix of names in C, the package in Go and Java [default: errcodes], or the namespace in PHP [default: Errcodes]
    #[arg(long, visible_alias = "package", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    prefix: Option<String>,
    /// Print the template of FORMAT
    #[arg(long, conflicts_with_all = ["output", "template"])]
    show_template: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome> {
        let (check, show_template) = (self.check, self.show_template);
        let request = Request::new(self)?;
        if show_template {
            return Ok(Outcome::data(request.built_in_template()?.to_owned(), false));
        }
        let file = TableFile::read(&request.table)?;
        let text = request.export(&Data::new(file.valid()?, version(&request.table)?))?;
        match &request.output {
            None => Ok(Outcome::data(text, false)),
            Some(output) if check => Ok(request.check(output, &text)?),
            Some(output) => Ok(request.write(output, &text)?),
        }
    }
}

fn formats() -> String {
    let lines = Format::ALL.iter().map(|format| format!("  {:<12}  {}", format.name, format.about));
    lines.collect::<Vec<_>>().join("\n")
}

/// Checked arguments.
struct Request {
    format: Option<&'static Format>,
    /// The table argument, if it was given.
    file: Option<String>,
    /// The path of the table: `file`, or else [`TABLE`].
    table: String,
    template: Option<String>,
    prefix: Option<String>,
    output: Option<String>,
}

impl Request {
    fn new(args: Args) -> Result<Self, String> {
        let Args { mut format, mut file, output, template, prefix, .. } = args;
        // A template needs no format, so the only argument may be the table.
        if template.is_some() && file.is_none() && format.as_deref().and_then(Format::from_name).is_none() {
            (format, file) = (None, format);
        }
        let format = format.as_deref().map(find_format).transpose()?;
        if let Some(prefix) = &prefix {
            let namespace = match format {
                Some(format) if template.is_none() => format
                    .namespace
                    .ok_or_else(|| format!("names in `{}` have no prefix; leave --prefix out", format.name))?,
                format => format.and_then(|format| format.namespace).unwrap_or(&namespace::ANY),
            };
            namespace
                .check(prefix)
                .map_err(|help| format!("`{}` cannot be a {}; {help}", printable(prefix), namespace.kind))?;
        }
        let table = file.clone().unwrap_or_else(|| TABLE.to_owned());
        Ok(Self { format, file, table, template, prefix, output })
    }

    /// Returns the format, or an error if the format was not given.
    fn format(&self) -> Result<&'static Format, String> {
        self.format.ok_or_else(|| format!("a FORMAT or --template is needed\n\nFormats:\n{}", formats()))
    }

    fn built_in_template(&self) -> Result<&'static str, String> {
        let format = self.format()?;
        format.template().ok_or_else(|| {
            format!(
                "`{}` has no template; start from the template of one of these formats: {}",
                format.name,
                Format::templates()
            )
        })
    }

    fn export(&self, data: &Data) -> Result<String, String> {
        let Some(template) = &self.template else {
            return self.format()?.export(data, self.prefix.as_deref());
        };
        let namespace = self.format.and_then(|format| format.namespace).unwrap_or(&namespace::ANY);
        let prefix = self.prefix.as_deref().unwrap_or(namespace.default);
        let text = render(template, &read_template(template)?, data, prefix)?;
        Ok(match self.format {
            Some(format) => format.lay_out(text),
            None => text,
        })
    }

    fn write(&self, output: &str, text: &str) -> Result<Outcome, String> {
        let path = Path::new(output);
        let is_source = |source: &str| is_same(path, Path::new(source));
        if is_source(&self.table) || self.template.as_deref().is_some_and(is_source) {
            return Err(format!("{}: the export is made from this file; name another with -o", printable(output)));
        }
        files::write(output, text)?;
        Ok(Outcome::default())
    }

    fn check(&self, output: &str, text: &str) -> Result<Outcome, String> {
        let is_current = files::is_current(output, text).map_err(|error| describe_io_error(output, &error))?;
        let name = printable(output);
        if is_current {
            return Ok(Outcome::text(&format!("{name} is current\n"), false));
        }
        let state = if Path::new(output).exists() { "stale" } else { "missing" };
        Ok(Outcome::text(&format!("{name} is {state}; run `{}`\n", printable(&self.command(output))), true))
    }

    /// Returns the shell command that writes the output.
    fn command(&self, output: &str) -> String {
        let mut command = "errcodes export".to_owned();
        for (option, value) in [
            ("", self.format.map(|format| format.name)),
            ("", self.file.as_deref()),
            ("--template ", self.template.as_deref()),
            ("--prefix ", self.prefix.as_deref()),
            ("-o ", Some(output)),
        ] {
            if let Some(value) = value {
                let _ = write!(command, " {option}{}", shell_quoted(value));
            }
        }
        command
    }
}

fn find_format(name: &str) -> Result<&'static Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let meant = Format::nearest(name).map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?"));
        format!("unknown format `{}`{meant}\n\nFormats:\n{}", printable(name), formats())
    })
}

/// Returns the version of the table's crate, if the table belongs to a crate.
fn version(table: &str) -> Result<Option<String>, String> {
    if table == "-" || !folder(table).join("Cargo.toml").exists() {
        return Ok(None);
    }
    Ok(manifest::optional_version(folder(table))?.map(|version| version.to_string()))
}

fn read_template(path: &str) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| describe_io_error(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        format!("{}:{line}: not UTF-8; save the template in the encoding UTF-8", printable(path))
    })
}

/// Returns whether two paths lead to the same file.
fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Quotes a word for a shell if the word needs quotes.
fn shell_quoted(word: &str) -> String {
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:@%+=,".contains(&byte));
    if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
