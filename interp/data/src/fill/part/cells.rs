//! The cells of a column, read where they stand: what is written plainly is read at once, everything else the long way, to the same.

use std::ops::{Deref, Range};

use heng_interp::table::{Cell, ColumnPart, Decimal};
use heng_interp::value::Absence;

use crate::cell::quick::{self, Shape};
use crate::cell::{CellReader, Plain};
use crate::csv::{Records, said};
use crate::raw::Raw;

/// The cells of one column in some records of a piece.
pub struct Cells<'c, T> {
    /// All records of the piece.
    pub records: &'c Records<T>,
    /// The column of the file.
    pub place: usize,
    /// Whose cells are read.
    pub rows: Rows<'c>,
}

/// Which records are rows of the table.
pub enum Rows<'c> {
    /// All of these; all records of the piece have as many cells.
    Even(&'c Range<usize>),
    /// Some of the piece.
    Some {
        /// These.
        taken: &'c [u32],
        /// The places among these of rows whose cells may be of another column, and are not read.
        shifted: &'c [usize],
    },
}

impl<T: Deref<Target = str>> Cells<'_, T> {
    /// Reads the cells into `column`.
    pub fn fill(&self, reader: &CellReader<'_>, column: &mut ColumnPart<'_>) {
        let long = Long { text: self.records.text(), reader };
        match reader.plain() {
            Plain::Number => {
                let shape = Shape::of(column.decimals());
                self.each(column, &mut Numbers { long, shape });
            }
            Plain::Text => self.each(column, &mut Texts { long, key: false }),
            Plain::Key => self.each(column, &mut Texts { long, key: true }),
            Plain::YesNo => self.each(column, &mut Answers { long }),
            Plain::Other => self.each(column, &mut { long }),
        }
    }

    /// Reads every cell, but for those that may be of another column.
    #[inline]
    fn each(&self, column: &mut ColumnPart<'_>, read: &mut impl Read) {
        match self.rows {
            Rows::Even(records) => self.records.even_column(records, self.place, |start, end| {
                read.read(start, end, column);
            }),
            Rows::Some { taken, shifted } => self.each_of(taken, shifted, |place| match place {
                Some((start, end)) => read.read(start, end, column),
                None => column.push(Ok(Cell::Absent(Absence::Missing))),
            }),
        }
    }

    /// Does something with the place of every cell; nothing is given for one that may be of another column.
    fn each_of(&self, taken: &[u32], shifted: &[usize], mut take: impl FnMut(Option<(usize, usize)>)) {
        let mut shifted = shifted.iter().peekable();
        for (row, record) in taken.iter().enumerate() {
            match shifted.next_if_eq(&&row) {
                Some(_) => take(None),
                None => take(Some(self.records.place(*record as usize, self.place))),
            }
        }
    }
}

/// Reads cells of one kind.
trait Read {
    /// Reads the cell from `start` to `end` into the column.
    fn read(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>);
}

/// Cells that are not written plainly.
struct Long<'c> {
    text: &'c str,
    reader: &'c CellReader<'c>,
}

impl Read for Long<'_> {
    #[inline(never)]
    fn read(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>) {
        let cell = said(self.text.get(start..end).unwrap_or_default());
        column.push(self.reader.read(&Raw::Text(&cell)));
    }
}

/// Numbers, most of which are written with as many decimals.
struct Numbers<'c> {
    long: Long<'c>,
    shape: Shape,
}

impl Read for Numbers<'_> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "called for every number of a file")]
    fn read(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>) {
        match self.shape.read(self.long.text.as_bytes(), start, end) {
            Some(mantissa) => column.push_decimal(Decimal { mantissa, scale: self.shape.scale() }),
            None => self.read_other(start, end, column),
        }
    }
}

impl Numbers<'_> {
    #[inline(never)]
    fn read_other(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>) {
        if start == end {
            return column.push_blank();
        }
        match quick::decimal(self.long.text.as_bytes(), start, end) {
            Some(decimal) => {
                if decimal.scale != self.shape.scale() {
                    self.shape = Shape::of(decimal.scale);
                }
                column.push_decimal(decimal);
            }
            None => self.long.read(start, end, column),
        }
    }
}

/// Texts, or keys.
struct Texts<'c> {
    long: Long<'c>,
    key: bool,
}

impl Read for Texts<'_> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "called for every text of a file")]
    fn read(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>) {
        match self.long.text.get(start..end) {
            Some(said)
                if quick::is_plain_text(said.as_bytes())
                    && !(self.key && quick::may_be_scientific(said.as_bytes())) =>
            {
                column.push_text(said);
            }
            _ => self.long.read(start, end, column),
        }
    }
}

/// Answers yes or no.
struct Answers<'c> {
    long: Long<'c>,
}

impl Read for Answers<'_> {
    #[inline]
    fn read(&mut self, start: usize, end: usize, column: &mut ColumnPart<'_>) {
        match self.long.text.as_bytes().get(start..end).and_then(quick::yes_no) {
            Some(said) => column.push_yes_no(said),
            None => self.long.read(start, end, column),
        }
    }
}
