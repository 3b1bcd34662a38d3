//! Looking around in the tokens of a text.

use super::Declared;
use crate::source::Source;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use crate::vocabulary::{Concept, Units, concepts};
use std::collections::BTreeSet;

/// The tokens of a script or a fence, and what is known of its units.
pub struct Scan<'a> {
    pub source: &'a Source,
    pub units: &'a Units,
    pub names: &'a BTreeSet<String>,
    tokens: &'a [Token],
    /// For each token, how many round and square brackets are open before it on its entry.
    depths: Vec<u32>,
}

impl<'a> Scan<'a> {
    pub fn new(source: &'a Source, tokens: &'a [Token], declared: &'a Declared) -> Self {
        let mut depth = 0u32;
        let mut depths = Vec::with_capacity(tokens.len());
        for token in tokens {
            depths.push(depth);
            depth = match token.kind {
                TokenKind::OpenParen | TokenKind::OpenBracket => depth + 1,
                TokenKind::CloseParen | TokenKind::CloseBracket => depth.saturating_sub(1),
                TokenKind::OpenBrace | TokenKind::CloseBrace => 0,
                _ => depth,
            };
        }
        Self { source, units: &declared.units, names: &declared.names, tokens, depths }
    }

    pub fn get(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied()
    }

    pub fn kind(&self, at: usize) -> Option<TokenKind> {
        self.get(at).map(|token| token.kind)
    }

    /// The kinds from `at` on are exactly these; since tokens tile the text, they touch.
    pub fn touch(&self, at: usize, kinds: &[TokenKind]) -> bool {
        kinds.iter().enumerate().all(|(offset, kind)| self.kind(at + offset) == Some(*kind))
    }

    pub fn text(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| token.text(self.source.text()))
    }

    /// The place of `count` tokens from `at` on.
    pub fn span(&self, at: usize, count: usize) -> Span {
        let start = self.get(at).map_or(self.source.text().len(), |token| token.start);
        let last = self.get(at + count.saturating_sub(1));
        self.source.span(start, last.map_or(start, |token| token.end))
    }

    /// The words of `count` tokens from `at` on.
    pub fn words(&self, at: usize, count: usize) -> &'a str {
        self.span(at, count).text(self.source.text())
    }

    /// Where the next token on the line is that is no blank.
    pub fn next(&self, at: usize) -> Option<usize> {
        let mut next = at + 1;
        while matches!(self.kind(next), Some(TokenKind::Blank | TokenKind::Invisible)) {
            next += 1;
        }
        self.kind(next).filter(|kind| !kind.is_trivia()).map(|_| next)
    }

    /// Where the token before on the line is that is no blank.
    pub fn before(&self, at: usize) -> Option<usize> {
        let place = (0..at)
            .rev()
            .find(|&place| !matches!(self.kind(place), Some(TokenKind::Blank | TokenKind::Invisible)))?;
        self.kind(place).filter(|kind| !kind.is_trivia()).map(|_| place)
    }

    /// Whether the token is the first of its line or of an entry within it.
    pub fn begins_entry(&self, at: usize) -> bool {
        self.before(at).and_then(|before| self.kind(before)).is_none_or(|kind| {
            matches!(
                kind,
                TokenKind::Semicolon | TokenKind::Stop | TokenKind::OpenBrace | TokenKind::CloseBrace
            )
        })
    }

    /// Whether `=` or `:` follows.
    pub fn is_defined(&self, at: usize) -> bool {
        let next = self.next(at).and_then(|next| self.kind(next));
        matches!(next, Some(TokenKind::Equal | TokenKind::Colon))
    }

    /// Whether the token is a plain word for one of `wanted`.
    pub fn is_word(&self, at: usize, wanted: &[Concept]) -> bool {
        self.kind(at) == Some(TokenKind::Name)
            && concepts(self.text(at)).iter().any(|concept| wanted.contains(concept))
    }

    /// Whether the token stands inside round or square brackets.
    pub fn in_brackets(&self, at: usize) -> bool {
        self.depths.get(at).is_some_and(|&depth| depth > 0)
    }
}
