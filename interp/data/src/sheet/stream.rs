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

/// The sheet, up to where it is read.
pub struct Stream<'x> {
    cells: Cells<'x>,
    percentages: Vec<bool>,
    /// The cell after the current row.
    ahead: Option<(u32, Cell<'x>)>,
    /// How many cells the row before had.
    usual: usize,
    /// The sheet must not be read on behind its end.
    ended: bool,
}

/// A row: its place, counted from 0, and its cells in the order of their columns.
#[derive(Default)]
pub struct Row<'x> {
    place: u32,
    cells: Vec<Cell<'x>>,
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
        Ok(Self { cells, percentages, ahead: None, usual: 0, ended: false })
    }

    /// How many rows are blank at the top, and the first rows below them, as texts.
    pub fn first_rows(&mut self) -> Fallible<(usize, Vec<Vec<String>>)> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut top = None;
        for row in self {
            let row = row?;
            let top = *top.get_or_insert(row.place);
            let place = (row.place - top) as usize;
            if place >= WINDOW {
                break;
            }
            rows.resize(place, Vec::new());
            rows.push((0..head(row.width())).map(|column| row.cell(column).shown()).collect());
        }
        Ok((top.unwrap_or(0) as usize, rows))
    }

    /// Goes to the first row that has at least `rows` rows above it, so that the next step reads it.
    pub fn pass(&mut self, rows: usize) -> Fallible<()> {
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

impl<'x> Stream<'x> {
    fn next_row(&mut self) -> Fallible<Option<Row<'x>>> {
        let first = match self.ahead.take() {
            Some(ahead) => Some(ahead),
            None => self.next_cell()?,
        };
        let Some((place, cell)) = first else { return Ok(None) };
        let mut cells = Vec::with_capacity(self.usual);
        cells.push(cell);
        while let Some((other, cell)) = self.next_cell()? {
            if other != place {
                self.ahead = Some((other, cell));
                break;
            }
            cells.push(cell);
        }
        if !cells.is_sorted_by_key(|cell| cell.column) {
            cells.sort_by_key(|cell| cell.column);
        }
        self.usual = cells.len();
        Ok(Some(Row { place, cells }))
    }
}

/// The rows that have cells.
impl<'x> Iterator for Stream<'x> {
    type Item = Fallible<Row<'x>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

/// Rows that are read one after the other, wherever they come from.
pub struct InTurn<'x, I> {
    rows: I,
    current: Row<'x>,
}

impl<I> InTurn<'_, I> {
    /// Before the first of them.
    pub fn new(rows: I) -> Self {
        Self { rows, current: Row::default() }
    }
}

impl<'x, I: Iterator<Item = Fallible<Row<'x>>>> Rows for InTurn<'x, I> {
    fn advance(&mut self) -> Fallible<bool> {
        let Some(row) = self.rows.next().transpose()? else { return Ok(false) };
        self.current = row;
        Ok(true)
    }

    fn number(&self) -> u32 {
        self.current.place + 1
    }

    fn width(&self) -> usize {
        self.current.width()
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.current.cell(column)
    }
}

impl Row<'_> {
    /// Up to its last cell.
    fn width(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.column as usize + 1)
    }

    /// The cell in `column`, blank where it has none.
    fn cell(&self, column: usize) -> Raw<'_> {
        // Where no cell before it is blank, it stands at its own place.
        let here = self.cells.get(column).filter(|cell| cell.column as usize == column);
        let cell = here.or_else(|| {
            let found = self.cells.binary_search_by_key(&column, |cell| cell.column as usize);
            found.ok().and_then(|at| self.cells.get(at))
        });
        cell.map_or(Raw::Blank, |cell| raw_of(&cell.data, cell.percent))
    }
}
