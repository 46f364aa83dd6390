//! `errcodes show`: the table for reading, or what is known of an errorCode, a number, a status or a part of a name.

use core::fmt::Write as _;

use crate::input::Source;
use crate::paint::Paint;
use crate::pairs::Row;
use crate::table::names::nearest;
use crate::table::problem::Place;
use crate::table::{Code, Group, Retired, Status, Table};
use crate::{Outcome, Result};

pub fn run(table: &str, queries: &[String]) -> Result<Outcome> {
    let source = Source::read(table)?;
    let table = source.table()?;
    let view = View { source: &source, table: &table, paint: Paint::of_stdout(), widths: Widths::of(&table) };
    if queries.is_empty() {
        return Ok(Outcome::new(view.everything(), false));
    }
    let mut found_nothing = false;
    let mut parts = Vec::new();
    for query in queries {
        let known = view.about(query);
        found_nothing |= known.is_none();
        parts.push(known.unwrap_or_else(|| view.nothing(query)));
    }
    Ok(Outcome::new(parts.join("\n"), found_nothing))
}

/// How wide the columns are over the whole table.
struct Widths {
    number: usize,
    name: usize,
}

impl Widths {
    fn of(table: &Table) -> Self {
        let retired = table.retired.iter().map(|retired| (&retired.numeric, &retired.name));
        let rows = table.codes().into_iter().map(|(_, code)| (&code.numeric, &code.name)).chain(retired);
        let (mut number, mut name) = (0, 0);
        for (numeric, code) in rows {
            number = number.max(numeric.as_ref().map_or(0, |numeric| numeric.value.to_string().len()));
            name = name.max(code.value.len());
        }
        Self { number, name }
    }
}

struct View<'a> {
    source: &'a Source,
    table: &'a Table,
    paint: Paint,
    widths: Widths,
}

impl<'a> View<'a> {
    fn everything(&self) -> String {
        let mut out = String::new();
        for group in &self.table.groups {
            let _ =
                writeln!(out, "{} {}: {}", self.paint.bold(&group.key.value), group.enum_name.value, group.about.value);
            for code in &group.codes {
                out.push_str(&self.row((group, code)));
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}", self.paint.bold("status"));
        for status in &self.table.statuses {
            let _ = writeln!(out, "  {} {}", status.number.value, status.reason.value);
            out.push_str(&Self::own_answer(status));
        }
        if !self.table.retired.is_empty() {
            let _ = writeln!(out, "\n{}", self.paint.bold("retired"));
        }
        for retired in &self.table.retired {
            let number = retired.numeric.as_ref().map_or(String::new(), |numeric| numeric.value.to_string());
            let Widths { number: wide, name: long } = self.widths;
            let name = &retired.name.value;
            let _ =
                writeln!(out, "  {number:>wide$}  {name:<long$}  since {}: {}", retired.since.value, retired.why.value);
        }
        out
    }

    /// A code in one line, its columns aligned.
    fn row(&self, (group, code): Row<'_>) -> String {
        let number = code.numeric.as_ref().map_or(String::new(), |numeric| numeric.value.to_string());
        let Widths { number: wide, name: long } = self.widths;
        let (name, padding) = (&code.name.value, " ".repeat(long - code.name.value.len()));
        let mut notes = String::new();
        if is_default(group, code) {
            notes.push_str(" (default)");
        }
        if code.deprecated.is_some() {
            notes.push_str(" (deprecated)");
        }
        let (name, notes) = (self.paint.bold(name), self.paint.dim(&notes));
        format!("  {number:>wide$}  {name}{padding}  {}  {}{notes}\n", code.status.value, code.message.value)
    }

    /// All that is known of a code, a line for each fact.
    fn card(&self, (group, code): Row<'_>) -> String {
        let reason = self.table.status(code.status.value).map_or("", |status| &status.reason.value);
        let number = code.numeric.as_ref().map(|numeric| {
            let or_none = if is_default(group, code) { ", or none given" } else { "" };
            format!("{}{or_none}", numeric.value)
        });
        let place = Place::of(&code.name.span, &self.source.bytes);
        let facts = [
            ("number", number),
            ("HTTP", Some(format!("{} {reason}", code.status.value))),
            ("message", Some(code.message.value.clone())),
            ("when", Some(code.when.value.clone())),
            ("deprecated", code.deprecated.as_ref().map(|instead| instead.value.clone())),
            ("group", Some(format!("{}: {}", group.key.value, group.about.value))),
            ("Rust", Some(format!("{}::{}", group.enum_name.value, code.variant.value))),
            ("place", Some(format!("{}:{}:{}", self.source.label, place.line, place.column))),
        ];
        self.facts(&code.name.value, &facts)
    }

    fn retired_card(&self, retired: &Retired) -> String {
        let place = Place::of(&retired.name.span, &self.source.bytes);
        let facts = [
            ("number", retired.numeric.as_ref().map(|numeric| numeric.value.to_string())),
            ("retired", Some(format!("since {}: {}", retired.since.value, retired.why.value))),
            ("group", Some(retired.group.value.clone())),
            ("place", Some(format!("{}:{}:{}", self.source.label, place.line, place.column))),
        ];
        self.facts(&retired.name.value, &facts)
    }

    fn facts(&self, title: &str, facts: &[(&str, Option<String>)]) -> String {
        let mut out = self.paint.bold(title) + "\n";
        for (name, fact) in facts {
            if let Some(fact) = fact {
                let _ = writeln!(out, "  {}  {fact}", self.paint.dim(&format!("{name:<10}")));
            }
        }
        out
    }

    fn status_card(&self, status: &Status) -> String {
        let number = status.number.value;
        let mut out = format!("{} {}\n", self.paint.bold(&number.to_string()), status.reason.value);
        out.push_str(&Self::own_answer(status));
        for row in self.table.codes().into_iter().filter(|(_, code)| code.status.value == number) {
            out.push_str(&self.row(row));
        }
        out
    }

    /// What the API answers with a status alone.
    fn own_answer(status: &Status) -> String {
        match (&status.message, &status.when) {
            (Some(message), Some(when)) => format!("      without an errorCode: {}: {}\n", message.value, when.value),
            _ => String::new(),
        }
    }

    /// What the query names: an errorCode or a Rust name; else a number or a status; else codes by a part of their name.
    fn about(&self, query: &str) -> Option<String> {
        let wanted = plain(query);
        let named: Vec<_> = self
            .table
            .codes()
            .into_iter()
            .filter(|(_, code)| plain(&code.name.value) == wanted || plain(&code.variant.value) == wanted)
            .collect();
        let retired: Vec<_> =
            self.table.retired.iter().filter(|retired| plain(&retired.name.value) == wanted).collect();
        if !named.is_empty() || !retired.is_empty() {
            return Some(self.cards(&named, &retired));
        }
        if let Ok(number) = query.trim().parse::<u16>() {
            let numbered = |numeric: Option<u16>| numeric == Some(number);
            let codes: Vec<_> = self
                .table
                .codes()
                .into_iter()
                .filter(|(_, code)| numbered(code.numeric.as_ref().map(|numeric| numeric.value)))
                .collect();
            let retired: Vec<_> = self
                .table
                .retired
                .iter()
                .filter(|retired| numbered(retired.numeric.as_ref().map(|numeric| numeric.value)))
                .collect();
            let status = self.table.status(number);
            if status.is_some() || !codes.is_empty() || !retired.is_empty() {
                let mut parts = vec![self.cards(&codes, &retired)];
                parts.extend(status.map(|status| self.status_card(status)));
                parts.retain(|part| !part.is_empty());
                return Some(parts.join("\n"));
            }
        }
        let has_it = |name: &str| !wanted.is_empty() && plain(name).contains(&wanted);
        let codes: Vec<_> = self
            .table
            .codes()
            .into_iter()
            .filter(|(group, code)| {
                has_it(&code.name.value) || plain(&group.key.value) == wanted || plain(&group.enum_name.value) == wanted
            })
            .collect();
        let retired: Vec<_> = self.table.retired.iter().filter(|retired| has_it(&retired.name.value)).collect();
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

    fn nothing(&self, query: &str) -> String {
        let names: Vec<_> = self.table.codes().into_iter().map(|(_, code)| code.name.value.as_str()).collect();
        let spelled = query.trim().replace([' ', '-'], "_");
        let whole = nearest(&spelled, &names);
        // A query may be a part of a name, mistyped.
        let part = || {
            let words = names.iter().flat_map(|name| name.split('_')).filter(|word| word.len() > 3);
            nearest(&spelled, &words.collect::<Vec<_>>())
        };
        let meant = whole.or_else(part).map_or(String::new(), |name| format!("; did you mean {name}?"));
        format!("{}: nothing is known of `{query}`{meant}\n", self.source.label)
    }
}

fn is_default(group: &Group, code: &Code) -> bool {
    group.default.as_ref().is_some_and(|default| default.value == code.name.value)
}

/// A name as people quote it: `SESSION_EXPIRED`, `SessionExpired` and `session expired` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
