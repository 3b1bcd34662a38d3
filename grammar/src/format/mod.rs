//! The one form of a script.
//!
//! What stands where follows from what the grammar read: tokens get their one spelling and spacing, the clauses of the
//! entries of a block their columns, citations theirs. What the grammar could not read stays as it is, and a text is given
//! back unchanged rather than with another meaning.

mod align;
mod column;
mod entry;
mod line;
mod mark;
mod one_line;
mod piece;
mod print;
mod same;

use crate::diagnostic::Diagnostic;
use crate::literate::literate;
use crate::parser::{Shape, read_shapes};
use crate::skeleton::Entry;
use crate::source::{Source, is_line_break};
use crate::span::Span;
use crate::token::{Token, lex_range};
use line::Line;
use mark::Marks;
use print::{Lost, Printer};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text in its one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    /// The text; where it cannot be formatted, as it was.
    pub text: String,
    /// What is wrong with it: the entries that hold these stand as they stood.
    pub faults: Vec<Diagnostic>,
    /// Whether the whole of it stands as it stood, because of a fault that leaves open where entries begin and end.
    pub refused: bool,
}

/// A text with what is known of it.
struct Text<'s> {
    source: &'s Source,
    marks: Marks,
    english: bool,
    /// What the grammar made of it, by first and last byte.
    shapes: BTreeMap<(usize, usize), &'s Shape>,
    /// Where something is wrong.
    faults: Vec<Span>,
}

/// `source` in its one form: the same meaning, the same comments in the same order, and in a literate script the same
/// prose to the byte. Formatted once more it stays as it is.
///
/// ```
/// use heng_grammar::{format::format, source::Source, span::SourceId};
/// let source = Source::new(SourceId(0), "例.heng", "对 企业{亩均=税收/面积//元\n}");
/// assert_eq!(format(&source).text, "对 企业 {\n  亩均 = 税收 / 面积  //元\n}\n");
/// ```
pub fn format(source: &Source) -> Formatted {
    let (parsed, shapes) = read_shapes(source);
    let faults: Vec<Diagnostic> =
        parsed.diagnostics.iter().filter(|fault| fault.is_error()).cloned().collect();
    let made = written(source, &parsed.skeleton.entries, &shapes, &faults);
    let same = |text: &String| {
        let after = Source::new(source.id(), source.name(), text.as_str());
        text == source.text() || same::means_the_same(source, (&parsed, &shapes), &after)
    };
    match made.filter(same) {
        Some(text) => Formatted { text, faults, refused: false },
        None => Formatted { text: source.text().to_owned(), faults, refused: true },
    }
}

/// Faults after which nobody knows where blocks begin and end.
const STRUCTURAL: [u16; 4] = [133, 134, 135, 139];

fn written(source: &Source, entries: &[Entry], shapes: &[Shape], faults: &[Diagnostic]) -> Option<String> {
    if faults.iter().any(|fault| STRUCTURAL.contains(&fault.code.0)) {
        return None;
    }
    let marks = Marks::of(shapes, source.text());
    let english = marks.is_english(source.text());
    let places: Vec<Span> =
        faults.iter().flat_map(|fault| fault.labels.first()).map(|label| label.span).collect();
    let homeless = places.iter().any(|place| !entries.iter().any(|entry| holds(entry.span, *place)));
    if homeless {
        return None;
    }
    let text = Text {
        source,
        marks,
        english,
        shapes: shapes.iter().rev().map(|shape| (Text::place(shape.span), shape)).collect(),
        faults: places,
    };
    let whole = 0..source.text().len();
    let fences = if source.is_literate() { literate(source).fences } else { vec![whole] };
    let printed: Result<Vec<Vec<Line>>, Lost> =
        fences.iter().map(|fence| text.lines(fence, entries)).collect();
    Some(text.put_back(&fences, &printed.ok()?))
}

/// Whether `place` begins in `span` or at its end.
fn holds(span: Span, place: Span) -> bool {
    span.start <= place.start && place.start <= span.end
}

impl<'s> Text<'s> {
    fn place(span: Span) -> (usize, usize) {
        (span.range().start, span.range().end)
    }

    /// What the grammar made of `span`, as a whole.
    fn shape_at(&self, span: Span) -> Option<&'s Shape> {
        self.shapes.get(&Self::place(span)).copied()
    }

    /// Where the number of a document that begins at `start` ends.
    fn number_at(&self, start: usize) -> Option<usize> {
        self.marks.numbers.iter().find(|number| number.0 == start).map(|number| number.1)
    }

    /// Whether `entry` must stay as it is: it holds a fault itself, or in an entry inside that shares its lines with others.
    fn is_faulty(&self, entry: &Entry) -> bool {
        let inside = entry.body.iter().flat_map(|body| &body.entries);
        let mut here = self.faults.iter().filter(|place| holds(entry.span, **place)).peekable();
        if here.peek().is_none() {
            return false;
        }
        here.any(|place| !inside.clone().any(|inner| holds(inner.span, *place)))
            || inside.clone().any(|inner| self.is_faulty(inner) && !self.has_own_lines(inner))
    }

    /// Whether nothing but comments and blanks stands beside `entry` on its lines.
    fn has_own_lines(&self, entry: &Entry) -> bool {
        let range = entry.span.range();
        let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let line = |byte: usize| self.source.line_span(self.source.line_of(byte)).range();
        let before = self.source.text().get(line(range.start).start..range.start).unwrap_or_default();
        let after = self.source.text().get(range.end..line(range.end).end).unwrap_or_default();
        let after = after.trim_matches(|c: char| blank(c) || matches!(c, '；' | ';' | '。'));
        before.chars().all(blank) && (after.is_empty() || after.starts_with("//"))
    }

    /// Whether a line ends within `range`.
    fn breaks_in(&self, range: Range<usize>) -> bool {
        self.source.text().get(range).is_some_and(|text| text.contains(is_line_break))
    }

    /// What stands between entries on one line.
    fn separator(&self) -> &'static str {
        if self.english { "; " } else { "；" }
    }

    /// The lines of one fence.
    fn lines(&self, fence: &Range<usize>, entries: &[Entry]) -> Result<Vec<Line>, Lost> {
        let tokens: Vec<Token> = lex_range(self.source.text(), fence.clone()).collect();
        let first = entries.partition_point(|entry| entry.span.range().start < fence.start);
        let last = entries.partition_point(|entry| entry.span.range().start < fence.end);
        let mut printer = Printer::new(self, &tokens);
        printer.print(entries.get(first..last).unwrap_or_default())?;
        Ok(align::aligned(&printer.lines))
    }

    /// The text with the lines of each fence in its place.
    fn put_back(&self, fences: &[Range<usize>], lines: &[Vec<Line>]) -> String {
        let text = self.source.text();
        let ending = if text
            .find(is_line_break)
            .is_some_and(|at| text.get(at..).is_some_and(|t| t.starts_with("\r\n")))
        {
            "\r\n"
        } else {
            "\n"
        };
        let citations = align::citation_column(lines.iter().flatten());
        let mut made = String::with_capacity(text.len());
        let mut at = 0;
        for (fence, lines) in fences.iter().zip(lines) {
            made.push_str(text.get(at..fence.start).unwrap_or_default());
            at = fence.end;
            if fence.start == 0 && text.starts_with('\u{FEFF}') {
                made.push('\u{FEFF}');
            }
            self.fence(fence, &align::written(lines, citations), lines, ending, &mut made);
        }
        made.push_str(text.get(at..).unwrap_or_default());
        made
    }

    fn fence(&self, fence: &Range<usize>, texts: &[String], lines: &[Line], ending: &str, made: &mut String) {
        let start = self.source.line_span(self.source.line_of(fence.start)).range().start;
        let indent = self.source.text().get(start..fence.start).unwrap_or_default();
        for (number, (text, line)) in texts.iter().zip(lines).enumerate() {
            if line.blank_before && number > 0 {
                made.push_str(ending);
            }
            if number > 0 && !matches!(line.says, line::Says::Kept(_)) {
                made.push_str(indent);
            }
            made.push_str(text);
            made.push_str(ending);
        }
    }
}
