//! The state of `heng repl` without its face: a project, what was typed on top of it, data, settings, and what comes of them.
//!
//! What is typed is a script that amends the project's own ([`Overlay`]). Every change makes the whole script anew, compiles it over
//! the project, and evaluates it; only when that has succeeded does it take the place of what was there. So an error leaves everything
//! as it was, and undoing is going back to what is still there.

mod ask;
mod enter;
mod evaluated;
mod known;
mod overlay;
mod refused;
mod state;

use heng_grammar::diagnostic::{Diagnostic, Language};
use heng_grammar::source::Source;
use heng_interp::eval::Outcome;
use heng_interp::program::Program;
use heng_interp::table::fault::DataFault;

use crate::compile::Remembered;
use crate::project::Project;
use crate::run::{Done, Request};
use crate::shell::Shell;

pub use ask::Reply;
pub use enter::{Entered, How};
pub use evaluated::Evaluated;
pub use overlay::Overlay;
pub use refused::Refused;
pub use state::{Chunk, Key, Place, State, Verb};

use std::rc::Rc;

/// A project that is looked at and changed.
pub struct Session {
    /// The project, as it was loaded; without texts of its own in a session that began with none.
    project: Project,
    /// What `引用` calls the project's script, where there is one.
    script: Option<String>,
    /// The language of keywords that the session writes itself.
    language: Language,
    now: Step,
    past: Vec<Step>,
    future: Vec<Step>,
    remembered: Remembered,
}

/// A state of the session, and what came of it.
#[derive(Clone)]
struct Step {
    state: State,
    evaluated: Rc<Evaluated>,
}

/// What an entry did.
#[derive(Debug)]
pub enum Answer {
    /// Nothing was entered but blanks and comments.
    Nothing,
    /// The session changed.
    Changed(Change),
    /// A question has its answer.
    Reply(Box<Reply>),
    /// Several, one after the other.
    Several(Vec<Answer>),
}

/// What is otherwise than before.
#[derive(Debug, Default)]
pub struct Change {
    /// What was entered.
    pub entered: Vec<Entered>,
    /// What is doubtful since then.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data since then.
    pub faults: Vec<DataFault>,
    /// The texts that spans point into.
    pub sources: Vec<Source>,
}

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
        let script = project.as_ref().map(overlay::path_of);
        let project = project.unwrap_or_else(|| Project::of_bundle(&shell.folder, Default::default()));
        let mut remembered = Remembered::default();
        let state = State::new(request);
        let language = shell.language;
        let evaluated =
            Evaluated::new(&project, script.as_deref(), &state, (language, &mut remembered), shell)?;
        let now = Step { state, evaluated: Rc::new(evaluated) };
        Ok(Self { project, script, language, now, past: Vec::new(), future: Vec::new(), remembered })
    }

    /// The checked program as it is now.
    pub fn program(&self) -> &Program {
        self.now.evaluated.program()
    }

    /// Shows all values as they are now.
    pub fn see<T>(&self, look: impl FnOnce(&Outcome<'_>) -> T) -> T {
        self.now.evaluated.see(look)
    }

    /// What was compiled and evaluated; it stays as it is when the session goes on.
    pub fn evaluated(&self) -> Rc<Evaluated> {
        Rc::clone(&self.now.evaluated)
    }

    /// What was read, and what is doubtful.
    pub fn done(&self) -> &Done {
        self.now.evaluated.done()
    }

    /// The texts that spans point into: what was typed first, then the project's.
    pub fn sources(&self) -> &[Source] {
        &self.done().sources
    }

    /// The state as it is now.
    pub fn state(&self) -> &State {
        &self.now.state
    }

    /// The project as it was loaded.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Whether there is a script beneath what is typed.
    pub fn has_script(&self) -> bool {
        self.script.is_some()
    }

    /// Goes over to another state, if something comes of it.
    fn go(&mut self, state: State, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let context = (self.language, &mut self.remembered);
        let evaluated = Evaluated::new(&self.project, self.script.as_deref(), &state, context, shell)?;
        let change = Change {
            entered: Vec::new(),
            diagnostics: evaluated.new_diagnostics(&self.now.evaluated),
            faults: evaluated.new_faults(&self.now.evaluated),
            sources: evaluated.done().sources.clone(),
        };
        let next = Step { state, evaluated: Rc::new(evaluated) };
        self.past.push(std::mem::replace(&mut self.now, next));
        self.future.clear();
        Ok(change)
    }

    /// Takes the last change back; nothing where there is none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.now, before));
        true
    }

    /// Makes the change again that was taken back; nothing where there is none.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.now, after));
        true
    }

    /// Gives a table another file, as `-d` does.
    ///
    /// # Errors
    /// Where there is no such table or file.
    pub fn set_data(&mut self, written: &str, shell: &mut Shell<'_>) -> Result<Change, Box<Refused>> {
        let mut state = self.now.state.clone();
        state.set_data(written);
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
}
