//! Where the cursor stands: in which block, of which table, after which words of its entry.

use heng_grammar::skeleton::{BlockContext, Entry, entries};
use heng_grammar::source::Source;
use heng_grammar::token::{Token, TokenKind, lex_range};
use heng_grammar::vocabulary::{Concept, concepts};

use super::Input;
use super::typed::Typed;
use crate::symbol::{Base, Names, SpaceIndex, SymbolId};

/// Stands where something is being typed.
const HOLDER: &str = "此处待补";

/// A word or sign before the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub kind: TokenKind,
    /// Its text; a name without its 「」.
    pub text: String,
    /// Whether it touches what stands before it.
    pub touches: bool,
}

impl Piece {
    /// What the word stands for in the language, if it is one and not between 「」.
    pub fn concepts(&self) -> &'static [Concept] {
        if self.kind == TokenKind::Name { concepts(&self.text) } else { &[] }
    }

    /// Whether it is this word.
    pub fn is(&self, concept: Concept) -> bool {
        self.concepts().contains(&concept)
    }
}

/// Where the cursor stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The block whose entry is being typed.
    pub block: BlockContext,
    /// The words of the headers around, outermost first.
    pub around: Vec<Vec<Piece>>,
    /// What stands before the cursor in its entry, without what a path begins with.
    pub before: Vec<Piece>,
    /// `综合得分.集约发展.`: what the name is a part of.
    pub path: Option<Base>,
    /// The table whose rows are spoken of.
    pub table: Option<SymbolId>,
    /// Whose names are seen.
    pub space: SpaceIndex,
    /// Whether an article is typed.
    pub citation: bool,
    /// Whether an entry may be an expression.
    pub prompt: bool,
}

/// Where the cursor stands; nothing where no entry can be.
pub(super) fn place(input: Input<'_>, typed: &Typed, names: &Names) -> Option<Place> {
    let text = input.source.text();
    let start = typed.token.start;
    let (head, tail) = (text.get(..start)?, text.get(typed.token.end..)?);
    let space = names.space_of(input.source.id());
    let mut place = Place {
        block: BlockContext::TopLevel,
        around: Vec::new(),
        before: Vec::new(),
        path: None,
        table: None,
        space,
        citation: typed.citation,
        prompt: input.prompt,
    };
    if typed.citation {
        return Some(place);
    }
    // Blanks keep what stands around from being one word with it.
    let held = Source::new(input.source.id(), input.source.name(), format!("{head} {HOLDER} {tail}"));
    let entries = entries(&held);
    place.find(&entries, held.text(), start + 1);
    place.split_path();
    place.table = place.table_around(names);
    Some(place)
}

impl Place {
    /// Goes down to the entry that is being typed.
    fn find(&mut self, entries: &[Entry], text: &str, at: usize) {
        let holds = |entry: &&Entry| entry.span.range().start <= at && at < entry.span.range().end;
        let Some(entry) = entries.iter().rev().find(holds) else { return };
        self.block = entry.kind;
        let header = entry.header.range();
        if header.contains(&at) {
            self.before = pieces(text, header.start, at);
            return;
        }
        if let Some(tail) = entry.tail.map(heng_grammar::span::Span::range).filter(|tail| tail.contains(&at))
        {
            self.before = pieces(text, header.start, header.end);
            self.before.extend(pieces(text, tail.start, at));
            return;
        }
        let Some(body) = &entry.body else { return };
        self.around.push(pieces(text, header.start, header.end));
        self.block = body.kind;
        self.find(&body.entries, text, at);
    }

    /// Takes `综合得分.集约发展.` off the words before the cursor.
    fn split_path(&mut self) {
        if self.before.last().map(|piece| piece.kind) != Some(TokenKind::Dot) {
            return;
        }
        self.before.pop();
        let (base, start) = path_ending(&self.before);
        self.before.truncate(start);
        self.path = Some(base);
    }

    /// The table of the headers around, the innermost that names one.
    fn table_around(&self, names: &Names) -> Option<SymbolId> {
        let of_header = |header: &Vec<Piece>| {
            let first = header.first()?;
            let at = |place: usize| header.get(place).map(|piece| piece.text.as_str());
            let after = |concept: Concept| {
                let found = header.iter().position(|piece| piece.is(concept))?;
                at(found + 1)
            };
            let name = match first {
                piece if piece.is(Concept::For) || piece.is(Concept::Table) || piece.is(Concept::Output) => {
                    at(1)
                }
                piece if piece.is(Concept::Rollup) => after(Concept::From),
                piece if piece.is(Concept::Allocate) => after(Concept::Among),
                piece if piece.kind == TokenKind::Name && header.len() == 1 => at(0),
                _ => None,
            };
            names.table_named(self.space, name?)
        };
        self.around.iter().rev().find_map(of_header)
    }

    /// The table whose rows are spoken of at the cursor: in an aggregate over another table, those.
    pub fn table_here(&self, names: &Names) -> Option<SymbolId> {
        let of_call = |open: usize| {
            let first = self.before.get(open + 1)?;
            let name = if first.is(Concept::Own) { self.before.get(open + 2)? } else { first };
            names.table_named(self.space, &name.text)
        };
        self.open_brackets().into_iter().rev().find_map(of_call).or(self.table)
    }

    /// The places of the round brackets that are open at the cursor, outermost first.
    fn open_brackets(&self) -> Vec<usize> {
        let mut open = Vec::new();
        for (at, piece) in self.before.iter().enumerate() {
            match piece.kind {
                TokenKind::OpenParen => open.push(at),
                TokenKind::CloseParen => _ = open.pop(),
                _ => {}
            }
        }
        open
    }

    /// Whether the cursor stands in round brackets.
    pub fn in_brackets(&self) -> bool {
        !self.open_brackets().is_empty()
    }

    /// The name that the entry gives a value: it is not seen in it.
    pub fn defines(&self) -> Option<&str> {
        let [name, sign, ..] = self.before.as_slice() else { return None };
        matches!(sign.kind, TokenKind::Equal | TokenKind::Colon).then_some(name.text.as_str())
    }

    /// The grade that the 调档 around starts from.
    pub fn adjusted(&self) -> Option<Base> {
        let header = self.around.last()?;
        let from = header.iter().position(|piece| piece.is(Concept::From))?;
        let grade = header.get(from + 1)?;
        Some(Base::Path(vec![grade.text.clone()]))
    }

    /// The last word or sign before the cursor.
    pub fn last(&self) -> Option<&Piece> {
        self.before.last()
    }
}

/// The path that `pieces` end in, and where it begins: `综合得分.集约发展`, `企业["E1"].综合得分`, `准入门槛(级别)`.
pub(super) fn path_ending(pieces: &[Piece]) -> (Base, usize) {
    let mut names: Vec<String> = Vec::new();
    let mut end = pieces.len();
    while let Some(last) = end.checked_sub(1).and_then(|at| pieces.get(at)) {
        match last.kind {
            TokenKind::Name | TokenKind::QuotedName => names.insert(0, last.text.clone()),
            TokenKind::CloseBracket | TokenKind::CloseParen => {
                let row = last.kind == TokenKind::CloseBracket;
                let start = before_brackets(pieces, end);
                let name = pieces.get(start).map(|piece| piece.text.clone()).unwrap_or_default();
                names.insert(0, name.clone());
                return (if row { Base::Row(names) } else { Base::Call(name) }, start);
            }
            _ => break,
        }
        end -= 1;
        match end.checked_sub(1).and_then(|at| pieces.get(at)) {
            Some(dot) if dot.kind == TokenKind::Dot => end -= 1,
            _ => break,
        }
    }
    (Base::Path(names), end)
}

/// The place of the name before the brackets that close last before `end`.
fn before_brackets(pieces: &[Piece], end: usize) -> usize {
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().take(end).rev() {
        match piece.kind {
            TokenKind::CloseBracket | TokenKind::CloseParen => depth += 1,
            TokenKind::OpenBracket | TokenKind::OpenParen => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at.saturating_sub(1);
        }
    }
    0
}

/// The words and signs of a part of a text.
fn pieces(text: &str, start: usize, end: usize) -> Vec<Piece> {
    let mut before_end = None;
    let mut found = Vec::new();
    for token in lex_range(text, start..end) {
        if token.kind.is_trivia() || token.kind == TokenKind::Citation {
            continue;
        }
        found.push(piece(text, token, before_end == Some(token.start)));
        before_end = Some(token.end);
    }
    found
}

fn piece(text: &str, token: Token, touches: bool) -> Piece {
    let written = token.text(text);
    let bare = match token.kind {
        TokenKind::QuotedName => written.trim_matches(['「', '」']),
        _ => written,
    };
    Piece { kind: token.kind, text: heng_grammar::fold::fold(bare).into_owned(), touches }
}
