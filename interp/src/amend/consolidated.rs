//! The text as it stands after its amendments.

use crate::resolve::Documents;

/// The paragraphs of the document that `引用` calls `path`, as amended: what a city prints when it publishes a document again.
/// Remarks of the editors are left out.
pub fn consolidated(documents: &Documents, path: &str) -> Option<String> {
    let document = documents.list.iter().find(|document| document.path == path)?;
    let paragraphs: Vec<&str> = document.script.prose.iter().map(|passage| passage.text.as_str()).collect();
    Some(paragraphs.join("\n\n"))
}
