//! What is known of the session while a line is typed: its names and words.

use std::cell::OnceCell;
use std::rc::Rc;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_interp::complete::{Input, complete};
use heng_interp::symbol::{Names, Text};

use super::helper::Known;
use super::menu::{Candidate, Offer};
use crate::repl::session::{Evaluated, Session};

/// The names of a session as it is now; looked up when the first of them is wanted.
pub struct Knowledge {
    evaluated: Rc<Evaluated>,
    names: OnceCell<Names>,
    language: Language,
}

impl Knowledge {
    /// Of the session as it is now.
    pub fn of(session: &Session, language: Language) -> Self {
        Self { evaluated: session.evaluated(), names: OnceCell::new(), language }
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let texts = &self.evaluated.texts;
            let parsed: Vec<_> = texts.sources.iter().map(heng_grammar::parse).collect();
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
        let source = Source::new(SourceId(u32::MAX), "", text);
        let found = complete(Input { source: &source, cursor, prompt: true }, self.names());
        let candidates = found.candidates.into_iter().map(|candidate| Candidate {
            insert: candidate.insert,
            label: candidate.label,
            detail: candidate.detail.get(self.language).to_owned(),
        });
        Offer { start: found.replace.start, candidates: candidates.collect() }
    }

    fn wanted(&self, _: &str) -> Option<String> {
        None
    }
}
