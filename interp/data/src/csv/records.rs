//! Records of a delimited text. Written by hand because a table must be refused where a quotation never ends, and because rows are
//! counted as a spreadsheet counts them: blank lines count, line breaks within quotation marks do not.

use super::encoding::Source;
use super::fault;
use crate::Fallible;

/// The cells of one record, without their quotation marks.
#[derive(Debug, Default)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `index`.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// The cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|i| self.get(i))
    }
}

/// Reads records one after the other.
pub struct Records<R> {
    source: R,
    delimiter: u8,
    buffer: Vec<u8>,
    position: usize,
    ended: bool,
    row: u32,
    bytes: Vec<u8>,
}

/// Where one pass over the buffer came to.
enum Scan {
    Complete,
    NeedsMore,
}

impl<R: Source> Records<R> {
    /// The records of `source`, whose cells are parted by `delimiter`.
    pub fn new(source: R, delimiter: u8) -> Self {
        Self { source, delimiter, buffer: Vec::new(), position: 0, ended: false, row: 0, bytes: Vec::new() }
    }

    /// The number of the record read last, from 1.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// Reads the next record; `false` after the last.
    pub fn next(&mut self, record: &mut Record) -> Fallible<bool> {
        loop {
            if self.position >= self.buffer.len() && !self.more()? {
                return Ok(false);
            }
            if let Scan::Complete = self.scan(record)? {
                self.row = self.row.saturating_add(1);
                return Ok(true);
            }
            self.double()?;
        }
    }

    /// Reads as much again as is not yet used, so that a long record is not looked through for every piece of it.
    fn double(&mut self) -> Fallible<()> {
        let wanted = (self.buffer.len() - self.position).saturating_mul(2);
        while self.more()? && self.buffer.len() < wanted {}
        Ok(())
    }

    /// Reads more text behind what is not yet used.
    fn more(&mut self) -> Fallible<bool> {
        self.buffer.drain(..self.position);
        self.position = 0;
        let before = self.buffer.len();
        while self.buffer.len() == before {
            if !self.source.fill(&mut self.buffer).map_err(|e| fault::unreadable(&e))? {
                self.ended = true;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads one record from the buffer, if all of it is there.
    fn scan(&mut self, record: &mut Record) -> Fallible<Scan> {
        record.ends.clear();
        self.bytes.clear();
        let mut rest = self.buffer.get(self.position..).unwrap_or_default();
        loop {
            let cell = match rest.split_first() {
                Some((b'"', inside)) => quoted(inside, &mut self.bytes, self.ended),
                _ => Some(rest),
            };
            let Some(after) = cell else {
                if self.ended {
                    return Err(fault::unclosed_quote(self.row.saturating_add(1)).into());
                }
                return Ok(Scan::NeedsMore);
            };
            let delimiter = self.delimiter;
            let end = after.iter().position(|b| *b == delimiter || *b == b'\n' || *b == b'\r');
            if end.is_none() && !self.ended {
                return Ok(Scan::NeedsMore);
            }
            let (tail, after) = after.split_at_checked(end.unwrap_or(after.len())).unwrap_or((after, &[]));
            self.bytes.extend_from_slice(tail);
            record.ends.push(self.bytes.len());
            match after {
                [b, next @ ..] if *b == delimiter => rest = next,
                [b'\r'] if !self.ended => return Ok(Scan::NeedsMore),
                [b'\r', b'\n', next @ ..] | [b'\n' | b'\r', next @ ..] => {
                    return self.complete(record, next.len());
                }
                _ => return self.complete(record, 0),
            }
        }
    }

    fn complete(&mut self, record: &mut Record, left: usize) -> Fallible<Scan> {
        self.position = self.buffer.len() - left;
        record.text.clear();
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => record.text.push_str(text),
            Err(_) => return Err(fault::no_encoding(self.row as usize + 1, self.row as usize + 1).into()),
        }
        Ok(Scan::Complete)
    }
}

/// Copies what stands before the closing quotation mark, two of which stand for one; gives what follows it.
fn quoted<'b>(mut inside: &'b [u8], out: &mut Vec<u8>, ended: bool) -> Option<&'b [u8]> {
    loop {
        let close = inside.iter().position(|b| *b == b'"')?;
        let (text, after) = inside.split_at_checked(close)?;
        out.extend_from_slice(text);
        match after {
            [_, b'"', next @ ..] => {
                out.push(b'"');
                inside = next;
            }
            [_] if !ended => return None,
            [_, next @ ..] => return Some(next),
            [] => return None,
        }
    }
}
