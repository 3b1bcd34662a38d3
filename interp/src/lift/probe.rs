//! Where a row stands when one of its cells holds something else.

use dashu_ratio::RBig;

use super::Ladder;
use crate::eval::{Inputs, Options, Outcome, evaluate_with};
use crate::program::{DefinitionId, Program};
use crate::run::data_faults;
use crate::table::fault::DataFault;
use crate::table::{ColumnRule, Table};
use crate::value::{Absence, Value};

/// Evaluates a program again and again, each time with another value in one cell of one row.
pub struct Probes<'p> {
    program: &'p Program,
    inputs: Inputs,
    ladder: Ladder,
    row: u32,
    options: Options,
    runs: u32,
}

/// The data are faulty with the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faulty;

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stand {
    /// The position of its class; none where it has no class.
    pub class: Option<u32>,
    /// Its place.
    pub rank: Option<i64>,
    /// Its score.
    pub score: Option<RBig>,
    /// What is wrong with the data then.
    pub faults: Vec<DataFault>,
}

impl<'p> Probes<'p> {
    /// Probes of a row of the ladder's table.
    pub fn new(program: &'p Program, inputs: Inputs, (ladder, row): (Ladder, u32), options: Options) -> Self {
        Self { program, inputs, ladder, row, options, runs: 0 }
    }

    /// How many times the program was evaluated.
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// The grade that is looked at.
    pub fn ladder(&self) -> Ladder {
        self.ladder
    }

    /// The table of the row.
    pub fn table(&self) -> Option<&Table> {
        self.inputs.tables.get(self.ladder.table.index())
    }

    /// What a column of the table is.
    pub fn rule(&self, column: usize) -> Option<&ColumnRule> {
        self.table()?.schema().columns.get(column)
    }

    /// What a cell of the row holds.
    pub fn held(&self, column: usize) -> Value {
        self.table().map_or(Value::Absent(Absence::Missing), |table| table.value(self.row, column))
    }

    /// The class of the row with `value` in a cell.
    ///
    /// # Errors
    /// Where the data are faulty then, or the cell cannot hold it.
    pub fn class(&mut self, column: usize, value: &Value) -> Result<Option<u32>, Faulty> {
        let ladder = self.ladder;
        let row = self.row;
        let seen = self.with(column, value, |outcome| {
            let sound = outcome.faults().is_empty();
            sound.then(|| whole(outcome, ladder.grade, row))
        });
        let class = seen.flatten().ok_or(Faulty)?;
        Ok(class.and_then(|class| u32::try_from(class).ok()))
    }

    /// Where the row stands with `value` in a cell.
    pub fn stand(&mut self, column: usize, value: &Value) -> Stand {
        let (ladder, row) = (self.ladder, self.row);
        self.with(column, value, |outcome| stand(outcome, ladder, row)).unwrap_or_default()
    }

    /// Evaluates with `value` in a cell, as a file would have put it there; nothing where the cell cannot hold it.
    fn with<T>(&mut self, column: usize, value: &Value, see: impl FnOnce(&Outcome<'_>) -> T) -> Option<T> {
        let rule = self.rule(column)?;
        if rule.check(value).is_some() {
            return None;
        }
        let zero = value.as_number().is_some_and(RBig::is_zero);
        let value =
            if zero && rule.zero_is_missing { Value::Absent(Absence::Missing) } else { value.clone() };
        let held = self.held(column);
        self.put(column, value).then_some(())?;
        self.runs += 1;
        let seen = see(&evaluate_with(self.program, &self.inputs, self.options));
        self.put(column, held);
        Some(seen)
    }

    fn put(&mut self, column: usize, value: Value) -> bool {
        let table = self.inputs.tables.get_mut(self.ladder.table.index());
        table.is_some_and(|table| table.replace(column, vec![(self.row, value)]))
    }
}

/// Where a row stands in an evaluated program.
pub fn stand(outcome: &Outcome<'_>, ladder: Ladder, row: u32) -> Stand {
    let score = ladder.score.map(|score| outcome.values(score, &[row]).value(0));
    Stand {
        class: whole(outcome, ladder.grade, row).and_then(|class| u32::try_from(class).ok()),
        rank: ladder.rank.and_then(|rank| place(outcome, rank, row)),
        score: score.as_ref().and_then(Value::as_number).cloned(),
        faults: data_faults(outcome),
    }
}

fn whole(outcome: &Outcome<'_>, id: DefinitionId, row: u32) -> Option<i32> {
    let values = outcome.values(id, &[row]);
    values.whole(0).filter(|_| values.absence(0).is_none())
}

fn place(outcome: &Outcome<'_>, id: DefinitionId, row: u32) -> Option<i64> {
    let value = outcome.values(id, &[row]).value(0);
    i64::try_from(value.as_number()?.numerator().clone()).ok()
}
