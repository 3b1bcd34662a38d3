//! What the server answers, a file a kind of question.

pub(super) mod action;
pub(super) mod folding;
pub(super) mod lens;
pub(super) mod own_text;
pub(super) mod selection;
pub(super) mod tokens;

use std::ops::Range;

use heng_grammar::literate::literate;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

use super::document::Document;

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
