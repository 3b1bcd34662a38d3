//! Code actions: the changes that reports offer, all safe ones at once, and the text in the words of the other language.

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::translate::{Declared, translate};
use heng_interp::complete::written_in;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Range, Uri,
};

use super::in_project;
use crate::fix::choose;
use crate::lsp::edit::{Edits, workspace};
use crate::lsp::publish::{Change, Report, with_breaks_of};
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// All safe changes of a text: what editors make when they are set to mend a text as it is saved.
pub(in crate::lsp) fn fix_all() -> CodeActionKind {
    CodeActionKind::from("source.fixAll.heng")
}

/// The text in the words of the other language.
pub(in crate::lsp) fn other_words() -> CodeActionKind {
    CodeActionKind::from("refactor.rewrite.heng")
}

/// What may be done about a range of a text.
pub(in crate::lsp) fn actions(
    view: &View<'_>,
    params: &CodeActionParams,
) -> Result<Option<CodeActionResponse>, Refusal> {
    let document = view.document(&params.text_document.uri)?;
    let asked = |kind: &CodeActionKind| {
        let wanted = params.context.only.as_ref();
        wanted.is_none_or(|wanted| wanted.iter().any(|wanted| is_or_holds(wanted, kind)))
    };
    let mut actions = Vec::new();
    if asked(&CodeActionKind::QUICKFIX) {
        let reports = view.reports.get(&document.path).into_iter().flatten();
        for report in reports.filter(|report| meet(report.shown.range, params.range)) {
            let changes = report.changes.iter().enumerate();
            actions.extend(changes.map(|(at, change)| quick_fix(view, report, change, at == 0)));
        }
    }
    // Only where it is asked for by name: otherwise every place of the text would offer it.
    if params.context.only.is_some() && asked(&fix_all()) {
        actions.extend(everything(view, &params.text_document.uri)?);
    }
    if params.context.only.is_some() && asked(&other_words()) {
        actions.extend(in_other_words(view, &params.text_document.uri)?);
    }
    Ok(Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()))
}

/// Whether a kind is `wanted` or of its family: `source` holds `source.fixAll.heng`.
fn is_or_holds(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn meet(one: Range, other: Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn quick_fix(view: &View<'_>, report: &Report, change: &Change, first: bool) -> CodeAction {
    CodeAction {
        title: change.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![report.shown.clone()]),
        edit: Some(workspace(&change.edits, view)),
        is_preferred: Some(first && change.safe),
        ..CodeAction::default()
    }
}

/// The safe changes of a text that keep clear of one another; those that are left have their turn the next time.
fn everything(view: &View<'_>, uri: &Uri) -> Result<Option<CodeAction>, Refusal> {
    let document = view.document(uri)?;
    let Some(root) = view.analysis.roots_of(&document.path).next() else { return Ok(None) };
    let Some(source) = root.source_of(&document.path) else { return Ok(None) };
    let diagnostics: Vec<Diagnostic> = root.diagnostics().cloned().collect();
    let chosen = choose(&diagnostics, |id| id == source.id());
    let edits = chosen.iter().flat_map(|chosen| &chosen.mend.edits);
    let edits: Edits = edits
        .map(|edit| {
            let range = document.lines.range(source.text(), edit.span.range());
            (document.path.clone(), range, with_breaks_of(source.text(), &edit.replacement))
        })
        .collect();
    if edits.is_empty() {
        return Ok(None);
    }
    let title = view.client.pick("改好所有可以放心改的地方", "make every mend that is safe");
    Ok(Some(CodeAction {
        title: title.to_owned(),
        kind: Some(fix_all()),
        edit: Some(workspace(&edits, view)),
        ..CodeAction::default()
    }))
}

/// The whole text in the words of the other language; names and prose stay.
fn in_other_words(view: &View<'_>, uri: &Uri) -> Result<Option<CodeAction>, Refusal> {
    let document = view.document(uri)?;
    let Some((root, source)) = in_project(view, document) else { return Ok(None) };
    let (to, zh, en) = match written_in(&source, &root.names) {
        Language::Chinese => (Language::English, "换成英文词汇", "write it in English words"),
        Language::English => (Language::Chinese, "换成中文词汇", "write it in Chinese words"),
    };
    let mut others = Declared::default();
    for other in root.texts.sources.iter().filter(|other| other.id() != source.id()) {
        others.add(&Declared::of(other));
    }
    let edits: Edits = translate(&source, to, &others)
        .edits
        .into_iter()
        .map(|edit| {
            let range = document.lines.range(&document.text, edit.span.range());
            (document.path.clone(), range, edit.replacement)
        })
        .collect();
    let action = CodeAction {
        title: view.client.pick(zh, en).to_owned(),
        kind: Some(other_words()),
        edit: Some(workspace(&edits, view)),
        ..CodeAction::default()
    };
    Ok((!edits.is_empty()).then_some(action))
}
