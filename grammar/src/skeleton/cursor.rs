//! Walking over the tokens of one script or fence.

use crate::source::Source;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use crate::vocabulary::{Concept, concepts};
use unicode_width::UnicodeWidthChar;

/// Tokens and a place among them.
pub struct Cursor<'a> {
    /// The text.
    pub source: &'a Source,
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Before the first of `tokens`.
    pub fn new(source: &'a Source, tokens: &'a [Token]) -> Self {
        Self { source, tokens, at: 0 }
    }

    /// The token here.
    pub fn here(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The kind of the token here.
    pub fn kind(&self) -> Option<TokenKind> {
        self.here().map(|token| token.kind)
    }

    /// Goes past the token here.
    pub fn advance(&mut self) {
        self.at += 1;
    }

    /// The tokens after this place, this one not among them.
    pub fn after(&self) -> &'a [Token] {
        self.tokens.get(self.at + 1..).unwrap_or(&[])
    }

    /// The tokens from this place on.
    pub fn rest(&self) -> &'a [Token] {
        self.tokens.get(self.at..).unwrap_or(&[])
    }

    /// The words of a token.
    pub fn text(&self, token: Token) -> &'a str {
        token.text(self.source.text())
    }

    /// The place of a token.
    pub fn span(&self, token: Token) -> Span {
        self.source.span(token.start, token.end)
    }

    /// An empty span at the end of the last token that is no blank, or at the start.
    pub fn end(&self) -> Span {
        let before = self.tokens.get(..self.at).unwrap_or(&[]);
        let end = before.iter().rev().find(|token| !token.kind.is_trivia()).map_or(0, |token| token.end);
        self.source.span(end, end)
    }

    /// What a plain word can stand for.
    pub fn concepts(&self, token: Token) -> &'static [Concept] {
        if token.kind == TokenKind::Name { concepts(self.text(token)) } else { &[] }
    }

    /// Whether the token is a plain word that can stand for one of `wanted`.
    pub fn is_one_of(&self, token: Token, wanted: &[Concept]) -> bool {
        self.concepts(token).iter().any(|concept| wanted.contains(concept))
    }

    /// How far the line of the token is indented, in terminal cells.
    pub fn indent(&self, token: Token) -> usize {
        let line = self.source.line_text(self.source.line_of(token.start));
        line.chars().take_while(|c| c.is_whitespace() || *c == '\u{FEFF}').map(cells).sum()
    }

    /// Whether nothing but blanks stands before the token on its line.
    pub fn begins_line(&self, token: Token) -> bool {
        let line = self.source.line_span(self.source.line_of(token.start)).range().start;
        let before = self.source.text().get(line..token.start).unwrap_or("");
        before.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}')
    }
}

fn cells(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(0) }
}

/// The first of `tokens` that is neither blank nor comment, on any line.
pub fn significant(tokens: &[Token]) -> Option<Token> {
    tokens.iter().copied().find(|token| !token.kind.is_trivia())
}

/// The first of `tokens` that is no blank: a line break or a comment counts.
pub fn next_on_line(tokens: &[Token]) -> Option<Token> {
    tokens.iter().copied().find(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::Invisible))
}
