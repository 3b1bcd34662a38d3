//! `续 最终等级 { … }`: a block that goes on in a later place is one block.

use super::grammar::Rule;
use super::played::Record;
use super::run::{block_name, head_of, head_word};
use super::structure;
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::skeleton::Entry;
use crate::span::Span;
use crate::suggest::offer;
use crate::vocabulary::Concept;
use std::borrow::Cow;

/// `entries` with the bodies of all `续` added to the blocks they name, and what is wrong with the rest of them.
pub(super) fn merged<'e>(text: &str, entries: &'e [Entry]) -> (Cow<'e, [Entry]>, Vec<Diagnostic>) {
    let mut made = Vec::new();
    let mut faults = Vec::new();
    if !Concept::Continue.may_stand_in(text) {
        return (Cow::Borrowed(entries), faults);
    }
    let nowhere = add(text, entries, &mut made, &mut faults);
    let known = if nowhere.is_empty() { Vec::new() } else { blocks(text, &made) };
    faults.extend(nowhere.iter().filter_map(|entry| {
        let name = block_name(text, entry.header)?;
        let fault = structure::nothing_to_continue(entry.header, name);
        let place = entry.header.text(text).rfind(name).map(|at| entry.header.range().start + at);
        let place = place.map(|start| Span::new(entry.header.source, start, start + name.len()));
        Some(offer(fault, place.unwrap_or(entry.header), name, known.iter().copied()))
    }));
    (Cow::Owned(made), faults)
}

/// The names of all blocks, at any depth.
fn blocks<'t>(text: &'t str, entries: &[Entry]) -> Vec<&'t str> {
    let open =
        entries.iter().filter_map(|entry| Some((block_name(text, entry.header), entry.body.as_ref()?)));
    open.flat_map(|(name, body)| name.into_iter().chain(blocks(text, &body.entries))).collect()
}

/// Keeps the words `续` themselves: the grammar reads only what stands in such blocks.
pub(super) fn record(text: &str, entries: &[Entry], record: &mut Record) {
    for entry in entries {
        if let Some((Rule::kw_continue, word)) = head_word(text, entry.header) {
            record.keyword(word);
            if let Some(name) = block_name(text, entry.header) {
                continued(name, entry.header, text, record);
            }
        }
        if let Some(body) = &entry.body {
            self::record(text, &body.entries, record);
        }
    }
}

/// The name after `续`: the script's own, or the word 参评.
fn continued(name: &str, header: Span, text: &str, record: &mut Record) {
    let start = header.text(text).rfind(name).map(|at| header.range().start + at);
    match start {
        Some(start) if Concept::Participation.is(name) => {
            record.keyword(Span::new(header.source, start, start + name.len()));
        }
        _ => drop(record.names.insert(fold(name).into_owned())),
    }
}

/// Adds `entries` to `made`; gives back each `续` whose block is not among them, for the block around to find.
fn add(text: &str, entries: &[Entry], made: &mut Vec<Entry>, faults: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut elsewhere = Vec::new();
    for entry in entries {
        if head_of(text, entry.header) == Some(Rule::kw_continue) {
            elsewhere.extend(go_on(text, entry, made, faults));
            continue;
        }
        let mut entry = entry.clone();
        let mut outer = Vec::new();
        if let Some(body) = entry.body.as_mut() {
            let written = std::mem::take(&mut body.entries);
            outer = add(text, &written, &mut body.entries, faults);
        }
        made.push(entry);
        for entry in outer {
            elsewhere.extend(go_on(text, &entry, made, faults));
        }
    }
    elsewhere
}

/// Adds the entries of a `续` to the block it names; gives it back where `made` does not hold that block.
fn go_on(text: &str, entry: &Entry, made: &mut [Entry], faults: &mut Vec<Diagnostic>) -> Option<Entry> {
    let Some(name) = block_name(text, entry.header).filter(|name| !Concept::Continue.is(name)) else {
        faults.push(structure::continue_without_name(entry.header));
        return None;
    };
    let Some(block) = find(text, made, &plain(name)) else { return Some(entry.clone()) };
    block.citations.extend(entry.citations.iter().cloned());
    match (&mut block.body, &entry.body) {
        (Some(body), Some(more)) => add(text, &more.entries, &mut body.entries, faults),
        _ => {
            faults.push(structure::body_missing(entry.header));
            Vec::new()
        }
    };
    None
}

/// A block's name for comparing; 参评 has no other name than its word, in either language.
fn plain(name: &str) -> Cow<'_, str> {
    if Concept::Participation.is(name) { Cow::Borrowed(Concept::Participation.word().zh) } else { fold(name) }
}

/// The last block called `name`, at any depth: a document goes on with what it said last.
fn find<'e>(text: &str, entries: &'e mut [Entry], name: &str) -> Option<&'e mut Entry> {
    for entry in entries.iter_mut().rev() {
        if entry.body.is_some() && block_name(text, entry.header).is_some_and(|own| plain(own) == name) {
            return Some(entry);
        }
        if let Some(body) = entry.body.as_mut()
            && let Some(found) = find(text, &mut body.entries, name)
        {
            return Some(found);
        }
    }
    None
}
