//! Where the records and cells of a delimited text are. Written by hand because a table must be refused where a quotation never ends, and
//! because rows are counted as a spreadsheet counts them: blank lines count, line breaks within quotation marks do not.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

mod even;
mod quotations;

pub use quotations::Quotations;

use even::flags;

/// The places of the records and cells in a text that begins with a record.
#[derive(Debug, Default)]
pub struct Split {
    /// Where each cell ends, one record after the other; behind those of the last record there may be others of no meaning.
    ends: Vec<u32>,
    /// Where each record begins, and where the one after the last would.
    starts: Vec<Start>,
    /// How many cells each record has, if all have as many.
    even: Option<usize>,
    /// Whether some cell begins with a quotation mark.
    quoted: bool,
    /// The columns of such cells; none where they are not known.
    quoted_columns: Option<Vec<u32>>,
    /// Whether the text ends within quotation marks that are never closed.
    unclosed: bool,
}

/// Where a record begins.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    byte: u32,
    /// Its first cell.
    cell: u32,
}

impl Split {
    /// Finds the complete records of `text`, whose cells are parted by `delimiter`; where the text has `ended`, its end ends a record too. A
    /// text has less than 4 GiB.
    pub fn of(text: &[u8], delimiter: u8, ended: bool) -> Self {
        Self::default().again(text, delimiter, ended)
    }

    /// The same, in the memory of a split that is not needed any more.
    pub fn again(mut self, text: &[u8], delimiter: u8, ended: bool) -> Self {
        if let Some(quotations) = Quotations::of(text, delimiter)
            && self.find_even(text, delimiter, &quotations, ended)
        {
            return self;
        }
        let (mut ends, mut starts) = (self.ends, self.starts);
        ends.clear();
        starts.clear();
        starts.push(Start::default());
        let mut scan = Scan {
            text,
            delimiter,
            split: Self { ends, starts, ..Self::default() },
            cell: 0,
            resume: 0,
            inside: false,
        };
        scan.split.ends.reserve(text.len() / 6);
        let (words, rest) = text.as_chunks::<64>();
        let mut place = 0;
        for word in words {
            scan.word(word, place);
            place += 64;
        }
        let mut last = [0; 64];
        last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        scan.word(&last, place);
        scan.finish(ended)
    }

    /// How many records there are.
    pub fn records(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many bytes the records take.
    pub fn length(&self) -> usize {
        self.starts.last().map_or(0, |start| start.byte as usize)
    }

    /// Where a record begins; where the last one ends, behind it.
    pub fn begin(&self, record: usize) -> usize {
        self.starts.get(record).map_or_else(|| self.length(), |start| start.byte as usize)
    }

    /// Whether the text ended within quotation marks: from its [`length`](Self::length) on there is no record.
    pub fn is_unclosed(&self) -> bool {
        self.unclosed
    }

    /// How many cells a record has.
    #[inline]
    pub fn width(&self, record: usize) -> usize {
        match (self.starts.get(record), self.starts.get(record + 1)) {
            (Some(start), Some(next)) => next.cell.wrapping_sub(start.cell) as usize,
            _ => 0,
        }
    }

    /// How many cells each record has, where all have as many.
    pub fn even_width(&self) -> Option<usize> {
        self.even
    }

    /// Where the cells of a column begin and end in some records, as [`cell`](Self::cell) tells it, in a split of
    /// [even width](Self::even_width).
    #[inline]
    pub fn even_column(
        &self,
        text: &[u8],
        records: &Range<usize>,
        column: usize,
        mut take: impl FnMut(usize, usize),
    ) {
        let width = self.even.unwrap_or(1).max(1);
        let ends = self.ends.get(records.start * width..records.end * width).unwrap_or_default();
        let starts = self.starts.get(records.clone()).unwrap_or_default();
        let known = self.quoted_columns.as_ref();
        let quoted =
            self.quoted && known.is_none_or(|columns| columns.iter().any(|other| *other as usize == column));
        let before = column.checked_sub(1);
        for (cells, start) in ends.chunks_exact(width).zip(starts) {
            let Some(end) = cells.get(column).map(|end| *end as usize) else { return };
            let start = match before.and_then(|before| cells.get(before)) {
                None => start.byte as usize,
                Some(before) => *before as usize + 1,
            };
            let (start, end) = if quoted && text.get(start) == Some(&b'"') {
                within_quotes(text, start, end)
            } else {
                (start, end)
            };
            take(start, end);
        }
    }

    /// Where a cell begins and ends, without the quotation marks around it where there is none within; empty where the record has no such
    /// cell. A cell that begins with a quotation mark nonetheless must be [unquoted](unquote).
    #[inline]
    pub fn cell(&self, text: &[u8], record: usize, column: usize) -> (usize, usize) {
        if column >= self.width(record) {
            return (0, 0);
        }
        let Some(start) = self.starts.get(record) else { return (0, 0) };
        let place = start.cell as usize + column;
        let end = self.ends.get(place).map_or(0, |end| *end as usize);
        let start = match column {
            0 => start.byte as usize,
            _ => self.ends.get(place - 1).map_or(0, |before| *before as usize + 1),
        };
        if self.quoted { within_quotes(text, start, end) } else { (start, end) }
    }
}

/// A cell without its quotation marks, where there is none within.
fn within_quotes(text: &[u8], start: usize, end: usize) -> (usize, usize) {
    match text.get(start..end) {
        Some([b'"', inner @ .., b'"']) if memchr(b'"', inner).is_none() => (start + 1, end - 1),
        _ => (start, end),
    }
}

/// What a cell says: of one that begins with a quotation mark what stands before the closing one, two of which stand for one, and behind it.
pub fn unquote(cell: &str) -> Cow<'_, str> {
    let Some(mut inside) = cell.strip_prefix('"') else { return Cow::Borrowed(cell) };
    let mut said = String::new();
    while let Some((before, after)) = inside.split_once('"') {
        said.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                said.push('"');
                inside = more;
            }
            None => {
                inside = after;
                break;
            }
        }
    }
    said.push_str(inside);
    Cow::Owned(said)
}

/// A text that is being looked through.
struct Scan<'t> {
    text: &'t [u8],
    delimiter: u8,
    split: Split,
    /// Where the cell begins.
    cell: usize,
    /// What stands before this was looked at: the second of two quotation marks, or the line feed after a carriage return.
    resume: usize,
    /// Whether the place is between quotation marks.
    inside: bool,
}

impl Scan<'_> {
    /// Looks through 64 bytes from `place` on.
    #[inline]
    fn word(&mut self, word: &[u8; 64], place: usize) {
        let mut hits = hits(word, self.delimiter);
        while hits != 0 {
            let at = hits.trailing_zeros() as usize & 63;
            hits &= hits.wrapping_sub(1);
            let byte = *word.get(at).unwrap_or(&0);
            let place = place.wrapping_add(at);
            if byte == self.delimiter && !self.inside {
                self.split.ends.push(short(place));
                self.cell = place.wrapping_add(1);
            } else {
                self.other(byte, place);
            }
        }
    }

    /// A line break, a quotation mark, or anything between quotation marks.
    #[inline]
    fn other(&mut self, byte: u8, place: usize) {
        if place < self.resume {
            return;
        }
        match byte {
            b'"' if self.inside => {
                if self.text.get(place + 1) == Some(&b'"') {
                    self.resume = place + 2;
                } else {
                    self.inside = false;
                }
            }
            b'"' => {
                self.inside = place == self.cell;
                self.split.quoted |= self.inside;
            }
            b'\n' | b'\r' if !self.inside => {
                let feed = byte == b'\r' && self.text.get(place + 1) == Some(&b'\n');
                self.end_record(place, place + 1 + usize::from(feed));
            }
            _ => {}
        }
    }

    /// Ends a record at `end`; the next begins at `next`.
    #[inline]
    fn end_record(&mut self, end: usize, next: usize) {
        self.split.ends.push(short(end));
        (self.cell, self.resume) = (next, next);
        let cell = short(self.split.ends.len());
        self.split.starts.push(Start { byte: short(next), cell });
    }

    fn finish(mut self, ended: bool) -> Split {
        let end = self.text.len();
        if !ended
            && self.text.last() == Some(&b'\r')
            && self.split.length() == end
            && self.split.starts.len() > 1
        {
            // A line feed may follow.
            self.split.starts.pop();
        }
        self.split.unclosed = ended && self.inside;
        if ended && !self.inside && self.split.length() < end {
            self.end_record(end, end);
        }
        let complete = self.split.starts.last().map_or(0, |start| start.cell as usize);
        self.split.ends.truncate(complete);
        let width = self.split.width(0);
        let even = (0..self.split.records()).all(|record| self.split.width(record) == width);
        self.split.even = Some(width).filter(|_| even);
        self.split
    }
}

/// The places, in 64 bytes, of what may end a cell or a quotation: one bit a byte, the first lowest.
#[inline]
fn hits(word: &[u8; 64], delimiter: u8) -> u64 {
    flags(word, |byte| (byte == delimiter) | (byte == b'\n') | (byte == b'\r') | (byte == b'"'))
}

/// A place in a text of less than 4 GiB.
#[expect(clippy::cast_possible_truncation, reason = "texts have less than 4 GiB")]
fn short(place: usize) -> u32 {
    place as u32
}
