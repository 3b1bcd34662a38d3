//! One cell, read as its column asks.

mod choice;
mod day;
pub(crate) mod fault;
mod float;
mod guess;
mod number;
pub(crate) mod quick;
mod text;
mod yes_no;

use dashu_ratio::RBig;
use heng_interp::table::fault::Complaint;
use heng_interp::table::{Cell, ColumnKind, ColumnRule, NumberRule, UnitSpelling};

use crate::raw::Raw;
use choice::Choices;

pub(crate) use float::float_text;

/// What a cell is, or what is wrong with it.
pub(crate) type CellResult<'a> = Result<Cell<'a>, Box<Complaint>>;

/// Reads the cells of one column.
pub(crate) struct CellReader<'s> {
    rule: &'s ColumnRule,
    choices: Choices,
    /// The column in the unit of the file, and how many of its own unit one of these is, where the script names a header with another unit.
    stated: Option<(ColumnRule, RBig)>,
}

/// What cells are that are read quickly where they are written plainly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// A number in the column's unit.
    Number,
    /// A text that is no key.
    Text,
    /// A key of its own row or another's.
    Key,
    /// 是否
    YesNo,
    /// Anything else.
    Other,
}

impl<'s> CellReader<'s> {
    /// What the cells are.
    pub fn plain(&self) -> Plain {
        match &self.rule.kind {
            ColumnKind::Number(_) if self.stated.is_none() => Plain::Number,
            ColumnKind::Text if !self.rule.key => Plain::Text,
            ColumnKind::Text | ColumnKind::Reference(_) => Plain::Key,
            ColumnKind::YesNo => Plain::YesNo,
            _ => Plain::Other,
        }
    }

    /// A reader for the cells of `rule`.
    pub fn new(rule: &'s ColumnRule) -> Self {
        let choices = match &rule.kind {
            ColumnKind::Choice(choice) => Choices::new(choice),
            _ => Choices::default(),
        };
        Self { rule, choices, stated: None }
    }

    /// The same, for a file that has the column in another unit.
    pub fn converting(mut self, stated: Option<UnitSpelling>) -> Self {
        self.stated =
            stated.map(|UnitSpelling { label, factor }| (in_unit(self.rule, &label, &factor), factor));
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
            ColumnKind::Number(number) => self.number(number, raw),
            ColumnKind::Text | ColumnKind::Reference(_) => text::read(self.rule, raw),
            ColumnKind::YesNo => yes_no::read(self.rule, raw),
            ColumnKind::Date => day::read_date(self.rule, raw),
            ColumnKind::Year => day::read_year(self.rule, raw),
            ColumnKind::Choice(choice) => self.choices.read(self.rule, choice, raw),
        }
    }

    fn number<'a>(&self, number: &NumberRule, raw: &Raw<'a>) -> CellResult<'a> {
        let Some((rule, factor)) = &self.stated else { return number::read(self.rule, number, raw) };
        let ColumnKind::Number(number) = &rule.kind else { return number::read(self.rule, number, raw) };
        Ok(match number::read(rule, number, raw)? {
            Cell::Decimal(decimal) => Cell::Exact(decimal.to_rational() * factor),
            Cell::Exact(number) => Cell::Exact(number * factor),
            other => other,
        })
    }
}

/// A column as it would be with the unit `label`, one of which is `factor` of its own.
fn in_unit(rule: &ColumnRule, label: &str, factor: &RBig) -> ColumnRule {
    let ColumnKind::Number(number) = &rule.kind else { return rule.clone() };
    let own = UnitSpelling { label: number.unit.clone(), factor: RBig::ONE };
    let spellings = number.spellings.iter().filter(|spelling| spelling.label != label).chain([&own]);
    let spellings = spellings
        .map(|spelling| UnitSpelling { label: spelling.label.clone(), factor: &spelling.factor / factor })
        .collect();
    let number = NumberRule { unit: label.to_owned(), spellings, ..number.clone() };
    ColumnRule { kind: ColumnKind::Number(number), ..rule.clone() }
}

#[cfg(test)]
mod tests;
