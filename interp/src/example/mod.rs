//! Runs 算例: the rows of the example, the columns it leaves to chance filled in many ways, and what must come out of each.

mod filling;

use heng_grammar::span::Span;

use crate::compile::ExampleProgram;
use crate::eval::{Inputs, Outcome, evaluate, parameters_of};
use crate::program::{Comparison, Core, Frame, Node, ParameterId, ParameterSource, Program};
use crate::run::{data_faults, value_text};
use crate::table::fault::DataFault;
use crate::table::{Origin, Table, TableBuilder, link};
use crate::value::Value;

pub use filling::Filling;

/// How many fillings are tried where an example leaves columns to chance.
pub const FILLINGS: u32 = 64;

/// What came of an example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// What it shows.
    pub title: String,
    /// With how many fillings it was run.
    pub fillings: u32,
    /// Expectations that did not come out, each once, with the first filling that broke it.
    pub failures: Vec<Failure>,
    /// Rows of the example that no table could hold.
    pub faults: Vec<DataFault>,
    /// Values that the expectations need and that neither the example nor the run sets.
    pub unset: Vec<ParameterId>,
}

impl Verdict {
    /// Whether all came out as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty() && self.faults.is_empty() && self.unset.is_empty()
    }
}

/// An expectation that did not come out.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Where it was written.
    pub span: Span,
    /// What was expected, where the expectation is an equation.
    pub expected: Option<String>,
    /// What came out.
    pub found: String,
    /// The cells left to chance that made the difference: `企业["E1"].行业`, and what stood there.
    pub cells: Vec<(String, String)>,
    /// What the program found wrong with the filled rows.
    pub faults: Vec<DataFault>,
}

/// Runs an example of its program. `set` are the parameters of the run; those that the example sets are stronger.
pub fn run_example(program: &Program, example: &ExampleProgram, set: &[Option<Value>]) -> Verdict {
    let parameters = parameters(program, example, set);
    let mut verdict = Verdict { title: example.title.clone(), ..Verdict::default() };
    verdict.unset = unset(program, example, &parameters);
    if !verdict.unset.is_empty() {
        return verdict;
    }
    let chance = filling::left_to_chance(program, example);
    let count = if chance.is_empty() { 1 } else { FILLINGS };
    let trial = Trial { program, example, parameters: &parameters };
    for number in 0..count {
        let filling = Filling::numbered(program, example, &chance, number);
        verdict.fillings += 1;
        match trial.tables(&filling) {
            Ok(tables) => trial.judge(&filling, tables, &mut verdict),
            Err(faults) => {
                verdict.faults = faults;
                return verdict;
            }
        }
        if verdict.failures.len() == example.expectations.len() {
            break;
        }
    }
    verdict
}

fn parameters(program: &Program, example: &ExampleProgram, set: &[Option<Value>]) -> Vec<Option<Value>> {
    let mut parameters: Vec<Option<Value>> = set.to_vec();
    parameters.resize(program.parameters.len(), None);
    for (id, value) in &example.parameters {
        if let Some(slot) = parameters.get_mut(id.index()) {
            *slot = Some(value.clone());
        }
    }
    parameters
}

/// What the expectations need and nobody has set.
fn unset(program: &Program, example: &ExampleProgram, parameters: &[Option<Value>]) -> Vec<ParameterId> {
    let needed = parameters_of(program, example.expectations.iter().map(|(core, _)| core));
    let lacking = |id: &ParameterId| {
        let note = program.parameters.get(id.index());
        let default = note.is_some_and(|note| note.default.is_some());
        let decision = note.is_some_and(|note| note.source == ParameterSource::Decision);
        !default && !decision && parameters.get(id.index()).is_none_or(Option::is_none)
    };
    needed.into_iter().filter(lacking).collect()
}

/// One example with its parameters.
struct Trial<'t> {
    program: &'t Program,
    example: &'t ExampleProgram,
    parameters: &'t [Option<Value>],
}

impl Trial<'_> {
    /// The tables with the rows of the example, filled; or the faults of rows that leave nothing to chance.
    fn tables(&self, filling: &Filling) -> Result<Vec<Table>, Vec<DataFault>> {
        let mut drafts = Vec::with_capacity(self.program.tables.len());
        for (at, schema) in self.program.tables.iter().enumerate() {
            let mut builder = TableBuilder::new(std::sync::Arc::new(lenient(schema)), Origin::default());
            for (number, row) in
                self.example.rows.iter().enumerate().filter(|(_, row)| row.table.index() == at)
            {
                builder.push_values(row.span, &filling.row(number, schema.columns.len()));
            }
            drafts.push(builder.finish());
        }
        let (tables, mut faults) = link(drafts);
        faults.retain(DataFault::is_error);
        if faults.is_empty() { Ok(tables) } else { Err(faults) }
    }

    fn judge(&self, filling: &Filling, tables: Vec<Table>, verdict: &mut Verdict) {
        let inputs = Inputs { tables, parameters: self.parameters.to_vec() };
        let outcome = evaluate(self.program, &inputs);
        for (core, span) in &self.example.expectations {
            if verdict.failures.iter().any(|failure| failure.span == *span) || holds(&outcome, core) {
                continue;
            }
            let smallest = self.smallest(filling, core);
            let failure = self.explain(&smallest, core, *span);
            verdict.failures.push(failure);
        }
    }

    /// A filling that still breaks the expectation and differs from the plainest in as few cells as can be found by taking
    /// them back one by one.
    fn smallest(&self, filling: &Filling, core: &Core) -> Filling {
        let breaks = |filling: &Filling| {
            let Ok(tables) = self.tables(filling) else { return false };
            let inputs = Inputs { tables, parameters: self.parameters.to_vec() };
            !holds(&evaluate(self.program, &inputs), core)
        };
        let mut smallest = filling.clone();
        for cell in 0..filling.len() {
            let plainer = smallest.with_plain_cell(cell);
            if plainer != smallest && breaks(&plainer) {
                smallest = plainer;
            }
        }
        smallest
    }

    fn explain(&self, filling: &Filling, core: &Core, span: Span) -> Failure {
        let cells = filling.unusual(self.program, self.example);
        let mut failure = Failure { span, expected: None, found: String::new(), cells, faults: Vec::new() };
        let Ok(tables) = self.tables(filling) else { return failure };
        let inputs = Inputs { tables, parameters: self.parameters.to_vec() };
        let outcome = evaluate(self.program, &inputs);
        let (found, expected) = sides(core);
        failure.expected = expected.map(|core| text(&outcome, core));
        failure.found = text(&outcome, found);
        failure.faults = data_faults(&outcome);
        failure
    }
}

/// The schema of an example: it says only the years it is about.
fn lenient(schema: &crate::table::Schema) -> crate::table::Schema {
    let mut schema = schema.clone();
    for column in schema.columns.iter_mut().filter(|column| column.year.is_some()) {
        column.optional = true;
    }
    schema
}

fn holds(outcome: &Outcome<'_>, core: &Core) -> bool {
    outcome.evaluate(core, Frame::Whole, &[0]).yes_no(0) == Ok(true)
}

/// The two sides of an equation: what was computed, and what was expected; else the whole expectation.
fn sides(core: &Core) -> (&Core, Option<&Core>) {
    match &*core.node {
        Node::Compare(Comparison::Equal, left, right) => (left, Some(right)),
        Node::IfMissing(inner, _) | Node::IfAbsent(inner, _) | Node::IfNotApplicable(inner, _) => {
            sides(inner)
        }
        _ => (core, None),
    }
}

fn text(outcome: &Outcome<'_>, core: &Core) -> String {
    let value = outcome.evaluate(core, Frame::Whole, &[0]).value(0);
    value_text(outcome.program(), &value, &core.ty)
}

#[cfg(test)]
mod tests;
