//! From a key to its row.

use std::cmp::Ordering;

use super::Column;

/// The rows in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyIndex {
    order: Vec<u32>,
}

impl KeyIndex {
    /// Sorts the rows by the key columns; rows of one key stand in the order of the file.
    pub fn new(keys: &[&Column], rows: u32) -> Self {
        let mut order: Vec<u32> = if keys.is_empty() { Vec::new() } else { (0..rows).collect() };
        let compare = |a: &u32, b: &u32| compare_rows(keys, *a, *b);
        if !order.is_sorted_by(|a, b| compare(a, b) == Ordering::Less) {
            order.sort_by(compare);
        }
        Self { order }
    }

    /// The rows in the order of their keys.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The row for which `compare` says `Equal`; `compare` tells how a row's key stands to the one sought.
    pub fn find(&self, compare: impl Fn(u32) -> Ordering) -> Option<u32> {
        let found = self.order.binary_search_by(|&row| compare(row)).ok()?;
        self.order.get(found).copied()
    }

    /// Pairs of rows with one key: (the first row that has it, a later one).
    pub fn duplicates(&self, keys: &[&Column]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let mut first = None;
        for (before, here) in self.order.iter().zip(self.order.iter().skip(1)) {
            if compare_rows(keys, *before, *here) == Ordering::Equal {
                let original = *first.get_or_insert(*before);
                pairs.push((original, *here));
            } else {
                first = None;
            }
        }
        pairs
    }
}

fn compare_rows(keys: &[&Column], a: u32, b: u32) -> Ordering {
    keys.iter().map(|key| key.compare(a as usize, b as usize)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}
