//! What a walk can see: the program, the data, what has been computed so far.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::aggregate::ChildIndex;
use super::fault::FaultLog;
use super::made::Made;
use super::numbers::Precision;
use super::passes::Passes;
use super::plan::Plan;
use super::profile::Timer;
use super::stored::Stored;
use super::{AggregateCount, Inputs};
use crate::program::{ColumnId, DefinitionId, Frame, Link, ParameterId, Program, TableId};
use crate::table::{Cells, ColumnKind, Table};
use crate::value::{Absence, Value};

/// One evaluation.
pub(super) struct Run<'a> {
    pub program: &'a Program,
    pub inputs: &'a Inputs,
    /// How definitions are computed at first; `Exact` is for tests.
    pub precision: Precision,
    /// How many rows are walked at a time.
    pub batch: usize,
    /// How many threads walk.
    pub threads: usize,
    stop: Option<&'static AtomicBool>,
    pub stored: Vec<OnceLock<Stored<'a>>>,
    pub plan: Plan<'a>,
    pub passes: Passes,
    pub timer: Timer,
    pub faults: FaultLog,
    pub counts: Mutex<BTreeMap<(Option<DefinitionId>, usize), AggregateCount>>,
    children: Mutex<BTreeMap<(TableId, Link, TableId), std::sync::Arc<ChildIndex>>>,
    made: Vec<OnceLock<Option<Made>>>,
}

impl<'a> Run<'a> {
    pub fn new(program: &'a Program, inputs: &'a Inputs, options: super::Options) -> Self {
        let passes = Passes::new(program, options.keep);
        let evaluated: Vec<DefinitionId> =
            passes.list.iter().flat_map(|pass| &pass.definitions).copied().collect();
        let plan = Plan::of_program(program, &evaluated);
        Self {
            program,
            inputs,
            precision: options.precision,
            batch: options.batch.max(1),
            threads: options.threads.max(1),
            stop: options.stop,
            stored: program.definitions.iter().map(|_| OnceLock::new()).collect(),
            plan,
            passes,
            timer: Timer::new(program, options.clock),
            faults: FaultLog::default(),
            counts: Mutex::default(),
            children: Mutex::default(),
            made: program.tables.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Whether somebody wants it to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// A table: as it was read, or as it was made from another when it was first asked for.
    pub fn table(&self, id: TableId) -> Option<&Table> {
        match self.program.rollup(id) {
            Some(_) => self.made(id).map(|made| &made.table),
            None => self.read(id),
        }
    }

    /// A table that was read; for one that is made, what was said of its rows.
    pub fn read(&self, id: TableId) -> Option<&'a Table> {
        self.inputs.tables.get(id.index())
    }

    /// A table that is made from another, with the members of its rows.
    pub fn made(&self, id: TableId) -> Option<&Made> {
        let rollup = self.program.rollup(id)?;
        self.made.get(id.index())?.get_or_init(|| Made::new(self, rollup)).as_ref()
    }

    /// How many rows a frame has; the whole has one.
    pub fn rows(&self, frame: Frame) -> u32 {
        match frame {
            Frame::Whole => 1,
            Frame::Rows(table) => self.table(table).map_or(0, Table::rows),
        }
    }

    /// What the run sets, else what the program says, else undecided.
    pub fn parameter(&self, id: ParameterId) -> Value {
        let set = self.inputs.parameters.get(id.index()).and_then(Option::as_ref);
        let default = || self.program.parameters.get(id.index()).and_then(|p| p.default.as_ref());
        set.or_else(default).cloned().unwrap_or(Value::Absent(Absence::Undecided))
    }

    /// The rows of `table` that belong to each row of `asker`: those that point at it, those it was made from.
    pub fn children(&self, table: TableId, link: Link, asker: TableId) -> std::sync::Arc<ChildIndex> {
        let known = || self.children.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(&(table, link, asker)).map(std::sync::Arc::clone);
        if let Some(index) = found {
            return index;
        }
        // Not under the lock: a table made on the way may ask for children itself.
        let parents = self.table(asker).map_or(0, Table::rows);
        let index = ChildIndex::new(&self.parents_of(table, link, asker), parents);
        std::sync::Arc::clone(known().entry((table, link, asker)).or_insert_with(|| index.into()))
    }

    /// Per row of `table` the row of `asker` it belongs to.
    fn parents_of(&self, table: TableId, link: Link, asker: TableId) -> Vec<Option<u32>> {
        let Some(rows) = self.table(table).map(Table::rows) else { return Vec::new() };
        match link {
            Link::Whole => Vec::new(),
            Link::Members => (0..rows).map(|row| self.unit(table, asker, row).ok()).collect(),
            Link::Own(column) => self.referenced(table, column, asker),
        }
    }

    fn referenced(&self, table: TableId, column: ColumnId, asker: TableId) -> Vec<Option<u32>> {
        let Some(source) = self.table(table) else { return Vec::new() };
        let (rule, cells) = (source.schema().columns.get(column.index()), source.column(column.index()));
        let (Some(ColumnKind::Reference(target)), Some(cells)) = (rule.map(|r| &r.kind), cells) else {
            return Vec::new();
        };
        let target = TableId(u32::try_from(*target).unwrap_or(u32::MAX));
        let Cells::Reference(rows) = cells.cells() else { return Vec::new() };
        let there = rows.iter().enumerate().map(|(row, parent)| (cells.absence(row).is_none(), *parent));
        there.map(|(there, row)| self.unit(target, asker, row).ok().filter(|_| there)).collect()
    }

    pub fn count(&self, definition: Option<DefinitionId>, node: usize, count: AggregateCount) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .entry((definition, node))
            .and_modify(|c| {
                c.used += count.used;
                c.skipped += count.skipped;
            })
            .or_insert(count);
    }
}
