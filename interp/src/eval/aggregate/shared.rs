//! Aggregates over a whole table: computed once, shared by all rows that ask.

use std::sync::OnceLock;

use super::super::column::{Cells, Column};
use super::super::numbers::{self, Numbers, Precision};
use super::super::scope::Scope;
use super::super::vector::pick;
use super::super::walk::Walker;
use super::accumulate::Accumulator;
use super::decimals::GroupKeys;
use super::groups::{Groups, Keyed};
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

/// What one batch gives.
struct Part<'c, 'a> {
    /// The keys of its groups.
    keys: GroupKeys<'a>,
    accumulator: Accumulator<'c>,
    /// The rows of each group, where they are kept.
    members: Vec<Vec<u32>>,
}

impl<'a> Walker<'_, 'a> {
    /// The answer for each row that asks.
    pub fn shared(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
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

    /// Goes through the table once, a batch at a time; what the batches give is put together in their order.
    fn gather(&self, aggregate: &Aggregate, core: &Core) -> Gathered<'a> {
        let walker = Self { precision: self.run.precision, counting: true, ..*self };
        let rows = self.run.table(aggregate.table).map_or(0, crate::table::Table::rows);
        let grouped = !aggregate.group.is_empty();
        let batches = (rows as usize).div_ceil(self.run.batch);
        let parts = crate::parallel::each(self.run.threads, batches, |i| {
            let first = i * self.run.batch;
            let count = self.run.batch.min(rows as usize - first);
            let first = u32::try_from(first).unwrap_or(u32::MAX);
            walker.gather_part(aggregate, core, Scope::run(aggregate.table, first, count))
        });
        let mut groups = Groups::default();
        let mut members = keeps_members(aggregate).then(Vec::new);
        let mut accumulator = Accumulator::new(aggregate, core, usize::from(!grouped));
        for part in parts {
            let numbers = part.keys.number_in(&mut groups);
            let number = |group: usize| numbers.get(group).copied().unwrap_or(0);
            accumulator.grow(groups.len());
            accumulator.merge(part.accumulator, number);
            if let Some(members) = &mut members {
                add_members(members, part.members, number);
            }
        }
        let (answers, used, skipped) = accumulator.finish(&walker);
        let count = if grouped { groups.len() } else { 1 };
        let exact = (0..count).map(|_| OnceLock::new()).collect();
        let wide = (0..count).map(|_| OnceLock::new()).collect();
        Gathered { groups, answers, members, wide, exact, used, skipped }
    }

    /// One batch of the table.
    fn gather_part<'c>(&self, aggregate: &'c Aggregate, core: &'c Core, batch: Scope) -> Part<'c, 'a> {
        let grouped = !aggregate.group.is_empty();
        let mut accumulator = Accumulator::new(aggregate, core, usize::from(!grouped));
        let mut batch = match self.admitted(aggregate, &batch) {
            Some(kept) => batch.select(&kept),
            None => batch,
        };
        let (mut keys, mut numbers) = (GroupKeys::Keys(Keyed::default()), None);
        if grouped {
            keys = self.group_keys(aggregate.group.iter().map(|g| &g.inner), &batch);
            let (kept, number) = keys.present();
            if kept.len() < batch.len() {
                batch = batch.select(&kept);
            }
            accumulator.grow(keys.len());
            numbers = Some(number);
        }
        if batch.len() > 0 {
            accumulator.push(self, &batch, numbers.as_deref());
        }
        let members = match numbers {
            _ if !keeps_members(aggregate) => Vec::new(),
            Some(numbers) => members_of(&batch, &numbers),
            None => vec![batch.rows().collect()],
        };
        Part { keys, accumulator, members }
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

/// The rows of a batch by the number of their group.
fn members_of(batch: &Scope, groups: &[usize]) -> Vec<Vec<u32>> {
    let mut members = Vec::new();
    for (i, &group) in groups.iter().enumerate() {
        if members.len() <= group {
            members.resize(group + 1, Vec::new());
        }
        if let Some(list) = members.get_mut(group) {
            list.push(batch.row(i));
        }
    }
    members
}

/// Adds the rows of the groups of a batch behind those that are known.
fn add_members(members: &mut Vec<Vec<u32>>, more: Vec<Vec<u32>>, number: impl Fn(usize) -> usize) {
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
