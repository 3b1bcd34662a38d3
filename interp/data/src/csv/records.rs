//! Records with their text, and the one that is looked at.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use super::split::{Split, unquote};
use crate::Fallible;
use crate::fill::Rows;
use crate::raw::Raw;

/// The records of a piece of text.
pub struct Records<T> {
    text: T,
    split: Split,
}

impl<T: Deref<Target = str>> Records<T> {
    /// The records that `split` finds in `text`.
    pub fn new(text: T, split: Split) -> Self {
        Self { text, split }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.split.records()
    }

    /// Where a record begins; where the last one ends, behind it.
    pub fn begin(&self, record: usize) -> usize {
        self.split.begin(record)
    }

    /// How many cells a record has.
    #[inline]
    pub fn width(&self, record: usize) -> usize {
        self.split.width(record)
    }

    /// The text that all places are in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a cell begins and ends; see [`Split::cell`].
    #[inline]
    pub fn place(&self, record: usize, column: usize) -> (usize, usize) {
        self.split.cell(self.text.as_bytes(), record, column)
    }

    /// Whether all have as many cells.
    pub fn is_even(&self) -> bool {
        self.split.even_width().is_some()
    }

    /// Where the cells of a column begin and end in some records, where all have as many cells; see [`Split::even_column`].
    #[inline]
    pub fn even_column(&self, records: &Range<usize>, column: usize, mut take: impl FnMut(usize, usize)) {
        match self.split.even_width() {
            Some(width) if column < width => {
                self.split.even_column(self.text.as_bytes(), records, column, take);
            }
            _ => records.clone().for_each(|_| take(0, 0)),
        }
    }

    /// A cell as it stands, empty where the record has no such cell; one that begins with a quotation mark must be unquoted.
    #[inline]
    pub fn raw(&self, record: usize, column: usize) -> &str {
        let (start, end) = self.place(record, column);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What the cells of a record say, as they stand.
    pub fn cells(&self, record: usize) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.width(record)).map(move |column| unquote(self.raw(record, column)))
    }

    /// The text and the split, to be used again.
    pub fn into_parts(self) -> (T, Split) {
        (self.text, self.split)
    }
}

/// What a cell says, unquoted and [bare].
pub fn said(cell: &str) -> Cow<'_, str> {
    match unquote(cell) {
        Cow::Borrowed(cell) => Cow::Borrowed(bare(cell)),
        Cow::Owned(cell) => Cow::Owned(bare(&cell).to_owned()),
    }
}

/// The text without what keeps a spreadsheet from taking it for a number or a formula: `'00123`, `="00123"`.
pub fn bare(text: &str) -> &str {
    let text = text.trim();
    match text.as_bytes().first() {
        Some(b'\'') => text.get(1..).unwrap_or(text),
        Some(b'=') => text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text),
        _ => text,
    }
}

/// One record, looked at cell by cell.
pub struct Record<'r, T> {
    records: &'r Records<T>,
    record: usize,
    number: u32,
    quoted: Quoted,
}

/// What the cells of a record say that cannot be seen without unquoting them, by their column.
pub struct Quoted(Vec<(usize, String)>);

impl<'r, T: Deref<Target = str>> Record<'r, T> {
    /// The record at `record`, whose number in the file is `number`.
    pub fn new(records: &'r Records<T>, record: usize, number: u32) -> Self {
        Self { records, record, number, quoted: Quoted::of(records, record) }
    }
}

impl Quoted {
    /// Of no record.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Of the record at `record`.
    pub fn of<T: Deref<Target = str>>(records: &Records<T>, record: usize) -> Self {
        let cells = (0..records.width(record)).map(|column| (column, records.raw(record, column)));
        let quoted = cells.filter(|(_, cell)| cell.starts_with('"'));
        Self(quoted.map(|(column, cell)| (column, unquote(cell).into_owned())).collect())
    }

    /// A cell of the record.
    pub fn cell<'r, T: Deref<Target = str>>(
        &'r self,
        records: &'r Records<T>,
        record: usize,
        column: usize,
    ) -> Raw<'r> {
        if column >= records.width(record) {
            return Raw::Blank;
        }
        match self.0.iter().find(|(of, _)| *of == column) {
            Some((_, said)) => Raw::Text(bare(said)),
            None => Raw::Text(bare(records.raw(record, column))),
        }
    }
}

impl<T: Deref<Target = str>> Rows for Record<'_, T> {
    fn advance(&mut self) -> Fallible<bool> {
        Ok(false)
    }

    fn number(&self) -> u32 {
        self.number
    }

    fn width(&self) -> usize {
        self.records.width(self.record)
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.quoted.cell(self.records, self.record, column)
    }

    fn is_ragged(&self) -> bool {
        true
    }
}
