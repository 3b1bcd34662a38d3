//! What an entry did to the session.

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::source::Source;
use heng_interp::table::fault::DataFault;

use super::ask::Reply;
use super::evaluated::Evaluated;
use super::moved::{Moved, moved};
use super::state::{Chunk, State};

/// What came of what was entered.
#[derive(Debug)]
pub enum Answer {
    /// Nothing was entered but blanks and comments.
    Nothing,
    /// The session changed.
    Changed(Box<Change>),
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
    /// What is otherwise now: values that were there before, and in how many rows.
    pub moved: Vec<Moved>,
    /// What is doubtful since then.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong with the data since then.
    pub faults: Vec<DataFault>,
    /// The texts that spans point into.
    pub sources: Vec<Source>,
}

/// An entry that the session took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What it is called, where it has a name; of a line of 修改 its words.
    pub name: Option<String>,
    /// What was done.
    pub how: How,
}

/// What an entry did to the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is there now; of each row of a table, or of the whole.
    Added(Option<String>),
    /// It stands in the place of what the documents say.
    Replaced,
    /// It stands in the place of what was typed before.
    Retyped,
    /// An open value or a parameter has a value.
    Bound,
    /// A reading was taken.
    Taken,
    /// The documents are amended.
    Amended,
    /// From now on, expressions are tried in this table first; in none where it is empty.
    Focused(Option<String>),
}

/// What was taken back, or made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// Entries that are no longer there, as they were typed.
    pub gone: Vec<String>,
    /// Entries that are there again.
    pub back: Vec<String>,
    /// Whether data, parameters, the day, the registers or the project are others.
    pub settings: bool,
}

impl Change {
    /// What is doubtful or wrong in `after` and was not `before`.
    pub fn between(before: &Evaluated, after: &Evaluated) -> Self {
        Self {
            entered: Vec::new(),
            moved: moved(before, after),
            diagnostics: after.new_diagnostics(before),
            faults: after.new_faults(before),
            sources: after.done().sources.clone(),
        }
    }
}

impl Turned {
    /// What differs between two states.
    pub fn between(from: &State, to: &State) -> Self {
        let lacking = |own: &[Chunk], other: &[Chunk]| {
            let lost = own.iter().filter(|chunk| !other.contains(chunk));
            lost.map(|chunk| chunk.entry().trim().to_owned()).collect::<Vec<String>>()
        };
        let plain = |state: &State| State { typed: Vec::new(), ..state.clone() };
        Self {
            gone: lacking(&from.typed, &to.typed),
            back: lacking(&to.typed, &from.typed),
            settings: plain(from) != plain(to),
        }
    }
}
