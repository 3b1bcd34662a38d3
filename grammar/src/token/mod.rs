//! Text to tokens (logos), losslessly.
//!
//! For colours, the skeleton and the hazards of text; the grammar (pest) is the only judge of what a script says.

mod citation;
mod kind;

pub use citation::{citation_end, cited, is_waiver};
pub use kind::TokenKind;

use crate::fold::fold;
use logos::Logos;
use std::ops::Range;

/// One token: its kind and its bytes in the text that was lexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Token {
    /// The bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words it covers.
    pub fn text(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }
}

/// The tokens of `text`; they tile it.
///
/// ```
/// use heng_grammar::token::{TokenKind, lex};
/// let kinds: Vec<_> = lex("税收≥90万元").map(|token| token.kind).collect();
/// use TokenKind::*;
/// assert_eq!(kinds, [Name, GreaterOrEqual, Number, Name]);
/// ```
pub fn lex(text: &str) -> impl Iterator<Item = Token> {
    lex_range(text, 0..text.len())
}

/// The tokens of the bytes `range` of `text`, with offsets in `text`: for the fences of a literate script.
pub fn lex_range(text: &str, range: Range<usize>) -> impl Iterator<Item = Token> {
    let start = range.start;
    let part = text.get(range).unwrap_or("");
    let raw = TokenKind::lexer(part).spanned().map(move |(kind, bytes)| Token {
        kind: kind.unwrap_or(TokenKind::Unknown),
        start: start + bytes.start,
        end: start + bytes.end,
    });
    JoinYears { text, raw: raw.peekable() }
}

/// Makes `2022 年` one token as `2022年` is: a number of years is never so large, and people write both.
struct JoinYears<'a, I: Iterator<Item = Token>> {
    text: &'a str,
    raw: std::iter::Peekable<I>,
}

impl<I: Iterator<Item = Token> + Clone> Iterator for JoinYears<'_, I> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let token = self.raw.next()?;
        if token.kind != TokenKind::Number || !is_year(token.text(self.text)) {
            return Some(token);
        }
        let mut ahead = self.raw.clone();
        let blank = ahead.next().filter(|next| next.kind == TokenKind::Blank);
        let word = ahead.next().filter(|next| next.kind == TokenKind::Name && next.text(self.text) == "年");
        match blank.and(word) {
            Some(word) => {
                self.raw = ahead;
                Some(Token { kind: TokenKind::Year, start: token.start, end: word.end })
            }
            None => Some(token),
        }
    }
}

/// Whether `digits` (of any width) are a year of 1900 to 2199.
pub fn is_year(digits: &str) -> bool {
    let folded = fold(digits);
    folded.len() == 4 && folded.parse::<u32>().is_ok_and(|year| (1900..2200).contains(&year))
}

#[cfg(test)]
mod tests;
