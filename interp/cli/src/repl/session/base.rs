//! What lies beneath that which is typed.

use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Language;

use super::overlay::{path_of, vocabulary};
use crate::project::{Bundle, Project, Trouble};

/// A project as it was opened.
#[derive(Clone, Debug)]
pub struct Base {
    /// The project; without a text of its own in a session that began with none.
    pub project: Project,
    /// What `引用` calls its script, where there is one.
    pub script: Option<String>,
    /// The vocabulary of its script.
    pub language: Option<Language>,
}

impl Base {
    /// The project, or an empty one in `folder`.
    pub fn of(project: Option<Project>, folder: &Path) -> Self {
        let script = project.as_ref().map(path_of);
        let project = project.unwrap_or_else(|| Project::of_bundle(folder, Bundle::default()));
        let text = script.as_ref().and_then(|_| std::fs::read_to_string(&project.script).ok());
        Self { project, script, language: text.and_then(|text| vocabulary(&text)) }
    }

    /// The same project, opened again; `folder` is that of the command line.
    ///
    /// # Errors
    /// Where it is no longer there.
    pub fn again(&self, folder: &Path) -> Result<Self, Trouble> {
        let project = self.script.as_ref().map(|_| Project::open(folder, &self.project.script_name));
        Ok(Self::of(project.transpose()?, folder))
    }

    /// The file of its script, where there is one.
    pub fn file(&self) -> Option<PathBuf> {
        self.script.as_ref().map(|_| self.project.script.clone())
    }
}
