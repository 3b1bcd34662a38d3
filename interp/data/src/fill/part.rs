//! A piece of a text file, read into a part of a table: first its rows, then column by column.

use std::ops::Deref;

use heng_grammar::diagnostic::Severity;
use heng_interp::table::fault::Complaint;
use heng_interp::table::{Cell, ColumnPart, Origin, TablePart};
use heng_interp::value::Absence;

use super::{Columns, NotARow};
use crate::cell::quick;
use crate::cell::{CellReader, Plain};
use crate::csv::{Record, Records, said};
use crate::raw::Raw;

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

impl<'s> Columns<'s> {
    /// Reads the records of a piece.
    pub fn part<T: Deref<Target = str>>(&self, origin: &Origin, records: &Records<T>) -> Part<'s> {
        let mut part = Part {
            table: TablePart::new(self.schema, origin),
            records: u32::try_from(records.len()).unwrap_or(u32::MAX),
            notes: Vec::new(),
            first: None,
            last: None,
        };
        let taken = self.rows(records, &mut part);
        part.table.add_rows(taken.records.iter().map(|record| record + 1));
        for (index, (place, reader)) in self.readers.iter().enumerate() {
            if let (Some(place), Some(column)) = (*place, part.table.column(index)) {
                let shifted = if self.keys.contains(&place) { &[] } else { taken.shifted.as_slice() };
                let cells = Cells { records, taken: &taken.records, shifted, place };
                cells.fill(reader, column);
            }
        }
        if let Some(name) = self.name {
            for record in &taken.records {
                match records.raw(*record as usize, name) {
                    name if quick::is_plain_text(name.as_bytes()) => part.table.name_row(name),
                    other => part.table.name_row(said(other).trim()),
                }
            }
        }
        part
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
            quick::is_plain_text(cell.as_bytes()) && !super::may_say_no_data(cell)
        })
    }
}

/// The cells of one column in a piece.
struct Cells<'c, T> {
    records: &'c Records<T>,
    taken: &'c [u32],
    shifted: &'c [usize],
    place: usize,
}

impl<T: Deref<Target = str>> Cells<'_, T> {
    fn fill(&self, reader: &CellReader<'_>, column: &mut ColumnPart<'_>) {
        let text = self.records.text();
        let bytes = text.as_bytes();
        let slow = |start: usize, end: usize, column: &mut ColumnPart<'_>| {
            let cell = said(text.get(start..end).unwrap_or_default());
            column.push(reader.read(&Raw::Text(&cell)));
        };
        let number =
            |start: usize, end: usize, column: &mut ColumnPart<'_>| match quick::decimal(bytes, start, end) {
                Some(decimal) => column.push_decimal(decimal),
                None if start == end => column.push_blank(),
                None => slow(start, end, column),
            };
        let key = reader.plain() == Plain::Key;
        let said = |start: usize, end: usize, column: &mut ColumnPart<'_>| {
            let cell = bytes.get(start..end).unwrap_or_default();
            let doubtful = key && quick::may_be_scientific(cell);
            match text.get(start..end) {
                Some(said) if quick::is_plain_text(cell) && !doubtful => column.push_text(said),
                _ => slow(start, end, column),
            }
        };
        let yes_no = |start: usize, end: usize, column: &mut ColumnPart<'_>| match bytes
            .get(start..end)
            .and_then(quick::yes_no)
        {
            Some(said) => column.push_yes_no(said),
            None => slow(start, end, column),
        };
        match reader.plain() {
            Plain::Number => self.each(column, number),
            Plain::Text | Plain::Key => self.each(column, said),
            Plain::YesNo => self.each(column, yes_no),
            Plain::Other => self.each(column, slow),
        }
    }

    /// Does something with every cell, but for those that may be of another column.
    #[inline]
    fn each(&self, column: &mut ColumnPart<'_>, mut take: impl FnMut(usize, usize, &mut ColumnPart<'_>)) {
        if self.taken.len() == self.records.len()
            && self.shifted.is_empty()
            && let Some(split) = self.records.even(self.place)
        {
            let text = self.records.text().as_bytes();
            return split.even_column(text, self.place, |start, end| take(start, end, column));
        }
        let mut shifted = self.shifted.iter().peekable();
        for (row, record) in self.taken.iter().enumerate() {
            if shifted.next_if_eq(&&row).is_some() {
                column.push(Ok(Cell::Absent(Absence::Missing)));
                continue;
            }
            let (start, end) = self.records.place(*record as usize, self.place);
            take(start, end, column);
        }
    }
}
