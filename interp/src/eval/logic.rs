//! Yes, no and no value; what is chosen by them.

use super::column::{Cells, Column};
use super::plan::Walked;
use super::scope::Scope;
use super::vector::{Vector, at};
use super::walk::Walker;
use crate::program::Core;
use crate::value::Absence;

impl<'a> Walker<'_, 'a> {
    /// `非 x`
    pub fn not(&self, x: &Core, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        match column.cells {
            Cells::YesNo(v) => {
                Column { cells: Cells::YesNo(v.iter().map(|b| !b).collect()), absences: column.absences }
            }
            _ => column,
        }
    }

    /// `a 且 b` (decided by a no), `a 或 b` (decided by a yes). Operands that do more than compute a value are walked only for the rows
    /// still undecided.
    pub fn junction(&self, list: &[Core], scope: &Scope, decisive: bool) -> Column<'a> {
        let n = scope.len();
        let mut junction = Junction { decisive, decided: vec![false; n], reasons: Vec::new() };
        let mut some = false;
        for operand in list {
            let walked = self.run.plan.walked(operand);
            let some_open = walked == Walked::OnceNeeded && junction.decided.contains(&false);
            if !some || walked == Walked::Always || some_open {
                junction.take(&self.walk(operand, scope));
            } else {
                let open: Vec<usize> = junction
                    .decided
                    .iter()
                    .enumerate()
                    .filter(|(_, decided)| !**decided)
                    .map(|(i, _)| i)
                    .collect();
                if open.is_empty() {
                    break;
                }
                junction.take_rows(&open, &self.walk(operand, &scope.select(&open)));
            }
            some = junction.decided.contains(&true);
        }
        junction.finish()
    }

    /// `若 c 则 a 否则 b`: a branch that does more than compute a value is walked for its own rows only.
    pub fn choose(&self, c: &Core, a: &Core, b: &Core, scope: &Scope) -> Column<'a> {
        let condition = self.walk(c, scope);
        let n = scope.len();
        let (yes, full) = (condition.yes(), condition.is_full());
        if full && !yes.contains(&false) {
            return self.walk(a, scope);
        }
        if full && !yes.contains(&true) {
            return self.walk(b, scope);
        }
        // Where every row has an answer, some take the one branch and some the other.
        let may_walk = |branch: &Core| match self.run.plan.walked(branch) {
            Walked::Always => true,
            Walked::OnceNeeded => full,
            Walked::Needed => false,
        };
        if may_walk(a) && may_walk(b) {
            let chosen = self.walk(b, scope).where_not(&yes, n, &self.walk(a, scope));
            return chosen.with_absences_of(&condition, n);
        }
        let rows =
            |wanted: bool| -> Vec<usize> { (0..n).filter(|&i| condition.truth(i) == Ok(wanted)).collect() };
        let absences: Vector<Option<Absence>> = (0..n).map(|i| condition.truth(i).err()).collect();
        let mut result = Column { cells: Cells::Nothing, absences };
        for (rows, branch) in [(rows(true), a), (rows(false), b)] {
            if !rows.is_empty() {
                let walked = self.walk(branch, &scope.select(&rows));
                result = result.overlay(n, &rows, &walked);
            }
        }
        result
    }

    /// `有值(x)`
    pub fn present(&self, x: &Core, scope: &Scope) -> Column<'a> {
        let column = self.walk(x, scope);
        if column.absences.is_empty() {
            return Column::full(Cells::YesNo(vec![true].into()));
        }
        Column::full(Cells::YesNo(column.absences.iter().map(Option::is_none).collect()))
    }

    /// y where x has no value of a kind that is asked for.
    pub fn answered(&self, x: &Core, y: &Core, scope: &Scope, asked: impl Fn(Absence) -> bool) -> Column<'a> {
        let column = self.walk(x, scope);
        if column.is_full() {
            return column;
        }
        let n = scope.len();
        if self.run.plan.walked(y) != Walked::Needed {
            let asks = |why: &Option<Absence>| why.is_some_and(&asked);
            let asking: Vec<bool> = match &*column.absences {
                [one] => vec![asks(one); n],
                all => all.iter().map(asks).collect(),
            };
            if !asking.contains(&true) {
                return column;
            }
            return column.where_not(&asking, n, &self.walk(y, scope));
        }
        let rows: Vec<usize> = (0..n).filter(|&i| column.absence(i).is_some_and(&asked)).collect();
        if rows.is_empty() {
            return column;
        }
        if rows.len() == n {
            return self.walk(y, scope);
        }
        column.overlay(n, &rows, &self.walk(y, &scope.select(&rows)))
    }
}

/// Three-valued: a decisive operand decides, else the greater reason for no value, else what all say.
struct Junction {
    decisive: bool,
    decided: Vec<bool>,
    /// Empty as long as no operand lacks a value.
    reasons: Vec<Option<Absence>>,
}

impl Junction {
    /// Takes an operand walked for all rows.
    fn take(&mut self, column: &Column<'_>) {
        let decisive = self.decisive;
        match &column.cells {
            Cells::YesNo(answers) if column.is_full() => match &**answers {
                [one] if *one == decisive => self.decided.fill(true),
                [_] => {}
                all => self
                    .decided
                    .iter_mut()
                    .zip(all)
                    .for_each(|(decided, answer)| *decided |= *answer == decisive),
            },
            _ => self.take_rows_of(column, 0..self.decided.len()),
        }
    }

    /// Takes an operand walked for some rows.
    fn take_rows(&mut self, rows: &[usize], column: &Column<'_>) {
        self.take_rows_of(column, rows.iter().copied());
    }

    fn take_rows_of(&mut self, column: &Column<'_>, rows: impl Iterator<Item = usize>) {
        if self.reasons.is_empty() {
            self.reasons = vec![None; self.decided.len()];
        }
        for (k, row) in rows.enumerate() {
            match column.truth(k) {
                Ok(truth) => {
                    if let Some(decided) = self.decided.get_mut(row) {
                        *decided |= truth == self.decisive;
                    }
                }
                Err(why) => {
                    if let Some(reason) = self.reasons.get_mut(row) {
                        *reason = (*reason).max(Some(why));
                    }
                }
            }
        }
    }

    fn finish<'a>(self) -> Column<'a> {
        let Self { decisive, decided, mut reasons } = self;
        for (reason, decided) in reasons.iter_mut().zip(&decided) {
            *reason = if *decided { None } else { *reason };
        }
        if reasons.iter().all(Option::is_none) {
            reasons = Vec::new();
        }
        let answers = decided.into_iter().map(|decided| decided == decisive).collect();
        Column { cells: Cells::YesNo(answers), absences: reasons.into() }
    }
}

impl<'a> Column<'a> {
    /// Row by row whether it says yes; of a row without a value, anything.
    fn yes(&self) -> Vector<bool> {
        match &self.cells {
            Cells::YesNo(v) => v.clone(),
            _ => vec![false].into(),
        }
    }

    /// The values of `other` in the rows where `mask` says yes, its own in the others; all over `n` rows.
    fn where_not(self, mask: &[bool], n: usize, other: &Self) -> Self {
        let absences = if self.is_full() && other.is_full() {
            Vector::default()
        } else {
            let pick = |column: &Self, i: usize| column.absence(i);
            (0..n).map(|i| if at(mask, i) == Some(&true) { pick(other, i) } else { pick(&self, i) }).collect()
        };
        Column { cells: self.cells.where_not(mask, n, &other.cells), absences }
    }

    /// The same, without a value where `condition` has none.
    fn with_absences_of(self, condition: &Self, n: usize) -> Self {
        if condition.is_full() {
            return self;
        }
        let absences = (0..n).map(|i| condition.truth(i).err().or(self.absence(i))).collect();
        Column { cells: self.cells, absences }
    }
}
