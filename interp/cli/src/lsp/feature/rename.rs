//! Renaming: checked before it is offered, and once more by compiling what would come of it.

use std::path::Path;

use heng_grammar::diagnostic::{Diagnostic, Edit, Mend, Message};
use heng_grammar::source::Source;
use heng_grammar::vocabulary::concepts;
use heng_interp::resolve::Options;
use heng_interp::symbol::{Occurrence, Symbol, SymbolId};
use lsp_server::ErrorCode;
use lsp_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use super::names::{Here, everywhere, same_name};
use crate::compile::Parsed;
use crate::fix::{apply, is_changeable};
use crate::lsp::analysis::Root;
use crate::lsp::edit::{Edits, workspace};
use crate::lsp::publish::range_of;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

fn refuse(view: &View<'_>, zh: &str, en: &str) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, view.client.pick(zh, en))
}

/// The name that would change; a refusal that says why not.
pub(in crate::lsp) fn prepare(
    view: &View<'_>,
    params: &TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>, Refusal> {
    let Some(here) = Here::new(view, params)? else { return Ok(None) };
    let (occurrence, symbol) = renamed(view, &here)?;
    let range = range_of(occurrence.span, &here.root.texts.sources, view.client).unwrap_or_default();
    let placeholder = symbol.own_name().to_owned();
    Ok(Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }))
}

/// The name at a place, where it may be renamed from there.
fn renamed<'v>(view: &View<'v>, here: &Here<'v>) -> Result<(Occurrence, &'v Symbol), Refusal> {
    let found = here.occurrences().into_iter().next();
    let found = found.and_then(|found| Some((found, here.root.names.get(found.symbol)?)));
    let Some((occurrence, symbol)) = found else { return Err(no_name(view, here)) };
    let declared = symbol.name.source;
    let (texts, project) = (&here.root.texts, &here.root.project);
    let own = is_changeable(texts, project, declared) || declared == here.source.id();
    if !own || here.root.file_of(declared).is_none() {
        let name = symbol.own_name();
        let of = here.root.texts.sources.iter().find(|source| source.id() == declared);
        let of = of.map_or("", |source| file_name(source.name()));
        return Err(refuse(
            view,
            &format!("「{name}」是所引用的 {of} 里的名称，要改请到那份文件里改"),
            &format!("`{name}` is a name of {of}, which this script uses; rename it there"),
        ));
    }
    Ok((occurrence, symbol))
}

fn no_name(view: &View<'_>, here: &Here<'_>) -> Refusal {
    let word: String = word_at(here.source.text(), here.byte);
    match concepts(&word).is_empty() {
        true => refuse(view, "这里没有可以改名的名称", "there is no name here"),
        false => refuse(
            view,
            &format!("「{word}」是语言里的词，不能改名"),
            &format!("`{word}` is a word of the language and keeps its name"),
        ),
    }
}

fn word_at(text: &str, byte: usize) -> String {
    let part = |c: &char| c.is_alphanumeric() || *c == '_';
    let (front, back) = (text.get(..byte).unwrap_or_default(), text.get(byte..).unwrap_or_default());
    let before: Vec<char> = front.chars().rev().take_while(part).collect();
    before.into_iter().rev().chain(back.chars().take_while(part)).collect()
}

fn file_name(name: &str) -> &str {
    Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name)
}

/// The changes of all texts in all projects that read the text which declares the name: those that are open, and those of the
/// scripts in the editor's folders.
pub(in crate::lsp) fn rename(
    view: &View<'_>,
    params: &RenameParams,
) -> Result<Option<WorkspaceEdit>, Refusal> {
    let Some(here) = Here::new(view, &params.text_document_position)? else { return Ok(None) };
    let (occurrence, symbol) = renamed(view, &here)?;
    let mut edits: Edits = Vec::new();
    for (root, id) in everywhere(view, here.root, occurrence.symbol) {
        add(&mut edits, view, (root, id), &params.new_name)?;
    }
    if let Some(file) = here.root.file_of(symbol.name.source) {
        let texts = view.documents.edited();
        for folder in &view.client.workspace {
            for root in view.analysis.others(file, folder, &texts) {
                if let Some(id) = same_name(symbol.name, file, &root) {
                    add(&mut edits, view, (&root, id), &params.new_name)?;
                }
            }
        }
    }
    Ok(Some(workspace(&edits, view)))
}

/// Adds the changes of one project, unless they would make it wrong.
fn add(edits: &mut Edits, view: &View<'_>, (root, id): (&Root, SymbolId), name: &str) -> Result<(), Refusal> {
    let sources: Vec<&Source> = root.texts.sources.iter().collect();
    let changed = root.names.rename(id, name, &sources).map_err(|why| said(view, &why))?;
    if let Some(fault) = new_fault(root, &changed) {
        let title = &fault.title;
        let zh = format!("这样改名，脚本就有错误：{}", title.zh);
        return Err(refuse(view, &zh, &format!("the script would be wrong: {}", title.en)));
    }
    for edit in changed {
        let Some(file) = root.file_of(edit.span.source) else {
            let zh = "内置库里也用这个名称，不能改名";
            return Err(refuse(view, zh, "the embedded library uses this name too"));
        };
        let range = range_of(edit.span, &root.texts.sources, view.client).unwrap_or_default();
        let edit = (file.to_path_buf(), range, edit.replacement);
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    Ok(())
}

fn said(view: &View<'_>, why: &Message) -> Refusal {
    Refusal::new(ErrorCode::RequestFailed, view.client.say(why))
}

/// An error that a project would have after a change and has not now.
fn new_fault(root: &Root, edits: &[Edit]) -> Option<Diagnostic> {
    let mend = Mend { edits: edits.to_vec(), title: Message::new("", ""), safe: true };
    let mut texts = root.texts.clone();
    for source in &mut texts.sources {
        let text = apply(source.text(), source.id(), &[&mend]);
        *source = Source::new(source.id(), source.name(), text);
    }
    let options = Options { as_of: root.day, ..Options::default() };
    let after = Parsed::new(&texts).compile(&texts, &options).diagnostics;
    let errors = |all: &[Diagnostic]| all.iter().filter(|fault| fault.is_error()).count();
    if errors(&after) <= errors(&root.compiled.diagnostics) {
        return None;
    }
    let known = |fault: &Diagnostic| root.compiled.diagnostics.iter().any(|other| other.title == fault.title);
    after.into_iter().find(|fault| fault.is_error() && !known(fault))
}
