//! What becomes of money under all the runs that were made.

use std::collections::BTreeSet;

use dashu_ratio::RBig;

use crate::compare::{AmountTotal, Standings, amount_changes};
use crate::number::print;

/// A column of money in all runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountRange {
    /// The column as the text is taken.
    pub taken: AmountTotal,
    /// The least and the greatest total of all runs.
    pub range: (RBig, RBig),
    /// How many rows do not get the same in all runs.
    pub rows: u64,
}

impl AmountRange {
    /// The total as the text is taken, the least and the greatest, in digits.
    pub fn texts(&self) -> [String; 3] {
        [&self.taken.totals.0, &self.range.0, &self.range.1].map(|amount| print(amount).text)
    }
}

/// What becomes of every column of money; `changes` has the columns of every run against that of the text as it is taken.
pub fn amount_ranges(base: &Standings, changes: &[&AmountTotal]) -> Vec<AmountRange> {
    let range = |taken: AmountTotal| {
        let is_of = |other: &AmountTotal| {
            (&other.table, &other.name, other.year) == (&taken.table, &taken.name, taken.year)
        };
        let own: Vec<&AmountTotal> = changes.iter().copied().filter(|other| is_of(other)).collect();
        let totals = || own.iter().map(|other| &other.totals.1).chain([&taken.totals.0]);
        let range =
            (totals().min().cloned().unwrap_or_default(), totals().max().cloned().unwrap_or_default());
        let keys: BTreeSet<&String> =
            own.iter().flat_map(|other| other.changes.iter().map(|change| &change.key)).collect();
        let rows = keys.len() as u64;
        AmountRange { range, rows, taken }
    };
    amount_changes(base, base).into_iter().map(range).collect()
}
