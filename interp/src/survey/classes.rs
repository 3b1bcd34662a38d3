//! Classes before and after the moves: how many rows went from which to which.

use crate::eval::Outcome;
use crate::program::{ChoiceId, DefinitionId, Frame, TableId};
use crate::run::positions;

/// How many rows went from each class to each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrossTable {
    /// The classes that a row has before or after, in the order of the choice; the empty name last, where rows have none.
    pub classes: Vec<String>,
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

    /// How many rows have another class after the moves than before.
    pub fn moved(&self) -> u64 {
        let kept = self.counts.iter().enumerate().filter_map(|(at, row)| row.get(at));
        self.total() - kept.sum::<u64>()
    }

    /// How many rows have a better class after the moves, and how many a worse one.
    pub fn directions(&self) -> (u64, u64) {
        let cells = self.counts.iter().enumerate();
        let cells = cells.flat_map(|(from, row)| row.iter().enumerate().map(move |(to, n)| (from, to, *n)));
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
    let place = |class: Option<&Result<i64, crate::value::Absence>>| {
        let at = class.and_then(|class| class.as_ref().ok()).and_then(|at| usize::try_from(*at).ok());
        at.filter(|at| *at < members.len()).unwrap_or(members.len())
    };
    let (before, after) = (positions(outcome, before), positions(outcome, after));
    let listed = crate::run::listed(outcome.program(), Frame::Rows(table)).map(|id| outcome.yes_no(id));
    let mut counts = vec![vec![0; members.len() + 1]; members.len() + 1];
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
    without_empty(&CrossTable { classes: members.into_iter().chain([String::new()]).collect(), counts })
}

/// Leaves out the members that no row has, but not those in the middle: an empty class C of A to D is told.
fn without_empty(table: &CrossTable) -> CrossTable {
    let (before, after) = (table.before(), table.after());
    let used = |at: &usize| before.get(*at).is_some_and(|n| *n > 0) || after.get(*at).is_some_and(|n| *n > 0);
    let last = table.classes.len().saturating_sub(1);
    let greatest = (0..last).rev().find(|at| used(at));
    let kept = |at: &usize| greatest.is_some_and(|greatest| *at <= greatest) || (*at == last && used(at));
    let keep: Vec<usize> = (0..table.classes.len()).filter(|at| kept(at)).collect();
    CrossTable {
        classes: keep.iter().filter_map(|at| table.classes.get(*at)).cloned().collect(),
        counts: keep
            .iter()
            .filter_map(|at| table.counts.get(*at))
            .map(|row| keep.iter().filter_map(|at| row.get(*at)).copied().collect())
            .collect(),
    }
}
