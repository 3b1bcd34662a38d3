//! What a value depends on.

use std::collections::BTreeSet;

use crate::check::walk::walk;
use crate::program::{Core, DefinitionId, Frame, Link, Node, ParameterId, Program, TableId};

/// The definitions, columns and parameters that some values are computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependence {
    /// The values themselves and the definitions below them.
    pub definitions: BTreeSet<DefinitionId>,
    /// Columns by their table and place.
    pub columns: BTreeSet<(TableId, usize)>,
    /// What the run sets.
    pub parameters: BTreeSet<ParameterId>,
}

impl Dependence {
    /// What these definitions depend on.
    pub fn of(program: &Program, roots: impl IntoIterator<Item = DefinitionId>) -> Self {
        let mut found = Self::default();
        let mut waiting: Vec<DefinitionId> = roots.into_iter().collect();
        while let Some(id) = waiting.pop() {
            if let Some(definition) = program.definition(id).filter(|_| found.definitions.insert(id)) {
                found.read(program, &definition.body, definition.frame, &mut waiting);
            }
        }
        found
    }

    /// What everything that the program writes, checks and posts depends on.
    pub fn of_results(program: &Program) -> Self {
        let mut found = Self::default();
        let mut waiting: Vec<DefinitionId> = program.order.clone();
        let outputs = program.outputs.iter().flat_map(|output| {
            let columns = output.columns.iter().map(|c| &c.value);
            let order = output.order.iter().map(|k| &k.value);
            columns.chain(order).chain(&output.filter).map(|core| (core, output.frame))
        });
        let checks = program.checks.iter().map(|check| (&check.condition, Frame::Whole));
        for (core, frame) in outputs.chain(checks) {
            found.read(program, core, frame, &mut waiting);
        }
        let below = Self::of(program, waiting);
        found.definitions.extend(below.definitions);
        found.columns.extend(below.columns);
        found.parameters.extend(below.parameters);
        found
    }

    fn read(&mut self, program: &Program, core: &Core, frame: Frame, waiting: &mut Vec<DefinitionId>) {
        walk(core, frame, &mut |core, frame| {
            // The rows of a made table depend on its key.
            let mut made = |table: TableId| waiting.extend(program.rollup(table).map(|rollup| rollup.key));
            match (&*core.node, frame) {
                (Node::Definition(id), _) => waiting.push(*id),
                (Node::Parameter(id), _) => {
                    self.parameters.insert(*id);
                }
                (Node::Column(column), Frame::Rows(table)) => {
                    made(table);
                    self.columns.insert((table, column.index()));
                }
                (Node::UnitOf(table) | Node::Find(table, _), _) => made(*table),
                (Node::Aggregate(aggregate), _) => {
                    made(aggregate.table);
                    if let Link::Own(column) = aggregate.link {
                        self.columns.insert((aggregate.table, column.index()));
                    }
                }
                _ => {}
            }
        });
    }

    /// The program with nothing but what these values need: quicker to evaluate where only they are looked at. Requirements of
    /// other values are not tested by it.
    pub fn narrowed(&self, program: &Program) -> Program {
        let mut narrow = program.clone();
        narrow.order.retain(|id| self.definitions.contains(id));
        narrow.outputs.clear();
        narrow.checks.clear();
        narrow.postings.clear();
        narrow.posted_sources.clear();
        narrow
    }
}
