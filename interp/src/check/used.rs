//! What the program reads: columns that files must have, definitions that reach a result.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

use super::diagnostic::{lint, notes};
use super::walk::walk;
use crate::compile::ExampleProgram;
use crate::program::{Block, Core, Frame, Link, Node, ParameterId, ParameterSource, Program, Role, TableId};

/// All expressions of the program with their frames.
pub(super) fn expressions(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let definitions = program.definitions.iter().map(|d| (&d.body, d.frame));
    definitions.chain(results(program))
}

/// The expressions of outputs, checks, ledgers and targets.
fn results(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let outputs = program.outputs.iter().flat_map(|output| {
        let columns = output.columns.iter().map(|c| &c.value);
        let order = output.order.iter().map(|k| &k.value);
        columns.chain(order).chain(&output.filter).map(|core| (core, output.frame))
    });
    let posted = program.postings.iter().filter_map(|posting| program.definition(posting.amount));
    let posted = posted.map(|definition| (&definition.body, definition.frame));
    outputs
        .chain(posted)
        .chain(targets(program))
        .chain(program.checks.iter().map(|check| (&check.condition, Frame::Whole)))
}

/// Marks the columns that are read.
pub fn mark(program: &mut Program, example: Option<&ExampleProgram>) {
    let mut columns: BTreeSet<(TableId, usize)> = BTreeSet::new();
    let mut see = |core: &Core, frame: Frame| match (&*core.node, frame) {
        (Node::Column(column), Frame::Rows(table)) => {
            columns.insert((table, column.index()));
        }
        (Node::Aggregate(aggregate), _) => {
            if let Link::Own(column) = aggregate.link {
                columns.insert((aggregate.table, column.index()));
            }
        }
        _ => {}
    };
    for (core, frame) in expressions(program) {
        walk(core, frame, &mut see);
    }
    for (core, _) in example.into_iter().flat_map(|e| &e.expectations) {
        walk(core, Frame::Whole, &mut see);
    }
    for (table, column) in columns {
        let schema = program.tables.get_mut(table.index());
        if let Some(rule) = schema.and_then(|s| s.columns.get_mut(column)) {
            rule.used = true;
        }
    }
}

/// Finds the tables that nothing written reads: no output, no check, no posting of a ledger. A run needs no file for them, and
/// what is computed from them alone is left out, so that a large document may be run for a part of it.
pub fn spare_tables(program: &mut Program) {
    let mut tables: BTreeSet<usize> = BTreeSet::new();
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let posted = program.postings.iter().filter_map(|posting| program.definition(posting.amount));
    let mut waiting: Vec<(&Core, Frame)> =
        results(program).chain(posted.map(|d| (&d.body, d.frame))).collect();
    let frames = program.outputs.iter().map(|output| output.frame);
    let frames = frames.chain(program.postings.iter().map(|posting| posting.frame));
    tables.extend(frames.filter_map(table_of));
    while let Some((core, frame)) = waiting.pop() {
        let mut found = Vec::new();
        walk(core, frame, &mut |core, frame| {
            let here = [table_of(frame), read_there(core)];
            // The rows of a made table depend on its key.
            let made = |table: usize| program.rollups.iter().find(|rollup| rollup.table.index() == table);
            found.extend(here.iter().flatten().filter_map(|at| made(*at)).map(|rollup| rollup.key.index()));
            tables.extend(here.into_iter().flatten());
            if let Node::Definition(id) = &*core.node {
                found.push(id.index());
            }
        });
        for at in found.into_iter().filter(|at| reached.insert(*at)) {
            waiting.extend(program.definitions.get(at).map(|d| (&d.body, d.frame)));
        }
    }
    let made: Vec<TableId> = program.rollups.iter().map(|rollup| rollup.table).collect();
    for table in made.into_iter().filter(|table| tables.contains(&table.index())).collect::<Vec<_>>() {
        tables.extend(program.bases(table).into_iter().map(TableId::index));
    }
    for (at, table) in program.tables.iter_mut().enumerate() {
        table.spare = !tables.contains(&at);
    }
    leave_out_what_is_spare(program);
}

fn table_of(frame: Frame) -> Option<usize> {
    match frame {
        Frame::Rows(table) => Some(table.index()),
        Frame::Whole => None,
    }
}

/// The table whose rows a node asks for.
fn read_there(core: &Core) -> Option<usize> {
    match &*core.node {
        Node::Aggregate(aggregate) => Some(aggregate.table.index()),
        Node::Find(table, _) | Node::Follow { table, .. } | Node::UnitOf(table) => Some(table.index()),
        _ => None,
    }
}

/// Takes out of the order what depends on a spare table.
fn leave_out_what_is_spare(program: &mut Program) {
    let mut out: BTreeSet<usize> = BTreeSet::new();
    let spare = |at: usize| program.tables.get(at).is_some_and(|table| table.spare);
    for id in &program.order {
        let Some(definition) = program.definition(*id) else { continue };
        let mut depends = table_of(definition.frame).is_some_and(spare);
        walk(&definition.body, definition.frame, &mut |core, frame| {
            depends |= table_of(frame).or(read_there(core)).is_some_and(spare);
            depends |= matches!(&*core.node, Node::Definition(needed) if out.contains(&needed.index()));
        });
        if depends {
            out.insert(id.index());
        }
    }
    program.order.retain(|id| !out.contains(&id.index()));
}

/// Notes the named definitions of one document that no result reads; a library may offer more than a county takes.
pub fn unused(program: &Program, document: SourceId) -> Vec<Diagnostic> {
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let keys = program.rollups.iter().filter_map(|rollup| program.definition(rollup.key));
    let keys = keys.map(|key| (&key.body, key.frame));
    let mut waiting: Vec<(&Core, Frame)> = results(program).chain(keys).collect();
    while let Some((core, frame)) = waiting.pop() {
        let mut found = Vec::new();
        walk(core, frame, &mut |core, _| {
            if let Node::Definition(id) = &*core.node {
                found.push(id.index());
            }
        });
        for at in found.into_iter().filter(|at| reached.insert(*at)) {
            waiting.extend(program.definitions.get(at).map(|d| (&d.body, d.frame)));
        }
    }
    let blocks: BTreeSet<usize> = program.blocks.iter().filter_map(block_value).collect();
    let named = program.definitions.iter().enumerate().filter(|(_, d)| d.role == Role::Named);
    // What is by years is written for every year.
    let named = named.filter(|(_, d)| d.year.is_none());
    named
        .filter(|(_, d)| d.span.source == document)
        .filter(|(at, _)| !reached.contains(at) && !blocks.contains(at))
        .map(|(_, d)| notes::unused(&d.path.join("."), d.span))
        .collect()
}

/// Notes the parameters of one document that no formula names.
pub fn unread_parameters(
    program: &Program,
    read: &BTreeSet<ParameterId>,
    document: SourceId,
) -> Vec<Diagnostic> {
    let mut told: BTreeSet<Span> = BTreeSet::new();
    let read: BTreeSet<usize> = read.iter().map(|id| id.index()).collect();
    let notes = program.parameters.iter().enumerate().filter(|(at, _)| !read.contains(at));
    // What is by years is written once.
    let notes = notes.filter(|(_, note)| note.year.is_none() && note.source != ParameterSource::Decision);
    let places = notes.filter_map(|(_, note)| Some((note.name.as_str(), note.span?)));
    places
        .filter(|(_, span)| span.source == document && told.insert(*span))
        .map(|(name, span)| lint::unread_parameter(name, span))
        .collect()
}

/// The values of targets, which are written as a table of their own.
fn targets(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let records = program.blocks.iter().flat_map(|block| match block {
        Block::Target(block) => block.records.as_slice(),
        _ => &[],
    });
    let written = records.flat_map(|record| {
        let tests = record.tests.iter();
        let tests =
            tests.flat_map(|test| [test.wanted, test.actual, test.progress, test.shortfall, test.state]);
        tests.chain([record.part.definition, record.actual])
    });
    written.filter_map(|id| program.definition(id)).map(|definition| (&definition.body, definition.frame))
}

fn block_value(block: &Block) -> Option<usize> {
    match block {
        Block::Participation(_) | Block::Ledger(_) | Block::Reading(_) | Block::Target(_) => None,
        Block::Score(score) => Some(score.total.definition.index()),
        Block::Tally(tally) => Some(tally.total.definition.index()),
        Block::Conditions(conditions) => Some(conditions.result.definition.index()),
        Block::Classify(class) => Some(class.result.definition.index()),
        Block::Band(band) => Some(band.result.definition.index()),
        Block::Allocation(allocation) => Some(allocation.amount.definition.index()),
        Block::Adjust(adjust) => Some(adjust.result.definition.index()),
    }
}
