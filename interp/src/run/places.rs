//! Rows by their places.

use crate::eval::Outcome;
use crate::program::{DefinitionId, Frame, TableId};

/// What stands at each place, from 1 on.
pub(super) struct Places(Vec<Place>);

/// A place.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// No row has it.
    Empty,
    /// One row has it.
    One(Placed),
    /// Several rows have it.
    Several,
}

/// A row at a place.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    /// The row.
    pub row: u32,
    /// Its class; below 0 where it has none.
    pub class: i32,
}

impl Places {
    /// The rows of a table by their places.
    pub fn of(outcome: &Outcome<'_>, (table, rank, class): (TableId, DefinitionId, DefinitionId)) -> Self {
        let frame = Frame::Rows(table);
        let mut places = vec![Place::Empty; outcome.rows(frame) as usize + 1];
        let batches = outcome.in_batches(frame, &[rank, class], |first, values| {
            let mut positions = values.iter().map(crate::eval::Values::positions);
            let (ranks, classes) =
                (positions.next().unwrap_or_default(), positions.next().unwrap_or_default());
            let rows = (first..).zip(ranks.into_iter().zip(classes));
            let placed = rows.filter_map(|(row, (rank, class))| {
                let class = class.and_then(|class| i32::try_from(class).ok()).unwrap_or(-1);
                Some((u32::try_from(rank?).ok()?, Placed { row, class }))
            });
            placed.collect::<Vec<_>>()
        });
        for (place, placed) in batches.into_iter().flatten() {
            // No place is greater than the number of rows.
            if let Some(slot) = places.get_mut(place as usize) {
                *slot = if matches!(slot, Place::Empty) { Place::One(placed) } else { Place::Several };
            }
        }
        Self(places)
    }

    /// Where the class changes from one place to the next, with the place above and the rows above and below. A cut itself may be a
    /// fraction of a place.
    pub fn cuts(&self) -> impl Iterator<Item = (i64, Placed, Placed)> {
        let pairs = (0_i64..).zip(self.0.iter().zip(self.0.iter().skip(1)));
        pairs.filter_map(|(place, pair)| match pair {
            (Place::One(above), Place::One(below)) if above.class != below.class => {
                Some((place, *above, *below))
            }
            _ => None,
        })
    }
}
