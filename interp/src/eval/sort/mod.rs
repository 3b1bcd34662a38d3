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
//!   again on some 250 bits, and where these do not tell, exactly, and sorted by these numbers.
//!
//! Rows without a value stand together behind or before the others and are tied. So by induction over the keys, two rows are in one
//! run after the last key if and only if all their keys are equal, and else in the order of the first key that differs. Threads and batches
//! only say who does which part.

mod codes;
mod long;
mod open;
mod radix;
#[cfg(test)]
mod tests;

use super::scope::Scope;
use super::walk::Walker;
use crate::program::OrderKey;
pub use codes::Values;
use codes::{Codes, Packing};
use open::Cluster;
use radix::Entry;

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

    /// What stands beside the positions of a run, to be written to.
    pub fn of_mut<T>(self, beside: &mut [T]) -> &mut [T] {
        beside.get_mut(self.first..self.first + self.count).unwrap_or(&mut [])
    }
}

/// So many rows are worth a part of their own.
const PART: usize = 1 << 14;

impl<'a> Walker<'_, 'a> {
    /// The positions of a scope's rows by their keys.
    pub fn sorted(&self, order: &[OrderKey], scope: &Scope) -> Sorted {
        self.sorted_by(order, scope, |_, _| {})
    }

    /// The same; `after_first` is told what the first key left tied, and its values.
    pub fn sorted_by(
        &self,
        order: &[OrderKey],
        scope: &Scope,
        after_first: impl FnOnce(&Sorted, &Values<'_>),
    ) -> Sorted {
        let count = u32::try_from(scope.len()).unwrap_or(u32::MAX);
        let mut sorted = Sorted { positions: (0..count).collect(), ties: Vec::new() };
        if count > 1 {
            sorted.ties.push(Run { first: 0, count: count as usize });
        }
        let mut after_first = Some(after_first);
        for key in order {
            if sorted.ties.is_empty() || self.run.is_stopped() {
                break;
            }
            let values = self.sort_by_key(key, scope, &mut sorted);
            if let Some(after_first) = after_first.take() {
                after_first(&sorted, &values);
            }
        }
        sorted
    }

    fn sort_by_key(&self, key: &OrderKey, scope: &Scope, sorted: &mut Sorted) -> Values<'a> {
        let values = Values::of(self, key, scope, sorted);
        let parts = parts(&sorted.ties);
        // Where there is but one part, it is shared among the threads.
        let threads = if parts.len() == 1 { self.run.threads } else { 1 };
        let done = crate::parallel::each(self.run.threads, parts.len(), |part| {
            let mut sorting = Sorting::new(&values, threads);
            let runs = parts.get(part).copied().unwrap_or(&[]);
            sorting.positions.reserve(runs.iter().map(|run| run.count).sum());
            for run in runs {
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
        values
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
    /// On how many threads a long run is sorted.
    threads: usize,
    /// The sorted positions of one run after the other.
    positions: Vec<u32>,
    /// What the key does not tell apart.
    ties: Vec<Run>,
    /// What is left open.
    clusters: Vec<Cluster>,
    short: Space<u64>,
    long: Space<u128>,
}

/// Entries being sorted, and as much space again.
#[derive(Default)]
struct Space<E> {
    entries: Vec<E>,
    spare: Vec<E>,
}

/// How many bits of a long entry are a position.
const POSITION_BITS: u32 = 32;

impl<'v, 'a> Sorting<'v, 'a> {
    fn new(values: &'v Values<'a>, threads: usize) -> Self {
        Self {
            values,
            threads,
            positions: Vec::new(),
            ties: Vec::new(),
            clusters: Vec::new(),
            short: Space::default(),
            long: Space::default(),
        }
    }

    /// Sorts a run: those without a value behind or before the others.
    fn sort(&mut self, run: Run, positions: &[u32]) {
        if self.values.is_full() {
            return self.sort_present(run.first, positions);
        }
        let (there, absent): (Vec<u32>, Vec<u32>) = positions.iter().partition(|p| self.values.is_there(**p));
        if self.values.missing_first {
            self.positions.extend_from_slice(&absent);
            self.tie(run.first, absent.len());
            self.sort_present(run.first + absent.len(), &there);
        } else {
            self.sort_present(run.first, &there);
            self.positions.extend_from_slice(&absent);
            self.tie(run.first + there.len(), absent.len());
        }
    }

    fn tie(&mut self, first: usize, count: usize) {
        if count > 1 {
            self.ties.push(Run { first, count });
        }
    }

    /// Sorts positions whose rows have values; the first of them comes to stand at `first`.
    fn sort_present(&mut self, first: usize, positions: &[u32]) {
        if let Some(Packing { least, bits }) = self.values.packing {
            let entry = |code: u64, position: u32| code.wrapping_sub(least) << bits | u64::from(position);
            let space = std::mem::take(&mut self.short);
            let space = self.in_order(space, positions, bits, entry);
            self.take_exact(first, &space.entries, |entry| entry >> bits);
            let low = (1_u64 << bits) - 1;
            let position = |entry: &u64| u32::try_from(entry & low).unwrap_or(0);
            self.positions.extend(space.entries.iter().map(position));
            self.short = space;
            return;
        }
        let entry = |code: u64, position: u32| u128::from(code) << POSITION_BITS | u128::from(position);
        let space = std::mem::take(&mut self.long);
        let mut space = self.in_order(space, positions, POSITION_BITS, entry);
        match &self.values.codes {
            Codes::Exact(_) => self.take_exact(first, &space.entries, |entry| entry >> POSITION_BITS),
            Codes::Prefixes(_) => self.sort_texts(first, &mut space.entries),
            Codes::Bounds(_) => self.take_bounds(first, &space.entries),
        }
        self.positions.extend(space.entries.iter().map(position));
        self.long = space;
    }

    /// The entries of positions in their order.
    fn in_order<E: Entry + Send + Sync>(
        &self,
        space: Space<E>,
        positions: &[u32],
        free: u32,
        entry: impl Fn(u64, u32) -> E + Sync,
    ) -> Space<E> {
        let fill = |entries: &mut Vec<E>, positions: &[u32]| {
            entries.reserve(positions.len());
            self.values.each_code(positions, |code, position| entries.push(entry(code, position)));
        };
        let Space { mut entries, mut spare } = space;
        if self.threads > 1 && positions.len() > 2 * PART {
            entries = long::sorted(self.threads, positions, free, |positions| {
                let mut entries = Vec::new();
                fill(&mut entries, positions);
                entries
            });
        } else {
            entries.clear();
            fill(&mut entries, positions);
            radix::sort(&mut entries, &mut spare, free);
        }
        Space { entries, spare }
    }

    fn take_exact<E: Copy, C: PartialEq>(&mut self, mut first: usize, entries: &[E], code: impl Fn(E) -> C) {
        for equal in entries.chunk_by(|a, b| code(*a) == code(*b)) {
            self.tie(first, equal.len());
            first += equal.len();
        }
    }

    fn sort_texts(&mut self, mut first: usize, entries: &mut [u128]) {
        let values = self.values;
        let text = |entry: &u128| values.text(position(entry));
        for like in entries.chunk_by_mut(|a, b| *a >> POSITION_BITS == *b >> POSITION_BITS) {
            if like.len() > 1 {
                like.sort_unstable_by(|a, b| values.texts_in_order(text(a), text(b)).then(a.cmp(b)));
            }
            for equal in like.chunk_by(|a, b| text(a) == text(b)) {
                self.tie(first, equal.len());
                first += equal.len();
            }
        }
    }

    fn take_bounds(&mut self, mut first: usize, entries: &[u128]) {
        let values = self.values;
        let mut ends = entries.iter().map(|entry| values.ends(position(entry))).peekable();
        while let Some((lower, mut reach)) = ends.next() {
            let mut is_point = lower == reach;
            let mut count = 1;
            while let Some((l, u)) = ends.next_if(|(l, _)| *l <= reach) {
                is_point &= l == lower && u == lower;
                reach = reach.max(u);
                count += 1;
            }
            if is_point {
                self.tie(first, count);
            } else if count > 1 {
                self.clusters.push(Cluster { first, count });
            }
            first += count;
        }
    }
}

/// The position of a long entry.
fn position(entry: &u128) -> u32 {
    u32::try_from(entry & u128::from(u32::MAX)).unwrap_or(0)
}
