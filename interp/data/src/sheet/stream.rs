//! An XLSX sheet, row by row: a large sheet need not fit in memory, and a stray cell at its far end costs nothing.

use calamine::{DataRef, Style, XlsxCellReader};

use super::grid::{head, raw_of};
use super::{Book, fault};
use crate::Fallible;
use crate::csv::ReadSeek;
use crate::fill::Rows;
use crate::header::WINDOW;
use crate::raw::Raw;

type Cells<'x> = XlsxCellReader<'x, Box<dyn ReadSeek>>;

/// The sheet, and the row that is being read.
pub struct Stream<'x> {
    cells: Cells<'x>,
    percentages: Vec<bool>,
    /// The cell after the current row.
    ahead: Option<(u32, Cell<'x>)>,
    row: u32,
    current: Vec<Cell<'x>>,
    /// The sheet must not be read on behind its end.
    ended: bool,
}

/// A cell, its column, and whether it is shown as a percentage.
struct Cell<'x> {
    column: u32,
    data: DataRef<'x>,
    percent: bool,
}

impl<'x> Stream<'x> {
    /// The sheet called `name`.
    pub fn open(book: &'x mut Book, name: &str) -> Fallible<Self> {
        let unreadable = |e: &dyn std::fmt::Display| fault::not_a_spreadsheet(&e.to_string());
        let calamine::Sheets::Xlsx(book) = book else { return Err(unreadable(&"XLSX").into()) };
        let cells = book.worksheet_cells_reader(name).map_err(|e| unreadable(&e))?;
        let shown = |style: &Style| style.number_format.as_ref().is_some_and(|f| f.format_code.contains('%'));
        let percentages = cells.styles().iter().map(shown).collect();
        Ok(Self { cells, percentages, ahead: None, row: 0, current: Vec::new(), ended: false })
    }

    /// How many rows are blank at the top, and the first rows below them, as texts.
    pub fn first_rows(&mut self) -> Fallible<(usize, Vec<Vec<String>>)> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut top = None;
        while self.advance()? {
            let top = *top.get_or_insert(self.row);
            let place = (self.row - top) as usize;
            if place >= WINDOW {
                break;
            }
            rows.resize(place, Vec::new());
            rows.push((0..head(self.width())).map(|column| self.cell(column).shown()).collect());
        }
        Ok((top.unwrap_or(0) as usize, rows))
    }

    /// Goes to the first row that has at least `rows` rows above it, so that the next step reads it.
    pub fn skip(&mut self, rows: usize) -> Fallible<()> {
        while self.ahead.as_ref().is_none_or(|(row, _)| (*row as usize) < rows) {
            self.ahead = self.next_cell()?;
            if self.ahead.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn next_cell(&mut self) -> Fallible<Option<(u32, Cell<'x>)>> {
        while !self.ended {
            let next = self.cells.next_cell_with_style_id();
            let Some((cell, style)) = next.map_err(|e| fault::not_a_spreadsheet(&e.to_string()))? else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            let data = cell.get_value().clone();
            if !matches!(data, DataRef::Empty) {
                let percent = self.percentages.get(style).copied().unwrap_or(false);
                return Ok(Some((row, Cell { column, data, percent })));
            }
        }
        Ok(None)
    }
}

impl Rows for Stream<'_> {
    fn advance(&mut self) -> Fallible<bool> {
        self.current.clear();
        let first = match self.ahead.take() {
            Some(ahead) => Some(ahead),
            None => self.next_cell()?,
        };
        let Some((row, cell)) = first else { return Ok(false) };
        self.row = row;
        self.current.push(cell);
        while let Some((row, cell)) = self.next_cell()? {
            if row != self.row {
                self.ahead = Some((row, cell));
                break;
            }
            self.current.push(cell);
        }
        if !self.current.is_sorted_by_key(|cell| cell.column) {
            self.current.sort_by_key(|cell| cell.column);
        }
        Ok(true)
    }

    fn number(&self) -> u32 {
        self.row + 1
    }

    fn width(&self) -> usize {
        self.current.last().map_or(0, |cell| cell.column as usize + 1)
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        // Where no cell before it is blank, it stands at its own place.
        let here = self.current.get(column).filter(|cell| cell.column as usize == column);
        let cell = here.or_else(|| {
            let found = self.current.binary_search_by_key(&column, |cell| cell.column as usize);
            found.ok().and_then(|at| self.current.get(at))
        });
        cell.map_or(Raw::Blank, |cell| raw_of(&cell.data, cell.percent))
    }
}
