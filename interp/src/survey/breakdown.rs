//! The rows of a table by each of its columns that sorts them into few groups: by town, by industry.

use std::collections::BTreeMap;

use super::ask::{Ask, both};
use super::distribution::{Distributed, Statistics, statistics};
use super::sorter::{Sorter, sorters};
use crate::lower::build;
use crate::number::print;
use crate::program::{Core, DefinitionId, Frame, Node, Program, TableId};
use crate::table::{ColumnKind, ColumnRule, Table};
use crate::value::{Absence, Value};
use dashu_ratio::RBig;

/// A column with more values than these sorts nothing.
const MOST_GROUPS: usize = 60;

/// Nor does one in which a group has fewer rows than these, on average.
const FEWEST_ROWS: usize = 5;

/// So many columns are summed.
const MOST_SUMS: usize = 4;

/// The rows of a table by one of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// The column.
    pub column: String,
    /// The classes counted, in the order of the choice.
    pub classes: Vec<String>,
    /// The columns that are summed, with their units.
    pub sums: Vec<(String, String)>,
    /// The groups: the most rows first, then by name.
    pub groups: Vec<Group>,
    /// All listed rows.
    pub total: Group,
}

/// Some rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The value of the column; empty where the cells are blank, and for the total.
    pub name: String,
    /// Rows in the list.
    pub listed: u64,
    /// Rows with a class, as `classes` of the breakdown counts them.
    pub classes: Vec<u64>,
    /// Rows without any of these classes.
    pub none: u64,
    /// The score of those that have one.
    pub score: Statistics,
    /// The sums of the columns over the rows that have a value.
    pub sums: Vec<String>,
}

/// What is told of each group.
pub(super) struct Measured<'m> {
    /// Whether a row is in the list.
    pub listed: Option<Core>,
    /// The score, and which rows have one.
    pub score: Option<(&'m Core, Option<&'m Core>, u32)>,
    /// Per row of the table its class, as a position in the choice.
    pub positions: &'m [Result<i64, Absence>],
    /// The classes that are counted, with their positions.
    pub classes: &'m [(usize, String)],
    /// The definition whose inputs are summed.
    pub inputs_of: Option<DefinitionId>,
}

/// The breakdowns of a table, in the order of its columns.
pub(super) fn breakdowns(ask: Ask<'_, '_>, measured: &Measured<'_>) -> Vec<Breakdown> {
    let Some(table) = ask.outcome.table(ask.table) else { return Vec::new() };
    let rows = ask.rows();
    let listed: Vec<u32> = match &measured.listed {
        Some(listed) => rows
            .iter()
            .zip(ask.holds(listed, &rows))
            .filter(|(_, in_list)| *in_list)
            .map(|(row, _)| *row)
            .collect(),
        None => rows,
    };
    let sums = summed(ask, table, measured.inputs_of);
    let sorters = sorters(ask, table, &listed);
    sorters
        .iter()
        .filter_map(|sorter| {
            let groups = grouped(sorter, &listed);
            let few = groups.len() <= MOST_GROUPS && groups.len() * FEWEST_ROWS <= listed.len();
            (groups.len() > 1 && few).then(|| breakdown(ask, measured, sorter, groups, &listed, &sums))
        })
        .collect()
}

fn grouped(sorter: &Sorter, rows: &[u32]) -> Vec<(String, Vec<u32>)> {
    let mut groups: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (row, text) in rows.iter().zip(&sorter.texts) {
        groups.entry(text.clone()).or_default().push(*row);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|(a, rows), (b, others)| others.len().cmp(&rows.len()).then_with(|| a.cmp(b)));
    groups
}

fn breakdown(
    ask: Ask<'_, '_>,
    measured: &Measured<'_>,
    sorter: &Sorter,
    groups: Vec<(String, Vec<u32>)>,
    listed: &[u32],
    sums: &[Summed],
) -> Breakdown {
    let scores = scores(ask, measured, &groups, &sorter.key);
    let whole = |rows: &[u32]| scores_of(ask, measured, &[rows.to_vec()], None).pop().unwrap_or_default();
    let group = |name: String, rows: &[u32], score: Statistics| {
        let (classes, none) = counts(measured, rows);
        let sums = sums.iter().map(|sum| sum.over(ask, rows)).collect();
        Group { name, listed: rows.len() as u64, classes, none, score, sums }
    };
    let told = groups.into_iter().zip(scores);
    Breakdown {
        column: sorter.name.clone(),
        classes: measured.classes.iter().map(|(_, name)| name.clone()).collect(),
        sums: sums.iter().map(|sum| (sum.name.clone(), sum.unit.clone())).collect(),
        groups: told.map(|((name, rows), score)| group(name, &rows, score)).collect(),
        total: group(String::new(), listed, whole(listed)),
    }
}

fn counts(measured: &Measured<'_>, rows: &[u32]) -> (Vec<u64>, u64) {
    let class = |row: &u32| measured.positions.get(*row as usize).and_then(|class| class.as_ref().ok());
    let count =
        |at: usize| rows.iter().filter(move |row| class(row).is_some_and(|c| usize::try_from(*c) == Ok(at)));
    let counts: Vec<u64> = measured.classes.iter().map(|(at, _)| count(*at).count() as u64).collect();
    let none = rows.len() as u64 - counts.iter().sum::<u64>().min(rows.len() as u64);
    (counts, none)
}

/// The scores of each group; rows with a blank cell are asked about apart, as they have no key.
fn scores(
    ask: Ask<'_, '_>,
    measured: &Measured<'_>,
    groups: &[(String, Vec<u32>)],
    key: &Core,
) -> Vec<Statistics> {
    let filled: Vec<Vec<u32>> =
        groups.iter().map(|(name, rows)| if name.is_empty() { Vec::new() } else { rows.clone() }).collect();
    let mut scores = scores_of(ask, measured, &filled, Some(key));
    let blank = groups.iter().position(|(name, _)| name.is_empty());
    if let Some(slot) = blank.and_then(|at| scores.get_mut(at)) {
        let blank = build::not(build::present(key.clone()));
        let filter = measured.score.and_then(|(_, filter, _)| filter.cloned());
        let filter = both(measured.listed.clone(), both(filter, blank));
        let only = Measured {
            listed: None,
            score: measured.score.map(|(value, _, places)| (value, Some(&filter), places)),
            positions: measured.positions,
            classes: measured.classes,
            inputs_of: None,
        };
        let rows: Vec<u32> =
            groups.iter().filter(|(name, _)| name.is_empty()).flat_map(|(_, r)| r.clone()).collect();
        *slot = scores_of(ask, &only, &[rows], None).pop().unwrap_or_default();
    }
    scores
}

/// The scores of some rows, those in the list that are scored.
fn scores_of(
    ask: Ask<'_, '_>,
    measured: &Measured<'_>,
    groups: &[Vec<u32>],
    key: Option<&Core>,
) -> Vec<Statistics> {
    let Some((value, filter, places)) = measured.score else {
        return vec![Statistics::default(); groups.len()];
    };
    let filter = match (&measured.listed, filter) {
        (Some(listed), Some(filter)) => Some(both(Some(listed.clone()), filter.clone())),
        (one, other) => one.clone().or_else(|| other.cloned()),
    };
    let scored = |rows: &Vec<u32>| -> Vec<u32> {
        let counted = match &filter {
            Some(filter) => ask.holds(filter, rows),
            None => vec![true; rows.len()],
        };
        let values = ask.values(value, rows);
        let there = |at: &usize| counted.get(*at) == Some(&true) && values.absence(*at).is_none();
        (0..rows.len()).filter(there).filter_map(|at| rows.get(at)).copied().collect()
    };
    let groups: Vec<Vec<u32>> = groups.iter().map(scored).collect();
    let all: Vec<u32> = groups.iter().flatten().copied().collect();
    let distributed = Distributed { value, filter: filter.as_ref(), class: None, places, most: None };
    statistics(ask, &distributed, &all, &groups, key)
}

/// A column that is summed.
struct Summed {
    name: String,
    unit: String,
    column: usize,
}

impl Summed {
    /// The sum over the rows that have a value, exact.
    fn over(&self, ask: Ask<'_, '_>, rows: &[u32]) -> String {
        let Some(table) = ask.outcome.table(ask.table) else { return String::new() };
        let numbers = rows.iter().map(|row| table.value(*row, self.column));
        let sum = numbers.fold(RBig::ZERO, |sum, value| match value {
            Value::Number(number) => sum + number,
            _ => sum,
        });
        print(&sum).text
    }
}

/// The columns of amounts that a score is computed from, row by row; none where the score is computed from none.
fn summed(ask: Ask<'_, '_>, table: &Table, score: Option<DefinitionId>) -> Vec<Summed> {
    let Some(score) = score else { return Vec::new() };
    let read = own_columns(ask.program(), ask.table, score);
    let columns = table.schema().columns.iter().enumerate();
    let unit = ask.program().definition(score).and_then(|definition| definition.body.ty.unit());
    let unit = unit.map(|unit| ask.program().units.text(unit)).unwrap_or_default();
    let additive = columns.filter(|(at, rule)| read.contains(at) && is_amount(rule, &unit));
    let summed = additive.filter_map(|(column, rule)| match &rule.kind {
        ColumnKind::Number(number) => {
            Some(Summed { name: rule.name.clone(), unit: number.unit.clone(), column })
        }
        _ => None,
    });
    summed.take(MOST_SUMS).collect()
}

/// Amounts add: 万元, 亩. Shares, ratios, plain numbers and scores (what has the unit of the score) do not.
fn is_amount(rule: &ColumnRule, score: &str) -> bool {
    match &rule.kind {
        ColumnKind::Number(number) => {
            !number.unit.is_empty()
                && number.unit != score
                && !number.unit.contains(['/', '%', '‰', '^'])
                && !rule.decision
        }
        _ => false,
    }
}

/// The columns that a definition reads in its own row, itself or through others; not those that only aggregates or other rows read.
fn own_columns(program: &Program, table: TableId, start: DefinitionId) -> std::collections::BTreeSet<usize> {
    let mut columns = std::collections::BTreeSet::new();
    let mut seen = std::collections::BTreeSet::from([start]);
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        let Some(definition) = program.definition(id).filter(|d| d.frame == Frame::Rows(table)) else {
            continue;
        };
        let mut cores = vec![&definition.body];
        while let Some(core) = cores.pop() {
            match &*core.node {
                Node::Column(column) => {
                    columns.insert(column.index());
                }
                Node::Definition(id) => waiting.extend(seen.insert(*id).then_some(*id)),
                Node::Follow { .. } | Node::Aggregate(_) | Node::Rank(_) => {}
                // What only decides which of two values is taken is not what the value is made of.
                Node::If(_, then, otherwise) => cores.extend([then, otherwise]),
                Node::Compare(..) | Node::OneOf(..) | Node::Present(_) => {}
                _ => cores.extend(core.children()),
            }
        }
    }
    columns
}
