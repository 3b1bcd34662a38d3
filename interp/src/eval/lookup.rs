//! Columns of tables, and values of other rows.

use super::column::{Cells, Column};
use super::numbers::{Numbers, Precision};
use super::scope::Scope;
use super::vector::Vector;
use super::walk::Walker;
use crate::number::{Domain, Enclosure, Exact, Wide};
use crate::program::{ColumnId, Core, TableId};
use crate::table::{self, DecimalColumn};
use crate::value::Absence;

impl<'a> Walker<'_, 'a> {
    /// `实缴税金`: the cells of a column.
    pub fn table_column(&self, id: ColumnId, scope: &Scope) -> Column<'a> {
        let Some(table) = scope.table() else { return Column::absent(Absence::Missing) };
        let source = self.run.table(table).and_then(|t| t.column(id.index()));
        let Some(source) = source else { return Column::absent(Absence::Missing) };
        let read = self.run.read(table).filter(|_| self.run.program.rollup(table).is_none());
        let read = read.and_then(|t| t.column(id.index())).map(table::Column::cells);
        let cells = match source.cells() {
            table::Cells::Decimal(c) => Cells::Number(self.decimals(c, scope)),
            table::Cells::Text(made) => Cells::Text(match read {
                Some(table::Cells::Text(c)) => scope.rows().map(|r| c.get(r as usize).into()).collect(),
                _ => scope.rows().map(|r| made.get(r as usize).to_owned().into()).collect(),
            }),
            table::Cells::YesNo(v) => Cells::YesNo(rows(v, scope, |b| *b)),
            table::Cells::Date(v) | table::Cells::Year(v) => Cells::Whole(rows(v, scope, |d| *d)),
            table::Cells::Choice(v) => Cells::Whole(rows(v, scope, |m| i32::from(*m))),
            table::Cells::Reference(v) => {
                Cells::Whole(rows(v, scope, |r| i32::try_from(*r).unwrap_or(i32::MAX)))
            }
            table::Cells::Unread => return Column::absent(Absence::Missing),
        };
        Column { cells, absences: absences(source, scope) }
    }

    fn decimals(&self, column: &DecimalColumn, scope: &Scope) -> Numbers {
        let all = column.mantissas();
        let run = scope.as_run().and_then(|(first, count)| all.run(first..first + count));
        let mantissas = run.unwrap_or_else(|| all.of_rows(scope.rows()));
        let exceptions = column.exceptions();
        let is_exception = |row: u32| exceptions.binary_search_by_key(&row, |(r, _)| *r).is_ok();
        if exceptions.is_empty() || !scope.rows().any(is_exception) {
            return Numbers::fixed(column.scale(), mantissas);
        }
        let number = |row: u32| column.number(row as usize);
        match self.precision {
            Precision::Enclosed => Numbers::enclosed(
                &scope.rows().map(|r| Enclosure::from_rational(&number(r))).collect::<Vec<_>>(),
            ),
            Precision::Wide => Numbers::Wide(scope.rows().map(|r| Wide::from_rational(&number(r))).collect()),
            Precision::Exact => Numbers::Exact(scope.rows().map(|r| Exact::from(number(r))).collect()),
        }
    }

    /// `企业["E1"]`: the row with this key; missing where there is none.
    pub fn find(&self, table: TableId, key: &Core, scope: &Scope) -> Column<'a> {
        let keys = self.exactly().walk(key, scope);
        let Some(target) = self.run.table(table) else { return Column::absent(Absence::Missing) };
        let mut found = Vec::with_capacity(keys.len());
        let mut absences = Vec::with_capacity(keys.len());
        for i in 0..keys.len() {
            let row = match keys.absence(i) {
                Some(why) => Err(why),
                None => target.find(&keys.value(i, &key.ty.kind)).ok_or(Absence::Missing),
            };
            found.push(row.ok().and_then(|r| i32::try_from(r).ok()).unwrap_or(0));
            absences.push(row.err());
        }
        let absences = if absences.iter().any(Option::is_some) { absences.into() } else { Vector::default() };
        Column { cells: Cells::Whole(found.into()), absences }
    }

    /// `企业[编号].综合得分`: the value at the row of the reference.
    pub fn follow(&self, table: TableId, reference: &Core, value: &Core, scope: &Scope) -> Column<'a> {
        let references = self.walk(reference, scope);
        let n = references.len();
        let there: Vec<usize> = (0..n).filter(|&i| references.whole(i).is_some()).collect();
        let rows: Vec<u32> = there.iter().filter_map(|&i| u32::try_from(references.whole(i)?).ok()).collect();
        let absences = (0..n).map(|i| references.absence(i)).collect();
        let base = Column { cells: Cells::Nothing, absences };
        if rows.is_empty() {
            return base;
        }
        let values = self.walk(value, &Scope::list(table, rows));
        base.overlay(n, &there, &values)
    }

    /// `本.行业`: the value of the row that asks.
    pub fn outer(&self, x: &Core, scope: &Scope) -> Column<'a> {
        match &scope.outer {
            Some(outer) => self.walk(x, outer),
            None => self.walk(x, scope),
        }
    }
}

/// Why rows have no value; empty where all have one.
fn absences(column: &table::Column, scope: &Scope) -> Vector<Option<Absence>> {
    if column.is_full() {
        return Vector::default();
    }
    let run = scope.as_run().and_then(|(first, count)| column.absences().get(first..first + count));
    match run {
        Some(run) if run.iter().all(Option::is_none) => Vector::default(),
        Some(run) => run.to_vec().into(),
        None => scope.rows().map(|row| column.absence(row as usize)).collect(),
    }
}

/// The elements of the rows of a scope.
fn rows<T, U>(cells: &[T], scope: &Scope, f: impl Fn(&T) -> U) -> Vector<U> {
    if let Some((first, count)) = scope.as_run()
        && let Some(run) = cells.get(first..first + count)
    {
        return run.iter().map(f).collect();
    }
    scope.rows().filter_map(|r| cells.get(r as usize)).map(f).collect()
}
