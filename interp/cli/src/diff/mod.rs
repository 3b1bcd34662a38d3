//! `heng diff`: two policies, two days or two settings over one table. Every difference between them is a change that can
//! be made alone; who moves, and because of which change, is found by running the earlier policy with each change alone,
//! and the later one with each change left out.

mod change;
mod json;
mod mixed;
mod side;
mod table;
mod text;

use heng_interp::compare::{Attribution, Standings, amount_changes, attributions};

use crate::run::Done;
use crate::shell::Shell;

pub use change::Change;
pub use json::{DIFF_SCHEMA, diff_json};
pub use side::{Side, SideRequest};
pub use table::write;
pub use text::diff_lines;

/// What came of a comparison.
pub struct Difference {
    /// The earlier side and the later one.
    pub sides: (Side, Side),
    /// In what they differ.
    pub changes: Vec<Change>,
    /// Per change what comes of it alone, with what it needs; nothing where it cannot be run so.
    pub alone: Vec<Option<Standings>>,
    /// Per change whether it takes others along, by their places.
    pub with: Vec<Vec<usize>>,
    /// Every row that moves, and because of which changes.
    pub moved: Vec<Attribution>,
}

impl Difference {
    /// Whether a row is in another class, or an amount is another.
    pub fn differs(&self) -> bool {
        let (before, after) = (&self.sides.0.standings, &self.sides.1.standings);
        !self.moved.is_empty() || amount_changes(before, after).iter().any(|total| !total.changes.is_empty())
    }
}

/// Compares two sides.
///
/// # Errors
/// All that is wrong with the side that cannot be run.
pub fn compare(
    (before, after): (&SideRequest, &SideRequest),
    shell: &mut Shell<'_>,
) -> Result<Difference, Box<Done>> {
    let before = Side::run(before, shell)?;
    let after = Side::run(after, shell)?;
    let changes = change::changes(&before, &after);
    let mixed = mixed::Mixed::new(&before, &after, &changes);
    let runs = mixed.run_all(shell);
    let moved = attributions(&before.standings, &after.standings, &runs.alone, &runs.without);
    Ok(Difference { alone: runs.alone, with: runs.with, sides: (before, after), changes, moved })
}
