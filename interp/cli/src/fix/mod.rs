//! Mends that are safe, carried out in rounds: one may uncover the next fault.

mod apply;
mod diff;
mod write;

use std::path::{Path, PathBuf};

use heng_grammar::diagnostic::{Code, Diagnostic, Mend, Message};
use heng_grammar::source::Source;
use heng_grammar::span::SourceId;
use heng_interp::value::Date;

pub use apply::{Chosen, apply, choose, keep_clear};
pub use diff::{changes, coloured, unified};
pub use write::write;

use crate::compile;
use crate::project::{Edited, Project, Texts, Trouble};
use crate::report::in_order;
use crate::vocabulary::strays;

/// More rounds than nested faults need; mends that would undo each other stop here.
const ROUNDS: usize = 20;

/// The folder of a library within a project; its texts are their authors' business.
const LIBRARY: &str = "stdlib";

/// Files as they were and as they would be.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The new texts, for all that reads scripts.
    pub edited: Edited,
    /// The files that change, in the order they were first changed.
    pub files: Vec<ChangedFile>,
    /// What was done, in the order it was done.
    pub mends: Vec<Made>,
}

/// A file that mends change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Where it is.
    pub path: PathBuf,
    /// As messages name it.
    pub name: String,
    /// Its text.
    pub before: String,
    /// Its text with the mends carried out.
    pub after: String,
}

/// A mend that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The report that asked for it.
    pub code: Code,
    /// What it does.
    pub title: Message,
    /// The file, as messages name it.
    pub file: String,
    /// The line, from 1, in the text it found.
    pub line: usize,
}

impl Fixed {
    /// Carries out what is safe in the project's own scripts, round after round, until nothing is left to do.
    ///
    /// # Errors
    /// Where the script cannot be read.
    pub fn fix(&mut self, project: &Project, as_of: Option<Date>) -> Result<(), Trouble> {
        for _ in 0..ROUNDS {
            let texts = project.clone().with(&self.edited).load()?;
            let mut diagnostics = texts.diagnostics.clone();
            diagnostics.extend(compile::diagnostics(&texts, as_of));
            diagnostics.extend(strays(project, &texts));
            let ordered: Vec<Diagnostic> = in_order(&diagnostics).into_iter().cloned().collect();
            let chosen = choose(&ordered, |id| is_changeable(&texts, project, id));
            if chosen.is_empty() {
                break;
            }
            self.carry_out(&texts, &chosen);
        }
        Ok(())
    }

    /// One round.
    fn carry_out(&mut self, texts: &Texts, chosen: &[Chosen<'_>]) {
        let mends: Vec<&Mend> = chosen.iter().map(|chosen| chosen.mend).collect();
        for (source, file) in texts.sources.iter().zip(&texts.files) {
            let Some(file) = file else { continue };
            let after = apply(source.text(), source.id(), &mends);
            if after != source.text() {
                self.edited.set(file, after.clone());
                self.change(file, source, after);
            }
            let here = chosen.iter().filter(|chosen| chosen.mend.span().source == source.id());
            self.mends.extend(here.map(|chosen| Made {
                code: chosen.diagnostic.code,
                title: chosen.mend.title.clone(),
                file: source.name().to_owned(),
                line: source.position(chosen.mend.span().range().start).line,
            }));
        }
    }

    fn change(&mut self, file: &Path, source: &Source, after: String) {
        let path = crate::project::plain(file);
        match self.files.iter_mut().find(|changed| changed.path == path) {
            Some(changed) => changed.after = after,
            None => {
                let (name, before) = (source.name().to_owned(), source.text().to_owned());
                self.files.push(ChangedFile { path, name, before, after });
            }
        }
    }
}

/// Whether a text is a file of the project's own and not of a library within it.
pub(crate) fn is_changeable(texts: &Texts, project: &Project, id: SourceId) -> bool {
    let at = texts.sources.iter().position(|source| source.id() == id);
    let Some(file) = at.and_then(|at| texts.files.get(at)?.as_deref()) else { return false };
    let home = project.script.parent().unwrap_or(Path::new(""));
    let inside = file.strip_prefix(home).unwrap_or(file);
    texts.own.contains(&id) && inside.components().all(|part| part.as_os_str() != LIBRARY)
}

/// How many reports are left that have a change to offer which is not safe.
pub fn undecided(diagnostics: &[Diagnostic]) -> usize {
    in_order(diagnostics).iter().filter(|diagnostic| !diagnostic.mends.is_empty()).count()
}
