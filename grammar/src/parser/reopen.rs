//! `续 最终等级 { … }`: a block that goes on in a later place is one block.

use super::grammar::Rule;
use super::run::{block_name, head_of};
use super::structure;
use crate::diagnostic::Diagnostic;
use crate::fold::fold;
use crate::skeleton::Entry;
use crate::vocabulary::Concept;

/// `entries` with the bodies of all `续` added to the blocks they name, and what is wrong with the rest of them.
pub(super) fn merged(text: &str, entries: &[Entry]) -> (Vec<Entry>, Vec<Diagnostic>) {
    let mut made = Vec::new();
    let mut faults = Vec::new();
    add(text, entries, &mut made, &mut faults);
    (made, faults)
}

fn add(text: &str, entries: &[Entry], made: &mut Vec<Entry>, faults: &mut Vec<Diagnostic>) {
    for entry in entries {
        if head_of(text, entry.header) != Some(Rule::kw_continue) {
            made.push(entry.clone());
            continue;
        }
        let Some(name) = block_name(text, entry.header).filter(|name| !Concept::Continue.is(name)) else {
            faults.push(structure::continue_without_name(entry.header));
            continue;
        };
        match find(text, made, &fold(name))
            .and_then(|block| block.body.as_mut().map(|body| (body, &mut block.citations)))
        {
            Some((body, citations)) => {
                citations.extend(entry.citations.iter().cloned());
                if let Some(more) = &entry.body {
                    add(text, &more.entries, &mut body.entries, faults);
                } else {
                    faults.push(structure::body_missing(entry.header));
                }
            }
            None => faults.push(structure::nothing_to_continue(entry.header, name)),
        }
    }
}

/// The last block called `name`, at any depth: a document goes on with what it said last.
fn find<'e>(text: &str, entries: &'e mut [Entry], name: &str) -> Option<&'e mut Entry> {
    for entry in entries.iter_mut().rev() {
        if entry.body.is_some() && block_name(text, entry.header).is_some_and(|own| fold(own) == name) {
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
