//! From tokens to entries.

use super::cursor::Cursor;
use super::recover::{Balance, OpenBlock, closes_outer, is_extra, leaves};
use super::run::{Run, documentation};
use super::{BlockContext, Body, Entry, fault};
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::source::Source;
use crate::span::Span;
use crate::token::{Token, TokenKind};
use crate::tree::{Citation, Name};
use crate::vocabulary::{Concept, Role};
use std::collections::BTreeMap;

/// Blocks may be nested this deep; deeper ones are reported and passed over.
pub const DEPTH: usize = 64;

/// What is remembered from one fence of a literate script to the next.
#[derive(Debug, Default)]
pub struct Memory {
    /// The blocks that `续` may go on with, by folded name.
    named: BTreeMap<String, BlockContext>,
    /// The names of units declared.
    pub units: Vec<Name>,
}

/// Reads the entries of one script or fence.
pub struct Reader<'a> {
    pub(super) cursor: Cursor<'a>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    memory: &'a mut Memory,
    balance: Balance,
    blocks: Vec<OpenBlock>,
}

impl<'a> Reader<'a> {
    /// Before the first of `tokens`.
    pub fn new(
        source: &'a Source,
        tokens: &'a [Token],
        memory: &'a mut Memory,
        faults: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let balance = Balance::of(tokens);
        Self { cursor: Cursor::new(source, tokens), faults, memory, balance, blocks: Vec::new() }
    }

    /// The entries up to the end of the text, or up to the `}` of the innermost block or where it must have been.
    pub fn entries(&mut self, kind: BlockContext) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let doc = self.documentation();
            let Some(token) = self.cursor.here() else { return entries };
            let innermost = self.blocks.last().copied();
            match (token.kind, innermost) {
                (TokenKind::CloseBrace, Some(block))
                    if !is_extra(&self.cursor, self.balance, block, token) =>
                {
                    return entries;
                }
                (TokenKind::CloseBrace, _) => {
                    self.faults.push(fault::stray_brace(self.cursor.span(token)));
                    self.cursor.advance();
                }
                (_, Some(block)) if leaves(&self.cursor, self.balance, block, token) => return entries,
                _ => self.entry_into(&mut entries, kind, doc),
            }
        }
    }

    /// Passes over what separates entries and gathers the documentation before the next.
    fn documentation(&mut self) -> Vec<String> {
        let mut doc = Vec::new();
        let mut last: Option<Token> = None;
        while let Some(token) = self.cursor.here() {
            match token.kind {
                TokenKind::DocComment => {
                    doc.push(documentation(self.cursor.text(token)).to_owned());
                    last = Some(token);
                }
                TokenKind::Semicolon | TokenKind::Stop => {}
                kind if kind.is_trivia() => {}
                _ => break,
            }
            self.cursor.advance();
        }
        let lost = self.cursor.kind().is_none_or(|kind| kind == TokenKind::CloseBrace);
        if let (true, Some(token)) = (lost, last) {
            self.faults.push(fault::lost_documentation(self.cursor.span(token)));
        }
        doc
    }

    fn entry_into(&mut self, entries: &mut Vec<Entry>, kind: BlockContext, doc: Vec<String>) {
        let before = self.faults.len();
        let entry = self.entry(kind, doc);
        let headless = entry.header.start == entry.header.end;
        let only_citations = headless && entry.body.is_none();
        match entries.last_mut() {
            Some(last) if only_citations => {
                // A line of citations under a block is the block's.
                last.citations.extend(entry.citations);
                self.faults.truncate(before);
            }
            _ if only_citations => {
                self.faults
                    .extend(entry.citations.iter().map(|citation| fault::misplaced_citation(citation.span)));
            }
            // Reported already; the grammar could make nothing of it.
            _ if headless => {}
            _ => entries.push(entry),
        }
    }

    fn entry(&mut self, kind: BlockContext, doc: Vec<String>) -> Entry {
        let start = self.cursor.here();
        if let (Some(token), Some(block)) = (start, self.blocks.last_mut())
            && block.inside.is_none()
            && self.cursor.begins_line(token)
        {
            block.inside = Some(self.cursor.indent(token));
        }
        let run = self.run(kind, true);
        let header = self.covered(&run);
        let mut entry = Entry {
            doc,
            citations: run.citations.clone(),
            header,
            body: None,
            tail: None,
            span: header,
            kind,
        };
        entry.doc.extend(run.doc.iter().cloned());
        self.remember(kind, &run);
        if self.cursor.kind() == Some(TokenKind::OpenBrace) {
            self.body(&mut entry, kind, &run, start);
        }
        let last = entry.citations.iter().map(|citation| citation.span.end).max().unwrap_or(0);
        let start = start.map_or(header, |token| self.cursor.span(token));
        entry.span =
            Span { start: start.start, end: self.cursor.end().end.max(last).max(start.start), ..header };
        entry
    }

    /// The block of an entry and what follows it; the cursor stands on its `{`.
    fn body(&mut self, entry: &mut Entry, kind: BlockContext, run: &Run, start: Option<Token>) {
        let Some(brace) = self.cursor.here() else { return };
        let open = self.cursor.span(brace);
        if run.ends.is_none() {
            self.faults.push(fault::headless_block(open));
        }
        let inner = self.inner_kind(kind, run);
        self.cursor.advance();
        self.citations_after_brace(&mut entry.citations);
        let indent = start.map_or(0, |token| self.cursor.indent(token));
        self.blocks.push(OpenBlock { kind: inner, indent, inside: None });
        let entries = if self.blocks.len() > DEPTH { self.pass_over(open) } else { self.entries(inner) };
        let close = self.closing(entry.header, open);
        self.blocks.pop();
        let closed = close.is_some();
        entry.body = Some(Body { open, close, kind: inner, entries });
        if closed && !self.another_follows(kind) {
            let run = self.run(kind, false);
            entry.tail = run.ends.map(|_| self.covered(&run));
            entry.citations.extend(run.citations);
            entry.doc.extend(run.doc);
        }
    }

    /// The `}` here, if it is the innermost block's; else that is reported.
    fn closing(&mut self, header: Span, open: Span) -> Option<Span> {
        let here = self.cursor.here().filter(|token| token.kind == TokenKind::CloseBrace);
        match here {
            Some(token) if !closes_outer(&self.cursor, self.balance, &self.blocks, token) => {
                self.cursor.advance();
                Some(self.cursor.span(token))
            }
            _ => {
                self.faults.push(fault::unclosed_block(header, open, self.cursor.end()));
                None
            }
        }
    }

    /// `{   @第四条`
    fn citations_after_brace(&mut self, citations: &mut Vec<Citation>) {
        while let Some(token) = self.cursor.here() {
            match token.kind {
                TokenKind::Citation => citations.extend(self.citation(token)),
                TokenKind::Blank | TokenKind::Invisible => {}
                _ => return,
            }
            self.cursor.advance();
        }
    }

    /// Passes over the inside of a block that is too deep.
    fn pass_over(&mut self, open: Span) -> Vec<Entry> {
        self.faults.push(fault::too_deep(open, DEPTH));
        let mut depth = 0usize;
        while let Some(kind) = self.cursor.kind() {
            match kind {
                TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseBrace if depth == 0 => break,
                TokenKind::CloseBrace => depth -= 1,
                _ => {}
            }
            self.cursor.advance();
        }
        Vec::new()
    }

    fn covered(&self, run: &Run) -> Span {
        match run.ends {
            Some((first, last)) => self.cursor.span(first).to(self.cursor.span(last)),
            None => self.cursor.here().map_or(self.cursor.end(), |token| {
                let span = self.cursor.span(token);
                Span { end: span.start, ..span }
            }),
        }
    }

    /// What kind of entries the block of a header holds.
    fn inner_kind(&self, kind: BlockContext, run: &Run) -> BlockContext {
        let opened = |token: Token| {
            self.cursor.concepts(token).iter().find_map(|&concept| BlockContext::opened_by(concept))
        };
        let Some((&first, rest)) = run.words.split_first() else { return kind.nested() };
        let concepts = self.cursor.concepts(first);
        let known = || rest.first().and_then(|&token| self.memory.named.get(&self.name(token))).copied();
        if concepts.contains(&Concept::Continue) && kind.holds_blocks() {
            return known().unwrap_or(BlockContext::Unknown);
        }
        if kind == BlockContext::Amend {
            return rest
                .iter()
                .find_map(|&token| opened(token))
                .or_else(known)
                .unwrap_or(BlockContext::Unknown);
        }
        // A line of a ledger that is parted among rows: 余额 给 县 { 常住人口 50%；… }
        let among = |&token: &Token| self.cursor.concepts(token).contains(&Concept::Among);
        if kind == BlockContext::Ledger && run.words.iter().any(among) {
            return BlockContext::Allocate;
        }
        let opens = concepts.iter().any(|&concept| kind.opens_entry(concept));
        if opens || kind == BlockContext::Unknown {
            opened(first).unwrap_or(kind.nested())
        } else {
            kind.nested()
        }
    }

    /// Notes the names of blocks and units.
    fn remember(&mut self, kind: BlockContext, run: &Run) {
        if !kind.holds_blocks() {
            return;
        }
        let Some((&first, rest)) = run.words.split_first() else { return };
        let concepts = self.cursor.concepts(first);
        if concepts.contains(&Concept::Unit) {
            self.remember_units(run, rest);
        }
        let opened = concepts.iter().filter(|concept| concept.word().role == Role::Block);
        let opened = opened.filter_map(|&concept| BlockContext::opened_by(concept)).next();
        if let (Some(block), Some(&name)) = (opened, rest.first()) {
            let name = self.name(name);
            self.memory.named.insert(name, block);
        }
    }

    /// `单位 亿元 = 10000 万元`: the name is the word after `单位`, before any other.
    fn remember_units(&mut self, run: &Run, rest: &[Token]) {
        let Some(&name) = rest.first() else { return };
        let defined = run.ends.is_some_and(|(first, _)| first.end < name.start);
        if defined {
            let unit = Name { text: self.name(name), span: self.cursor.span(name) };
            self.memory.units.push(unit);
        }
    }

    fn name(&self, token: Token) -> String {
        fold(self.cursor.text(token).trim_matches(['「', '」'])).into_owned()
    }
}
