//! A project that is put together of texts and files found one by one, not of a folder: a run made again from its receipt.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Edited, Library, Manifest, Project, Texts};

/// The parts of such a project.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The texts, the script first; nothing else is looked for.
    pub texts: Texts,
    /// Per table its file, with `#sheet` where it has sheets.
    pub data: BTreeMap<String, String>,
    /// The register of decisions.
    pub decisions: Option<String>,
    /// The register of appeals.
    pub appeals: Option<String>,
}

impl Project {
    /// The project of these parts; paths that are not absolute start at `folder`.
    pub fn of_bundle(folder: &Path, bundle: Bundle) -> Self {
        let script_name = bundle.texts.sources.first().map(|text| text.name().to_owned()).unwrap_or_default();
        let manifest = Manifest {
            data: bundle.data,
            decisions: bundle.decisions,
            appeals: bundle.appeals,
            ..Manifest::of_script(&script_name)
        };
        Self {
            folder: folder.to_path_buf(),
            shown_folder: String::new(),
            script: PathBuf::from(&script_name),
            script_name,
            manifest,
            edited: Edited::default(),
            bundled: Some(bundle.texts),
            asked_vocabulary: None,
        }
    }
}

impl Project {
    /// The same project with these texts in the place of what its files hold.
    #[must_use]
    pub fn with_texts(self, texts: Texts) -> Self {
        Self { bundled: Some(texts), ..self }
    }
}

/// What `引用 path` finds from a script in `folder`: a file, else the text of the embedded library.
pub fn find_used(path: &str, folder: Option<&Path>) -> (Option<PathBuf>, Option<&'static str>) {
    (Library::file_of(path, folder), Library::embedded_text(path))
}
