//! The texts that are open in the editor, as it shows them.

use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};
use crate::project::{Edited, plain};

/// An open text.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// As the editor writes it; answers use the same spelling.
    pub uri: Uri,
    /// Its file.
    pub path: PathBuf,
    /// The editor's number of the text.
    pub version: i32,
    /// The text.
    pub text: String,
    /// Its lines.
    pub lines: Lines,
}

impl Document {
    /// A text that was just opened.
    pub fn new(uri: Uri, path: PathBuf, version: i32, text: String, encoding: Encoding) -> Self {
        let lines = Lines::new(&text, encoding);
        Self { uri, path, version, text, lines }
    }

    /// Carries out changes, each on the text that those before it made.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let bytes = self.lines.bytes(&self.text, range);
                    self.text.replace_range(bytes, &change.text);
                }
            }
            self.lines = Lines::new(&self.text, self.lines.encoding());
        }
    }

    /// Whether the script stands in the fences of a Markdown text.
    pub fn is_literate(&self) -> bool {
        is_literate(&self.path)
    }
}

/// Whether a file is Markdown, by its name.
pub(super) fn is_literate(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    name.ends_with(".md") || name.ends_with(".markdown")
}

/// All open texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    open: Vec<Document>,
}

impl Documents {
    /// Takes a text that was just opened, in the place of one with the same address.
    pub fn insert(&mut self, document: Document) {
        self.remove(&document.uri);
        self.open.push(document);
    }

    /// Forgets a text that was closed.
    pub fn remove(&mut self, uri: &Uri) -> Option<Document> {
        let at = self.open.iter().position(|document| document.uri == *uri)?;
        Some(self.open.remove(at))
    }

    /// The text at an address.
    pub fn get(&self, uri: &Uri) -> Option<&Document> {
        self.open.iter().find(|document| document.uri == *uri)
    }

    /// The text at an address, to change it.
    pub fn get_mut(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.open.iter_mut().find(|document| document.uri == *uri)
    }

    /// The open text of a file, however the path of either is spelled.
    pub fn of_file(&self, file: &Path) -> Option<&Document> {
        let file = plain(file);
        self.open.iter().find(|document| document.path == file)
    }

    /// All of them, in the order they were opened.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.open.iter()
    }

    /// Their texts, to stand in for what the files hold.
    pub fn edited(&self) -> Edited {
        let mut edited = Edited::default();
        for document in &self.open {
            edited.set(&document.path, document.text.clone());
        }
        edited
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use lsp_types::{Position, Range};

    use super::*;

    #[test]
    fn changes_are_carried_out_one_after_the_other() {
        let uri = Uri::from_str("file:///a.heng").expect("an address");
        let mut document = Document::new(
            uri,
            PathBuf::from("/a.heng"),
            1,
            "表 \u{1F3ED}企业 {\n}\n".into(),
            Encoding::Utf16,
        );
        let change = |line: u32, from: u32, to: u32, text: &str| {
            let (start, end) = (Position { line, character: from }, Position { line, character: to });
            let range = Some(Range { start, end });
            TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
        };
        document.change(2, vec![change(0, 4, 6, "区\n"), change(1, 0, 1, "")]);
        assert_eq!(document.text, "表 \u{1F3ED}区\n{\n}\n");
        assert_eq!(document.version, 2);
    }
}
