//! Changes of texts, as the protocol has them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit,
    WorkspaceEdit,
};
use serde_json::json;

use super::address;
use super::request::View;

/// What is written where: a file, a place in it, the new words.
pub(super) type Edits = Vec<(PathBuf, Range, String)>;

/// The changes of files as one change, with the versions of open texts where the client minds them.
pub(super) fn workspace(edits: &Edits, view: &View<'_>) -> WorkspaceEdit {
    let mut by_file: BTreeMap<&PathBuf, Vec<TextEdit>> = BTreeMap::new();
    for (file, range, words) in edits {
        by_file.entry(file).or_default().push(TextEdit { range: *range, new_text: words.clone() });
    }
    let named = by_file.into_iter().filter_map(|(file, edits)| {
        let open = view.documents.of_file(file);
        let uri = open.map(|document| document.uri.clone()).or_else(|| address::of_file(file))?;
        Some((uri, open.map(|document| document.version), edits))
    });
    if !view.client.versioned_edits {
        let changes: BTreeMap<String, Vec<TextEdit>> =
            named.map(|(uri, _, edits)| (uri.as_str().to_owned(), edits)).collect();
        return serde_json::from_value(json!({ "changes": changes })).unwrap_or_default();
    }
    let documents = named.map(|(uri, version, edits)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    });
    let changes = DocumentChanges::Edits(documents.collect());
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
