//! The requests: which there are, which wait for an analysis, and who answers.

use lsp_server::ErrorCode;
use lsp_types::request::{self as ask, Request};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, RenameOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, Uri, WorkDoneProgressOptions,
};
use serde_json::Value;

use super::analysis::Analysis;
use super::client::Client;
use super::document::{Document, Documents};
use super::example::{self, Outcomes};
use super::feature::{
    action, completion, folding, formatting, hint, hover, lens, names, outline, own_text, rename, selection,
    tokens,
};
use super::publish::Reports;
use super::transport::Refusal;

/// What requests look at.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub client: &'v Client,
    pub documents: &'v Documents,
    pub analysis: &'v Analysis,
    pub reports: &'v Reports,
    pub examples: &'v Outcomes,
}

impl<'v> View<'v> {
    /// The open text at an address.
    pub fn document(&self, uri: &Uri) -> Result<&'v Document, Refusal> {
        let missing = || Refusal::new(ErrorCode::InvalidParams, format!("{} is not open", uri.as_str()));
        self.documents.get(uri).ok_or_else(missing)
    }
}

/// What the server can do.
pub(super) fn capabilities(client: &Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let semantic = SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Bool(true)),
        ..SemanticTokensOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, action::fix_all(), action::other_words()]),
        ..CodeActionOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        semantic_tokens_provider: Some(semantic.into()),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        completion_provider: Some(completion::options()),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_action_provider: client.literal_actions.then(|| actions.into()),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: example::COMMANDS.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// Whether a request asks what the analysis knows; it waits until the texts as they are have been analysed. Completion makes do
/// with the newest analysis of the text, if there is any: the word being typed changes nothing of the other names.
pub(super) fn needs_analysis(view: &View<'_>, method: &str, params: &Value) -> bool {
    if method == ask::Completion::METHOD {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
        let document = view.documents.iter().find(|document| Some(document.uri.as_str()) == uri);
        return document.is_some_and(|document| !view.analysis.versions.contains_key(&document.path));
    }
    matches!(
        method,
        ask::CodeActionRequest::METHOD
            | ask::DocumentSymbolRequest::METHOD
            | ask::DocumentHighlightRequest::METHOD
            | ask::ExecuteCommand::METHOD
            | ask::GotoDefinition::METHOD
            | ask::InlayHintRequest::METHOD
            | ask::PrepareRenameRequest::METHOD
            | ask::References::METHOD
            | ask::Rename::METHOD
            | ask::SemanticTokensFullRequest::METHOD
            | ask::SemanticTokensRangeRequest::METHOD
            | ask::HoverRequest::METHOD
            | ask::WorkspaceSymbolRequest::METHOD
    )
}

/// Answers a request.
///
/// # Errors
/// Where there is no such request, or its parameters are wrong.
pub(super) fn answer(view: &View<'_>, method: &str, params: Value) -> Result<Value, Refusal> {
    match method {
        ask::SemanticTokensFullRequest::METHOD => {
            typed::<ask::SemanticTokensFullRequest>(params, |p| tokens::full(view, &p))
        }
        ask::SemanticTokensRangeRequest::METHOD => {
            typed::<ask::SemanticTokensRangeRequest>(params, |p| tokens::range(view, &p))
        }
        ask::FoldingRangeRequest::METHOD => {
            typed::<ask::FoldingRangeRequest>(params, |p| folding::ranges(view, &p))
        }
        ask::SelectionRangeRequest::METHOD => {
            typed::<ask::SelectionRangeRequest>(params, |p| selection::ranges(view, &p))
        }
        ask::CodeActionRequest::METHOD => {
            typed::<ask::CodeActionRequest>(params, |p| action::actions(view, &p))
        }
        ask::CodeLensRequest::METHOD => typed::<ask::CodeLensRequest>(params, |p| lens::lenses(view, &p)),
        ask::Completion::METHOD => typed::<ask::Completion>(params, |p| completion::list(view, &p)),
        ask::ResolveCompletionItem::METHOD => {
            typed::<ask::ResolveCompletionItem>(params, |p| Ok(completion::resolve(view, p)))
        }
        ask::DocumentSymbolRequest::METHOD => {
            typed::<ask::DocumentSymbolRequest>(params, |p| outline::of_text(view, &p))
        }
        ask::WorkspaceSymbolRequest::METHOD => {
            typed::<ask::WorkspaceSymbolRequest>(params, |p| Ok(outline::everywhere(view, &p)))
        }
        ask::HoverRequest::METHOD => typed::<ask::HoverRequest>(params, |p| hover::hover(view, &p)),
        ask::Formatting::METHOD => typed::<ask::Formatting>(params, |p| formatting::whole(view, &p)),
        ask::RangeFormatting::METHOD => {
            typed::<ask::RangeFormatting>(params, |p| formatting::range(view, &p))
        }
        ask::GotoDefinition::METHOD => typed::<ask::GotoDefinition>(params, |p| names::definition(view, &p)),
        ask::References::METHOD => typed::<ask::References>(params, |p| names::references(view, &p)),
        ask::DocumentHighlightRequest::METHOD => {
            typed::<ask::DocumentHighlightRequest>(params, |p| names::highlights(view, &p))
        }
        ask::PrepareRenameRequest::METHOD => {
            typed::<ask::PrepareRenameRequest>(params, |p| rename::prepare(view, &p))
        }
        ask::Rename::METHOD => typed::<ask::Rename>(params, |p| rename::rename(view, &p)),
        ask::InlayHintRequest::METHOD => typed::<ask::InlayHintRequest>(params, |p| hint::hints(view, &p)),
        own_text::OwnText::METHOD => typed::<own_text::OwnText>(params, |p| own_text::text(view, &p)),
        _ => Err(Refusal::new(ErrorCode::MethodNotFound, format!("there is no request {method}"))),
    }
}

fn typed<R: Request>(
    params: Value,
    answer: impl FnOnce(R::Params) -> Result<R::Result, Refusal>,
) -> Result<Value, Refusal> {
    let wrong = |error: serde_json::Error| Refusal::new(ErrorCode::InvalidParams, error.to_string());
    let result = answer(serde_json::from_value(params).map_err(wrong)?)?;
    serde_json::to_value(result).map_err(|error| Refusal::new(ErrorCode::InternalError, error.to_string()))
}
