//! Classes before and after the moves: how many rows went from which to which.

use crate::eval::Outcome;
use crate::program::{ChoiceId, DefinitionId, Frame, TableId};
use crate::run::positions;
use crate::value::Absence;

/// What stands for the class of a row that waits for a decision, here as in the tables that are written.
pub const UNDECIDED: &str = "未定";

/// How many rows went from each class to each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrossTable {
    /// The classes that a row has before or after, in the order of the choice; then the empty name, where rows have none, and
    /// [`UNDECIDED`], where a decision is still to be taken.
    pub classes: Vec<String>,
    /// How many of them are in the order, the best first; the others stand outside it.
    pub ordered: usize,
    /// Per class before the moves, per class after them, how many rows.
    pub counts: Vec<Vec<u64>>,
}

impl CrossTable {
    /// Per class how many rows have it before the moves.
    pub fn before(&self) -> Vec<u64> {
        self.counts.iter().map(|row| row.iter().sum()).collect()
    }

    /// Per class how many rows have it after the moves.
    pub fn after(&self) -> Vec<u64> {
        let column = |at: usize| self.counts.iter().filter_map(|row| row.get(at)).sum();
        (0..self.classes.len()).map(column).collect()
    }

    /// All rows.
    pub fn total(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// How many rows have another class after the moves than before; those that wait for a decision are not among them.
    pub fn moved(&self) -> u64 {
        let (up, down) = self.directions();
        up + down
    }

    /// How many rows wait for a decision, so that nothing can be said of their class.
    pub fn undecided(&self) -> u64 {
        let after = self.classes.iter().zip(self.after());
        after.filter(|(class, _)| *class == UNDECIDED).map(|(_, count)| count).sum()
    }

    /// How many rows have a better class after the moves, and how many a worse one.
    pub fn directions(&self) -> (u64, u64) {
        let cells = self.counts.iter().enumerate();
        let cells = cells.flat_map(|(from, row)| row.iter().enumerate().map(move |(to, n)| (from, to, *n)));
        let decided = |at: usize| self.classes.get(at).is_some_and(|class| class != UNDECIDED);
        let cells = cells.filter(|(from, to, _)| decided(*from) && decided(*to));
        cells.fold((0, 0), |(up, down), (from, to, n)| match from.cmp(&to) {
            std::cmp::Ordering::Greater => (up + n, down),
            std::cmp::Ordering::Less => (up, down + n),
            std::cmp::Ordering::Equal => (up, down),
        })
    }
}

/// The classes of the listed rows of a table under two definitions.
pub(super) fn cross_table(
    outcome: &Outcome<'_>,
    (table, choice): (TableId, ChoiceId),
    before: DefinitionId,
    after: DefinitionId,
) -> CrossTable {
    let members = outcome.program().choice(choice).map(|c| c.members.clone()).unwrap_or_default();
    let place = |class: Option<&Result<i64, Absence>>| match class {
        Some(Ok(at)) => usize::try_from(*at).ok().filter(|at| *at < members.len()).unwrap_or(members.len()),
        Some(Err(Absence::Undecided)) => members.len() + 1,
        Some(Err(_)) | None => members.len(),
    };
    let (before, after) = (positions(outcome, before), positions(outcome, after));
    let listed = crate::run::listed(outcome.program(), Frame::Rows(table)).map(|id| outcome.yes_no(id));
    let mut counts = vec![vec![0; members.len() + 2]; members.len() + 2];
    for row in 0..before.len() {
        let (from, to) = (place(before.get(row)), place(after.get(row)));
        let in_list = listed.as_ref().is_none_or(|listed| listed.get(row) == Some(&Ok(true)));
        // As in the counts of a run: a class counts wherever a row has it, none only in the list.
        if !in_list && from == members.len() && to == members.len() {
            continue;
        }
        if let Some(count) = counts.get_mut(from).and_then(|row: &mut Vec<u64>| row.get_mut(to)) {
            *count += 1;
        }
    }
    let ordered = outcome.program().choice(choice).map_or(0, |choice| choice.ordered);
    without_empty(&CrossTable {
        classes: members.into_iter().chain([String::new(), UNDECIDED.to_owned()]).collect(),
        ordered,
        counts,
    })
}

/// Leaves out the members that no row has, but not those in the middle: an empty class C of A to D is told.
fn without_empty(table: &CrossTable) -> CrossTable {
    let (before, after) = (table.before(), table.after());
    let used = |at: &usize| before.get(*at).is_some_and(|n| *n > 0) || after.get(*at).is_some_and(|n| *n > 0);
    let members = table.classes.len().saturating_sub(2);
    let greatest = (0..members).rev().find(|at| used(at));
    let kept = |at: &usize| greatest.is_some_and(|greatest| *at <= greatest) || (*at >= members && used(at));
    let keep: Vec<usize> = (0..table.classes.len()).filter(|at| kept(at)).collect();
    CrossTable {
        ordered: keep.iter().filter(|at| **at < table.ordered).count(),
        classes: keep.iter().filter_map(|at| table.classes.get(*at)).cloned().collect(),
        counts: keep
            .iter()
            .filter_map(|at| table.counts.get(*at))
            .map(|row| keep.iter().filter_map(|at| row.get(*at)).copied().collect())
            .collect(),
    }
}
