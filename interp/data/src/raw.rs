//! Cells as files hold them.

use heng_interp::value::Date;

/// One cell of a file, before its column says what it should be.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw<'a> {
    /// Nothing.
    Blank,
    /// Written text; the only kind in CSV.
    Text(&'a str),
    /// A spreadsheet's binary number.
    Number {
        /// As stored.
        value: f64,
        /// Whether it is shown as a percentage, so that 0.35 reads 35%.
        percent: bool,
    },
    /// A logical cell.
    YesNo(bool),
    /// A date cell; a time of the day is dropped.
    Day(Date),
    /// `#N/A`
    Error(String),
}

impl Raw<'_> {
    /// Whether nothing but blanks is there.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell as it would be shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            Self::Number { value, .. } => crate::cell::float_text(*value),
            Self::YesNo(true) => "TRUE".into(),
            Self::YesNo(false) => "FALSE".into(),
            Self::Day(day) => day.to_string(),
            Self::Error(error) => error.clone(),
        }
    }
}
