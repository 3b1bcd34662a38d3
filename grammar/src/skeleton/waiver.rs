//! `@已核（H0641：理由）`, `@reviewed(H0641: reason)`: a finding that the author has looked at and means to keep.
//!
//! A waiver stands where a citation stands, and is lifted out of the entry's citations here. It covers the whole entry.

use super::Entry;
use super::fault;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::is_waiver;
use crate::tree::{Citation, Waiver};

/// Takes the waivers out of the citations of `entries` and of all entries inside them.
pub(super) fn lift(entries: &mut [Entry], faults: &mut Vec<Diagnostic>) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for entry in entries {
        let (written, citations): (Vec<Citation>, Vec<Citation>) = std::mem::take(&mut entry.citations)
            .into_iter()
            .partition(|citation| is_waiver(&citation.article));
        entry.citations = citations;
        for citation in written {
            match waiver(&citation, entry.span) {
                Some(found) => waivers.push(found),
                None => faults.push(fault::empty_waiver(citation.span)),
            }
        }
        if let Some(body) = &mut entry.body {
            waivers.extend(lift(&mut body.entries, faults));
        }
    }
    waivers
}

/// What a waiver says, if it says which codes and why.
fn waiver(citation: &Citation, within: Span) -> Option<Waiver> {
    let (_, inside) = citation.article.split_once('（')?;
    let inside = inside.strip_suffix('）')?;
    let (codes, reason) = inside.split_once(['：', ':'])?;
    let codes: Option<Vec<u16>> =
        codes.split(['、', '，', ',', ' ']).filter(|code| !code.is_empty()).map(code).collect();
    let (codes, reason) = (codes?, reason.trim());
    let complete = !codes.is_empty() && !reason.is_empty();
    complete.then(|| Waiver { codes, reason: reason.to_owned(), within, span: citation.span })
}

/// `H0641`: the number.
fn code(written: &str) -> Option<u16> {
    let digits = written.trim().strip_prefix(['H', 'h', 'Ｈ'])?;
    (digits.len() == 4).then(|| digits.parse().ok())?
}
