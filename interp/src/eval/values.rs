//! The values of one expression for some rows, ready to be read.

use std::sync::Arc;

use super::asked::Asked;
use super::column::{Cells, Column};
use super::numbers::Precision;
use super::run::Run;
use super::scope::Scope;
use crate::program::Kind;
use crate::value::{Absence, Value};

/// The values of an expression, one for each row asked for.
pub struct Values<'r, 'a> {
    pub(super) run: &'r Run<'a>,
    pub(super) asked: Arc<Asked<'a>>,
    pub(super) scope: Scope,
    pub(super) column: Column<'a>,
}

impl<'a> Values<'_, 'a> {
    /// How many.
    pub fn len(&self) -> usize {
        self.scope.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Why the value at a position is not there, if it is not.
    pub fn absence(&self, i: usize) -> Option<Absence> {
        self.column.absence(i)
    }

    /// Yes, no, or why neither.
    pub fn yes_no(&self, i: usize) -> Result<bool, Absence> {
        self.column.truth(i)
    }

    /// A member (its position), a day, a year, a row.
    pub fn whole(&self, i: usize) -> Option<i32> {
        self.column.whole(i)
    }

    /// A text.
    pub fn text(&self, i: usize) -> Option<&str> {
        self.column.text(i)
    }

    /// The exact value at a position.
    pub fn value(&self, i: usize) -> Value {
        let known = self.column.as_numbers().is_none_or(|n| n.exact(i).is_some());
        if known || self.column.absence(i).is_some() {
            return self.column.value(i, self.kind());
        }
        self.again(&[i], Precision::Exact).value(0, self.kind())
    }

    /// The values at some positions, walked again on sharper numbers.
    pub(super) fn again(&self, positions: &[usize], precision: Precision) -> Column<'a> {
        let scope = self.scope.select(positions);
        crate::parallel::deep(|| self.asked.walker(self.run).at(precision).walk(&self.asked.core, &scope))
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.asked.core.ty.kind
    }

    /// Whether it holds numbers.
    pub fn is_numbers(&self) -> bool {
        matches!(self.column.cells, Cells::Number(_))
    }
}
