//! A header or a tail: what an entry says outside braces.

use super::BlockContext;
use super::cursor::next_on_line;
use super::fault;
use super::line::{EntrySoFar, goes_on};
use super::reader::Reader;
use crate::fold::widen_brackets;
use crate::span::Span;
use crate::token::{Token, TokenKind, cited};
use crate::tree::Citation;

/// A header or tail as read.
#[derive(Debug, Default)]
pub struct Run {
    /// The tokens that are words, in order.
    pub words: Vec<Token>,
    /// Its first and last tokens that say something.
    pub ends: Option<(Token, Token)>,
    /// The citations lifted out.
    pub citations: Vec<Citation>,
    /// `///` at the end of its lines.
    pub doc: Vec<String>,
    /// Brackets still open.
    open: Vec<Token>,
    opens: Option<BlockContext>,
    indent: usize,
}

impl Run {
    fn say(&mut self, token: Token) {
        let first = self.ends.map_or(token, |(first, _)| first);
        self.ends = Some((first, token));
        if token.kind.is_word() {
            self.words.push(token);
        }
    }
}

impl Reader<'_> {
    /// Reads a header or, where `may_open` is false, a tail, up to a brace or the end of the entry.
    pub(super) fn run(&mut self, kind: BlockContext, may_open: bool) -> Run {
        let mut run = Run::default();
        while let Some(token) = self.cursor.here() {
            match token.kind {
                TokenKind::LineBreak if !self.line_goes_on(&run, kind, may_open) => break,
                TokenKind::Semicolon | TokenKind::Stop if !self.closes_on_line(&run) => break,
                TokenKind::OpenBrace | TokenKind::CloseBrace => break,
                _ => self.take(&mut run, token, may_open),
            }
            self.cursor.advance();
        }
        let end = run.ends.map_or_else(
            || self.cursor.end(),
            |(_, last)| self.cursor.span(Token { start: last.end, ..last }),
        );
        for open in run.open.drain(..) {
            let text = self.cursor.text(open);
            self.faults.push(fault::unclosed_bracket(self.cursor.span(open), text, closer(text), end));
        }
        run
    }

    fn take(&mut self, run: &mut Run, token: Token, may_open: bool) {
        match token.kind {
            TokenKind::Blank | TokenKind::Invisible | TokenKind::Comment | TokenKind::LineBreak => {}
            TokenKind::DocComment if self.cursor.begins_line(token) => {}
            TokenKind::DocComment => run.doc.push(documentation(self.cursor.text(token)).to_owned()),
            TokenKind::Citation => self.cite(run, token),
            _ => {
                if run.ends.is_none() {
                    run.indent = self.cursor.indent(token);
                    let concepts = if may_open { self.cursor.concepts(token) } else { &[] };
                    run.opens = concepts.iter().find_map(|&concept| BlockContext::opened_by(concept));
                }
                self.bracket(run, token);
                run.say(token);
            }
        }
    }

    fn bracket(&mut self, run: &mut Run, token: Token) {
        match token.kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => run.open.push(token),
            TokenKind::CloseParen | TokenKind::CloseBracket => self.close(run, token),
            _ => {}
        }
    }

    fn close(&mut self, run: &mut Run, token: Token) {
        let span = self.cursor.span(token);
        let text = self.cursor.text(token);
        let opener =
            if token.kind == TokenKind::CloseParen { TokenKind::OpenParen } else { TokenKind::OpenBracket };
        let Some(place) = run.open.iter().rposition(|open| open.kind == opener) else {
            match run.open.pop() {
                Some(open) => {
                    let open_text = self.cursor.text(open);
                    let wanted = closer(open_text);
                    self.faults.push(fault::crossed_brackets(
                        self.cursor.span(open),
                        open_text,
                        span,
                        text,
                        wanted,
                    ));
                }
                None => self.faults.push(fault::stray_bracket(span, text)),
            }
            return;
        };
        for unclosed in run.open.drain(place..).skip(1) {
            let open_text = self.cursor.text(unclosed);
            let before = Span { end: span.start, ..span };
            let open_span = self.cursor.span(unclosed);
            self.faults.push(fault::unclosed_bracket(open_span, open_text, closer(open_text), before));
        }
    }

    /// Lifts a citation out, and says so where it stands in the middle.
    fn cite(&mut self, run: &mut Run, token: Token) {
        let Some(citation) = self.citation(token) else { return };
        let after =
            self.cursor.after().iter().copied().find(|next| {
                !matches!(next.kind, TokenKind::Blank | TokenKind::Invisible | TokenKind::Citation)
            });
        let at_end = after.is_none_or(|next| {
            matches!(
                next.kind,
                TokenKind::LineBreak
                    | TokenKind::Comment
                    | TokenKind::DocComment
                    | TokenKind::Semicolon
                    | TokenKind::Stop
                    | TokenKind::OpenBrace
                    | TokenKind::CloseBrace
            )
        });
        if !at_end {
            self.faults.push(fault::misplaced_citation(citation.span));
        }
        run.citations.push(citation);
    }

    /// What a citation token cites; reported and nothing where it cites nothing.
    pub(super) fn citation(&mut self, token: Token) -> Option<Citation> {
        let span = self.cursor.span(token);
        let article = widen_brackets(cited(self.cursor.text(token)).trim());
        if article.is_empty() {
            self.faults.push(fault::empty_citation(span));
            return None;
        }
        Some(Citation { article, span })
    }

    fn line_goes_on(&self, run: &Run, kind: BlockContext, may_open: bool) -> bool {
        let Some((_, last)) = run.ends else { return false };
        let entry = EntrySoFar {
            kind,
            opens: run.opens,
            indent: run.indent,
            last,
            in_brackets: !run.open.is_empty(),
            may_open,
        };
        goes_on(&self.cursor, entry)
    }

    /// Whether the brackets open at a `；` are closed later on its line, so that it does not end the entry.
    fn closes_on_line(&self, run: &Run) -> bool {
        let mut depth = run.open.len();
        if depth == 0 {
            return false;
        }
        for token in self.cursor.after() {
            match token.kind {
                TokenKind::OpenParen | TokenKind::OpenBracket => depth += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket => depth -= 1,
                TokenKind::LineBreak | TokenKind::OpenBrace | TokenKind::CloseBrace => return false,
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// Whether what follows on this line after a `}` begins another entry rather than a tail.
    pub(super) fn another_follows(&self, kind: BlockContext) -> bool {
        let rest = self.cursor.rest();
        let Some(place) =
            rest.iter().position(|t| !matches!(t.kind, TokenKind::Blank | TokenKind::Invisible))
        else {
            return false;
        };
        let Some((&next, after)) = rest.get(place..).unwrap_or(&[]).split_first() else { return false };
        let opens = self.cursor.concepts(next).iter().any(|&concept| kind.opens_entry(concept));
        let line = after
            .iter()
            .take_while(|t| !matches!(t.kind, TokenKind::LineBreak | TokenKind::Semicolon | TokenKind::Stop));
        let mut line = line.take_while(|t| t.kind != TokenKind::CloseBrace);
        let brace = next.kind == TokenKind::OpenBrace || line.any(|t| t.kind == TokenKind::OpenBrace);
        let says = next_on_line(rest).is_some_and(|t| !t.kind.is_trivia() && t.kind != TokenKind::Citation);
        says && (opens || super::line::defines(next, after) || brace)
    }
}

/// The words of a `///` line.
pub fn documentation(text: &str) -> &str {
    let words = text.trim_start_matches(['/', '／']);
    words.strip_prefix([' ', '\u{3000}']).unwrap_or(words).trim_end()
}

fn closer(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "（" => "）",
        "[" => "]",
        "［" => "］",
        "【" => "】",
        _ => "",
    }
}
