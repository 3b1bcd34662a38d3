//! Columns that say nothing: blank from top to bottom, or the same amount in every row.

use super::super::complaints::Complaints;
use super::super::fault;
use super::Doubted;

/// A table shorter than this tells nothing about a column that is blank.
const FEWEST_BLANK: u32 = 3;

/// A table shorter than this tells nothing about a column whose numbers are equal.
const FEWEST_EQUAL: usize = 20;

/// Reports a column that says nothing; `blanks` of its cells are blank.
pub fn report(column: &Doubted<'_>, blanks: u32, complaints: &mut Complaints) {
    let rows = column.table.rows;
    if rows >= FEWEST_BLANK && blanks == rows && column.rule.may_be_left_out() {
        complaints.push(None, Some(column.index), fault::all_blank(column.rule, rows));
        return;
    }
    let Some(numbers) = column.numbers() else { return };
    let mut present = numbers.present(column.column);
    let Some((_, first)) = present.next().filter(|(_, first)| *first != 0) else { return };
    let mut count = 1;
    for (_, digits) in present {
        if digits != first {
            return;
        }
        count += 1;
    }
    if count >= FEWEST_EQUAL {
        let value = fault::shown(&numbers.cells.number(column.first_present()));
        complaints.push(None, Some(column.index), fault::all_equal(column.rule, &value, count));
    }
}

impl Doubted<'_> {
    /// The first row that has a value.
    fn first_present(&self) -> usize {
        (0..self.column.len()).find(|row| self.column.absence(*row).is_none()).unwrap_or(0)
    }
}
