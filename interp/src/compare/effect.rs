//! What a change of the data, the parameters or the readings makes otherwise: for the rows it is about, and for all others.

use std::collections::{BTreeMap, BTreeSet};

use dashu_ratio::RBig;

use super::figure::figures;
use super::{
    AmountTotal, Figure, FigureChange, Movement, Reason, ShareChange, Standing, Standings, TransitionMatrix,
    amount_changes, figure_changes, grade_pairs, movements, reasons, share_changes, transitions,
};
use crate::eval::Outcome;
use crate::number::parse_decimal;
use crate::program::{Frame, TableId};
use crate::run::{CellTable, ChangedRow, cells, changed_rows};

/// What a run says, free of its program and its data: standings of all rows, all that would be written, the values of the whole,
/// and every named value of the rows that are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Classes, scores, places, amounts.
    pub standings: Standings,
    /// Values of the whole.
    pub whole: Vec<Figure>,
    /// Per table and key what the row is called, and its values.
    pub rows: BTreeMap<(String, String), (Option<String>, Vec<Figure>)>,
    /// All that would be written.
    cells: Vec<CellTable>,
}

impl Picture {
    /// What an outcome says; `keys` are the tables and keys of the rows that are looked at.
    pub fn of(outcome: &Outcome<'_>, keys: &BTreeSet<(TableId, String)>) -> Self {
        let looked_at = keys.iter().filter_map(|(id, key)| {
            let table = outcome.table(*id)?;
            let row = table.find_written(key)?;
            let name = table.name_text(row).map(str::to_owned);
            let figures = figures(outcome, Frame::Rows(*id), row);
            Some(((table.schema().name.clone(), key.clone()), (name, figures)))
        });
        Self {
            standings: Standings::of(outcome),
            whole: figures(outcome, Frame::Whole, 0),
            rows: looked_at.collect(),
            cells: cells(outcome),
        }
    }
}

/// What is otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// Values of the whole that changed: baselines, averages, totals.
    pub whole: Vec<FigureChange>,
    /// The rows that are looked at.
    pub own: Vec<OwnRow>,
    /// Other rows whose class is another, with the reasons, in the order of their places.
    pub moved: Vec<(Movement, Vec<Reason>)>,
    /// Per grade, other rows whose score is another.
    pub scores: Vec<ScoreShift>,
    /// Money.
    pub amounts: Vec<AmountTotal>,
    /// What parties of ledgers and allocations get.
    pub shares: Vec<ShareChange>,
    /// Per grade from which class to which.
    pub transitions: Vec<TransitionMatrix>,
    /// Every row of the results that is otherwise.
    pub rows: Vec<ChangedRow>,
}

/// A row that is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnRow {
    /// Its table.
    pub table: String,
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its values that changed.
    pub figures: Vec<FigureChange>,
    /// Per grade its standing before and after; none where there is no such row.
    pub standings: Vec<(String, Option<Standing>, Option<Standing>)>,
    /// Whether it is there before and after.
    pub there: (bool, bool),
}

/// How the scores of the other rows of a grade moved.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreShift {
    /// The grade.
    pub grade: String,
    /// How many gained.
    pub up: u64,
    /// How many lost.
    pub down: u64,
    /// The row that gained most, and the one that lost most.
    pub extremes: Vec<ShiftedRow>,
    /// How many rows stand at another place with the score they had.
    pub passed: u64,
}

/// A row whose score moved.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftedRow {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its score before and after.
    pub scores: (RBig, RBig),
}

impl Effect {
    /// What is otherwise in `after`.
    pub fn between(before: &Picture, after: &Picture) -> Self {
        let keys: BTreeSet<&(String, String)> = before.rows.keys().chain(after.rows.keys()).collect();
        let own: Vec<OwnRow> = keys.iter().map(|key| own_row(before, after, key)).collect();
        let is_own = |table: &str, key: &str| keys.iter().any(|(t, k)| t == table && k == key);
        let pairs = grade_pairs(&before.standings, &after.standings);
        let mut moved: Vec<(Movement, Vec<Reason>)> = movements(&before.standings, &after.standings)
            .into_iter()
            .filter(|movement| !is_own(&movement.table, &movement.key))
            .map(|movement| {
                let grades = pairs.iter().find(|(_, new)| new.name == movement.grade);
                let standings = movement.before.as_ref().zip(movement.after.as_ref());
                let why = grades.zip(standings).map(|(grades, standings)| reasons(*grades, standings));
                (movement, why.unwrap_or_default())
            })
            .collect();
        moved.sort_by_key(|(movement, _)| place(movement));
        let shift = |(old, new): &(&super::GradeStandings, &super::GradeStandings)| {
            shift((*old, *new), |key| is_own(&new.table, key))
        };
        Self {
            whole: figure_changes(&before.whole, &after.whole),
            own,
            moved,
            scores: pairs.iter().filter_map(shift).collect(),
            amounts: amounts(before, after),
            shares: share_changes(&before.standings, &after.standings),
            transitions: transitions(&before.standings, &after.standings),
            rows: changed_rows(&before.cells, &after.cells),
        }
    }

    /// Whether nothing that is shown is otherwise.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
            && self.whole.is_empty()
            && self.moved.is_empty()
            && self.own.iter().all(|own| own.figures.is_empty())
    }
}

/// The columns of money that changed; a row that gets nothing and one that is not there get the same.
fn amounts(before: &Picture, after: &Picture) -> Vec<AmountTotal> {
    let mut totals = amount_changes(&before.standings, &after.standings);
    for total in &mut totals {
        total.changes.retain(|change| {
            change.before.clone().unwrap_or_default() != change.after.clone().unwrap_or_default()
        });
    }
    totals.retain(|total| !total.changes.is_empty());
    totals
}

/// Grade by grade in the order of the places after, then before; rows without a place last.
fn place(movement: &Movement) -> (String, bool, i64, String) {
    let rank = |standing: &Option<Standing>| standing.as_ref().and_then(|s| s.rank);
    let rank = rank(&movement.after).or_else(|| rank(&movement.before));
    (movement.grade.clone(), rank.is_none(), rank.unwrap_or_default(), movement.key.clone())
}

fn own_row(before: &Picture, after: &Picture, key: &(String, String)) -> OwnRow {
    let nothing = (None, Vec::new());
    let (old, new) = (before.rows.get(key).unwrap_or(&nothing), after.rows.get(key).unwrap_or(&nothing));
    let pairs = grade_pairs(&before.standings, &after.standings);
    let of_table = pairs.into_iter().filter(|(_, new)| new.table == key.0);
    OwnRow {
        there: (before.rows.contains_key(key), after.rows.contains_key(key)),
        table: key.0.clone(),
        key: key.1.clone(),
        name: new.0.clone().or_else(|| old.0.clone()),
        figures: if old.1.is_empty() || new.1.is_empty() {
            Vec::new()
        } else {
            figure_changes(&old.1, &new.1)
        },
        standings: of_table
            .map(|(old, new)| {
                (new.name.clone(), old.rows.get(&key.1).cloned(), new.rows.get(&key.1).cloned())
            })
            .collect(),
    }
}

fn shift(
    (old, new): (&super::GradeStandings, &super::GradeStandings),
    is_own: impl Fn(&str) -> bool,
) -> Option<ScoreShift> {
    let mut shift = ScoreShift { grade: new.name.clone(), up: 0, down: 0, extremes: Vec::new(), passed: 0 };
    let mut shifted: Vec<ShiftedRow> = Vec::new();
    for (key, after) in new.rows.iter().filter(|(key, _)| !is_own(key)) {
        let Some(before) = old.rows.get(key) else { continue };
        if before.score == after.score {
            shift.passed +=
                u64::from(before.rank != after.rank && before.rank.is_some() && after.rank.is_some());
            continue;
        }
        let number = |standing: &Standing| parse_decimal(standing.score.as_deref()?);
        let Some(scores) = number(before).zip(number(after)) else { continue };
        let side = if scores.1 > scores.0 { &mut shift.up } else { &mut shift.down };
        *side += 1;
        shifted.push(ShiftedRow { key: key.clone(), name: after.name.clone(), scores });
    }
    let change = |row: &ShiftedRow| &row.scores.1 - &row.scores.0;
    shifted.sort_by(|a, b| change(b).cmp(&change(a)).then_with(|| a.key.cmp(&b.key)));
    let most = shifted.first().filter(|row| change(row) > RBig::ZERO).cloned();
    let least = shifted.last().filter(|row| change(row) < RBig::ZERO).cloned();
    shift.extremes.extend(most.into_iter().chain(least));
    (shift.up + shift.down + shift.passed > 0).then_some(shift)
}
