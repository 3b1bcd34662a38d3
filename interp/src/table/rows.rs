//! Rows that leave a table, and rows that are added to it: for questions of what would be.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{ColumnKind, KeyIndex, Origin, RowNumbers, Table, TextColumn};
use crate::value::{Absence, Value};

impl Table {
    /// The table with one row more, at the end. `values` has a value for each column of the schema. Nothing where a value is
    /// of another type than its column.
    pub fn with_row(&self, values: &[Value]) -> Option<Self> {
        let kept: Vec<u32> = (0..self.rows).collect();
        self.rebuilt(&kept, Some(values))
    }

    /// The table with these rows only, in this order.
    fn with_only(&self, kept: &[u32]) -> Option<Self> {
        self.rebuilt(kept, None)
    }

    fn rebuilt(&self, kept: &[u32], added: Option<&[Value]>) -> Option<Self> {
        let mut columns = Vec::with_capacity(self.columns.len());
        for (at, (column, rule)) in self.columns.iter().zip(&self.schema.columns).enumerate() {
            let own = kept.iter().map(|row| column.value(*row as usize));
            let more = added.and_then(|values| values.get(at)).cloned();
            columns.push(column.remade(&rule.kind, own.chain(more))?);
        }
        let rows = u32::try_from(kept.len()).ok()? + u32::from(added.is_some());
        let index = KeyIndex::default();
        let origin = self.origin.remade(kept, added.is_some());
        Some(Self { schema: Arc::clone(&self.schema), rows, columns, index, origin })
    }

    /// Points a `→` column at other places of its target, whose row `r` stands at `places[r]` now; what pointed at a row that is
    /// gone is missing. Gives the rows that did.
    fn point_anew(&mut self, column: usize, places: &[Option<u32>]) -> BTreeSet<u32> {
        let mut changes = Vec::new();
        let mut lost = BTreeSet::new();
        for row in 0..self.rows {
            let Value::Reference(target) = self.value(row, column) else { continue };
            match places.get(target as usize).copied().flatten() {
                Some(place) => changes.push((row, Value::Reference(place))),
                None => {
                    lost.insert(row);
                    changes.push((row, Value::Absent(Absence::Missing)));
                }
            }
        }
        self.replace(column, changes);
        lost
    }
}

/// Takes rows out of the table at `place`, and with them the rows of other tables that must point at one of them; where pointing is 可缺,
/// these stay and point nowhere. Gives per table how many of its rows are gone.
pub fn remove_rows(tables: &mut [Table], place: usize, gone: &BTreeSet<u32>) -> Vec<(usize, u32)> {
    let mut removed = vec![0_u32; tables.len()];
    let mut waiting = vec![(place, gone.clone())];
    while let Some((place, gone)) = waiting.pop() {
        let Some(table) = tables.get_mut(place).filter(|_| !gone.is_empty()) else { continue };
        let rows = table.rows();
        let kept: Vec<u32> = (0..rows).filter(|row| !gone.contains(row)).collect();
        let Some(less) = table.with_only(&kept) else { continue };
        *table = less;
        if let Some(count) = removed.get_mut(place) {
            *count += rows - u32::try_from(kept.len()).unwrap_or(rows);
        }
        let mut places: Vec<Option<u32>> = vec![None; rows as usize];
        for (new, old) in (0_u32..).zip(&kept) {
            if let Some(slot) = places.get_mut(*old as usize) {
                *slot = Some(new);
            }
        }
        for (other, table) in tables.iter_mut().enumerate() {
            let mut must_go = BTreeSet::new();
            for (column, optional) in pointing(table, place) {
                let lost = table.point_anew(column, &places);
                if !optional {
                    must_go.extend(lost);
                }
            }
            waiting.push((other, must_go));
        }
    }
    removed.into_iter().enumerate().filter(|(_, count)| *count > 0).collect()
}

/// The columns that point at the table at `place`, and whether they may be missing.
fn pointing(table: &Table, place: usize) -> Vec<(usize, bool)> {
    let columns = table.schema().columns.iter().enumerate();
    columns
        .filter(|(_, rule)| rule.kind == ColumnKind::Reference(place))
        .map(|(column, rule)| (column, rule.optional))
        .collect()
}

impl Origin {
    /// Where some rows came from, and one that came from nowhere.
    fn remade(&self, kept: &[u32], added: bool) -> Self {
        let mut rows = RowNumbers::default();
        kept.iter().for_each(|row| rows.push(self.rows.get(*row).unwrap_or(0)));
        let mut names = TextColumn::default();
        if !self.names.is_empty() {
            kept.iter().for_each(|row| names.push(self.names.get(*row as usize)));
        }
        let mut spans: Vec<_> =
            kept.iter().filter_map(|row| self.spans.get(*row as usize).copied()).collect();
        let own = |numbers: &Arc<[u32]>| {
            let kept = kept.iter().map(|row| numbers.get(*row as usize).copied().unwrap_or(0));
            kept.chain(added.then_some(0)).collect::<Arc<[u32]>>()
        };
        let cell_rows = self.cell_rows.iter().map(|numbers| numbers.as_ref().map(own)).collect();
        let place = |old: u32| (0_u32..).zip(kept).find(|(_, row)| **row == old).map(|(new, _)| new);
        let corrections = self.corrections.iter();
        let corrections = corrections
            .filter_map(|((row, column), why)| Some(((place(*row)?, *column), Arc::clone(why))))
            .collect();
        if added {
            rows.push(0);
            if !self.names.is_empty() {
                names.push("");
            }
            if !spans.is_empty() {
                spans.push(heng_grammar::span::Span::default());
            }
        }
        Self { rows, names, spans, cell_rows, corrections, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, ColumnRule, Schema, TableBuilder, link};

    /// 企业 E1 E2 E3; 事故 of E1, E3, E3; 奖 that may point at E1.
    fn tables() -> Vec<Table> {
        let table = |name: &str, columns: Vec<ColumnRule>, rows: &[&str]| {
            let schema = Schema { name: name.into(), columns, ..Schema::default() };
            let mut builder = TableBuilder::new(Arc::new(schema), Origin::default());
            for (number, row) in (2..).zip(rows) {
                builder.push_row(number, |_| Ok(Cell::Text((*row).into())));
            }
            builder.finish()
        };
        let key = ColumnRule { key: true, ..ColumnRule::new("编号", ColumnKind::Text) };
        let must = ColumnRule::new("企业", ColumnKind::Reference(0));
        let may = ColumnRule { optional: true, ..must.clone() };
        let drafts = vec![
            table("企业", vec![key], &["E1", "E2", "E3"]),
            table("事故", vec![must], &["E1", "E3", "E3"]),
            table("奖", vec![may], &["E1", "E2"]),
        ];
        link(drafts).0
    }

    #[test]
    fn rows_that_belong_to_one_that_leaves_leave_with_it() {
        let mut tables = tables();
        let gone = remove_rows(&mut tables, 0, &BTreeSet::from([0]));
        assert_eq!(gone, [(0, 1), (1, 1)]);
        assert_eq!(tables[0].find_written("E3"), Some(1));
        let pointed = |table: usize| -> Vec<Value> {
            (0..tables[table].rows()).map(|row| tables[table].value(row, 0)).collect()
        };
        assert_eq!(pointed(1), [Value::Reference(1), Value::Reference(1)]);
        assert_eq!(pointed(2), [Value::Absent(Absence::Missing), Value::Reference(0)]);
        assert_eq!(tables[0].origin().rows.get(1), Some(4));
    }

    #[test]
    fn a_row_more_stands_at_the_end_and_is_found_by_its_key() {
        let tables = tables();
        let more = tables[0].with_row(&[Value::Text("E0".into())]).unwrap();
        assert_eq!((more.rows(), more.find_written("E0"), more.find_written("E2")), (4, Some(3), Some(1)));
        assert_eq!(tables[1].with_row(&[Value::Reference(2)]).unwrap().value(3, 0), Value::Reference(2));
        assert_eq!(tables[0].with_row(&[Value::YesNo(true)]), None);
    }
}
