//! The bytes of a file, positions in the file, and snippets of it. Finding a position does not read the whole file.

use core::fmt::Write as _;

use super::model::Span;
use super::positions::in_file_order;
use super::text::{columns, printable};

/// A file that findings refer to.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The name to show: a path, or `stdin`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The offset of each line's first character.
    line_starts: Vec<usize>,
    /// The number of characters before every multiple of [`STRIDE`] bytes.
    characters: Vec<usize>,
}

/// A position as an editor shows it. Line and column count from 1. The column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

const STRIDE: usize = 1024;

/// The number of characters that a snippet shows before a marked text and after it. Of a long marked text, it shows this
/// number of characters at the start and at the end.
const CONTEXT: usize = 60;

impl Source {
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let mut source = Self { name: name.into(), ..Self::default() };
        source.line_starts.push(if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 });
        let mut characters = 0;
        for (offset, byte) in bytes.iter().enumerate() {
            if offset % STRIDE == 0 {
                source.characters.push(characters);
            }
            characters += usize::from(is_start(*byte));
            if *byte == b'\n' {
                source.line_starts.push(offset + 1);
            }
        }
        source.characters.push(characters);
        source.bytes = bytes;
        source
    }

    /// Returns the position of a byte. For an offset past the end, returns the position of the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.clamp(self.line_starts[0], self.bytes.len().max(self.line_starts[0]));
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let column = self.characters_before(offset) - self.characters_before(self.line_starts[line - 1]) + 1;
        Position { line, column }
    }

    /// Returns `FILE:LINE:COLUMN`.
    pub fn location(&self, span: &Span) -> String {
        let Position { line, column } = self.position(span.start);
        format!("{}:{line}:{column}", printable(&self.name))
    }

    fn characters_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.bytes.len());
        let counted = offset / STRIDE;
        let rest = &self.bytes[counted * STRIDE..offset];
        self.characters[counted] + rest.iter().filter(|byte| is_start(**byte)).count()
    }

    /// Renders the lines of one or two spans in file order, with the spans underlined. Long lines are cut.
    pub fn snippet(&self, marks: &[(&Span, char)]) -> String {
        let marks = in_file_order(marks.to_vec(), |(span, _)| span.start);
        let width = marks.last().map_or(0, |(span, _)| self.position(span.start).line.to_string().len());
        let mut snippet = String::new();
        for (span, mark) in marks {
            let line = self.position(span.start).line;
            let [before, marked, after] = self.parts(span, line);
            let indent = " ".repeat(columns(&before));
            let underline = mark.to_string().repeat(columns(&marked).max(1));
            let _ = writeln!(snippet, " {line:width$} | {before}{marked}{after}");
            let _ = writeln!(snippet, " {:width$} | {indent}{underline}", "");
        }
        snippet
    }

    /// Returns the printable text before a span in its line, in the span, and after it.
    fn parts(&self, span: &Span, line: usize) -> [String; 3] {
        let line_start = self.line_starts[line - 1].min(self.bytes.len());
        let line_end = match self.line_starts.get(line) {
            Some(next) => next - 1,
            None => self.bytes.len(),
        };
        let line_end = if self.bytes[..line_end].ends_with(b"\r") { line_end - 1 } else { line_end }.max(line_start);
        let start = span.start.clamp(line_start, line_end);
        let end = span.end.clamp(start, line_end);
        let [before, marked, after] = [line_start..start, start..end, end..line_end].map(|part| &self.bytes[part]);
        [ends(before, 0, CONTEXT), ends(marked, CONTEXT, CONTEXT), ends(after, CONTEXT, 0)]
    }
}

/// Returns whether a byte of UTF-8 begins a character.
fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Returns the printable form of a text's first and last characters. Bytes that are not UTF-8 become U+FFFD.
fn ends(bytes: &[u8], first: usize, last: usize) -> String {
    // A character has at most four bytes, so only the ends of a huge line are read.
    let (mut head, mut tail) = ((first * 4).min(bytes.len()), bytes.len().saturating_sub(last * 4));
    if tail <= head + 4 {
        (head, tail) = (bytes.len(), bytes.len());
    }
    while head < bytes.len() && !is_start(bytes[head]) {
        head += 1;
    }
    while tail < bytes.len() && !is_start(bytes[tail]) {
        tail += 1;
    }
    let head_text = String::from_utf8_lossy(&bytes[..head]);
    let tail_text = String::from_utf8_lossy(&bytes[tail..]);
    let is_cut = tail > head;
    let (head_len, tail_len) = (head_text.chars().count(), tail_text.chars().count());
    if !is_cut && head_len <= first + last + 1 {
        return printable(&head_text);
    }
    let shown_head: String = head_text.chars().take(first).collect();
    let rest = if is_cut { (&tail_text, tail_len) } else { (&head_text, head_len) };
    let shown_tail: String = rest.0.chars().skip(rest.1.saturating_sub(last)).collect();
    format!("{}…{}", printable(&shown_head), printable(&shown_tail))
}
