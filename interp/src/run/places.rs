//! Rows by their places.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::eval::Outcome;
use crate::program::{DefinitionId, Frame, TableId};

/// What stands at each place, from 1 on: a row and its class in one word, and two words for no row and for several.
pub(super) struct Places(Vec<u64>);

const EMPTY: u64 = u64::MAX;

const SEVERAL: u64 = u64::MAX - 1;

/// What stands for no class.
const NO_CLASS: u32 = u32::MAX - 2;

/// A row at a place.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    /// The row.
    pub row: u32,
    /// The position of its class.
    pub class: Option<u32>,
}

impl Places {
    /// The rows of a table by their places.
    pub fn of(outcome: &Outcome<'_>, (table, rank, class): (TableId, DefinitionId, DefinitionId)) -> Self {
        let frame = Frame::Rows(table);
        let places: Vec<AtomicU64> = (0..=outcome.rows(frame)).map(|_| AtomicU64::new(EMPTY)).collect();
        let put = |rank: i64, word: u64| {
            // No place is greater than the number of rows.
            let Some(slot) = usize::try_from(rank).ok().and_then(|place| places.get(place)) else { return };
            // Whoever finds a row here says so after it has written its own: that word stays.
            if slot.swap(word, Ordering::Relaxed) != EMPTY {
                slot.store(SEVERAL, Ordering::Relaxed);
            }
        };
        outcome.in_batches(frame, &[rank, class], |first, values| {
            let mut positions = values.iter().map(crate::eval::Values::positions);
            let (ranks, classes) =
                (positions.next().unwrap_or_default(), positions.next().unwrap_or_default());
            let class = |class: i64| u64::from(u32::try_from(class).unwrap_or(NO_CLASS).min(NO_CLASS));
            let rows = (u64::from(first)..).zip(ranks.into_iter().zip(classes));
            rows.for_each(|(row, (rank, of))| put(rank, class(of) << 32 | row));
        });
        Self(places.into_iter().map(AtomicU64::into_inner).collect())
    }

    /// Where the class changes from one place to the next, with the place above and the rows above and below. A cut itself may be a
    /// fraction of a place.
    pub fn cuts(&self) -> impl Iterator<Item = (i64, Placed, Placed)> {
        let pairs = (0_i64..).zip(self.0.iter().zip(self.0.iter().skip(1)));
        let changing = pairs.filter(|(_, (above, below))| *above >> 32 != *below >> 32);
        changing.filter_map(|(place, (above, below))| Some((place, placed(*above)?, placed(*below)?)))
    }
}

/// The one row at a place.
fn placed(word: u64) -> Option<Placed> {
    if word == EMPTY || word == SEVERAL {
        return None;
    }
    let class = u32::try_from(word >> 32).ok().filter(|class| *class != NO_CLASS);
    #[expect(clippy::cast_possible_truncation, reason = "the class stands above")]
    let row = word as u32;
    Some(Placed { row, class })
}
