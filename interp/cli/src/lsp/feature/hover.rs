//! What a word under the pointer is.

use std::ops::Range;

use heng_grammar::highlight::{Class, highlight};
use heng_grammar::token::cited;
use heng_grammar::vocabulary::{Concept, Role, Tier, concepts};
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, TextDocumentPositionParams};

use super::names::Here;
use super::{describe, in_project, scripts};
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// What stands at a place of a text; nothing where there is nothing to say.
pub(in crate::lsp) fn hover(view: &View<'_>, params: &HoverParams) -> Result<Option<Hover>, Refusal> {
    let place = &params.text_document_position_params;
    let document = view.document(&place.text_document.uri)?;
    let byte = document.lines.offset(&document.text, place.position);
    let Some((range, class)) = piece_at(document, byte) else { return Ok(None) };
    let value = name_at(view, place)?.or_else(|| about(view, document, &range, class));
    let Some(value) = value else { return Ok(None) };
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Ok(Some(Hover { contents, range: Some(document.lines.range(&document.text, range)) }))
}

/// What is to be said of the names at a place: of an item that is named as what it scores, both.
fn name_at(view: &View<'_>, place: &TextDocumentPositionParams) -> Result<Option<String>, Refusal> {
    let Some(here) = Here::new(view, place)? else { return Ok(None) };
    let found = here.occurrences().into_iter();
    let parts: Vec<String> =
        found.filter_map(|found| describe::symbol(here.root, found.symbol, view.client)).collect();
    Ok((!parts.is_empty()).then(|| parts.join("\n\n---\n\n")))
}

/// The word at a byte, or the one that ends there, and what it is to the eye.
fn piece_at(document: &Document, byte: usize) -> Option<(Range<usize>, Class)> {
    let script = scripts(document).into_iter().find(|script| script.start <= byte && byte <= script.end)?;
    let pieces = highlight(document.text.get(script.clone())?).into_iter();
    let pieces = pieces.map(|piece| (script.start + piece.start..script.start + piece.end, piece.class));
    let mut pieces = pieces.filter(|(range, class)| {
        range.start <= byte && byte <= range.end && !matches!(class, Class::Blank | Class::Punctuation)
    });
    let first = pieces.next()?;
    // Between two words that touch, the one that begins.
    Some(pieces.next().unwrap_or(first))
}

fn about(view: &View<'_>, document: &Document, range: &Range<usize>, class: Class) -> Option<String> {
    let words = document.text.get(range.clone())?;
    let client = view.client;
    match class {
        Class::Citation => {
            let (_, source) = in_project(view, document)?;
            Some(describe::article(&source, cited(words)))
        }
        Class::Unit => describe::unit(words, client),
        _ => meant(words, class).map(|concept| describe::word(concept, client)),
    }
}

/// The concept of a word in a place where it has this colour.
fn meant(words: &str, class: Class) -> Option<Concept> {
    let fits = |concept: &Concept| {
        let word = concept.word();
        match class {
            Class::Keyword => word.tier == Tier::Hard,
            Class::Block => word.role == Role::Block,
            Class::Entry => word.role == Role::Entry,
            Class::Clause => word.tier == Tier::Context,
            Class::Function => word.tier == Tier::Function,
            Class::Type => word.tier == Tier::Type,
            _ => false,
        }
    };
    concepts(words).iter().copied().find(fits)
}
