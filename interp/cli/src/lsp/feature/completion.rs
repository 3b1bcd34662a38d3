//! What may stand at the cursor, also by pinyin.
//!
//! Editors filter what they are given by the letters typed, which are not those of the names; so each item says that it is to
//! be filtered as what was typed, sorted as it was given, and the list is asked for anew with every letter.

use heng_interp::complete::{Candidate, CandidateKind, Completions, Input, complete};
use heng_interp::symbol::{Names, Symbol, SymbolId, SymbolKind, Text};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionOptions,
    CompletionParams, CompletionResponse, CompletionTextEdit, Documentation, MarkupContent, MarkupKind,
    TextEdit, Uri,
};
use serde_json::json;

use super::{describe, in_project, source};
use crate::lsp::client::Client;
use crate::lsp::document::Document;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// When editors ask by themselves: besides letters, after what a name or an article may follow.
pub(in crate::lsp) fn options() -> CompletionOptions {
    let triggers = [".", "．", "@", "＠", ":", "：", "「"];
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    }
}

/// What may stand at a place of a text. The names are those of the newest analysis, the text is as it is.
pub(in crate::lsp) fn list(
    view: &View<'_>,
    params: &CompletionParams,
) -> Result<Option<CompletionResponse>, Refusal> {
    let place = &params.text_document_position;
    let document = view.document(&place.text_document.uri)?;
    let cursor = document.lines.offset(&document.text, place.position);
    let found = match in_project(view, document) {
        Some((root, source)) => complete(Input { source: &source, cursor, prompt: false }, &root.names),
        None => {
            let source = source(document);
            let script = heng_grammar::parse(&source).script;
            let names = Names::new(&[Text { source: &source, script: &script, path: "" }]);
            complete(Input { source: &source, cursor, prompt: false }, &names)
        }
    };
    let items = items(&found, document, cursor, view.client);
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: true, items })))
}

fn items(found: &Completions, document: &Document, cursor: usize, client: &Client) -> Vec<CompletionItem> {
    let range = document.lines.range(&document.text, found.replace.clone());
    let typed = document.text.get(found.replace.start..cursor).unwrap_or_default();
    let item = |(at, candidate): (usize, &Candidate)| CompletionItem {
        label: candidate.label.clone(),
        label_details: Some(CompletionItemLabelDetails {
            detail: None,
            description: Some(client.say(&candidate.kind.words()).to_owned()),
        }),
        kind: Some(kind(candidate.kind)),
        detail: Some(client.say(&candidate.detail).to_owned()),
        preselect: Some(at == 0 && !typed.is_empty()),
        sort_text: Some(format!("{at:04}")),
        filter_text: (!typed.is_empty()).then(|| typed.to_owned()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: candidate.insert.clone() })),
        data: Some(json!(document.uri)),
        ..CompletionItem::default()
    };
    found.candidates.iter().enumerate().map(item).collect()
}

fn kind(kind: CandidateKind) -> CompletionItemKind {
    match kind {
        CandidateKind::Name(kind) => name_kind(kind),
        CandidateKind::Keyword => CompletionItemKind::KEYWORD,
        CandidateKind::Function => CompletionItemKind::FUNCTION,
        CandidateKind::Unit => CompletionItemKind::UNIT,
        CandidateKind::Type => CompletionItemKind::TYPE_PARAMETER,
        CandidateKind::Article => CompletionItemKind::REFERENCE,
        CandidateKind::Document => CompletionItemKind::MODULE,
        CandidateKind::Part => CompletionItemKind::PROPERTY,
    }
}

fn name_kind(kind: SymbolKind) -> CompletionItemKind {
    use SymbolKind as K;
    match kind {
        K::Policy | K::Prefix => CompletionItemKind::MODULE,
        K::Table | K::Rollup | K::RowSet => CompletionItemKind::STRUCT,
        K::Column | K::OutputColumn => CompletionItemKind::FIELD,
        K::Choice | K::Set => CompletionItemKind::ENUM,
        K::Member | K::Class | K::Arm | K::Alias => CompletionItemKind::ENUM_MEMBER,
        K::Unit => CompletionItemKind::UNIT,
        K::Open | K::Decision | K::Parameter | K::Reading => CompletionItemKind::CONSTANT,
        K::Lookup => CompletionItemKind::FUNCTION,
        K::Group | K::Item | K::Line | K::Factor | K::Indicator | K::LookupKey | K::LookupOutput => {
            CompletionItemKind::PROPERTY
        }
        _ => CompletionItemKind::VARIABLE,
    }
}

/// The same item with what there is to read about it.
pub(in crate::lsp) fn resolve(view: &View<'_>, mut item: CompletionItem) -> CompletionItem {
    let uri: Option<Uri> = item.data.clone().and_then(|uri| serde_json::from_value(uri).ok());
    let about = uri.and_then(|uri| {
        let (root, _) = in_project(view, view.documents.get(&uri)?)?;
        let id = meant(&root.names, &item, view.client)?;
        describe::symbol(root, id, view.client)
    });
    item.documentation =
        about.map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }));
    item
}

/// The name that an item stands for: the one of this kind whose formula the item tells.
fn meant(names: &Names, item: &CompletionItem, client: &Client) -> Option<SymbolId> {
    let kind = item.label_details.as_ref()?.description.as_deref()?;
    let detail = item.detail.as_deref().unwrap_or_default();
    let called = |symbol: &Symbol| item.label == symbol.own_name() || item.label == symbol.dotted();
    let is = |symbol: &Symbol| called(symbol) && client.say(&symbol.kind.words()) == kind;
    let there: Vec<(SymbolId, &Symbol)> = names.entries().filter(|(_, symbol)| is(symbol)).collect();
    let told = there.iter().find(|(_, symbol)| detail.contains(&symbol.formula));
    told.or_else(|| there.first()).map(|(id, _)| *id)
}
