//! Tokens in the one form that each has, and what stands between two of them.

use super::mark::Marks;
use crate::fold::fold;
use crate::token::{Token, TokenKind};

/// A token, or several that stay together, in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its kind; that of the first token.
    pub kind: TokenKind,
    /// The words as they are to be written.
    pub text: String,
    /// First byte in the source.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Makes pieces of the tokens of one entry, in order.
pub(super) struct Pieces<'m> {
    text: &'m str,
    marks: &'m Marks,
    english: bool,
    /// The brackets that are open, as their closing partners are to be written.
    open: Vec<&'static str>,
}

impl<'m> Pieces<'m> {
    /// Before the first token of an entry of `text`.
    pub fn new(text: &'m str, marks: &'m Marks, english: bool) -> Self {
        Self { text, marks, english, open: Vec::new() }
    }

    /// The piece of `token`.
    pub fn piece(&mut self, token: Token) -> Piece {
        use TokenKind as K;
        let (chinese, words) = (!self.english, token.text(self.text));
        let remark = chinese && self.marks.remarks.contains(&token.start);
        let text = match token.kind {
            K::OpenParen => self.opens(if remark { ("（", "）") } else { ("(", ")") }).to_owned(),
            K::OpenBracket => self.opens(("[", "]")).to_owned(),
            K::CloseParen => self.open.pop().unwrap_or(")").to_owned(),
            K::CloseBracket => self.open.pop().unwrap_or("]").to_owned(),
            K::Comma if chinese && self.open.is_empty() => "，".to_owned(),
            K::Name | K::Percent => narrow(words),
            K::Number | K::Year => narrow(words).split_whitespace().collect(),
            K::Date => date(&narrow(words)),
            kind => sign(kind).map_or_else(|| words.to_owned(), str::to_owned),
        };
        Piece { kind: token.kind, text, start: token.start, end: token.end }
    }

    /// What stands between `left` and `right`, the last two pieces made.
    pub fn between(&self, left: &Piece, right: &Piece) -> &'static str {
        use TokenKind as K;
        let marks = self.marks;
        let touches = left.end == right.start;
        match (left.kind, right.kind) {
            (_, K::Comma | K::Pause | K::CloseParen | K::CloseBracket | K::Dot | K::Semicolon) => "",
            (_, K::Colon) if !marks.ratios.contains(&right.start) => "",
            (K::OpenParen | K::OpenBracket | K::Dot | K::Pause, _) => "",
            (K::Comma, _) if left.text == "，" && right.kind != K::Number => "",
            (_, K::OpenParen | K::OpenBracket) if marks.touching.contains(&right.start) => "",
            (_, K::OpenParen) if marks.remarks.contains(&right.start) => {
                // A bracket that touches a name could be read as a call.
                let name = marks.names.contains(&left.start) || left.kind == K::CloseParen;
                if self.english || name && !touches { " " } else { "" }
            }
            (K::Minus, _) if marks.signs.contains(&left.start) => "",
            (K::Divide, _) if marks.slashes.contains(&left.start) => "",
            (_, K::Divide) if marks.slashes.contains(&right.start) => "",
            (K::Number, K::Percent) => "",
            (K::Year, K::Name) if right.text == "起" && marks.years.contains(&left.start) => "",
            _ => " ",
        }
    }

    fn opens(&mut self, (open, close): (&'static str, &'static str)) -> &'static str {
        self.open.push(close);
        open
    }
}

/// `text` with the full-width forms of ASCII narrowed; what else NFKC would change stays.
fn narrow(text: &str) -> String {
    let wide = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c);
    text.chars()
        .map(|c| if wide(c) { fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c) } else { c })
        .collect()
}

/// `2022-1-1` with its zeros.
fn date(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if month.len() <= 2 && day.len() <= 2 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

/// The one form of a sign.
fn sign(kind: TokenKind) -> Option<&'static str> {
    use TokenKind as K;
    Some(match kind {
        K::Plus => "+",
        K::Minus => "-",
        K::Times => "×",
        K::Divide => "/",
        K::Equal => "=",
        K::NotEqual => "≠",
        K::Less => "<",
        K::LessOrEqual => "≤",
        K::Greater => ">",
        K::GreaterOrEqual => "≥",
        K::Arrow => "→",
        K::Colon => ":",
        K::Comma => ",",
        K::Dot => ".",
        K::Bar => "|",
        _ => return None,
    })
}
