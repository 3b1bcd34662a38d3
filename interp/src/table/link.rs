//! From the keys that `→` cells name to rows.

use super::fault::{self, DataFault};
use super::near::NearKeys;
use super::{Cells, ColumnKind, Draft, Table};
use crate::suggest::{NameIndex, Suggestion};

/// Resolves the `→` columns of all tables at once; `drafts` stand in the order that [`ColumnKind::Reference`] counts by. Gives
/// the tables, and every fault: those of the drafts first, then the references to rows that are not there.
pub fn link(drafts: Vec<Draft>) -> (Vec<Table>, Vec<DataFault>) {
    let mut faults = Vec::new();
    let mut tables = Vec::with_capacity(drafts.len());
    for draft in drafts {
        tables.push(draft.table);
        faults.extend(draft.faults);
    }
    for place in 0..tables.len() {
        for (column, target) in references(&tables, place) {
            let (rows, unresolved) = resolve(&tables, place, column, target);
            faults.extend(unresolved);
            if let Some(cells) = tables.get_mut(place).and_then(|t| t.columns.get_mut(column)) {
                cells.become_reference(rows);
            }
        }
    }
    (tables, faults)
}

fn references(tables: &[Table], place: usize) -> Vec<(usize, usize)> {
    let Some(table) = tables.get(place) else { return Vec::new() };
    let unresolved = |i: usize| matches!(table.column(i).map(super::Column::cells), Some(Cells::Text(_)));
    let column = |(i, rule): (usize, &super::ColumnRule)| match rule.kind {
        ColumnKind::Reference(target) if unresolved(i) => Some((i, target)),
        _ => None,
    };
    table.schema.columns.iter().enumerate().filter_map(column).collect()
}

fn resolve(
    tables: &[Table],
    place: usize,
    column: usize,
    target: usize,
) -> (Vec<Option<u32>>, Vec<DataFault>) {
    let (Some(table), Some(target)) = (tables.get(place), tables.get(target)) else {
        return Default::default();
    };
    let Some(cells) = table.column(column) else { return Default::default() };
    let mut rows = Vec::with_capacity(cells.len());
    let mut faults = Vec::new();
    let (mut near, mut names) = (NearKeys::default(), Names::default());
    let rule = table.schema.columns.get(column).map_or("", |rule| rule.name.as_str());
    for row in 0..table.rows {
        let Cells::Text(texts) = cells.cells() else { continue };
        if cells.absence(row as usize).is_some() {
            rows.push(None);
            continue;
        }
        let key = texts.get(row as usize);
        let found = target.find_written(key);
        if found.is_none() {
            let meant = near.find(target, key);
            let others = if meant.is_none() { names.nearest(target, key) } else { Vec::new() };
            let complaint = fault::unresolved(rule, &target.schema.name, key, meant.as_ref(), &others);
            faults.push(missing_row(table, (row, column), complaint));
        }
        rows.push(found);
    }
    (rows, faults)
}

fn missing_row(table: &Table, (row, column): (u32, usize), complaint: fault::Complaint) -> DataFault {
    let rule = table.schema.columns.get(column);
    let place = table.place(row, column);
    complaint.at(&table.schema.name, place, rule, table.key_text(row)).named(table.name_text(row))
}

/// The keys of a table as names; made when the first is sought in vain.
#[derive(Default)]
struct Names {
    index: Option<NameIndex>,
    sought: u32,
}

/// So many keys are looked through for one that is like another, and for so many references; more would take too long.
const MOST_KEYS: u32 = 5_000;
const MOST_SOUGHT: u32 = 200;

impl Names {
    fn nearest(&mut self, target: &Table, key: &str) -> Vec<Suggestion<'_>> {
        self.sought += 1;
        if target.rows > MOST_KEYS || self.sought > MOST_SOUGHT {
            return Vec::new();
        }
        let index = self.index.get_or_insert_with(|| {
            let column = target.schema.key_columns().next();
            let texts =
                column.into_iter().flat_map(|c| (0..target.rows).map(move |row| target.cell_text(row, c)));
            let texts: Vec<String> = texts.collect();
            NameIndex::new(texts.iter().map(String::as_str))
        });
        index.nearest(key)
    }
}
