//! What the editor can do, and what it asked for when it started the server.

use std::path::PathBuf;

use heng_grammar::diagnostic::{Language, Message};
use lsp_types::{InitializeParams, Uri};
use serde::Deserialize;
use serde_json::Value;

use super::address;
use super::position::Encoding;

/// The editor at the other end.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// In what it counts columns.
    pub encoding: Encoding,
    /// The language of messages.
    pub language: Language,
    /// The language of the editor: that of messages where none is set.
    pub spoken: Language,
    /// Whether it shows texts of our scheme.
    pub shows_scheme: bool,
    /// Whether a diagnostic may have further places.
    pub related: bool,
    /// Whether changes of texts may name the version they are of.
    pub versioned_edits: bool,
    /// Whether it makes code actions of more than a command.
    pub literal_actions: bool,
    /// Whether it can be asked to fetch code lenses anew.
    pub refreshes_lenses: bool,
    /// Whether it can be asked to watch files.
    pub watches_files: bool,
    /// The folders that are open in it.
    pub workspace: Vec<PathBuf>,
    /// The first of them; texts that were never saved count as in it.
    pub folder: PathBuf,
}

/// What the editor sets: `initializationOptions`, and `heng` in its configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Settings {
    /// `zh`, `en`; the editor's own language where it is `auto` or absent.
    pub language: Option<String>,
    /// Whether the editor shows texts of our scheme.
    pub virtual_documents: bool,
}

impl Client {
    /// The client that these parameters describe; `language` is the one of the process, `folder` where it runs.
    pub fn new(params: &InitializeParams, language: Language, folder: PathBuf) -> Self {
        let settings: Settings = settings(params.initialization_options.clone());
        let general = params.capabilities.general.as_ref();
        let text = params.capabilities.text_document.as_ref();
        let workspace = params.capabilities.workspace.as_ref();
        let related = text.and_then(|text| text.publish_diagnostics.as_ref()?.related_information);
        let versioned = workspace.and_then(|ws| ws.workspace_edit.as_ref()?.document_changes);
        let actions = text.and_then(|text| text.code_action.as_ref()?.code_action_literal_support.as_ref());
        let lenses = workspace.and_then(|ws| ws.code_lens.as_ref()?.refresh_support);
        let watches = workspace.and_then(|ws| ws.did_change_watched_files.as_ref()?.dynamic_registration);
        let opened = params.workspace_folders.iter().flatten();
        let workspace: Vec<PathBuf> = opened.map(|opened| address::path(&opened.uri, &folder)).collect();
        let spoken = params.locale.as_deref().and_then(language_named).unwrap_or(language);
        Self {
            encoding: Encoding::choose(general.and_then(|general| general.position_encodings.as_deref())),
            language: settings.language.as_deref().and_then(language_named).unwrap_or(spoken),
            spoken,
            shows_scheme: settings.virtual_documents,
            related: related.unwrap_or_default(),
            versioned_edits: versioned.unwrap_or_default(),
            literal_actions: actions.is_some(),
            refreshes_lenses: lenses.unwrap_or_default(),
            watches_files: watches.unwrap_or_default(),
            folder: workspace.first().cloned().unwrap_or(folder),
            workspace,
        }
    }

    /// `message` in its language.
    pub fn say<'m>(&self, message: &'m Message) -> &'m str {
        message.get(self.language)
    }

    /// The one of two sentences that is in its language.
    pub fn pick<'m>(&self, zh: &'m str, en: &'m str) -> &'m str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// The file that an address names.
    pub fn path(&self, uri: &Uri) -> PathBuf {
        crate::project::plain(&address::path(uri, &self.folder))
    }
}

/// The settings in `value`, alone or under `heng`; those that cannot be read are as if they were absent.
pub(super) fn settings(value: Option<Value>) -> Settings {
    let value = value.unwrap_or_default();
    let inner = value.get("heng").cloned().unwrap_or(value);
    serde_json::from_value(inner).unwrap_or_default()
}

/// The language that a locale names: `zh-CN`, `en`; none for a word like `auto`.
pub(super) fn language_named(name: &str) -> Option<Language> {
    match name.to_ascii_lowercase().get(..2) {
        Some("zh") => Some(Language::Chinese),
        Some("au" | "") | None => None,
        Some(_) => Some(Language::English),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_of_a_language_is_stronger_than_the_locale() {
        let read = |json: Value| {
            let params: InitializeParams = serde_json::from_value(json).expect("parameters");
            Client::new(&params, Language::English, PathBuf::from("/")).language
        };
        let none = serde_json::json!({ "capabilities": {} });
        assert_eq!(read(none), Language::English);
        let chinese = serde_json::json!({ "capabilities": {}, "locale": "zh-cn" });
        assert_eq!(read(chinese), Language::Chinese);
        let set = serde_json::json!({ "capabilities": {}, "locale": "zh-cn", "initializationOptions": { "language": "en" } });
        assert_eq!(read(set), Language::English);
        let auto = serde_json::json!({ "capabilities": {}, "locale": "zh-cn", "initializationOptions": { "language": "auto" } });
        assert_eq!(read(auto), Language::Chinese);
    }
}
