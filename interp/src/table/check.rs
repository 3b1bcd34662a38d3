//! What can only be seen in whole columns: numbers outside their bounds, keys that appear twice, and doubts. Columns are looked at by
//! themselves, on several threads; what is found is told in the order of the columns.

use super::complaints::Complaints;
use super::{Cells, ColumnKind, DecimalColumn, Table, bounds, doubt, fault, unique};
use crate::parallel;

/// A table with fewer rows is checked sooner than a thread is started.
const FEW_ROWS: u32 = 20_000;

/// What was found in a part of the work.
#[derive(Default)]
struct Found {
    /// Cells of a column that it must not have.
    cells: Complaints,
    /// What looks wrong in a column, or in the keys.
    doubts: Complaints,
    /// Some rows may be sums of others.
    sums: bool,
}

/// Checks a table; `blanks` says for each column how many of its cells were left blank.
pub fn check(table: &Table, blanks: &[u32], threads: usize, complaints: &mut Complaints) {
    let threads = if table.rows < FEW_ROWS { 1 } else { threads };
    let distinct = unique::all_keys_look_different(table, threads);
    let columns = table.columns.len();
    // The last two parts are not of one column: sums, and the keys.
    let parts = parallel::each(threads, columns + 2, |part| {
        let mut found = Found::default();
        if part < columns {
            check_numbers(table, part, &mut found.cells);
            doubt::report_column(table, part, blanks, &mut found.doubts);
        } else if part == columns {
            found.sums = doubt::may_hold_sums(table);
        } else {
            doubt::report_keys(table, distinct, &mut found.doubts);
        }
        found
    });
    let sums = parts.iter().any(|part| part.sums);
    let (cells, doubts): (Vec<Complaints>, Vec<Complaints>) =
        parts.into_iter().map(|part| (part.cells, part.doubts)).unzip();
    cells.into_iter().for_each(|own| complaints.absorb(own));
    if !distinct {
        let duplicates = table.index.duplicates(&table.keys(), table.rows);
        check_duplicates(table, &duplicates, complaints);
    }
    doubts.into_iter().for_each(|own| complaints.absorb(own));
    if sums {
        doubt::report_sums(table, complaints);
    }
}

fn check_numbers(table: &Table, index: usize, complaints: &mut Complaints) {
    let (Some(column), Some(rule)) = (table.columns.get(index), table.schema.columns.get(index)) else {
        return;
    };
    let (Cells::Decimal(cells), ColumnKind::Number(number)) = (column.cells(), &rule.kind) else {
        return;
    };
    let present = |row: &u32| column.absence(*row as usize).is_none();
    if number.whole {
        for row in bounds::fractions(cells).into_iter().filter(present) {
            let complaint = fault::not_whole(rule, &text(cells, row), &number.unit);
            complaints.push(Some(row), Some(index), complaint);
        }
    }
    for bound in &rule.bounds {
        for row in bounds::outside(cells, bound).into_iter().filter(present) {
            let complaint = fault::out_of_bounds(rule, bound, &text(cells, row), &number.unit);
            complaints.push(Some(row), Some(index), complaint);
        }
    }
}

fn text(cells: &DecimalColumn, row: u32) -> String {
    fault::shown(&cells.number(row as usize))
}

fn check_duplicates(table: &Table, pairs: &[(u32, u32)], complaints: &mut Complaints) {
    let Some(column) = table.schema.key_columns().next() else { return };
    let keys = table.keys();
    let named = |row: u32| keys.iter().any(|k| k.absence(row as usize).is_none());
    for &(first, later) in pairs.iter().filter(|(first, _)| named(*first)) {
        let key = table.key_text(later).unwrap_or_default();
        let complaint = fault::duplicate_key(&key, table.place(first, column));
        let complaint = fault::same_key_differs(complaint, &differing(table, first, later));
        complaints.push(Some(later), Some(column), complaint);
    }
}

/// The columns in which two rows differ.
fn differing(table: &Table, one: u32, other: u32) -> Vec<&str> {
    let columns = table.columns.iter().zip(&table.schema.columns);
    let differs = columns.filter(|(column, _)| column.compare(one as usize, other as usize).is_ne());
    differs.map(|(_, rule)| rule.name.as_str()).collect()
}
