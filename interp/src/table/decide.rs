//! Decisions put into a table that was read.

use std::collections::BTreeMap;

use super::builder::cell_of;
use super::{Cell, Column, Table};
use crate::value::{Absence, Value};

impl Table {
    /// Fills the decision column at `index`: the decided rows, and for the others the column's default, or *undecided* where
    /// it has none. Gives how many rows stay undecided.
    pub fn decide(&mut self, index: usize, decided: &BTreeMap<u32, Value>) -> u32 {
        let Some(rule) = self.schema.columns.get(index) else { return 0 };
        let mut column = Column::for_kind(&rule.kind);
        let mut undecided = 0;
        for row in 0..self.rows {
            match decided.get(&row).or(rule.default.as_ref()) {
                Some(value) => {
                    column.push(&cell_of(value));
                }
                None => {
                    undecided += 1;
                    column.push(&Cell::Absent(Absence::Undecided));
                }
            }
        }
        if let Some(slot) = self.columns.get_mut(index) {
            *slot = column;
        }
        undecided
    }
}
