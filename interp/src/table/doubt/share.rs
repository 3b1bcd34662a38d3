//! Shares written as fractions: 0.35 in a column of %, where 35 was meant.

use super::super::complaints::Complaints;
use super::super::fault;
use super::{Doubted, Numbers};

/// Reports a column in % all of whose numbers lie between -1 and 1, some of them fractions.
pub fn report(column: &Doubted<'_>, numbers: &Numbers<'_>, complaints: &mut Complaints) {
    if numbers.rule.unit != "%" || numbers.cells.scale() == 0 {
        return;
    }
    let one = 10_u64.checked_pow(numbers.cells.scale()).unwrap_or(u64::MAX);
    let mut count = 0;
    for (_, digits) in numbers.present(column.column).filter(|(_, digits)| *digits != 0) {
        if digits.unsigned_abs() > one {
            return;
        }
        count += 1;
    }
    if count > 0 {
        complaints.push(None, Some(column.index), fault::fractions_of_percent(column.rule, count));
    }
}
