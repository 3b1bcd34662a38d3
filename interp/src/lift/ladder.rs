//! The grades of a program that a row can climb.

use crate::program::{BandBlock, Block, ChoiceId, DefinitionId, Program, TableId};
use crate::run::visible;

/// A grade whose classes are in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The class of each row, after all moves.
    pub grade: DefinitionId,
    /// Whose rows.
    pub table: TableId,
    /// The choice of its classes.
    pub choice: ChoiceId,
    /// How many of its classes are in the order; those after them are outside it.
    pub ordered: u32,
    /// What it ranks by.
    pub score: Option<DefinitionId>,
    /// The place, where it ranks.
    pub rank: Option<DefinitionId>,
}

/// The grades that a run reports, in the order written: bands, the moves on them, and classifications. A grade that moves start
/// from is told with the moves.
pub fn ladders(program: &Program) -> Vec<Ladder> {
    let started: Vec<DefinitionId> =
        program.blocks.iter().filter_map(|block| start(program, block)).collect();
    let reported = |id: DefinitionId| {
        program.definition(id).is_some_and(|d| program.reports(d.year)) && !started.contains(&id)
    };
    let ladders = program.blocks.iter().filter_map(|block| ladder(program, block));
    ladders.filter(|ladder| reported(ladder.grade) && ladder.ordered > 1).collect()
}

fn start(program: &Program, block: &Block) -> Option<DefinitionId> {
    match block {
        Block::Adjust(block) => Some(visible(program, block.from)),
        _ => None,
    }
}

fn ladder(program: &Program, block: &Block) -> Option<Ladder> {
    let ordered = |choice: ChoiceId| program.choice(choice).and_then(|c| u32::try_from(c.ordered).ok());
    let made = |grade, table, choice, band: Option<&BandBlock>| {
        Some(Ladder {
            grade,
            table,
            choice,
            ordered: ordered(choice)?,
            score: band.map(|band| visible(program, band.by)),
            rank: band.and_then(|band| band.rank),
        })
    };
    match block {
        Block::Adjust(adjust) => {
            let start = visible(program, adjust.from);
            let band = program.blocks.iter().find_map(|block| match block {
                Block::Band(band) if band.result.definition == start => Some(band),
                _ => None,
            });
            made(adjust.result.definition, adjust.table, adjust.choice, band)
        }
        Block::Band(band) => made(band.result.definition, band.table, band.choice, Some(band)),
        Block::Classify(class) => {
            let definition = program.definition(class.result.definition)?;
            let crate::program::Frame::Rows(table) = definition.frame else { return None };
            made(class.result.definition, table, class.choice, None)
        }
        _ => None,
    }
}
