//! Why a row is in another class though its own data are as they were.

use super::{GradeStandings, Standing};

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Moves whose condition holds now, and did not; and the other way round.
    Moves {
        /// Now.
        gained: Vec<String>,
        /// Before.
        lost: Vec<String>,
    },
    /// Its score is another: what it is measured by has moved.
    Score {
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// Others have passed it, or fallen behind it.
    Rank {
        /// Before.
        before: Option<i64>,
        /// After.
        after: Option<i64>,
    },
    /// The last place of the better of the two classes it moves between is another.
    Cut {
        /// That class.
        class: String,
        /// Before.
        before: Option<i64>,
        /// After.
        after: Option<i64>,
    },
    /// It enters the ranked rows, or leaves them: it is not listed, or not scored.
    Ranked {
        /// Whether it is ranked now.
        now: bool,
    },
}

/// Why a row moved from one class to another: what differs on the way to its class, from the score to the moves.
pub fn reasons(
    (old, new): (&GradeStandings, &GradeStandings),
    (before, after): (&Standing, &Standing),
) -> Vec<Reason> {
    if before.rank.is_some() != after.rank.is_some() {
        return vec![Reason::Ranked { now: after.rank.is_some() }];
    }
    let mut found = Vec::new();
    if before.score != after.score {
        found.push(Reason::Score { before: before.score.clone(), after: after.score.clone() });
    }
    if before.start != after.start {
        if before.rank != after.rank {
            found.push(Reason::Rank { before: before.rank, after: after.rank });
        }
        found.extend(cut((old, new), (before, after)));
    }
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|name| !those.contains(name)).cloned().collect()
    };
    let (gained, lost) = (only(&after.moves, &before.moves), only(&before.moves, &after.moves));
    if !gained.is_empty() || !lost.is_empty() {
        found.push(Reason::Moves { gained, lost });
    }
    found
}

/// The cut between the classes before the moves, where it is another place.
fn cut(
    (old, new): (&GradeStandings, &GradeStandings),
    (before, after): (&Standing, &Standing),
) -> Option<Reason> {
    let position = |standing: &Standing| {
        let name = standing.start.name()?;
        new.members.iter().position(|member| member == name)
    };
    let upper = position(before).into_iter().chain(position(after)).min()?;
    let class = new.members.get(upper)?;
    let last = |grade: &GradeStandings| {
        let held = grade.rows.values().filter(|standing| standing.start.name() == Some(class.as_str()));
        held.filter_map(|standing| standing.rank).max()
    };
    let (was, is) = (last(old), last(new));
    (was != is).then(|| Reason::Cut { class: class.clone(), before: was, after: is })
}
