//! One expression, asked for its values again and again.

use std::borrow::Cow;
use std::sync::Arc;

use super::outcome::Outcome;
use super::plan::Plan;
use super::run::Run;
use super::scope::Scope;
use super::values::Values;
use super::walk::Walker;
use crate::program::{Core, DefinitionId, Frame};

/// An expression and the places for what it shares among all rows.
pub(super) struct Asked<'a> {
    pub core: Cow<'a, Core>,
    /// On whose behalf, for an expression of the program: what it shares is then found where evaluation left it.
    within: Option<DefinitionId>,
    plan: Plan<'a>,
}

impl<'a> Asked<'a> {
    /// An expression of its own.
    pub fn own(core: Core) -> Self {
        let plan = Plan::of(&core);
        Self { core: Cow::Owned(core), within: None, plan }
    }

    /// An expression of the program, as the evaluation of `within` saw it.
    pub fn of_program(core: &'a Core, within: Option<DefinitionId>) -> Self {
        Self { core: Cow::Borrowed(core), within, plan: Plan::default() }
    }

    /// The walk that answers.
    pub fn walker<'w>(&'w self, run: &'w Run<'a>) -> Walker<'w, 'a> {
        let walker = Walker::extra(run, &self.plan);
        match self.core {
            Cow::Borrowed(_) => walker.looking(self.within),
            Cow::Owned(_) => walker,
        }
    }

    /// The values for the rows of a scope.
    pub fn values<'r>(self: &Arc<Self>, run: &'r Run<'a>, scope: Scope) -> Values<'r, 'a> {
        let column = crate::parallel::deep(|| self.walker(run).walk_in_batches(&self.core, &scope));
        Values { run, asked: Arc::clone(self), scope, column }
    }
}

/// An expression over a frame that is asked for some rows after the other: what it shares among all rows (a total, a place) is computed
/// once.
#[derive(Clone)]
pub struct Evaluator<'r, 'a> {
    run: &'r Run<'a>,
    asked: Arc<Asked<'a>>,
    frame: Frame,
}

impl<'r, 'a> Evaluator<'r, 'a> {
    /// The values for some rows (any, in any order); of the whole there is one.
    pub fn rows(&self, rows: &[u32]) -> Values<'r, 'a> {
        self.asked.values(self.run, Scope::of(self.frame, rows.to_vec()))
    }

    /// The values for the rows from `first` up to `end`; of the whole there is one.
    pub fn part(&self, first: u32, end: u32) -> Values<'r, 'a> {
        self.asked.values(self.run, Scope::part(self.frame, first, end))
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// What `work` makes of the values of each batch of all rows, given the first of them, in their order.
    pub fn in_batches<T: Send>(&self, work: impl Fn(u32, Values<'_, 'a>) -> T + Send + Sync) -> Vec<T> {
        by_batches(self.run, self.frame, |first, end| work(first, self.part(first, end)))
    }
}

/// What `work` makes of each batch of the rows of a frame, given the first row and the one after the last, in their order.
pub(super) fn by_batches<T: Send>(
    run: &Run<'_>,
    frame: Frame,
    work: impl Fn(u32, u32) -> T + Send + Sync,
) -> Vec<T> {
    let (rows, batch) = (run.rows(frame), u32::try_from(run.batch).unwrap_or(u32::MAX));
    crate::parallel::deep(|| {
        crate::parallel::each(run.threads, rows.div_ceil(batch) as usize, |at| {
            let first = u32::try_from(at).unwrap_or(rows).saturating_mul(batch).min(rows);
            work(first, first.saturating_add(batch).min(rows))
        })
    })
}

impl<'a> Outcome<'a> {
    /// Any checked expression over a frame, to be asked for its values.
    pub fn evaluator(&self, core: &Core, frame: Frame) -> Evaluator<'_, 'a> {
        Evaluator { run: &self.run, asked: Arc::new(Asked::own(core.clone())), frame }
    }

    /// A definition, to be asked for its values.
    pub fn evaluator_of(&self, id: DefinitionId) -> Evaluator<'_, 'a> {
        let (frame, kind) = match self.run.program.definition(id) {
            Some(definition) => (definition.frame, definition.body.ty.kind.clone()),
            None => (Frame::Whole, crate::program::Kind::Unknown),
        };
        let core = Core::new(
            crate::program::Node::Definition(id),
            crate::program::Type::present(kind),
            heng_grammar::span::Span::default(),
        );
        Evaluator { run: &self.run, asked: Arc::new(Asked::own(core)), frame }
    }

    /// What `work` makes of each batch of the rows of a frame, in their order; it is given the values of some definitions of the frame.
    pub fn in_batches<T: Send>(
        &self,
        frame: Frame,
        definitions: &[DefinitionId],
        work: impl Fn(u32, &[Values<'_, 'a>]) -> T + Send + Sync,
    ) -> Vec<T> {
        let evaluators: Vec<_> = definitions.iter().map(|id| self.evaluator_of(*id)).collect();
        by_batches(&self.run, frame, |first, end| {
            let values: Vec<_> = evaluators.iter().map(|one| one.part(first, end)).collect();
            work(first, &values)
        })
    }

    /// How many rows are walked at a time; values of so many rows, from a multiple of it on, are the cheapest to ask for.
    pub fn batch(&self) -> u32 {
        u32::try_from(self.run.batch).unwrap_or(u32::MAX)
    }

    /// On how many threads it works.
    pub fn threads(&self) -> usize {
        self.run.threads
    }
}
