//! Texts that stand in for what the files of scripts hold: a script is checked as it would be before it is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Per file the text to take instead of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    texts: BTreeMap<PathBuf, String>,
}

impl Edited {
    /// The text in the place of `file`, however its path is spelled.
    pub fn text(&self, file: &Path) -> Option<&str> {
        if self.texts.is_empty() {
            return None;
        }
        self.texts.get(&plain(file)).map(String::as_str)
    }

    /// Takes `text` for `file` from now on.
    pub fn set(&mut self, file: &Path, text: String) {
        self.texts.insert(plain(file), text);
    }
}

/// The one path of a file, links followed; as it is written where the file does not exist.
pub fn plain(file: &Path) -> PathBuf {
    file.canonicalize().unwrap_or_else(|_| file.to_path_buf())
}
