//! What is wrong, as plain data. Renderers live elsewhere; a message exists once, in two languages side by side.

use crate::span::Span;

/// A stable number, printed `H0203`. The hundreds name the phase: 01 text, 02 entries, 03 names, 04 types and units,
/// 05 missing values, 06 blocks, 07 amendments and libraries, 08 data, 09 runs, 16 ledgers and targets, 17 static analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "H{:04}", self.0)
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The script or the data cannot be used as they are.
    Error,
    /// They can, but something is probably not meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// The sentence, Chinese first.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// The language messages are printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    #[default]
    English,
}

/// A place and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there.
    pub message: Message,
}

/// A change to the text that would mend the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What is written where, in the order of the text, never empty and never overlapping; all of them together.
    pub edits: Vec<Edit>,
    /// What the change does.
    pub title: Message,
    /// Whether it may be applied without asking.
    pub safe: bool,
}

/// One place of a mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The place to replace; empty to insert.
    pub span: Span,
    /// What to write there.
    pub replacement: String,
}

impl Mend {
    /// Writes something before and something behind the words of `span`, when asked to.
    pub fn around(span: Span, before: impl Into<String>, behind: impl Into<String>, title: Message) -> Self {
        let (start, end) = (Span { end: span.start, ..span }, Span { start: span.end, ..span });
        let edits = vec![
            Edit { span: start, replacement: before.into() },
            Edit { span: end, replacement: behind.into() },
        ];
        Self { edits, title, safe: false }
    }

    /// From the first place to the last.
    pub fn span(&self) -> Span {
        let mut spans = self.edits.iter().map(|edit| edit.span);
        let first = spans.next().unwrap_or_default();
        spans.fold(first, Span::to)
    }

    /// What stands at [`Self::span`] of `text` after the mend.
    pub fn replacement(&self, text: &str) -> String {
        let mut made = String::new();
        let mut at = self.span().range().start;
        for edit in &self.edits {
            let range = edit.span.range();
            made.push_str(text.get(at..range.start).unwrap_or_default());
            made.push_str(&edit.replacement);
            at = range.end;
        }
        made
    }
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable number.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub title: Message,
    /// Where; the first is the main place. Empty when the fault has no place in a text.
    pub labels: Vec<Label>,
    /// What was expected, and what to do.
    pub help: Vec<Message>,
    /// Machine-applicable changes, the likeliest first.
    pub mends: Vec<Mend>,
}

impl Diagnostic {
    /// An error of `code`.
    pub fn error(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Message::new(zh, en))
    }

    /// A warning of `code`.
    pub fn warning(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Message::new(zh, en))
    }

    /// A report of `code` and `severity`.
    pub fn new(code: u16, severity: Severity, title: Message) -> Self {
        Self { code: Code(code), severity, title, labels: Vec::new(), help: Vec::new(), mends: Vec::new() }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: Message::new(zh, en) });
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help.push(Message::new(zh, en));
        self
    }

    /// Adds a change that would mend the fault.
    #[must_use]
    pub fn mend(
        mut self,
        span: Span,
        replacement: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
        safe: bool,
    ) -> Self {
        let edits = vec![Edit { span, replacement: replacement.into() }];
        self.mends.push(Mend { edits, title: Message::new(zh, en), safe });
        self
    }

    /// Adds a mend of several places.
    #[must_use]
    pub fn mended(mut self, mend: Mend) -> Self {
        self.mends.push(mend);
        self
    }

    /// Adds a mend that writes something before and something behind the words of `span`.
    #[must_use]
    pub fn mend_around(
        mut self,
        span: Span,
        before: impl Into<String>,
        behind: impl Into<String>,
        title: Message,
    ) -> Self {
        self.mends.push(Mend::around(span, before, behind, title));
        self
    }

    /// Whether the script or the data cannot be used as they are.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
