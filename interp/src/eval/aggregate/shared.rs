//! Aggregates over a whole table: computed once, shared by all rows that ask.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::column::{Cells, Column};
use super::super::numbers::{self, Numbers, Precision};
use super::super::scope::Scope;
use super::super::vector::pick;
use super::super::walk::Walker;
use super::accumulate::Accumulator;
use super::groups::Groups;
use super::order_statistic::{candidates, places, select};
use super::sum::Total;
use crate::number::{Exact, Wide};
use crate::program::{Aggregate, AggregateFunction, Core};
use crate::value::Absence;

/// The answers of an aggregate, one a group; without 按 there is one group.
pub struct Gathered<'a> {
    groups: Groups<'a>,
    answers: Column<'a>,
    /// The rows of each group, where there is a filter or a group; else all rows.
    members: Option<Vec<Vec<u32>>>,
    /// Some 250 bits of each answer that is a sum of what is not decimals, once somebody needs them.
    wide: Vec<OnceLock<Wide>>,
    /// Each answer exactly, once somebody needs it.
    exact: Vec<OnceLock<Option<Exact>>>,
    used: u64,
    skipped: u64,
}

/// Each thread takes about so many stretches, so that none waits long for the last.
const STRETCHES_A_THREAD: usize = 4;

/// What a stretch of the table gives.
struct Part<'c, 'a> {
    groups: Groups<'a>,
    accumulator: Accumulator<'c>,
    /// The rows of each group, where they are kept.
    members: Option<Vec<Vec<u32>>>,
}

impl<'c, 'a> Part<'c, 'a> {
    fn new(aggregate: &'c Aggregate, core: &'c Core) -> Self {
        let groups = usize::from(aggregate.group.is_empty());
        Self {
            groups: Groups::default(),
            accumulator: Accumulator::new(aggregate, core, groups),
            members: keeps_members(aggregate).then(Vec::new),
        }
    }

    /// Puts what a later stretch gives behind.
    fn take(&mut self, later: Self) {
        let numbers = self.groups.take(later.groups);
        let number = |group: usize| numbers.get(group).copied().unwrap_or(0);
        self.accumulator.grow(self.groups.len());
        self.accumulator.merge(later.accumulator, number);
        let (Some(members), Some(more)) = (&mut self.members, later.members) else { return };
        for (group, rows) in more.into_iter().enumerate() {
            let group = number(group);
            if members.len() <= group {
                members.resize(group + 1, Vec::new());
            }
            match members.get_mut(group) {
                Some(list) if list.is_empty() => *list = rows,
                Some(list) => list.extend(rows),
                None => {}
            }
        }
    }
}

impl<'a> Walker<'_, 'a> {
    /// The answer for each row that asks.
    pub fn shared(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
        if let Some(counts) = self.counted_by_ranking(aggregate, core, scope) {
            return counts;
        }
        let extra = self.extra.and_then(|plan| plan.aggregate(aggregate));
        match extra.or_else(|| self.run.plan.aggregate(aggregate)) {
            Some((place, counted)) => {
                let gathered = place.get_or_init(|| self.gather(aggregate, core));
                counted.get_or_init(|| self.tally(aggregate, core, gathered.used, gathered.skipped));
                self.answers(gathered, aggregate, core, scope)
            }
            None => self.answers(&self.gather(aggregate, core), aggregate, core, scope),
        }
    }

    /// Goes through the table once. Each thread takes stretches of it, batch by batch; what the stretches give is put together in their
    /// order.
    fn gather(&self, aggregate: &Aggregate, core: &Core) -> Gathered<'a> {
        let walker = Self { precision: self.run.precision, counting: true, ..*self };
        let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows) as usize;
        let batches = rows.div_ceil(self.run.batch);
        let most = if self.run.threads > 1 { self.run.threads * STRETCHES_A_THREAD } else { 1 };
        let stretch = batches.div_ceil(most).max(1) * self.run.batch;
        let parts = crate::parallel::each(self.run.threads, rows.div_ceil(stretch), |i| {
            walker.gather_part(aggregate, core, i * stretch..rows.min((i + 1) * stretch))
        });
        let mut all = Part::new(aggregate, core);
        parts.into_iter().for_each(|part| all.take(part));
        let Part { groups, accumulator, members } = all;
        let (answers, used, skipped) = accumulator.finish(&walker);
        let count = if aggregate.group.is_empty() { 1 } else { groups.len() };
        let exact = (0..count).map(|_| OnceLock::new()).collect();
        let wide = (0..count).map(|_| OnceLock::new()).collect();
        Gathered { groups, answers, members, wide, exact, used, skipped }
    }

    /// One stretch of the table.
    fn gather_part<'c>(&self, aggregate: &'c Aggregate, core: &'c Core, rows: Range<usize>) -> Part<'c, 'a> {
        let mut part = Part::new(aggregate, core);
        for first in rows.clone().step_by(self.run.batch) {
            let count = self.run.batch.min(rows.end - first);
            let first = u32::try_from(first).unwrap_or(u32::MAX);
            self.gather_batch(aggregate, Scope::run(aggregate.table, first, count), &mut part);
        }
        part
    }

    /// Adds one batch of the table.
    fn gather_batch(&self, aggregate: &Aggregate, batch: Scope, part: &mut Part<'_, 'a>) {
        let mut batch = match self.admitted(aggregate, &batch) {
            Some(kept) => batch.select(&kept),
            None => batch,
        };
        let mut numbers = None;
        if !aggregate.group.is_empty() {
            let keys = self.group_keys(aggregate.group.iter().map(|g| &g.inner), &batch);
            let (kept, mut rows) = keys.present();
            if kept.len() < batch.len() {
                batch = batch.select(&kept);
            }
            let known = keys.number_in(&mut part.groups);
            rows.iter_mut().for_each(|number| *number = known.get(*number).copied().unwrap_or(0));
            part.accumulator.grow(part.groups.len());
            numbers = Some(rows);
        }
        if batch.len() > 0 {
            part.accumulator.push(self, &batch, numbers.as_deref());
        }
        if let Some(members) = &mut part.members {
            match numbers {
                Some(numbers) => note_members(members, &batch, &numbers),
                None => note_members(members, &batch, &vec![0; batch.len()]),
            }
        }
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
        let keys = self.group_keys(aggregate.group.iter().map(|g| &g.outer), scope);
        let known = keys.find_in(&gathered.groups);
        let mut asking = Vec::new();
        let mut numbers = Vec::new();
        let mut absences = vec![None; scope.len()];
        let mut empty = Vec::new();
        for ((i, slot), key) in absences.iter_mut().enumerate().zip(keys.rows()) {
            match key.map(|key| known.get(key as usize).copied().flatten()) {
                Err(why) => *slot = Some(why),
                Ok(Some(number)) => {
                    asking.push(i);
                    numbers.push(number);
                }
                Ok(None) => empty.push(i),
            }
        }
        if asking.len() == scope.len() {
            return self.sharp(gathered, aggregate, core, &numbers);
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

    /// The answers of some groups, as sharp as the walk.
    fn sharp(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        numbers: &[usize],
    ) -> Column<'a> {
        let answers = gathered.answers.pick(numbers);
        if !matches!(answers.cells, Cells::Number(Numbers::Bounded(_)))
            || self.precision == Precision::Enclosed
        {
            return answers;
        }
        let distinct: Vec<usize> = if gathered.exact.len() == 1 { vec![0] } else { numbers.to_vec() };
        let absences: Vec<Option<Absence>> = pick(&gathered.answers.absences, &distinct);
        let numbers = if self.precision == Precision::Wide && !has_places(&aggregate.function) {
            let wide = |&group: &usize| self.wide_answer(gathered, aggregate, core, group);
            Numbers::Wide(distinct.iter().map(wide).collect())
        } else {
            let exact = |&group: &usize| self.exact_answer(gathered, aggregate, core, group);
            let known = distinct.iter().map(|group| exact(group).unwrap_or_else(Exact::zero)).collect();
            numbers::from_exacts(known, self.precision)
        };
        Column { cells: Cells::Number(numbers), absences: absences.into() }
    }

    fn wide_answer(&self, gathered: &Gathered<'a>, aggregate: &Aggregate, core: &Core, group: usize) -> Wide {
        let again = || {
            let answers = self.at(Precision::Wide).gather_again(gathered, aggregate, core, group);
            answers.as_numbers().and_then(|numbers| numbers.wide(0)).unwrap_or(Wide::ANYTHING)
        };
        gathered.wide.get(group).map_or(Wide::ANYTHING, |place| place.get_or_init(again).clone())
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
        if has_places(&aggregate.function) {
            return self.exact_order_statistic(gathered, aggregate, group);
        }
        self.exactly().gather_again(gathered, aggregate, core, group).as_numbers()?.exact(0)
    }

    /// The answer of one group from the values of its rows, as sharp as the walk.
    fn gather_again(
        &self,
        gathered: &Gathered<'a>,
        aggregate: &Aggregate,
        core: &Core,
        group: usize,
    ) -> Column<'a> {
        let scopes = self.scopes_of(gathered, aggregate, group);
        let parts = crate::parallel::each(self.run.threads, scopes.len(), |i| {
            let mut part = Accumulator::new(aggregate, core, 1);
            if let Some(scope) = scopes.get(i) {
                part.push(self, scope, None);
            }
            part
        });
        let mut accumulator = Accumulator::new(aggregate, core, 1);
        parts.into_iter().for_each(|part| accumulator.merge(part, |_| 0));
        accumulator.finish(self).0
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
        for batch in self.scopes_of(gathered, aggregate, group) {
            let column = enclosed.walk(value, &batch);
            let present: Vec<usize> = (0..batch.len()).filter(|&i| column.absence(i).is_none()).collect();
            if let Some(n) = column.as_numbers() {
                numbers.append(n.pick(&present).spread(present.len()));
                rows.extend(present.iter().map(|&i| batch.row(i)));
            }
        }
        let wanted = places(&aggregate.function, numbers.len());
        let (below, open) = candidates(&numbers, &wanted);
        let open: Vec<u32> = open.into_iter().filter_map(|i| rows.get(i).copied()).collect();
        let scope = Scope::list(aggregate.table, open);
        let exact = self.exactly().walk(value, &scope).spread(scope.len());
        let shifted: Vec<_> = wanted.into_iter().map(|(k, share)| (k - below.min(k), share)).collect();
        match select(exact.as_numbers()?, &shifted)? {
            Total::Exact(number) => Some(number),
            Total::Enclosed(_) | Total::Wide(_) => None,
        }
    }

    /// The rows of a group, a batch at a time.
    fn scopes_of(&self, gathered: &Gathered<'a>, aggregate: &Aggregate, group: usize) -> Vec<Scope> {
        if let Some(members) = &gathered.members {
            let rows = members.get(group).map_or(&[][..], |m| m.as_slice()).chunks(self.run.batch);
            return rows.map(|rows| Scope::list(aggregate.table, rows.to_vec())).collect();
        }
        let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows);
        let count = |first: u32| self.run.batch.min((rows - first) as usize);
        let firsts = (0..rows).step_by(self.run.batch);
        firsts.map(|first| Scope::run(aggregate.table, first, count(first))).collect()
    }
}

/// Whether the answer is a value at a place of an order.
fn has_places(function: &AggregateFunction) -> bool {
    use AggregateFunction::{Maximum, Median, Minimum, Quantile};
    matches!(function, Maximum | Minimum | Median | Quantile(_))
}

/// Whether the rows of each group are asked for again: where not all rows are one group, and the answer may have to be sharper.
fn keeps_members(aggregate: &Aggregate) -> bool {
    use AggregateFunction::{All, Any, Count};
    let is_part = !aggregate.group.is_empty() || aggregate.filter.is_some();
    is_part && !matches!(aggregate.function, Count | Any | All)
}

/// Notes the rows of a batch by the number of their group.
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
