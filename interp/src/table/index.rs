//! From a key to its row.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::{Cells, Column, TextColumn};

/// The rows of a table in the order of their keys, sorted when they are first asked for.
#[derive(Clone, Debug, Default)]
pub struct KeyIndex {
    order: OnceLock<Vec<u32>>,
}

/// Indexes say nothing that their tables do not.
impl PartialEq for KeyIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl KeyIndex {
    /// The `rows` rows in the order of their keys; rows of one key stand in the order of the file.
    pub fn order(&self, keys: &[&Column], rows: u32) -> &[u32] {
        self.order.get_or_init(|| sorted(keys, rows))
    }

    /// Pairs of rows with one key: (the first row that has it, a later one).
    pub fn duplicates(&self, keys: &[&Column], rows: u32) -> Vec<(u32, u32)> {
        let order = self.order(keys, rows);
        let mut pairs = Vec::new();
        let mut first = None;
        for (before, here) in order.iter().zip(order.iter().skip(1)) {
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

fn sorted(keys: &[&Column], rows: u32) -> Vec<u32> {
    if keys.is_empty() {
        return Vec::new();
    }
    let compare = |a: u32, b: u32| compare_rows(keys, a, b);
    if (1..rows).all(|row| compare(row - 1, row) == Ordering::Less) {
        return (0..rows).collect();
    }
    let starts = Starts::new(keys, rows);
    let mut order: Vec<(u64, u32)> = (0..rows).map(|row| (starts.get(row), row)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(a.1, b.1)).then(a.1.cmp(&b.1)));
    order.into_iter().map(|(_, row)| row).collect()
}

/// A few bytes of each text key, as a number in the order of the texts: they tell most keys apart without looking for their texts.
struct Starts<'k> {
    texts: Option<&'k TextColumn>,
    /// How many bytes all keys begin with alike: the place that gave them.
    alike: usize,
}

impl<'k> Starts<'k> {
    /// Of the first key column; nothing is known of it where it is none of texts that are all there.
    fn new(keys: &[&'k Column], rows: u32) -> Self {
        let texts = keys.first().and_then(|key| match key.cells() {
            Cells::Text(texts) if key.is_full() => Some(texts),
            _ => None,
        });
        let alike = texts.map_or(0, |texts| {
            let first = texts.get(0).as_bytes();
            let alike = |alike: usize, row: u32| {
                let pairs = first.iter().zip(texts.get(row as usize).as_bytes()).take(alike);
                pairs.take_while(|(a, b)| a == b).count()
            };
            (0..rows).fold(first.len(), alike)
        });
        Self { texts, alike }
    }

    fn get(&self, row: u32) -> u64 {
        let Some(texts) = self.texts else { return 0 };
        let behind = texts.get(row as usize).as_bytes().iter().skip(self.alike);
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(behind).for_each(|(slot, byte)| *slot = *byte);
        u64::from_be_bytes(bytes)
    }
}

fn compare_rows(keys: &[&Column], a: u32, b: u32) -> Ordering {
    keys.iter().map(|key| key.compare(a as usize, b as usize)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}
