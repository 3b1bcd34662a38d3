//! A text in its one form, as the changes of lines that lead there.

use std::ops::Range;

use heng_grammar::format::format;
use heng_grammar::source::Source;
use lsp_types::{DocumentFormattingParams, DocumentRangeFormattingParams, TextEdit};
use similar::{DiffOp, TextDiff};

use super::source;
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// Lines to put in the place of others: the bytes of those, and the new ones.
type Change = (Range<usize>, String);

/// All of a text. What cannot be read stays as it stands.
pub(in crate::lsp) fn whole(
    view: &View<'_>,
    params: &DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    Ok(Some(edits(document, changes(&source(document)))))
}

/// The lines of a range. Where they cannot have their form without other lines having theirs, nothing is changed.
pub(in crate::lsp) fn range(
    view: &View<'_>,
    params: &DocumentRangeFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let asked = document.lines.bytes(&document.text, params.range);
    let before = source(document);
    let mut changes = changes(&before);
    changes.retain(|(bytes, _)| bytes.start <= asked.end && asked.start <= bytes.end);
    let after = Source::new(before.id(), before.name(), carried_out(before.text(), &changes));
    let kept = format(&after).text == format(&before).text;
    Ok(Some(if kept { edits(document, changes) } else { Vec::new() }))
}

fn changes(before: &Source) -> Vec<Change> {
    let after = format(before).text;
    let diff = TextDiff::from_lines(before.text(), after.as_str());
    let (old, new) = (ends(before.text()), ends(&after));
    let bytes = |ends: &[usize], lines: Range<usize>| {
        let at = |line: usize| ends.get(line).copied().unwrap_or_default();
        at(lines.start)..at(lines.end)
    };
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let change = |op: &DiffOp| {
        let words = after.get(bytes(&new, op.new_range())).unwrap_or_default();
        (bytes(&old, op.old_range()), words.to_owned())
    };
    changed.map(change).collect()
}

/// Where each line begins, as the differences count lines; and the end of the text.
fn ends(text: &str) -> Vec<usize> {
    let mut at = 0;
    let lines = TextDiff::from_lines(text, "");
    let lengths: Vec<usize> = lines.old_slices().iter().map(|line| line.len()).collect();
    let starts = lengths.into_iter().map(|length| {
        at += length;
        at
    });
    std::iter::once(0).chain(starts).collect()
}

fn carried_out(text: &str, changes: &[Change]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for (bytes, words) in changes {
        made.push_str(text.get(at..bytes.start).unwrap_or_default());
        made.push_str(words);
        at = bytes.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

fn edits(document: &Document, changes: Vec<Change>) -> Vec<TextEdit> {
    let edit =
        |(bytes, new_text): Change| TextEdit { range: document.lines.range(&document.text, bytes), new_text };
    changes.into_iter().map(edit).collect()
}
