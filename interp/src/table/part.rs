//! Some rows of a table, read by themselves: parts of a file that are read at the same time are joined in the order of the file.

use super::builder::push_cell;
use super::complaints::Located;
use super::fault::Complaint;
use super::{Cell, Cells, Column, ColumnRule, Decimal, Origin, RowNumbers, Schema, TextColumn};
use crate::value::Absence;

/// Rows of a table, filled column by column; [`TableBuilder::join`](super::TableBuilder::join) puts them behind the rows before.
pub struct TablePart<'s> {
    /// Per column of the schema its cells; none for a column that is not read.
    pub(super) columns: Vec<Option<ColumnPart<'s>>>,
    pub(super) rows: u32,
    pub(super) numbers: RowNumbers,
    pub(super) names: TextColumn,
    /// What is wrong with rows as wholes.
    pub(super) complaints: Vec<(u32, Complaint)>,
}

/// The cells of one column.
pub struct ColumnPart<'s> {
    pub(super) rule: &'s ColumnRule,
    pub(super) column: Column,
    /// How many of its cells were left blank.
    pub(super) blanks: u32,
    pub(super) complaints: Vec<(u32, Complaint)>,
    /// The file lacks the column: its cells are filled without complaint.
    left_out: bool,
}

impl<'s> TablePart<'s> {
    /// A part without rows of a table of `schema` that comes from `origin`.
    pub fn new(schema: &'s Schema, origin: &Origin) -> Self {
        let column = |(index, rule): (usize, &'s ColumnRule)| {
            (schema.reads(index) || rule.decision).then(|| {
                let in_file = origin.columns.get(index).is_some_and(Option::is_some);
                ColumnPart::new(rule, origin.file.is_some() && !in_file)
            })
        };
        Self {
            columns: schema.columns.iter().enumerate().map(column).collect(),
            rows: 0,
            numbers: RowNumbers::default(),
            names: TextColumn::default(),
            complaints: Vec::new(),
        }
    }

    /// How many rows it has.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Adds rows; `numbers` are their numbers, counted from the first row of the part, from 1. Each column must get a cell for each.
    pub fn add_rows(&mut self, numbers: impl Iterator<Item = u32>) {
        for number in numbers {
            self.numbers.push(number);
            self.rows += 1;
        }
    }

    /// The column at `index` of the schema, if it is read from the file.
    pub fn column(&mut self, index: usize) -> Option<&mut ColumnPart<'s>> {
        let column = self.columns.get_mut(index)?.as_mut()?;
        (!column.left_out && !column.rule.decision).then_some(column)
    }

    /// Says what the next row is called; once for every row, or never.
    #[inline]
    pub fn name_row(&mut self, name: &str) {
        self.names.push(name);
    }

    /// Says what is wrong with a row, counted from the first of the part, from 0.
    pub fn complain(&mut self, row: u32, complaint: Complaint) {
        self.complaints.push((row, complaint));
    }

    /// Fills the columns that the file does not have, or that decisions fill.
    pub(super) fn complete(&mut self) {
        for column in self.columns.iter_mut().flatten() {
            for _ in column.column.len()..self.rows as usize {
                column.push_blank();
            }
        }
    }

    /// Everything that is wrong, row by row, in a row column by column.
    pub(super) fn take_complaints(&mut self) -> Vec<Located> {
        let mut all: Vec<Located> = Vec::new();
        for (index, column) in self.columns.iter_mut().enumerate() {
            let own = column.iter_mut().flat_map(|column| column.complaints.drain(..));
            all.extend(own.map(|(row, complaint)| Located {
                row: Some(row),
                column: Some(index),
                complaint,
            }));
        }
        let of_rows = self.complaints.drain(..);
        all.extend(of_rows.map(|(row, complaint)| Located { row: Some(row), column: None, complaint }));
        all.sort_by_key(|located| (located.row, located.column));
        all
    }
}

impl<'s> ColumnPart<'s> {
    fn new(rule: &'s ColumnRule, left_out: bool) -> Self {
        let column = Column::for_kind(&rule.kind);
        Self { rule, column, blanks: 0, complaints: Vec::new(), left_out }
    }

    /// Adds a cell, or a missing value where something is wrong with it.
    pub fn push(&mut self, read: Result<Cell<'_>, Box<Complaint>>) {
        let row = self.row();
        let complaint = match read {
            Ok(Cell::Blank) => return self.push_blank(),
            Ok(cell) => push_cell(&mut self.column, self.rule, cell, self.left_out),
            Err(complaint) => {
                self.column.push(&Cell::Absent(Absence::Missing));
                Some(*complaint)
            }
        };
        self.complaints.extend(complaint.map(|complaint| (row, complaint)));
    }

    /// Adds a blank cell: the column's default, a missing value, or a complaint that it must not be blank.
    pub fn push_blank(&mut self) {
        let row = self.row();
        self.blanks += 1;
        let complaint = push_cell(&mut self.column, self.rule, Cell::Blank, self.left_out);
        self.complaints.extend(complaint.map(|complaint| (row, complaint)));
    }

    /// Adds a short decimal to a column of numbers.
    #[inline]
    pub fn push_decimal(&mut self, decimal: Decimal) {
        match self.column.cells_for_row() {
            Cells::Decimal(cells) if decimal.mantissa != 0 || !self.rule.zero_is_missing => {
                cells.push_written(decimal);
                self.column.end_row();
            }
            _ => self.push(Ok(Cell::Decimal(decimal))),
        }
    }

    /// How many decimals the numbers of its rows are kept with; none where it is no column of numbers.
    pub fn decimals(&self) -> u32 {
        match self.column.cells() {
            Cells::Decimal(cells) => cells.scale(),
            _ => 0,
        }
    }

    /// Adds a text, which is not empty, to a column of texts or keys.
    #[inline]
    pub fn push_text(&mut self, text: &str) {
        match self.column.cells_for_row() {
            Cells::Text(cells) => {
                cells.push(text);
                self.column.end_row();
            }
            _ => self.push(Ok(Cell::Text(text.into()))),
        }
    }

    /// Adds a yes or a no.
    #[inline]
    pub fn push_yes_no(&mut self, value: bool) {
        match self.column.cells_for_row() {
            Cells::YesNo(cells) => {
                cells.push(value);
                self.column.end_row();
            }
            _ => self.push(Ok(Cell::YesNo(value))),
        }
    }

    /// The row that is added next, counted from the first of the part, from 0.
    fn row(&self) -> u32 {
        u32::try_from(self.column.len()).unwrap_or(u32::MAX)
    }
}
