//! Results into files. What a number looks like is decided before: cells come as texts, or as columns of numbers with a fixed number of
//! decimals.
//!
//! Short tables are a [`Sheet`], an iterator of rows. Long ones are [`Lines`]: they are printed column by column (`form`), on all
//! threads, straight into the bytes of the file (`buffer`, `digits`), and written in their order (`table`, `in_order`).

mod buffer;
mod csv;
mod digits;
mod form;
mod in_order;
mod json;
mod table;
mod whole;
mod xlsx;

use std::io::{self, Write};
use std::sync::Arc;

use heng_interp::shown::{ShownBatch, ShownCells, ShownColumn};

pub use csv::write_csv;
pub use heng_interp::shown::Shown as Printed;
pub use json::write_json;
pub use table::{Lines, TextFile, write_table};
pub use whole::{WriteError, write_whole};
pub use xlsx::write_xlsx;

/// A table to be written, row by row.
pub struct Sheet<'r> {
    /// The name of the sheet, in files that have sheets.
    pub name: String,
    /// The headers.
    pub headers: Vec<String>,
    /// The rows; each has as many cells as there are headers.
    pub rows: Box<dyn Iterator<Item = Vec<Printed>> + 'r>,
}

/// What 是 and 否 are called in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YesNoWords {
    /// 是
    pub yes: &'static str,
    /// 否
    pub no: &'static str,
}

impl YesNoWords {
    /// 是 and 否
    pub const CHINESE: Self = Self { yes: "是", no: "否" };
    /// TRUE and FALSE
    pub const ENGLISH: Self = Self { yes: "TRUE", no: "FALSE" };

    fn word(self, value: bool) -> &'static str {
        if value { self.yes } else { self.no }
    }
}

/// How many rows of a sheet are written at a time.
const AT_ONCE: usize = 256;

/// Writes the rows of a sheet as text.
fn write_rows(
    out: &mut dyn Write,
    form: &form::Form,
    rows: impl Iterator<Item = Vec<Printed>>,
) -> io::Result<()> {
    let mut rows = rows.peekable();
    while let Some(first) = rows.peek() {
        let mut columns: Vec<Vec<Printed>> = vec![Vec::new(); first.len()];
        let mut lines = 0;
        for row in rows.by_ref().take(AT_ONCE) {
            lines += 1;
            for (column, cell) in columns.iter_mut().zip(row) {
                column.push(cell);
            }
        }
        let mixed = |cells| ShownColumn { cells: ShownCells::Mixed(cells), absences: Arc::default(), cut: 0 };
        let batch = ShownBatch { lines, columns: columns.into_iter().map(mixed).collect() };
        out.write_all(&form.spell(&batch).text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_tables;
