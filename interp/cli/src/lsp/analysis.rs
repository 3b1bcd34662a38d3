//! The projects of the open texts, compiled: made on a thread of its own from a picture of the texts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_interp::compile::Compiled;
use heng_interp::resolve::Options;
use heng_interp::symbol::Names;
use heng_interp::value::Date;

use crate::compile::{Parsed, Remembered};
use crate::project::{Bundle, Edited, Library, MANIFEST, Project, Texts, Trouble, plain, scripts_in};
use crate::run;
use crate::vocabulary::strays;

/// How many folders above a script are looked into for a `heng.toml`.
const FOLDERS_ABOVE: usize = 8;

/// How many folders are searched for scripts that use a text.
const FOLDERS: usize = 2000;

/// The open texts at one moment.
pub(super) struct Picture {
    /// Counts the changes of texts.
    pub generation: u64,
    /// The open files, in the order they were opened, with the editor's numbers of their texts.
    pub open: Vec<(PathBuf, i32)>,
    /// Their texts.
    pub edited: Edited,
    /// What is known from the pictures before.
    pub known: Known,
}

/// What is known from pictures before.
#[derive(Clone, Default)]
pub(super) struct Known {
    /// The projects: those whose texts are the same need not be compiled again.
    pub roots: Vec<Arc<Root>>,
    /// By script, texts as they were parsed: of a library only what changed is parsed again.
    pub parsed: Arc<Mutex<BTreeMap<PathBuf, Remembered>>>,
}

impl Known {
    /// The texts of a script, parsed.
    fn parse(&self, script: &Path, texts: &Texts) -> Parsed {
        let taken = self.parsed.lock().ok().and_then(|mut known| known.remove(script));
        let mut remembered = taken.unwrap_or_default();
        let parsed = Parsed::again(texts, &mut remembered);
        if let Ok(mut known) = self.parsed.lock() {
            known.insert(script.to_path_buf(), remembered);
        }
        parsed
    }
}

/// What came of a picture.
#[derive(Default)]
pub(super) struct Analysis {
    /// That of its picture.
    pub generation: u64,
    /// The editor's numbers of the open texts.
    pub versions: BTreeMap<PathBuf, i32>,
    /// The projects, each once.
    pub roots: Vec<Arc<Root>>,
    /// What kept a project from being read, and the file it is told at.
    pub troubles: Vec<(PathBuf, Trouble)>,
}

/// A script with all that it uses.
pub(super) struct Root {
    /// The project; a script alone has one too.
    pub project: Project,
    /// The day it is made for.
    pub day: Option<Date>,
    /// The texts, the script first.
    pub texts: Texts,
    /// The same, parsed.
    pub parsed: Parsed,
    /// What came of compiling.
    pub compiled: Compiled,
    /// Words of another vocabulary than the one that `heng.toml` insists on.
    strays: Vec<Diagnostic>,
    /// The names of the texts.
    pub names: Names,
    /// Per text its file, its path in one spelling; absent for texts of the embedded library.
    pub files: Vec<Option<PathBuf>>,
}

impl Root {
    fn new(project: Project, day: Option<Date>, texts: Texts, known: &Known) -> Self {
        let parsed = known.parse(&project.script, &texts);
        let compiled = parsed.compile(&texts, &Options { as_of: day, ..Options::default() });
        let names = parsed.names(&texts, compiled.program.as_ref());
        let strays = strays(&project, &texts);
        let files = texts.files.iter().map(|file| file.as_deref().map(plain)).collect();
        Self { project, day, texts, parsed, compiled, strays, names, files }
    }

    /// Whether compiling these would give the same.
    fn is_of(&self, project: &Project, day: Option<Date>, texts: &Texts) -> bool {
        let same =
            |(one, other): (&Source, &Source)| one.name() == other.name() && one.text() == other.text();
        self.day == day
            && self.project.script == project.script
            && self.project.manifest == project.manifest
            && self.texts.files == texts.files
            && self.texts.paths == texts.paths
            && self.texts.sources.len() == texts.sources.len()
            && self.texts.sources.iter().zip(&texts.sources).all(same)
    }

    /// Everything that is wrong with the texts.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.texts.diagnostics.iter().chain(&self.compiled.diagnostics).chain(&self.strays)
    }

    /// The text of a file.
    pub fn source_of(&self, file: &Path) -> Option<&Source> {
        let at = self.files.iter().position(|other| other.as_deref() == Some(file))?;
        self.texts.sources.get(at)
    }

    /// The file of a text; none for texts of the embedded library.
    pub fn file_of(&self, source: SourceId) -> Option<&Path> {
        let at = self.texts.sources.iter().position(|other| other.id() == source)?;
        self.files.get(at)?.as_deref()
    }
}

impl Analysis {
    /// Compiles the projects of a picture.
    pub fn new(picture: Picture) -> Self {
        let Picture { generation, open, edited, known } = picture;
        let mut analysis = Self { generation, versions: open.iter().cloned().collect(), ..Self::default() };
        for (file, _) in &open {
            if analysis.roots.iter().any(|root| root.source_of(file).is_some()) {
                continue;
            }
            if let Some((project, day, texts)) = analysis.find(file, &edited) {
                analysis.keep(project, day, texts, &known);
            }
        }
        analysis
    }

    /// The projects that hold a file, its own first: the one of a `heng.toml` near it, else the one it is the script of.
    pub fn roots_of<'a, 'f>(&'a self, file: &'f Path) -> impl Iterator<Item = &'a Arc<Root>> + use<'a, 'f> {
        self.roots.iter().filter(move |root| root.source_of(file).is_some())
    }

    /// The projects of scripts below a folder that read a file and are none of these: what else a change of it would reach.
    pub fn others(&self, file: &Path, folder: &Path, edited: &Edited) -> Vec<Arc<Root>> {
        let mut more = Self::default();
        let known = Known::default();
        for script in scripts_below(folder) {
            let mut read = self.roots.iter().chain(&more.roots);
            if read.any(|root| root.source_of(&script).is_some()) {
                continue;
            }
            if let Some((project, day, texts)) = more.find(&script, edited)
                && texts.files.iter().flatten().any(|other| plain(other) == file)
            {
                more.keep(project, day, texts, &known);
            }
        }
        more.roots
    }

    /// The project of a file, read: that of a `heng.toml` near it which holds it, else the file as a script alone.
    fn find(&mut self, file: &Path, edited: &Edited) -> Option<(Project, Option<Date>, Texts)> {
        for folder in file.ancestors().skip(1).take(FOLDERS_ABOVE) {
            if !folder.join(MANIFEST).is_file() {
                continue;
            }
            match of_folder(folder, edited) {
                Ok(found) => {
                    if found.2.files.iter().flatten().any(|other| plain(other) == file) {
                        return Some(found);
                    }
                }
                Err(trouble) => self.trouble(folder.join(MANIFEST), trouble),
            }
        }
        match alone(file, edited) {
            Ok((project, texts)) => Some((project, None, texts)),
            Err(trouble) => {
                self.trouble(file.to_path_buf(), trouble);
                None
            }
        }
    }

    fn keep(&mut self, project: Project, day: Option<Date>, texts: Texts, known: &Known) {
        let same = known.roots.iter().find(|root| root.is_of(&project, day, &texts)).cloned();
        self.roots.push(same.unwrap_or_else(|| Arc::new(Root::new(project, day, texts, known))));
    }

    fn trouble(&mut self, file: PathBuf, trouble: Trouble) {
        if !self.troubles.iter().any(|(other, _)| *other == file) {
            self.troubles.push((file, trouble));
        }
    }
}

/// The project of a `heng.toml`, with its day and texts.
fn of_folder(folder: &Path, edited: &Edited) -> Result<(Project, Option<Date>, Texts), Trouble> {
    let (base, name) = match (folder.parent(), folder.file_name()) {
        (Some(base), Some(name)) => (base, name.to_string_lossy().into_owned()),
        _ => (folder, ".".to_owned()),
    };
    let project = Project::open(base, &name)?.with(edited);
    let day = run::day(&project, None)?;
    let texts = project.load()?;
    Ok((project, day, texts))
}

/// A script that no `heng.toml` knows; its file need not exist.
fn alone(file: &Path, edited: &Edited) -> Result<(Project, Texts), Trouble> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut library = Library::over(edited.clone());
    library.add_file(&name, file)?;
    let texts = library.complete();
    let folder = file.parent().unwrap_or(Path::new(""));
    let bundle = Bundle { texts: texts.clone(), ..Bundle::default() };
    Ok((Project::of_bundle(folder, bundle), texts))
}

/// The scripts below a folder, but not those in folders that tools fill, and of no more than so many folders.
fn scripts_below(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    let mut looked_into = 0;
    while let Some(next) = open.pop().filter(|_| looked_into < FOLDERS) {
        looked_into += 1;
        found.extend(scripts_in(&next).iter().map(|script| plain(script)));
        let entries = std::fs::read_dir(&next).into_iter().flatten().flatten();
        let inner = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        open.extend(inner.map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            !name.starts_with('.') && !["node_modules", "target"].contains(&name.as_str())
        }));
    }
    found.sort();
    found
}
