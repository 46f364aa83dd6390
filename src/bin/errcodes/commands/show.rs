//! `errcodes show`: prints the whole table, or the entries with a number, a status, a group or a part of a name.

use core::fmt::Write as _;

use clap::builder::NonEmptyStringValueParser;
use errcodes::table::nearest::nearest;
use errcodes::table::text::printable;
use errcodes::table::{Code, Group, Retired, Source, Status, Table};

use crate::args::TableArg;
use crate::input::files::TableFile;
use crate::outcome::{Outcome, Result};
use crate::style::{BOLD, DIM, styled};

const EXAMPLES: &str = "\
Exit code: 0 found, 1 no match or an invalid table, 2 the table cannot be read.

Examples:
  errcodes show
  errcodes show 5
  errcodes show session_expired
  errcodes show 404 balance";

/// Shows the table, or the entries with a number, a status, a group or a part of a name
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Numbers, statuses, groups, errorCodes or parts of errorCodes
    #[arg(value_name = "QUERY", value_parser = NonEmptyStringValueParser::new())]
    queries: Vec<String>,
    #[command(flatten)]
    table: TableArg,
}

impl Args {
    pub fn run(&self) -> Result<Outcome> {
        let file = TableFile::read(&self.table.table)?;
        let table = file.valid()?;
        let view = View { source: &file.source, table, widths: Widths::of(table) };
        if self.queries.is_empty() {
            return Ok(Outcome::text(&view.everything(), false));
        }
        let mut has_miss = false;
        let mut parts = Vec::new();
        for query in &self.queries {
            let matches = view.find(query);
            has_miss |= matches.is_none();
            parts.push(matches.unwrap_or_else(|| view.no_match(query)));
        }
        Ok(Outcome::text(&parts.join("\n"), has_miss))
    }
}

type Row<'a> = (&'a Group, &'a Code);

/// The widths of the columns for the whole table.
struct Widths {
    number: usize,
    name: usize,
}

impl Widths {
    fn of(table: &Table) -> Self {
        let retired = table.retired.iter().map(|retired| (retired.number(), &retired.name));
        let rows = table.codes().map(|(_, code)| (code.number(), &code.name)).chain(retired);
        let (mut number, mut name) = (0, 0);
        for (numeric, code) in rows {
            number = number.max(number_text(numeric).len());
            name = name.max(code.value.len());
        }
        Self { number, name }
    }
}

struct View<'a> {
    source: &'a Source,
    table: &'a Table,
    widths: Widths,
}

impl<'a> View<'a> {
    fn everything(&self) -> String {
        let mut out = String::new();
        for group in &self.table.groups {
            let _ =
                writeln!(out, "{} {}: {}", styled(BOLD, &group.key.value), group.enum_name.value, group.about.value);
            for code in &group.codes {
                out.push_str(&self.row((group, code)));
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}", styled(BOLD, "status"));
        for status in &self.table.statuses {
            let _ = writeln!(out, "  {} {}", status.number.value, status.reason.value);
            out.push_str(&Self::answer_without_code(status));
        }
        if !self.table.retired.is_empty() {
            let _ = writeln!(out, "\n{}", styled(BOLD, "retired"));
        }
        for retired in &self.table.retired {
            let number = number_text(retired.number());
            let Widths { number: wide, name: long } = self.widths;
            let name = &retired.name.value;
            let _ =
                writeln!(out, "  {number:>wide$}  {name:<long$}  since {}: {}", retired.since.value, retired.why.value);
        }
        out
    }

    /// Renders a code in one line with aligned columns.
    fn row(&self, (group, code): Row<'_>) -> String {
        let number = number_text(code.number());
        let Widths { number: wide, name: long } = self.widths;
        let (name, padding) = (&code.name.value, " ".repeat(long - code.name.value.len()));
        let mut notes = String::new();
        if group.is_default(code) {
            notes.push_str(" (default)");
        }
        if code.deprecated.is_some() {
            notes.push_str(" (deprecated)");
        }
        let (name, notes) = (styled(BOLD, name), styled(DIM, &notes));
        format!("  {number:>wide$}  {name}{padding}  {}  {}{notes}\n", code.status.value, code.message.value)
    }

    /// Renders a code with one fact per line.
    fn card(&self, (group, code): Row<'_>) -> String {
        let reason = self.table.reason(code.status.value);
        let number = code.number().map(|number| {
            let or_none = if group.is_default(code) { ", or none given" } else { "" };
            format!("{number}{or_none}")
        });
        let facts = [
            ("number", number),
            ("HTTP", Some(format!("{} {reason}", code.status.value))),
            ("message", Some(code.message.value.clone())),
            ("when", Some(code.when.value.clone())),
            ("deprecated", code.deprecated.as_ref().map(|instead| instead.value.clone())),
            ("group", Some(format!("{}: {}", group.key.value, group.about.value))),
            ("Rust", Some(format!("{}::{}", group.enum_name.value, code.variant.value))),
            ("place", Some(self.source.location(&code.name.span))),
        ];
        card(&code.name.value, &facts)
    }

    fn retired_card(&self, retired: &Retired) -> String {
        let facts = [
            ("number", retired.number().map(|number| number.to_string())),
            ("retired", Some(format!("since {}: {}", retired.since.value, retired.why.value))),
            ("group", Some(retired.group.value.clone())),
            ("place", Some(self.source.location(&retired.name.span))),
        ];
        card(&retired.name.value, &facts)
    }

    fn status_card(&self, status: &Status) -> String {
        let number = status.number.value;
        let mut out = format!("{} {}\n", styled(BOLD, &number.to_string()), status.reason.value);
        out.push_str(&Self::answer_without_code(status));
        for row in self.table.codes().filter(|(_, code)| code.status.value == number) {
            out.push_str(&self.row(row));
        }
        out
    }

    /// Renders the answer with a status and without an errorCode.
    fn answer_without_code(status: &Status) -> String {
        match (&status.message, &status.when) {
            (Some(message), Some(when)) => format!("      without an errorCode: {}: {}\n", message.value, when.value),
            _ => String::new(),
        }
    }

    /// Finds the entries whose errorCode or Rust name is the query. If there are none, finds the entries whose number or status is
    /// the query. If there are none either, finds entries by a part of their name, and codes by their group.
    fn find(&self, query: &str) -> Option<String> {
        let wanted = normalize(query);
        let named: Vec<_> = self
            .table
            .codes()
            .filter(|(_, code)| normalize(&code.name.value) == wanted || normalize(&code.variant.value) == wanted)
            .collect();
        let retired: Vec<_> =
            self.table.retired.iter().filter(|retired| normalize(&retired.name.value) == wanted).collect();
        if !named.is_empty() || !retired.is_empty() {
            return Some(self.cards(&named, &retired));
        }
        if let Ok(number) = query.trim().parse::<u16>() {
            let codes: Vec<_> = self.table.codes().filter(|(_, code)| code.number() == Some(number)).collect();
            let retired: Vec<_> =
                self.table.retired.iter().filter(|retired| retired.number() == Some(number)).collect();
            let status = self.table.status(number);
            if status.is_some() || !codes.is_empty() || !retired.is_empty() {
                let mut parts = vec![self.cards(&codes, &retired)];
                parts.extend(status.map(|status| self.status_card(status)));
                parts.retain(|part| !part.is_empty());
                return Some(parts.join("\n"));
            }
        }
        let has_part = |name: &str| !wanted.is_empty() && normalize(name).contains(&wanted);
        let codes: Vec<_> = self
            .table
            .codes()
            .filter(|(group, code)| {
                has_part(&code.name.value)
                    || normalize(&group.key.value) == wanted
                    || normalize(&group.enum_name.value) == wanted
            })
            .collect();
        let retired: Vec<_> = self.table.retired.iter().filter(|retired| has_part(&retired.name.value)).collect();
        match (codes.len(), retired.len()) {
            (0, 0) => None,
            (1, 0) | (0, _) => Some(self.cards(&codes, &retired)),
            _ => {
                let mut parts = vec![codes.into_iter().map(|row| self.row(row)).collect::<String>()];
                parts.extend(retired.into_iter().map(|retired| self.retired_card(retired)));
                Some(parts.join("\n"))
            }
        }
    }

    fn cards(&self, codes: &[Row<'_>], retired: &[&'a Retired]) -> String {
        let codes = codes.iter().map(|row| self.card(*row));
        let retired = retired.iter().map(|retired| self.retired_card(retired));
        codes.chain(retired).collect::<Vec<_>>().join("\n")
    }

    fn no_match(&self, query: &str) -> String {
        let names: Vec<_> = self.table.codes().map(|(_, code)| code.name.value.as_str()).collect();
        let spelled = query.trim().replace([' ', '-'], "_");
        let whole = nearest(&spelled, &names);
        // The query may be a mistyped part of a name.
        let part = || {
            let words = names.iter().flat_map(|name| name.split('_')).filter(|word| word.len() > 3);
            nearest(&spelled, &words.collect::<Vec<_>>())
        };
        let meant = whole.or_else(part).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        let (table, query) = (printable(&self.source.name), printable(query));
        format!("{table}: no code, group, number or status matches `{query}`{meant}\n")
    }
}

fn card(title: &str, facts: &[(&str, Option<String>)]) -> String {
    let mut out = styled(BOLD, title) + "\n";
    for (name, fact) in facts {
        if let Some(fact) = fact {
            let _ = writeln!(out, "  {}  {fact}", styled(DIM, &format!("{name:<10}")));
        }
    }
    out
}

fn number_text(number: Option<u16>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}

/// Returns a name in lowercase without punctuation. `SESSION_EXPIRED`, `SessionExpired` and `session expired` become the same.
fn normalize(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
