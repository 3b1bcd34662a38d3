//! Two rows by their keys, and values of many rows.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::column::{Cells, Column};
use super::numbers::Numbers;
use super::scope::Scope;
use super::vector::at;
use super::walk::Walker;
use crate::number::Exact;
use crate::program::{Kind, OrderKey};
use crate::value::Absence;

/// The keys of rows, ready to be compared; exact numbers are made for the pairs that enclosures leave open.
pub(super) struct Keys<'w, 'r, 'a> {
    walker: &'w Walker<'r, 'a>,
    order: &'w [OrderKey],
    scope: &'w Scope,
    columns: Vec<Column<'a>>,
    exact: Vec<RefCell<BTreeMap<usize, Exact>>>,
}

impl<'w, 'r, 'a> Keys<'w, 'r, 'a> {
    /// The keys of the rows of a scope.
    pub fn new(walker: &'w Walker<'r, 'a>, order: &'w [OrderKey], scope: &'w Scope) -> Self {
        let columns = order.iter().map(|key| walker.walk_in_batches(&key.value, scope)).collect();
        let exact = order.iter().map(|_| RefCell::default()).collect();
        Self { walker, order, scope, columns, exact }
    }

    /// How the rows at two positions stand: `Less` is before.
    pub fn compare(&self, i: usize, j: usize) -> Ordering {
        for (k, (key, column)) in self.order.iter().zip(&self.columns).enumerate() {
            let order = match (column.absence(i), column.absence(j)) {
                (None, None) => {
                    let order = self.compare_present(k, column, i, j);
                    if key.descending { order.reverse() } else { order }
                }
                (Some(_), Some(_)) => Ordering::Equal,
                (Some(_), None) if key.missing_first => Ordering::Less,
                (Some(_), None) => Ordering::Greater,
                (None, Some(_)) if key.missing_first => Ordering::Greater,
                (None, Some(_)) => Ordering::Less,
            };
            if order.is_ne() {
                return order;
            }
        }
        Ordering::Equal
    }

    fn compare_present(&self, k: usize, column: &Column<'a>, i: usize, j: usize) -> Ordering {
        let pair = |order: Option<Ordering>| order.unwrap_or(Ordering::Equal);
        match &column.cells {
            Cells::Number(n) => n.compare(i, n, j).unwrap_or_else(|| self.compare_exactly(k, n, i, j)),
            Cells::Text(v) => pair(at(v, i).zip(at(v, j)).map(|(a, b)| a.cmp(b))),
            Cells::YesNo(v) => pair(at(v, i).zip(at(v, j)).map(|(a, b)| a.cmp(b))),
            Cells::Whole(v) if self.is_choice(k) => pair(at(v, i).zip(at(v, j)).map(|(a, b)| b.cmp(a))),
            Cells::Whole(v) => pair(at(v, i).zip(at(v, j)).map(|(a, b)| a.cmp(b))),
            Cells::Nothing => Ordering::Equal,
        }
    }

    fn is_choice(&self, k: usize) -> bool {
        self.order.get(k).is_some_and(|key| matches!(key.value.ty.kind, Kind::Choice(_)))
    }

    fn compare_exactly(&self, k: usize, numbers: &Numbers, i: usize, j: usize) -> Ordering {
        match (self.exact_key(k, numbers, i), self.exact_key(k, numbers, j)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => Ordering::Equal,
        }
    }

    fn exact_key(&self, k: usize, numbers: &Numbers, i: usize) -> Option<Exact> {
        if let Some(known) = numbers.exact(i) {
            return Some(known);
        }
        let memory = self.exact.get(k)?;
        if let Some(known) = memory.borrow().get(&i) {
            return Some(known.clone());
        }
        let key = self.order.get(k)?;
        let walked = self.walker.exactly().walk(&key.value, &self.scope.select(&[i]));
        let exact = walked.as_numbers()?.exact(0)?;
        memory.borrow_mut().insert(i, exact.clone());
        Some(exact)
    }
}

impl<'a> Walker<'_, 'a> {
    /// The values for many rows, made a batch at a time so that what is in between stays small: one column a batch.
    pub fn batches(&self, core: &crate::program::Core, scope: &Scope) -> Vec<Column<'a>> {
        let (n, batch) = (scope.len(), self.run.batch);
        crate::parallel::each(self.run.threads, n.div_ceil(batch), |i| {
            if self.run.is_stopped() {
                return Column::absent(Absence::Undecided);
            }
            if n <= batch {
                return self.walk(core, scope);
            }
            let first = i * batch;
            self.walk(core, &scope.slice(first, batch.min(n - first)))
        })
    }

    /// The same in one column.
    pub fn walk_in_batches(&self, core: &crate::program::Core, scope: &Scope) -> Column<'a> {
        let n = scope.len();
        if n <= self.run.batch {
            return self.walk(core, scope);
        }
        let mut batches = self.batches(core, scope).into_iter();
        let mut done = self.run.batch.min(n);
        let mut all = batches.next().unwrap_or_else(|| Column::full(Cells::Nothing)).spread(done);
        for column in batches {
            let count = self.run.batch.min(n - done);
            all.append(done, column, count);
            done += count;
        }
        all
    }
}
