//! The lines of a formatted text before their columns are known.

use crate::parser::Rule;
use unicode_width::UnicodeWidthStr;

/// What stands inside a block, or inside brackets that were opened at the end of a line, is indented by this many cells.
pub(super) const INDENT: usize = 2;
/// Another line that goes on is indented by this many cells more than the first.
pub(super) const CONTINUED: usize = 4;

/// One line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// How far it is indented, in cells.
    pub indent: usize,
    /// What it says.
    pub says: Says,
    /// Its citations, in order.
    pub citations: Vec<String>,
    /// The comment at its end.
    pub comment: Option<String>,
    /// Whether an empty line stands before it.
    pub blank_before: bool,
}

/// What a line says.
#[derive(Clone, Debug)]
pub(super) enum Says {
    /// An entry: cells with their columns, the first always 0.
    Cells(Rule, Vec<(usize, String)>),
    /// A whole line without columns: a continuation, an entry with its block on one line.
    Plain(String),
    /// The header of a block or its end: no column goes past it.
    Edge(String),
    /// A comment.
    Comment(String),
    /// Lines that stay as they are to the byte.
    Kept(String),
}

impl Default for Says {
    fn default() -> Self {
        Says::Plain(String::new())
    }
}

/// How many cells of a terminal `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}
