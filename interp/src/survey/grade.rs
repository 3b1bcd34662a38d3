//! A grade, surveyed: a band, or the moves on one.

use super::ask::{Ask, read};
use super::boundary::{Boundary, EdgeRule, boundaries, edge_rule};
use super::breakdown::{Breakdown, Measured, breakdowns};
use super::classes::{CrossTable, cross_table};
use super::distribution::{Distributed, Distribution, shown_places};
use super::ladder::{ladders, listed, scored};
use super::moves::{MoveEffect, effects};
use super::tie::{TieStatistics, ties};
use crate::eval::Outcome;
use crate::program::{
    AdjustBlock, BandBlock, Block, ChoiceId, ClassBlock, Definition, DefinitionId, Frame, Node, Program,
    TableId,
};
use crate::run::{positions, reported, start_name, visible};

/// A grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeSurvey {
    /// 最终等级
    pub name: String,
    /// 初评等级: the grade before the moves, where there are moves.
    pub from: Option<String>,
    /// Whose rows.
    pub table: String,
    /// Rows by their class before and after the moves.
    pub cross: CrossTable,
    /// The moves, in the order written.
    pub moves: Vec<MoveEffect>,
    /// The score that the band classes by, with the classes after the moves.
    pub score: Option<Distribution>,
    /// The boundaries between the classes of the band.
    pub boundaries: Vec<Boundary>,
    /// What is near to a boundary.
    pub edge_rule: EdgeRule,
    /// The final class of each row that stands at a boundary, in the order of the boundaries.
    pub edge_classes: Vec<Vec<String>>,
    /// Rows with equal scores.
    pub ties: Option<TieStatistics>,
    /// The rows by town, by industry.
    pub breakdowns: Vec<Breakdown>,
}

/// The grades that a run reports, in the order written; a band that moves start from is told with the moves.
pub fn grades(outcome: &Outcome<'_>) -> Vec<GradeSurvey> {
    let program = outcome.program();
    let started: Vec<DefinitionId> = program
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Adjust(block) => Some(visible(program, block.from)),
            _ => None,
        })
        .collect();
    let blocks = program.blocks.iter().filter_map(|block| match block {
        Block::Adjust(block) if reported(program, block.result.definition) => {
            Some(Graded::adjusted(program, block))
        }
        Block::Band(band) if reported(program, band.result.definition) => {
            (!started.contains(&band.result.definition)).then(|| Graded::banded(band))
        }
        _ => None,
    });
    let graded: Vec<Graded<'_>> = blocks.collect();
    let tables: Vec<TableId> = graded.iter().map(|graded| graded.table).collect();
    let classified = program.blocks.iter().filter_map(|block| match block {
        Block::Classify(block) => Graded::classified(program, block),
        _ => None,
    });
    // A 分类 beside grades of the same rows is a step on the way to them.
    let classified = classified.filter(|graded| !tables.contains(&graded.table));
    let classified: Vec<Graded<'_>> = classified.collect();
    graded.iter().chain(&classified).map(|graded| graded.survey(outcome)).collect()
}

/// What a grade is made of.
struct Graded<'p> {
    table: TableId,
    choice: ChoiceId,
    before: DefinitionId,
    after: DefinitionId,
    band: Option<&'p BandBlock>,
    moves: Option<&'p AdjustBlock>,
}

impl<'p> Graded<'p> {
    fn adjusted(program: &'p Program, block: &'p AdjustBlock) -> Self {
        let start = visible(program, block.from);
        let band = program.blocks.iter().find_map(|other| match other {
            Block::Band(band) if band.result.definition == start => Some(band),
            _ => None,
        });
        Self {
            table: block.table,
            choice: block.choice,
            before: block.from,
            after: block.result.definition,
            band,
            moves: Some(block),
        }
    }

    fn banded(band: &'p BandBlock) -> Self {
        let result = band.result.definition;
        Self {
            table: band.table,
            choice: band.choice,
            before: result,
            after: result,
            band: Some(band),
            moves: None,
        }
    }

    /// A 分类 of rows that a table of results shows.
    fn classified(program: &'p Program, block: &ClassBlock) -> Option<Self> {
        let result = block.result.definition;
        let Frame::Rows(table) = program.definition(result).filter(|_| reported(program, result))?.frame
        else {
            return None;
        };
        let mut columns = program.outputs.iter().flat_map(|output| &output.columns);
        let written =
            columns.any(|column| matches!(&*column.value.node, Node::Definition(of) if *of == result));
        let choice = block.choice;
        written.then_some(Self { table, choice, before: result, after: result, band: None, moves: None })
    }

    fn survey(&self, outcome: &Outcome<'p>) -> GradeSurvey {
        let program = outcome.program();
        let ask = Ask { outcome, table: self.table };
        let mut survey = GradeSurvey {
            name: program.definition(self.after).map(Definition::name).unwrap_or_default(),
            from: self.moves.map(|block| start_name(program, block, visible(program, block.from))),
            table: program.tables.get(self.table.index()).map(|t| t.name.clone()).unwrap_or_default(),
            cross: cross_table(outcome, (self.table, self.choice), self.before, self.after),
            moves: self.moves.map(|block| effects(ask, block)).unwrap_or_default(),
            ..GradeSurvey::default()
        };
        self.score(ask, &mut survey);
        self.rows(ask, &mut survey);
        survey
    }

    fn members(&self, program: &'p Program) -> &'p [String] {
        program.choice(self.choice).map(|choice| choice.members.as_slice()).unwrap_or_default()
    }

    /// The distribution of the score, the boundaries and the ties.
    fn score(&self, ask: Ask<'_, 'p>, survey: &mut GradeSurvey) {
        let Some(band) = self.band else { return };
        let program = ask.program();
        let (Some(value), Some(class)) = (read(program, band.by), read(program, self.after)) else { return };
        let places = shown_places(ask, band.by);
        let filter = scored(ask, band);
        let distributed = Distributed {
            value: &value,
            filter: filter.as_ref(),
            class: Some((&class, self.members(program))),
            places,
            most: None,
        };
        survey.score = Some(distributed.of(ask, self.score_name(ask, band)));
        let ladders = ladders(ask, band);
        let (rule, limit) = edge_rule(ask, band, places);
        survey.edge_rule = rule;
        survey.boundaries = boundaries(ask, band, &ladders, places, &limit);
        survey.ties = ties(ask, band, &ladders);
        let after = positions(ask.outcome, self.after);
        let final_class = |row: u32| {
            let class = after.get(row as usize);
            if class == Some(&Err(crate::value::Absence::Undecided)) {
                return super::classes::UNDECIDED.to_owned();
            }
            let class = class.and_then(|class| class.as_ref().ok());
            let at = class.and_then(|class| usize::try_from(*class).ok());
            at.and_then(|at| self.members(program).get(at)).cloned().unwrap_or_default()
        };
        let classes = |boundary: &Boundary| boundary.rows.iter().map(|row| final_class(row.row)).collect();
        survey.edge_classes = survey.boundaries.iter().map(classes).collect();
    }

    /// What the score is called: the name of the definition, or what the band calls its own value.
    fn score_name(&self, ask: Ask<'_, '_>, band: &BandBlock) -> String {
        let program = ask.program();
        let visible = visible(program, band.by);
        let definition = program.definition(visible).filter(|d| d.role != crate::program::Role::Hidden);
        if let Some(definition) = definition {
            return definition.name();
        }
        let column = program.definition(visible).and_then(|definition| match &*definition.body.node {
            Node::Column(column) => program.tables.get(self.table.index())?.columns.get(column.index()),
            _ => None,
        });
        column.map_or_else(|| format!("{}.依据", band.result.name), |column| column.name.clone())
    }

    /// The rows by town, by industry.
    fn rows(&self, ask: Ask<'_, 'p>, survey: &mut GradeSurvey) {
        let program = ask.program();
        let value = self.band.and_then(|band| read(program, band.by));
        let filter = self.band.and_then(|band| scored(ask, band));
        let places = self.band.map_or(2, |band| shown_places(ask, band.by));
        let members = self.members(program).iter().enumerate();
        let used = members.filter(|(_, name)| survey.cross.classes.contains(name));
        let classes: Vec<(usize, String)> = used.map(|(at, name)| (at, name.clone())).collect();
        let positions = positions(ask.outcome, self.after);
        let measured = Measured {
            listed: listed(ask),
            score: value.as_ref().map(|value| (value, filter.as_ref(), places)),
            positions: &positions,
            classes: &classes,
            inputs_of: self.band.map(|band| band.by),
        };
        survey.breakdowns = breakdowns(ask, &measured);
    }
}
