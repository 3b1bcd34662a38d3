//! Aggregates over a whole table: computed once, shared by all rows that ask.

use std::sync::OnceLock;

use super::super::column::{Cells, Column};
use super::super::numbers::{self, Numbers, Precision};
use super::super::run::address;
use super::super::scope::Scope;
use super::super::vector::pick;
use super::super::walk::Walker;
use super::accumulate::Accumulator;
use super::groups::Groups;
use super::order_statistic::{candidates, places, select};
use super::sum::Total;
use crate::number::Exact;
use crate::program::{Aggregate, AggregateFunction, Core};
use crate::value::Absence;

/// The answers of an aggregate, one a group; without 按 there is one group.
pub struct Gathered<'a> {
    groups: Groups<'a>,
    answers: Column<'a>,
    /// The rows of each group, where there is a filter or a group; else all rows.
    members: Option<Vec<Vec<u32>>>,
    exact: Vec<OnceLock<Option<Exact>>>,
    used: u64,
    skipped: u64,
}

impl<'a> Walker<'_, 'a> {
    /// The answer for each row that asks.
    pub fn shared(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
        let key = address(aggregate);
        let extra = self.extra.and_then(|plan| plan.aggregates.get(&key));
        let place = extra.or_else(|| self.run.plan.aggregates.get(&key));
        match place {
            Some(place) => {
                let gathered = place.get_or_init(|| {
                    let gathered = self.gather(aggregate, core);
                    self.tally(aggregate, core, gathered.used, gathered.skipped);
                    gathered
                });
                self.answers(gathered, aggregate, core, scope)
            }
            None => self.answers(&self.gather(aggregate, core), aggregate, core, scope),
        }
    }

    /// Goes through the table once.
    fn gather(&self, aggregate: &Aggregate, core: &Core) -> Gathered<'a> {
        let walker = Self { precision: self.run.precision, counting: true, ..*self };
        let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows);
        let grouped = !aggregate.group.is_empty();
        let mut groups = Groups::default();
        let mut members = (grouped || aggregate.filter.is_some()).then(Vec::new);
        let mut accumulator = Accumulator::new(aggregate, core, usize::from(!grouped));
        for first in (0..rows).step_by(self.run.batch) {
            let count = self.run.batch.min((rows - first) as usize);
            let batch = Scope::run(aggregate.table, first, count);
            let kept = walker.admitted(aggregate, &batch);
            let all = kept.len() == count;
            let batch = if all { batch } else { batch.select(&kept) };
            let (batch, numbers) = if grouped {
                walker.grouped(aggregate, batch, &mut groups)
            } else {
                (batch, vec![0; kept.len()])
            };
            accumulator.grow(groups.len());
            if let Some(members) = &mut members {
                note_members(members, &batch, &numbers);
            }
            if batch.len() > 0 {
                accumulator.push(&walker, &batch, &numbers);
            }
        }
        let (answers, used, skipped) = accumulator.finish(&walker);
        let count = if grouped { groups.len() } else { 1 };
        let exact = (0..count).map(|_| OnceLock::new()).collect();
        Gathered { groups, answers, members, exact, used, skipped }
    }

    /// The rows that have a key, and the number of each one's group.
    fn grouped(&self, aggregate: &Aggregate, batch: Scope, groups: &mut Groups<'a>) -> (Scope, Vec<usize>) {
        let keys = self.keys(aggregate.group.iter().map(|g| &g.inner), &batch);
        let mut kept = Vec::with_capacity(keys.len());
        let mut numbers = Vec::with_capacity(keys.len());
        for (i, key) in keys.into_iter().enumerate() {
            if let Ok(key) = key {
                kept.push(i);
                numbers.push(groups.number(key));
            }
        }
        let batch = if kept.len() == batch.len() { batch } else { batch.select(&kept) };
        (batch, numbers)
    }

    fn answers(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        scope: &Scope,
    ) -> Column<'a> {
        if aggregate.group.is_empty() {
            return self.sharp(gathered, aggregate, core, &[0]);
        }
        let keys = self.keys(aggregate.group.iter().map(|g| &g.outer), scope);
        let mut asking = Vec::new();
        let mut numbers = Vec::new();
        let mut absences = vec![None; scope.len()];
        let mut empty = Vec::new();
        for (i, key) in keys.iter().enumerate() {
            match key {
                Err(why) => {
                    if let Some(slot) = absences.get_mut(i) {
                        *slot = Some(*why);
                    }
                }
                Ok(key) => match gathered.groups.find(key) {
                    Some(number) => {
                        asking.push(i);
                        numbers.push(number);
                    }
                    None => empty.push(i),
                },
            }
        }
        let mut result = Column { cells: Cells::Nothing, absences: absences.into() };
        if !asking.is_empty() {
            let answers = self.sharp(gathered, aggregate, core, &numbers);
            result = result.overlay(scope.len(), &asking, &answers);
        }
        if !empty.is_empty() {
            let (nothing, _, _) = Accumulator::new(aggregate, core, 1).finish(self);
            result = result.overlay(scope.len(), &empty, &nothing);
        }
        result
    }

    /// The answers of some groups, exact where the walk is.
    fn sharp(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        numbers: &[usize],
    ) -> Column<'a> {
        let answers = gathered.answers.pick(numbers);
        match (&answers.cells, self.precision) {
            (Cells::Number(Numbers::Bounded(_)), Precision::Exact) => {}
            _ => return answers,
        }
        let distinct: Vec<usize> = if gathered.exact.len() == 1 { vec![0] } else { numbers.to_vec() };
        let exact = |&group: &usize| self.exact_answer(gathered, aggregate, core, group);
        let exacts: Vec<Option<Exact>> = distinct.iter().map(exact).collect();
        let absences: Vec<Option<Absence>> = pick(&gathered.answers.absences, &distinct);
        let known = exacts.into_iter().map(|e| e.unwrap_or_else(Exact::zero)).collect();
        Column {
            cells: Cells::Number(numbers::from_exacts(known, Precision::Exact)),
            absences: absences.into(),
        }
    }

    fn exact_answer(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        group: usize,
    ) -> Option<Exact> {
        let walker = Self { counting: false, ..*self };
        gathered
            .exact
            .get(group)?
            .get_or_init(|| walker.gather_exactly(gathered, aggregate, core, group))
            .clone()
    }

    fn gather_exactly(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        group: usize,
    ) -> Option<Exact> {
        use AggregateFunction::{Maximum, Median, Minimum, Quantile};
        if matches!(aggregate.function, Maximum | Minimum | Median | Quantile(_)) {
            return self.exact_order_statistic(gathered, aggregate, group);
        }
        let mut accumulator = Accumulator::new(aggregate, core, 1);
        self.for_members(gathered, aggregate, group, |batch| {
            accumulator.push(&self.exactly(), batch, &vec![0; batch.len()]);
        });
        let (answers, _, _) = accumulator.finish(&self.exactly());
        answers.as_numbers()?.exact(0)
    }

    /// Only the rows whose enclosure may hold the place are walked exactly.
    fn exact_order_statistic(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        group: usize,
    ) -> Option<Exact> {
        let value = aggregate.value.as_ref()?;
        let enclosed = Self { precision: Precision::Enclosed, ..*self };
        let mut numbers = Numbers::wholes(Vec::new());
        let mut rows = Vec::new();
        self.for_members(gathered, aggregate, group, |batch| {
            let column = enclosed.walk(value, batch);
            let present: Vec<usize> = (0..batch.len()).filter(|&i| column.absence(i).is_none()).collect();
            if let Some(n) = column.as_numbers() {
                numbers.append(n.pick(&present).spread(present.len()));
                rows.extend(present.iter().map(|&i| batch.row(i)));
            }
        });
        let wanted = places(&aggregate.function, numbers.len());
        let (below, open) = candidates(&numbers, &wanted);
        let open: Vec<u32> = open.into_iter().filter_map(|i| rows.get(i).copied()).collect();
        let scope = Scope::list(aggregate.table, open);
        let exact = self.exactly().walk(value, &scope).spread(scope.len());
        let shifted: Vec<_> = wanted.into_iter().map(|(k, share)| (k - below.min(k), share)).collect();
        match select(exact.as_numbers()?, &shifted)? {
            Total::Exact(number) => Some(number),
            Total::Enclosed(_) => None,
        }
    }

    /// Calls `f` with the rows of a group, a batch at a time.
    fn for_members(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        group: usize,
        mut f: impl FnMut(&Scope),
    ) {
        match &gathered.members {
            Some(members) => {
                for rows in members.get(group).map_or(&[][..], |m| m.as_slice()).chunks(self.run.batch) {
                    f(&Scope::list(aggregate.table, rows.to_vec()));
                }
            }
            None => {
                let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows);
                for first in (0..rows).step_by(self.run.batch) {
                    f(&Scope::run(aggregate.table, first, self.run.batch.min((rows - first) as usize)));
                }
            }
        }
    }
}

fn note_members(members: &mut Vec<Vec<u32>>, batch: &Scope, groups: &[usize]) {
    for (i, &group) in groups.iter().enumerate() {
        if members.len() <= group {
            members.resize(group + 1, Vec::new());
        }
        if let Some(list) = members.get_mut(group) {
            list.push(batch.row(i));
        }
    }
}
