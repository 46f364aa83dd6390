//! Line breaks as a language's own formatter has them, where they depend on how long a text is.

use unicode_width::UnicodeWidthStr as _;

/// prettier: beyond 80 columns, a value moves to the next line, as do a function's parameters and arguments. It leaves a
/// property with a short key as it is.
pub fn typescript(source: &str) -> String {
    const SHORT_KEY: usize = 4;
    each_line(source, 80, |line| {
        let (indent, code) = indented(line);
        if code.starts_with("export function ") {
            let (name, rest) = code.split_once('(')?;
            let (parameters, result) = rest.split_once("): ")?;
            return Some(format!("{indent}{name}(\n{indent}  {parameters},\n{indent}): {result}"));
        }
        if let Some((call, arguments)) = code.strip_suffix(");").and_then(|code| code.split_once("codeOf(")) {
            let arguments = arguments.replace(", ", &format!(",\n{indent}  "));
            return Some(format!("{indent}{call}codeOf(\n{indent}  {arguments},\n{indent});"));
        }
        if let Some((left, right)) = code.strip_prefix("export type ").and_then(|code| code.split_once(" = ")) {
            return Some(format!("{indent}export type {left} =\n{indent}  {right}"));
        }
        let (key, value) = code.split_once(": ")?;
        let is_property = is_name(key) && key.len() > SHORT_KEY && value.starts_with(['"', '\'']);
        is_property.then(|| format!("{indent}{key}:\n{indent}  {value}"))
    })
}

/// ruff: beyond 88 columns, a method's parameters move to the next line, and the value of an assignment gets parentheses if
/// that makes it fit.
pub fn python(source: &str) -> String {
    const COLUMNS: usize = 88;
    each_line(source, COLUMNS, |line| {
        let (indent, code) = indented(line);
        if let Some((name, rest)) = code.strip_prefix("def ").and_then(|code| code.split_once('(')) {
            let (parameters, result) = rest.split_once(") -> ")?;
            return Some(format!("{indent}def {name}(\n{indent}    {parameters}\n{indent}) -> {result}"));
        }
        let (name, value) = code.split_once(" = ")?;
        let fits = indent.len() + 4 + value.width() <= COLUMNS;
        (is_name(name) && value.starts_with('"') && fits)
            .then(|| format!("{indent}{name} = (\n{indent}    {value}\n{indent})"))
    })
}

/// Breaks each line that is longer than `columns` as `break_up` says, if it does.
fn each_line(source: &str, columns: usize, break_up: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        let broken = if line.width() > columns { break_up(line) } else { None };
        out.push_str(broken.as_deref().unwrap_or(line));
        out.push('\n');
    }
    out
}

fn indented(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start().len())
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
