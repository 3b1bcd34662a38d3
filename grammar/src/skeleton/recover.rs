//! Where blocks end when braces have been lost.
//!
//! While the braces of a text are even, they alone count. Only where some are missing, or some are too many, is the
//! indentation asked.

use super::BlockContext;
use super::cursor::Cursor;
use super::line::followed_by_operand;
use crate::token::{Token, TokenKind};
use crate::vocabulary::Role;

/// Whether the `{` and `}` of a text are equally many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// They are, and none closes what is not open.
    Even,
    /// Some `}` are missing.
    Missing,
    /// Some `}` are too many.
    Extra,
}

impl Balance {
    /// The balance of `tokens`.
    pub fn of(tokens: &[Token]) -> Self {
        let (mut depth, mut dipped) = (0i64, false);
        for token in tokens {
            match token.kind {
                TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseBrace => depth -= 1,
                _ => {}
            }
            dipped |= depth < 0;
        }
        match depth {
            1.. => Self::Missing,
            0 if !dipped => Self::Even,
            _ => Self::Extra,
        }
    }
}

/// A block that is being read.
#[derive(Clone, Copy, Debug)]
pub struct OpenBlock {
    /// What stands inside.
    pub kind: BlockContext,
    /// How far the line of its header is indented.
    pub indent: usize,
    /// How far its first entry is indented, where that begins a line.
    pub inside: Option<usize>,
}

/// Whether the `}` at `token` is one too many, `block` being the innermost open one.
pub fn is_extra(cursor: &Cursor<'_>, balance: Balance, block: OpenBlock, token: Token) -> bool {
    balance == Balance::Extra && cursor.begins_line(token) && cursor.indent(token) > block.indent
}

/// Whether the `}` at `token` ends not the innermost of `blocks`, which lacks its own, but one around it.
pub fn closes_outer(cursor: &Cursor<'_>, balance: Balance, blocks: &[OpenBlock], token: Token) -> bool {
    let Some((inner, outer)) = blocks.split_last() else { return false };
    let indent = cursor.indent(token);
    balance == Balance::Missing
        && cursor.begins_line(token)
        && indent < inner.indent
        && outer.iter().any(|block| block.indent == indent)
}

/// Whether the line that begins with `token` shows that `block`, the innermost, lacks its `}` above.
pub fn leaves(cursor: &Cursor<'_>, balance: Balance, block: OpenBlock, token: Token) -> bool {
    if balance != Balance::Missing || !cursor.begins_line(token) {
        return false;
    }
    let indent = cursor.indent(token);
    if indent > block.indent {
        return false;
    }
    let indented = block.inside.is_some_and(|inside| inside > block.indent);
    if indented || indent < block.indent {
        return true;
    }
    let after = cursor.after();
    let is_block_word = |&concept: &crate::vocabulary::Concept| {
        concept.word().role == Role::Block && !block.kind.opens_entry(concept)
    };
    cursor.concepts(token).iter().any(is_block_word) && followed_by_operand(after)
}
