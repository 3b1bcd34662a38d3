//! From which class to which, counted.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, GradeStandings, Standing, Standings, grade_pairs};

/// How many rows went from each class to each; those that stay are on the diagonal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitionMatrix {
    /// The grade, as the later run calls it.
    pub grade: String,
    /// Whose rows.
    pub table: String,
    /// The classes of both runs: as the later run orders them, then those that only the earlier one has, then rows
    /// without a class.
    pub classes: Vec<Class>,
    /// (before, after), as positions in `classes`, and how many rows; pairs without rows are left out.
    pub counts: BTreeMap<(usize, usize), u64>,
}

impl TransitionMatrix {
    /// How many rows went from one class to another.
    pub fn count(&self, before: usize, after: usize) -> u64 {
        self.counts.get(&(before, after)).copied().unwrap_or_default()
    }

    /// How many rows are in another class than before.
    pub fn moved(&self) -> u64 {
        self.counts.iter().filter(|((before, after), _)| before != after).map(|(_, count)| count).sum()
    }

    /// How many rows a class had before, and has after.
    pub fn totals(&self, class: usize) -> (u64, u64) {
        let sum = |of: &dyn Fn(&(usize, usize)) -> bool| {
            self.counts.iter().filter(|(pair, _)| of(pair)).map(|(_, count)| count).sum()
        };
        (sum(&|(before, _)| *before == class), sum(&|(_, after)| *after == class))
    }
}

/// The transitions of every grade that both runs have.
pub fn transitions(before: &Standings, after: &Standings) -> Vec<TransitionMatrix> {
    grade_pairs(before, after).into_iter().map(|(old, new)| of_grade(old, new)).collect()
}

fn of_grade(old: &GradeStandings, new: &GradeStandings) -> TransitionMatrix {
    let keys: BTreeSet<&String> = old.rows.keys().chain(new.rows.keys()).collect();
    let class = |standing: Option<&Standing>| standing.map_or(Class::NoRow, |s| s.class.clone());
    let pairs: Vec<(Class, Class)> =
        keys.into_iter().map(|key| (class(old.rows.get(key)), class(new.rows.get(key)))).collect();
    let met: BTreeSet<&Class> = pairs.iter().flat_map(|(before, after)| [before, after]).collect();
    let mut classes: Vec<Class> = Vec::new();
    let named = new.members.iter().chain(&old.members).map(|name| Class::Of(name.clone()));
    let others = met.iter().filter(|class| class.name().is_none()).map(|class| (*class).clone());
    for class in named.chain(others) {
        if met.contains(&class) && !classes.contains(&class) {
            classes.push(class);
        }
    }
    let mut counts = BTreeMap::new();
    for (before, after) in &pairs {
        let place = |wanted: &Class| classes.iter().position(|class| class == wanted);
        if let (Some(before), Some(after)) = (place(before), place(after)) {
            *counts.entry((before, after)).or_default() += 1;
        }
    }
    TransitionMatrix { grade: new.name.clone(), table: new.table.clone(), classes, counts }
}
