//! Rows in the order of their keys: key by key, ties of one key by the next.
//!
//! The order is that of the exact values, whatever form they are at hand in. Positions start as one *run*, all tied. Each key sorts
//! the positions of every run and leaves the shorter runs it does not tell apart, in which positions ascend. A run is sorted by codes,
//! unsigned numbers whose order does not contradict that of the values ([`codes`](self::codes)):
//!
//! - **Exact codes** (decimals of one scale, days, members, yes and no): equal codes are equal values. Nothing is left to prove.
//! - **Prefixes** (texts): the codes are eight bytes of the texts, behind those that all share; equal codes are sorted by the texts.
//! - **Bounds** (all other numbers): each value X lies in [l, u], and the code is that of l. Sorted by l, the run is cut wherever l is above
//!   every u before it. If X stands before the cut and Y behind, then X ≤ u < l' ≤ Y, where l' is the lower end at the cut, not above that
//!   of any later one: so X < Y, whatever the numbers are, and the order across cuts is that of the exact values. Between two cuts
//!   a *cluster* is left. One that is a single row, or the same point many times, is done. The others are *open*: their rows are walked
//!   again exactly, and sorted by the exact numbers.
//!
//! Rows without a value stand together behind or before the others and are tied. So by induction over the keys, two rows are in one
//! run after the last key if and only if all their keys are equal, and else in the order of the first key that differs. Threads and batches
//! only say who does which part.

mod codes;
mod open;
mod radix;
#[cfg(test)]
mod tests;

use super::scope::Scope;
use super::walk::Walker;
use crate::program::OrderKey;
use codes::{Codes, Values};
use open::Cluster;

/// Positions in order.
pub struct Sorted {
    /// Which row of the scope comes first, second, and so on.
    pub positions: Vec<u32>,
    /// Where rows follow that no key tells apart; these stand as in the scope.
    pub ties: Vec<Run>,
}

/// Positions that stand one after the other and are tied so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first of them.
    pub first: usize,
    /// How many, at least two.
    pub count: usize,
}

impl Run {
    /// The positions of a run.
    pub fn of<'p>(&self, positions: &'p [u32]) -> &'p [u32] {
        positions.get(self.first..self.first + self.count).unwrap_or(&[])
    }
}

/// So many rows are worth a part of their own.
const PART: usize = 1 << 14;

impl Walker<'_, '_> {
    /// The positions of a scope's rows by their keys.
    pub fn sorted(&self, order: &[OrderKey], scope: &Scope) -> Sorted {
        let count = u32::try_from(scope.len()).unwrap_or(u32::MAX);
        let mut sorted = Sorted { positions: (0..count).collect(), ties: Vec::new() };
        if count > 1 {
            sorted.ties.push(Run { first: 0, count: count as usize });
        }
        for key in order {
            if sorted.ties.is_empty() || self.run.is_stopped() {
                break;
            }
            self.sort_by_key(key, scope, &mut sorted);
        }
        sorted
    }

    fn sort_by_key(&self, key: &OrderKey, scope: &Scope, sorted: &mut Sorted) {
        let values = Values::of(self, key, scope, sorted);
        let parts = parts(&sorted.ties);
        let done = crate::parallel::each(self.run.threads, parts.len(), |part| {
            let mut sorting = Sorting::new(&values);
            for run in parts.get(part).copied().unwrap_or(&[]) {
                sorting.sort(*run, run.of(&sorted.positions));
            }
            sorting
        });
        let runs = std::mem::take(&mut sorted.ties);
        let mut runs = runs.into_iter();
        let mut clusters = Vec::new();
        for part in done {
            let mut rest = part.positions.as_slice();
            while !rest.is_empty() {
                let Some(run) = runs.next() else { break };
                let (these, others) = rest.split_at_checked(run.count).unwrap_or((rest, &[]));
                if let Some(slots) = sorted.positions.get_mut(run.first..run.first + run.count) {
                    slots.copy_from_slice(these);
                }
                rest = others;
            }
            sorted.ties.extend(part.ties);
            clusters.extend(part.clusters);
        }
        if !clusters.is_empty() {
            self.settle(key, scope, &clusters, sorted);
        }
    }
}

/// The runs in parts of about [`PART`] rows.
fn parts(runs: &[Run]) -> Vec<&[Run]> {
    let mut parts = Vec::new();
    let (mut first, mut rows) = (0, 0);
    for (i, run) in runs.iter().enumerate() {
        rows += run.count;
        if rows >= PART || i + 1 == runs.len() {
            parts.extend(runs.get(first..=i));
            (first, rows) = (i + 1, 0);
        }
    }
    parts
}

/// Some runs being sorted by one key.
struct Sorting<'v, 'a> {
    values: &'v Values<'a>,
    /// The sorted positions of one run after the other.
    positions: Vec<u32>,
    /// What the key does not tell apart.
    ties: Vec<Run>,
    /// What is left open.
    clusters: Vec<Cluster>,
    entries: Vec<radix::Entry>,
    spare: Vec<radix::Entry>,
}

impl<'v, 'a> Sorting<'v, 'a> {
    fn new(values: &'v Values<'a>) -> Self {
        Self {
            values,
            positions: Vec::new(),
            ties: Vec::new(),
            clusters: Vec::new(),
            entries: Vec::new(),
            spare: Vec::new(),
        }
    }

    fn sort(&mut self, run: Run, positions: &[u32]) {
        let values = self.values;
        let is_there = |position: &&u32| values.is_there(**position);
        let absent = positions.iter().filter(|p| !is_there(p));
        let missing = if values.is_full() { 0 } else { absent.clone().count() };
        let mut first = run.first;
        if values.missing_first && missing > 0 {
            self.positions.extend(absent.clone());
            self.tie(first, missing);
            first += missing;
        }
        self.entries.clear();
        self.entries.extend(positions.iter().filter(is_there).map(|&p| (values.code(p), p)));
        radix::sort(&mut self.entries, &mut self.spare);
        self.place(first);
        if !values.missing_first && missing > 0 {
            let first = first + self.entries.len();
            self.positions.extend(absent);
            self.tie(first, missing);
        }
    }

    fn tie(&mut self, first: usize, count: usize) {
        if count > 1 {
            self.ties.push(Run { first, count });
        }
    }

    /// Takes over the sorted entries and what their codes do not tell apart.
    fn place(&mut self, first: usize) {
        let mut entries = std::mem::take(&mut self.entries);
        match &self.values.codes {
            Codes::Exact(_) => self.place_exact(first, &entries),
            Codes::Prefixes(_) => self.place_texts(first, &mut entries),
            Codes::Bounds { .. } => self.place_bounds(first, &entries),
        }
        self.positions.extend(entries.iter().map(|(_, position)| position));
        self.entries = entries;
    }

    fn place_exact(&mut self, mut first: usize, entries: &[radix::Entry]) {
        for equal in entries.chunk_by(|a, b| a.0 == b.0) {
            self.tie(first, equal.len());
            first += equal.len();
        }
    }

    fn place_texts(&mut self, mut first: usize, entries: &mut [radix::Entry]) {
        let values = self.values;
        let text = |entry: &radix::Entry| values.text(entry.1);
        for like in entries.chunk_by_mut(|a, b| a.0 == b.0) {
            if like.len() > 1 {
                like.sort_unstable_by(|a, b| values.texts_in_order(text(a), text(b)).then(a.1.cmp(&b.1)));
            }
            for equal in like.chunk_by(|a, b| text(a) == text(b)) {
                self.tie(first, equal.len());
                first += equal.len();
            }
        }
    }

    fn place_bounds(&mut self, mut first: usize, mut entries: &[radix::Entry]) {
        while let Some((leader, _)) = entries.split_first() {
            let (lower, mut reach) = self.values.ends(leader.1);
            let mut is_point = lower == reach;
            let mut count = 1;
            for entry in entries.iter().skip(1) {
                let (l, u) = self.values.ends(entry.1);
                if l > reach {
                    break;
                }
                is_point &= l == lower && u == lower;
                reach = reach.max(u);
                count += 1;
            }
            if count > 1 && is_point {
                self.tie(first, count);
            } else if count > 1 {
                self.clusters.push(Cluster { first, count });
            }
            first += count;
            entries = entries.get(count..).unwrap_or(&[]);
        }
    }
}
