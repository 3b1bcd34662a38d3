//! The intervals of functions of one row.

use super::Interval;
use crate::program::Builtin;

/// What a function of numbers in these intervals can give.
pub(super) fn call(function: Builtin, values: &[Interval]) -> Interval {
    match (function, values) {
        (Builtin::Larger, [first, rest @ ..]) => rest.iter().fold(first.clone(), |a, b| a.larger(b)),
        (Builtin::Smaller, [first, rest @ ..]) => rest.iter().fold(first.clone(), |a, b| a.smaller(b)),
        (Builtin::Absolute, [x]) => x.absolute(),
        (Builtin::Power, [x, exponent]) => match exponent.only() {
            Some(exponent) => x.power(exponent),
            None if x.lower().is_some_and(|end| *end >= dashu_ratio::RBig::ZERO) => Interval::nonnegative(),
            None => Interval::all(),
        },
        (Builtin::AddYears, [year, later]) if later.whole => year.plus(later),
        (Builtin::YearDifference, [later, year]) => later.minus(year),
        (Builtin::YearsBetween | Builtin::MonthsBetween | Builtin::DaysBetween, _) => {
            Interval::all().whole(true)
        }
        // The rest give no numbers: dates, texts, years of a date.
        _ => Interval::all(),
    }
}
