//! The values of all calculation sheets, made once; and references to them from the sheets that people read.

use heng_interp::program::{DefinitionId, Frame};

use super::book::{Book, Subject};
use super::cells::CellValue;

/// A book with the values of its cells.
pub struct Figures<'b, 'o, 'a> {
    /// The book.
    pub book: &'b Book<'o, 'a>,
    /// Per sheet, per column, line by line.
    values: Vec<Vec<Vec<CellValue>>>,
}

/// A cell that shows another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `'计算·企业'!F5`
    pub formula: String,
    /// What it shows.
    pub value: CellValue,
    /// The decimals that the script says are shown.
    pub places: Option<u32>,
}

impl<'b, 'o, 'a> Figures<'b, 'o, 'a> {
    /// All values of a book.
    pub fn of(book: &'b Book<'o, 'a>) -> Self {
        let columns = |sheet| {
            let sheet: &super::book::Calculation = sheet;
            sheet.columns.iter().map(|column| book.values(sheet, column)).collect()
        };
        Self { book, values: book.sheets.iter().map(columns).collect() }
    }

    /// The values of a column.
    pub fn column(&self, frame: Frame, at: u32) -> &[CellValue] {
        let sheet = self.book.sheets.iter().position(|sheet| sheet.frame == frame);
        let columns = sheet.and_then(|sheet| self.values.get(sheet));
        columns.and_then(|columns| columns.get(at as usize)).map_or(&[], Vec::as_slice)
    }

    /// The cell of a definition for a row; its frame may be the whole.
    pub fn definition(&self, id: DefinitionId, row: u32) -> Option<Reference> {
        let definition = self.book.outcome.program().definition(id)?;
        let mut found = self.subject(&Subject::Definition(id), definition.frame, row)?;
        found.places = definition.shown;
        Some(found)
    }

    /// The cell of a column for a row.
    pub fn subject(&self, subject: &Subject, frame: Frame, row: u32) -> Option<Reference> {
        let (at, _) = self.book.column(frame, subject)?;
        let sheet = self.book.sheet(frame)?;
        let line = match frame {
            Frame::Whole => 0,
            Frame::Rows(_) => sheet.line_of.get(row as usize)?.checked_sub(1)? as usize,
        };
        let value = self.column(frame, at).get(line)?.clone();
        Some(Reference { formula: sheet.absolute(at, row), value, places: None })
    }
}

impl Reference {
    /// Whether it shows a number other than zero.
    pub fn is_something(&self) -> bool {
        matches!(&self.value, CellValue::Number(digits) if !digits.trim_matches(['0', '.', '-']).is_empty())
    }

    /// Whether it shows 是.
    pub fn is_yes(&self) -> bool {
        matches!(&self.value, CellValue::Text(text) if text == super::words::YES)
    }
}
