//! Days that no rule of today speaks of: 1900-01-00 of a spreadsheet, 2202 for 2022.

use super::super::complaints::Complaints;
use super::super::{Cells, fault};
use super::Doubted;
use crate::value::Date;

/// The years that a day may well be in.
const YEARS: std::ops::RangeInclusive<i32> = 1905..=2100;

/// Reports the days of a column that lie far off.
pub fn report(column: &Doubted<'_>, complaints: &mut Complaints) {
    let Cells::Date(days) = column.column.cells() else { return };
    for (row, day) in (0_u32..).zip(days) {
        if column.column.absence(row as usize).is_some() {
            continue;
        }
        let Some(day) = Date::from_days(*day) else { continue };
        if !YEARS.contains(&day.year()) {
            complaints.push(Some(row), Some(column.index), fault::far_day(column.rule, day));
        }
    }
}
