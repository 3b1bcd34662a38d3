//! From the keys that `→` cells name to rows.

use std::collections::BTreeMap;

use super::fault::{self, DataFault};
use super::{Cells, ColumnKind, Draft, Table};
use crate::suggest::NameIndex;

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
    let mut near = NearKeys::default();
    for row in 0..table.rows {
        let Cells::Text(texts) = cells.cells() else { continue };
        if cells.absence(row as usize).is_some() {
            rows.push(None);
            continue;
        }
        let key = texts.get(row as usize);
        let found = target.find_written(key);
        if found.is_none() {
            let names = near.of(target);
            faults.push(missing_row(table, target, (row, column), key, names));
        }
        rows.push(found);
    }
    (rows, faults)
}

fn missing_row(
    table: &Table,
    target: &Table,
    (row, column): (u32, usize),
    key: &str,
    near: &NearNames,
) -> DataFault {
    let rule = table.schema.columns.get(column);
    let name = rule.map_or("", |r| r.name.as_str());
    let place = table.place(row, column);
    let same = near.written_otherwise(key);
    let others = if same.is_none() { near.index.nearest(key) } else { Vec::new() };
    fault::unresolved(name, &target.schema.name, key, same, &others)
        .at(&table.schema.name, place, rule, table.key_text(row))
        .named(table.name_text(row))
}

/// The keys of a table; made when the first is sought in vain.
#[derive(Default)]
struct NearKeys {
    names: Option<NearNames>,
}

/// By what is left of them without width, blanks and case, and as names.
struct NearNames {
    folded: BTreeMap<String, String>,
    index: NameIndex,
}

/// So many keys are looked through for one that is like another; more would take too long, and be too alike.
const MOST_KEYS: usize = 5_000;

impl NearKeys {
    fn of(&mut self, target: &Table) -> &NearNames {
        self.names.get_or_insert_with(|| {
            let column = target.schema.key_columns().next();
            let texts =
                column.into_iter().flat_map(|c| (0..target.rows).map(move |row| target.cell_text(row, c)));
            let folded: BTreeMap<String, String> = texts.map(|text| (folded(&text), text)).collect();
            let few = Some(&folded).filter(|all| all.len() <= MOST_KEYS);
            let index = NameIndex::new(few.into_iter().flat_map(|all| all.values().map(String::as_str)));
            NearNames { folded, index }
        })
    }
}

impl NearNames {
    /// A key that differs from `key` only in width, blanks or case.
    fn written_otherwise(&self, key: &str) -> Option<&str> {
        self.folded.get(&folded(key)).map(String::as_str)
    }
}

fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
