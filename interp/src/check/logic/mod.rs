//! Whether conditions can hold together of one row, and a row on which they do.
//!
//! Asked: can every one of some yes/no expressions come out as wanted (yes, or no) on one row? Method: a tableau. What is
//! wanted is a list of *goals*. A goal is taken apart by the meaning of its expression (`goal`): `a 且 b` wanted yes is two
//! goals, `a 或 b` is a choice of two, a definition is what it stands for, `若 c 则 a 否则 b` compared with a number is two
//! cases each with its side of c, an answer to a missing value is two cases. What cannot be taken apart is an *atom*: a
//! fact on one *subject* (`subject`): a column, a parameter, or an expression seen as one unknown (a quotient, a count of other
//! rows). Facts on one subject meet in its *domain* (`domain`): an interval of exact numbers, whole or not; members of a choice;
//! texts; which kinds of no-value are left. Comparisons of several subjects are linear inequalities, decided over the rationals
//! by Fourier and Motzkin's elimination (`linear`). Choices are tried in turn (`search`), after those that only one way is
//! left for (unit propagation, as in Davis, Putnam, Logemann and Loveland's procedure). A way that is left open at the end gives the
//! row (`witness`).
//!
//! Soundness: each step only ever *drops* knowledge, it never adds any. An expression that is not understood is a subject
//! that may have any value of its type; subjects are taken as independent of each other though they may not be (`税` and
//! `税 / 地`); a whole number inside a linear inequality is taken as a rational. So [`Answer::Impossible`] is proved, while
//! [`Answer::Possible`] says how far its row can be trusted: `complete` where nothing was dropped. The work is bounded;
//! what exceeds the bound is [`Answer::Unknown`].

mod absence;
mod domain;
mod goal;
mod linear;
mod number;
mod search;
mod subject;
#[cfg(test)]
mod tests;
mod text;
mod witness;

use std::collections::{BTreeMap, BTreeSet};

use crate::program::{Core, DefinitionId, Program, Type};
use crate::value::Value;

pub use subject::Subject;
pub use text::{member_text, row_text, value_text};

/// What came of the question.
#[derive(Clone, Debug)]
pub enum Answer {
    /// No row: proved.
    Impossible,
    /// A row, as far as the expressions are understood.
    Possible(Witness),
    /// The bound was reached.
    Unknown,
}

/// A made-up row: what of it matters.
#[derive(Clone, Debug, Default)]
pub struct Witness {
    /// The values and their types; a subject that is not here may have any.
    pub values: BTreeMap<Subject, (Value, Type)>,
    /// What the expressions among the subjects are.
    pub expressions: BTreeMap<String, Core>,
    /// Whether the row certainly does what was asked: all its subjects are free to be chosen, and nothing was left out.
    pub complete: bool,
}

/// A question about the rows of one frame.
#[derive(Clone, Debug)]
pub struct Question<'p> {
    program: &'p Program,
    closed: BTreeSet<DefinitionId>,
    wanted: Vec<(&'p Core, bool)>,
}

impl<'p> Question<'p> {
    /// A question that asks nothing yet.
    pub fn new(program: &'p Program) -> Self {
        Self { program, closed: BTreeSet::new(), wanted: Vec::new() }
    }

    /// These definitions are not looked into: what they stand for may be chosen otherwise.
    #[must_use]
    pub fn closed<'i>(mut self, closed: impl IntoIterator<Item = &'i DefinitionId>) -> Self {
        self.closed.extend(closed);
        self
    }

    /// A yes/no that is to come out as yes, or as no.
    #[must_use]
    pub fn wanting(mut self, condition: &'p Core, yes: bool) -> Self {
        self.wanted.push((condition, yes));
        self
    }

    /// The answer.
    pub fn answer(&self) -> Answer {
        search::answer(self.program, &self.closed, &self.wanted)
    }

    /// Whether there is proved to be no such row.
    pub fn is_impossible(&self) -> bool {
        matches!(self.answer(), Answer::Impossible)
    }

    /// The row, as far as one was found; `None` where there is proved to be none.
    pub fn possible(&self) -> Option<Witness> {
        match self.answer() {
            Answer::Possible(witness) => Some(witness),
            Answer::Unknown => Some(Witness::default()),
            Answer::Impossible => None,
        }
    }
}
