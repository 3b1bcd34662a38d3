//! Functions of values of one row.

use std::borrow::Cow;

use super::arithmetic::nothing;
use super::column::{Cells, Column, joined_absences};
use super::numbers::{self, Numbers};
use super::scope::Scope;
use super::vector::{Vector, at, map2};
use super::walk::Walker;
use crate::program::{Builtin, Core};
use crate::value::{Absence, Date};

/// Greater exponents have no value: no clause has them, and the digits would fill the memory.
const GREATEST_EXPONENT: i64 = 4096;

impl<'a> Walker<'_, 'a> {
    /// `取大(a, b)`, `年数(a, b)` …
    pub fn call(&self, builtin: Builtin, arguments: &[Core], scope: &Scope) -> Column<'a> {
        let columns: Vec<Column<'a>> = arguments.iter().map(|a| self.walk(a, scope)).collect();
        if builtin == Builtin::JoinPresent {
            return join_present(&columns, scope.len());
        }
        let absences = joined_absences(&columns.iter().collect::<Vec<_>>());
        let done = match (builtin, arguments, columns.as_slice()) {
            (Builtin::Larger | Builtin::Smaller, _, _) => self.extreme(builtin == Builtin::Larger, &columns),
            (Builtin::Absolute, _, [x]) => {
                x.as_numbers().map(|n| Cells::Number(numbers::change_sign(n, false)))
            }
            (Builtin::Power, [_, n], [x, exponents]) => {
                return self.power(x, (n, exponents), absences, scope);
            }
            (Builtin::AddDays | Builtin::AddYears, [_, n], [x, amounts]) => {
                return self.later(builtin, x, (n, amounts), absences, scope);
            }
            (Builtin::StartsWith, _, [x, y]) => starts_with(x, y),
            (Builtin::YearOf | Builtin::MonthEnd, _, [x]) => one_date(builtin, x),
            (_, _, [x, y]) => two_dates(builtin, x, y),
            _ => None,
        };
        match done {
            Some(cells) => Column { cells, absences },
            None => nothing(absences),
        }
    }

    fn extreme(&self, greater: bool, columns: &[Column<'a>]) -> Option<Cells<'a>> {
        let mut numbers = columns.iter().map(Column::as_numbers);
        let first = numbers.next()??.clone();
        let folded =
            numbers.try_fold(first, |a, b| Some(numbers::extreme(greater, &a, b?, self.precision)))?;
        Some(Cells::Number(folded))
    }

    fn power(
        &self,
        x: &Column<'a>,
        (exponent, exponents): (&Core, &Column<'a>),
        absences: Vector<Option<Absence>>,
        scope: &Scope,
    ) -> Column<'a> {
        let Some(numbers) = x.as_numbers() else { return nothing(absences) };
        let exponents = self.whole_parts(exponent, exponents, scope);
        let clipped: Vec<u32> =
            exponents.iter().map(|e| u32::try_from((*e).clamp(0, GREATEST_EXPONENT)).unwrap_or(0)).collect();
        let result =
            Column { cells: Cells::Number(numbers::power(numbers, &clipped, self.precision)), absences };
        let n = scope.len();
        let fits = |e: &i64| (0..=GREATEST_EXPONENT).contains(e);
        let wrong: Vec<usize> = (0..n).filter(|&i| !at(&exponents, i).is_some_and(fits)).collect();
        result.without(n, &wrong, Absence::Missing)
    }

    /// A date or a year some days or years later; missing outside the calendar.
    fn later(
        &self,
        builtin: Builtin,
        x: &Column<'a>,
        (amount, amounts): (&Core, &Column<'a>),
        absences: Vector<Option<Absence>>,
        scope: &Scope,
    ) -> Column<'a> {
        let Cells::Whole(days) = &x.cells else { return nothing(absences) };
        let amounts = self.whole_parts(amount, amounts, scope);
        let later = map2(days, &amounts, |d, n| {
            let sum = i32::try_from(i64::from(*d).checked_add(*n)?).ok()?;
            if builtin == Builtin::AddDays { Date::from_days(sum).map(Date::days) } else { Some(sum) }
        });
        let result = Column { cells: Cells::Whole(later.iter().map(|d| d.unwrap_or(0)).collect()), absences };
        let n = scope.len();
        let outside: Vec<usize> =
            (0..n).filter(|&i| at(&later, i) == Some(&None) && result.absence(i).is_none()).collect();
        result.without(n, &outside, Absence::Missing)
    }
}

fn whole<'a>(numbers: Vec<i64>) -> Cells<'a> {
    Cells::Number(Numbers::wholes(numbers))
}

fn one_date<'a>(builtin: Builtin, x: &Column<'_>) -> Option<Cells<'a>> {
    let Cells::Whole(days) = &x.cells else { return None };
    let date = |d: &i32| Date::from_days(*d);
    Some(Cells::Whole(match builtin {
        Builtin::YearOf => days.iter().map(|d| date(d).map_or(0, Date::year)).collect(),
        _ => days.iter().map(|d| date(d).and_then(month_end).map_or(*d, Date::days)).collect(),
    }))
}

fn month_end(date: Date) -> Option<Date> {
    Date::from_civil(date.civil().last_of_month())
}

fn two_dates<'a>(builtin: Builtin, x: &Column<'_>, y: &Column<'_>) -> Option<Cells<'a>> {
    let (Cells::Whole(from), Cells::Whole(to)) = (&x.cells, &y.cells) else { return None };
    Some(whole(map2(from, to, |a, b| match builtin {
        Builtin::YearsBetween => months_between(*a, *b) / 12,
        Builtin::MonthsBetween => months_between(*a, *b),
        Builtin::DaysBetween => i64::from(*b) - i64::from(*a),
        _ => i64::from(*a) - i64::from(*b),
    })))
}

/// Whole months from one day to another, negative backwards. From the 31st, a shorter month is full on its last day.
fn months_between(from: i32, to: i32) -> i64 {
    let (Some(a), Some(b)) = (Date::from_days(from), Date::from_days(to)) else { return 0 };
    if b < a {
        return -months_between(to, from);
    }
    let (a, b) = (a.civil(), b.civil());
    let months =
        (i64::from(b.year()) - i64::from(a.year())) * 12 + i64::from(b.month()) - i64::from(a.month());
    let day_reached = b.day() >= a.day() || b == b.last_of_month();
    if day_reached { months } else { months - 1 }
}

fn starts_with<'a>(x: &Column<'_>, y: &Column<'_>) -> Option<Cells<'a>> {
    let (Cells::Text(texts), Cells::Text(starts)) = (&x.cells, &y.cells) else { return None };
    Some(Cells::YesNo(map2(texts, starts, |t, s| t.starts_with(s.as_ref())).into()))
}

/// The texts that are there, joined by `、`.
fn join_present<'a>(columns: &[Column<'a>], n: usize) -> Column<'a> {
    let width = if columns.iter().all(|c| c.len() <= 1) { 1 } else { n };
    let join = |i: usize| {
        let present: Vec<&str> = columns.iter().filter_map(|c| c.text(i)).collect();
        Cow::Owned(present.join("、"))
    };
    let undecided = |i: usize| {
        columns.iter().any(|c| c.absence(i) == Some(Absence::Undecided)).then_some(Absence::Undecided)
    };
    let absences: Vec<Option<Absence>> = (0..width).map(undecided).collect();
    let absences = if absences.iter().any(Option::is_some) { absences.into() } else { Vector::default() };
    Column { cells: Cells::Text((0..width).map(join).collect()), absences }
}
