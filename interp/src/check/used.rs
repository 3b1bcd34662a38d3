//! What the program reads: columns that files must have, definitions that reach a result.

use std::collections::BTreeSet;

use heng_grammar::diagnostic::Diagnostic;
use heng_grammar::span::{SourceId, Span};

use super::diagnostic::{lint, notes};
use super::reads::{Read, Reads, table_of};
use crate::compile::ExampleProgram;
use crate::program::{Block, Frame, ParameterId, ParameterSource, Program, Role, TableId};

/// Marks the columns that are read.
pub fn mark(program: &mut Program, reads: &Reads, example: Option<&ExampleProgram>) {
    let expected = example.into_iter().flat_map(|example| &example.expectations);
    let expected: Vec<Read> = expected.map(|(core, _)| Read::of(core, Frame::Whole)).collect();
    for (table, column) in reads.all().chain(&expected).flat_map(|read| &read.columns) {
        let schema = program.tables.get_mut(table.index());
        if let Some(rule) = schema.and_then(|s| s.columns.get_mut(*column)) {
            rule.used = true;
        }
    }
}

/// Finds the tables that nothing written reads: no output, no check, no posting of a ledger. A run needs no file for them, and
/// what is computed from them alone is left out, so that a large document may be run for a part of it.
pub fn spare_tables(program: &mut Program, reads: &Reads) {
    let mut tables: BTreeSet<usize> = BTreeSet::new();
    let frames = program.outputs.iter().map(|output| output.frame);
    let frames = frames.chain(program.postings.iter().map(|posting| posting.frame));
    tables.extend(frames.filter_map(table_of));
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut waiting: Vec<&Read> = reads.results().collect();
    while let Some(read) = waiting.pop() {
        tables.extend(&read.tables);
        // The rows of a made table depend on its key.
        let keys = read.tables.iter().filter_map(|table| reads.key(*table));
        let found = read.definitions.iter().copied().chain(keys);
        waiting.extend(found.filter(|at| reached.insert(*at)).filter_map(|at| reads.definition(at)));
    }
    let made: Vec<TableId> = program.rollups.iter().map(|rollup| rollup.table).collect();
    for table in made.into_iter().filter(|table| tables.contains(&table.index())).collect::<Vec<_>>() {
        tables.extend(program.bases(table).into_iter().map(TableId::index));
    }
    for (at, table) in program.tables.iter_mut().enumerate() {
        table.spare = !tables.contains(&at);
    }
    leave_out_what_is_spare(program, reads);
}

/// Takes out of the order what depends on a spare table.
fn leave_out_what_is_spare(program: &mut Program, reads: &Reads) {
    let mut out: BTreeSet<usize> = BTreeSet::new();
    let spare = |at: usize| program.tables.get(at).is_some_and(|table| table.spare);
    for id in &program.order {
        let Some((definition, read)) = program.definition(*id).zip(reads.definition(id.index())) else {
            continue;
        };
        let depends = table_of(definition.frame).is_some_and(spare)
            || read.asked.iter().any(|table| spare(*table))
            || read.definitions.iter().any(|needed| out.contains(needed));
        if depends {
            out.insert(id.index());
        }
    }
    program.order.retain(|id| !out.contains(&id.index()));
}

/// Notes the named definitions of one document that no result reads; a library may offer more than a county takes.
pub fn unused(program: &Program, reads: &Reads, document: SourceId) -> Vec<Diagnostic> {
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let keys = program.rollups.iter().filter_map(|rollup| reads.definition(rollup.key.index()));
    let mut waiting: Vec<&Read> = reads.results().chain(keys).collect();
    while let Some(read) = waiting.pop() {
        let found = read.definitions.iter().filter(|at| reached.insert(**at));
        waiting.extend(found.filter_map(|at| reads.definition(*at)));
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
