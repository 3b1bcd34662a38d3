//! A file as it stands, without a script that says what it should hold: to compare two results cell by cell.

use crate::Fallible;
use crate::input::{Format, Input, detect, fault};
use crate::{csv, json, sheet};

/// A sheet of a file, or the whole of a file that has no sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainSheet {
    /// The sheet; empty for files that have none.
    pub name: String,
    /// The cells of the first row.
    pub headers: Vec<String>,
    /// The cells of the rows below, as they would be shown.
    pub rows: Vec<Vec<String>>,
}

impl PlainSheet {
    /// The rows of a file whose first row is its header.
    pub(crate) fn of_rows(name: &str, rows: Vec<Vec<String>>) -> Self {
        let mut rows = rows.into_iter();
        Self { name: name.to_owned(), headers: rows.next().unwrap_or_default(), rows: rows.collect() }
    }
}

/// Reads all cells of a result: CSV, XLSX or JSON as [`write_csv`](crate::write_csv) and its neighbours write them, or as a spreadsheet
/// program saved them since.
///
/// # Errors
/// Where it is no such file.
pub fn read_plain(input: Input) -> Fallible<Vec<PlainSheet>> {
    let (name, mut content) = input.into_content();
    let format = detect(content.as_mut()).map_err(|error| fault::unreadable(&error.to_string()))?;
    match format {
        Format::Zip | Format::Compound => sheet::plain(content, &name),
        Format::Json => json::whole(content.as_mut()).map(|sheet| vec![sheet]),
        Format::Page => Err(fault::web_page().into()),
        Format::Text => Ok(vec![PlainSheet::of_rows("", csv::plain(content.as_mut())?)]),
    }
}
