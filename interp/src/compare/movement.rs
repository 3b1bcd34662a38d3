//! Who moves from one run to another.

use std::collections::BTreeSet;

use super::{Class, GradeStandings, Standing, Standings};

/// A row whose class is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The grade, as the later run calls it.
    pub grade: String,
    /// Whose row.
    pub table: String,
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: Option<String>,
    /// Before; none where the row was not there.
    pub before: Option<Standing>,
    /// After; none where the row is gone.
    pub after: Option<Standing>,
}

impl Movement {
    /// The class before and after.
    pub fn classes(&self) -> (Class, Class) {
        let class = |standing: &Option<Standing>| standing.as_ref().map_or(Class::NoRow, |s| s.class.clone());
        (class(&self.before), class(&self.after))
    }
}

/// The grades of two runs that are the same: by name; else, where each run has one of a table, these two.
pub fn grade_pairs<'s>(
    before: &'s Standings,
    after: &'s Standings,
) -> Vec<(&'s GradeStandings, &'s GradeStandings)> {
    let of_table = |standings: &'s Standings, table: &str| -> Vec<&'s GradeStandings> {
        standings.grades.iter().filter(|grade| grade.table == table).collect()
    };
    let pair = |new: &'s GradeStandings| {
        let named = before.grade(&new.name).filter(|old| old.table == new.table);
        let only = || match (of_table(before, &new.table).as_slice(), of_table(after, &new.table).as_slice())
        {
            ([old], [_]) => Some(*old),
            _ => None,
        };
        Some((named.or_else(only)?, new))
    };
    after.grades.iter().filter_map(pair).collect()
}

/// The rows whose class is another in the later run, grade by grade, in the order of their keys.
pub fn movements(before: &Standings, after: &Standings) -> Vec<Movement> {
    let pairs = grade_pairs(before, after);
    pairs.into_iter().flat_map(|(old, new)| of_grade(old, new)).collect()
}

fn of_grade(old: &GradeStandings, new: &GradeStandings) -> Vec<Movement> {
    let keys: BTreeSet<&String> = old.rows.keys().chain(new.rows.keys()).collect();
    let movement = |key: &String| {
        let (before, after) = (old.rows.get(key), new.rows.get(key));
        let class = |standing: Option<&Standing>| standing.map_or(Class::NoRow, |s| s.class.clone());
        if class(before) == class(after) {
            return None;
        }
        Some(Movement {
            grade: new.name.clone(),
            table: new.table.clone(),
            key: key.clone(),
            name: after.or(before).and_then(|standing| standing.name.clone()),
            before: before.cloned(),
            after: after.cloned(),
        })
    };
    keys.into_iter().filter_map(movement).collect()
}
