//! One entry: its tokens as lines of cells.

use super::Text;
use super::column::Columns;
use super::line::{CONTINUED, INDENT};
use super::piece::{Piece, Pieces};
use crate::parser::Rule;
use crate::token::{Token, TokenKind};

/// A line of an entry, as its author broke it.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its cells with their columns; the first is 0.
    pub cells: Vec<(usize, String)>,
    /// The comment at its end, or of its own.
    pub comment: Option<String>,
    /// How far it is indented against the first, where it is not the first.
    pub indent: usize,
}

impl Row {
    /// Whether it says anything.
    pub fn says(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Its cells as one text.
    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.1.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The tokens of an entry from its first to its last, taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Its lines.
    pub rows: Vec<Row>,
    /// Its citations, which stand behind it wherever they stood.
    pub citations: Vec<String>,
}

/// The lines that `tokens` of one entry make.
pub(super) fn rows(text: &Text<'_>, tokens: &[Token], columns: &Columns) -> Rows {
    let mut made = Rows::default();
    let mut row = Row::default();
    let mut pieces = Pieces::new(text.source.text(), &text.marks, text.english);
    let mut last: Option<Piece> = None;
    let mut brackets = Brackets {
        lists: matches!(columns.kind, Some(Rule::example_cells | Rule::example_cell)),
        ..Brackets::default()
    };
    let mut tokens = tokens.iter().copied().peekable();
    while let Some(token) = tokens.next() {
        let words = token.text(text.source.text());
        match token.kind {
            TokenKind::Blank | TokenKind::Invisible => {}
            TokenKind::LineBreak => {
                if row.says() || row.comment.is_some() {
                    brackets.end_line(last.as_ref().filter(|_| row.says()));
                    made.rows.push(std::mem::take(&mut row));
                }
            }
            TokenKind::Comment | TokenKind::DocComment => {
                row.comment = Some(words.trim_end().to_owned());
                row.indent = if row.says() { row.indent } else { brackets.indent(false) };
            }
            TokenKind::Citation => made.citations.push(words.to_owned()),
            _ => {
                let piece = match text.number_at(token.start) {
                    Some(end) => {
                        while tokens.next_if(|next| next.start < end).is_some() {}
                        let words = text.source.text().get(token.start..end).unwrap_or_default();
                        Piece { kind: TokenKind::Name, text: words.to_owned(), start: token.start, end }
                    }
                    None => pieces.piece(token),
                };
                brackets.see(&piece, &mut row);
                add(&mut row, &piece, last.as_ref(), &pieces, columns);
                last = Some(piece);
            }
        }
    }
    if row.says() || row.comment.is_some() {
        made.rows.push(row);
    }
    if let Some(last) = last.filter(|last| matches!(last.kind, TokenKind::Comma | TokenKind::Pause)) {
        drop_end(&mut made, &last);
    }
    made
}

/// Takes the comma away that ends an entry: at the end of a line the entry would go on with the next.
fn drop_end(made: &mut Rows, comma: &Piece) {
    let cell = made.rows.iter_mut().rev().find_map(|row| row.cells.last_mut());
    if let Some((_, cell)) = cell
        && let Some(rest) = cell.strip_suffix(comma.text.as_str())
    {
        *cell = rest.to_owned();
    }
}

/// Adds a piece to the cells of a line.
fn add(row: &mut Row, piece: &Piece, last: Option<&Piece>, pieces: &Pieces<'_>, columns: &Columns) {
    let stop = columns.stops.iter().find(|(at, _)| *at == piece.start).map(|(_, column)| *column);
    match (row.cells.last_mut(), stop) {
        (None, _) => row.cells.push((0, piece.text.clone())),
        (Some(_), Some(column)) => row.cells.push((column, piece.text.clone())),
        (Some((_, cell)), None) => {
            cell.push_str(last.map_or("", |last| pieces.between(last, piece)));
            cell.push_str(&piece.text);
        }
    }
}

/// The brackets that are open, and which of them were opened at the end of a line.
#[derive(Default)]
struct Brackets {
    /// For each open bracket, whether its line ended with it.
    open: Vec<bool>,
    /// Whether the entry is a list whose lines stand under one another.
    lists: bool,
    /// Whether the last line ended with a comma.
    after_comma: bool,
}

impl Brackets {
    fn see(&mut self, piece: &Piece, row: &mut Row) {
        let closes = matches!(piece.kind, TokenKind::CloseParen | TokenKind::CloseBracket);
        let closed = closes && self.open.pop() == Some(true);
        if !row.says() {
            row.indent = self.indent(closed);
        }
        if matches!(piece.kind, TokenKind::OpenParen | TokenKind::OpenBracket) {
            self.open.push(false);
        }
    }

    /// How far a line that begins here is indented; it may have `closed` a bracket that hung.
    fn indent(&self, closed: bool) -> usize {
        let around = self.open.iter().filter(|hangs| **hangs).count();
        let listed = self.lists && self.after_comma && self.open.is_empty();
        if closed || around > 0 || listed { around * INDENT } else { CONTINUED }
    }

    /// A line has ended with `piece`.
    fn end_line(&mut self, piece: Option<&Piece>) {
        self.after_comma = piece.is_some_and(|piece| piece.kind == TokenKind::Comma);
        let opens =
            piece.is_some_and(|piece| matches!(piece.kind, TokenKind::OpenParen | TokenKind::OpenBracket));
        if let (true, Some(last)) = (opens, self.open.last_mut()) {
            *last = true;
        }
    }
}
