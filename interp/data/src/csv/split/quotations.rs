//! Where the quotations of a text are, found from quotation mark to quotation mark: for texts that have few.

use memchr::memchr_iter;

use super::short;

/// One quotation mark in so many bytes are few.
const FEW: usize = 256;

/// The quotations of a text that begins with a record.
#[derive(Debug, Default)]
pub struct Quotations {
    /// The places of the marks that open and close each.
    pub closed: Vec<(u32, u32)>,
    /// The mark that opens one which is not closed.
    pub open: Option<u32>,
}

impl Quotations {
    /// Those of `text`; nothing where there may be many. A mark opens one where a cell begins: outside of quotations this is behind a
    /// delimiter or a line break.
    pub fn of(text: &[u8], delimiter: u8) -> Option<Self> {
        let most = text.len() / FEW + 8;
        let mut found = Self::default();
        // The second of two marks within a quotation.
        let mut resume = 0;
        for (count, place) in memchr_iter(b'"', text).enumerate() {
            if count > most {
                return None;
            }
            let next_to = |place: Option<usize>| place.and_then(|place| text.get(place));
            match found.open {
                _ if place < resume => {}
                Some(_) if next_to(Some(place + 1)) == Some(&b'"') => resume = place + 2,
                Some(open) => {
                    found.closed.push((open, short(place)));
                    found.open = None;
                }
                None => {
                    let before = next_to(place.checked_sub(1));
                    let begins =
                        before.is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'));
                    found.open = begins.then(|| short(place));
                }
            }
        }
        Some(found)
    }

    /// The stretches of the first `length` bytes of the text that no quotation is in, the last first.
    pub fn outside(&self, length: usize) -> impl Iterator<Item = (usize, usize)> {
        let end = self.open.map_or(length, |open| length.min(open as usize));
        let starts = self.closed.iter().rev().map(|(_, close)| *close as usize + 1).chain([0]);
        let ends = [end].into_iter().chain(self.closed.iter().rev().map(|(open, _)| *open as usize));
        starts.zip(ends)
    }
}

/// Quotations that are walked past, 64 bytes at a time.
pub struct Inside<'q> {
    rest: &'q [(u32, u32)],
}

impl<'q> Inside<'q> {
    /// Before the first.
    pub fn new(quotations: &'q Quotations) -> Self {
        Self { rest: &quotations.closed }
    }

    /// Which of the 64 bytes from `place` on, given by one bit each, are in no quotation.
    #[inline]
    pub fn leave_out(&mut self, bits: u64, place: u32) -> u64 {
        match self.rest.first() {
            Some((open, _)) if *open < place.saturating_add(64) => self.leave_out_some(bits, place),
            _ => bits,
        }
    }

    #[cold]
    fn leave_out_some(&mut self, mut bits: u64, place: u32) -> u64 {
        let last = place.saturating_add(63);
        while let Some(((open, close), rest)) = self.rest.split_first()
            && *open <= last
        {
            let (from, to) = (open.saturating_sub(place), (*close).min(last).saturating_sub(place));
            bits &= !((u64::MAX << (from & 63)) & (u64::MAX >> (63 - (to & 63))));
            if *close > last {
                break;
            }
            self.rest = rest;
        }
        bits
    }
}
