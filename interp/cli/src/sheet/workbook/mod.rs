//! The workbook of `heng report`: an index, the sheets of enterprises, and calculation sheets with live formulas, so that a spreadsheet
//! program computes the same numbers again.

mod absent;
mod book;
mod calculation;
mod cells;
mod formula;
mod names;
mod plan;
mod reach;
mod style;
mod words;

#[cfg(test)]
mod tests;

use std::io;

use super::Report;
use crate::interrupt::Watch;

/// The bytes of the workbook; `watch` is asked now and then whether to go on.
///
/// # Errors
/// Where the process was interrupted, or a sheet cannot be made.
pub fn workbook(_report: &Report<'_, '_>, watch: &Watch) -> io::Result<Vec<u8>> {
    watch.check()?;
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
