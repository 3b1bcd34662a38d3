//! What a selection grows to: the word, the header of its entry, the entry, the block around it, and so on.

use std::ops::Range;

use heng_grammar::skeleton::{Entry, skeleton};
use heng_grammar::token::{Token, lex_range};
use lsp_types::{Position, SelectionRange, SelectionRangeParams};

use super::{scripts, source};
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// The ranges around places of a text.
pub(in crate::lsp) fn ranges(
    view: &View<'_>,
    params: &SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let (skeleton, _) = skeleton(&source(document));
    let around = |place: &Position| around(document, &skeleton.entries, *place);
    Ok(Some(params.positions.iter().map(around).collect()))
}

fn around(document: &Document, entries: &[Entry], place: Position) -> SelectionRange {
    let byte = document.lines.offset(&document.text, place);
    let script = scripts(document).into_iter().find(|script| holds(script, byte));
    // From the outside in, each inside the one before.
    let mut ranges: Vec<Range<usize>> =
        std::iter::once(0..document.text.len()).chain(script.clone()).collect();
    entries_at(entries, byte, &mut ranges);
    let tokens = lex_range(&document.text, script.unwrap_or_default());
    let mut words = tokens.filter(|token| !token.kind.is_trivia() && holds(&token.range(), byte));
    ranges.extend(words.next().map(Token::range));
    let mut whole: Option<SelectionRange> = None;
    for range in ranges {
        let range = document.lines.range(&document.text, range);
        if whole.as_ref().is_none_or(|outer| outer.range != range) {
            whole = Some(SelectionRange { range, parent: whole.map(Box::new) });
        }
    }
    let here = lsp_types::Range { start: place, end: place };
    whole.unwrap_or(SelectionRange { range: here, parent: None })
}

fn entries_at(entries: &[Entry], byte: usize, ranges: &mut Vec<Range<usize>>) {
    let Some(entry) = entries.iter().find(|entry| holds(&entry.span.range(), byte)) else { return };
    ranges.push(entry.span.range());
    let header = entry.header.range();
    if holds(&header, byte) {
        ranges.push(header);
    } else if let Some(body) = &entry.body {
        let (open, close) = (body.open.end, body.close.map_or(entry.span.end, |close| close.start));
        let inside = open as usize..close as usize;
        if holds(&inside, byte) {
            ranges.push(inside);
            entries_at(&body.entries, byte, ranges);
        }
    }
}

fn holds(range: &Range<usize>, byte: usize) -> bool {
    range.start <= byte && byte <= range.end
}
