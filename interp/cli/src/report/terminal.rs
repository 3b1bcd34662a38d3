//! For a person at a terminal: the places underlined. The one file that knows ariadne.

use ariadne::{Cache, Color, Config, IndexType, Report, ReportKind};
use heng_grammar::diagnostic::{Diagnostic, Label, Language, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::mend::mend_lines;
use super::{severity_word, snapped, source_of, text};

/// The report without a last line break. `width` is for advice; the script's own lines are never wrapped.
pub fn terminal(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
    width: usize,
    colour: bool,
) -> String {
    let mut report = drawn(diagnostic, sources, language, colour)
        .unwrap_or_else(|| headline(diagnostic, language, colour));
    for line in advice(diagnostic, sources, language, width, colour) {
        report.push('\n');
        report.push_str(&line);
    }
    report.push('\n');
    report
}

/// `[H0203] 错误: …`, as ariadne writes it, for what has no place in a text.
fn headline(diagnostic: &Diagnostic, language: Language, colour: bool) -> String {
    let id = format!("[{}] {}:", diagnostic.code, severity_word(diagnostic.severity, language));
    format!("{} {}", painted(&id, kind_colour(diagnostic.severity), colour), diagnostic.title.get(language))
}

fn kind_colour(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Fixed(147),
    }
}

fn painted(text: &str, colour: Color, on: bool) -> String {
    use ariadne::Fmt;
    if on { text.fg(colour).to_string() } else { text.to_owned() }
}

fn drawn(diagnostic: &Diagnostic, sources: &[Source], language: Language, colour: bool) -> Option<String> {
    let labels = places(diagnostic, sources);
    let main = labels.iter().find(|(order, ..)| *order == 0)?;
    let tint = kind_colour(diagnostic.severity);
    let kind = ReportKind::Custom(severity_word(diagnostic.severity, language), tint);
    let mut report = Report::build(kind, Place(main.2.clone()))
        .with_config(Config::new().with_index_type(IndexType::Char).with_color(colour).with_tab_width(2))
        .with_code(diagnostic.code)
        .with_message(diagnostic.title.get(language));
    for (order, label, place) in &labels {
        let shade = if *order == 0 { tint } else { Color::Fixed(81) };
        let mut drawn = ariadne::Label::new(Place(place.clone())).with_color(shade);
        let message = label.message.get(language);
        if !message.is_empty() {
            drawn = drawn.with_message(message);
        }
        report.add_label(drawn);
    }
    let mut bytes = Vec::new();
    report.finish().write(Texts::new(sources), &mut bytes).ok()?;
    let drawn = String::from_utf8_lossy(&bytes);
    Some(tidied(&if colour { drawn.into_owned() } else { uncoloured(&drawn) }))
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

/// A text, and characters of it.
type Characters = (SourceId, std::ops::Range<usize>);

/// A range of bytes as a range of characters. ariadne can count bytes too, but then names the wrong line in the heading
/// of every file but the first.
fn characters(text: &str, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
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

/// Without blanks at the ends of lines.
fn tidied(drawn: &str) -> String {
    drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// How much advice is printed with one report; the rest is counted.
const HELPS: usize = 6;

fn advice(
    diagnostic: &Diagnostic,
    sources: &[Source],
    language: Language,
    width: usize,
    colour: bool,
) -> Vec<String> {
    let (help_word, mend_word) = match language {
        Language::Chinese => ("建议：", "可改："),
        Language::English => ("help: ", "mend: "),
    };
    let mut lines = Vec::new();
    for help in diagnostic.help.iter().take(HELPS) {
        lines.extend(hung(help_word, help.get(language), width, colour));
    }
    let rest = diagnostic.help.len().saturating_sub(HELPS);
    if rest > 0 {
        lines.push(match language {
            Language::Chinese => format!("  另有 {rest} 条，--format json 全部列出"),
            Language::English => format!("  and {rest} more; --format json lists them all"),
        });
    }
    for (title, after) in mend_lines(diagnostic, sources, language) {
        lines.extend(hung(mend_word, &title, width, colour));
        lines.extend(after.into_iter().map(|line| format!("      {}", painted(&line, Color::Green, colour))));
    }
    lines
}

/// `  建议：…`, further lines below the first word.
fn hung(word: &str, sentence: &str, width: usize, colour: bool) -> Vec<String> {
    let room = width.saturating_sub(2 + text::width(word)).max(20);
    let indent = " ".repeat(2 + text::width(word));
    text::wrap(sentence, room)
        .into_iter()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("  {}{line}", painted(word, Color::Fixed(115), colour)),
            _ => format!("{indent}{line}"),
        })
        .collect()
}

/// A place for ariadne.
struct Place(Characters);

impl ariadne::Span for Place {
    type SourceId = SourceId;

    fn source(&self) -> &SourceId {
        &self.0.0
    }

    fn start(&self) -> usize {
        self.0.1.start
    }

    fn end(&self) -> usize {
        self.0.1.end
    }
}

/// The texts of a run for ariadne; each is cut into lines when it is first needed.
struct Texts<'a> {
    sources: &'a [Source],
    cut: Vec<(SourceId, ariadne::Source<&'a str>)>,
}

impl<'a> Texts<'a> {
    fn new(sources: &'a [Source]) -> Self {
        Self { sources, cut: Vec::new() }
    }

    fn text(&self, id: SourceId) -> Option<&'a Source> {
        self.sources.iter().find(|source| source.id() == id)
    }
}

impl<'a> Cache<SourceId> for Texts<'a> {
    type Storage = &'a str;

    fn fetch(&mut self, id: &SourceId) -> Result<&ariadne::Source<&'a str>, impl std::fmt::Debug> {
        if !self.cut.iter().any(|(known, _)| known == id) {
            let text = self.text(*id).map_or("", Source::text);
            self.cut.push((*id, ariadne::Source::from(text)));
        }
        self.cut.iter().find(|(known, _)| known == id).map(|(_, source)| source).ok_or("unknown text")
    }

    fn display<'b>(&self, id: &'b SourceId) -> Option<impl std::fmt::Display + 'b> {
        self.text(*id).map(|source| source.name().to_owned())
    }
}
