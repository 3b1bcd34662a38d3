//! Blocks that stand on one line with all that is inside them.

use super::Text;
use super::column::{Columns, columns};
use super::entry::{Row, rows};
use super::line::Says;
use crate::skeleton::{BlockContext, Body, Entry};
use crate::token::Token;

impl Text<'_> {
    /// An entry with all inside it on one line; its own citations go to `citations`. None where
    /// it cannot be read.
    pub(super) fn one_line(
        &self,
        entry: &Entry,
        tokens: &[Token],
        citations: &mut Vec<String>,
    ) -> Option<String> {
        if self.is_faulty(entry) {
            return None;
        }
        let place = |byte: usize| tokens.partition_point(|token| token.start < byte);
        let mut part = |from: usize, to: usize| -> Option<String> {
            let made = rows(self, tokens.get(place(from)..place(to))?, &Columns::default());
            citations.extend(made.citations);
            let plain = made.rows.len() <= 1 && made.rows.iter().all(|row| row.comment.is_none());
            plain.then(|| made.rows.first().map(Row::text).unwrap_or_default())
        };
        let (start, end) = (entry.span.range().start, entry.span.range().end);
        let Some(body) = &entry.body else { return part(start, end) };
        let close = body.close?.range();
        let mut text = part(start, body.open.range().start)?;
        let mut inside = Vec::new();
        let first = body.entries.first().map_or(close.start, |entry| entry.span.range().start);
        part(body.open.range().end, first)?;
        let tail = part(close.end, end)?;
        for entry in &body.entries {
            let mut own = Vec::new();
            let mut line = self.one_line(entry, tokens, &mut own)?;
            for citation in own {
                line.push(' ');
                line.push_str(&citation);
            }
            inside.push(line);
        }
        text.push_str(&match inside.is_empty() {
            true => " { }".to_owned(),
            false => format!(" {{ {} }}", inside.join(self.separator())),
        });
        if !tail.is_empty() {
            text.push(' ');
            text.push_str(&tail);
        }
        Some(text)
    }

    /// An entry that is `text` on one line, with the columns of its header, where entries around it have such columns.
    pub(super) fn in_columns(
        &self,
        entry: &Entry,
        body: &Body,
        tokens: &[Token],
        text: &str,
    ) -> Option<Says> {
        if entry.kind.holds_blocks() || matches!(entry.kind, BlockContext::Example | BlockContext::Amend) {
            return None;
        }
        let columns = self.columns(entry);
        let place = |byte: usize| tokens.partition_point(|token| token.start < byte);
        let header = place(entry.header.range().start)..place(body.open.range().start);
        let made = rows(self, tokens.get(header)?, &columns);
        let mut cells = made.rows.into_iter().next()?.cells;
        let block = text.strip_prefix(Row { cells: cells.clone(), ..Row::default() }.text().as_str())?;
        cells.last_mut()?.1.push_str(block);
        Some(Says::Cells(columns.kind?, cells))
    }

    /// What the grammar made of an entry without a block, as columns.
    pub(super) fn columns(&self, entry: &Entry) -> Columns {
        self.shape_at(entry.header).map(columns).unwrap_or_default()
    }
}
