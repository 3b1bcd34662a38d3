//! Whether a line goes on with the entry above it. Purely a matter of words, brackets and indentation.

use super::BlockContext;
use super::cursor::{Cursor, significant};
use super::words::{EXPECTING, JOINERS};
use crate::token::{Token, TokenKind};

/// What is known of the entry so far.
#[derive(Clone, Copy, Debug)]
pub struct EntrySoFar {
    /// The block it stands in.
    pub kind: BlockContext,
    /// The block its first word opens, if it does.
    pub opens: Option<BlockContext>,
    /// How far its first line is indented.
    pub indent: usize,
    /// Its last token that says something.
    pub last: Token,
    /// Whether a round or square bracket is open.
    pub in_brackets: bool,
    /// Whether a `{` may still follow: not after the `}`.
    pub may_open: bool,
}

/// Whether the line after the cursor, which stands on a line break, goes on with the entry.
pub fn goes_on(cursor: &Cursor<'_>, entry: EntrySoFar) -> bool {
    let Some(next_at) = next_place(cursor.after(), entry.in_brackets) else { return false };
    let rest = cursor.after().get(next_at..).unwrap_or(&[]);
    let Some((&next, after)) = rest.split_first() else { return false };
    let deeper = cursor.indent(next) > entry.indent;
    let begins = begins_entry(cursor, entry.kind, next, after);
    if entry.kind.may_end_in_comparison() && entry.last.kind.is_comparator() {
        return false;
    }
    if expects_more(cursor, entry.last) {
        return deeper || entry.last.kind == TokenKind::Comma && !entry.in_brackets || !begins;
    }
    if entry.in_brackets {
        return deeper || !next.kind.is_word() || (!begins && joins(cursor, entry, next));
    }
    match next.kind {
        TokenKind::OpenBrace => entry.may_open,
        TokenKind::Citation => stands_alone(rest),
        TokenKind::Name | TokenKind::QuotedName => !defines(next, after) && joins(cursor, entry, next),
        kind if kind.is_comparator() || kind == TokenKind::Minus => !entry.kind.begins_with_operators(),
        kind => kind.is_binary_operator() || is_middle(kind),
    }
}

/// Where in `tokens` the next word is; nothing where documentation comes first, which belongs to a new entry.
fn next_place(tokens: &[Token], in_brackets: bool) -> Option<usize> {
    let place = tokens
        .iter()
        .position(|token| !token.kind.is_trivia() || (token.kind == TokenKind::DocComment && !in_brackets))?;
    tokens.get(place).filter(|token| token.kind != TokenKind::DocComment).map(|_| place)
}

/// Whether something must follow `last`.
fn expects_more(cursor: &Cursor<'_>, last: Token) -> bool {
    let open = matches!(
        last.kind,
        TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Pause
            | TokenKind::Dot
            | TokenKind::OpenParen
            | TokenKind::OpenBracket
    );
    open || last.kind.is_binary_operator() || cursor.is_one_of(last, EXPECTING)
}

/// Whether the word `next` goes on with the entry.
fn joins(cursor: &Cursor<'_>, entry: EntrySoFar, next: Token) -> bool {
    if cursor.is_one_of(next, JOINERS) {
        return true;
    }
    if entry.opens.is_some_and(|block| cursor.is_one_of(next, block.words().header)) {
        return true;
    }
    let concepts = cursor.concepts(next);
    !concepts.iter().any(|&concept| entry.kind.opens_entry(concept))
        && concepts.iter().any(|&concept| entry.kind.continues_with(concept))
}

/// Whether `next`, with what follows it, can only be the beginning of an entry: `名 =`, `名:`, `分档 名 …`.
pub fn begins_entry(cursor: &Cursor<'_>, kind: BlockContext, next: Token, after: &[Token]) -> bool {
    if !next.kind.is_word() {
        return false;
    }
    defines(next, after)
        || (cursor.concepts(next).iter().any(|&concept| kind.opens_entry(concept))
            && !cursor.is_one_of(next, JOINERS)
            && followed_by_operand(after))
}

/// `名 =`, `名:`
pub fn defines(word: Token, after: &[Token]) -> bool {
    matches!(word.kind, TokenKind::Name | TokenKind::QuotedName)
        && significant(after).is_some_and(|token| matches!(token.kind, TokenKind::Equal | TokenKind::Colon))
}

/// Whether a word or a value follows on the same line, so that the word before is no operand itself.
pub fn followed_by_operand(after: &[Token]) -> bool {
    let next = after.iter().find(|token| !matches!(token.kind, TokenKind::Blank | TokenKind::Invisible));
    next.is_some_and(|token| {
        token.kind.is_word() || matches!(token.kind, TokenKind::Text | TokenKind::Number | TokenKind::Year)
    })
}

/// Whether a line of nothing but citations begins here.
fn stands_alone(rest: &[Token]) -> bool {
    let after = rest
        .iter()
        .find(|token| !matches!(token.kind, TokenKind::Citation | TokenKind::Blank | TokenKind::Invisible));
    after.is_none_or(|token| {
        matches!(
            token.kind,
            TokenKind::LineBreak | TokenKind::Comment | TokenKind::OpenBrace | TokenKind::CloseBrace
        )
    })
}

/// What cannot begin an entry.
fn is_middle(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Colon
            | TokenKind::Comma
            | TokenKind::Pause
            | TokenKind::Dot
            | TokenKind::CloseParen
            | TokenKind::CloseBracket
            | TokenKind::Percent
    )
}
