//! Cells as they are printed: what stands between an evaluation and a file.

use std::borrow::Cow;
use std::sync::Arc;

use crate::number::place_point_short;
use crate::value::{Absence, Date};

/// One cell, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A text, a class, a key: `007` stays `007`.
    Text(String),
    /// A number in decimal digits: `-12.50`.
    Decimal(String),
    /// 日期
    Date(Date),
    /// 是否
    YesNo(bool),
    /// No value.
    Blank,
}

/// Some lines of a table, column by column. Nothing is allocated for a cell that has a type of its own, and what an evaluation kept is
/// shared with it.
#[derive(Clone, Debug, Default)]
pub struct ShownBatch<'a> {
    /// How many lines.
    pub lines: usize,
    /// The columns, each with a cell for every line.
    pub columns: Vec<ShownColumn<'a>>,
}

/// The cells of a column for some lines.
#[derive(Clone, Debug)]
pub struct ShownColumn<'a> {
    /// The cells; of a line without one, anything.
    pub cells: ShownCells<'a>,
    /// Per line why it has no value; empty where all have one.
    pub absences: Arc<Vec<Option<Absence>>>,
    /// How many of its numbers were cut to 12 significant digits because they do not end.
    pub cut: u64,
}

/// Cells of one type, one a line.
#[derive(Clone, Debug)]
pub enum ShownCells<'a> {
    /// Numbers with so many decimals, as multiples of the last of them: `1250` with 2 is `12.50`.
    Decimals {
        /// How many decimals.
        places: u32,
        /// The multiples.
        counts: Arc<Vec<i64>>,
        /// Whether zeros at the end of the decimals are left out: `12.5`.
        trimmed: bool,
    },
    /// Numbers in digits, where they are too long for [`ShownCells::Decimals`].
    Digits(Vec<String>),
    /// Texts and keys.
    Texts(Arc<Vec<Cow<'a, str>>>),
    /// Members of a choice by their positions; one that is not among the names is blank.
    Members {
        /// The names of all members.
        names: &'a [String],
        /// The positions.
        positions: Arc<Vec<i32>>,
    },
    /// Days since 1970-01-01; one outside the calendar is blank.
    Days(Arc<Vec<i32>>),
    /// 是否
    YesNo(Arc<Vec<bool>>),
    /// Cells of any type.
    Mixed(Vec<Shown>),
    /// No line has a value.
    Nothing,
}

impl ShownColumn<'_> {
    /// The cell of a line.
    pub fn cell(&self, line: usize) -> Shown {
        match self.absences.get(line).copied().flatten() {
            Some(why) => absent(why).map_or(Shown::Blank, |text| Shown::Text(text.to_owned())),
            None => self.present(line).unwrap_or(Shown::Blank),
        }
    }

    fn present(&self, line: usize) -> Option<Shown> {
        Some(match &self.cells {
            ShownCells::Decimals { places, counts, trimmed } => {
                Shown::Decimal(digits(*counts.get(line)?, *places, *trimmed))
            }
            ShownCells::Digits(digits) => Shown::Decimal(digits.get(line)?.clone()),
            ShownCells::Texts(texts) => Shown::Text(texts.get(line)?.to_string()),
            ShownCells::Members { names, positions } => {
                Shown::Text(names.get(usize::try_from(*positions.get(line)?).ok()?)?.clone())
            }
            ShownCells::Days(days) => Shown::Date(Date::from_days(*days.get(line)?)?),
            ShownCells::YesNo(answers) => Shown::YesNo(*answers.get(line)?),
            ShownCells::Mixed(cells) => cells.get(line)?.clone(),
            ShownCells::Nothing => return None,
        })
    }
}

impl ShownBatch<'_> {
    /// The cells of each line in turn.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Shown>> {
        (0..self.lines).map(|line| self.columns.iter().map(|column| column.cell(line)).collect())
    }
}

/// What stands in the place of a value that is not there: 未定 is said, because it waits for somebody; the others are blank.
pub fn absent(why: Absence) -> Option<&'static str> {
    match why {
        Absence::Undecided => Some("未定"),
        Absence::Missing | Absence::NotApplicable => None,
    }
}

/// The digits of so many times the last of `places` decimals. Never `-0`.
pub fn digits(count: i64, places: u32, trimmed: bool) -> String {
    let (count, places) = trim(count, places, trimmed);
    place_point_short(count, places)
}

/// The same number, where it is to be trimmed, without the zeros that end its decimals: `1250` with 2 decimals is `125` with 1.
#[inline]
pub fn trim(mut count: i64, mut places: u32, trimmed: bool) -> (i64, u32) {
    while trimmed && places > 0 && count % 10 == 0 {
        count /= 10;
        places -= 1;
    }
    (count, places)
}
