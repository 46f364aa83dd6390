//! Exports of the table: JSON, and source code and documents from templates.

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
use namespace::NamespaceRules;
use vectors::Vectors;

/// A format that a table can be exported to.
pub struct Format {
    pub name: &'static str,
    pub about: &'static str,
    generator: Generator,
    /// The rules for `--prefix`, if the format has a prefix.
    pub namespace: Option<&'static NamespaceRules>,
}

#[derive(Clone, Copy)]
enum Generator {
    Function(fn(&Data) -> String),
    /// A template, and the function that breaks long lines of its result.
    Template(&'static str, fn(&str) -> String),
}

impl Format {
    pub const ALL: &[Self] = &[
        Self::new("json", "the whole table, for any other tool", Generator::Function(pretty_json)),
        Self::new(
            "schema",
            "the JSON Schema of `json`",
            Generator::Function(|_| include_str!("templates/schema.json").to_owned()),
        ),
        Self::new(
            "table-schema",
            "the JSON Schema of codes.toml itself, for editors",
            Generator::Function(|_| include_str!("../../../table/schema.json").to_owned()),
        ),
        Self::new(
            "vectors",
            "conformance vectors: how every language must read and write codes, bodies and numbers",
            Generator::Function(|data| pretty_json(&Vectors::new(data))),
        ),
        Self::new(
            "typescript",
            "an ES module for SDKs and servers",
            Generator::Template(include_str!("templates/typescript.ts"), layout::typescript),
        ),
        Self::new(
            "python",
            "a module for Python 3.11 or later",
            Generator::Template(include_str!("templates/python.py"), layout::python),
        ),
        Self::new(
            "go",
            "a package for Go 1.19 or later",
            Generator::Template(include_str!("templates/go.go"), str::to_owned),
        )
        .with_namespace(&namespace::GO),
        Self::new(
            "java",
            "a class with enums for Java 17 or later",
            Generator::Template(include_str!("templates/java.java"), layout::java),
        )
        .with_namespace(&namespace::JAVA),
        Self::new(
            "php",
            "a file of enums and classes for PHP 8.2 or later",
            Generator::Template(include_str!("templates/php.php"), str::to_owned),
        )
        .with_namespace(&namespace::PHP),
        Self::new(
            "c",
            "a header for C99 and C++17, without allocation",
            Generator::Template(include_str!("templates/c.h"), str::to_owned),
        )
        .with_namespace(&namespace::C),
        Self::new(
            "openapi",
            "components of an OpenAPI 3.1 document",
            Generator::Template(include_str!("templates/openapi.yaml"), str::to_owned),
        ),
        Self::new(
            "markdown",
            "the reference page, with an anchor for each code",
            Generator::Template(include_str!("templates/markdown.md"), str::to_owned),
        ),
        Self::new(
            "html",
            "the reference page as one file, with a filter",
            Generator::Template(include_str!("templates/html.html"), str::to_owned),
        ),
    ];

    const fn new(name: &'static str, about: &'static str, generator: Generator) -> Self {
        Self { name, about, generator, namespace: None }
    }

    const fn with_namespace(self, namespace: &'static NamespaceRules) -> Self {
        Self { namespace: Some(namespace), ..self }
    }

    pub fn from_name(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.name == name)
    }

    /// Returns the most similar name of a format.
    pub fn nearest(name: &str) -> Option<&'static str> {
        nearest(name, &Self::ALL.iter().map(|format| format.name).collect::<Vec<_>>())
    }

    /// Returns the built-in template, if the format has a template.
    pub fn template(&self) -> Option<&'static str> {
        match self.generator {
            Generator::Function(_) => None,
            Generator::Template(template, _) => Some(template),
        }
    }

    /// Returns the names of the formats that have a template, separated by commas.
    pub fn templates() -> String {
        let names = Self::ALL.iter().filter(|format| format.template().is_some()).map(|format| format.name);
        names.collect::<Vec<_>>().join(", ")
    }

    /// Exports the table.
    ///
    /// # Errors
    ///
    /// The built-in template has a mistake.
    pub fn export(&self, data: &Data, prefix: Option<&str>) -> Result<String, String> {
        match self.generator {
            Generator::Function(make) => Ok(make(data)),
            Generator::Template(template, _) => {
                let prefix = prefix.unwrap_or(self.namespace.unwrap_or(&namespace::ANY).default);
                Ok(self.lay_out(render(self.name, template, data, prefix)?))
            }
        }
    }

    /// Breaks long lines as the formatter of the language does.
    pub fn lay_out(&self, text: String) -> String {
        match self.generator {
            Generator::Function(_) => text,
            Generator::Template(_, lay_out) => lay_out(&text),
        }
    }
}

fn pretty_json(data: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(data).expect("all keys are strings") + "\n"
}

/// Renders a template with the data of a table.
///
/// # Errors
///
/// The template cannot be parsed, names a field that does not exist, or prints a text without a filter. The error begins with
/// `FILE:LINE:COLUMN: `.
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
    rendered.map_err(|error| describe_error(file, template, data, &error))
}

/// Describes an error in a template, with its position.
fn describe_error(file: &str, template: &str, data: &Data, error: &Error) -> String {
    let mut range = error.range().filter(|range| template.get(range.clone()).is_some());
    if error.kind() == ErrorKind::UndefinedError {
        range = range.map(|range| whole_expression(template, range));
    }
    let name = range.clone().map_or("this", |range| &template[range]);
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::UndefinedError, _) => {
            let field = name.rsplit('.').next().unwrap_or(name);
            let fields = field_names(data);
            let hint = suggestion(field, &fields.iter().map(String::as_str).collect::<Vec<_>>());
            format!("`{name}` does not exist{hint}; `errcodes export json` shows the fields")
        }
        (ErrorKind::UnknownFilter, _) => {
            let filters: Vec<_> = filters::names().collect();
            format!("`{name}` is not a filter{}; the filters are {}", suggestion(name, &filters), filters.join(", "))
        }
        (ErrorKind::InvalidOperation, Some(detail)) => detail.to_owned(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let (line, column) = match &range {
        Some(range) => line_and_column(template, range.start),
        None => (error.line().unwrap_or(1), 1),
    };
    format!("{file}:{line}:{column}: {message}")
}

fn suggestion(name: &str, known: &[&str]) -> String {
    nearest(name, known).map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?"))
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Returns the range of the whole expression. For `a.b.c`, the engine reports only a part. For `a.b | json`, it
/// reports only the filter.
fn whole_expression(template: &str, range: Range<usize>) -> Range<usize> {
    let before = template[..range.start].trim_end();
    let end = before.strip_suffix('|').map_or(range.end, |before| before.trim_end().len());
    let is_part = |c: char| c.is_alphanumeric() || "_.[]'\"".contains(c);
    let start = template[..end].trim_end_matches(is_part).len();
    start.min(end)..end
}

fn field_names(data: &Data) -> Vec<String> {
    let data = serde_json::to_value(data).expect("all keys are strings");
    let mut fields = Vec::new();
    for (field, value) in data.as_object().into_iter().flatten() {
        fields.push(field.clone());
        let row = value.get(0).and_then(serde_json::Value::as_object);
        fields.extend(row.into_iter().flatten().map(|(field, _)| field.clone()));
    }
    fields
}
