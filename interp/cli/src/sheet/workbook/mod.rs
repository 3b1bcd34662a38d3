//! The workbook of a report.

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
