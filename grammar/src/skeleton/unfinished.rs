//! Whether what has been typed so far can already be read, or the next line belongs to it: for prompts.

use super::words::EXPECTING;
use crate::token::{Token, TokenKind, lex};
use crate::vocabulary::concepts;

/// Why a text is not at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A bracket is open; the token that opened it.
    Bracket(Token),
    /// Its last word or operator wants something after it.
    Expecting(Token),
    /// Documentation, which belongs to the entry after it.
    Documentation(Token),
    /// A text or a quoted name without its partner on the last line. No further line can end it: it must be mended.
    Quotation(Token),
}

/// Why `text` is not at its end, or nothing where it is: where it holds a fault of brackets too, which the reader reports.
///
/// ```
/// use heng_grammar::skeleton::{Unfinished, unfinished};
/// assert_eq!(unfinished("x = 税收 / 面积"), None);
/// assert!(matches!(unfinished("对 企业 {\n  x = 1"), Some(Unfinished::Bracket(_))));
/// assert!(matches!(unfinished("x = 税收 +"), Some(Unfinished::Expecting(_))));
/// assert!(matches!(unfinished("x = 若 是"), None));
/// ```
pub fn unfinished(text: &str) -> Option<Unfinished> {
    let tokens: Vec<Token> = lex(text).collect();
    let last = tokens.iter().rfind(|token| !token.kind.is_trivia()).copied();
    if let Some(last) = last.filter(|last| is_quotation(last.kind) && on_last_line(text, *last)) {
        return Some(Unfinished::Quotation(last));
    }
    if let Some(open) = open_bracket(&tokens)? {
        return Some(Unfinished::Bracket(open));
    }
    if let Some(last) = last.filter(|last| expects(text, *last)) {
        return Some(Unfinished::Expecting(last));
    }
    let spoken = tokens.iter().rfind(|token| token.kind == TokenKind::DocComment || !token.kind.is_trivia());
    spoken.filter(|token| token.kind == TokenKind::DocComment).copied().map(Unfinished::Documentation)
}

fn is_quotation(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::UnclosedText | TokenKind::UnclosedName)
}

fn on_last_line(text: &str, token: Token) -> bool {
    !text.get(token.end..).unwrap_or("").contains('\n')
}

/// The innermost open bracket; nothing at all where one is closed that is not open.
fn open_bracket(tokens: &[Token]) -> Option<Option<Token>> {
    let mut open: Vec<Token> = Vec::new();
    for &token in tokens {
        if is_opening(token.kind) {
            open.push(token);
        } else if let Some(opening) = partner(token.kind) {
            open.pop().filter(|innermost| innermost.kind == opening)?;
        }
    }
    Some(open.last().copied())
}

fn is_opening(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::OpenParen | TokenKind::OpenBracket | TokenKind::OpenBrace)
}

/// What opens that which `kind` closes.
fn partner(kind: TokenKind) -> Option<TokenKind> {
    match kind {
        TokenKind::CloseParen => Some(TokenKind::OpenParen),
        TokenKind::CloseBracket => Some(TokenKind::OpenBracket),
        TokenKind::CloseBrace => Some(TokenKind::OpenBrace),
        _ => None,
    }
}

fn expects(text: &str, last: Token) -> bool {
    let joins = matches!(last.kind, TokenKind::Comma | TokenKind::Pause | TokenKind::Colon | TokenKind::Dot);
    let word = last.kind == TokenKind::Name && {
        concepts(last.text(text)).iter().any(|concept| EXPECTING.contains(concept))
    };
    joins || word || last.kind.is_binary_operator()
}

/// The bracket that closes or opens the one that stands at byte `at` of `text`; nothing where none does.
pub fn matching_bracket(text: &str, at: usize) -> Option<Token> {
    let tokens: Vec<Token> = lex(text).collect();
    let mut open: Vec<Token> = Vec::new();
    for &token in &tokens {
        if is_opening(token.kind) {
            open.push(token);
        } else if let Some(opening) = partner(token.kind) {
            let partner = open.pop().filter(|innermost| innermost.kind == opening)?;
            if token.start == at {
                return Some(partner);
            }
            if partner.start == at {
                return Some(token);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Unfinished, matching_bracket, unfinished};

    #[test]
    fn brackets_operators_and_words_say_that_more_follows() {
        for open in
            ["取大(1,", "x = [1", "若", "a 且", "a ≥", "企业.", "x:", "对 企业 {\n}\n对 事故 {", "x = （1 +"]
        {
            assert!(unfinished(open).is_some(), "{open}");
        }
        for whole in
            ["", "x", "x = 1", "x = 1 // 注 (", "a)", "a (1]", "对 企业 { x = 1 }", "x = 5%", "A > B @第三条"]
        {
            assert_eq!(unfinished(whole), None, "{whole}");
        }
    }

    #[test]
    fn documentation_waits_for_its_entry() {
        assert!(matches!(unfinished("/// 说明"), Some(Unfinished::Documentation(_))));
        assert_eq!(unfinished("/// 说明\nx = 1"), None);
        assert_eq!(unfinished("x = 1 // 注"), None);
    }

    #[test]
    fn no_further_line_ends_a_quotation() {
        assert!(matches!(unfinished("x = \"热力"), Some(Unfinished::Quotation(_))));
        assert!(matches!(unfinished("「单位"), Some(Unfinished::Quotation(_))));
        assert_eq!(unfinished("x = “热力”"), None);
    }

    #[test]
    fn brackets_find_their_partners_of_either_width() {
        let text = "平均（a（b）, c)";
        let at = |c: char| text.find(c).unwrap();
        assert_eq!(matching_bracket(text, at('（')).unwrap().text(text), ")");
        assert_eq!(matching_bracket(text, at('）')).unwrap().start, text.rfind('（').unwrap());
        assert_eq!(matching_bracket(text, at('a')), None);
    }
}
