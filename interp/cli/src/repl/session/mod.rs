//! The state of `heng repl` without its face: a project, what was typed on top of it, data, settings, and what comes of them.
//!
//! What is typed is a script that amends the project's own ([`Overlay`]). Every change makes the whole script anew, compiles it over
//! the project, and evaluates it; only when that has succeeded does it take the place of what was there. So an error leaves everything
//! as it was, and undoing is going back to what is still there.

mod ask;
mod base;
mod change;
mod enter;
mod evaluated;
pub(super) mod fault;
mod files;
mod known;
mod moved;
mod opened;
mod overlay;
mod piece;
mod refused;
mod save;
mod settle;
mod state;
mod unit;

use heng_grammar::diagnostic::Language;
use heng_grammar::source::Source;
use heng_interp::eval::Outcome;
use heng_interp::program::Program;

use crate::project::{Manifest, Project, plain};
use crate::run::{Done, Kept, Request};
use crate::shell::Shell;

pub use ask::Reply;
pub use base::Base;
pub use change::{Answer, Change, Entered, How, Turned};
pub use evaluated::Evaluated;
pub use moved::Moved;
pub use overlay::Overlay;
pub use refused::Refused;
pub use save::Saved;
pub use state::{Chunk, Key, Place, State, Verb};
pub use unit::{Unit, units};

use std::rc::Rc;

/// A project that is looked at and changed.
pub struct Session {
    /// The language of keywords that the session writes itself.
    language: Language,
    now: Step,
    /// What came of `now`.
    evaluated: Rc<Evaluated>,
    /// What was before, the last of them last.
    past: Vec<Step>,
    /// What was taken back, the last of them last.
    future: Vec<Step>,
    remembered: Remembered,
    /// The files as they were when reading them again was last refused.
    refused: Option<Vec<files::Stamp>>,
    over: bool,
    /// What was typed when it was last saved.
    saved: Option<Vec<Chunk>>,
}

/// A state of the session over a project.
#[derive(Clone)]
struct Step {
    base: Rc<Base>,
    state: State,
    /// What came of it, as long as that is kept.
    evaluated: Option<Rc<Evaluated>>,
}

/// What was parsed and read, to be taken again where it has not changed.
#[derive(Debug, Default)]
struct Remembered {
    texts: crate::compile::Remembered,
    tables: Kept,
}

/// So many of the last states keep what came of them; others are evaluated again where somebody goes back so far.
const KEPT: usize = 8;

impl Session {
    /// Opens a project, or an empty session.
    ///
    /// # Errors
    /// Where its scripts are wrong, or what is asked for is.
    pub fn open(
        project: Option<Project>,
        request: Request,
        shell: &mut Shell<'_>,
    ) -> Result<Self, Box<Refused>> {
        let mut remembered = Remembered::default();
        let base = Rc::new(Base::of(project, &shell.folder));
        let (state, language) = (State::new(request), shell.language);
        let evaluated = Evaluated::new(&base, &state, (language, &mut remembered), shell)?;
        let now = Step { base, state, evaluated: None };
        let (past, future) = (Vec::new(), Vec::new());
        Ok(Self {
            language,
            now,
            evaluated: Rc::new(evaluated),
            past,
            future,
            remembered,
            refused: None,
            over: false,
            saved: None,
        })
    }

    /// The checked program as it is now.
    pub fn program(&self) -> &Program {
        self.evaluated.program()
    }

    /// Shows all values as they are now.
    pub fn see<T>(&self, look: impl FnOnce(&Outcome<'_>) -> T) -> T {
        self.evaluated.see(look)
    }

    /// What was compiled and evaluated; it stays as it is when the session goes on.
    pub fn evaluated(&self) -> Rc<Evaluated> {
        Rc::clone(&self.evaluated)
    }

    /// What was read, and what is doubtful.
    pub fn done(&self) -> &Done {
        self.evaluated.done()
    }

    /// What is doubtful or wrong now: for who has just opened the session.
    pub fn doubts(&self) -> Change {
        self.evaluated.doubts()
    }

    /// Whether something was typed that was not saved.
    pub fn has_unsaved(&self) -> bool {
        !self.now.state.typed.is_empty() && self.saved.as_ref() != Some(&self.now.state.typed)
    }

    /// The texts that spans point into: what was typed first, then the project's.
    pub fn sources(&self) -> &[Source] {
        &self.done().sources
    }

    /// What was typed and set.
    pub fn state(&self) -> &State {
        &self.now.state
    }

    /// The project as it was loaded; without a text of its own in a session that began with none.
    pub fn project(&self) -> &Project {
        &self.now.base.project
    }

    /// Whether there is a script beneath what is typed.
    pub fn has_script(&self) -> bool {
        self.now.base.script.is_some()
    }

    /// The run that the session stands for, with everything that was set in it.
    pub fn request(&self) -> Request {
        self.now.state.request(&self.remembered.tables)
    }

    /// Sets the language of what the session writes itself.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// Ends the session once what is being done is done.
    pub fn end(&mut self) {
        self.over = true;
    }

    /// Whether the session is at its end.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// What comes of a state over a project.
    fn evaluate(
        &mut self,
        base: &Base,
        state: &State,
        shell: &mut Shell<'_>,
    ) -> Result<Evaluated, Box<Refused>> {
        Evaluated::new(base, state, (self.language, &mut self.remembered), shell)
    }

    /// Goes over to another state of the same project, if something comes of it.
    fn go(&mut self, state: State, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let base = Rc::clone(&self.now.base);
        let evaluated = self.evaluate(&base, &state, shell)?;
        Ok(self.take(Step { base, state, evaluated: None }, Rc::new(evaluated)))
    }

    /// Makes a step, to be taken back.
    fn take(&mut self, next: Step, evaluated: Rc<Evaluated>) -> Change {
        let change = Change::between(&self.evaluated, &evaluated);
        let before = std::mem::replace(&mut self.evaluated, evaluated);
        let last = std::mem::replace(&mut self.now, next);
        self.past.push(Step { evaluated: Some(before), ..last });
        self.future.clear();
        self.forget();
        change
    }

    /// Lets go of what came of states long past.
    fn forget(&mut self) {
        for steps in [&mut self.past, &mut self.future] {
            let old = steps.len().saturating_sub(KEPT);
            steps.iter_mut().take(old).for_each(|step| step.evaluated = None);
        }
    }

    /// Gives a table another file, as `-d` does.
    ///
    /// # Errors
    /// Where there is no such table or file.
    pub fn set_data(&mut self, written: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let mut state = self.now.state.clone();
        state.set_data(written, self.program());
        self.go(state, shell)
    }

    /// Sets a parameter, as `-p` does.
    ///
    /// # Errors
    /// Where there is no such parameter, or the value does not fit.
    pub fn set_parameter(&mut self, written: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let mut state = self.now.state.clone();
        state.set_parameter(written);
        self.go(state, shell)
    }

    /// Sets the day the session is made for, as `--as-of` does.
    ///
    /// # Errors
    /// Where it is no day, or there is no text on that day.
    pub fn set_day(&mut self, written: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let state = State { as_of: Some(written.to_owned()), ..self.now.state.clone() };
        self.go(state, shell)
    }

    /// Takes the register of decisions from a file, as `--decisions` does.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn set_decisions(&mut self, file: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let state = State { decisions: Some(file.to_owned()), ..self.now.state.clone() };
        self.go(state, shell)
    }

    /// Opens another project, or the empty one, in the place of this one. What was typed stays behind; undoing brings all of it back.
    /// A script without data of its own, in the folder of the project, is opened over the data of that: another version, or what
    /// was saved.
    ///
    /// # Errors
    /// Where there is no such project, or its scripts are wrong.
    pub fn load(&mut self, written: Option<&str>, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let project = written.map(|written| Project::open(&shell.folder, written)).transpose()?;
        let before = &self.now.base.project;
        let beside = |project: &&Project| {
            project.manifest.data.is_empty() && plain(&project.folder) == plain(&before.folder)
        };
        if let Some(mut lent) = project.as_ref().filter(beside).cloned() {
            lent.manifest = Manifest { script: lent.manifest.script.clone(), ..before.manifest.clone() };
            let state = State { typed: Vec::new(), ..self.now.state.clone() };
            // Those data may be of tables that the script does not have; then it is opened without.
            if let Ok(change) = self.load_as(Some(lent), state, shell) {
                return Ok(change);
            }
        }
        self.load_as(project, State::default(), shell)
    }

    fn load_as(
        &mut self,
        project: Option<Project>,
        state: State,
        shell: &mut Shell<'_>,
    ) -> Result<Change, Box<Refused>> {
        let base = Rc::new(Base::of(project, &shell.folder));
        let evaluated = self.evaluate(&base, &state, shell)?;
        Ok(self.take(Step { base, state, evaluated: None }, Rc::new(evaluated)))
    }

    /// Takes the last change back; nothing where there is none.
    ///
    /// # Errors
    /// Where nothing comes any more of what was before, because files have changed.
    pub fn undo(&mut self, shell: &mut Shell<'_>) -> Result<Option<Turned>, Box<Refused>> {
        let Some(before) = self.past.last().cloned() else { return Ok(None) };
        let turned = self.turn(before, shell)?;
        self.past.pop();
        self.future.push(turned.from);
        self.forget();
        Ok(Some(turned.turned))
    }

    /// Makes the change again that was taken back; nothing where there is none.
    ///
    /// # Errors
    /// Where nothing comes any more of it, because files have changed.
    pub fn redo(&mut self, shell: &mut Shell<'_>) -> Result<Option<Turned>, Box<Refused>> {
        let Some(after) = self.future.last().cloned() else { return Ok(None) };
        let turned = self.turn(after, shell)?;
        self.future.pop();
        self.past.push(turned.from);
        self.forget();
        Ok(Some(turned.turned))
    }

    /// How many changes can be taken back, and how many made again.
    pub fn depth(&self) -> (usize, usize) {
        (self.past.len(), self.future.len())
    }

    fn turn(&mut self, to: Step, shell: &mut Shell<'_>) -> Result<Turn, Box<Refused>> {
        let evaluated = match &to.evaluated {
            Some(evaluated) => Rc::clone(evaluated),
            None => Rc::new(self.evaluate(&Rc::clone(&to.base), &to.state, shell)?),
        };
        let turned = Turned::between(&self.now.state, &to.state);
        let before = std::mem::replace(&mut self.evaluated, evaluated);
        let last = std::mem::replace(&mut self.now, Step { evaluated: None, ..to });
        Ok(Turn { from: Step { evaluated: Some(before), ..last }, turned })
    }
}

/// A change taken back or made again.
struct Turn {
    from: Step,
    turned: Turned,
}
