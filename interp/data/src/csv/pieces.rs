//! A text file, cut into pieces of whole records: whoever wants one takes the next, so that several threads read one file.
//!
//! Where a record ends depends on all the quotation marks before. A piece is cut behind its last line break that is in no quotation, found
//! from the end; one that has many quotation marks is split here, in order, and goes out with what was found.

use heng_interp::table::fault::Complaint;
use memchr::memrchr2;

use super::contents::Counted;
use super::encoding::{Decoded, Encoding};
use super::fault;
use super::split::{Quotations, Split};
use crate::Fallible;

/// A file that is being cut.
pub struct Pieces<'r> {
    source: Decoded<Counted<'r>>,
    delimiter: u8,
    /// How many bytes a piece has, about.
    size: usize,
    /// How many bytes of text are to be left out before the first piece.
    skip: usize,
    /// The beginning of a record whose end was not read yet.
    carried: Vec<u8>,
    number: usize,
    ending: Option<Ending>,
}

/// How a text came to its end.
#[derive(Debug)]
pub enum Ending {
    /// With its last record.
    Complete,
    /// Within quotation marks.
    Unclosed,
    /// It is not UTF-8, though it was taken for it.
    NotUtf8,
    /// It could not be read further.
    Failed(Box<Complaint>),
}

/// Whole records, one after the other.
pub struct Piece {
    /// The how-manieth it is, from 0.
    pub number: usize,
    /// Their text; not known to be UTF-8.
    pub text: Vec<u8>,
    split: Option<Split>,
}

impl Piece {
    /// Where its records are; `memory` is a split that is not needed any more.
    pub fn split(&mut self, delimiter: u8, memory: Split) -> Split {
        self.split.take().unwrap_or_else(|| memory.again(&self.text, delimiter, true))
    }
}

impl<'r> Pieces<'r> {
    /// The text of `content` behind its first `skip` bytes, a whole number of records, in pieces of about `size` bytes.
    pub fn new(content: Counted<'r>, encoding: Encoding, delimiter: u8, skip: usize, size: usize) -> Self {
        let source = Decoded::new(content, encoding);
        Self { source, delimiter, size, skip, carried: Vec::new(), number: 0, ending: None }
    }

    /// What parts the cells.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// About how many pieces there are; 0 where that cannot be told.
    pub fn expected(&mut self) -> usize {
        let length = self.source.length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        let pieces = length / self.size.max(1);
        pieces + pieces / 16
    }

    /// How the text came to its end, once there are no more pieces.
    pub fn ending(&mut self) -> Ending {
        self.ending.take().unwrap_or(Ending::Complete)
    }

    /// What was read, and what is known of it.
    pub fn into_content(self) -> Counted<'r> {
        self.source.into_inner()
    }

    /// The next piece, in `text`, whose memory is used again.
    pub fn next(&mut self, mut text: Vec<u8>) -> Option<Piece> {
        text.clear();
        text.append(&mut self.carried);
        while self.ending.is_none() {
            let more = self.read(&mut text);
            let (length, split) = self.cut(&text, !more);
            if !more && self.ending.is_none() {
                self.ending = Some(self.judge_end(text.get(length..).unwrap_or_default()));
            }
            if length > 0 {
                self.carried.extend_from_slice(text.get(length..).unwrap_or_default());
                text.truncate(length);
                let number = self.number;
                self.number += 1;
                return Some(Piece { number, text, split });
            }
        }
        None
    }

    /// Reads more text, as much again as there is of a record that is longer than a piece; says whether there may be still more.
    fn read(&mut self, text: &mut Vec<u8>) -> bool {
        let wanted = self.size.max(text.len());
        let more = self.source.fill(text, wanted).unwrap_or_else(|error| {
            self.ending = Some(Ending::Failed(fault::unreadable(&error).into()));
            true
        });
        let skipped = self.skip.min(text.len());
        if skipped > 0 {
            text.drain(..skipped);
            self.skip -= skipped;
        }
        if u32::try_from(text.len()).is_err() {
            self.ending = Some(Ending::Unclosed);
            text.clear();
        }
        more
    }

    /// How many bytes of `text` are whole records, and where these are if that was seen by the way.
    fn cut(&self, text: &[u8], ended: bool) -> (usize, Option<Split>) {
        let few = Quotations::of(text, self.delimiter);
        let Some(quotations) = few.filter(|quotations| !ended || quotations.open.is_none()) else {
            let split = Split::of(text, self.delimiter, ended);
            return (split.length(), Some(split));
        };
        if ended {
            return (text.len(), None);
        }
        // Behind a carriage return at the very end a line feed may follow.
        let last_break = quotations.outside(text.len().saturating_sub(1)).find_map(|(start, end)| {
            memrchr2(b'\n', b'\r', text.get(start..end)?).map(|place| start + place)
        });
        let Some(place) = last_break else { return (0, None) };
        let feed = text.get(place..place + 2) == Some(b"\r\n");
        (place + 1 + usize::from(feed), None)
    }

    /// How a text ended that has `left` behind its last record.
    fn judge_end(&self, left: &[u8]) -> Ending {
        match (left, simdutf8::basic::from_utf8(left)) {
            ([], _) => Ending::Complete,
            (_, Ok(_)) => Ending::Unclosed,
            (_, Err(_)) => Ending::NotUtf8,
        }
    }
}

impl Ending {
    /// The fault it is after `rows` rows, if it is one.
    pub fn fault(self, rows: u32) -> Fallible<()> {
        match self {
            Self::Complete | Self::NotUtf8 => Ok(()),
            Self::Unclosed => Err(fault::unclosed_quote(rows.saturating_add(1)).into()),
            Self::Failed(complaint) => Err(complaint),
        }
    }
}
