//! Results into files. What a number looks like is decided before: cells come as texts, or as columns of numbers with a fixed number of
//! decimals.
//!
//! Short tables, and all that go into a spreadsheet, are a [`Sheet`], an iterator of a few lines at a time. Long ones are [`Lines`]: they are printed column by column (`form`), on all
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

/// A table to be written, some lines at a time.
pub struct Sheet<'r> {
    /// The name of the sheet, in files that have sheets.
    pub name: String,
    /// The headers.
    pub headers: Vec<String>,
    /// The lines; each has as many cells as there are headers.
    pub batches: Box<dyn Iterator<Item = ShownBatch<'r>> + 'r>,
}

impl<'r> Sheet<'r> {
    /// A table of which each row has as many cells as there are headers.
    pub fn of_rows(
        name: String,
        headers: Vec<String>,
        rows: impl Iterator<Item = Vec<Printed>> + 'r,
    ) -> Self {
        let mut rows = rows.peekable();
        let batches = std::iter::from_fn(move || {
            rows.peek()?;
            Some(batch(rows.by_ref().take(AT_ONCE)))
        });
        Self { name, headers, batches: Box::new(batches) }
    }
}

/// How many rows are made into lines at a time.
const AT_ONCE: usize = 256;

fn batch<'r>(rows: impl Iterator<Item = Vec<Printed>>) -> ShownBatch<'r> {
    let mut columns: Vec<Vec<Printed>> = Vec::new();
    let mut lines = 0;
    for row in rows {
        lines += 1;
        columns.resize_with(columns.len().max(row.len()), Vec::new);
        columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
    }
    let mixed = |cells| ShownColumn { cells: ShownCells::Mixed(cells), absences: Arc::default(), cut: 0 };
    ShownBatch { lines, columns: columns.into_iter().map(mixed).collect() }
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

/// Writes the lines of a sheet as text.
fn write_batches<'r>(
    out: &mut dyn Write,
    form: &form::Form,
    batches: impl Iterator<Item = ShownBatch<'r>>,
) -> io::Result<()> {
    for batch in batches {
        out.write_all(&form.spell(&batch).text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_tables;
