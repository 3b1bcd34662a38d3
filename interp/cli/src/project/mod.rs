//! What a command works on: a script and its libraries, the data, the parameters, the decisions and the output, from the
//! command line and from `heng.toml`.

mod bundle;
mod data;
mod edited;
pub mod fault;
mod library;
mod manifest;

use std::fs;
use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;

pub use bundle::{Bundle, find_used};
pub use data::{DataFile, assign, missing};
pub use edited::{Edited, plain};
pub use fault::{Trouble, unreadable};
pub(crate) use library::EMBEDDED;
pub use library::{Library, Texts, uses_of};
pub use manifest::{MANIFEST, Manifest, Vocabulary};

/// A folder with `heng.toml`, or one script.
#[derive(Clone, Debug)]
pub struct Project {
    /// Paths of the manifest are relative to it.
    pub folder: PathBuf,
    /// That folder as the user named it, with its `/`; empty for the current one.
    shown_folder: String,
    /// The script that is run.
    pub script: PathBuf,
    /// The script as the user named it, for messages.
    pub script_name: String,
    /// What `heng.toml` says; empty for a script alone.
    pub manifest: Manifest,
    /// Texts taken instead of what the files of scripts hold.
    edited: Edited,
    /// The texts of a project that is no folder.
    bundled: Option<Texts>,
    /// The vocabulary asked for on the command line.
    asked_vocabulary: Option<Language>,
}

impl Project {
    /// The vocabulary that its scripts are to be written in: the one asked for, else that of the manifest.
    pub fn vocabulary(&self) -> Option<Language> {
        let stated = self.manifest.vocabulary.map(|stated| match stated {
            Vocabulary::Zh => Language::Chinese,
            Vocabulary::En => Language::English,
        });
        self.asked_vocabulary.or(stated)
    }

    /// The same project, insisting on a vocabulary where one is given.
    #[must_use]
    pub fn in_vocabulary(mut self, asked: Option<Language>) -> Self {
        self.asked_vocabulary = asked;
        self
    }

    /// Takes the data, registers, parameters and day of another project's manifest, where it has none of its own: two policies
    /// are compared over the data of the one that has them.
    pub fn lend(&mut self, lender: &Self) {
        let absolute = |path: &String| lender.folder.join(path).to_string_lossy().into_owned();
        let (own, lent) = (&mut self.manifest, &lender.manifest);
        own.data = lent.data.iter().map(|(table, path)| (table.clone(), absolute(path))).collect();
        own.decisions = own.decisions.take().or_else(|| lent.decisions.as_ref().map(absolute));
        own.appeals = own.appeals.take().or_else(|| lent.appeals.as_ref().map(absolute));
        own.as_of = own.as_of.take().or_else(|| lent.as_of.clone());
        for (name, value) in &lent.parameters {
            own.parameters.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// The project at `written`: a folder with `heng.toml` (or with one script), or a script. A script that the
    /// `heng.toml` beside it names is run with that manifest.
    ///
    /// # Errors
    /// Where there is no such file, no manifest, or a wrong one.
    pub fn open(base: &Path, written: &str) -> Result<Self, Trouble> {
        let path = base.join(written);
        if path.is_dir() {
            return Self::of_folder(&path, written);
        }
        if !path.is_file() {
            return Err(Trouble::usage(fault::no_such_file(written, Some(&path))));
        }
        let folder = path.parent().unwrap_or(base).to_path_buf();
        let shown_folder = shown_folder(written);
        let beside = manifest::read(&folder, &shown_folder)?.filter(|m| folder.join(&m.script) == path);
        let manifest = beside.unwrap_or_else(|| Manifest::of_script(written));
        let script_name = written.to_owned();
        Ok(Self {
            folder,
            shown_folder,
            script: path,
            script_name,
            manifest,
            edited: Edited::default(),
            bundled: None,
            asked_vocabulary: None,
        })
    }

    fn of_folder(folder: &Path, written: &str) -> Result<Self, Trouble> {
        let shown = |name: &str| match written.trim_end_matches('/') {
            "" | "." => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        if let Some(manifest) = manifest::read(folder, &shown(""))? {
            let script = folder.join(&manifest.script);
            if !script.is_file() {
                return Err(Trouble::usage(fault::no_such_file(&shown(&manifest.script), Some(&script))));
            }
            let script_name = shown(&manifest.script);
            let (folder, shown_folder) = (folder.to_path_buf(), shown(""));
            let edited = Edited::default();
            let (bundled, asked_vocabulary) = (None, None);
            return Ok(Self {
                folder,
                shown_folder,
                script,
                script_name,
                manifest,
                edited,
                bundled,
                asked_vocabulary,
            });
        }
        let scripts = scripts_in(folder);
        let [only] = scripts.as_slice() else {
            return Err(Trouble::usage(fault::no_manifest(written, scripts.len())));
        };
        let name = only.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self {
            folder: folder.to_path_buf(),
            shown_folder: shown(""),
            script: only.clone(),
            script_name: shown(&name),
            manifest: Manifest::of_script(&name),
            edited: Edited::default(),
            bundled: None,
            asked_vocabulary: None,
        })
    }

    /// The script's text and those it uses, the script first.
    ///
    /// # Errors
    /// Where the script itself cannot be read.
    pub fn load(&self) -> Result<Texts, Trouble> {
        if let Some(texts) = &self.bundled {
            return Ok(texts.clone());
        }
        let mut library = Library::over(self.edited.clone());
        library.add_file(&self.script_name, &self.script)?;
        Ok(library.complete())
    }

    /// A script that is no file, as if it stood in the folder of the project's script and used that one as `path`; then the project's
    /// script and all that they use.
    ///
    /// # Errors
    /// Where the project's script cannot be read.
    pub fn load_under(&self, name: &str, text: String, path: Option<&str>) -> Result<Texts, Trouble> {
        let mut library = Library::over(self.edited.clone());
        library.add_text(name, text, &self.folder);
        if let Some(path) = path {
            library.add_used(path, &self.script_name, &self.script)?;
        }
        Ok(library.complete())
    }

    /// The same project as it would be with these texts in the place of its files.
    #[must_use]
    pub fn with(mut self, edited: &Edited) -> Self {
        self.edited = edited.clone();
        self
    }

    /// A path of the manifest as the user would name it.
    pub fn shown(&self, written: &str) -> String {
        format!("{}{written}", self.shown_folder)
    }
}

fn shown_folder(written: &str) -> String {
    written.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default()
}

/// The text of a file.
///
/// # Errors
/// Where it cannot be read, or is not UTF-8.
pub fn read_text(path: &Path, shown: &str) -> Result<String, Trouble> {
    let bytes = fs::read(path).map_err(|error| Trouble::usage(unreadable(shown, &error)))?;
    String::from_utf8(bytes).map_err(|_| Trouble::script(fault::not_utf8(shown)))
}

/// Whether a file is a script by its name.
pub fn is_script(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.ends_with(".heng") || name.ends_with(".heng.md")
}

/// The scripts directly in a folder, by name.
pub fn scripts_in(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        entries(folder).into_iter().filter(|path| path.is_file() && is_script(path)).collect();
    found.sort();
    found
}

/// The scripts in a folder and the folders in it, by path; folders whose name starts with a dot are passed over.
pub fn scripts_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = scripts_in(folder);
    let mut folders: Vec<PathBuf> = entries(folder)
        .into_iter()
        .filter(|path| path.is_dir())
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .collect();
    folders.sort();
    for folder in folders {
        found.extend(scripts_below(&folder));
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(Result::ok).map(|entry| entry.path()).collect()
}

/// The number of the next text.
pub(crate) fn next_id(sources: &[Source]) -> SourceId {
    SourceId(u32::try_from(sources.len()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
