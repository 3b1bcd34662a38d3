//! What an evaluation gives.

use std::sync::{Arc, PoisonError};

use super::aggregate::AggregateCount;
use super::asked::Asked;
use super::column::Column;
use super::fault::Fault;
use super::plan::{Plan, address};
use super::profile::Profile;
use super::run::Run;
use super::scope::Scope;
use super::shown::whole_number;
use super::values::Values;
use super::walk::Walker;
use crate::program::{Aggregate, Core, DefinitionId, Frame, Link, OrderKey, Program, TableId};
use crate::table::Table;
use crate::value::{Absence, Value};

/// All values of a program over its data. Exact numbers are made when asked for.
pub struct Outcome<'a> {
    pub(super) run: Run<'a>,
}

impl<'a> Outcome<'a> {
    /// The program that was evaluated.
    pub fn program(&self) -> &'a Program {
        self.run.program
    }

    /// What it was evaluated on.
    pub fn inputs(&self) -> &'a super::Inputs {
        self.run.inputs
    }

    /// A table, as it was read or made from another.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.run.table(id)
    }

    /// To which unit of a made table each row of the table it is made from belongs, or why to none.
    pub fn units(&self, made: TableId) -> &[Result<u32, Absence>] {
        self.run.made(made).map_or(&[], |made| &made.units)
    }

    /// How many rows a frame has; the whole has one.
    pub fn rows(&self, frame: Frame) -> u32 {
        self.run.rows(frame)
    }

    /// The exact value of a definition at a row (0 for one of the whole).
    pub fn value(&self, id: DefinitionId, row: u32) -> Value {
        let Some(definition) = self.run.program.definition(id) else {
            return Value::Absent(Absence::Missing);
        };
        let scope = Scope::part(definition.frame, row, row.saturating_add(1));
        let plan = Plan::default();
        let column =
            crate::parallel::deep(|| Walker::extra(&self.run, &plan).exactly().definition(id, &scope));
        column.value(0, &definition.body.ty.kind)
    }

    /// The answers of a yes/no definition, one a row.
    pub fn yes_no(&self, id: DefinitionId) -> Vec<Result<bool, Absence>> {
        self.each(id, Column::truth)
    }

    /// The members, days, years or rows a definition holds, one a row: positions in the choice, days since 1970, years, rows.
    pub fn wholes(&self, id: DefinitionId) -> Vec<Result<i32, Absence>> {
        self.each(id, |column, i| column.whole(i).ok_or(column.absence(i).unwrap_or(Absence::Missing)))
    }

    /// The whole numbers a definition holds (places, counts), one a row; a number that is not whole counts as missing.
    pub fn whole_numbers(&self, id: DefinitionId) -> Vec<Result<i64, Absence>> {
        self.each(id, |column, i| {
            let numbers = column.as_numbers().filter(|_| column.absence(i).is_none());
            let whole = numbers.and_then(|numbers| whole_number(numbers, i));
            whole.ok_or(column.absence(i).unwrap_or(Absence::Missing))
        })
    }

    fn each<T>(&self, id: DefinitionId, f: impl Fn(&Column<'a>, usize) -> T) -> Vec<T> {
        let Some(definition) = self.run.program.definition(id) else { return Vec::new() };
        let Some(stored) = self.run.stored(id) else { return Vec::new() };
        let rows = self.run.rows(definition.frame) as usize;
        let mut all = Vec::with_capacity(rows);
        for (chunk, first) in stored.chunks.iter().zip((0..rows).step_by(self.run.batch)) {
            all.extend((0..self.run.batch.min(rows - first)).map(|i| f(chunk, i)));
        }
        all
    }

    /// The values of a definition for some rows (any, in any order).
    pub fn values(&self, id: DefinitionId, rows: &[u32]) -> Values<'_, 'a> {
        self.evaluator_of(id).rows(rows)
    }

    /// The values of any checked expression in a frame, for some rows (any, in any order); of the whole there is one.
    pub fn evaluate(&self, core: &Core, frame: Frame, rows: &[u32]) -> Values<'_, 'a> {
        self.evaluator(core, frame).rows(rows)
    }

    /// The values of an expression *of the program* for some rows, as the evaluation of `within` saw them: what it shares with other
    /// rows (aggregates over a table, places) is found where evaluation left it, and nothing is noted.
    pub fn look(
        &self,
        core: &'a Core,
        within: Option<DefinitionId>,
        frame: Frame,
        rows: &[u32],
    ) -> Values<'_, 'a> {
        self.look_in(core, within, Scope::of(frame, rows.to_vec()))
    }

    /// The same inside an aggregate, where `asker` asks for each of the rows.
    pub fn look_inside(
        &self,
        core: &'a Core,
        table: TableId,
        rows: &[u32],
        asker: (Frame, u32),
    ) -> Values<'_, 'a> {
        let askers = Scope::of(asker.0, vec![asker.1]).select(&vec![0; rows.len()]);
        self.look_in(core, None, Scope::list(table, rows.to_vec()).asked_by(askers))
    }

    fn look_in(&self, core: &'a Core, within: Option<DefinitionId>, scope: Scope) -> Values<'_, 'a> {
        Arc::new(Asked::of_program(core, within)).values(&self.run, scope)
    }

    /// The rows of `table` that belong to a row of `asker` (名下; the members of a unit), in their order.
    pub fn belonging(&self, table: TableId, link: Link, asker: TableId, row: u32) -> Vec<u32> {
        match link {
            Link::Whole => Vec::new(),
            Link::Own(_) | Link::Members => self.run.children(table, link, asker).of(row).to_vec(),
        }
    }

    /// How many rows went into an aggregate of the program, over a whole table and without groups.
    pub fn count_of(&self, aggregate: &Aggregate) -> Option<AggregateCount> {
        let counts = self.run.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let node = address(aggregate);
        counts.iter().find(|((_, at), _)| *at == node).map(|(_, count)| count.clone())
    }

    /// The rows of a frame for which a filter says yes, all without one, in the order of their table.
    pub fn select(&self, frame: Frame, filter: Option<&Core>) -> Vec<u32> {
        let rows = self.run.rows(frame);
        let Some(filter) = filter else { return (0..rows).collect() };
        let scope = Scope::part(frame, 0, rows);
        let plan = Plan::of(filter);
        let truths =
            crate::parallel::deep(|| Walker::extra(&self.run, &plan).walk_in_batches(filter, &scope));
        (0..rows).filter(|&row| truths.truth(row as usize) == Ok(true)).collect()
    }

    /// Rows of a frame in an order; those that no key tells apart stay as they are.
    pub fn order(&self, frame: Frame, rows: &[u32], order: &[OrderKey]) -> Vec<u32> {
        let Frame::Rows(table) = frame else { return rows.to_vec() };
        let scope = Scope::list(table, rows.to_vec());
        let mut plan = Plan::default();
        for key in order {
            plan.add(&key.value);
        }
        crate::parallel::deep(|| Walker::extra(&self.run, &plan).ordered(order, &scope))
    }

    /// What the evaluation took, where the options gave it a clock, and what it saved.
    pub fn profile(&self) -> Profile {
        Profile {
            definitions: self.run.timer.taken(),
            skipped: self.run.passes.skipped.clone(),
            sharing: self.run.plan.sharing,
        }
    }

    /// Everything that is wrong with the data, in an order that does not depend on how it was found.
    pub fn faults(&self) -> Vec<Fault> {
        self.run.faults.list()
    }

    /// How many rows went into each aggregate.
    pub fn counts(&self) -> Vec<AggregateCount> {
        let counts = self.run.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut list: Vec<AggregateCount> = counts.values().cloned().collect();
        list.sort_by_key(|c| (c.definition, c.span));
        list
    }
}
