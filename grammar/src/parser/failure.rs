//! Why an entry could not be read: the likeliest slip first, what the grammar waited for last.

use super::expected::{describe, leading, literals};
use super::grammar::Rule;
use super::run::Fault;
use super::slips;
use super::structure;
use super::words::{Words, nearest};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::suggest::{self, Likeness, Suggestion};
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
    if let Some(fault) = misspelt_before(failure, token) {
        return fault;
    }
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

/// `100 基準 20`: the word before was taken for a unit or a name, and is a keyword in other characters.
fn misspelt_before(failure: &Failure, token: Token) -> Option<Diagnostic> {
    let before = failure.before().filter(|before| before.kind == TokenKind::Name)?;
    let word = failure.word(before);
    let alike = |found: &Suggestion<'_>| !matches!(found.likeness, Likeness::Edits | Likeness::Word);
    let meant = suggest::nearest(word, candidates(failure)).into_iter().find(alike)?.name;
    if token.kind == TokenKind::Name || failure.words.units.knows(word) {
        return None;
    }
    let fault =
        Diagnostic::error(201, format!("「{word}」不能写在这里"), format!("`{word}` cannot stand here"));
    let (zh, en) = (format!("这里应是`{meant}`"), format!("expected `{meant}`"));
    Some(fault.at(failure.at(before), zh, en).mend(
        failure.at(before),
        meant,
        format!("是不是「{meant}」"),
        format!("did you mean `{meant}`"),
        false,
    ))
}

/// The words that could have stood there.
fn candidates(failure: &Failure) -> Vec<&'static str> {
    let literals = failure.expected.iter().flat_map(|&rule| leading(rule)).flat_map(literals);
    literals.filter(|literal| literal.chars().all(|c| c == '_' || c.is_alphanumeric())).collect()
}

/// Offers the keyword that was probably meant.
fn suggest(failure: &Failure, token: Token, word: &str, fault: Diagnostic) -> Diagnostic {
    if token.kind != TokenKind::Name {
        return fault;
    }
    let candidates = candidates(failure);
    match meant_by(word, &candidates).or_else(|| nearest(word, candidates.iter().copied())) {
        Some(meant) => fault.mend(
            through(failure, token, meant),
            meant,
            format!("是不是「{meant}」"),
            format!("did you mean `{meant}`"),
            false,
        ),
        None => fault,
    }
}

/// Words that documents use for what the language calls otherwise.
const USUAL: &[(&str, &str)] = &[
    ("到", "至"),
    ("其他", "其余"),
    ("其它", "其余"),
    ("其余", "以后"),
    ("以后年度", "以后"),
    ("之后", "以后"),
    ("剩余", "余额"),
    ("结余", "余额"),
    ("来源", "来自"),
    ("来自", "自"),
    ("归", "给"),
    ("给", "归"),
    ("依", "按"),
    ("按", "凭"),
    ("其中", "当"),
    ("最高", "上限"),
    ("最多", "上限"),
    ("不超过", "上限"),
    ("单项不超过", "单项上限"),
    ("就高", "就高不重复"),
    ("取高", "就高不重复"),
    ("停发", "不续"),
    ("每年", "按年"),
];

/// What a word of the documents is in the language, where that could stand.
fn meant_by<'w>(word: &str, candidates: &[&'w str]) -> Option<&'w str> {
    let meant = USUAL.iter().filter(|(said, _)| *said == word);
    meant.filter_map(|(_, meant)| candidates.iter().find(|c| *c == meant)).next().copied()
}

/// What the mend replaces: the token, and the next where the two are one word that was parted, as in `余数 归`.
fn through(failure: &Failure, token: Token, meant: &str) -> Span {
    let next = failure.tokens.get(failure.place + 1).copied();
    let rest = meant.strip_prefix(failure.word(token)).filter(|rest| !rest.is_empty());
    match (next, rest) {
        (Some(next), Some(rest)) if failure.word(next) == rest => {
            Span::new(failure.span.source, token.start, next.end)
        }
        _ => failure.at(token),
    }
}
