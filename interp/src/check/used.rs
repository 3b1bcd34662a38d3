//! What the program reads: columns that files must have, definitions that reach a result.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::SourceId;

use super::diagnostic::notes;
use super::walk::walk;
use crate::compile::ExampleProgram;
use crate::program::{Block, Core, Frame, Link, Node, Program, Role, TableId};

/// All expressions of the program with their frames.
fn expressions(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let definitions = program.definitions.iter().map(|d| (&d.body, d.frame));
    definitions.chain(results(program))
}

/// The expressions of outputs, checks and ledgers.
fn results(program: &Program) -> impl Iterator<Item = (&Core, Frame)> {
    let outputs = program.outputs.iter().flat_map(|output| {
        let columns = output.columns.iter().map(|c| &c.value);
        let order = output.order.iter().map(|k| &k.value);
        columns.chain(order).chain(&output.filter).map(|core| (core, output.frame))
    });
    let posted = program.postings.iter().filter_map(|posting| program.definition(posting.amount));
    let posted = posted.map(|definition| (&definition.body, definition.frame));
    outputs.chain(posted).chain(program.checks.iter().map(|check| (&check.condition, Frame::Whole)))
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

fn block_value(block: &Block) -> Option<usize> {
    match block {
        Block::Participation(_) | Block::Ledger(_) | Block::Reading(_) => None,
        Block::Score(score) => Some(score.total.definition.index()),
        Block::Tally(tally) => Some(tally.total.definition.index()),
        Block::Conditions(conditions) => Some(conditions.result.definition.index()),
        Block::Classify(class) => Some(class.result.definition.index()),
        Block::Band(band) => Some(band.result.definition.index()),
        Block::Adjust(adjust) => Some(adjust.result.definition.index()),
    }
}
