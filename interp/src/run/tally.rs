//! Rows counted by class, and by what moves did to them: batch by batch, on all threads.

use super::grades::ClassCount;
use crate::eval::{NO_POSITION, Outcome, Values};
use crate::program::{ChoiceId, DefinitionId, Frame, MovePart, Program, TableId};

/// How many rows have which class before and after moves, and what each move did.
#[derive(Default)]
pub(super) struct Tally {
    before: Counts,
    after: Counts,
    /// Per move for how many rows its condition held, and how many it put into another class.
    pub moves: Vec<(u64, u64)>,
}

/// How many rows have which class.
#[derive(Default)]
struct Counts {
    classes: Vec<u64>,
    /// Listed rows without one.
    none: u64,
}

impl Tally {
    /// Counts the rows of a table by their classes, before and after the moves.
    pub fn of(
        outcome: &Outcome<'_>,
        (table, choice): (TableId, ChoiceId),
        (before, after): (DefinitionId, DefinitionId),
        moves: &[MovePart],
    ) -> Self {
        let frame = Frame::Rows(table);
        let classes = outcome.program().choice(choice).map_or(0, |choice| choice.members.len());
        let listed = super::listed(outcome.program(), frame);
        let steps = moves.iter().flat_map(|part| [part.held.definition, part.after]);
        let read: Vec<DefinitionId> = [before, after].into_iter().chain(steps).chain(listed).collect();
        let batches = outcome.in_batches(frame, &read, |_, values| {
            let (values, listed) = values.split_at(values.len() - usize::from(listed.is_some()));
            Self::of_batch(values, listed.first(), classes)
        });
        batches.into_iter().reduce(Self::and).unwrap_or_else(|| Self::of_batch(&[], None, classes))
    }

    /// `values`: the classes before and after, and per move whether its condition held and the classes after it.
    fn of_batch(values: &[Values<'_, '_>], listed: Option<&Values<'_, '_>>, classes: usize) -> Self {
        let (ends, moves) = values.split_at(values.len().min(2));
        let listed: Option<Vec<bool>> = listed.map(|listed| listed.yes().collect());
        let mut positions = ends.iter().map(Values::positions);
        let (before, after) = (positions.next().unwrap_or_default(), positions.next().unwrap_or_default());
        let counts = |all: &[i64]| Counts::of(all, listed.as_deref(), classes);
        let (counted_before, counted_after) = (counts(&before), counts(&after));
        let mut current = before;
        let mut done = Vec::with_capacity(moves.len() / 2);
        for step in moves.chunks_exact(2) {
            let [held, after] = step else { continue };
            let next = after.positions();
            // A row that waits for a decision has no class yet, and so no other one.
            let is_changed = |a: i64, b: i64| (a != b) & (a != NO_POSITION) & (b != NO_POSITION);
            let changed = current.iter().zip(&next).map(|(a, b)| u64::from(is_changed(*a, *b)));
            done.push((held.yes_count(), changed.sum()));
            current = next;
        }
        Self { before: counted_before, after: counted_after, moves: done }
    }

    fn and(mut self, other: Self) -> Self {
        for ((held, changed), (more_held, more_changed)) in self.moves.iter_mut().zip(other.moves) {
            *held += more_held;
            *changed += more_changed;
        }
        Self { before: self.before.and(other.before), after: self.after.and(other.after), moves: self.moves }
    }

    /// Per class of the choice how many rows, and the listed rows without one.
    pub fn classes(&self, program: &Program, choice: ChoiceId) -> (Vec<ClassCount>, ClassCount) {
        let members = program.choice(choice).map(|c| c.members.as_slice()).unwrap_or_default();
        let counts = self.before.classes.iter().zip(&self.after.classes);
        let classes = members.iter().zip(counts).map(|(class, (before, after))| ClassCount {
            class: class.clone(),
            before: *before,
            after: *after,
        });
        let none = ClassCount { class: String::new(), before: self.before.none, after: self.after.none };
        (classes.collect(), none)
    }
}

impl Counts {
    fn of(positions: &[i64], listed: Option<&[bool]>, classes: usize) -> Self {
        let mut counts = Self { classes: vec![0; classes], none: 0 };
        for (row, position) in positions.iter().enumerate() {
            if *position == NO_POSITION {
                let in_list = listed.is_none_or(|listed| listed.get(row) == Some(&true));
                counts.none += u64::from(in_list);
            } else {
                let slot = usize::try_from(*position).ok().and_then(|class| counts.classes.get_mut(class));
                slot.into_iter().for_each(|count| *count += 1);
            }
        }
        counts
    }

    fn and(mut self, other: Self) -> Self {
        for (count, more) in self.classes.iter_mut().zip(other.classes) {
            *count += more;
        }
        Self { classes: self.classes, none: self.none + other.none }
    }
}
