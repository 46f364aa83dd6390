//! Exports: the table as JSON, and as source of other languages from one template each.

pub mod data;
pub mod filters;
mod layout;
pub mod namespace;
mod vectors;

use core::ops::Range;

use errcodes::table::nearest::nearest;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

use data::Data;
use namespace::Namespace;
use vectors::Vectors;

/// Something that a table can be exported as.
pub struct Format {
    pub name: &'static str,
    pub about: &'static str,
    made_by: Made,
    /// The space of its names, if it can be chosen.
    pub namespace: Option<&'static Namespace>,
}

#[derive(Clone, Copy)]
enum Made {
    /// By a function of the data.
    By(fn(&Data) -> String),
    /// From a template, whose lines are then broken where the language's formatter breaks them.
    From(&'static str, fn(&str) -> String),
}

impl Format {
    pub const ALL: &[Self] = &[
        Self::plain("json", "the whole table, for any other tool", Made::By(pretty)),
        Self::plain(
            "schema",
            "the JSON Schema of `json`",
            Made::By(|_| include_str!("templates/schema.json").to_owned()),
        ),
        Self::plain(
            "table-schema",
            "the JSON Schema of codes.toml itself, for editors",
            Made::By(|_| include_str!("../../../table/schema.json").to_owned()),
        ),
        Self::plain(
            "vectors",
            "conformance vectors: what every language must make of codes, bodies and numbers",
            Made::By(|data| pretty(&Vectors::new(data))),
        ),
        Self::plain(
            "typescript",
            "an ES module for SDKs and servers",
            Made::From(include_str!("templates/typescript.ts"), layout::typescript),
        ),
        Self::plain(
            "python",
            "a module for Python 3.11 or later",
            Made::From(include_str!("templates/python.py"), layout::python),
        ),
        Self::plain("go", "a package for Go 1.19 or later", Made::From(include_str!("templates/go.go"), str::to_owned))
            .in_namespace(&namespace::GO),
        Self::plain(
            "java",
            "a class with enums for Java 17 or later",
            Made::From(include_str!("templates/java.java"), layout::java),
        )
        .in_namespace(&namespace::JAVA),
        Self::plain(
            "php",
            "a file of enums and classes for PHP 8.2 or later",
            Made::From(include_str!("templates/php.php"), str::to_owned),
        )
        .in_namespace(&namespace::PHP),
        Self::plain(
            "c",
            "a header for C99 and C++17, without allocation",
            Made::From(include_str!("templates/c.h"), str::to_owned),
        )
        .in_namespace(&namespace::C),
        Self::plain(
            "openapi",
            "components of an OpenAPI 3.1 document",
            Made::From(include_str!("templates/openapi.yaml"), str::to_owned),
        ),
        Self::plain(
            "markdown",
            "the reference page, with an anchor for each code",
            Made::From(include_str!("templates/markdown.md"), str::to_owned),
        ),
        Self::plain(
            "html",
            "the reference page as one file, with a filter",
            Made::From(include_str!("templates/html.html"), str::to_owned),
        ),
    ];

    const fn plain(name: &'static str, about: &'static str, made_by: Made) -> Self {
        Self { name, about, made_by, namespace: None }
    }

    /// Returns the format with names whose space can be chosen.
    const fn in_namespace(self, namespace: &'static Namespace) -> Self {
        Self { namespace: Some(namespace), ..self }
    }

    pub fn from_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.name == name)
    }

    /// The name that a mistyped one was meant to be.
    pub fn nearest(name: &str) -> Option<&'static str> {
        nearest(name, &Self::ALL.iter().map(|format| format.name).collect::<Vec<_>>())
    }

    /// The built-in template, for those that have one.
    pub fn template(&self) -> Option<&'static str> {
        match self.made_by {
            Made::By(_) => None,
            Made::From(template, _) => Some(template),
        }
    }

    /// The names of the formats that have a template.
    pub fn templates() -> String {
        let names = Self::ALL.iter().filter(|format| format.template().is_some()).map(|format| format.name);
        names.collect::<Vec<_>>().join(", ")
    }

    /// Exports the table, from the built-in template where there is one.
    ///
    /// # Errors
    ///
    /// The place of a mistake in the built-in template.
    pub fn export(&self, data: &Data, prefix: Option<&str>) -> Result<String, String> {
        match self.made_by {
            Made::By(make) => Ok(make(data)),
            Made::From(template, _) => {
                let prefix = prefix.unwrap_or(self.namespace.unwrap_or(&namespace::ANY).default);
                Ok(self.lay_out(render(self.name, template, data, prefix)?))
            }
        }
    }

    /// Breaks lines as the language's formatter does.
    pub fn lay_out(&self, text: String) -> String {
        match self.made_by {
            Made::By(_) => text,
            Made::From(_, lay_out) => lay_out(&text),
        }
    }
}

fn pretty(data: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(data).expect("the data has string keys alone") + "\n"
}

/// Renders a template with the table.
///
/// # Errors
///
/// `FILE:LINE:COLUMN: …` for a template that cannot be parsed, names a field that does not exist, or prints a text without
/// a filter.
pub fn render(file: &str, template: &str, data: &Data, prefix: &str) -> Result<String, String> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters"));
    environment.set_debug(true);
    filters::add(&mut environment);
    let prefix = Value::from_safe_string(prefix.to_owned());
    let context = context! { prefix, ..Value::from(Serde(data)) };
    let rendered = environment.template_from_named_str(file, template).and_then(|template| template.render(context));
    rendered.map_err(|error| problem(file, template, data, &error))
}

/// An error of a template, with its position.
fn problem(file: &str, template: &str, data: &Data, error: &Error) -> String {
    let mut range = error.range().filter(|range| template.get(range.clone()).is_some());
    let known = |names: &[&str], name: &str| {
        nearest(name, names).map_or(String::new(), |known| format!("; did you mean `{known}`?"))
    };
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) => {
            range = range.map(|range| expression(template, range));
            let name = range.clone().map_or("this", |range| &template[range]);
            let field = name.rsplit('.').next().unwrap_or(name);
            let fields = fields(data);
            let hint = known(&fields.iter().map(String::as_str).collect::<Vec<_>>(), field);
            format!("`{name}` does not exist{hint}; `errcodes export json` shows the fields")
        }
        (ErrorKind::UnknownFilter, _) => {
            let name = range.clone().map_or("this", |range| &template[range]);
            let filters: Vec<_> = filters::names().collect();
            format!("`{name}` is no filter{}; there are {}", known(&filters, name), filters.join(", "))
        }
        (ErrorKind::InvalidOperation, Some(detail)) => detail.to_owned(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let (line, column) = match &range {
        Some(range) => {
            let before = &template[..range.start];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
        }
        None => (error.line().unwrap_or(1), 1),
    };
    format!("{file}:{line}:{column}: {message}")
}

/// The whole of an expression of which the engine reports a part, or the filter that it is given to.
fn expression(template: &str, range: Range<usize>) -> Range<usize> {
    let before = template[..range.start].trim_end();
    let end = before.strip_suffix('|').map_or(range.end, |before| before.trim_end().len());
    let is_part = |c: char| c.is_alphanumeric() || "_.[]'\"".contains(c);
    let start = template[..end].trim_end_matches(is_part).len();
    start.min(end)..end
}

/// The names of all fields.
fn fields(data: &Data) -> Vec<String> {
    let data = serde_json::to_value(data).expect("the data has string keys alone");
    let mut fields = Vec::new();
    for (field, value) in data.as_object().into_iter().flatten() {
        fields.push(field.clone());
        let row = value.get(0).and_then(serde_json::Value::as_object);
        fields.extend(row.into_iter().flatten().map(|(field, _)| field.clone()));
    }
    fields
}
