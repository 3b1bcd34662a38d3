//! One cell, read as its column asks.

mod choice;
mod day;
pub(crate) mod fault;
mod float;
mod guess;
mod number;
mod text;
mod yes_no;

use dashu_ratio::RBig;
use heng_interp::table::fault::Complaint;
use heng_interp::table::{Cell, ColumnKind, ColumnRule};

use crate::raw::Raw;
use choice::Choices;

pub(crate) use float::float_text;

/// What a cell is, or what is wrong with it.
pub(crate) type CellResult<'a> = Result<Cell<'a>, Box<Complaint>>;

/// Reads the cells of one column.
pub(crate) struct CellReader<'s> {
    rule: &'s ColumnRule,
    choices: Choices,
    /// How many of the column's unit one of the file's is, where the script names a header with another unit.
    factor: Option<RBig>,
}

impl<'s> CellReader<'s> {
    /// A reader for the cells of `rule`.
    pub fn new(rule: &'s ColumnRule) -> Self {
        let choices = match &rule.kind {
            ColumnKind::Choice(choice) => Choices::new(choice),
            _ => Choices::default(),
        };
        Self { rule, choices, factor: None }
    }

    /// The same, for a file that has the column in another unit.
    pub fn converting(mut self, factor: Option<RBig>) -> Self {
        self.factor = factor;
        self
    }

    /// The cell that `raw` is.
    pub fn read<'a>(&self, raw: &Raw<'a>) -> CellResult<'a> {
        if raw.is_blank() {
            return Ok(Cell::Blank);
        }
        if let Raw::Error(error) = raw {
            return Err(fault::spreadsheet_error(self.rule, error));
        }
        match &self.rule.kind {
            ColumnKind::Number(number) => Ok(self.converted(number::read(self.rule, number, raw)?)),
            ColumnKind::Text | ColumnKind::Reference(_) => text::read(self.rule, raw),
            ColumnKind::YesNo => yes_no::read(self.rule, raw),
            ColumnKind::Date => day::read_date(self.rule, raw),
            ColumnKind::Year => day::read_year(self.rule, raw),
            ColumnKind::Choice(choice) => self.choices.read(self.rule, choice, raw),
        }
    }

    fn converted<'a>(&self, cell: Cell<'a>) -> Cell<'a> {
        match (&self.factor, cell) {
            (None, cell) => cell,
            (Some(factor), Cell::Decimal(decimal)) => Cell::Exact(decimal.to_rational() * factor),
            (Some(factor), Cell::Exact(number)) => Cell::Exact(number * factor),
            (Some(_), cell) => cell,
        }
    }
}

#[cfg(test)]
mod tests;
