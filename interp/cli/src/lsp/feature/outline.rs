//! The names of a text as an outline, and those of all projects by what is typed of them.

use heng_grammar::source::Source;
use heng_grammar::span::Span;
use heng_grammar::suggest::NameIndex;
use heng_grammar::tree::{Item, ItemKind};
use heng_interp::symbol::{Symbol, SymbolKind};
use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, OneOf, SymbolKind as Shown,
    WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use super::in_project;
use crate::lsp::document::Document;
use crate::lsp::publish::location;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// At most so many names are found.
const MOST: usize = 200;

/// The outline of a text: what stands inside an entry is below it.
pub(in crate::lsp) fn of_text(
    view: &View<'_>,
    params: &DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let Some((root, source)) = in_project(view, document) else { return Ok(None) };
    let symbols = root.names.outline(source.id()).into_iter().map(|(_, symbol)| symbol);
    let named = symbols.filter(|symbol| symbol.kind != SymbolKind::Alias);
    let mut entries: Vec<(Span, DocumentSymbol)> =
        named.map(|symbol| (symbol.entry.to(symbol.name), shown(symbol, document, view))).collect();
    entries.extend(titled(&source, document, view));
    // An entry before what stands in it.
    entries.sort_by_key(|(entry, _)| (entry.start, std::cmp::Reverse(entry.end)));
    let mut open: Vec<(Span, DocumentSymbol)> = Vec::new();
    let mut outline: Vec<DocumentSymbol> = Vec::new();
    for (entry, symbol) in entries {
        while let Some((_, done)) = open.pop_if(|(outer, _)| outer.end < entry.end) {
            close(&mut open, &mut outline, done);
        }
        open.push((entry, symbol));
    }
    while let Some((_, done)) = open.pop() {
        close(&mut open, &mut outline, done);
    }
    Ok(Some(DocumentSymbolResponse::Nested(outline)))
}

fn close(open: &mut [(Span, DocumentSymbol)], outline: &mut Vec<DocumentSymbol>, done: DocumentSymbol) {
    match open.last_mut() {
        Some((_, outer)) => outer.children.get_or_insert_default().push(done),
        None => outline.push(done),
    }
}

/// Checks and examples, which have titles and no names.
fn titled(source: &Source, document: &Document, view: &View<'_>) -> Vec<(Span, DocumentSymbol)> {
    let entry = |item: Item| {
        let (kind, title) = match item.kind {
            ItemKind::Check(check) => (SymbolKind::Check, check.title),
            ItemKind::Example(example) => (SymbolKind::Example, example.title),
            _ => return None,
        };
        let detail = view.client.say(&kind.words()).to_owned();
        Some((item.span, symbol(title, detail, kind, (item.span, item.header), document)))
    };
    heng_grammar::parse(source).script.items.into_iter().filter_map(entry).collect()
}

fn shown(named: &Symbol, document: &Document, view: &View<'_>) -> DocumentSymbol {
    let words = view.client.say(&named.kind.words()).to_owned();
    let detail = named.ty.as_ref().map_or(words.clone(), |ty| format!("{words} {ty}"));
    let places = (named.entry.to(named.name), named.name);
    symbol(named.own_name().to_owned(), detail, named.kind, places, document)
}

/// A symbol with its entry and what is selected of it.
fn symbol(
    name: String,
    detail: String,
    of: SymbolKind,
    (entry, name_span): (Span, Span),
    document: &Document,
) -> DocumentSymbol {
    let place = |span: Span| document.lines.range(&document.text, span.range());
    #[expect(deprecated, reason = "the field cannot be left out")]
    DocumentSymbol {
        name,
        detail: Some(detail),
        kind: kind(of),
        tags: None,
        deprecated: None,
        range: place(entry),
        selection_range: place(name_span),
        children: None,
    }
}

fn kind(kind: SymbolKind) -> Shown {
    use SymbolKind as K;
    match kind {
        K::Policy | K::Prefix => Shown::MODULE,
        K::Table | K::Rollup | K::RowSet => Shown::STRUCT,
        K::Column | K::OutputColumn => Shown::FIELD,
        K::Choice | K::Set => Shown::ENUM,
        K::Member | K::Class | K::Arm | K::Alias => Shown::ENUM_MEMBER,
        K::Unit => Shown::NUMBER,
        K::Open | K::Decision | K::Parameter | K::Reading => Shown::CONSTANT,
        K::Lookup => Shown::FUNCTION,
        K::Check | K::Example => Shown::EVENT,
        K::Group | K::Item | K::Line | K::Factor | K::Indicator | K::LookupKey | K::LookupOutput => {
            Shown::PROPERTY
        }
        _ => Shown::VARIABLE,
    }
}

/// The names of all projects that begin with what was typed, in characters, pinyin or first letters; or hold it.
pub(in crate::lsp) fn everywhere(
    view: &View<'_>,
    params: &WorkspaceSymbolParams,
) -> Option<WorkspaceSymbolResponse> {
    let mut found: Vec<(u8, WorkspaceSymbol)> = Vec::new();
    for root in &view.analysis.roots {
        let file_of = |span: Span| root.file_of(span.source).map(std::path::Path::to_path_buf);
        let index = NameIndex::new(root.names.symbols().map(Symbol::own_name));
        let fitting = index.fitting(&params.query);
        for symbol in root.names.symbols() {
            let fits = fitting.iter().find(|(_, name)| *name == symbol.own_name()).map(|(rank, _)| *rank);
            let holds = || symbol.own_name().contains(&params.query).then_some(u8::MAX);
            let Some(rank) = fits.or_else(holds) else { continue };
            let Some(location) = location(symbol.name, &root.texts.sources, file_of, view.client) else {
                continue;
            };
            let known = found.iter().any(|(_, other)| other.location == OneOf::Left(location.clone()));
            if !known {
                let container_name = symbol.path.len().checked_sub(2).and_then(|at| symbol.path.get(at));
                let container_name =
                    container_name.cloned().or_else(|| root.names.table_of(symbol).map(str::to_owned));
                let (name, kind) = (symbol.own_name().to_owned(), kind(symbol.kind));
                let location = OneOf::Left(location);
                let tags = None;
                found
                    .push((rank, WorkspaceSymbol { name, kind, tags, container_name, location, data: None }));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(MOST);
    Some(WorkspaceSymbolResponse::Nested(found.into_iter().map(|(_, symbol)| symbol).collect()))
}
