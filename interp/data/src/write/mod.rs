//! Results into files. What a number looks like is decided before: cells come as texts.

mod csv;
mod json;
mod whole;
mod xlsx;

use heng_interp::value::Date;

pub use csv::write_csv;
pub use json::write_json;
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

/// One cell to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// A text or an identifier: `007` stays `007`.
    Text(String),
    /// A number in decimal digits: `-12.50`.
    Decimal(String),
    /// A day.
    Date(Date),
    /// 是 or 否
    YesNo(bool),
    /// Nothing.
    Blank,
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

#[cfg(test)]
mod tests;
