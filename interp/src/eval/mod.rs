//! Evaluation: a checked program over tables gives an [`Outcome`].
//!
//! One tree walker (`walk`) visits each node once for a batch of rows. Numbers travel as decimals, enclosures or exact rationals
//! (`numbers`); every decision on them is taken in `decide`, which walks the rows that enclosures leave open again, exactly. So
//! results never depend on how sharp the numbers were, on the size of the batches, or on the number of threads.

mod aggregate;
mod arithmetic;
mod asked;
mod calls;
mod column;
mod decide;
mod fault;
mod fixed;
mod logic;
mod lookup;
mod made;
mod numbers;
mod order;
mod outcome;
mod parameters;
mod ranking;
mod require;
mod run;
mod scope;
mod shown;
mod sort;
mod stored;
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
pub use values::Values;
pub use visit::visit;

use std::sync::atomic::AtomicBool;

use crate::parallel::{self, deep};
use crate::program::{Definition, DefinitionId, Frame, Program};
use crate::table::Table;
use crate::value::{Absence, Value};
use column::Column;
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
    /// Somebody's sign to stop. Once it is set, what is left is passed over, and what comes out means nothing: whoever set it throws it
    /// away.
    pub stop: Option<&'static AtomicBool>,
}

impl Default for Options {
    fn default() -> Self {
        Self { batch: 4096, threads: 1, precision: Precision::Enclosed, stop: None }
    }
}

/// All values of a program over its data.
pub fn evaluate<'a>(program: &'a Program, inputs: &'a Inputs) -> Outcome<'a> {
    evaluate_with(program, inputs, Options::default())
}

/// The same, with a say in how it is done.
pub fn evaluate_with<'a>(program: &'a Program, inputs: &'a Inputs, options: Options) -> Outcome<'a> {
    let run = Run::new(program, inputs, options);
    deep(|| {
        for &id in program.order.iter().take_while(|_| !run.is_stopped()) {
            if let (Some(definition), Some(place)) = (program.definition(id), run.stored.get(id.index())) {
                place.get_or_init(|| Stored::new(all_rows(&run, id, definition), run.batch));
            }
        }
    });
    Outcome { run }
}

/// The values of a definition for all its rows, batch by batch.
fn all_rows<'a>(run: &Run<'a>, id: DefinitionId, definition: &Definition) -> Vec<Column<'a>> {
    let walker = Walker::first(run, id);
    let rows = run.rows(definition.frame);
    if definition.frame == Frame::Whole {
        return vec![walker.walk(&definition.body, &Scope::whole())];
    }
    let batches = (rows as usize).div_ceil(run.batch);
    parallel::each(run.threads, batches, |i| {
        let first = i * run.batch;
        let place = |row: usize| u32::try_from(row).unwrap_or(rows).min(rows);
        if run.is_stopped() {
            return Column::absent(Absence::Undecided);
        }
        walker.walk(&definition.body, &Scope::part(definition.frame, place(first), place(first + run.batch)))
    })
}

#[cfg(test)]
pub(crate) mod tests;
