//! `+ − × ÷`, units, rounding.

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::column::{Cells, Column, joined_absences};
use super::decide::positions;
use super::numbers::{self, Numbers};
use super::scope::Scope;
use super::vector::{Vector, at};
use super::walk::Walker;
use crate::number::{Exact, Quantum, Sign, may_be_beyond, round_to_multiple};
use crate::program::{Core, Operator, RoundingMode};
use crate::value::Absence;

impl<'a> Walker<'_, 'a> {
    /// `a + b`; missing where a divisor is zero.
    pub fn arithmetic(&self, operator: Operator, a: &Core, b: &Core, scope: &Scope) -> Column<'a> {
        let (x, y) = (self.walk(a, scope), self.walk(b, scope));
        let absences = joined_absences(&[&x, &y]);
        let (Some(m), Some(n)) = (x.as_numbers(), y.as_numbers()) else { return nothing(absences) };
        let result =
            Column { cells: Cells::Number(numbers::arithmetic(operator, m, n, self.precision)), absences };
        if operator != Operator::Divide {
            return result;
        }
        let zero = self.zeros(b, &y, scope);
        if zero.is_empty() {
            return result;
        }
        let zero: Vec<usize> = zero.into_iter().filter(|&i| result.absence(i).is_none()).collect();
        result.without(scope.len(), &zero, Absence::Missing)
    }

    /// `-x`
    pub fn negate(&self, x: &Core, scope: &Scope) -> Column<'a> {
        self.walk(x, scope).map_numbers(|n| numbers::change_sign(n, true))
    }

    /// Figures times a factor.
    pub fn scale(&self, x: &Core, factor: &RBig, scope: &Scope) -> Column<'a> {
        let factor = Numbers::constant(factor, self.precision);
        self.walk(x, scope)
            .map_numbers(|n| numbers::arithmetic(Operator::Multiply, n, &factor, self.precision))
    }

    /// `x 零作缺失`
    pub fn zero_is_missing(&self, x: &Core, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let zero = self.zeros(x, &column, scope);
        if zero.is_empty() {
            return column;
        }
        let zero: Vec<usize> = zero.into_iter().filter(|&i| column.absence(i).is_none()).collect();
        column.without(scope.len(), &zero, Absence::Missing)
    }

    /// `保留 2 位`: decimals, exact from here on.
    pub fn round(&self, x: &Core, quantum: &RBig, mode: RoundingMode, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        let ready = Quantum::new(quantum);
        match self.multiples(x, &column, &ready, mode, scope) {
            Some(counts) => {
                let rounded = numbers::multiples(counts, &ready, self.precision);
                Column { cells: Cells::Number(rounded), absences: column.absences }
            }
            None => self.round_long(x, quantum, mode, scope),
        }
    }

    /// The positions whose number is zero.
    fn zeros(&self, core: &Core, column: &Column<'a>, scope: &Scope) -> Vec<usize> {
        let signs = self.signs(core, column, scope);
        if signs.contains(&Sign::Zero) {
            positions(&signs, scope.len(), |sign| *sign == Sign::Zero)
        } else {
            Vec::new()
        }
    }

    /// Which multiple of the quantum each number is rounded to; nothing where one may not fit 64 bits.
    pub fn multiples(
        &self,
        x: &Core,
        column: &Column<'a>,
        quantum: &Quantum,
        mode: RoundingMode,
        scope: &Scope,
    ) -> Option<Vec<i64>> {
        let counts = self.decide(scope, &[(x, column)], |n| Some(n.first()?.multiples(quantum, mode)));
        let beyond = |i: usize| at(&counts, i).copied().is_some_and(may_be_beyond);
        let any = counts.iter().fold(false, |any, count| any | may_be_beyond(*count));
        if any && (0..column.len()).any(|i| beyond(i) && column.absence(i).is_none()) {
            return None;
        }
        Some(counts)
    }

    /// The whole part of each number; the nearest that fits where it does not fit 64 bits.
    pub fn whole_parts(&self, x: &Core, column: &Column<'a>, scope: &Scope) -> Vec<i64> {
        let one = Quantum::of_places(0);
        self.decide(scope, &[(x, column)], |n| Some(n.first()?.multiples(&one, RoundingMode::TowardZero)))
    }

    /// Rounding where the multiples do not fit 64 bits.
    fn round_long(&self, x: &Core, quantum: &RBig, mode: RoundingMode, scope: &Scope) -> Column<'a> {
        let exact = self.exactly().walk(x, scope);
        exact.map_numbers(|n| {
            let round = |e: &Exact| {
                let count: IBig = round_to_multiple(e, quantum, mode);
                Exact::from(RBig::from(count) * quantum)
            };
            numbers::from_exacts(n.to_exacts().iter().map(round).collect(), self.precision)
        })
    }
}

impl<'a> Column<'a> {
    /// The column with its numbers mapped.
    pub(super) fn map_numbers(self, f: impl FnOnce(&Numbers) -> Numbers) -> Self {
        match self.cells {
            Cells::Number(n) => Self { cells: Cells::Number(f(&n)), absences: self.absences },
            other => Self { cells: other, absences: self.absences },
        }
    }
}

/// A column without numbers: what an operand without any value leaves.
pub(super) fn nothing<'a>(absences: Vector<Option<Absence>>) -> Column<'a> {
    let absences = if absences.is_empty() { vec![Some(Absence::Missing)].into() } else { absences };
    let absences = absences.iter().map(|a| a.or(Some(Absence::Missing))).collect();
    Column { cells: Cells::Nothing, absences }
}
