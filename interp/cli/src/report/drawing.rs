//! The places of a report in their lines, underlined. The one file that knows how ariadne draws.

use std::ops::Range;

use ariadne::{Cache, Color, Config, IndexType, Report, ReportKind};
use heng_grammar::diagnostic::{Diagnostic, Label, Language, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::excerpt::Excerpt;
use super::{snapped, source_of, text};

/// The places beside the main one; as the other colours, to be read on a dark ground and on a light one.
const SECOND: Color = Color::Fixed(32);

/// The colour of a severity.
pub(super) fn kind_colour(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Fixed(99),
    }
}

/// `text` in a colour, where colours are on.
pub(super) fn painted(text: &str, colour: Color, on: bool) -> String {
    use ariadne::Fmt;
    if on { text.fg(colour).to_string() } else { text.to_owned() }
}

/// The places, underlined; nothing where no text is known.
pub(super) fn drawn(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
    width: usize,
    colour: bool,
) -> Vec<String> {
    let labels = places(diagnostic, sources);
    let Some((.., main)) = labels.iter().find(|(order, ..)| *order == 0) else { return Vec::new() };
    let texts = Texts::new(&labels, sources, language, width);
    let tint = kind_colour(diagnostic.severity);
    // ariadne's first line is dropped for a headline that is broken at the width.
    let mut report = Report::build(ReportKind::Custom("", tint), Place(main.0, texts.place(main)))
        .with_config(Config::new().with_index_type(IndexType::Char).with_color(colour).with_tab_width(2));
    for (order, label, place) in &labels {
        let shade = if *order == 0 { tint } else { SECOND };
        let mut drawn = ariadne::Label::new(Place(place.0, texts.place(place))).with_color(shade);
        let message = label.message.get(language);
        if !message.is_empty() {
            drawn = drawn.with_message(message);
        }
        report.add_label(drawn);
    }
    let headings = texts.headings();
    let mut bytes = Vec::new();
    if report.finish().write(texts, &mut bytes).is_err() {
        return Vec::new();
    }
    let drawn = String::from_utf8_lossy(&bytes);
    // ariadne writes the words beside the places in a grey that is not read on a light ground.
    let mut drawn = if colour { drawn.replace("\u{1b}[38;5;249m", "\u{1b}[39m") } else { uncoloured(&drawn) };
    for (cut, whole) in headings {
        drawn = drawn.replacen(&cut, &whole, 1);
    }
    let drawn: Vec<String> = drawn.lines().skip(1).map(|line| line.trim_end().to_owned()).collect();
    let messages = labels.iter().map(|(_, label, _)| label.message.get(language)).collect::<Vec<_>>();
    broken(&drawn, &messages, width)
}

/// The drawing with the messages of its labels broken at the width.
fn broken(drawn: &[String], messages: &[&str], width: usize) -> Vec<String> {
    let mut lines = Vec::with_capacity(drawn.len());
    for (at, line) in drawn.iter().enumerate() {
        let long = text::width(&uncoloured(line)) > width && line.contains('╰');
        let message = messages.iter().find(|message| long && line.ends_with(&format!(" {message}")));
        let Some((message, arrow)) = message.and_then(|found| Some((found, line.strip_suffix(*found)?)))
        else {
            lines.push(line.clone());
            continue;
        };
        let column = text::width(&uncoloured(arrow));
        let mut pieces = text::wrap(message, width.saturating_sub(column).max(12)).into_iter();
        lines.push(format!("{arrow}{}", pieces.next().unwrap_or_default()));
        let bars = bars(line, drawn.get(at + 1));
        let blanks = " ".repeat(column.saturating_sub(text::width(&uncoloured(bars))));
        lines.extend(pieces.map(|piece| format!("{bars}{blanks}{piece}")));
    }
    lines
}

/// What stands before the further lines of a message: the bars of the line below, which lead to other labels, or the
/// margin alone.
fn bars<'l>(line: &'l str, below: Option<&'l String>) -> &'l str {
    let only_bars = |below: &&String| {
        let bars = uncoloured(below);
        bars.contains('│') && bars.chars().all(|c| c == ' ' || c == '│')
    };
    if let Some(below) = below.filter(only_bars) {
        return below;
    }
    let margin = line.find('│').and_then(|bar| line.get(..bar + '│'.len_utf8()));
    margin.unwrap_or_default()
}

/// The labels whose text is known, with their order in the diagnostic, by file (that of the main place first) and line:
/// ariadne draws a file a second time where a label stands above the one before it.
fn places<'d>(diagnostic: &'d Diagnostic, sources: &[Source]) -> Vec<(usize, &'d Label, Characters)> {
    let mut known = Vec::new();
    let mut files: Vec<SourceId> = Vec::new();
    for label in &diagnostic.labels {
        let Some(source) = source_of(label.span, sources) else { continue };
        let place = characters(source.text(), snapped(label.span, source.text()));
        if !files.contains(&source.id()) {
            files.push(source.id());
        }
        known.push((known.len(), label, (source.id(), place)));
    }
    known.sort_by_key(|(_, _, (id, place))| {
        (files.iter().position(|file| file == id), place.end, place.start)
    });
    known
}

/// A text, and a range of its characters.
type Characters = (SourceId, Range<usize>);

/// A range of bytes as a range of characters. ariadne can count bytes too, but then names the wrong line in the heading
/// of every file but the first.
fn characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let before = text.get(..bytes.start).map_or(0, |before| before.chars().count());
    before..before + text.get(bytes).map_or(0, |inside| inside.chars().count())
}

/// Without escape sequences: ariadne paints the word for the severity even when told not to colour.
fn uncoloured(drawn: &str) -> String {
    let mut kept = String::with_capacity(drawn.len());
    let mut escaped = false;
    for c in drawn.chars() {
        match (escaped, c) {
            (false, '\u{1b}') => escaped = true,
            (false, c) => kept.push(c),
            (true, c) => escaped = !c.is_ascii_alphabetic(),
        }
    }
    kept
}

/// A place for ariadne.
struct Place(SourceId, Range<usize>);

impl ariadne::Span for Place {
    type SourceId = SourceId;

    fn source(&self) -> &SourceId {
        &self.0
    }

    fn start(&self) -> usize {
        self.1.start
    }

    fn end(&self) -> usize {
        self.1.end
    }
}

/// A text that a report shows, its long lines cut.
struct Shown {
    id: SourceId,
    name: String,
    excerpt: Excerpt,
    cut: ariadne::Source<String>,
    /// The character that the heading names, and its line and column.
    first: (usize, String),
}

/// The texts of a report for ariadne.
struct Texts(Vec<Shown>);

/// The cells that ariadne's margin takes for itself: the number of a line, a bar, and blanks.
const MARGIN: usize = 8;

/// The cells of a label's message that a long line makes room for; the rest is broken.
const WORDS: usize = 24;

impl Texts {
    fn new(
        labels: &[(usize, &Label, Characters)],
        sources: &[Source],
        language: Language,
        width: usize,
    ) -> Self {
        let mut shown: Vec<Shown> = Vec::new();
        for (_, label, (id, _)) in labels {
            let Some(source) = source_of(label.span, sources) else { continue };
            if shown.iter().any(|text| text.id == *id) {
                continue;
            }
            let of_text = labels.iter().filter(|(.., place)| place.0 == *id);
            let places: Vec<_> = of_text.clone().map(|(.., place)| place.1.clone()).collect();
            let words = of_text.map(|(_, label, _)| text::width(label.message.get(language))).max();
            let words = words.unwrap_or(0).min(WORDS);
            let room = width.saturating_sub(MARGIN).max(32);
            let excerpt = Excerpt::new(source, &places, room, room.saturating_sub(words + 4).max(24));
            let cut = ariadne::Source::from(excerpt.text.clone());
            let mut of_text = labels.iter().filter(|(.., place)| place.0 == *id);
            let main = of_text.clone().find(|(order, ..)| *order == 0).or_else(|| of_text.next());
            let first = main.map(|(_, label, place)| {
                let at = source.position(snapped(label.span, source.text()).start);
                (place.1.start, format!("{}:{}", at.line, at.column))
            });
            shown.push(Shown {
                id: *id,
                name: source.name().to_owned(),
                excerpt,
                cut,
                first: first.unwrap_or_default(),
            });
        }
        Self(shown)
    }

    /// Where a place stands in the excerpt.
    fn place(&self, (id, range): &Characters) -> Range<usize> {
        let shown = self.0.iter().find(|shown| shown.id == *id);
        shown.map_or(0..0, |shown| shown.excerpt.place(range.start)..shown.excerpt.place(range.end))
    }

    /// What ariadne writes above each text, which counts the columns of the excerpt, and what is to stand there.
    fn headings(&self) -> Vec<(String, String)> {
        let heading = |shown: &Shown| {
            let (_, line, column) = shown.cut.get_offset_line(shown.excerpt.place(shown.first.0))?;
            let written = format!("{}:{}:{} ", shown.name, line + 1, column + 1);
            Some((written, format!("{}:{} ", shown.name, shown.first.1)))
        };
        self.0.iter().filter_map(heading).collect()
    }
}

impl Cache<SourceId> for Texts {
    type Storage = String;

    fn fetch(&mut self, id: &SourceId) -> Result<&ariadne::Source<String>, impl std::fmt::Debug> {
        self.0.iter().find(|shown| shown.id == *id).map(|shown| &shown.cut).ok_or("unknown text")
    }

    fn display<'b>(&self, id: &'b SourceId) -> Option<impl std::fmt::Display + 'b> {
        self.0.iter().find(|shown| shown.id == *id).map(|shown| shown.name.clone())
    }
}
