//! What the expressions of a program read, found by one walk over each of them for everything that asks.

use super::walk::walk;
use crate::program::{Block, Core, DefinitionId, Frame, Link, Node, Program, TableId};

/// What one expression reads, each thing once, in ascending order.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The definitions that it names, by their position.
    pub definitions: Vec<usize>,
    /// The tables whose rows it looks at, by their position.
    pub tables: Vec<usize>,
    /// The tables in whose frame it stands, and where there is no frame, those that it asks for rows.
    pub asked: Vec<usize>,
    /// The columns that it reads.
    pub columns: Vec<(TableId, usize)>,
}

impl Read {
    /// What an expression in a frame reads.
    pub fn of(core: &Core, frame: Frame) -> Self {
        let mut read = Self::default();
        walk(core, frame, &mut |core, frame| read.see(core, frame));
        for list in [&mut read.definitions, &mut read.tables, &mut read.asked] {
            list.sort_unstable();
            list.dedup();
        }
        read.columns.sort_unstable();
        read.columns.dedup();
        read
    }

    fn see(&mut self, core: &Core, frame: Frame) {
        let (here, there) = (table_of(frame), rows_of(core));
        add(&mut self.asked, here.or(there));
        add(&mut self.tables, here);
        add(&mut self.tables, there);
        match (&*core.node, frame) {
            (Node::Definition(id), _) => self.definitions.push(id.index()),
            (Node::Column(column), Frame::Rows(table)) => self.columns.push((table, column.index())),
            (Node::Aggregate(aggregate), _) => {
                if let Link::Own(column) = aggregate.link {
                    self.columns.push((aggregate.table, column.index()));
                }
            }
            _ => {}
        }
    }
}

/// Adds a table, unless it is the last that was added: neighbours mostly stand in one frame.
fn add(list: &mut Vec<usize>, table: Option<usize>) {
    if let Some(table) = table.filter(|table| list.last() != Some(table)) {
        list.push(table);
    }
}

/// The table of a frame.
pub fn table_of(frame: Frame) -> Option<usize> {
    match frame {
        Frame::Rows(table) => Some(table.index()),
        Frame::Whole => None,
    }
}

/// The table whose rows a node asks for.
fn rows_of(core: &Core) -> Option<usize> {
    match &*core.node {
        Node::Aggregate(aggregate) => Some(aggregate.table.index()),
        Node::Find(table, _) | Node::Follow { table, .. } | Node::UnitOf(table) => Some(table.index()),
        _ => None,
    }
}

/// What the expressions of a program read.
#[derive(Debug, Default)]
pub struct Reads {
    /// Per definition.
    definitions: Vec<Read>,
    /// The expressions of outputs and checks.
    written: Vec<Read>,
    /// The definitions that are written without an output: what ledgers post, and the values of targets.
    posted: Vec<DefinitionId>,
    /// Per table the definition of the key that it is made by.
    keys: Vec<Option<usize>>,
}

impl Reads {
    /// Walks over every expression of a program.
    pub fn of(program: &Program) -> Self {
        let key = |at: usize| program.rollups.iter().find(|rollup| rollup.table.index() == at);
        let posted = program.postings.iter().map(|posting| posting.amount);
        let mut reads = Self {
            definitions: program.definitions.iter().map(|d| Read::of(&d.body, d.frame)).collect(),
            written: Vec::new(),
            posted: posted.chain(targets(program)).collect(),
            keys: (0..program.tables.len()).map(|at| key(at).map(|rollup| rollup.key.index())).collect(),
        };
        reads.write(program);
        reads
    }

    /// Looks again at what is written: the outputs and checks of a program are others now, its definitions are not.
    pub fn write(&mut self, program: &Program) {
        self.written = written(program).map(|(core, frame)| Read::of(core, frame)).collect();
    }

    /// What a definition reads.
    pub fn definition(&self, at: usize) -> Option<&Read> {
        self.definitions.get(at)
    }

    /// What all definitions read, and what outputs and checks read.
    pub fn all(&self) -> impl Iterator<Item = &Read> {
        self.definitions.iter().chain(&self.written)
    }

    /// What outputs, checks, ledgers and targets read by themselves.
    pub fn results(&self) -> impl Iterator<Item = &Read> {
        let posted = self.posted.iter().filter_map(|id| self.definitions.get(id.index()));
        self.written.iter().chain(posted)
    }

    /// The definition of the key that a table is made by; nothing where its rows are read.
    pub fn key(&self, table: usize) -> Option<usize> {
        self.keys.get(table).copied().flatten()
    }

    /// The definitions that a definition needs, in ascending order: those it names, and where it looks at the rows of a made table, the
    /// table's key.
    pub fn needed(&self, at: usize) -> Vec<usize> {
        let Some(read) = self.definitions.get(at) else { return Vec::new() };
        let keys = read.tables.iter().filter_map(|table| self.key(*table));
        let mut needed: Vec<usize> = read.definitions.iter().copied().chain(keys).collect();
        needed.sort_unstable();
        needed.dedup();
        needed
    }
}

/// All expressions of a program with their frames, each once.
pub fn expressions(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    program.definitions.iter().map(|d| (&d.body, d.frame)).chain(written(program))
}

/// The expressions of outputs and checks; what ledgers post and the values of targets are definitions.
fn written(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let outputs = program.outputs.iter().flat_map(|output| {
        let columns = output.columns.iter().map(|c| &c.value);
        let order = output.order.iter().map(|k| &k.value);
        columns.chain(order).chain(&output.filter).map(|core| (core, output.frame))
    });
    outputs.chain(program.checks.iter().map(|check| (&check.condition, Frame::Whole)))
}

/// The values of targets, which are written as a table of their own.
fn targets(program: &Program) -> impl Iterator<Item = DefinitionId> {
    let records = program.blocks.iter().flat_map(|block| match block {
        Block::Target(block) => block.records.as_slice(),
        _ => &[],
    });
    records.flat_map(|record| {
        let tests = record.tests.iter();
        let tests =
            tests.flat_map(|test| [test.wanted, test.actual, test.progress, test.shortfall, test.state]);
        tests.chain([record.part.definition, record.actual])
    })
}
