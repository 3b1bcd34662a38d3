//! A column of texts in one buffer.

use super::column::make_room;

/// Texts one after the other, and where each ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    buffer: String,
    /// Where the text of each row ends, without what is above 32 bits.
    ends: Vec<u32>,
    /// The rows whose text is the first to end beyond another 2³² bytes: none in most columns.
    beyond: Vec<u32>,
}

impl TextColumn {
    /// Adds a row.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.end_row();
    }

    /// Ends a row where the buffer ends.
    #[inline]
    fn end_row(&mut self) {
        let end = self.buffer.len() as u64;
        while end >> 32 > self.beyond.len() as u64 {
            self.beyond.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        }
        self.ends.push(low(end));
    }

    /// The text of a row; empty outside the column.
    #[inline]
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.end(before)).unwrap_or(0);
        let end = self.end(row).unwrap_or(start);
        self.buffer.get(start..end).unwrap_or("")
    }

    #[inline]
    fn end(&self, row: usize) -> Option<usize> {
        let low = *self.ends.get(row)? as usize;
        if self.beyond.is_empty() {
            return Some(low);
        }
        let times = self.beyond.partition_point(|first| *first as usize <= row) as u64;
        usize::try_from(times << 32).ok().map(|high| high | low)
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = Some(0);
        (0..self.len()).map(move |row| {
            let end = self.end(row);
            let text = start.zip(end).and_then(|(start, end)| self.buffer.get(start..end));
            start = end;
            text.unwrap_or("")
        })
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether no row has a character beyond ASCII.
    pub(super) fn is_ascii(&self) -> bool {
        self.buffer.is_ascii()
    }

    /// Whether the text of some row begins with this byte.
    pub(super) fn some_begins_with(&self, byte: u8) -> bool {
        let mut start = 0;
        (0..self.len()).any(|row| {
            let end = self.end(row).unwrap_or(start);
            let first = self.buffer.as_bytes().get(start).filter(|_| start < end);
            start = end;
            first == Some(&byte)
        })
    }

    /// Makes room for as many rows as `like` has, and for their texts, `times` times, if there is memory.
    pub(super) fn reserve(&mut self, like: &Self, times: usize) {
        let _ = self.buffer.try_reserve(like.buffer.len().saturating_mul(times));
        make_room(&mut self.ends, like.len().saturating_mul(times));
    }

    /// Adds the rows of `other` behind its own, and empties it.
    pub(super) fn join(&mut self, other: &mut Self) {
        let before = self.buffer.len();
        let whole = (before + other.buffer.len()) as u64;
        if whole >> 32 == self.beyond.len() as u64 && other.beyond.is_empty() {
            let before = low(before as u64);
            self.buffer.push_str(&other.buffer);
            self.ends.extend(other.ends.iter().map(|end| before.wrapping_add(*end)));
        } else {
            other.iter().for_each(|text| self.push(text));
        }
        other.buffer.clear();
        other.ends.clear();
        other.beyond.clear();
    }
}

/// What is left of a place below 2³².
#[expect(clippy::cast_possible_truncation, reason = "the rest is kept beside it")]
fn low(place: u64) -> u32 {
    place as u32
}
