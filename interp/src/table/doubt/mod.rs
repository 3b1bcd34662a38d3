//! What looks wrong in a table that a file gave, though every cell can be read: each doubt is a warning or a note, with its cell.

mod blank;
mod code;
mod day;
mod key;
mod magnitude;
mod share;
mod total;

use super::complaints::Complaints;
use super::{Cells, Column, ColumnKind, ColumnRule, DecimalColumn, NumberRule, Table};

pub use key::seen;
pub use total::may_hold_sums;

/// Adds every doubt about a column of a table that a file gave; `blanks` says for each column how many of its cells were left blank.
pub fn report_column(table: &Table, index: usize, blanks: &[u32], complaints: &mut Complaints) {
    let in_file = table.origin.columns.get(index).is_some_and(Option::is_some);
    let (Some(rule), Some(column)) = (table.schema.columns.get(index), table.columns.get(index)) else {
        return;
    };
    if table.origin.file.is_none() || !in_file || rule.decision {
        return;
    }
    let own = Doubted { table, index, rule, column };
    blank::report(&own, blanks.get(index).copied().unwrap_or(0), complaints);
    code::report(&own, complaints);
    day::report(&own, complaints);
    if let Some(numbers) = own.numbers() {
        magnitude::report(&own, &numbers, complaints);
        share::report(&own, &numbers, complaints);
    }
}

/// Adds every doubt about the keys of a table that a file gave; `distinct` says that no key is like another.
pub fn report_keys(table: &Table, distinct: bool, complaints: &mut Complaints) {
    if table.origin.file.is_some() {
        key::report(table, distinct, complaints);
    }
}

/// Adds the rows of a table that a file gave which are sums of others.
pub fn report_sums(table: &Table, complaints: &mut Complaints) {
    if table.origin.file.is_some() {
        total::report(table, complaints);
    }
}

/// A column that is looked at.
struct Doubted<'t> {
    table: &'t Table,
    index: usize,
    rule: &'t ColumnRule,
    column: &'t Column,
}

/// A column of numbers, all decimals of one scale.
struct Numbers<'t> {
    rule: &'t NumberRule,
    cells: &'t DecimalColumn,
}

impl<'t> Doubted<'t> {
    /// The column as decimals, unless some of its numbers are none.
    fn numbers(&self) -> Option<Numbers<'t>> {
        let (Cells::Decimal(cells), ColumnKind::Number(rule)) = (self.column.cells(), &self.rule.kind) else {
            return None;
        };
        cells.exceptions().is_empty().then_some(Numbers { rule, cells })
    }

    /// The rows that have a text, with it.
    fn texts(&self) -> impl Iterator<Item = (u32, &'t str)> {
        let texts = match self.column.cells() {
            Cells::Text(texts) => Some(texts),
            _ => None,
        };
        let rows = texts.into_iter().flat_map(|texts| (0_u32..).zip(texts.iter()));
        rows.filter(|(_, text)| !text.is_empty())
    }

    /// The headers that the column has in the script and in the file.
    fn headers(&self) -> impl Iterator<Item = &'t str> {
        let source = self.table.origin.columns.get(self.index).and_then(Option::as_ref);
        std::iter::once(self.rule.name.as_str()).chain(source.map(|source| &*source.header))
    }
}

impl Numbers<'_> {
    /// The rows that have a number, with its digits.
    fn present<'a>(&'a self, column: &'a Column) -> impl Iterator<Item = (u32, i64)> + 'a {
        let mantissas = self.cells.mantissas();
        let rows = (0_u32..).zip((0..mantissas.len()).filter_map(|row| mantissas.get(row)));
        let absences = column.absences();
        rows.filter(|(row, _)| absences.get(*row as usize).is_none_or(Option::is_none))
    }
}
