//! What is being typed at the cursor.

use std::ops::Range;

use heng_grammar::literate::literate;
use heng_grammar::source::Source;
use heng_grammar::token::{Token, TokenKind, lex_range};
use heng_grammar::vocabulary::{Tier, of_tier};

/// What is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// The words so far, without the 「 before them.
    pub text: String,
    /// What a candidate takes the place of.
    pub replace: Range<usize>,
    /// The whole token that is being typed.
    pub token: Range<usize>,
    /// Whether it is an article after `@`.
    pub citation: bool,
}

/// What is typed before the cursor; nothing where no word of a script can be: in a comment, a text, a number, the prose
/// of a document.
pub(super) fn typed(source: &Source, cursor: usize) -> Option<Typed> {
    let text = source.text();
    if !text.is_char_boundary(cursor) {
        return None;
    }
    let range = match source.is_literate() {
        true => literate(source).fences.into_iter().find(|f| f.start <= cursor && cursor <= f.end)?,
        false => 0..text.len(),
    };
    // No token goes beyond its line.
    let line = source.line_span(source.line_of(cursor)).range();
    let line = line.start.max(range.start)..line.end.min(range.end).max(cursor);
    let tokens: Vec<Token> = lex_range(text, line).collect();
    let at = tokens.partition_point(|token| token.end < cursor);
    let nothing =
        Typed { text: String::new(), replace: cursor..cursor, token: cursor..cursor, citation: false };
    let Some(token) = tokens.get(at).filter(|token| token.start < cursor) else { return Some(nothing) };
    let written = |from: usize| text.get(from..cursor).unwrap_or_default().to_owned();
    match token.kind {
        TokenKind::Comment | TokenKind::DocComment | TokenKind::UnclosedText => None,
        // Behind a number its unit comes; inside one nothing is completed.
        TokenKind::Number | TokenKind::Text | TokenKind::Year | TokenKind::Date => {
            (cursor == token.end).then_some(nothing)
        }
        TokenKind::Name | TokenKind::UnitName => Some(Typed {
            text: written(token.start),
            replace: token.start..cursor,
            token: token.range(),
            citation: false,
        }),
        TokenKind::QuotedName if cursor == token.end => Some(nothing),
        TokenKind::QuotedName | TokenKind::UnclosedName => {
            let inside = token.start + '「'.len_utf8();
            // A 「 without its 」 takes in the rest of the line.
            let end = if token.kind == TokenKind::QuotedName { token.end } else { cursor };
            Some(Typed {
                text: written(inside),
                replace: token.start..end,
                token: token.start..end,
                citation: false,
            })
        }
        TokenKind::Citation => {
            let inside = token.start + text.get(token.start..)?.chars().next()?.len_utf8();
            Some(Typed {
                text: written(inside),
                replace: inside..cursor,
                token: token.range(),
                citation: true,
            })
        }
        _ => Some(nothing),
    }
}

/// `若mjss`: a word of expressions that is stuck to what follows it, as Chinese is written; what follows alone.
pub(super) fn unstuck(typed: &Typed) -> Option<Typed> {
    let words = of_tier(Tier::Hard).map(|concept| concept.word().zh);
    let stuck = words.filter(|word| typed.text.starts_with(word) && typed.text.len() > word.len());
    let word = stuck.max_by_key(|word| word.len())?;
    let start = typed.token.start + word.len();
    let rest = typed.text.get(word.len()..)?.to_owned();
    // 「若… is a name that begins so.
    (typed.replace.len() == typed.text.len()).then_some(Typed {
        text: rest,
        replace: start..typed.replace.end,
        token: start..typed.token.end,
        citation: false,
    })
}
