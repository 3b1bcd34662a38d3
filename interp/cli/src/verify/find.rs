//! Files found again: where the receipt says, else by their digest.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{Found, Receipt};
use crate::run::digest;
use crate::shell::Shell;

/// So deep are folders searched, and so many files at most looked at.
const DEPTH: usize = 8;
const MOST_FILES: usize = 50_000;

/// Looks for files.
pub(super) struct Finder {
    /// Where paths of the receipt start: the folder of its command, its own folder, then those that were given.
    bases: Vec<PathBuf>,
    /// The folder of the receipt.
    beside: PathBuf,
    /// Folders that are searched through.
    searched: Vec<PathBuf>,
    /// Every file in them with its size; listed when the first is sought in vain.
    listed: Option<Vec<(PathBuf, u64)>>,
    /// Digests that were worked out.
    digests: BTreeMap<PathBuf, String>,
}

/// A file that is sought.
pub(super) struct Wanted<'w> {
    /// As the receipt names it.
    pub file: &'w str,
    /// How many bytes it has, where the receipt says so.
    pub bytes: Option<u64>,
    /// Its SHA-256.
    pub sha256: &'w str,
}

impl Finder {
    /// Looks from the folder of the command, as the receipt has it, else the current one; then beside the receipt; then in `folders`.
    pub fn new(receipt: &Receipt, folders: &[String], shell: &Shell<'_>) -> Self {
        let working = receipt.parts.folder.as_ref().map(|way| receipt.place.join(way));
        let given: Vec<PathBuf> = folders.iter().map(|folder| shell.path(folder)).collect();
        let own = [working.unwrap_or_else(|| shell.folder.clone()), receipt.place.clone()];
        let bases = given.iter().cloned().chain(own).collect();
        let searched = given.into_iter().chain([receipt.place.clone()]).collect();
        Self { bases, beside: receipt.place.clone(), searched, listed: None, digests: BTreeMap::new() }
    }

    /// The file: by its path, by its name, else by its digest under any name.
    pub fn find(&mut self, wanted: &Wanted<'_>, others: &[PathBuf]) -> Found {
        let mut changed = None;
        for path in self.candidates(wanted.file).into_iter().chain(others.iter().cloned()) {
            match self.digest(&path) {
                Some(sha256) if sha256 == wanted.sha256 => return Found::Same(path),
                Some(sha256) if changed.is_none() => changed = Some((path, sha256)),
                _ => {}
            }
        }
        match (self.by_digest(wanted), changed) {
            (Some(path), _) => Found::Moved(path),
            (None, Some((path, sha256))) => Found::Changed { path: Some(path), sha256 },
            (None, None) => Found::Missing,
        }
    }

    /// A result by its name, whatever it holds now, else by its digest; with the digest it has. The one beside the receipt comes first.
    pub fn published(&mut self, wanted: &Wanted<'_>) -> Option<(PathBuf, String)> {
        let name = last_name(wanted.file);
        let beside = [self.beside.join(wanted.file), self.beside.join(name)];
        let known = beside.into_iter().filter(|path| path.is_file());
        let named = known.chain(self.candidates(wanted.file)).next();
        let path = named.or_else(|| self.by_digest(wanted))?;
        let sha256 = self.digest(&path)?;
        Some((path, sha256))
    }

    /// The files that a path of the receipt may mean; the nearest first.
    fn candidates(&self, file: &str) -> Vec<PathBuf> {
        let name = last_name(file);
        let whole = self.bases.iter().map(|base| base.join(file));
        let alone = self.bases.iter().map(|base| base.join(name));
        let mut found: Vec<PathBuf> = Vec::new();
        for path in whole.chain(alone).filter(|path| path.is_file()) {
            if !found.contains(&path) {
                found.push(path);
            }
        }
        found
    }

    fn by_digest(&mut self, wanted: &Wanted<'_>) -> Option<PathBuf> {
        if self.listed.is_none() {
            let mut files = Vec::new();
            for folder in &self.searched {
                list(folder, DEPTH, &mut files);
            }
            self.listed = Some(files);
        }
        let fits = |size: u64| wanted.bytes.is_none_or(|bytes| bytes == size);
        let listed = self.listed.iter().flatten();
        let fitting: Vec<PathBuf> =
            listed.filter(|(_, size)| fits(*size)).map(|(path, _)| path.clone()).collect();
        fitting.into_iter().find(|path| self.digest(path).as_deref() == Some(wanted.sha256))
    }

    /// The SHA-256 of a file; none where it cannot be read.
    pub fn digest(&mut self, path: &Path) -> Option<String> {
        if let Some(known) = self.digests.get(path) {
            return Some(known.clone());
        }
        let sha256 = digest(&mut File::open(path).ok()?).ok()?;
        self.digests.insert(path.to_path_buf(), sha256.clone());
        Some(sha256)
    }
}

/// The name of a file without its folders.
pub(super) fn last_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The files in a folder and the folders in it, by name; hidden ones are passed over.
fn list(folder: &Path, depth: usize, files: &mut Vec<(PathBuf, u64)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    for path in entries.into_iter().filter(|path| !hidden(path)) {
        if files.len() >= MOST_FILES {
            return;
        }
        match path.symlink_metadata() {
            Ok(found) if found.is_dir() && depth > 0 => list(&path, depth - 1, files),
            Ok(found) if found.is_file() => files.push((path, found.len())),
            _ => {}
        }
    }
}
