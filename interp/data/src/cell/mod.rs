//! One cell, read as its column asks.

mod choice;
mod day;
pub(crate) mod fault;
mod float;
mod number;
mod text;
mod yes_no;

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
}

impl<'s> CellReader<'s> {
    /// A reader for the cells of `rule`.
    pub fn new(rule: &'s ColumnRule) -> Self {
        let choices = match &rule.kind {
            ColumnKind::Choice(choice) => Choices::new(choice),
            _ => Choices::default(),
        };
        Self { rule, choices }
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
            ColumnKind::Number(number) => number::read(self.rule, number, raw),
            ColumnKind::Text | ColumnKind::Reference(_) => text::read(self.rule, raw),
            ColumnKind::YesNo => yes_no::read(self.rule, raw),
            ColumnKind::Date => day::read_date(self.rule, raw),
            ColumnKind::Year => day::read_year(self.rule, raw),
            ColumnKind::Choice(choice) => self.choices.read(self.rule, choice, raw),
        }
    }
}

#[cfg(test)]
mod tests;
