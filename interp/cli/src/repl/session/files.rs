//! The files that a session was made of: whether one of them has changed, and reading them again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Base, Change, Refused, Session};
use crate::project::{MANIFEST, Texts};
use crate::run::{ReadFile, digest};
use crate::shell::Shell;

use std::rc::Rc;

/// A file as it was when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// As the user named it.
    pub shown: String,
    path: PathBuf,
    /// When it was last written, and how long it is; nothing where it is not there.
    written: Option<(SystemTime, u64)>,
    /// The SHA-256 of what it held.
    digest: Option<String>,
}

impl Stamp {
    fn of(path: &Path, shown: &str) -> Self {
        Self::with(path, shown, digest_of(path))
    }

    fn with(path: &Path, shown: &str, digest: Option<String>) -> Self {
        Self { shown: shown.to_owned(), path: path.to_owned(), written: written(path), digest }
    }

    /// Whether it holds something else now. One that was only written again, with the same content, is the same.
    fn has_changed(&self) -> bool {
        written(&self.path) != self.written && digest_of(&self.path) != self.digest
    }
}

fn written(path: &Path) -> Option<(SystemTime, u64)> {
    let of = fs::metadata(path).ok()?;
    Some((of.modified().ok()?, of.len()))
}

fn digest_of(path: &Path) -> Option<String> {
    digest(&mut fs::File::open(path).ok()?).ok()
}

/// The scripts, the data and registers, and the manifest, as they are now.
pub(super) fn stamps(base: &Base, texts: &Texts, read: &[ReadFile]) -> Vec<Stamp> {
    let scripts = texts.sources.iter().zip(&texts.files);
    let scripts = scripts.filter_map(|(text, file)| Some(Stamp::of(file.as_ref()?, text.name())));
    let data = read.iter().filter(|file| file.path.as_os_str() != "-");
    let data = data.map(|file| Stamp::with(&file.path, &file.shown, Some(file.digest.clone())));
    let manifest = base.project.folder.join(MANIFEST);
    let manifest = base.script.is_some().then(|| Stamp::of(&manifest, &base.project.shown(MANIFEST)));
    scripts.chain(data).chain(manifest).collect()
}

impl Session {
    /// The files that hold something else than when they were read, as the user named them. What was told once, because reading again
    /// was refused, is not told until it changes again.
    pub fn changed_files(&self) -> Vec<String> {
        let read = self.refused.as_ref().unwrap_or(&self.evaluated.stamps);
        read.iter().filter(|stamp| stamp.has_changed()).map(|stamp| stamp.shown.clone()).collect()
    }

    /// Reads all files again, with what was typed kept on top. It is no change to be taken back: what is taken back later is taken back
    /// over the files as they are then.
    ///
    /// # Errors
    /// Where nothing comes of them any more; the session is as it was.
    pub fn reload(&mut self, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let old = Rc::clone(&self.now.base);
        let state = self.now.state.clone();
        let read = old.again(&shell.folder).map_err(Box::<Refused>::from);
        let read = read.and_then(|base| self.evaluate(&base, &state, shell).map(|made| (base, made)));
        let (base, evaluated) = match read {
            Ok(read) => read,
            Err(refused) => {
                let (texts, read) = (&self.evaluated.texts, &self.evaluated.prepared().files);
                let now = read.iter().map(|file| Stamp::of(&file.path, &file.shown));
                let mut seen = stamps(&old, texts, &[]);
                seen.extend(now);
                self.refused = Some(seen);
                return Err(refused);
            }
        };
        let base = Rc::new(base);
        for step in self.past.iter_mut().chain(&mut self.future) {
            step.evaluated = None;
            if Rc::ptr_eq(&step.base, &old) {
                step.base = Rc::clone(&base);
            }
        }
        self.now.base = base;
        let change = Change::between(&self.evaluated, &evaluated);
        self.evaluated = Rc::new(evaluated);
        self.refused = None;
        Ok(change)
    }
}
