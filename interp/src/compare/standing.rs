//! What a run says of each row: its class, its score, its place.

use std::collections::{BTreeMap, BTreeSet};

use super::{Amounts, Shares};
use crate::eval::Outcome;
use crate::number::Printed;
use crate::program::{AdjustBlock, BandBlock, Block, ChoiceId, DefinitionId, Frame, TableId};
use crate::run::{listed, positions, visible};
use crate::value::Absence;

/// What a run says of its rows, free of the program and the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// The grades that are reported, in the order written; those that moves start from are told with the moves.
    pub grades: Vec<GradeStandings>,
    /// The amounts of money that are written.
    pub amounts: Vec<Amounts>,
    /// What the parties of ledgers and allocations get.
    pub shares: Shares,
}

/// The rows of one grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeStandings {
    /// `最终等级`; `最终等级[2024]` where it is by years.
    pub name: String,
    /// Whose rows.
    pub table: String,
    /// The classes: ordered ones first, the best first.
    pub members: Vec<String>,
    /// How many of them are ordered.
    pub ordered: usize,
    /// The articles of the grade.
    pub articles: Vec<String>,
    /// Per key its row.
    pub rows: BTreeMap<String, Standing>,
}

/// What is said of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the row is called, where its table says so.
    pub name: Option<String>,
    /// The grade.
    pub class: Class,
    /// The grade before the moves; the same where there are none.
    pub start: Class,
    /// The value that it is ranked by, as it is printed (to 12 significant digits where it does not end).
    pub score: Option<String>,
    /// Its place.
    pub rank: Option<i64>,
    /// The moves whose condition held, in order.
    pub moves: Vec<String>,
}

/// The class of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A class, by name.
    Of(String),
    /// The row is listed and has none.
    None(Absence),
    /// The row is not in the list.
    Unlisted,
    /// There is no such row.
    NoRow,
}

impl Class {
    /// The class, where the row has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Of(name) => Some(name),
            _ => None,
        }
    }

    /// What a table says: (Chinese, English).
    pub fn words(&self) -> (&str, &str) {
        match self {
            Self::Of(name) => (name, name),
            Self::None(why) => why.words(),
            Self::Unlisted => ("不列", "not listed"),
            Self::NoRow => ("无此行", "no such row"),
        }
    }
}

impl Standings {
    /// The standings of a run.
    pub fn of(outcome: &Outcome<'_>) -> Self {
        Self { grades: grades(outcome), amounts: Amounts::of(outcome), shares: Shares::of(outcome) }
    }

    /// The grade of this name.
    pub fn grade(&self, name: &str) -> Option<&GradeStandings> {
        self.grades.iter().find(|grade| grade.name == name)
    }
}

fn grades(outcome: &Outcome<'_>) -> Vec<GradeStandings> {
    let program = outcome.program();
    let started: BTreeSet<DefinitionId> = program
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Adjust(block) => Some(visible(program, block.from)),
            _ => None,
        })
        .collect();
    let reported =
        |id: DefinitionId| program.definition(id).is_some_and(|definition| program.reports(definition.year));
    let grades = program.blocks.iter().filter_map(|block| match block {
        Block::Adjust(block) if reported(block.result.definition) => Some(adjusted(outcome, block)),
        Block::Band(block)
            if reported(block.result.definition) && !started.contains(&block.result.definition) =>
        {
            Some(banded(outcome, block))
        }
        Block::Classify(block) if reported(block.result.definition) => {
            classified(outcome, block.result.definition, block.choice)
        }
        _ => None,
    });
    grades.collect()
}

fn banded(outcome: &Outcome<'_>, block: &BandBlock) -> GradeStandings {
    let result = block.result.definition;
    let mut grade = start(outcome, (result, result), block.table, block.choice);
    rank(outcome, block, &mut grade);
    grade
}

fn adjusted(outcome: &Outcome<'_>, block: &AdjustBlock) -> GradeStandings {
    let program = outcome.program();
    let from = visible(program, block.from);
    let mut grade = start(outcome, (from, block.result.definition), block.table, block.choice);
    let band = program.blocks.iter().find_map(|other| match other {
        Block::Band(band) if band.result.definition == from => Some(band),
        _ => None,
    });
    if let Some(band) = band {
        rank(outcome, band, &mut grade);
    }
    for part in &block.moves {
        let held = outcome.yes_no(part.held.definition);
        for_each_row(outcome, block.table, &mut grade, |row, standing| {
            if held.get(row as usize) == Some(&Ok(true)) {
                standing.moves.push(part.held.name.clone());
            }
        });
    }
    grade
}

/// A classification of the rows of a table; that of a whole is no grade of rows.
fn classified(outcome: &Outcome<'_>, result: DefinitionId, choice: ChoiceId) -> Option<GradeStandings> {
    let Frame::Rows(table) = outcome.program().definition(result)?.frame else { return None };
    Some(start(outcome, (result, result), table, choice))
}

/// The classes before and after the moves.
fn start(
    outcome: &Outcome<'_>,
    (before, after): (DefinitionId, DefinitionId),
    table: TableId,
    choice: ChoiceId,
) -> GradeStandings {
    let program = outcome.program();
    let definition = program.definition(after);
    let choice = program.choice(choice);
    let mut grade = GradeStandings {
        name: definition.map(crate::program::Definition::name).unwrap_or_default(),
        table: program.tables.get(table.index()).map(|schema| schema.name.clone()).unwrap_or_default(),
        members: choice.map(|choice| choice.members.clone()).unwrap_or_default(),
        ordered: choice.map_or(0, |choice| choice.ordered),
        articles: definition
            .map(|d| d.citations.iter().map(|c| c.article.clone()).collect())
            .unwrap_or_default(),
        rows: BTreeMap::new(),
    };
    let (starts, ends) = (positions(outcome, before), positions(outcome, after));
    let in_list = listed(program, Frame::Rows(table)).map(|id| outcome.yes_no(id));
    let Some(rows) = outcome.table(table) else { return grade };
    for row in 0..rows.rows() {
        let at = row as usize;
        let unlisted = in_list.as_ref().is_some_and(|listed| listed.get(at) != Some(&Ok(true)));
        let class = |positions: &[Result<i64, Absence>]| match positions.get(at) {
            _ if unlisted => Class::Unlisted,
            Some(Ok(position)) => named(&grade.members, *position),
            Some(Err(why)) => Class::None(*why),
            None => Class::NoRow,
        };
        let (start, class) = (class(&starts), class(&ends));
        let name = rows.name_text(row).map(str::to_owned);
        let standing = Standing { name, class, start, score: None, rank: None, moves: Vec::new() };
        grade.rows.insert(key(rows, row), standing);
    }
    grade
}

fn named(members: &[String], position: i64) -> Class {
    let member = usize::try_from(position).ok().and_then(|at| members.get(at));
    member.map_or(Class::None(Absence::Missing), |name| Class::Of(name.clone()))
}

/// What a row is known by: its key, else its place.
fn key(table: &crate::table::Table, row: u32) -> String {
    table.key_text(row).unwrap_or_else(|| format!("#{}", row + 1))
}

fn rank(outcome: &Outcome<'_>, band: &BandBlock, grade: &mut GradeStandings) {
    let Some(table) = outcome.table(band.table) else { return };
    let rows: Vec<u32> = (0..table.rows()).collect();
    let scores = outcome.values(band.by, &rows);
    let printed: Vec<Option<Printed>> =
        if scores.is_numbers() { scores.printed() } else { vec![None; rows.len()] };
    let ranks = band.rank.map(|rank| outcome.whole_numbers(rank)).unwrap_or_default();
    for_each_row(outcome, band.table, grade, |row, standing| {
        let at = row as usize;
        standing.score = printed.get(at).cloned().flatten().map(|number| number.text);
        standing.rank = ranks.get(at).and_then(|rank| rank.ok());
    });
}

fn for_each_row(
    outcome: &Outcome<'_>,
    table: TableId,
    grade: &mut GradeStandings,
    mut visit: impl FnMut(u32, &mut Standing),
) {
    let Some(table) = outcome.table(table) else { return };
    for row in 0..table.rows() {
        if let Some(standing) = grade.rows.get_mut(&key(table, row)) {
            visit(row, standing);
        }
    }
}
