//! Decisions on numbers: taken on floats where their bound tells; in the rows it leaves open on some 250 bits, and where these do not tell
//! either, on exact numbers.

use std::cmp::Ordering;

use super::column::{Cells, Column, joined_absences};
use super::numbers::{Numbers, Precision};
use super::scope::Scope;
use super::vector::{at, map2, write};
use super::walk::Walker;
use crate::number::{Decisions, Sign, Wanted};
use crate::program::{Comparison, Core, Kind};
use crate::value::Value;

/// How many open rows are walked again at a time: exact numbers can be long.
const OPEN_ROWS: usize = 256;

impl<'a> Walker<'_, 'a> {
    /// What `test` says of the numbers, row by row; of a row without a value, anything. Where the test leaves a row open, its operands
    /// are walked again, sharper. One element for all rows where all operands have one.
    pub fn decide<T: Copy + Default>(
        &self,
        scope: &Scope,
        operands: &[(&Core, &Column<'a>)],
        test: impl Fn(&[&Numbers]) -> Option<Decisions<T>>,
    ) -> Vec<T> {
        let numbers: Option<Vec<&Numbers>> = operands.iter().map(|(_, column)| column.as_numbers()).collect();
        let elements = operands.iter().map(|(_, column)| column.len()).max().unwrap_or(0);
        let Some(decided) = numbers.and_then(|numbers| test(&numbers)) else {
            return vec![T::default(); elements];
        };
        let Decisions { mut answers, mut open } = decided.spread(elements);
        if operands.iter().any(|(_, column)| !column.is_full()) {
            open.retain(|&i| operands.iter().all(|(_, column)| column.absence(i).is_none()));
        }
        for positions in open.chunks(OPEN_ROWS) {
            self.decide_sharper(scope, operands, positions, &test, &mut answers);
        }
        answers
    }

    /// Takes the decisions left open on some 250 bits, and those that these leave open on exact numbers.
    fn decide_sharper<T: Copy + Default>(
        &self,
        scope: &Scope,
        operands: &[(&Core, &Column<'a>)],
        positions: &[usize],
        test: &impl Fn(&[&Numbers]) -> Option<Decisions<T>>,
        answers: &mut [T],
    ) {
        let mut open = positions.to_vec();
        for precision in [Precision::Wide, Precision::Exact] {
            if open.is_empty() || precision as usize <= self.precision as usize {
                continue;
            }
            self.run.timer.note_open(self.definition, precision, open.len());
            let rows = scope.select(&open);
            let walker = self.at(precision);
            let columns: Vec<Column<'a>> =
                operands.iter().map(|(core, _)| walker.walk(core, &rows)).collect();
            let numbers: Option<Vec<&Numbers>> = columns.iter().map(Column::as_numbers).collect();
            let Some(decided) = numbers.and_then(|numbers| test(&numbers)) else { return };
            let decided = decided.spread(open.len());
            write(answers, &open, &decided.answers);
            open = decided.open.iter().filter_map(|&k| open.get(k).copied()).collect();
        }
    }

    /// `a < b`
    pub fn comparison(&self, comparison: Comparison, a: &Core, b: &Core, scope: &Scope) -> Column<'a> {
        let (x, y) = (self.walk(a, scope), self.walk(b, scope));
        let absences = joined_absences(&[&x, &y]);
        let holds = self.compared(wanted(comparison), (a, &x), (b, &y), scope);
        Column { cells: Cells::YesNo(holds.into()), absences }
    }

    /// Whether the values of two expressions stand to one another as wanted, row by row. The first member of a choice is the greatest.
    fn compared(
        &self,
        wanted: Wanted,
        (a, x): (&Core, &Column<'a>),
        (b, y): (&Core, &Column<'a>),
        scope: &Scope,
    ) -> Vec<bool> {
        match (&x.cells, &y.cells) {
            (Cells::Number(_), Cells::Number(_)) => self.decide(scope, &[(a, x), (b, y)], |n| match n {
                [x, y] => Some(x.compare_all(y, wanted)),
                _ => None,
            }),
            (Cells::Text(v), Cells::Text(w)) => map2(v, w, |m, n| wanted.of(m.cmp(n))),
            (Cells::YesNo(v), Cells::YesNo(w)) => map2(v, w, |m, n| wanted.of(m.cmp(n))),
            (Cells::Whole(v), Cells::Whole(w)) if matches!(a.ty.kind, Kind::Choice(_)) => {
                map2(v, w, |m, n| wanted.of(n.cmp(m)))
            }
            (Cells::Whole(v), Cells::Whole(w)) => map2(v, w, |m, n| wanted.of(m.cmp(n))),
            _ => vec![wanted.equal; x.len().max(y.len())],
        }
    }

    /// How each number stands to zero; of a row without a value, anything.
    pub fn signs(&self, core: &Core, column: &Column<'a>, scope: &Scope) -> Vec<Sign> {
        self.decide(scope, &[(core, column)], |n| n.first().map(|numbers| numbers.signs()))
    }

    /// `行业 属于 ["电力", "热力"]`
    pub fn one_of(&self, x: &Core, values: &[Value], scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let constants: Vec<Column<'_>> =
            values.iter().map(|v| Column::constant(v, Precision::Exact)).collect();
        let found: Vec<bool> = match &column.cells {
            Cells::Number(_) => {
                self.decide(scope, &[(x, &column)], |n| Some(one_of_constants(n.first()?, &constants)))
            }
            Cells::Text(v) => {
                v.iter().map(|t| constants.iter().any(|c| c.text(0) == Some(t.as_ref()))).collect()
            }
            Cells::Whole(v) => v.iter().map(|n| constants.iter().any(|c| c.whole(0) == Some(*n))).collect(),
            Cells::YesNo(v) => v.iter().map(|b| constants.iter().any(|c| c.truth(0) == Ok(*b))).collect(),
            Cells::Nothing => vec![false],
        };
        Column { cells: Cells::YesNo(found.into()), absences: column.absences }
    }
}

/// Row by row whether a number equals one of the constants, where that is certain.
fn one_of_constants(numbers: &Numbers, constants: &[Column<'_>]) -> Decisions<bool> {
    Decisions::collect((0..numbers.len()).map(|i| is_one_of(numbers, i, constants)))
}

fn is_one_of(numbers: &Numbers, i: usize, constants: &[Column<'_>]) -> Option<bool> {
    let mut certain = true;
    for constant in constants.iter().filter_map(Column::as_numbers) {
        match numbers.compare(i, constant, 0) {
            Some(Ordering::Equal) => return Some(true),
            Some(_) => {}
            None => certain = false,
        }
    }
    certain.then_some(false)
}

/// Which orders a comparison speaks of.
fn wanted(comparison: Comparison) -> Wanted {
    let (less, equal, greater) = match comparison {
        Comparison::Equal => (false, true, false),
        Comparison::NotEqual => (true, false, true),
        Comparison::Less => (true, false, false),
        Comparison::LessOrEqual => (true, true, false),
        Comparison::Greater => (false, false, true),
        Comparison::GreaterOrEqual => (false, true, true),
    };
    Wanted { less, equal, greater }
}

/// The positions whose element is this one; all rows share an element where the vector has one.
pub(super) fn positions<T>(vector: &[T], n: usize, test: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..n).filter(|&i| at(vector, i).is_some_and(&test)).collect()
}
