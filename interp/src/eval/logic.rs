//! Yes, no and no value; what is chosen by them.

use super::column::{Cells, Column, Truth};
use super::scope::Scope;
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

    /// `a 且 b` (decided by a no), `a 或 b` (decided by a yes). Operands are walked only for the rows still undecided.
    pub fn junction(&self, list: &[Core], scope: &Scope, decisive: bool) -> Column<'a> {
        let mut truths: Vec<Truth> = vec![Ok(!decisive); scope.len()];
        let mut open: Vec<usize> = (0..scope.len()).collect();
        for operand in list {
            if open.is_empty() {
                break;
            }
            let all = open.len() == scope.len();
            let column =
                if all { self.walk(operand, scope) } else { self.walk(operand, &scope.select(&open)) };
            for (k, &row) in open.iter().enumerate() {
                if let Some(truth) = truths.get_mut(row) {
                    *truth = combine(*truth, column.truth(k), decisive);
                }
            }
            open.retain(|&row| truths.get(row) != Some(&Ok(decisive)));
        }
        Column::truths(&truths)
    }

    /// `若 c 则 a 否则 b`: each branch is walked for its own rows only.
    pub fn choose(&self, c: &Core, a: &Core, b: &Core, scope: &Scope) -> Column<'a> {
        let condition = self.walk(c, scope);
        let n = scope.len();
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for i in 0..n {
            match condition.truth(i) {
                Ok(true) => yes.push(i),
                Ok(false) => no.push(i),
                Err(_) => {}
            }
        }
        if yes.len() == n {
            return self.walk(a, scope);
        }
        if no.len() == n {
            return self.walk(b, scope);
        }
        let absences: Vec<Option<Absence>> = (0..n).map(|i| condition.truth(i).err()).collect();
        let mut result = Column { cells: Cells::Nothing, absences };
        for (rows, branch) in [(yes, a), (no, b)] {
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
            return Column::full(Cells::YesNo(vec![true]));
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
        let rows: Vec<usize> = (0..n).filter(|&i| column.absence(i).is_some_and(&asked)).collect();
        if rows.is_empty() {
            return column;
        }
        let answers = if rows.len() == n { self.walk(y, scope) } else { self.walk(y, &scope.select(&rows)) };
        if rows.len() == n {
            return answers;
        }
        column.overlay(n, &rows, &answers)
    }
}

/// Three-valued: a decisive operand decides, else the greater reason for no value, else what both say.
fn combine(a: Truth, b: Truth, decisive: bool) -> Truth {
    match (a, b) {
        (Ok(x), _) if x == decisive => Ok(decisive),
        (_, Ok(y)) if y == decisive => Ok(decisive),
        (Err(v), Err(w)) => Err(v.max(w)),
        (Err(why), _) | (_, Err(why)) => Err(why),
        _ => Ok(!decisive),
    }
}
