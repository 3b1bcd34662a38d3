//! A source text, and where its lines and columns are.

use crate::span::{SourceId, Span};
use unicode_width::UnicodeWidthChar;

/// A script as it was loaded.
///
/// Offsets are bytes of `text`, which is never changed: a byte order mark and CRLF stay where they are.
#[derive(Clone, Debug)]
pub struct Source {
    id: SourceId,
    name: String,
    text: String,
    /// The first byte of each line.
    lines: Vec<usize>,
}

/// A place for people: all three count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
    /// The terminal cell within the line; a Chinese character takes two.
    pub cell: usize,
}

impl Source {
    /// The text called `name` (a path, or `<repl>`).
    pub fn new(id: SourceId, name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = line_starts(&text);
        Self { id, name: name.into(), text, lines }
    }

    /// Its number among the texts of a run.
    pub fn id(&self) -> SourceId {
        self.id
    }

    /// Where it came from.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, to the byte as it was loaded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is Markdown with the script in its fences: `政策.heng.md`.
    pub fn is_literate(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        name.ends_with(".md") || name.ends_with(".markdown")
    }

    /// The bytes `start..end` of this text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.id, start, end)
    }

    /// How many lines there are; at least one.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The number, from 0, of the line that holds `byte`.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    /// The bytes of line `number` (from 0) with its line break; empty past the end.
    pub fn line_span(&self, number: usize) -> Span {
        let end = self.text.len();
        let start = self.lines.get(number).copied().unwrap_or(end);
        self.span(start, self.lines.get(number + 1).copied().unwrap_or(end))
    }

    /// Line `number` (from 0) without its line break.
    pub fn line_text(&self, number: usize) -> &str {
        self.line_span(number).text(&self.text).trim_end_matches(is_line_break)
    }

    /// The place of `byte`. A byte inside a character counts as that character; a byte order mark takes no column.
    pub fn position(&self, byte: usize) -> Position {
        let line = self.line_of(byte);
        let span = self.line_span(line);
        let before = span
            .text(&self.text)
            .char_indices()
            .take_while(|(at, c)| span.range().start + at + c.len_utf8() <= byte);
        let (mut column, mut cell) = (1, 1);
        for (_, c) in before.filter(|(_, c)| *c != '\u{FEFF}') {
            column += 1;
            cell += c.width().unwrap_or(0);
        }
        Position { line: line + 1, column, cell }
    }
}

/// Whether `c` ends a line. The same set as the terminal report's (ariadne), so that line numbers agree.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if !is_line_break(c) {
            continue;
        }
        let mut next = at + c.len_utf8();
        if c == '\r' && characters.next_if(|(_, c)| *c == '\n').is_some() {
            next += 1;
        }
        if next < text.len() {
            starts.push(next);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(SourceId(0), "测试.heng", text)
    }

    #[test]
    fn every_kind_of_line_break_starts_a_line() {
        let source = source("a\r\nb\rc\nd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}i");
        let lines: Vec<&str> = (0..source.line_count()).map(|line| source.line_text(line)).collect();
        assert_eq!(lines, ["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    }

    #[test]
    fn columns_count_characters_and_cells() {
        let source = source("对 企业\n  税收（万元）");
        let at = source.text().find('（').unwrap();
        assert_eq!(source.position(at), Position { line: 2, column: 5, cell: 7 });
        assert_eq!(source.position(at + 1), Position { line: 2, column: 5, cell: 7 });
        assert_eq!(source.position(0), Position { line: 1, column: 1, cell: 1 });
        assert_eq!(source.position(source.text().len()), Position { line: 2, column: 9, cell: 15 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(source("\u{FEFF}表").position(3).column, 1);
        assert_eq!(source("\u{FEFF}表 x").position(6).column, 2);
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(source("").line_count(), 1);
        assert_eq!(source("").position(0).line, 1);
        assert_eq!(source("一\n").line_count(), 1);
    }
}
