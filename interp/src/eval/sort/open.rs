//! What bounds leave open is sorted by exact numbers.

use super::super::column::Column;
use super::super::scope::Scope;
use super::super::walk::Walker;
use super::{Run, Sorted};
use crate::number::{Domain, Exact};
use crate::program::OrderKey;

/// Positions one after the other whose bounds overlap.
#[derive(Clone, Copy, Debug)]
pub struct Cluster {
    /// The first of them.
    pub first: usize,
    /// How many.
    pub count: usize,
}

impl Walker<'_, '_> {
    /// Sorts the positions of each cluster by the exact key and notes what is tied; all runs then stand in their order.
    pub fn settle(&self, key: &OrderKey, scope: &Scope, clusters: &[Cluster], sorted: &mut Sorted) {
        let positions: Vec<usize> = clusters
            .iter()
            .flat_map(|c| Run { first: c.first, count: c.count }.of(&sorted.positions))
            .map(|p| *p as usize)
            .collect();
        let columns = self.exactly().batches(&key.value, &scope.select(&positions));
        let batch = self.run.batch;
        let exact =
            |i: usize| columns.get(i / batch).and_then(|c: &Column<'_>| c.as_numbers()?.exact(i % batch));
        let mut next = 0;
        for cluster in clusters {
            let end = cluster.first + cluster.count;
            let Some(slots) = sorted.positions.get_mut(cluster.first..end) else { continue };
            let numbers = (next..).map_while(|i| Some(exact(i).unwrap_or_else(Exact::zero)));
            let mut entries: Vec<(Exact, u32)> = numbers.zip(slots.iter().copied()).collect();
            next += entries.len();
            entries.sort_by(|(a, i), (b, j)| {
                let order = a.compare(b).unwrap_or(std::cmp::Ordering::Equal);
                if key.descending { order.reverse() } else { order }.then(i.cmp(j))
            });
            let mut first = cluster.first;
            for equal in entries.chunk_by(|(a, _), (b, _)| a == b) {
                if equal.len() > 1 {
                    sorted.ties.push(Run { first, count: equal.len() });
                }
                first += equal.len();
            }
            for (slot, (_, position)) in slots.iter_mut().zip(entries) {
                *slot = position;
            }
        }
        sorted.ties.sort_unstable_by_key(|run| run.first);
    }
}
