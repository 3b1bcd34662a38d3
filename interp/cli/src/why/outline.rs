//! An explanation as an outline: the same content for the terminal, Markdown and HTML, which only draw it.

use crate::report::text::Align;

/// An account of some values of one row, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// What it is about: the enterprise.
    pub title: String,
    /// Under which document, for which year and day.
    pub subtitle: Vec<String>,
    /// What was asked for, each with what it follows from.
    pub entries: Vec<Entry>,
    /// Where the files named are: what each is called here, its path.
    pub legend: Vec<String>,
}

/// A value or a rule, with what it follows from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// One line that says it.
    pub head: Line,
    /// What is said of it: its formula, the numbers put in.
    pub lines: Vec<Line>,
    /// Figures in columns.
    pub grid: Option<Grid>,
    /// What it follows from.
    pub entries: Vec<Entry>,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its pieces, one after the other.
    pub runs: Vec<Run>,
}

/// A piece of text that is drawn in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are drawn.
    pub style: Style,
}

/// How a piece of text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// The name of a value or a rule.
    Name,
    /// A value.
    Value,
    /// As written in the script.
    Code,
    /// Articles, cells: for whoever looks it up.
    Faint,
    /// Something took effect.
    Yes,
    /// Something did not.
    No,
}

/// Figures in columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The headers.
    pub header: Vec<(String, Align)>,
    /// The rows; each has as many cells as there are headers.
    pub rows: Vec<Vec<String>>,
    /// The row that is about the row explained.
    pub here: Option<usize>,
}

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new().and(text, Style::Plain)
    }

    /// With more text.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.runs.push(Run { text, style });
        }
        self
    }

    /// The words without their styles.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}
