//! Finds the scripts that a script uses: beside it, in the folders above it, in the embedded library.

use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_grammar::span::{SourceId, Span};
use heng_grammar::tree::Use;

use super::{Edited, Trouble, next_id, read_text};

/// How many folders above a script are looked into.
const FOLDERS_ABOVE: usize = 6;

/// How the names of embedded texts begin.
pub(crate) const EMBEDDED: &str = "<heng>/";

/// The texts of a run, each once.
#[derive(Debug, Default)]
pub struct Library {
    sources: Vec<Source>,
    /// Per text its folder; absent for texts that are no files.
    folders: Vec<Option<PathBuf>>,
    /// Per text its file; absent for texts that are no files.
    files: Vec<Option<PathBuf>>,
    /// Texts taken instead of what the files hold.
    edited: Edited,
    /// The dotted paths that are loaded, and the place of their text.
    paths: Vec<(String, usize)>,
    /// What cannot be read.
    diagnostics: Vec<Diagnostic>,
}

/// The texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The texts, the main one first.
    pub sources: Vec<Source>,
    /// What `引用` calls them, and the place of each.
    pub paths: Vec<(String, usize)>,
    /// The texts that are the project's own: in the folder of its script or below. What is merely odd in others is their
    /// authors' business.
    pub own: Vec<SourceId>,
    /// Per text its file; absent for texts of the embedded library.
    pub files: Vec<Option<PathBuf>>,
    /// Texts laid over the project, whose 定 and 取 are stronger than all documents.
    pub laid: Vec<SourceId>,
    /// Files that cannot be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// `引用 南通.工业企业资源集约利用综合评价`: what a text uses and where it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The names joined by dots.
    pub path: String,
    /// Where.
    pub span: Span,
}

impl Library {
    /// No text yet; files that are in `edited` are read from there.
    pub fn over(edited: Edited) -> Self {
        Self { edited, ..Self::default() }
    }

    /// Adds the text of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn add_file(&mut self, name: &str, file: &Path) -> Result<(), Trouble> {
        let text = match self.edited.text(file) {
            Some(text) => text.to_owned(),
            None => read_text(file, name)?,
        };
        self.add(name, text, file.parent(), Some(file));
        Ok(())
    }

    /// Adds a text that is no file, and finds what it uses from `folder`.
    pub fn add_text(&mut self, name: &str, text: String, folder: &Path) {
        self.add(name, text, Some(folder), None);
    }

    /// Adds the text of a file that `引用 path` means.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn add_used(&mut self, path: &str, name: &str, file: &Path) -> Result<(), Trouble> {
        let place = self.sources.len();
        self.add_file(name, file)?;
        self.paths.push((path.to_owned(), place));
        Ok(())
    }

    fn add(&mut self, name: &str, text: String, folder: Option<&Path>, file: Option<&Path>) {
        let id = next_id(&self.sources);
        self.sources.push(Source::new(id, name, text));
        self.folders.push(folder.map(Path::to_path_buf));
        self.files.push(file.map(Path::to_path_buf));
    }

    /// Adds the texts that the texts use, and those that these use, and so on. What is nowhere is left out: the compiler
    /// reports it where it is used.
    pub fn complete(mut self) -> Texts {
        let mut at = 0;
        while let Some(source) = self.sources.get(at).cloned() {
            let folder = self.folders.get(at).cloned().flatten();
            for used in uses_of(&source) {
                self.load(&used, folder.as_deref());
            }
            at += 1;
        }
        let home = self.folders.first().cloned().flatten();
        let inside = |folder: &Option<PathBuf>| {
            folder.as_ref().zip(home.as_ref()).is_some_and(|(f, h)| f.starts_with(h))
        };
        let own = self.sources.iter().zip(&self.folders).filter(|(_, folder)| inside(folder));
        let own = own.map(|(source, _)| source.id()).collect();
        Texts {
            sources: self.sources,
            paths: self.paths,
            own,
            files: self.files,
            laid: Vec::new(),
            diagnostics: self.diagnostics,
        }
    }

    /// The file that `引用 path` finds from a script in `folder`.
    pub(super) fn file_of(path: &str, folder: Option<&Path>) -> Option<PathBuf> {
        find_file(path, folder)
    }

    /// The text of the embedded library that `引用 path` finds.
    pub(super) fn embedded_text(path: &str) -> Option<&'static str> {
        embedded(path).map(|document| document.text)
    }

    fn load(&mut self, used: &Used, folder: Option<&Path>) {
        if self.paths.iter().any(|(path, _)| *path == used.path) {
            return;
        }
        match find_file(&used.path, folder) {
            Some(file) => self.load_file(used, &file, folder),
            None => self.load_embedded(used),
        }
    }

    fn load_file(&mut self, used: &Used, file: &Path, folder: Option<&Path>) {
        let shown = shown_beside(file, folder, &self.sources, used);
        let place = self.sources.len();
        match self.add_file(&shown, file) {
            Ok(()) => self.paths.push((used.path.clone(), place)),
            Err(trouble) => self.diagnostics.extend(trouble.diagnostics),
        }
    }

    fn load_embedded(&mut self, used: &Used) {
        if let Some(document) = embedded(&used.path) {
            self.paths.push((used.path.clone(), self.sources.len()));
            self.add(&format!("{EMBEDDED}{}", document.file), document.text.to_owned(), None, None);
        }
    }
}

/// What a text uses, in the order written. An entry that cannot be parsed uses nothing: it is reported when the text is.
pub fn uses_of(source: &Source) -> Vec<Used> {
    let names =
        |used: &Use| used.path.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
    heng_grammar::uses(source).iter().map(|used| Used { path: names(used), span: used.path.span }).collect()
}

/// The file of a dotted path: `南通/评价.heng` beside the script, in a folder above it, or in a `stdlib` folder of one.
fn find_file(path: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let relative = path.replace('.', "/");
    let above = folder?.ancestors().take(FOLDERS_ABOVE);
    above
        .flat_map(|folder| [folder.to_path_buf(), folder.join("stdlib")])
        .flat_map(|folder| [".heng", ".heng.md"].map(|end| folder.join(format!("{relative}{end}"))))
        .find(|file| file.is_file())
}

/// The document of the embedded library: by its path, or by the name of its 政策 in the same folder.
fn embedded(path: &str) -> Option<&'static heng_stdlib::Document> {
    let by_policy = || {
        let (folder, name) = path.rsplit_once('.').unwrap_or(("", path));
        heng_stdlib::DOCUMENTS
            .iter()
            .filter(|document| document.path.rsplit_once('.').is_some_and(|(of, _)| of == folder))
            .find(|document| policy_name(document.text) == Some(name))
    };
    heng_stdlib::find(path).or_else(by_policy)
}

fn policy_name(text: &str) -> Option<&str> {
    let heading = text.lines().find_map(|line| line.trim_start().strip_prefix("政策 "))?;
    heading.split(|c: char| c.is_whitespace() || c == '{').find(|word| !word.is_empty())
}

/// The name of a found file: as the script that uses it was named, with the folders between.
fn shown_beside(file: &Path, folder: Option<&Path>, sources: &[Source], used: &Used) -> String {
    let user = sources.iter().find(|source| source.id() == used.span.source).map_or("", Source::name);
    let shown_folder = user.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let inside = folder.and_then(|folder| file.strip_prefix(folder).ok());
    match inside {
        Some(inside) => format!("{shown_folder}{}", inside.display()),
        None => format!(
            "{}{}",
            used.path.replace('.', "/"),
            if file.extension().is_some_and(|e| e == "md") { ".heng.md" } else { ".heng" }
        ),
    }
}
