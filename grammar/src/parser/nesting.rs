//! How deep an expression may go. A limit of our own, the same in every thread and build, long before any stack ends.

use crate::token::{TokenKind, lex};
use crate::vocabulary::Concept;

/// The deepest nesting of brackets, 若 and repeated 非 or minus that is read.
pub(crate) const DEEPEST: usize = 64;

/// Whether an expression in `text` nests deeper than [`DEEPEST`].
pub(super) fn too_deep(text: &str) -> bool {
    // Each step takes a byte at the least.
    if text.len() <= DEEPEST {
        return false;
    }
    let (mut brackets, mut choices, mut prefixes) = (0_usize, 0_usize, 0_usize);
    for token in lex(text).filter(|token| !token.kind.is_trivia()) {
        let word = token.text(text);
        let prefix =
            token.kind == TokenKind::Minus || (token.kind == TokenKind::Name && Concept::Not.is(word));
        prefixes = if prefix { prefixes + 1 } else { 0 };
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => brackets += 1,
            TokenKind::CloseParen | TokenKind::CloseBracket => brackets = brackets.saturating_sub(1),
            TokenKind::Name if Concept::If.is(word) => choices += 1,
            _ => {}
        }
        if brackets + choices + prefixes > DEEPEST {
            return true;
        }
    }
    false
}
