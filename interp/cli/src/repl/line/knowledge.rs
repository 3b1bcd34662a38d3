//! What is known of the session while a line is typed: its names and words.

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_interp::complete::{Input, complete};
use heng_interp::symbol::{Names, Text};

use super::commands;
use super::helper::Known;
use super::menu::{Candidate, Offer};
use super::rows::Rows;
use crate::compile::Remembered;
use crate::repl::session::{Evaluated, Session};
use crate::shell::Shell;

/// The names of a session as it is now; looked up when the first of them is wanted.
pub struct Knowledge {
    evaluated: Rc<Evaluated>,
    names: OnceCell<Names>,
    rows: OnceCell<Rows>,
    language: Language,
    folder: PathBuf,
    remembered: Rc<RefCell<Remembered>>,
}

impl Knowledge {
    /// Of the session as it is now. Texts that are `remembered` are not parsed again.
    pub fn of(session: &Session, shell: &Shell<'_>, remembered: &Rc<RefCell<Remembered>>) -> Self {
        Self {
            evaluated: session.evaluated(),
            names: OnceCell::new(),
            rows: OnceCell::new(),
            language: shell.language,
            folder: shell.folder.clone(),
            remembered: Rc::clone(remembered),
        }
    }

    /// The language of descriptions.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The folder that paths are relative to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The rows that something is computed for.
    pub fn rows(&self) -> &Rows {
        self.rows.get_or_init(|| self.evaluated.see(Rows::of))
    }

    /// What a name or a word before `cursor` can be completed to in an entry.
    pub fn names_offer(&self, text: &str, cursor: usize) -> Offer {
        let source = Source::new(SourceId(u32::MAX), "", text);
        let found = complete(Input { source: &source, cursor, prompt: true }, self.names());
        let candidates = found.candidates.into_iter().map(|candidate| Candidate {
            insert: candidate.insert,
            label: candidate.label,
            detail: candidate.detail.get(self.language).to_owned(),
        });
        Offer { start: found.replace.start, candidates: candidates.collect() }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let texts = &self.evaluated.texts;
            let mut remembered = self.remembered.borrow_mut();
            let parsed: Vec<_> = texts.sources.iter().map(|source| remembered.parse(source)).collect();
            let path = |at: usize| {
                let found = texts.paths.iter().find(|(_, place)| *place == at);
                found.map_or("", |(path, _)| path.as_str())
            };
            let texts: Vec<Text<'_>> = texts
                .sources
                .iter()
                .zip(&parsed)
                .enumerate()
                .map(|(at, (source, parsed))| Text { source, script: &parsed.script, path: path(at) })
                .collect();
            let mut names = Names::new(&texts);
            names.enrich(self.evaluated.program());
            names
        })
    }
}

impl Known for Knowledge {
    fn offer(&self, text: &str, cursor: usize) -> Offer {
        commands::offer(text, cursor, self).unwrap_or_else(|| self.names_offer(text, cursor))
    }

    fn wanted(&self, text: &str) -> Option<String> {
        commands::wanted(text, self.language)
    }
}
