//! Decisions on numbers: taken on what is enclosed where that tells, else on exact numbers of the rows left open.

use std::cmp::Ordering;

use super::column::{Cells, Column, joined_absences};
use super::numbers::Numbers;
use super::scope::Scope;
use super::vector::{at, map2};
use super::walk::Walker;
use crate::program::{Comparison, Core, Kind};
use crate::value::Value;

/// How many open rows are walked exactly at a time: exact numbers can be long.
const OPEN_ROWS: usize = 256;

impl<'a> Walker<'_, 'a> {
    /// What `test` says of the numbers of each row, with `otherwise` for rows without a value. Where it says nothing, the
    /// operands of the row are walked again exactly. One element for all rows where all operands have one.
    pub fn decide<T: Clone>(
        &self,
        scope: &Scope,
        operands: &[(&Core, &Column<'a>)],
        otherwise: T,
        test: impl Fn(&[&Numbers], usize) -> Option<T>,
    ) -> Vec<T> {
        let width = operands.iter().map(|(_, column)| column.len()).max().unwrap_or(0);
        let numbers: Option<Vec<&Numbers>> = operands.iter().map(|(_, column)| column.as_numbers()).collect();
        let Some(numbers) = numbers else { return vec![otherwise; width] };
        let full = operands.iter().all(|(_, column)| column.is_full());
        let mut open = Vec::new();
        let mut decided = Vec::with_capacity(width);
        for i in 0..width {
            if !full && operands.iter().any(|(_, column)| column.absence(i).is_some()) {
                decided.push(otherwise.clone());
                continue;
            }
            let answer = test(&numbers, i);
            if answer.is_none() {
                open.push(i);
            }
            decided.push(answer.unwrap_or_else(|| otherwise.clone()));
        }
        for positions in open.chunks(OPEN_ROWS) {
            self.decide_exactly(scope, operands, positions, &test, &mut decided);
        }
        decided
    }

    fn decide_exactly<T>(
        &self,
        scope: &Scope,
        operands: &[(&Core, &Column<'a>)],
        positions: &[usize],
        test: &impl Fn(&[&Numbers], usize) -> Option<T>,
        decided: &mut [T],
    ) {
        let rows = scope.select(positions);
        let columns: Vec<Column<'a>> =
            operands.iter().map(|(core, _)| self.exactly().walk(core, &rows)).collect();
        let numbers: Option<Vec<&Numbers>> = columns.iter().map(Column::as_numbers).collect();
        let Some(numbers) = numbers else { return };
        for (k, &position) in positions.iter().enumerate() {
            if let (Some(answer), Some(slot)) = (test(&numbers, k), decided.get_mut(position)) {
                *slot = answer;
            }
        }
    }

    /// `a < b`
    pub fn comparison(&self, comparison: Comparison, a: &Core, b: &Core, scope: &Scope) -> Column<'a> {
        let (x, y) = (self.walk(a, scope), self.walk(b, scope));
        let absences = joined_absences(&[&x, &y]);
        let orders = self.orders((a, &x), (b, &y), scope);
        let holds = orders.into_iter().map(|order| holds(comparison, order)).collect();
        Column { cells: Cells::YesNo(holds), absences }
    }

    /// How the values of two expressions stand to one another, row by row. The first member of a choice is the greatest.
    fn orders(
        &self,
        (a, x): (&Core, &Column<'a>),
        (b, y): (&Core, &Column<'a>),
        scope: &Scope,
    ) -> Vec<Ordering> {
        match (&x.cells, &y.cells) {
            (Cells::Number(_), Cells::Number(_)) => {
                self.decide(scope, &[(a, x), (b, y)], Ordering::Equal, |n, i| match n {
                    [x, y] => x.compare(i, y, i),
                    _ => None,
                })
            }
            (Cells::Text(v), Cells::Text(w)) => map2(v, w, Ord::cmp),
            (Cells::YesNo(v), Cells::YesNo(w)) => map2(v, w, Ord::cmp),
            (Cells::Whole(v), Cells::Whole(w)) if matches!(a.ty.kind, Kind::Choice(_)) => {
                map2(v, w, |m, n| n.cmp(m))
            }
            (Cells::Whole(v), Cells::Whole(w)) => map2(v, w, Ord::cmp),
            _ => vec![Ordering::Equal; x.len().max(y.len())],
        }
    }

    /// How each number stands to zero.
    pub fn signs(&self, core: &Core, column: &Column<'a>, scope: &Scope) -> Vec<Ordering> {
        self.decide(scope, &[(core, column)], Ordering::Greater, |n, i| n.first().and_then(|x| x.sign(i)))
    }

    /// `行业 属于 ["电力", "热力"]`
    pub fn one_of(&self, x: &Core, values: &[Value], scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let constants: Vec<Column<'_>> =
            values.iter().map(|v| Column::constant(v, super::numbers::Precision::Exact)).collect();
        let found: Vec<bool> = match &column.cells {
            Cells::Number(_) => {
                self.decide(scope, &[(x, &column)], false, |n, i| is_one_of(n.first()?, i, &constants))
            }
            Cells::Text(v) => {
                v.iter().map(|t| constants.iter().any(|c| c.text(0) == Some(t.as_ref()))).collect()
            }
            Cells::Whole(v) => v.iter().map(|n| constants.iter().any(|c| c.whole(0) == Some(*n))).collect(),
            Cells::YesNo(v) => v.iter().map(|b| constants.iter().any(|c| c.truth(0) == Ok(*b))).collect(),
            Cells::Nothing => vec![false],
        };
        Column { cells: Cells::YesNo(found), absences: column.absences }
    }
}

/// Whether row `i` equals one of the constants, where that is certain.
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

/// Whether the order is one the comparison speaks of.
pub(super) fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    }
}

/// The positions whose element is this one; all rows share an element where the vector has one.
pub(super) fn positions<T>(vector: &[T], n: usize, test: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..n).filter(|&i| at(vector, i).is_some_and(&test)).collect()
}
