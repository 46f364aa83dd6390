//! What is wrong in a file: said in one line for the compiler's output, and shown as a snippet for reading.

use core::fmt::Write as _;
use core::ops::Range;

/// One thing that is wrong in `codes.toml`.
#[derive(Clone, Debug)]
pub struct Problem {
    pub span: Range<usize>,
    pub what: String,
    /// The other place, where two clash.
    pub other: Option<Range<usize>>,
    /// The rule it breaks, and what to do.
    pub mend: String,
}

impl Problem {
    pub fn new(span: &Range<usize>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { span: span.clone(), what: what.into(), other: None, mend: mend.into() }
    }

    pub fn clash(span: &Range<usize>, other: &Range<usize>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { other: Some(other.clone()), ..Self::new(span, what, mend) }
    }

    /// One line: `FILE:LINE:COLUMN: what is wrong; which rule, and what to do`.
    pub fn line(&self, file: &str, source: &[u8]) -> String {
        let place = Place::of(&self.span, source);
        let mut line = format!("{file}:{}:{}: {}", place.line, place.column, self.what);
        if let Some(other) = &self.other {
            let place = Place::of(other, source);
            let _ = write!(line, " at {file}:{}:{}", place.line, place.column);
        }
        let _ = write!(line, "; {}", self.mend);
        visible(&line)
    }

    /// The line with the source below it, and the offending part underlined.
    pub fn snippet(&self, file: &str, source: &[u8]) -> String {
        let mut snippet = self.line(file, source) + "\n";
        let mut places = vec![(Place::of(&self.span, source), "^")];
        if let Some(other) = &self.other {
            let other = Place::of(other, source);
            let at = usize::from(places[0].0.line <= other.line);
            places.insert(at, (other, "-"));
        }
        let width = places[places.len() - 1].0.line.to_string().len();
        for (Place { line, parts: [before, marked, after], .. }, mark) in places {
            let indent = " ".repeat(before.chars().count());
            let marks = mark.repeat(marked.chars().count().max(1));
            let _ = writeln!(snippet, " {line:width$} | {before}{marked}{after}");
            let _ = writeln!(snippet, " {:width$} | {indent}{marks}", "");
        }
        snippet
    }
}

/// All problems as snippets, and how many there are.
pub fn report(problems: &[Problem], file: &str, source: &[u8]) -> String {
    let mut report = String::new();
    for problem in problems {
        let _ = writeln!(report, "{}", problem.snippet(file, source));
    }
    let _ = writeln!(report, "{file}: {} problem{}", problems.len(), if problems.len() == 1 { "" } else { "s" });
    report
}

/// A span as an editor shows it: line and column from 1, the column in characters.
pub struct Place {
    pub line: usize,
    pub column: usize,
    /// What stands in the line before the span, what in it, and what after, as a terminal may show it.
    parts: [String; 3],
}

impl Place {
    pub fn of(span: &Range<usize>, source: &[u8]) -> Self {
        let first = if source.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let start = span.start.clamp(first, source.len());
        let mut line_end = start;
        while line_end < source.len() && source[line_end] != b'\n' {
            line_end += 1;
        }
        let end = span.end.clamp(start, line_end);
        // A line may be no UTF-8, so its parts are converted one by one.
        let part = |from, to| String::from_utf8_lossy(&source[from..to]);
        let (above, marked, after) = (part(first, start), part(start, end), part(end, line_end));
        let before = above.rsplit('\n').next().unwrap_or_default();
        Self {
            line: above.split('\n').count(),
            column: before.chars().count() + 1,
            parts: [
                ends(&visible(before), 0, 60),
                ends(&visible(marked.trim_end_matches('\r')), 40, 40),
                ends(&visible(after.trim_end_matches('\r')), 60, 0),
            ],
        }
    }
}

/// The text's first and last characters, so that a line of megabytes is shown in one line.
fn ends(text: &str, first: usize, last: usize) -> String {
    let len = text.chars().count();
    if len <= first + last + 1 {
        return text.to_owned();
    }
    let mut ends = String::new();
    for (at, c) in text.chars().enumerate() {
        if at == first {
            ends.push('…');
        }
        if at < first || at >= len - last {
            ends.push(c);
        }
    }
    ends
}

/// The text with what a terminal would not show, or obey, written out.
fn visible(text: &str) -> String {
    let mut visible = String::new();
    for c in text.chars() {
        match c {
            '\t' => visible.push(' '),
            _ if super::names::is_invisible(c) => visible.extend(c.escape_unicode()),
            _ => visible.push(c),
        }
    }
    visible
}
