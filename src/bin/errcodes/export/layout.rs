//! Breaks long lines as the formatter of the language does. A template cannot do this, because it depends on the length of texts.

use unicode_width::UnicodeWidthStr as _;

/// Breaks lines of more than 80 columns like prettier. A value, the parameters of a function and the arguments of a call move to
/// the next line. The value of a property with a short key stays.
pub fn typescript(source: &str) -> String {
    const SHORT_KEY: usize = 4;
    each_line(source, 80, |line| {
        let (indent, code) = split_indent(line);
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

/// Breaks lines of more than 88 columns like ruff. The value of an assignment moves into parentheses if it fits there.
pub fn python(source: &str) -> String {
    const COLUMNS: usize = 88;
    each_line(source, COLUMNS, |line| {
        let (indent, code) = split_indent(line);
        let (name, value) = code.split_once(" = ")?;
        let fits = indent.len() + 4 + value.width() <= COLUMNS;
        (is_name(name) && value.starts_with('"') && fits)
            .then(|| format!("{indent}{name} = (\n{indent}    {value}\n{indent})"))
    })
}

/// Breaks lines of more than 100 columns like google-java-format, but does not split strings. The words of a comment, the
/// arguments of a constant and the parameters of a method move to the next line. Arguments that do not fit on that line get one
/// line each.
pub fn java(source: &str) -> String {
    const COLUMNS: usize = 100;
    each_line(source, COLUMNS, |line| {
        let (indent, code) = split_indent(line);
        if let Some(doc) = code.strip_prefix("/** ").and_then(|code| code.strip_suffix(" */")) {
            return Some(format!("{indent}/**\n{}\n{indent} */", wrap_comment(doc, &format!("{indent} * "), COLUMNS)));
        }
        if let Some(doc) = code.strip_prefix("* ") {
            return Some(wrap_comment(doc, &format!("{indent}* "), COLUMNS));
        }
        let (name, rest) = code.split_once('(')?;
        if name.starts_with("public static ") {
            return Some(format!("{indent}{name}(\n{indent}    {rest}"));
        }
        if !is_name(name) {
            return None;
        }
        let (arguments, end) = rest.rsplit_once(')')?;
        let fits = indent.len() + 4 + arguments.len() + ")".len() + end.len() <= COLUMNS;
        let arguments = if fits { arguments.to_owned() } else { one_per_line(arguments, &format!("{indent}    ")) };
        Some(format!("{indent}{name}(\n{indent}    {arguments}){end}"))
    })
}

/// Breaks a comment into lines of at most `columns` columns. If the comment begins with a tag, the lines after the first are
/// indented.
fn wrap_comment(text: &str, start: &str, columns: usize) -> String {
    let continued = if text.starts_with('@') { format!("{start}    ") } else { start.to_owned() };
    let mut filled = start.to_owned();
    let mut width = start.len();
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 && width + 1 + word.len() > columns {
            filled = filled + "\n" + &continued;
            width = continued.len();
        } else if at > 0 {
            filled.push(' ');
            width += 1;
        }
        filled.push_str(word);
        width += word.len();
    }
    filled
}

/// Returns the arguments with one argument per line. A space in a string literal does not separate arguments.
fn one_per_line(arguments: &str, indent: &str) -> String {
    let mut lines = String::new();
    let (mut in_literal, mut is_escaped) = (false, false);
    for c in arguments.chars() {
        match c {
            ' ' if !in_literal => {
                lines = lines + "\n" + indent;
                continue;
            }
            '"' if !is_escaped => in_literal = !in_literal,
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        lines.push(c);
    }
    lines
}

/// Replaces each line that is longer than `columns` with the result of `break_up`. `None` keeps the line.
fn each_line(source: &str, columns: usize, break_up: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.lines() {
        let broken = if line.width() > columns { break_up(line) } else { None };
        out.push_str(broken.as_deref().unwrap_or(line));
        out.push('\n');
    }
    out
}

fn split_indent(line: &str) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start().len())
}

fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
