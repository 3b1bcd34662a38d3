//! The records of a file one after the other, for whoever cannot take them a piece at a time.

use super::pieces::{Ending, Pieces};
use super::records::{Quoted, Records};
use super::split::Split;
use crate::Fallible;
use crate::fill::Rows;
use crate::raw::Raw;

/// The records of the pieces, in order.
pub struct PieceRows<'p, 'r> {
    pieces: &'p mut Pieces<'r>,
    records: Records<String>,
    /// The record that comes next in the piece.
    next: usize,
    number: u32,
    quoted: Quoted,
    utf8: bool,
}

impl<'p, 'r> PieceRows<'p, 'r> {
    /// The records of `pieces`, before which the file has `rows` others.
    pub fn new(pieces: &'p mut Pieces<'r>, rows: usize) -> Self {
        let records = Records::new(String::new(), Split::default());
        let number = u32::try_from(rows).unwrap_or(u32::MAX);
        Self { pieces, records, next: 0, number, quoted: Quoted::none(), utf8: true }
    }

    /// Whether all that was read is UTF-8.
    pub fn is_utf8(&self) -> bool {
        self.utf8
    }

    /// Goes to the next record and gives what its cells say.
    pub fn next_cells(&mut self) -> Fallible<Option<Vec<String>>> {
        let more = self.advance()?;
        let cells = self.records.cells(self.next.saturating_sub(1)).map(std::borrow::Cow::into_owned);
        Ok(more.then(|| cells.collect()))
    }

    /// Takes the next piece; `false` where there is none.
    fn take(&mut self) -> Fallible<bool> {
        let used = std::mem::replace(&mut self.records, Records::new(String::new(), Split::default()));
        let (text, memory) = used.into_parts();
        let Some(mut piece) = self.pieces.next(text.into_bytes()) else {
            let ending = self.pieces.ending();
            self.utf8 = self.utf8 && !matches!(ending, Ending::NotUtf8);
            return ending.fault(self.number).map(|()| false);
        };
        let split = piece.split(self.pieces.delimiter(), memory);
        let Ok(text) = String::from_utf8(piece.text) else {
            self.utf8 = false;
            return Ok(false);
        };
        (self.records, self.next) = (Records::new(text, split), 0);
        Ok(true)
    }
}

impl Rows for PieceRows<'_, '_> {
    fn advance(&mut self) -> Fallible<bool> {
        while self.next >= self.records.len() {
            if !self.utf8 || !self.take()? {
                return Ok(false);
            }
        }
        self.quoted = Quoted::of(&self.records, self.next);
        self.next += 1;
        self.number = self.number.saturating_add(1);
        Ok(true)
    }

    fn number(&self) -> u32 {
        self.number
    }

    fn width(&self) -> usize {
        self.records.width(self.next.saturating_sub(1))
    }

    fn cell(&self, column: usize) -> Raw<'_> {
        self.quoted.cell(&self.records, self.next.saturating_sub(1), column)
    }

    fn is_ragged(&self) -> bool {
        true
    }
}
