//! A sheet of XLS, XLSB or ODS, which is read as a whole.

use calamine::{Data, DataRef, ExcelDateTime, Range};
use heng_interp::value::Date;

use crate::Fallible;
use crate::fill::Rows;
use crate::header::WINDOW;
use crate::raw::Raw;

/// A header is not sought beyond this many columns.
const MOST_COLUMNS: usize = 1000;

/// A sheet, and the row that is being read.
pub struct Grid {
    range: Range<Data>,
    /// The current row, from 0 at the top of the sheet.
    row: Option<u32>,
    next: u32,
}

impl Grid {
    /// The sheet with the cells of `range`.
    pub fn new(range: Range<Data>) -> Self {
        let next = range.start().map_or(0, |(row, _)| row);
        Self { range, row: None, next }
    }

    /// Goes to the row that has `rows` rows above it.
    pub fn skip(&mut self, rows: usize) {
        self.next = u32::try_from(rows).unwrap_or(u32::MAX);
    }

    /// How many rows are blank at the top, and the first rows below them, as texts.
    pub fn first_rows(&mut self) -> Fallible<(usize, Vec<Vec<String>>)> {
        let top = self.next as usize;
        let mut rows = Vec::new();
        while rows.len() < WINDOW && self.advance()? {
            rows.push((0..head(self.width())).map(|column| self.cell(column).shown()).collect());
        }
        Ok((top, rows))
    }
}

/// How many columns of a row may belong to the header.
pub fn head(width: usize) -> usize {
    width.min(MOST_COLUMNS)
}

/// A cell as its file has it.
pub fn raw(data: &Data, percent: bool) -> Raw<'_> {
    match data {
        Data::Empty => Raw::Blank,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Raw::Text(text),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets keep whole numbers in the same 53 bits")]
        Data::Int(value) => Raw::Number { value: *value as f64, percent },
        Data::Float(value) => Raw::Number { value: *value, percent },
        Data::Bool(value) => Raw::YesNo(*value),
        Data::DateTime(moment) => day(*moment),
        Data::Error(error) => Raw::Error(error.to_string()),
    }
}

/// A cell of a sheet that is read cell by cell.
pub fn raw_of<'c>(data: &'c DataRef<'_>, percent: bool) -> Raw<'c> {
    match data {
        DataRef::Empty => Raw::Blank,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Raw::Text(text),
        DataRef::SharedString(text) => Raw::Text(text),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets keep whole numbers in the same 53 bits")]
        DataRef::Int(value) => Raw::Number { value: *value as f64, percent },
        DataRef::Float(value) => Raw::Number { value: *value, percent },
        DataRef::Bool(value) => Raw::YesNo(*value),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::Error(error) => Raw::Error(error.to_string()),
    }
}

fn day(moment: ExcelDateTime) -> Raw<'static> {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let date = match parts {
        (Ok(year), Ok(month), Ok(day)) if moment.is_datetime() => Date::from_calendar(year, month, day),
        _ => None,
    };
    date.map_or(Raw::Number { value: moment.as_f64(), percent: false }, Raw::Day)
}

impl Rows for Grid {
    fn advance(&mut self) -> Fallible<bool> {
        let last = self.range.end().map(|(row, _)| row);
        let more = last.is_some_and(|last| self.next <= last);
        self.row = more.then_some(self.next);
        self.next += u32::from(more);
        Ok(more)
    }

    fn number(&self) -> u32 {
        self.row.map_or(self.next, |row| row + 1)
    }

    fn width(&self) -> usize {
        self.range.end().map_or(0, |(_, column)| column as usize + 1)
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        let place = self.row.zip(u32::try_from(column).ok());
        place.and_then(|place| self.range.get_value(place)).map_or(Raw::Blank, |data| raw(data, false))
    }
}
