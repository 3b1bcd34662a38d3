//! Literate scripts: a document in Markdown whose ```` ```heng ```` fences are the script.
//!
//! Nothing is copied: fences are ranges of the whole text, so offsets, lines and columns stay those of the file. A fence
//! whose info string says more than `heng` (```` ```heng 片段 ````), any other fence, and one inside a quotation is not
//! part of the script.

mod article;
mod passage;

pub use article::{Articles, missing_articles};
pub use passage::passages;

use crate::source::Source;
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What a literate script holds.
#[derive(Clone, Debug, Default)]
pub struct Literate {
    /// The bytes inside each script fence, in order.
    pub fences: Vec<Range<usize>>,
    /// The tables of the prose, in order.
    pub tables: Vec<MarkdownTable>,
    /// The bytes of the prose: outside all fences.
    pub prose: Vec<Range<usize>>,
}

/// A table of the prose, for `见下表`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownTable {
    /// All of it.
    pub span: Span,
    /// Its first row.
    pub header: Vec<MarkdownCell>,
    /// The other rows.
    pub rows: Vec<Vec<MarkdownCell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownCell {
    /// Its words, without markup.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Literate {
    /// The first table that begins after `byte`.
    pub fn table_after(&self, byte: usize) -> Option<&MarkdownTable> {
        self.tables.iter().find(|table| table.span.range().start >= byte)
    }
}

/// Finds the fences and tables of a Markdown text.
///
/// ```
/// use heng_grammar::{literate::literate, source::Source, span::SourceId};
/// let text = "第一条 亩均税收。\n\n```heng\nx = 1\n```\n";
/// let source = Source::new(SourceId(0), "例.heng.md", text);
/// assert_eq!(&text[literate(&source).fences[0].clone()], "x = 1\n");
/// ```
pub fn literate(source: &Source) -> Literate {
    let mut reader =
        Reader { source, found: Literate::default(), fence: None, table: None, quoted: 0, prose_from: 0 };
    for (event, range) in Parser::new_ext(source.text(), Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(&event, range);
    }
    reader.prose_until(source.text().len());
    reader.found
}

/// A fence being read: whether it is script, and the bytes inside so far.
struct Fence {
    is_script: bool,
    inside: Option<Range<usize>>,
}

struct Reader<'a> {
    source: &'a Source,
    found: Literate,
    fence: Option<Fence>,
    table: Option<MarkdownTable>,
    quoted: usize,
    prose_from: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quoted += 1,
            Event::End(TagEnd::BlockQuote(_)) => self.quoted = self.quoted.saturating_sub(1),
            Event::Start(Tag::CodeBlock(kind)) => self.begin_fence(kind, range),
            Event::End(TagEnd::CodeBlock) => self.end_fence(range),
            Event::Start(Tag::Table(_)) => {
                let span = self.source.span(range.start, range.end);
                self.table = Some(MarkdownTable { span, header: Vec::new(), rows: Vec::new() });
            }
            Event::End(TagEnd::Table) => self.found.tables.extend(self.table.take()),
            Event::Start(Tag::TableRow) => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Event::Start(Tag::TableCell) => self.cell(range),
            Event::Text(text) | Event::Code(text) => self.text(text, range),
            _ => {}
        }
    }

    fn begin_fence(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let is_script = match kind {
            CodeBlockKind::Fenced(info) => info.trim() == "heng" && self.quoted == 0,
            CodeBlockKind::Indented => false,
        };
        self.prose_until(range.start);
        self.fence = Some(Fence { is_script, inside: None });
    }

    fn end_fence(&mut self, range: Range<usize>) {
        self.prose_from = range.end;
        if let Some(Fence { is_script: true, inside: Some(inside) }) = self.fence.take() {
            self.found.fences.push(inside);
        }
    }

    fn prose_until(&mut self, end: usize) {
        if end > self.prose_from {
            self.found.prose.push(self.prose_from..end);
        }
    }

    fn cell(&mut self, range: Range<usize>) {
        let span = self.source.span(range.start, range.end);
        let cell = MarkdownCell { text: String::new(), span };
        if let Some(row) = self.row() {
            row.push(cell);
        }
    }

    fn row(&mut self) -> Option<&mut Vec<MarkdownCell>> {
        let table = self.table.as_mut()?;
        if table.rows.is_empty() { Some(&mut table.header) } else { table.rows.last_mut() }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some(fence) = &mut self.fence {
            let start = fence.inside.as_ref().map_or(range.start, |inside| inside.start);
            fence.inside = Some(start..range.end);
        } else if let Some(cell) = self.row().and_then(|row| row.last_mut()) {
            cell.text.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests;
