//! Evaluation: a checked program over tables gives an [`Outcome`].
//!
//! One tree walker (`walk`) visits each node once for a batch of rows. Definitions of a frame that need nothing new of other rows are walked
//! together (`passes`), and what they share is computed once (`plan`, `memo`). Numbers travel as decimals, as floats with a proved bound, as some 250
//! bits or as exact rationals (`numbers`); every decision on them is taken in `decide`, which walks the rows that a form leaves open again in
//! the next sharper one. So results never depend on how sharp the numbers were, on the size of the batches, or on the number of threads.

mod aggregate;
mod arithmetic;
mod asked;
mod batching;
mod calls;
mod column;
mod decide;
mod fault;
mod gather;
mod logic;
mod lookup;
mod made;
mod memo;
mod numbers;
mod order;
mod outcome;
mod parameters;
mod passes;
mod peers;
mod plan;
mod printed;
mod profile;
mod ranking;
mod require;
mod run;
mod scope;
mod shown;
mod sort;
mod stored;
mod structure;
mod values;
mod vector;
mod visit;
mod walk;

pub use aggregate::AggregateCount;
pub use asked::Evaluator;
pub use fault::{BrokenRule, Fault};
pub use numbers::Precision;
pub use outcome::Outcome;
pub use parameters::{parameters_of, required_parameters};
pub use passes::Keep;
pub use plan::Sharing;
pub use profile::{DefinitionProfile, Profile};
pub use shown::NO_POSITION;
pub use values::Values;
pub use visit::visit;

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;

use crate::parallel::deep;
use crate::program::{DefinitionId, Frame, Program, TableId};
use crate::table::Table;
use crate::value::{Absence, Value};
use column::Column;
use memo::{Known, Memo};
use passes::Pass;
use run::Run;
use scope::Scope;
use stored::Stored;
use walk::Walker;

/// What a program is evaluated on.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The tables, in the program's order.
    pub tables: Vec<Table>,
    /// The parameters, in the program's order; what is not set takes its default.
    pub parameters: Vec<Option<Value>>,
}

/// How to evaluate. No choice here changes a result.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many rows are walked at a time.
    pub batch: usize,
    /// How many threads walk.
    pub threads: usize,
    /// How sharp numbers are at first. `Exact` is slow, and there to test that enclosures change nothing.
    pub precision: Precision,
    /// Which values are there to be looked at afterwards.
    pub keep: Keep,
    /// Nanoseconds since whenever: with it, [`Outcome::profile`] tells what was taken. Evaluation has no clock of its own.
    pub clock: Option<fn() -> u64>,
    /// Somebody's sign to stop. Once it is set, what is left is passed over, and what comes out means nothing: whoever set it throws it
    /// away.
    pub stop: Option<&'static AtomicBool>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            batch: 2048,
            threads: 1,
            precision: Precision::Enclosed,
            keep: Keep::All,
            clock: None,
            stop: None,
        }
    }
}

/// All values of a program over its data.
pub fn evaluate<'a>(program: &'a Program, inputs: &'a Inputs) -> Outcome<'a> {
    evaluate_with(program, inputs, Options::default())
}

/// The same, with a say in how it is done.
pub fn evaluate_with<'a>(program: &'a Program, inputs: &'a Inputs, options: Options) -> Outcome<'a> {
    let mut run = Run::new(program, inputs, options);
    deep(|| {
        for pass in run.passes.list.iter().take_while(|_| !run.is_stopped()) {
            match pass.frame {
                Frame::Whole => whole_pass(&run, pass),
                Frame::Rows(table) => row_pass(&run, pass, table),
            }
        }
    });
    run.drop_spent();
    Outcome { run }
}

/// Evaluates definitions of the whole, one after the other.
fn whole_pass(run: &Run<'_>, pass: &Pass) {
    let scope = Scope::whole();
    for &id in &pass.definitions {
        let (Some(definition), Some(place)) = (run.program.definition(id), run.stored.get(id.index())) else {
            continue;
        };
        let walk = || Walker::first(run, id).walk(&definition.body, &scope);
        place.get_or_init(|| Stored::new(vec![run.timer.time(id, 1, walk)], run.batch));
    }
}

/// Evaluates definitions of the rows of a table together, batch by batch, and keeps what is to be kept.
fn row_pass(run: &Run<'_>, pass: &Pass, table: TableId) {
    let rows = run.rows(pass.frame) as usize;
    let is_kept = |id: &&DefinitionId| run.passes.kept.get(id.index()) == Some(&true);
    let kept: Vec<DefinitionId> = pass.definitions.iter().filter(is_kept).copied().collect();
    let mut chunks: Vec<Vec<Column<'_>>> = kept.iter().map(|_| Vec::new()).collect();
    let batches = crate::parallel::each(run.threads, rows.div_ceil(run.batch), |i| {
        let first = i * run.batch;
        let start = u32::try_from(first).unwrap_or(u32::MAX);
        let memo = Memo::new(Scope::run(table, start, run.batch.min(rows - first)), run.precision);
        batch(run, pass, &kept, &memo)
    });
    for columns in batches {
        for (chunks, column) in chunks.iter_mut().zip(columns) {
            chunks.push(column);
        }
    }
    for (id, chunks) in kept.into_iter().zip(chunks) {
        if let Some(place) = run.stored.get(id.index()) {
            place.get_or_init(|| Stored::new(chunks, run.batch));
        }
    }
}

/// The values of a batch of rows: those of the definitions that are kept.
fn batch<'a>(run: &Run<'a>, pass: &Pass, kept: &[DefinitionId], memo: &Memo<'a>) -> Vec<Column<'a>> {
    let scope = memo.scope();
    for &id in pass.definitions.iter().take_while(|_| !run.is_stopped()) {
        let Some(definition) = run.program.definition(id) else { continue };
        let walk = || Walker::first(run, id).remembering(memo).walk(&definition.body, scope);
        memo.put(Known::Definition(id), run.timer.time(id, scope.len(), walk));
    }
    let value = |id: &DefinitionId| memo.get(Known::Definition(*id));
    kept.iter().map(|id| value(id).unwrap_or_else(|| Column::absent(Absence::Undecided))).collect()
}

impl<'a> Run<'a> {
    /// Lets go of what only later passes needed.
    fn drop_spent(&mut self) {
        for id in &self.passes.dropped {
            drop(self.stored.get_mut(id.index()).and_then(OnceLock::take));
        }
    }

    /// The values of a definition for all its rows; computed now, and kept, where they were not.
    fn stored(&self, id: DefinitionId) -> Option<&Stored<'a>> {
        let definition = self.program.definition(id)?;
        let place = self.stored.get(id.index())?;
        Some(place.get_or_init(|| {
            let walker = Walker::first(self, id).looking(Some(id));
            let chunks = asked::by_batches(self, definition.frame, |first, end| {
                walker.walk(&definition.body, &Scope::part(definition.frame, first, end))
            });
            Stored::new(chunks, self.batch)
        }))
    }
}

#[cfg(test)]
pub(crate) mod tests;
