//! Sets of pieces, and products of such sets: boxes whose sides need not hang together.

/// How many positions a word holds.
const WORD: usize = u64::BITS as usize;

/// Some of the pieces of an axis, by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// The positions of a list, of an axis of `count` pieces.
    pub(super) fn of(count: usize, positions: impl IntoIterator<Item = usize>) -> Self {
        let mut words = vec![0; count.div_ceil(WORD)];
        for position in positions {
            if let Some(word) = words.get_mut(position / WORD) {
                *word |= 1 << (position % WORD);
            }
        }
        Self(words)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| b & !a == 0)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub(super) fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    /// The longest run of it that begins with the first position it shares with `other`, or goes on around that.
    pub(super) fn run_around(&self, other: &Self) -> Self {
        let Some(at) = self.and(other).positions().next() else { return self.clone() };
        let (mut first, mut last) = (at, at);
        let positions: Vec<usize> = self.positions().collect();
        for position in positions.iter().rev().filter(|position| **position < at) {
            if position + 1 == first {
                first = *position;
            }
        }
        for position in positions.iter().filter(|position| **position > at) {
            if last + 1 == *position {
                last = *position;
            }
        }
        Self::of(self.0.len() * WORD, first..=last)
    }

    /// Its positions, in order.
    pub(super) fn positions(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            (0..WORD).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * WORD + bit)
        })
    }
}

/// One set an axis; it holds the keys whose every piece is in its set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Product(pub(super) Vec<Set>);

impl Product {
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().any(Set::is_empty)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a.meets(b))
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a.holds(b))
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a.and(b)).collect())
    }

    /// On how many axes `other` goes beyond it.
    pub(super) fn exceeded_by(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| !a.holds(b)).count()
    }

    /// Whether it meets another on every axis but one.
    pub(super) fn meets_but(&self, other: &Self, axis: usize) -> bool {
        self.0.iter().zip(&other.0).enumerate().all(|(at, (a, b))| at == axis || a.meets(b))
    }

    /// Its first keys, for putting products in the order of a table.
    pub(super) fn first(&self) -> Vec<usize> {
        self.0.iter().map(|set| set.positions().next().unwrap_or(usize::MAX)).collect()
    }
}
