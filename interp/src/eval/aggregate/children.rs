//! 名下: the rows that point at the row that asks.

use super::super::column::{Cells, Column};
use super::super::scope::Scope;
use super::super::walk::Walker;
use super::accumulate::Accumulator;
use crate::program::{Aggregate, Core};
use crate::value::Absence;

/// For each row of a table, the rows of another that point at it, in their order.
pub struct ChildIndex {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl ChildIndex {
    /// Counts, then places: no sorting, and the children of a row stand in the order of their table. `parent` says for each row
    /// to which it belongs.
    pub fn new(parent: &[Option<u32>], parents: u32) -> Self {
        let pointing = || {
            let rows = (0_u32..).zip(parent);
            rows.filter_map(|(row, parent)| Some((row, parent.filter(|p| *p < parents)?)))
        };
        let mut starts = vec![0_u32; parents as usize + 1];
        for (_, parent) in pointing() {
            if let Some(count) = starts.get_mut(parent as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut rows = vec![0; total as usize];
        let mut next = starts.clone();
        for (row, parent) in pointing() {
            let Some(place) = next.get_mut(parent as usize) else { continue };
            if let Some(slot) = rows.get_mut(*place as usize) {
                *slot = row;
            }
            *place += 1;
        }
        Self { starts, rows }
    }

    /// The rows that point at `parent`.
    pub fn of(&self, parent: u32) -> &[u32] {
        let at = |i: usize| self.starts.get(i).map_or(0, |s| *s as usize);
        self.rows.get(at(parent as usize)..at(parent as usize + 1)).unwrap_or(&[])
    }
}

impl<'a> Walker<'_, 'a> {
    /// An aggregate over 名下, for all rows of the scope at once.
    pub fn own(&self, aggregate: &Aggregate, core: &Core, scope: &Scope) -> Column<'a> {
        let Some(asker) = scope.table() else { return Column::absent(Absence::Missing) };
        let index = self.run.children(aggregate.table, aggregate.link, asker);
        let mut rows = Vec::new();
        let mut owners = Vec::new();
        for (position, row) in scope.rows().enumerate() {
            let children = index.of(row);
            rows.extend_from_slice(children);
            owners.extend(std::iter::repeat_n(position, children.len()));
        }
        self.over(aggregate, core, rows, &owners, scope)
    }

    /// An aggregate over given rows, each asked for by the row of the scope at its owner's position.
    pub fn over(
        &self,
        aggregate: &Aggregate,
        core: &Core,
        rows: Vec<u32>,
        owners: &[usize],
        scope: &Scope,
    ) -> Column<'a> {
        let inner = Scope::list(aggregate.table, rows).asked_by(scope.select(owners));
        let kept = self.admitted(aggregate, &inner).unwrap_or_else(|| (0..inner.len()).collect());
        let kept = self.of_same_group(aggregate, &inner, kept);
        let inner = inner.select(&kept);
        let owners: Vec<usize> = kept.iter().filter_map(|&i| owners.get(i).copied()).collect();
        let mut accumulator = Accumulator::new(aggregate, core, scope.len());
        accumulator.push(self, &inner, Some(&owners));
        let (answers, used, skipped) = accumulator.finish(self);
        if self.counting {
            self.tally(aggregate, core, used, skipped);
        }
        answers
    }

    /// The positions whose row the filter admits; none where it admits all.
    pub fn admitted(&self, aggregate: &Aggregate, inner: &Scope) -> Option<Vec<usize>> {
        let truths = self.walk(aggregate.filter.as_ref()?, inner);
        if matches!(&truths.cells, Cells::YesNo(v) if truths.is_full() && !v.contains(&false)) {
            return None;
        }
        let kept: Vec<usize> = match &truths.cells {
            Cells::YesNo(v) if v.len() == inner.len() && truths.absences.is_empty() => {
                v.iter().enumerate().filter_map(|(i, yes)| yes.then_some(i)).collect()
            }
            _ => (0..inner.len()).filter(|&i| truths.truth(i) == Ok(true)).collect(),
        };
        (kept.len() < inner.len()).then_some(kept)
    }

    /// Those whose key equals that of the row that asks.
    fn of_same_group(&self, aggregate: &Aggregate, inner: &Scope, kept: Vec<usize>) -> Vec<usize> {
        let Some(outer) = inner.outer.as_ref().filter(|_| !aggregate.group.is_empty()) else { return kept };
        let inner_keys = self.keys(aggregate.group.iter().map(|g| &g.inner), &inner.select(&kept));
        let outer_keys = self.keys(aggregate.group.iter().map(|g| &g.outer), &outer.select(&kept));
        let same = |i: &usize| inner_keys.key(*i).is_ok_and(|key| outer_keys.key(*i) == Ok(key));
        (0..kept.len()).filter(same).filter_map(|i| kept.get(i).copied()).collect()
    }
}
