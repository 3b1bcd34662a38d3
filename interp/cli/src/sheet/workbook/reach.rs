//! What stands on the calculation sheets: what the results and the blocks of the script are computed from.

use std::collections::BTreeSet;

use heng_interp::program::{Block, Core, DefinitionId, Frame, Node, ParameterId, Program, TableId};

use super::book::Subject;
use super::formula::link_column;

/// Definitions, cells and parameters that results are computed from.
#[derive(Debug, Default)]
pub struct Reach {
    /// The definitions.
    pub definitions: BTreeSet<DefinitionId>,
    /// The columns of data, by frame.
    pub data: BTreeSet<(Frame, Subject)>,
    /// What the run sets.
    pub parameters: BTreeSet<ParameterId>,
    /// The tables whose rows are needed.
    pub tables: BTreeSet<TableId>,
}

impl Reach {
    /// All that the outputs of a program and its grades, scores and shares hang on.
    pub fn of(program: &Program) -> Self {
        let mut reach = Self::default();
        for output in program.outputs.iter().filter(|output| program.reports(output.year)) {
            let order = output.order.iter().map(|key| &key.value);
            let all = output.columns.iter().map(|column| &column.value).chain(&output.filter).chain(order);
            all.for_each(|core| reach.expression(program, core, output.frame));
        }
        for block in &program.blocks {
            let results = shown(block);
            let reported =
                |id: &DefinitionId| program.definition(*id).is_some_and(|d| program.reports(d.year));
            results.into_iter().filter(reported).for_each(|id| reach.definition(program, id));
        }
        reach
    }

    fn definition(&mut self, program: &Program, id: DefinitionId) {
        let Some(definition) = program.definition(id).filter(|_| self.definitions.insert(id)) else { return };
        if let Frame::Rows(table) = definition.frame {
            self.table(program, table);
        }
        self.expression(program, &definition.body, definition.frame);
    }

    fn table(&mut self, program: &Program, table: TableId) {
        if !self.tables.insert(table) {
            return;
        }
        if let Some(rollup) = program.rollup(table) {
            self.table(program, rollup.from);
            self.definition(program, rollup.key);
        }
    }

    fn expression(&mut self, program: &Program, core: &Core, frame: Frame) {
        match core.node.as_ref() {
            Node::Column(column) => {
                self.data.insert((frame, Subject::Data(*column)));
                if let Frame::Rows(table) = frame {
                    self.table(program, table);
                }
            }
            Node::Definition(id) => self.definition(program, *id),
            Node::Parameter(id) => {
                self.parameters.insert(*id);
            }
            Node::Aggregate(aggregate) => {
                let there = Frame::Rows(aggregate.table);
                self.table(program, aggregate.table);
                self.data.extend(link_column(aggregate).map(|subject| (there, subject)));
                let inner = aggregate.filter.iter().chain(&aggregate.value);
                let order = aggregate.order.iter().map(|key| &key.value);
                let keys = aggregate.group.iter().map(|key| &key.inner);
                inner.chain(order).chain(keys).for_each(|core| self.expression(program, core, there));
                aggregate.group.iter().for_each(|key| self.expression(program, &key.outer, frame));
                aggregate
                    .filter
                    .iter()
                    .chain(&aggregate.value)
                    .for_each(|core| self.asker(program, core, frame));
            }
            Node::Follow { table, reference, value } => {
                self.table(program, *table);
                self.expression(program, reference, frame);
                self.expression(program, value, Frame::Rows(*table));
            }
            Node::Find(table, key) => {
                self.table(program, *table);
                self.keys(program, *table);
                self.expression(program, key, frame);
            }
            Node::UnitOf(table) => self.table(program, *table),
            // The row that asks: told with the aggregate, in whose frame it stands.
            Node::Outer(_) => {}
            _ => core.children().into_iter().for_each(|child| self.expression(program, child, frame)),
        }
    }

    /// What the inner part of an aggregate needs of the row that asks.
    fn asker(&mut self, program: &Program, core: &Core, frame: Frame) {
        match core.node.as_ref() {
            Node::Outer(x) => self.expression(program, x, frame),
            _ => core.children().into_iter().for_each(|child| self.asker(program, child, frame)),
        }
    }

    /// A search for a row reads the key of its table.
    fn keys(&mut self, program: &Program, table: TableId) {
        let Some(schema) = program.tables.get(table.index()) else { return };
        let keys = schema.key_columns().filter_map(|at| u32::try_from(at).ok());
        let keys = keys.map(|at| (Frame::Rows(table), Subject::Data(heng_interp::program::ColumnId(at))));
        self.data.extend(keys);
    }
}

/// The definitions of a block that a reader of its result asks for.
fn shown(block: &Block) -> Vec<DefinitionId> {
    match block {
        Block::Participation(block) => {
            let entries = block.entries.iter().map(|(_, part)| part.definition);
            entries.chain([block.listed, block.scored, block.ranked]).collect()
        }
        Block::Score(block) => {
            let items = block.items.iter();
            let parts = items.flat_map(|item| [Some(item.part.definition), item.value, item.baseline]);
            parts.flatten().chain([block.total.definition]).collect()
        }
        Block::Tally(block) => {
            block.items.iter().map(|(_, part)| part.definition).chain([block.total.definition]).collect()
        }
        Block::Band(block) => {
            let cuts = block.cuts.iter().map(|(_, cut)| *cut);
            cuts.chain(block.rank).chain(block.base).chain([block.result.definition, block.by]).collect()
        }
        Block::Adjust(block) => {
            let moves = block.moves.iter().flat_map(|one| [one.held.definition, one.after]);
            moves.chain([block.from, block.result.definition]).collect()
        }
        Block::Ledger(block) => {
            block.lines.iter().map(|(_, part)| part.definition).chain([block.source.definition]).collect()
        }
        Block::Allocation(block) => {
            let factors = block.factors.iter().map(|part| part.definition);
            factors.chain([block.amount.definition, block.portion, block.peers, block.total]).collect()
        }
        Block::Target(block) => {
            let tests = block.records.iter().flat_map(|record| &record.tests);
            let tests =
                tests.flat_map(|test| [test.wanted, test.actual, test.progress, test.shortfall, test.state]);
            block
                .records
                .iter()
                .flat_map(|record| [record.actual, record.part.definition])
                .chain(tests)
                .collect()
        }
        Block::Conditions(_) | Block::Classify(_) | Block::Reading(_) => Vec::new(),
    }
}
