//! Which change moved a row: made alone, and left out of all.

use super::{Class, Movement, Standings, movements};

/// A row that moves, and because of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// From where to where.
    pub movement: Movement,
    /// The changes that move the row when they are made alone, and to which class.
    pub alone: Vec<(usize, Class)>,
    /// The changes without which the row would not be where it comes to stand.
    pub needed: Vec<usize>,
}

impl Attribution {
    /// The changes that account for the movement: those that bring the row where it stands when made alone and that it
    /// needs; else those that it needs; else those that bring it there alone; else those that move it alone. Where there
    /// are none, only several together move it.
    pub fn causes(&self) -> Vec<usize> {
        let (_, after) = self.movement.classes();
        let brings: Vec<usize> =
            self.alone.iter().filter(|(_, class)| *class == after).map(|(at, _)| *at).collect();
        let both: Vec<usize> = brings.iter().copied().filter(|at| self.needed.contains(at)).collect();
        let moves = self.alone.iter().map(|(at, _)| *at).collect();
        [both, self.needed.clone(), brings, moves]
            .into_iter()
            .find(|list| !list.is_empty())
            .unwrap_or_default()
    }
}

/// Every row that moves between two runs. `alone` has, for each change, the run of the earlier policy with that change;
/// `without` that of the later policy without it; nothing where such a run could not be made.
pub fn attributions(
    before: &Standings,
    after: &Standings,
    alone: &[Option<Standings>],
    without: &[Option<Standings>],
) -> Vec<Attribution> {
    let moved = movements(before, after).into_iter();
    moved.map(|movement| attribution(movement, alone, without)).collect()
}

fn attribution(
    movement: Movement,
    alone: &[Option<Standings>],
    without: &[Option<Standings>],
) -> Attribution {
    let (start, end) = movement.classes();
    let class = |run: &Option<Standings>| class_of(run.as_ref()?, &movement);
    let moved = alone.iter().enumerate().filter_map(|(at, run)| Some((at, class(run)?)));
    let needed = without.iter().enumerate().filter_map(|(at, run)| Some((at, class(run)?)));
    let needed = needed.filter(|(_, class)| *class != end).map(|(at, _)| at).collect();
    let alone = moved.filter(|(_, class)| *class != start).collect();
    Attribution { alone, needed, movement }
}

/// The class of the row in another run; nothing where that run has no such grade.
fn class_of(run: &Standings, movement: &Movement) -> Option<Class> {
    let of_table = |grade: &&super::GradeStandings| grade.table == movement.table;
    let grade = run.grade(&movement.grade).or_else(|| run.grades.iter().rfind(of_table))?;
    Some(grade.rows.get(&movement.key).map_or(Class::NoRow, |standing| standing.class.clone()))
}
