//! The marks that each language writes in its own width: `，` and `, ` between clauses, `；` and `; ` between entries,
//! `（…）` and ` (…)` of a clause.
//!
//! Chinese marks carry their own blank. So `，` with n blanks behind it is `,` with n + 1 in English; and the forms that are
//! usual in neither language are exchanged among themselves, so that nothing is lost and everything comes back.

use super::Text;
use crate::diagnostic::{Edit, Language};
use crate::parser::played::{Part, Played};
use crate::span::Span;
use crate::token::{Token, TokenKind};

/// How marks are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Each form for its partner, so that the way back is the same bytes.
    Exchange,
    /// Only what is usual in the one language for what is usual in the other.
    Into,
}

/// What changes.
pub(super) fn edits(text: &Text<'_>, to: Language, way: Way) -> Vec<Edit> {
    let mut made = Vec::new();
    for tokens in &text.tokens {
        for (at, token) in tokens.iter().enumerate() {
            let Some(kind) = kind(text, *token) else { continue };
            let before = tokens.get(..at).unwrap_or_default();
            let after = tokens.get(at + 1..).unwrap_or_default();
            let mark = Mark { text, token: *token, kind, before, after };
            made.extend(mark.edit(to, way));
        }
    }
    made
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Comma,
    Semicolon,
    Open,
    Close,
}

impl Kind {
    /// Its Chinese and its English form.
    fn forms(self) -> (&'static str, &'static str) {
        match self {
            Self::Comma => ("，", ","),
            Self::Semicolon => ("；", ";"),
            Self::Open => ("（", "("),
            Self::Close => ("）", ")"),
        }
    }
}

fn kind(text: &Text<'_>, token: Token) -> Option<Kind> {
    if token.kind == TokenKind::Semicolon {
        return Some(Kind::Semicolon);
    }
    let at = text.marks.binary_search_by_key(&token.start, |mark| mark.span.range().start).ok()?;
    Some(match text.marks.get(at)?.part {
        Part::Comma => Kind::Comma,
        Part::Open => Kind::Open,
        Part::Close => Kind::Close,
        _ => return None,
    })
}

/// A mark and what stands around it.
struct Mark<'t> {
    text: &'t Text<'t>,
    token: Token,
    kind: Kind,
    before: &'t [Token],
    after: &'t [Token],
}

impl Mark<'_> {
    fn edit(&self, to: Language, way: Way) -> Option<Edit> {
        let (zh, en) = self.kind.forms();
        let written = self.token.text(self.text.text);
        let chinese = written == zh;
        if !chinese && written != en {
            return None;
        }
        let Some(blanks) = self.blanks() else {
            let usual = chinese == (to == Language::English);
            let other = if chinese { en } else { zh };
            return (usual || way == Way::Exchange).then(|| self.write(other, 0, 0));
        };
        let (other, count) = match (to, chinese, blanks) {
            (Language::English, true, n) => (en, n + 1),
            (Language::Chinese, false, n) if n > 0 => (zh, n - 1),
            _ if way == Way::Into => return None,
            (Language::English, false, 0) | (Language::Chinese, true, 0) => {
                (if chinese { en } else { zh }, 0)
            }
            (Language::English, false, 1) => (en, 0),
            (Language::Chinese, false, _) => (en, 1),
            (Language::English, false, n) => (zh, n - 1),
            (Language::Chinese, true, n) => (en, n + 1),
        };
        Some(self.write(other, blanks, count))
    }

    /// How many blanks belong to the mark: behind `，` and `；`, before `（`. None where no blank may come or go: at the end of
    /// a line, before an operand that a bracket would turn into a call, and for `）`.
    fn blanks(&self) -> Option<usize> {
        let blank = match self.kind {
            Kind::Close => return None,
            Kind::Open => self.before.last(),
            Kind::Comma | Kind::Semicolon => self.after.first(),
        };
        let blank = blank.filter(|token| token.kind == TokenKind::Blank);
        let count = blank.map_or(Some(0), |token| {
            let text = token.text(self.text.text);
            text.bytes().all(|byte| byte == b' ').then_some(text.len())
        })?;
        let skip = usize::from(blank.is_some());
        let beyond = match self.kind {
            Kind::Open => self.before.iter().rev().nth(skip).is_some_and(|token| self.is_no_operand(*token)),
            _ => self.after.get(skip).is_some_and(|token| !is_end(token.kind)),
        };
        beyond.then_some(count)
    }

    /// Whether a token is a word of the language, a unit or a number, which a bracket cannot call.
    fn is_no_operand(&self, token: Token) -> bool {
        let words: &[Played] = &self.text.words;
        let known = words.binary_search_by_key(&token.start, |word| word.span.range().start).ok();
        let called = |word: &Played| matches!(word.part, Part::Keyword | Part::Unit(_));
        matches!(token.kind, TokenKind::Percent | TokenKind::Number)
            || known.and_then(|at| words.get(at)).is_some_and(called)
    }

    /// The mark as `form`, with `count` blanks in the place of `blanks`.
    fn write(&self, form: &str, blanks: usize, count: usize) -> Edit {
        let mut range = self.token.range();
        let blank = " ".repeat(count);
        let replacement = match self.kind {
            Kind::Open => {
                range.start -= blanks;
                format!("{blank}{form}")
            }
            _ => {
                range.end += blanks;
                format!("{form}{blank}")
            }
        };
        let source = self.text.source;
        Edit { span: Span::new(source, range.start, range.end), replacement }
    }
}

fn is_end(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LineBreak | TokenKind::Comment | TokenKind::DocComment | TokenKind::Invisible)
}
