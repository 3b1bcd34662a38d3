//! Comparison of runs: two policies, two readings, data before and after a correction. A run is boiled down to the
//! [`Standings`] of its rows, which outlive its program and its data; two of them give [`Movement`]s, and a
//! [`TransitionMatrix`] for each grade.

mod amounts;
mod attribution;
mod effect;
mod figure;
mod movement;
mod parties;
mod policy;
mod reason;
mod standing;
#[cfg(test)]
mod tests;
mod transition;
mod unchanged;

pub use amounts::{AmountChange, AmountTotal, Amounts, amount_changes};
pub use attribution::{Attribution, attributions};
pub use effect::{Effect, OwnRow, Picture, ScoreShift, ShiftedRow};
pub use figure::{Content, Figure, FigureChange, figure_changes, shown_difference};
pub use movement::{Movement, grade_pairs, movements};
pub use parties::{Share, ShareChange, Shares, share_changes};
pub use policy::{PolicyChange, PolicyChangeKind, dependents, needs, policy_changes, with_changes};
pub use reason::{Reason, reasons};
pub use standing::{Class, GradeStandings, Standing, Standings};
pub use transition::{TransitionMatrix, transitions};
pub use unchanged::Unchanged;
