//! What bounds leave open is sorted by numbers of some 250 bits, and where these leave it open too, by exact ones.

use std::cmp::Ordering;

use super::super::column::Column;
use super::super::numbers::{Numbers, Precision};
use super::super::scope::Scope;
use super::super::walk::Walker;
use super::{Run, Sorted};
use crate::number::{Domain, Exact, Wide};
use crate::program::OrderKey;

/// Positions one after the other whose bounds overlap.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    /// The first of them.
    pub first: usize,
    /// How many.
    pub count: usize,
}

/// More are not compared two by two.
const FEW: usize = 32;

impl Walker<'_, '_> {
    /// Sorts the positions of each cluster by its key and notes what is tied; all runs then stand in their order.
    pub fn settle(&self, key: &OrderKey, scope: &Scope, clusters: &[Cluster], sorted: &mut Sorted) {
        let mut open = clusters.to_vec();
        if self.precision != Precision::Exact {
            let wide = |numbers: &Numbers, i| numbers.wide(i).unwrap_or(Wide::ANYTHING);
            open = self.settle_at(Precision::Wide, key, scope, &open, sorted, wide);
        }
        let exact = |numbers: &Numbers, i| numbers.exact(i).unwrap_or_else(Exact::zero);
        self.settle_at(Precision::Exact, key, scope, &open, sorted, exact);
        sorted.ties.sort_unstable_by_key(|run| run.first);
    }

    /// Those that are still open afterwards.
    fn settle_at<D: Domain>(
        &self,
        precision: Precision,
        key: &OrderKey,
        scope: &Scope,
        clusters: &[Cluster],
        sorted: &mut Sorted,
        number: impl Fn(&Numbers, usize) -> D,
    ) -> Vec<Cluster> {
        let runs = clusters.iter().flat_map(|c| Run { first: c.first, count: c.count }.of(&sorted.positions));
        let positions: Vec<usize> = runs.map(|position| *position as usize).collect();
        if positions.is_empty() {
            return Vec::new();
        }
        self.run.timer.note_open(self.definition, precision, positions.len());
        let columns = self.at(precision).batches(&key.value, &scope.select(&positions));
        let batch = self.run.batch;
        let column = |i: usize| columns.get(i / batch).and_then(Column::as_numbers);
        let mut numbers = (0..positions.len()).map(|i| column(i).map(|numbers| number(numbers, i % batch)));
        let mut open = Vec::new();
        for cluster in clusters {
            let Some(slots) = sorted.positions.get_mut(cluster.first..cluster.first + cluster.count) else {
                continue;
            };
            let values: Vec<Option<D>> = numbers.by_ref().take(slots.len()).collect();
            let values: Option<Vec<D>> = values.into_iter().collect();
            let entries = values.map(|values| values.into_iter().zip(slots.iter().copied()).collect());
            let Some(entries) = entries.and_then(|entries| in_order(entries, key.descending)) else {
                open.push(*cluster);
                continue;
            };
            let mut first = cluster.first;
            for equal in entries.chunk_by(|(a, _), (b, _)| a.compare(b) == Some(Ordering::Equal)) {
                if equal.len() > 1 {
                    sorted.ties.push(Run { first, count: equal.len() });
                }
                first += equal.len();
            }
            for (slot, (_, position)) in slots.iter_mut().zip(entries) {
                *slot = position;
            }
        }
        open
    }
}

/// Numbers, and where they stand, in their order; nothing where one is left open.
fn in_order<D: Domain>(mut entries: Vec<(D, u32)>, descending: bool) -> Option<Vec<(D, u32)>> {
    let compare = |(a, i): &(D, u32), (b, j): &(D, u32)| {
        let order = a.compare(b)?;
        Some(if descending { order.reverse() } else { order }.then(i.cmp(j)))
    };
    if entries.iter().all(|(number, _)| number.compare(number).is_some()) {
        // Points: any two have an order.
        entries.sort_by(|a, b| compare(a, b).unwrap_or(Ordering::Equal));
        return Some(entries);
    }
    if entries.len() > FEW {
        return None;
    }
    let mut sorted: Vec<(D, u32)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut place = 0;
        for before in &sorted {
            match compare(before, &entry)? {
                Ordering::Greater => break,
                _ => place += 1,
            }
        }
        sorted.insert(place, entry);
    }
    Some(sorted)
}
