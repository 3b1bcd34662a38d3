//! What an evaluation took: for `heng run --profile`.

use std::sync::{Mutex, PoisonError};

use super::numbers::Precision;
use super::plan::Sharing;
use crate::program::{DefinitionId, Program};

/// What an evaluation took, and what it saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The definitions that were evaluated, in the order written.
    pub definitions: Vec<DefinitionProfile>,
    /// Definitions that nothing needs.
    pub skipped: Vec<DefinitionId>,
    /// What is computed once for several places.
    pub sharing: Sharing,
}

/// What a definition took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefinitionProfile {
    /// Which.
    pub id: DefinitionId,
    /// For how many rows it was walked.
    pub rows: u64,
    /// How long that took, by the clock of the options; over all threads. What a definition asked for first (an aggregate over a whole
    /// table, the ranks of all rows) is within it.
    pub nanoseconds: u64,
    /// How many decisions on a row the floats left open.
    pub widened: u64,
    /// How many of them were open after some 250 bits as well, and were taken on exact numbers.
    pub exact: u64,
}

/// Gathers what definitions take.
pub(super) struct Timer {
    clock: Option<fn() -> u64>,
    taken: Mutex<Vec<DefinitionProfile>>,
}

impl Timer {
    /// Nothing has been taken yet. Without a clock, no time is.
    pub fn new(program: &Program, clock: Option<fn() -> u64>) -> Self {
        let ids = (0..program.definitions.len()).filter_map(|i| u32::try_from(i).ok()).map(DefinitionId);
        let nothing = |id| DefinitionProfile { id, rows: 0, nanoseconds: 0, widened: 0, exact: 0 };
        Self { clock, taken: Mutex::new(ids.map(nothing).collect()) }
    }

    fn with(&self, id: Option<DefinitionId>, f: impl FnOnce(&mut DefinitionProfile)) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = id.and_then(|id| taken.get_mut(id.index())) {
            f(taken);
        }
    }

    /// Does some work for so many rows of a definition.
    pub fn time<T>(&self, id: DefinitionId, rows: usize, work: impl FnOnce() -> T) -> T {
        let Some(clock) = self.clock else { return work() };
        let start = clock();
        let done = work();
        let nanoseconds = clock().saturating_sub(start);
        self.with(Some(id), |taken| {
            taken.rows += rows as u64;
            taken.nanoseconds += nanoseconds;
        });
        done
    }

    /// Notes decisions that are taken in this precision.
    pub fn note_open(&self, id: Option<DefinitionId>, precision: Precision, rows: usize) {
        if self.clock.is_some() {
            self.with(id, |taken| match precision {
                Precision::Enclosed => {}
                Precision::Wide => taken.widened += rows as u64,
                Precision::Exact => taken.exact += rows as u64,
            });
        }
    }

    /// What was taken so far, of definitions that were evaluated.
    pub fn taken(&self) -> Vec<DefinitionProfile> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.iter().copied().filter(|taken| taken.rows > 0).collect()
    }
}
