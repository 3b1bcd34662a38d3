//! What the client tells of texts and settings.

use lsp_server::{ErrorCode, Notification};
use lsp_types::notification::{
    DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument,
    DidOpenTextDocument, DidSaveTextDocument, Notification as _,
};
use lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::{language_named, settings};
use super::document::Document;
use super::server::Server;
use super::transport::Refusal;

impl Server<'_> {
    /// Takes in what the client says; whether the texts are to be analysed anew.
    pub(super) fn take_in(&mut self, note: Notification) -> Result<bool, Refusal> {
        match note.method.as_str() {
            DidOpenTextDocument::METHOD => self.open(read(note.params)?),
            DidChangeTextDocument::METHOD => return self.change(read(note.params)?),
            DidCloseTextDocument::METHOD => self.close(&read(note.params)?),
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => {}
            DidChangeConfiguration::METHOD => self.configure(read(note.params)?),
            // What is no request may be passed over.
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let text = params.text_document;
        let path = self.client.path(&text.uri);
        let encoding = self.client.encoding;
        self.documents.insert(Document::new(text.uri, path, text.version, text.text, encoding));
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) -> Result<bool, Refusal> {
        let name = params.text_document;
        let Some(document) = self.documents.get_mut(&name.uri) else {
            let message = format!("{} was changed and is not open", name.uri.as_str());
            return Err(Refusal::new(ErrorCode::InvalidParams, message));
        };
        document.change(name.version, params.content_changes);
        self.examples.forget();
        Ok(true)
    }

    fn close(&mut self, params: &DidCloseTextDocumentParams) {
        self.documents.remove(&params.text_document.uri);
    }

    fn configure(&mut self, params: DidChangeConfigurationParams) {
        if params.settings.is_object() {
            let set = settings(Some(params.settings)).language;
            self.client.language = set.as_deref().and_then(language_named).unwrap_or(self.client.spoken);
        }
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))
}
