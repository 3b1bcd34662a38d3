//! What can be asked for, and what is asked where nobody says.

use std::collections::BTreeSet;

use crate::program::{Block, ColumnId, DefinitionId, Frame, Node, ParameterId, Program};
use crate::run::visible;

/// A value that can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// A definition.
    Definition(DefinitionId),
    /// A column of the table that the row is of.
    Column(ColumnId),
    /// What the run sets.
    Parameter(ParameterId),
}

/// What is worth explaining of a row (or of the whole) where nothing is asked for: its last grades; without grades its scores; else
/// what is written of it. Of values by years those of the years reported.
pub fn main_values(program: &Program, frame: Frame) -> Vec<Asked> {
    let reported = |id: &DefinitionId| {
        program.definition(*id).is_some_and(|d| d.frame == frame && program.reports(d.year))
    };
    let mut found: Vec<DefinitionId> = grades(program).into_iter().filter(reported).collect();
    if found.is_empty() {
        let scores = program.blocks.iter().filter_map(|block| match block {
            Block::Score(block) => Some(block.total.definition),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        found = scores.filter(reported).filter(|id| seen.insert(*id)).collect();
    }
    if found.is_empty() {
        found = written(program, frame).into_iter().filter(reported).collect();
    }
    found.into_iter().map(Asked::Definition).collect()
}

/// The grades that no moves start from.
fn grades(program: &Program) -> Vec<DefinitionId> {
    let starts: Vec<DefinitionId> = program
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Adjust(block) => Some(visible(program, block.from)),
            _ => None,
        })
        .collect();
    let results = program.blocks.iter().filter_map(|block| match block {
        Block::Adjust(block) => Some(block.result.definition),
        Block::Band(block) => Some(block.result.definition),
        _ => None,
    });
    results.filter(|id| !starts.contains(id)).collect()
}

/// The definitions that the outputs of a frame write.
fn written(program: &Program, frame: Frame) -> Vec<DefinitionId> {
    let mut found = Vec::new();
    let outputs =
        program.outputs.iter().filter(|output| output.frame == frame && program.reports(output.year));
    for column in outputs.flat_map(|output| &output.columns) {
        if let Node::Definition(id) = column.value.node.as_ref()
            && !found.contains(id)
        {
            found.push(*id);
        }
    }
    found
}
