//! What may be folded: blocks, runs of comments, and in a literate script its fences and sections.

use std::ops::Range;

use heng_grammar::skeleton::{Entry, skeleton};
use heng_grammar::token::{TokenKind, lex_range};
use lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use super::{scripts, source};
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// The ranges of a text.
pub(in crate::lsp) fn ranges(
    view: &View<'_>,
    params: &FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let mut found = Folds { document, list: Vec::new() };
    let (skeleton, _) = skeleton(&source(document));
    found.blocks(&skeleton.entries);
    let scripts = scripts(document);
    for script in &scripts {
        found.comments(script.clone());
    }
    if document.is_literate() {
        for script in &scripts {
            found.add(script.start.saturating_sub(1)..script.end, None);
        }
        found.sections(&scripts);
    }
    found.list.sort_by_key(|fold| (fold.start_line, fold.end_line));
    Ok(Some(found.list))
}

struct Folds<'d> {
    document: &'d Document,
    list: Vec<FoldingRange>,
}

impl Folds<'_> {
    /// Adds what lies on more than one line: from the line of the first byte to the line of the last.
    fn add(&mut self, bytes: Range<usize>, kind: Option<FoldingRangeKind>) {
        let place = |byte| self.document.lines.position(&self.document.text, byte).line;
        let (start_line, end_line) = (place(bytes.start), place(bytes.end.saturating_sub(1)));
        if start_line < end_line {
            let fold = FoldingRange { start_line, end_line, kind, ..FoldingRange::default() };
            self.list.push(fold);
        }
    }

    /// The block of an entry, without the line of its `}`, which stays to be seen.
    fn blocks(&mut self, entries: &[Entry]) {
        for entry in entries {
            let Some(body) = &entry.body else { continue };
            let end = body.close.map_or(entry.span.end, |close| close.start) as usize;
            let before = self.document.text.get(..end).unwrap_or_default().trim_end().len();
            self.add(entry.header.start as usize..before, None);
            self.blocks(&body.entries);
        }
    }

    /// Comments on lines one below the other.
    fn comments(&mut self, script: Range<usize>) {
        let mut run: Option<Range<usize>> = None;
        let mut alone = true;
        for token in lex_range(&self.document.text, script) {
            match token.kind {
                TokenKind::Comment | TokenKind::DocComment if alone => {
                    let start = run.as_ref().map_or(token.start, |run| run.start);
                    run = Some(start..token.end);
                }
                TokenKind::LineBreak => alone = true,
                TokenKind::Blank => {}
                _ => {
                    alone = false;
                    if let Some(run) = run.take() {
                        self.add(run, Some(FoldingRangeKind::Comment));
                    }
                }
            }
        }
        if let Some(run) = run {
            self.add(run, Some(FoldingRangeKind::Comment));
        }
    }

    /// From each heading to the next of its level or above.
    fn sections(&mut self, scripts: &[Range<usize>]) {
        let text = &self.document.text;
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut closed: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let level = line.len() - line.trim_start_matches('#').len();
            let heading = (1..=6).contains(&level) && line.trim_start_matches('#').starts_with(' ');
            if heading && !scripts.iter().any(|script| script.contains(&at)) {
                while let Some((_, start)) = open.pop_if(|(outer, _)| *outer >= level) {
                    closed.push(start..text.get(..at).unwrap_or_default().trim_end().len());
                }
                open.push((level, at));
            }
            at += line.len();
        }
        closed.extend(open.into_iter().map(|(_, start)| start..text.trim_end().len()));
        for section in closed {
            self.add(section, Some(FoldingRangeKind::Region));
        }
    }
}
