//! Why an entry could not be read: the likeliest slip first, what the grammar waited for last.

use super::expected::{describe, leading, literals};
use super::grammar::Rule;
use super::run::Fault;
use super::slips;
use super::structure;
use super::words::{Words, nearest};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Token, TokenKind, lex_range};

/// An entry that could not be read, and where.
pub(super) struct Failure<'t> {
    /// The whole text.
    pub text: &'t str,
    /// What is known of its words.
    pub words: &'t Words<'t>,
    /// The piece that was read.
    pub span: Span,
    /// The tokens of the piece that are no blanks.
    pub tokens: Vec<Token>,
    /// Which token could not be taken; one past the last at the end.
    pub place: usize,
    /// What could have stood there.
    pub expected: &'t [Rule],
}

impl Failure<'_> {
    /// The token that could not be taken.
    pub(super) fn here(&self) -> Option<Token> {
        self.tokens.get(self.place).copied()
    }

    /// The token before it.
    pub(super) fn before(&self) -> Option<Token> {
        self.place.checked_sub(1).and_then(|place| self.tokens.get(place)).copied()
    }

    /// The words of a token.
    pub(super) fn word(&self, token: Token) -> &str {
        token.text(self.text)
    }

    /// The place of a token.
    pub(super) fn at(&self, token: Token) -> Span {
        Span::new(self.span.source, token.start, token.end)
    }

    /// Whether any of `rules` could have stood there.
    pub(super) fn waits_for(&self, rules: &[Rule]) -> bool {
        self.expected.iter().any(|rule| rules.contains(rule))
    }
}

/// The report for `span`, which could not be read.
pub(crate) fn explain(text: &str, words: &Words, span: Span, fault: &Fault) -> Diagnostic {
    let (at, expected) = match fault {
        Fault::TooDeep => return structure::too_deep(span),
        Fault::Unexpected { at, expected } => (*at, expected.as_slice()),
    };
    let tokens: Vec<Token> = lex_range(text, span.range()).filter(|token| !token.kind.is_trivia()).collect();
    let place = tokens.iter().position(|token| token.end > at).unwrap_or(tokens.len());
    let failure = Failure { text, words, span, tokens, place, expected };
    slips::find(&failure).unwrap_or_else(|| plain(&failure))
}

/// What is there and what was expected.
fn plain(failure: &Failure) -> Diagnostic {
    let waited = describe(failure.expected);
    let Some(token) = failure.here() else {
        let end = Span { start: failure.span.end, ..failure.span };
        let fault = Diagnostic::error(202, "这一项没有写完", "this entry ends too early");
        return match waited {
            Some(message) => {
                fault.at(end, format!("后面还应有{}", message.zh), format!("expected {}", message.en))
            }
            None => fault.at(end, "到这里断了", "it breaks off here"),
        };
    };
    let word = failure.word(token);
    let fault =
        Diagnostic::error(201, format!("「{word}」不能写在这里"), format!("`{word}` cannot stand here"));
    let fault = match waited {
        Some(message) => {
            fault.at(failure.at(token), format!("这里应是{}", message.zh), format!("expected {}", message.en))
        }
        None => {
            fault.at(failure.at(token), "这一项写到这里就该结束", "the entry should have ended before this")
        }
    };
    suggest(failure, token, word, fault)
}

/// Offers the keyword that was probably meant.
fn suggest(failure: &Failure, token: Token, word: &str, fault: Diagnostic) -> Diagnostic {
    if token.kind != TokenKind::Name {
        return fault;
    }
    let candidates = failure
        .expected
        .iter()
        .flat_map(|&rule| leading(rule))
        .flat_map(literals)
        .filter(|literal| literal.chars().all(|c| c == '_' || c.is_alphanumeric()));
    match nearest(word, candidates) {
        Some(meant) => fault.mend(
            failure.at(token),
            meant,
            format!("是不是「{meant}」"),
            format!("did you mean `{meant}`"),
            false,
        ),
        None => fault,
    }
}
