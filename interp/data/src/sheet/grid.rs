//! The cells of one sheet.

use calamine::{Data, ExcelDateTime, Range, StyleRange};
use heng_interp::value::Date;

use crate::Fallible;
use crate::fill::Rows;
use crate::header::WINDOW;
use crate::raw::Raw;

/// A sheet, and the row that is being read.
pub struct Grid {
    name: String,
    range: Range<Data>,
    styles: Option<StyleRange>,
    /// The current row, from 0 at the top of the sheet.
    row: Option<u32>,
    next: u32,
}

impl Grid {
    /// The sheet called `name` with the cells of `range`.
    pub fn new(name: &str, range: Range<Data>) -> Self {
        let next = range.start().map_or(0, |(row, _)| row);
        Self { name: name.to_owned(), range, styles: None, row: None, next }
    }

    /// The sheet's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows at the top are blank.
    pub fn first_row(&self) -> usize {
        self.range.start().map_or(0, |(row, _)| row as usize)
    }

    /// Adds the formats of the cells.
    pub fn style(&mut self, styles: Option<StyleRange>) {
        self.styles = styles;
    }

    /// Whether it is known which cells are shown as percentages.
    pub fn knows_percentages(&self) -> bool {
        self.styles.is_some()
    }

    /// Goes to the row that has `rows` rows above it.
    pub fn skip(&mut self, rows: usize) {
        self.next = u32::try_from(rows).unwrap_or(u32::MAX);
    }

    /// The first rows that are not blank, as texts, where the header is sought.
    pub fn first_rows(&self) -> Vec<Vec<String>> {
        let Some((top, _)) = self.range.start() else { return Vec::new() };
        let width = self.columns();
        let row = |row: u32| (0..width).map(|column| self.raw(row, column).shown()).collect();
        (top..).take(WINDOW.min(self.range.height())).map(row).collect()
    }

    fn columns(&self) -> u32 {
        self.range.end().map_or(0, |(_, column)| column + 1)
    }

    fn raw(&self, row: u32, column: u32) -> Raw<'_> {
        let Some(data) = self.range.get_value((row, column)) else { return Raw::Blank };
        match data {
            Data::Empty => Raw::Blank,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Raw::Text(text),
            #[expect(
                clippy::cast_precision_loss,
                reason = "spreadsheets keep whole numbers in the same 53 bits"
            )]
            Data::Int(value) => Raw::Number { value: *value as f64, percent: false },
            Data::Float(value) => Raw::Number { value: *value, percent: self.is_percentage(row, column) },
            Data::Bool(value) => Raw::YesNo(*value),
            Data::DateTime(moment) => day(*moment),
            Data::Error(error) => Raw::Error(error.to_string()),
        }
    }

    fn is_percentage(&self, row: u32, column: u32) -> bool {
        let style = self.styles.as_ref().and_then(|styles| styles.get((row, column)));
        style.and_then(|s| s.number_format.as_ref()).is_some_and(|f| f.format_code.contains('%'))
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
        self.columns() as usize
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        match (self.row, u32::try_from(column)) {
            (Some(row), Ok(column)) => self.raw(row, column),
            _ => Raw::Blank,
        }
    }
}
