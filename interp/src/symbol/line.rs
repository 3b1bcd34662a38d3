//! An entry on one line.

use heng_grammar::span::Span;
use heng_grammar::token::{TokenKind, lex_range};

/// The words of an entry, a blank for each run of blanks and line breaks, without citations and comments; a block in braces
/// is `{ … }`, and ends it.
pub(super) fn one_line(text: &str, span: Span) -> String {
    let mut line = String::new();
    let mut blank = false;
    for token in lex_range(text, span.range()) {
        match token.kind {
            TokenKind::OpenBrace => {
                line.push_str(" { … }");
                break;
            }
            TokenKind::Citation => {}
            kind if kind.is_trivia() => blank = true,
            _ => {
                if blank && !line.is_empty() {
                    line.push(' ');
                }
                blank = false;
                line.push_str(token.text(text));
            }
        }
    }
    line
}
