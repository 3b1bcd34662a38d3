//! What a walk can see: the program, the data, what has been computed so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::aggregate::{ChildIndex, Gathered};
use super::fault::FaultLog;
use super::made::Made;
use super::numbers::Precision;
use super::ranking::Places;
use super::stored::Stored;
use super::visit::visit;
use super::{AggregateCount, Inputs};
use crate::program::{
    Builtin, ColumnId, Core, DefinitionId, Frame, Link, Node, ParameterId, Program, TableId,
};
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
    pub faults: FaultLog,
    pub counts: Mutex<BTreeMap<(Option<DefinitionId>, usize), AggregateCount>>,
    children: Mutex<BTreeMap<(TableId, Link, TableId), std::sync::Arc<ChildIndex>>>,
    made: Vec<OnceLock<Option<Made>>>,
}

/// Places for what is computed once and shared by all rows: aggregates over whole tables, and ranks. The key is the address of
/// the node, which stays where it is as long as the program is borrowed; it is never seen in a result.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub aggregates: BTreeMap<usize, OnceLock<Gathered<'a>>>,
    pub rankings: BTreeMap<usize, OnceLock<Places>>,
    /// Expressions that may be walked for rows that do not need them: nothing comes of it but a value.
    plain: BTreeSet<usize>,
}

/// The address of a node, as a key.
pub(super) fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Plan<'a> {
    /// Makes places for all that `core` shares.
    pub fn add(&mut self, core: &Core) {
        visit(core, &mut |node| match node {
            Node::Aggregate(a) if a.link == Link::Whole => {
                self.aggregates.insert(address(a), OnceLock::new());
            }
            Node::Rank(r) => {
                self.rankings.insert(address(r), OnceLock::new());
            }
            Node::If(_, a, b) => self.note_plain([a, b]),
            Node::IfMissing(_, y) | Node::IfNotApplicable(_, y) | Node::IfAbsent(_, y) => {
                self.note_plain([y]);
            }
            Node::And(list) | Node::Or(list) => self.note_plain(list),
            _ => {}
        });
    }

    fn note_plain<'c>(&mut self, cores: impl IntoIterator<Item = &'c Core>) {
        let plain = cores.into_iter().filter(|core| is_plain(core));
        self.plain.extend(plain.map(|core| address(&*core.node)));
    }

    /// Whether an expression does no more than compute a value of its row, at little cost.
    pub fn is_plain(&self, core: &Core) -> bool {
        self.plain.contains(&address(&*core.node))
    }

    /// The places of one expression.
    pub fn of(core: &Core) -> Self {
        let mut plan = Self::default();
        plan.add(core);
        plan
    }
}

/// So many parts an expression may have to be walked for rows that do not need it.
const PLAIN_PARTS: usize = 24;

fn is_plain(core: &Core) -> bool {
    let mut parts = 0;
    let mut plain = true;
    visit(core, &mut |node| {
        parts += 1;
        plain &= match node {
            Node::Aggregate(_) | Node::Rank(_) | Node::Find(..) | Node::UnitOf(_) => false,
            Node::Follow { .. } | Node::Outer(_) | Node::Require(..) => false,
            Node::Call(builtin, _) => !matches!(builtin, Builtin::JoinPresent | Builtin::Power),
            _ => true,
        };
    });
    plain && parts <= PLAIN_PARTS
}

impl<'a> Run<'a> {
    pub fn new(program: &'a Program, inputs: &'a Inputs, options: super::Options) -> Self {
        let mut plan = Plan::default();
        for definition in &program.definitions {
            plan.add(&definition.body);
        }
        Self {
            program,
            inputs,
            precision: options.precision,
            batch: options.batch.max(1),
            threads: options.threads.max(1),
            stop: options.stop,
            stored: program.definitions.iter().map(|_| OnceLock::new()).collect(),
            plan,
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
