//! Grades in a summary: classes before and after the moves, what each move did, ties at the cuts.

use heng_grammar::tree::MoveKind;

use super::places::Places;
use super::tally::Tally;
use crate::eval::{Outcome, Values};
use crate::program::{
    AdjustBlock, BandBlock, Block, Definition, DefinitionId, Frame, Kind, Node, Program, Role, TableId,
};
use crate::value::Absence;

/// A grade: a band, or the moves on one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeSummary {
    /// 最终等级
    pub name: String,
    /// 初评等级: the grade before the moves, where there are moves.
    pub from: Option<String>,
    /// Per class how many rows.
    pub classes: Vec<ClassCount>,
    /// Listed rows without a class.
    pub none: ClassCount,
    /// The moves in order.
    pub moves: Vec<MoveSummary>,
    /// Rows that tie with another and were told apart by a tie key.
    pub tied: u64,
    /// Ties across a cut.
    pub ties: Vec<TieSummary>,
}

/// How many rows a class has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassCount {
    /// A
    pub class: String,
    /// Before the moves; the same as after where there are none.
    pub before: u64,
    /// After the moves.
    pub after: u64,
}

/// What one move did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveSummary {
    /// 保护 or 惩罚
    pub kind: MoveKind,
    /// Its name.
    pub name: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// For how many rows its condition held.
    pub held: u64,
    /// How many rows it put into another class.
    pub changed: u64,
}

/// Rows of equal value on both sides of a cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieSummary {
    /// The class above the cut.
    pub class: String,
    /// The last place of the class.
    pub cut: i64,
}

/// The grades of a run, in the order written; a band that moves start from is told with the moves.
pub(super) fn grades(outcome: &Outcome<'_>) -> Vec<GradeSummary> {
    let blocks = &outcome.program().blocks;
    let started: Vec<DefinitionId> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Adjust(block) => Some(visible(outcome.program(), block.from)),
            _ => None,
        })
        .collect();
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Adjust(block) if reported(outcome.program(), block.result.definition) => {
                Some(adjusted(outcome, block))
            }
            Block::Band(block) if !reported(outcome.program(), block.result.definition) => None,
            Block::Band(block) if !started.contains(&block.result.definition) => Some(banded(outcome, block)),
            _ => None,
        })
        .collect()
}

fn adjusted(outcome: &Outcome<'_>, block: &AdjustBlock) -> GradeSummary {
    let start = visible(outcome.program(), block.from);
    let band = outcome.program().blocks.iter().find_map(|b| match b {
        Block::Band(band) if band.result.definition == start => Some(band),
        _ => None,
    });
    let result = block.result.definition;
    let tally = Tally::of(outcome, (block.table, block.choice), (block.from, result), &block.moves);
    let moves = block.moves.iter().zip(&tally.moves).map(|(part, (held, changed))| MoveSummary {
        kind: part.kind,
        name: part.held.name.clone(),
        articles: part.held.citations.iter().map(|c| c.article.clone()).collect(),
        held: *held,
        changed: *changed,
    });
    let moves = moves.collect();
    let from = Some(start_name(outcome.program(), block, start));
    let (tied, ties) = band.map(|band| tied(outcome, band)).unwrap_or_default();
    let (classes, none) = tally.classes(outcome.program(), block.choice);
    GradeSummary { name: name(outcome, result), from, classes, none, moves, tied, ties }
}

/// The name of the grade before the moves: a definition's, or a column's.
pub(crate) fn start_name(program: &Program, block: &AdjustBlock, start: DefinitionId) -> String {
    let Some(definition) = program.definition(start) else { return String::new() };
    let column = match &*definition.body.node {
        Node::Column(column) => {
            program.tables.get(block.table.index()).and_then(|t| t.columns.get(column.index()))
        }
        _ => None,
    };
    column.map_or_else(|| definition.path.join("."), |column| column.name.clone())
}

/// The definition that a hidden one only repeats: lowering keeps the grade before the moves under a name of its own.
pub(crate) fn visible(program: &Program, mut id: DefinitionId) -> DefinitionId {
    while let Some(definition) = program.definition(id) {
        match (definition.role, &*definition.body.node) {
            (Role::Hidden, Node::Definition(of)) => id = *of,
            _ => break,
        }
    }
    id
}

fn banded(outcome: &Outcome<'_>, block: &BandBlock) -> GradeSummary {
    let result = block.result.definition;
    let tally = Tally::of(outcome, (block.table, block.choice), (result, result), &[]);
    let (classes, none) = tally.classes(outcome.program(), block.choice);
    let (tied, ties) = tied(outcome, block);
    GradeSummary { name: name(outcome, result), from: None, classes, none, moves: Vec::new(), tied, ties }
}

fn name(outcome: &Outcome<'_>, id: DefinitionId) -> String {
    outcome.program().definition(id).map(Definition::name).unwrap_or_default()
}

/// Whether a definition is of a year that the run reports.
pub(crate) fn reported(program: &Program, id: DefinitionId) -> bool {
    program.definition(id).is_some_and(|definition| program.reports(definition.year))
}

/// How many rows say yes.
pub(super) fn yes(outcome: &Outcome<'_>, id: DefinitionId) -> u64 {
    let frame = outcome.program().definition(id).map_or(Frame::Whole, |definition| definition.frame);
    let counts =
        outcome.in_batches(frame, &[id], |_, values| values.iter().map(Values::yes_count).sum::<u64>());
    counts.into_iter().sum()
}

/// The class of each row as a position in its choice.
pub(crate) fn positions(outcome: &Outcome<'_>, id: DefinitionId) -> Vec<Result<i64, Absence>> {
    let number = outcome.program().definition(id).is_some_and(|d| matches!(d.body.ty.kind, Kind::Number(_)));
    if number {
        return outcome.whole_numbers(id);
    }
    outcome.wholes(id).into_iter().map(|whole| whole.map(i64::from)).collect()
}

/// How many rows tie, and the cuts with equal values on both sides. Where populations are ranked apart, a cut is told
/// when it is one of a single population.
fn tied(outcome: &Outcome<'_>, block: &BandBlock) -> (u64, Vec<TieSummary>) {
    let total = block.tied.map(|id| yes(outcome, id)).unwrap_or_default();
    let Some(rank) = block.rank.filter(|_| total > 0) else { return (total, Vec::new()) };
    let places = Places::of(outcome, (block.table, rank, block.result.definition));
    let members = outcome.program().choice(block.choice).map(|c| c.members.as_slice()).unwrap_or_default();
    let mut ties = Vec::new();
    for (cut, above, below) in places.cuts() {
        if outcome.value(block.by, above.row) != outcome.value(block.by, below.row) {
            continue;
        }
        let name = above.class.and_then(|class| members.get(class as usize));
        ties.push(TieSummary { class: name.cloned().unwrap_or_default(), cut });
    }
    (total, ties)
}

/// How many rows a frame has.
pub(super) fn rows(outcome: &Outcome<'_>, table: TableId) -> u64 {
    u64::from(outcome.rows(Frame::Rows(table)))
}
