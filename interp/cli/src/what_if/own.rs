//! The rows that a question is about.

use std::collections::BTreeSet;

use heng_interp::eval::Outcome;
use heng_interp::lift::Dependence;
use heng_interp::program::TableId;
use heng_interp::table::{ColumnKind, Place, Table, value_as_written};
use heng_interp::value::Value;

use super::ask::Question;
use super::fault;
use crate::project::Trouble;
use crate::run::{Applied, ChangedRows, Corrected};

/// A corrected cell, as it is told.
#[derive(Clone, Debug)]
pub(super) struct CorrectedCell {
    /// Whose row: key and name.
    pub row: String,
    /// The key alone.
    pub key: String,
    /// Whether it is a decision.
    pub decision: bool,
    /// The column.
    pub column: String,
    /// Its unit.
    pub unit: String,
    /// What the file says.
    pub was: String,
    /// What it holds now.
    pub is: String,
    /// The cell in the file.
    pub place: Place,
    /// Whether anything reads it.
    pub read: bool,
}

/// The tables and keys of the rows that are corrected or watched, of the rows that theirs belong to, and of the units they are
/// made into.
///
/// # Errors
/// H0962 for a watched row that is not there.
pub(super) fn keys(
    old: &Outcome<'_>,
    new: &Outcome<'_>,
    applied: &Applied,
    question: &Question,
) -> Result<BTreeSet<(TableId, String)>, Trouble> {
    let cells = applied.cells.iter().map(|cell| (cell.table, cell.row));
    let mut rows: BTreeSet<(TableId, u32)> = cells.chain(applied.rows.added.iter().copied()).collect();
    let tables = || (0_u32..).map(TableId).take(new.program().tables.len());
    for watched in &question.watched {
        let named = |table: &Table| watched.table.as_ref().is_none_or(|name| table.schema().name == *name);
        let known: Vec<(TableId, &Table)> =
            tables().filter_map(|id| Some((id, new.table(id)?))).filter(|(_, table)| named(table)).collect();
        let found: Vec<(TableId, u32)> =
            known.iter().filter_map(|(id, table)| Some((*id, table.find_written(&watched.key)?))).collect();
        if found.is_empty() {
            let known: Vec<&Table> = known.into_iter().map(|(_, table)| table).collect();
            return Err(Trouble::usage(fault::no_such_row(&watched.key, &known)));
        }
        rows.extend(found);
    }
    let mut keys = BTreeSet::new();
    climb(new, &rows, &mut keys);
    // Rows stand at other places once some are gone; those that had the key before may have belonged to others.
    let mut before: BTreeSet<(TableId, u32)> = applied.rows.removed.iter().copied().collect();
    before.extend(keys.iter().filter_map(|(id, key)| Some((*id, old.table(*id)?.find_written(key)?))));
    climb(old, &before, &mut keys);
    Ok(keys)
}

/// The rows that leave: their table, and their key and name or what they hold.
pub(super) fn removed(old: &Outcome<'_>, rows: &ChangedRows) -> Vec<(String, String)> {
    let described = rows.removed.iter().filter_map(|(id, row)| {
        let table = old.inputs().tables.get(id.index())?;
        let named = table.key_and_name(*row).unwrap_or_else(|| {
            let cells = table.schema().columns.iter().enumerate().filter(|(_, rule)| rule.used);
            let cells = cells.map(|(column, rule)| {
                format!("{}={}", rule.name, text(old, table, column, &table.value(*row, column)))
            });
            cells.collect::<Vec<_>>().join("，")
        });
        Some((table.schema().name.clone(), named))
    });
    described.collect()
}

/// The keys of some rows and of all they belong to.
fn climb(outcome: &Outcome<'_>, rows: &BTreeSet<(TableId, u32)>, keys: &mut BTreeSet<(TableId, String)>) {
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<(TableId, u32)> = rows.iter().copied().collect();
    while let Some((id, row)) = waiting.pop() {
        if seen.insert((id, row)) {
            keys.extend(outcome.table(id).and_then(|table| table.key_text(row)).map(|key| (id, key)));
            waiting.extend(above(outcome, id, row));
        }
    }
}

/// The rows that a row belongs to: those its references name, and the units that it is made into.
fn above(outcome: &Outcome<'_>, id: TableId, row: u32) -> Vec<(TableId, u32)> {
    let Some(table) = outcome.table(id) else { return Vec::new() };
    let columns = table.schema().columns.iter().enumerate();
    let named = columns.filter_map(|(column, rule)| match (&rule.kind, table.value(row, column)) {
        (ColumnKind::Reference(target), Value::Reference(to)) => {
            Some((TableId(u32::try_from(*target).ok()?), to))
        }
        _ => None,
    });
    let made = outcome.program().rollups.iter().filter(|rollup| rollup.from == id);
    let units = made.filter_map(|rollup| {
        let unit = outcome.units(rollup.table).get(row as usize)?;
        Some((rollup.table, unit.ok()?))
    });
    named.chain(units).collect()
}

/// The corrected cells, as they are told.
pub(super) fn cells(outcome: &Outcome<'_>, corrected: &[Corrected]) -> Vec<CorrectedCell> {
    if corrected.is_empty() {
        return Vec::new();
    }
    let read = Dependence::of_results(outcome.program()).columns;
    let cells = corrected.iter().filter_map(|cell| {
        let table = outcome.inputs().tables.get(cell.table.index())?;
        let rule = table.schema().columns.get(cell.column)?;
        Some(CorrectedCell {
            row: table.key_and_name(cell.row).unwrap_or_else(|| format!("#{}", cell.row + 1)),
            key: table.key_text(cell.row).unwrap_or_default(),
            decision: rule.decision,
            column: rule.name.clone(),
            unit: match &rule.kind {
                ColumnKind::Number(number) => number.unit.clone(),
                _ => String::new(),
            },
            was: text(outcome, table, cell.column, &cell.was),
            is: text(outcome, table, cell.column, &cell.is),
            place: table.place(cell.row, cell.column),
            read: read.contains(&(cell.table, cell.column)),
        })
    });
    cells.collect()
}

/// A value as data write it; the key of a row that is meant.
fn text(outcome: &Outcome<'_>, table: &Table, column: usize, value: &Value) -> String {
    match (value, table.schema().columns.get(column).map(|rule| &rule.kind)) {
        (Value::Reference(row), Some(ColumnKind::Reference(target))) => {
            let target = u32::try_from(*target).ok().and_then(|id| outcome.table(TableId(id)));
            target.and_then(|table| table.key_text(*row)).unwrap_or_default()
        }
        (value, Some(kind)) => value_as_written(kind, value),
        _ => String::new(),
    }
}
