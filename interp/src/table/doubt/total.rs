//! Rows of sums that do not say so: whose numbers are those of the rows above, added up.

use super::super::complaints::Complaints;
use super::super::{Cells, Column, ColumnKind, DecimalColumn, Table, fault};

/// So many digits, of all sums together, cannot agree by chance.
const DIGITS: u32 = 6;

/// A column whose numbers may be added up.
struct Summed<'t> {
    column: &'t Column,
    cells: &'t DecimalColumn,
    /// The sum of the rows since the last row of sums.
    since: i128,
    /// The sum of all rows but rows of sums.
    whole: i128,
}

/// Reports rows of sums. Everything else that is wrong with such a row is no news, and is taken back.
pub fn report(table: &Table, complaints: &mut Complaints) {
    let mut columns = summed(table);
    if columns.is_empty() {
        return;
    }
    let (mut since, mut whole) = (0_u32, 0_u32);
    for row in 0..table.rows {
        let part = since >= 2 && is_sum(&columns, row, since, |column| column.since);
        let all = whole > since && is_sum(&columns, row, whole, |column| column.whole);
        if part || all {
            let first = row - if part { since } else { row };
            let above =
                (table.origin.place(Some(first), None).row, table.origin.place(Some(row - 1), None).row);
            let other_faults = complaints.take_back(row);
            complaints.push(Some(row), None, fault::unsaid_total(above, other_faults));
            since = 0;
            columns.iter_mut().for_each(|column| column.since = 0);
            continue;
        }
        for column in &mut columns {
            let digits = column.cells.mantissas().get(row as usize).unwrap_or(0);
            column.since += i128::from(digits);
            column.whole += i128::from(digits);
        }
        since += 1;
        whole += 1;
    }
}

/// Whether some row may be a sum of rows above. The first sum is one of all the rows before it: told column by column, and the rows for
/// which all of them agree are few, mostly none after the first column.
pub fn may_hold_sums(table: &Table) -> bool {
    let columns = summed(table);
    let mut agreeing: Option<Vec<u32>> = None;
    for column in &columns {
        let all = || -> Vec<u32> { column.agreeing().filter(|row| *row >= 2).collect() };
        let left = match agreeing.take() {
            None => all(),
            Some(before) => {
                let mut before = before.into_iter().peekable();
                let both = column.agreeing().filter(|row| {
                    while before.next_if(|other| other < row).is_some() {}
                    before.next_if_eq(row).is_some()
                });
                both.collect()
            }
        };
        if left.is_empty() {
            return false;
        }
        agreeing = Some(left);
    }
    !columns.is_empty()
}

impl Summed<'_> {
    /// The rows that have no number, or the sum of the numbers above.
    fn agreeing(&self) -> impl Iterator<Item = u32> {
        let absences = self.column.absences();
        let mut above = 0_i128;
        let mantissas = self.cells.mantissas();
        let rows = (0..self.cells.len()).filter_map(|row| mantissas.get(row));
        let rows = (0_u32..).zip(rows).map(move |(row, own)| {
            let own = i128::from(own);
            let agrees = own == above || absences.get(row as usize).is_some_and(Option::is_some);
            above += own;
            (row, agrees)
        });
        rows.filter(|(_, agrees)| *agrees).map(|(row, _)| row)
    }
}

/// The columns of amounts: not shares, not ratios, not years.
fn summed(table: &Table) -> Vec<Summed<'_>> {
    let amounts = table.schema.columns.iter().zip(&table.columns).filter_map(|(rule, column)| {
        let (ColumnKind::Number(number), Cells::Decimal(cells)) = (&rule.kind, column.cells()) else {
            return None;
        };
        let adds = !rule.key && !number.unit.contains(['/', '%']) && cells.exceptions().is_empty();
        adds.then_some(Summed { column, cells, since: 0, whole: 0 })
    });
    amounts.collect()
}

/// Whether every number of `row` is the sum of those of the `count` rows above, and their digits are too many for chance.
fn is_sum(columns: &[Summed<'_>], row: u32, count: u32, sum: impl Fn(&Summed<'_>) -> i128) -> bool {
    let (mut equal, mut digits) = (0_u32, 0_u32);
    for column in columns {
        let own = column.cells.mantissas().get(row as usize).unwrap_or(0);
        if column.column.absence(row as usize).is_some() || (own == 0 && sum(column) == 0) {
            continue;
        }
        if i128::from(own) != sum(column) {
            return false;
        }
        equal += 1;
        digits += significant(own.unsigned_abs());
    }
    digits >= DIGITS && (equal >= 2 || count >= 3)
}

/// How many digits a number has without the zeros at its end.
fn significant(mut digits: u64) -> u32 {
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits.checked_ilog10().map_or(0, |tens| tens + 1)
}
