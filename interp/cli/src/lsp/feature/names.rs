//! Where names stand: definitions, references, and the places of a name in its text.

use std::path::Path;

use heng_grammar::literate::{Articles, literate};
use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_grammar::token::{TokenKind, cited, lex_range};
use heng_grammar::tree::ItemKind;
use heng_interp::symbol::{Occurrence, SymbolId};
use lsp_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, Location, ReferenceParams, TextDocumentPositionParams,
};

use super::{in_project, scripts};
use crate::lsp::analysis::Root;
use crate::lsp::document::Document;
use crate::lsp::publish::{location, range_of};
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// A place of a text in its project.
pub(super) struct Here<'v> {
    pub document: &'v Document,
    pub root: &'v Root,
    pub source: Source,
    pub byte: usize,
}

impl<'v> Here<'v> {
    /// The place that a request is about; none where the text was not read.
    pub fn new(view: &View<'v>, place: &TextDocumentPositionParams) -> Result<Option<Self>, Refusal> {
        let document = view.document(&place.text_document.uri)?;
        let byte = document.lines.offset(&document.text, place.position);
        let found = in_project(view, document);
        Ok(found.map(|(root, source)| Self { document, root, source, byte }))
    }

    /// What stands there; what is declared there comes first.
    pub fn occurrences(&self) -> Vec<Occurrence> {
        let found = self.root.names.at(self.source.id(), self.byte);
        let first = found.first().map(|first| first.span);
        found.into_iter().filter(|other| Some(other.span) == first).collect()
    }
}

/// The same name in every project that reads the text which declares it.
pub(super) fn everywhere<'v>(view: &View<'v>, root: &'v Root, id: SymbolId) -> Vec<(&'v Root, SymbolId)> {
    let Some(declared) = root.names.get(id).map(|symbol| symbol.name) else { return Vec::new() };
    let mut found = vec![(root, id)];
    let Some(file) = root.file_of(declared.source) else { return found };
    for other in view.analysis.roots_of(file).filter(|other| !std::ptr::eq(other.as_ref(), root)) {
        found.extend(same_name(declared, file, other).map(|id| (other.as_ref(), id)));
    }
    found
}

/// The name of another project that is declared at the same place of a file.
pub(super) fn same_name(declared: Span, file: &Path, other: &Root) -> Option<SymbolId> {
    let source = other.source_of(file)?.id();
    other.names.declared_at(Span { source, ..declared })
}

/// Where a name is declared, a document that is used begins, and the prose says what an article says.
pub(in crate::lsp) fn definition(
    view: &View<'_>,
    params: &GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>, Refusal> {
    let Some(here) = Here::new(view, &params.text_document_position_params)? else { return Ok(None) };
    let mut spans: Vec<Span> = Vec::new();
    for occurrence in here.occurrences() {
        let declared = here.root.names.places(occurrence.symbol).filter(|place| place.declares);
        spans.extend(declared.map(|place| place.span));
    }
    spans.extend(used_document(&here).or_else(|| article(&here)));
    let places = locations(view, here.root, spans.into_iter());
    Ok((!places.is_empty()).then_some(GotoDefinitionResponse::Array(places)))
}

/// The beginning of the document whose path stands at the place.
fn used_document(here: &Here<'_>) -> Option<Span> {
    let script = heng_grammar::parse(&here.source).script;
    let path = script.items.into_iter().find_map(|item| match item.kind {
        ItemKind::Use(used) => {
            let range = used.path.span.range();
            (range.start <= here.byte && here.byte <= range.end).then(|| used.path.dotted())
        }
        _ => None,
    })?;
    let (_, at) = here.root.texts.paths.iter().find(|(other, _)| *other == path)?;
    here.root.texts.sources.get(*at).map(|source| source.span(0, 0))
}

/// The passage of the article that is cited at the place.
fn article(here: &Here<'_>) -> Option<Span> {
    let script = scripts(here.document).into_iter().find(|s| s.contains(&here.byte))?;
    let mut tokens = lex_range(here.source.text(), script);
    let token = tokens.find(|token| token.start <= here.byte && here.byte < token.end)?;
    if token.kind != TokenKind::Citation || !here.source.is_literate() {
        return None;
    }
    let articles = Articles::of(&here.source, &literate(&here.source));
    let place = articles.passage(cited(token.text(here.source.text())))?;
    Some(here.source.span(place.start, place.start))
}

/// The places where a name is used, in every project that is open.
pub(in crate::lsp) fn references(
    view: &View<'_>,
    params: &ReferenceParams,
) -> Result<Option<Vec<Location>>, Refusal> {
    let Some(here) = Here::new(view, &params.text_document_position)? else { return Ok(None) };
    let declared = params.context.include_declaration;
    let mut found: Vec<Location> = Vec::new();
    for occurrence in here.occurrences() {
        for (root, id) in everywhere(view, here.root, occurrence.symbol) {
            let places = root.names.places(id).filter(|place| declared || !place.declares);
            for location in locations(view, root, places.map(|place| place.span)) {
                if !found.contains(&location) {
                    found.push(location);
                }
            }
        }
    }
    Ok(Some(found))
}

fn locations(view: &View<'_>, root: &Root, spans: impl Iterator<Item = Span>) -> Vec<Location> {
    let file_of = |span: Span| root.file_of(span.source).map(Path::to_path_buf);
    let mut found: Vec<Location> = Vec::new();
    for span in spans {
        let Some(mut location) = location(span, &root.texts.sources, file_of, view.client) else { continue };
        // The editor's own spelling of the address.
        let open = file_of(span).and_then(|file| view.documents.of_file(&file));
        location.uri = open.map_or(location.uri, |document| document.uri.clone());
        if !found.contains(&location) {
            found.push(location);
        }
    }
    found
}

/// The places of a name in the text it is asked about.
pub(in crate::lsp) fn highlights(
    view: &View<'_>,
    params: &DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>, Refusal> {
    let Some(here) = Here::new(view, &params.text_document_position_params)? else { return Ok(None) };
    let mut found: Vec<DocumentHighlight> = Vec::new();
    for occurrence in here.occurrences() {
        let places = here.root.names.places(occurrence.symbol);
        for place in places.filter(|place| place.span.source == here.source.id()) {
            let Some(range) = range_of(place.span, &here.root.texts.sources, view.client) else { continue };
            let kind =
                if place.declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
            let shown = DocumentHighlight { range, kind: Some(kind) };
            if !found.iter().any(|other| other.range == shown.range) {
                found.push(shown);
            }
        }
    }
    Ok(Some(found))
}
