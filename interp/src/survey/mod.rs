//! A survey of what an evaluation gave, for those who answer for the whole: classes before and after the moves, the distribution of the
//! score, what each move did, the rows at the boundaries, breakdowns by the columns of the data, what is doubtful, missing and open.
//!
//! Plain data, made from an [`Outcome`] alone. Figures are exact, or rounded from exact ones to the decimals shown; nothing hangs on the
//! order of the rows.

mod ask;
mod binding;
mod boundary;
mod breakdown;
mod classes;
mod distribution;
mod doubt;
mod grade;
mod ladder;
mod measure;
mod missing;
mod moves;
mod parting;
mod sorter;
mod target;
mod tie;

pub use ask::Subject;
pub use binding::BoundValue;
pub use boundary::{Boundary, EdgeRow, EdgeRule, NEAREST};
pub use breakdown::{Breakdown, Group};
pub use classes::{CrossTable, UNDECIDED};
pub use distribution::{Bar, Distribution, Statistics};
pub use doubt::Doubt;
pub use grade::{GradeSurvey, grades};
pub use measure::{Measure, cuts, distribution};
pub use missing::{Answer, MissingAnswer, MissingColumn};
pub use moves::{MoveEffect, MovedRow};
pub use parting::Parting;
pub use target::TargetLine;
pub use tie::TieStatistics;

use crate::eval::Outcome;
use crate::run::Summary;
use crate::table::fault::DataFault;

/// What an evaluation gave, surveyed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// The counts of the run: tables, participation, ledgers, readings, parameters, rows that aggregates left out, checks.
    pub summary: Summary,
    /// The grades, in the order written.
    pub grades: Vec<GradeSurvey>,
    /// Scores, where there are no grades.
    pub scores: Vec<Distribution>,
    /// Allocations.
    pub partings: Vec<Parting>,
    /// Targets.
    pub targets: Vec<TargetLine>,
    /// What is doubtful in the data.
    pub doubts: Vec<Doubt>,
    /// What is missing in the data.
    pub missing: Vec<MissingColumn>,
    /// Open values and what they are bound to.
    pub bound: Vec<BoundValue>,
    /// Decisions that are still to be taken, and for how many rows.
    pub pending: Vec<(String, u64)>,
}

impl Survey {
    /// The survey of an outcome; `faults` are the doubts about the data, `pending` the decisions that wait, per name how many.
    pub fn of(outcome: &Outcome<'_>, faults: &[DataFault], pending: &[(String, u64)]) -> Self {
        let summary = Summary::of(outcome);
        let grades = grade::grades(outcome);
        let scores = if grades.is_empty() { distribution::scores(outcome) } else { Vec::new() };
        Self {
            summary,
            grades,
            scores,
            partings: parting::partings(outcome),
            targets: target::target_lines(outcome),
            doubts: doubt::doubts(faults),
            missing: missing::missing(outcome),
            bound: binding::bound(outcome),
            pending: pending.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests;
