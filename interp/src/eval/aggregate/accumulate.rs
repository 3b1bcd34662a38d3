//! Gathering values group by group.

use std::collections::BTreeMap;

use super::super::column::{Cells, Column};
use super::super::numbers::{self, Numbers, Precision};
use super::super::scope::Scope;
use super::super::walk::Walker;
use super::order_statistic::{places, select};
use super::sum::{Sum, Total};
use crate::number::{Enclosure, Exact, Wide};
use crate::program::{Aggregate, AggregateFunction, Core, Kind};
use crate::value::Absence;

/// Values of rows by group, gathered batch by batch.
pub struct Accumulator<'c> {
    aggregate: &'c Aggregate,
    /// Whether the result is a number, or a day, a year, a member, and then of which order.
    kind: &'c Kind,
    groups: Vec<State>,
    empty: State,
    used: u64,
    skipped: u64,
}

#[derive(Clone)]
enum State {
    Sum(Sum),
    Values(Numbers),
    Count(i64),
    YesNo(bool),
    /// The rows, with those that ask, for 最近.
    Rows(Vec<Scope>),
}

impl<'c> Accumulator<'c> {
    /// For `groups` groups; more may come.
    pub fn new(aggregate: &'c Aggregate, core: &'c Core, groups: usize) -> Self {
        let empty = match aggregate.function {
            AggregateFunction::Sum | AggregateFunction::Mean => State::Sum(Sum::default()),
            AggregateFunction::Count => State::Count(0),
            AggregateFunction::Any => State::YesNo(false),
            AggregateFunction::All => State::YesNo(true),
            AggregateFunction::Latest | AggregateFunction::Same => State::Rows(Vec::new()),
            _ => State::Values(Numbers::wholes(Vec::new())),
        };
        Self {
            aggregate,
            kind: &core.ty.kind,
            groups: vec![empty.clone(); groups],
            empty,
            used: 0,
            skipped: 0,
        }
    }

    /// Makes room for more groups.
    pub fn grow(&mut self, groups: usize) {
        if groups > self.groups.len() {
            self.groups.resize(groups, self.empty.clone());
        }
    }

    /// Adds the values of the rows of a scope, each to its group; without `groups` all to the first.
    pub fn push<'a>(&mut self, walker: &Walker<'_, 'a>, scope: &Scope, groups: Option<&[usize]>) {
        let values = match &self.aggregate.value {
            Some(value) => walker.walk(value, scope),
            None => Column::full(Cells::YesNo(vec![true].into())),
        };
        let values = ordered_as_numbers(values, self.kind);
        match groups {
            None => self.push_all(&values, scope, walker.precision),
            Some(groups) => self.push_grouped(&values, scope, groups, walker.precision),
        }
    }

    /// Adds all rows to the first group.
    fn push_all(&mut self, values: &Column<'_>, scope: &Scope, precision: Precision) {
        let n = scope.len();
        let Some(state) = self.groups.first_mut() else { return };
        let there = || (0..n).filter(|&i| values.absence(i).is_none());
        let used = match (state, values.as_numbers()) {
            (State::Sum(sum), Some(numbers)) => sum.add_all(values, numbers, n, precision),
            (State::Values(kept), Some(numbers)) => {
                let rows: Vec<usize> = if values.is_full() { Vec::new() } else { there().collect() };
                let picked = if values.is_full() { numbers.clone() } else { numbers.pick(&rows) };
                let used = if values.is_full() { n } else { rows.len() };
                kept.append(picked.spread(used));
                used
            }
            (State::Count(count), _) => {
                let used = if values.is_full() { n } else { there().count() };
                *count += i64::try_from(used).unwrap_or(i64::MAX);
                used
            }
            (State::YesNo(answer), _) => {
                let sought = self.aggregate.function == AggregateFunction::Any;
                if there().any(|i| values.truth(i) == Ok(sought)) {
                    *answer = sought;
                }
                there().count()
            }
            (State::Rows(kept), _) => {
                let rows: Vec<usize> = there().collect();
                kept.push(scope.select(&rows));
                rows.len()
            }
            _ => 0,
        };
        self.used += used as u64;
        self.skipped += (n - used) as u64;
    }

    fn push_grouped(&mut self, values: &Column<'_>, scope: &Scope, groups: &[usize], precision: Precision) {
        if matches!(self.empty, State::Rows(_) | State::Values(_)) {
            return self.push_kept(values, scope, groups);
        }
        for (i, &group) in groups.iter().enumerate() {
            if values.absence(i).is_some() {
                self.skipped += 1;
                continue;
            }
            self.used += 1;
            let Some(state) = self.groups.get_mut(group) else { continue };
            add(state, values, i, &self.aggregate.function, precision);
        }
    }

    /// Rows, and values kept for ordering, are added a group at a time.
    fn push_kept(&mut self, values: &Column<'_>, scope: &Scope, groups: &[usize]) {
        let mut by_group = BTreeMap::<usize, Vec<usize>>::new();
        for (i, &group) in groups.iter().enumerate() {
            if values.absence(i).is_some() {
                self.skipped += 1;
            } else {
                self.used += 1;
                by_group.entry(group).or_default().push(i);
            }
        }
        for (group, rows) in by_group {
            match (self.groups.get_mut(group), values.as_numbers()) {
                (Some(State::Rows(kept)), _) => kept.push(scope.select(&rows)),
                (Some(State::Values(kept)), Some(numbers)) => {
                    let n = rows.len();
                    kept.append(numbers.pick(&rows).spread(n));
                }
                _ => {}
            }
        }
    }

    /// Adds what was gathered behind; `number` says which group here each of its groups is.
    pub fn merge(&mut self, other: Self, number: impl Fn(usize) -> usize) {
        self.used += other.used;
        self.skipped += other.skipped;
        for (group, state) in other.groups.into_iter().enumerate() {
            match (self.groups.get_mut(number(group)), state) {
                (Some(State::Sum(sum)), State::Sum(more)) => sum.merge(more),
                (Some(State::Values(kept)), State::Values(more)) => kept.append(more),
                (Some(State::Count(count)), State::Count(more)) => *count += more,
                (Some(State::YesNo(answer)), State::YesNo(more)) => match self.aggregate.function {
                    AggregateFunction::Any => *answer |= more,
                    _ => *answer &= more,
                },
                (Some(State::Rows(kept)), State::Rows(more)) => kept.extend(more),
                _ => {}
            }
        }
    }

    /// (one value a group, rows used, rows skipped)
    pub fn finish<'a>(self, walker: &Walker<'_, 'a>) -> (Column<'a>, u64, u64) {
        let (used, skipped) = (self.used, self.skipped);
        let precision = walker.precision;
        let answers = match &self.empty {
            State::Count(_) => {
                let counts: Vec<i64> =
                    self.groups.iter().map(|s| if let State::Count(n) = s { *n } else { 0 }).collect();
                Column::numbers(Numbers::wholes(counts))
            }
            State::YesNo(_) => Column::full(Cells::YesNo(
                self.groups.iter().map(|s| matches!(s, State::YesNo(true))).collect(),
            )),
            State::Rows(..) => self.finish_latest(walker),
            _ => {
                let (function, kind) = (&self.aggregate.function, self.kind);
                let totals = self.groups.into_iter().map(|s| finish(s, function)).collect();
                numbers_as_ordered(from_totals(totals, precision), kind)
            }
        };
        (answers, used, skipped)
    }

    fn finish_latest<'a>(self, walker: &Walker<'_, 'a>) -> Column<'a> {
        let n = self.groups.len();
        let mut result = Column::absent(Absence::Missing);
        for (group, state) in self.groups.into_iter().enumerate() {
            if let State::Rows(scopes) = state
                && let Some(value) = walker.latest(self.aggregate, &scopes)
            {
                result = result.overlay(n, &[group], &value);
            }
        }
        result.spread(n)
    }
}

fn add(state: &mut State, values: &Column<'_>, i: usize, function: &AggregateFunction, precision: Precision) {
    match (state, values.as_numbers()) {
        (State::Sum(sum), Some(numbers)) => sum.add(numbers, i, precision),
        (State::Count(n), _) => *n += 1,
        (State::YesNo(answer), _) => match (function, values.truth(i)) {
            (AggregateFunction::Any, Ok(true)) => *answer = true,
            (AggregateFunction::All, Ok(false)) => *answer = false,
            _ => {}
        },
        _ => {}
    }
}

fn finish(state: State, function: &AggregateFunction) -> Option<Total> {
    match (state, function) {
        (State::Sum(sum), AggregateFunction::Sum) => Some(sum.finish()),
        (State::Sum(sum), _) => sum.mean(),
        (State::Values(values), _) => select(&values, &places(function, values.len())),
        _ => None,
    }
}

/// One number a group; missing where there is none.
pub fn from_totals<'a>(totals: Vec<Option<Total>>, precision: Precision) -> Column<'a> {
    let all_there = totals.iter().all(Option::is_some);
    let absences = if all_there { Vec::new() } else { totals.iter().map(|t| missing(t.as_ref())).collect() };
    let has = |form: fn(&Total) -> bool| totals.iter().flatten().any(form);
    let numbers = if has(|t| matches!(t, Total::Enclosed(_))) {
        let enclosed = |t: Option<Total>| t.map_or(Enclosure::point(0.0), |t| t.to_enclosure());
        Numbers::enclosed(&totals.into_iter().map(enclosed).collect::<Vec<_>>())
    } else if has(|t| matches!(t, Total::Wide(_))) {
        Numbers::Wide(totals.into_iter().map(|t| t.map_or_else(Wide::zero, Total::into_wide)).collect())
    } else {
        let known = |t: Option<Total>| if let Some(Total::Exact(e)) = t { e } else { Exact::zero() };
        numbers::from_exacts(totals.into_iter().map(known).collect(), precision)
    };
    Column { cells: Cells::Number(numbers), absences: absences.into() }
}

fn missing(total: Option<&Total>) -> Option<Absence> {
    if total.is_none() { Some(Absence::Missing) } else { None }
}

/// Days, years and members as numbers with their order; the first member of a choice is the greatest.
pub fn ordered_as_numbers<'a>(column: Column<'a>, kind: &Kind) -> Column<'a> {
    match column.cells {
        Cells::Whole(v) => {
            let sign = if matches!(kind, Kind::Choice(_)) { -1 } else { 1 };
            let mantissas = v.iter().map(|n| i64::from(*n) * sign).collect();
            Column { cells: Cells::Number(Numbers::Fixed { scale: 0, mantissas }), absences: column.absences }
        }
        cells => Column { cells, absences: column.absences },
    }
}

fn numbers_as_ordered<'a>(column: Column<'a>, kind: &Kind) -> Column<'a> {
    let sign = match kind {
        Kind::Date | Kind::Year => 1,
        Kind::Choice(_) => -1,
        _ => return column,
    };
    match column.cells {
        Cells::Number(Numbers::Fixed { scale: 0, mantissas }) => {
            let wholes = mantissas.iter().map(|m| i32::try_from(m * sign).unwrap_or(0)).collect();
            Column { cells: Cells::Whole(wholes), absences: column.absences }
        }
        cells => Column { cells, absences: column.absences },
    }
}
