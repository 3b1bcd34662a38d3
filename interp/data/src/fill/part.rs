//! A piece of a text file, read into a part of a table: first its rows, then column by column.

use std::ops::Deref;

use heng_grammar::diagnostic::Severity;
use heng_interp::table::fault::Complaint;
use heng_interp::table::{ColumnPart, Origin, Schema, TablePart};

use super::{Columns, NotARow};
use crate::cell::{CellReader, quick};
use crate::csv::{Record, Records, said};
use cells::{Cells, Rows};

mod cells;

/// What came of a piece. Numbers of rows are counted from its first, from 1.
pub struct Part<'s> {
    /// Its rows.
    pub table: TablePart<'s>,
    /// How many rows it has, blank ones among them.
    pub records: u32,
    /// What is to be told of rows that are none of the table's.
    pub notes: Vec<Note>,
    /// The first row that is not blank, and whether it is one of the table's.
    pub first: Option<(u32, bool)>,
    /// The last row that is not blank.
    pub last: Option<u32>,
}

/// What is told of rows that are none of the table's.
pub enum Note {
    /// A sum or a remark.
    Remark(u32, Box<Complaint>),
    /// Blank rows between others: the first and the last.
    Gap(u32, u32),
}

/// The rows of a piece that are the table's.
struct Taken {
    /// Their records.
    records: Vec<u32>,
    /// The places among these of rows whose cells may be of other columns; only their keys are read.
    shifted: Vec<usize>,
}

impl<'s> Part<'s> {
    /// A part without rows of a table of `schema` that comes from `origin`.
    pub fn new(schema: &'s Schema, origin: &Origin) -> Self {
        Self { table: TablePart::new(schema, origin), records: 0, notes: Vec::new(), first: None, last: None }
    }
}

/// So many records are read column by column before the next: what is looked at for the one column is still near for the other.
const BLOCK: usize = 128;

impl<'s> Columns<'s> {
    /// Reads the records of a piece into an empty part.
    pub fn fill<T: Deref<Target = str>>(&self, part: &mut Part<'s>, records: &Records<T>) {
        part.records = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let taken = self.rows(records, part);
        part.table.add_rows(taken.records.iter().map(|record| record + 1));
        if taken.records.len() == records.len() && taken.shifted.is_empty() && records.is_even() {
            for first in (0..records.len()).step_by(BLOCK) {
                let block = first..records.len().min(first + BLOCK);
                self.each_column(part, |place, reader, column| {
                    Cells { records, place, rows: Rows::Even(&block) }.fill(reader, column);
                });
            }
        } else {
            self.each_column(part, |place, reader, column| {
                let shifted = if self.keys.contains(&place) { &[] } else { taken.shifted.as_slice() };
                let rows = Rows::Some { taken: &taken.records, shifted };
                Cells { records, place, rows }.fill(reader, column);
            });
        }
        if let Some(name) = self.name {
            for record in &taken.records {
                match records.raw(*record as usize, name) {
                    name if quick::is_plain_text(name.as_bytes()) => part.table.name_row(name),
                    other => part.table.name_row(said(other).trim()),
                }
            }
        }
    }

    /// Does something with each column that is read: where its cells stand in the file, how they are read, and where to.
    fn each_column(
        &self,
        part: &mut Part<'s>,
        mut fill: impl FnMut(usize, &CellReader<'s>, &mut ColumnPart<'s>),
    ) {
        for (index, (place, reader)) in self.readers.iter().enumerate() {
            if let (Some(place), Some(column)) = (*place, part.table.column(index)) {
                fill(place, reader, column);
            }
        }
    }

    /// Tells the rows of the table from others.
    fn rows<T: Deref<Target = str>>(&self, records: &Records<T>, part: &mut Part<'s>) -> Taken {
        let mut taken = Taken { records: Vec::with_capacity(records.len()), shifted: Vec::new() };
        for (record, number) in (0..records.len()).zip(1_u32..) {
            if !self.is_surely_data(records, record) {
                match self.not_data(&Record::new(records, record, number)) {
                    NotARow::Blank => continue,
                    NotARow::Remarked(complaint) => {
                        part.notes.push(Note::Remark(number, complaint));
                        part.first.get_or_insert((number, false));
                        part.last = Some(number);
                        continue;
                    }
                    NotARow::Row => {}
                }
            }
            if records.width(record) != self.width
                && let Some(complaint) = self.judge_width(&Record::new(records, record, number))
            {
                if complaint.severity == Severity::Error {
                    taken.shifted.push(taken.records.len());
                }
                part.table.complain(u32::try_from(taken.records.len()).unwrap_or(u32::MAX), complaint);
            }
            if let Some(last) = part.last.replace(number)
                && last + 1 < number
            {
                part.notes.push(Note::Gap(last + 1, number - 1));
            }
            part.first.get_or_insert((number, true));
            taken.records.push(number - 1);
        }
        taken
    }

    /// Whether a record has a key that is surely one, without folding it.
    #[inline]
    fn is_surely_data<T: Deref<Target = str>>(&self, records: &Records<T>, record: usize) -> bool {
        self.keys.iter().any(|key| {
            let cell = records.raw(record, *key);
            let figures = matches!(cell.as_bytes(), [b'0'..=b'9', .., b'0'..=b'9']);
            figures || (quick::is_plain_text(cell.as_bytes()) && !super::may_say_no_data(cell))
        })
    }
}
