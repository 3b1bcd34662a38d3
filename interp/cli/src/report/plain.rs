//! For screen readers and logs: sentences instead of drawings. The one file that knows miette.

use heng_grammar::diagnostic::{Diagnostic, Language, Severity};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use miette::{
    LabeledSpan, MietteSpanContents, NarratableReportHandler, SourceCode, SourceSpan, SpanContents,
};

use super::mend::shown_mends;
use super::narration;
use super::{severity_word, snapped, source_of};

/// The report without a last line break.
pub fn plain(diagnostic: &Diagnostic, sources: &[Source], language: Language) -> String {
    let shown = Shown::new(diagnostic, sources, language);
    let mut text = String::new();
    let handler = NarratableReportHandler::new().with_context_lines(0);
    if handler.render_report(&mut text, &shown).is_err() {
        text = format!("{shown}\n");
    }
    narration::reworded(&text, sources, language)
}

/// What miette is shown: one diagnostic, in one language, with the labels of one text; other texts are related.
#[derive(Debug)]
struct Shown {
    title: String,
    code: Option<String>,
    severity: Severity,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    text: Option<NamedText>,
    related: Vec<Shown>,
}

impl Shown {
    fn new(diagnostic: &Diagnostic, sources: &[Source], language: Language) -> Self {
        let mut texts: Vec<SourceId> = Vec::new();
        for label in &diagnostic.labels {
            if source_of(label.span, sources).is_some() && !texts.contains(&label.span.source) {
                texts.push(label.span.source);
            }
        }
        let word = severity_word(diagnostic.severity, language);
        let separator = if language == Language::Chinese { "：" } else { ": " };
        let mut parts = texts.iter().map(|id| Self::part(diagnostic, *id, sources, language));
        let mut main = parts.next().unwrap_or_else(|| Self::empty(diagnostic.severity));
        main.related = parts.collect();
        main.title = format!("[{}] {word}{separator}{}", diagnostic.code, diagnostic.title.get(language));
        main.help = advice(diagnostic, sources, language);
        main.code = Some(diagnostic.code.to_string());
        main
    }

    fn empty(severity: Severity) -> Self {
        Self {
            title: String::new(),
            code: None,
            severity,
            help: None,
            labels: Vec::new(),
            text: None,
            related: Vec::new(),
        }
    }

    fn part(diagnostic: &Diagnostic, id: SourceId, sources: &[Source], language: Language) -> Self {
        let mut part = Self::empty(diagnostic.severity);
        let Some(source) = sources.iter().find(|source| source.id() == id) else { return part };
        for label in diagnostic.labels.iter().filter(|label| label.span.source == id) {
            let range = snapped(label.span, source.text());
            let message = Some(label.message.get(language).to_owned()).filter(|message| !message.is_empty());
            part.labels.push(LabeledSpan::new(message, range.start, range.len()));
        }
        part.text = Some(NamedText { source: source.clone() });
        part
    }
}

fn advice(diagnostic: &Diagnostic, sources: &[Source], language: Language) -> Option<String> {
    let mut lines: Vec<String> = diagnostic.help.iter().map(|help| help.get(language).to_owned()).collect();
    for mend in shown_mends(diagnostic, sources) {
        let lead = if language == Language::Chinese { "可改：" } else { "mend: " };
        lines.push(format!("{lead}{}", mend.title.get(language)));
        lines.extend(mend.told().into_iter().map(|line| format!("    {line}")));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn std::fmt::Display>)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.text.as_ref().map(|text| text as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|part| part as &dyn miette::Diagnostic)))
    }
}

/// A text whose lines and columns are counted as everywhere else in this project: columns in characters.
#[derive(Debug)]
struct NamedText {
    source: Source,
}

impl SourceCode for NamedText {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, miette::MietteError> {
        let text = self.source.text();
        let first = self.source.line_of(span.offset());
        let last = self.source.line_of(span.offset() + span.len().saturating_sub(1));
        let start = self.source.line_span(first).range().start;
        let end = self.source.line_span(last).range().end;
        let bytes = text.get(start..end).ok_or(miette::MietteError::OutOfBounds)?.as_bytes();
        let column = self.source.position(span.offset()).column.saturating_sub(1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.source.name().to_owned(),
            bytes,
            (start, end - start).into(),
            first,
            column,
            last - first + 1,
        )))
    }
}
