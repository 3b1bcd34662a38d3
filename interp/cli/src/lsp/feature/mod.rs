//! What the server answers, a file a kind of question.

pub(super) mod action;
pub(super) mod completion;
mod describe;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod hint;
pub(super) mod hover;
pub(super) mod lens;
pub(super) mod names;
pub(super) mod outline;
pub(super) mod own_text;
pub(super) mod rename;
pub(super) mod selection;
pub(super) mod tokens;

use std::ops::Range;

use std::sync::Arc;

use heng_grammar::literate::literate;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::analysis::Root;
use super::document::Document;
use super::request::View;

/// An open text as the grammar takes it.
fn source(document: &Document) -> Source {
    let name = document.path.file_name().map(|name| name.to_string_lossy().into_owned());
    Source::new(SourceId(0), name.unwrap_or_default(), document.text.clone())
}

/// The parts of an open text that are script: all of it, or the fences of a literate one.
fn scripts(document: &Document) -> Vec<Range<usize>> {
    match document.is_literate() {
        true => literate(&source(document)).fences,
        false => std::iter::once(0..document.text.len()).collect(),
    }
}

/// An open text in its project, as it is now: the project, and the text with its number there.
fn in_project<'v>(view: &View<'v>, document: &Document) -> Option<(&'v Arc<Root>, Source)> {
    let root = view.analysis.roots_of(&document.path).next()?;
    let known = root.source_of(&document.path)?;
    Some((root, Source::new(known.id(), known.name(), document.text.clone())))
}
