//! Where the records and cells of a delimited text are. Written by hand because a table must be refused where a quotation never ends, and
//! because rows are counted as a spreadsheet counts them: blank lines count, line breaks within quotation marks do not.

use std::borrow::Cow;

use memchr::memchr;

/// The places of the records and cells in a text that begins with a record.
#[derive(Debug, Default)]
pub struct Split {
    /// Where each cell ends, one record after the other.
    ends: Vec<u32>,
    /// Where each record begins, and where the one after the last would.
    starts: Vec<Start>,
    /// How many cells each record has, if all have as many.
    even: Option<usize>,
    /// Whether some cell begins with a quotation mark.
    quoted: bool,
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
        let mut scan = Scan {
            text,
            delimiter,
            split: Self { starts: vec![Start::default()], ..Self::default() },
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

    /// Where the cells of a column begin and end, as [`cell`](Self::cell) tells it, in a split of [even width](Self::even_width).
    #[inline]
    pub fn even_column(&self, text: &[u8], column: usize, mut take: impl FnMut(usize, usize)) {
        let mut take = |start: usize, end: usize| {
            if self.quoted && text.get(start) == Some(&b'"') {
                let (start, end) = within_quotes(text, start, end);
                take(start, end);
            } else {
                take(start, end);
            }
        };
        let records = self.ends.chunks_exact(self.even.unwrap_or(1).max(1));
        let Some(before) = column.checked_sub(1) else {
            for (start, cells) in self.starts.iter().zip(records) {
                take(start.byte as usize, cells.first().map_or(0, |end| *end as usize));
            }
            return;
        };
        for cells in records {
            if let Some([before, end]) = cells.get(before..before + 2) {
                take(*before as usize + 1, *end as usize);
            }
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

/// The places, in 64 bytes, of what may end a cell or a quotation: one bit a byte, the first lowest. The bytes are compared at once, and each
/// eight answers are brought together by a multiplication: byte `i` of them is 0 or 1 and comes to bit 56 + `i`.
#[inline]
fn hits(word: &[u8; 64], delimiter: u8) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(word) {
        let hit = (*byte == delimiter) | (*byte == b'\n') | (*byte == b'\r') | (*byte == b'"');
        *flag = u8::from(hit);
    }
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        (bits << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}

/// A place in a text of less than 4 GiB.
#[expect(clippy::cast_possible_truncation, reason = "texts have less than 4 GiB")]
fn short(place: usize) -> u32 {
    place as u32
}
