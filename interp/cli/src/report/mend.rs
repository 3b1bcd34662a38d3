//! A mend, shown as the lines it would leave, with what it writes marked.

use std::ops::Range;

use heng_grammar::diagnostic::{Diagnostic, Edit, Mend, Message};
use heng_grammar::source::Source;
use unicode_width::UnicodeWidthChar;

use super::excerpt::Line;
use super::text::width as cells;
use super::{snapped, source_of};

/// How many mends are shown, and how many lines of each.
const MENDS: usize = 3;
const LINES: usize = 4;

/// A mend and what it leaves.
pub(super) struct ShownMend<'d> {
    /// What the change does.
    pub title: &'d Message,
    /// The first lines that the mend touches, as they would read.
    lines: Vec<Mended>,
    /// Whether it touches more lines.
    more: bool,
}

/// A line after a mend.
struct Mended {
    number: usize,
    text: String,
    /// The characters that were written, and whether others gave way to them.
    written: Vec<(Range<usize>, bool)>,
}

/// The first mends, each with the lines it would leave; without lines where its text is unknown.
pub(super) fn shown_mends<'d>(diagnostic: &'d Diagnostic, sources: &[Source]) -> Vec<ShownMend<'d>> {
    let shown = |mend: &'d Mend| {
        let mut lines =
            source_of(mend.span(), sources).map(|source| mended(mend, source)).unwrap_or_default();
        let more = lines.len() > LINES;
        lines.truncate(LINES);
        ShownMend { title: &mend.title, lines, more }
    };
    diagnostic.mends.iter().take(MENDS).map(shown).collect()
}

impl ShownMend<'_> {
    /// The lines whole, as they are read out: `3 │ 税收 = …`.
    pub fn told(&self) -> Vec<String> {
        let more = self.more.then(|| "…".to_owned());
        self.lines.iter().map(|line| format!("{} │ {}", line.number, line.text)).chain(more).collect()
    }

    /// The lines within `width` cells, with a line of marks below each: `+` where something is added, `~` where
    /// something is replaced. `paint` colours the marks.
    pub fn drawn(&self, width: usize, paint: impl Fn(&str) -> String) -> Vec<String> {
        let mut drawn = Vec::new();
        for line in &self.lines {
            let margin = format!("      {} │ ", line.number);
            let (text, marks) = line.cut(width.saturating_sub(cells(&margin)).max(32));
            drawn.push(format!("{margin}{text}").trim_end().to_owned());
            if !marks.trim().is_empty() {
                let margin = format!("      {} │ ", " ".repeat(line.number.to_string().len()));
                drawn.push(format!("{margin}{}", paint(marks.trim_end())));
            }
        }
        drawn.extend(self.more.then(|| "      …".to_owned()));
        drawn
    }
}

impl Mended {
    /// The line cut to `room` cells around what was written, and the marks below it.
    fn cut(&self, room: usize) -> (String, String) {
        let places: Vec<_> = self.written.iter().map(|(place, _)| place.clone()).collect();
        let characters: Vec<char> = self.text.chars().collect();
        let kept = Line::new(&self.text).kept(&places, room, room);
        let (mut text, mut marks, mut end) = (String::new(), String::new(), 0);
        for part in kept {
            if part.start > end {
                text.push('…');
                marks.push(' ');
            }
            for (at, c) in characters.iter().enumerate().take(part.end).skip(part.start) {
                text.push(*c);
                let mark = match self.written.iter().find(|(place, _)| place.contains(&at)) {
                    Some((_, true)) => "~",
                    Some((_, false)) => "+",
                    None => " ",
                };
                marks.push_str(&mark.repeat(c.width().unwrap_or(0)));
            }
            end = part.end;
        }
        if end < characters.len() {
            text.push('…');
        }
        (text, marks)
    }
}

/// The lines that the mend touches, after it, without empty ones.
fn mended(mend: &Mend, source: &Source) -> Vec<Mended> {
    let text = source.text();
    let range = snapped(mend.span(), text);
    let first = source.line_of(range.start);
    let start = source.line_span(first).range().start;
    let end = source.line_span(source.line_of(range.end)).range().end;
    let mut whole = String::new();
    let mut written = Vec::new();
    let mut at = start;
    for edit in &mend.edits {
        let place = snapped(edit.span, text);
        whole.push_str(text.get(at..place.start).unwrap_or_default());
        written.extend(changed(edit, whole.len(), text.get(place.clone()).unwrap_or_default()));
        whole.push_str(&edit.replacement);
        at = place.end;
    }
    whole.push_str(text.get(at..end).unwrap_or_default());
    let mut lines = Vec::new();
    let mut begins = 0;
    for (number, line) in whole.split_inclusive('\n').enumerate() {
        let shown = line.trim_end();
        let count = |bytes: usize| line.get(..bytes).map_or(0, |before| before.chars().count());
        let of_line =
            written.iter().filter(|(place, _)| place.start < begins + shown.len() && place.end > begins);
        let of_line = of_line.map(|(place, replaced)| {
            let (from, to) = (place.start.max(begins) - begins, place.end.min(begins + shown.len()) - begins);
            (count(from)..count(to), *replaced)
        });
        let of_line = of_line.collect();
        if !shown.is_empty() {
            lines.push(Mended { number: first + number + 1, text: shown.to_owned(), written: of_line });
        }
        begins += line.len();
    }
    lines
}

/// The bytes that an edit writes anew, its text beginning at byte `at`, and whether others give way: what the old and the
/// new text begin and end with alike is left out. Nothing where it only takes away.
fn changed(edit: &Edit, at: usize, old: &str) -> Option<(Range<usize>, bool)> {
    let new = edit.replacement.as_str();
    let alike = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let (old, rest) = (old.get(head..)?, new.get(head..)?);
    let tail: usize =
        old.chars().rev().zip(rest.chars().rev()).take_while(alike).map(|(c, _)| c.len_utf8()).sum();
    let range = at + head..at + new.len() - tail;
    (!range.is_empty()).then_some((range, old.len() > tail))
}
