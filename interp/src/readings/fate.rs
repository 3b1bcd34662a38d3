//! What becomes of each row under all the runs that were made.

use std::collections::{BTreeMap, BTreeSet};

use super::Choice;
use crate::compare::{Class, GradeStandings, Standings};

/// A run with other answers, as far as it differs from the run as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The answers.
    pub choice: Choice,
    /// The rows whose class is another.
    pub moved: Vec<Moved>,
}

/// A row in another class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The grade.
    pub grade: String,
    /// The key of the row.
    pub key: String,
    /// Its class there.
    pub class: Class,
}

/// A row whose class is not the same in all runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Option<String>,
    /// Its class as the text is taken.
    pub taken: Class,
    /// All classes that it has in some run, the best first.
    pub possible: Vec<Class>,
    /// The answers that move it: each alone where that does it; together where none of them does it with fewer.
    pub because: Vec<Choice>,
}

impl Fate {
    /// Whether no single answer moves it: only several together do.
    pub fn is_joint(&self) -> bool {
        self.because.iter().all(|choice| choice.len() > 1)
    }
}

/// The rows of a grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeFates {
    /// The grade.
    pub grade: String,
    /// Whose rows.
    pub table: String,
    /// How many rows are in the list in some run.
    pub rows: u64,
    /// Those of them whose class is the same in all runs.
    pub same: u64,
    /// The others, in the order of their keys.
    pub fates: Vec<Fate>,
}

/// What becomes of every row of every grade; `runs` are in the order of the size of their choices.
pub fn fates(base: &Standings, runs: &[Run]) -> Vec<GradeFates> {
    base.grades.iter().map(|grade| of_grade(grade, runs)).collect()
}

fn of_grade(grade: &GradeStandings, runs: &[Run]) -> GradeFates {
    let mut classes: BTreeMap<&str, (BTreeSet<&Class>, Vec<&Choice>)> = BTreeMap::new();
    for run in runs {
        for moved in run.moved.iter().filter(|moved| moved.grade == grade.name) {
            let (met, because) = classes.entry(&moved.key).or_default();
            met.insert(&moved.class);
            let within = |known: &&Choice| known.iter().all(|one| run.choice.contains(one));
            if !because.iter().any(within) {
                because.push(&run.choice);
            }
        }
    }
    let fate = |(key, (mut met, because)): (&str, (BTreeSet<&Class>, Vec<&Choice>))| {
        let standing = grade.rows.get(key);
        let taken = standing.map_or(Class::NoRow, |standing| standing.class.clone());
        met.insert(&taken);
        let mut possible: Vec<Class> = met.into_iter().cloned().collect();
        possible.sort_by_key(|class| place(grade, class));
        Fate {
            key: key.to_owned(),
            name: standing.and_then(|standing| standing.name.clone()),
            taken,
            possible,
            because: because.into_iter().cloned().collect(),
        }
    };
    let fates: Vec<Fate> = classes.into_iter().map(fate).collect();
    let outside = |class: &Class| matches!(class, Class::Unlisted | Class::NoRow);
    let listed = grade.rows.values().filter(|standing| !outside(&standing.class)).count() as u64;
    let entering = fates.iter().filter(|fate| outside(&fate.taken)).count() as u64;
    let rows = listed + entering;
    let same = rows.saturating_sub(fates.len() as u64);
    GradeFates { grade: grade.name.clone(), table: grade.table.clone(), rows, same, fates }
}

/// Classes in their order, rows without one last.
fn place(grade: &GradeStandings, class: &Class) -> usize {
    let named = class.name().and_then(|name| grade.members.iter().position(|member| member == name));
    named.unwrap_or(grade.members.len())
}
