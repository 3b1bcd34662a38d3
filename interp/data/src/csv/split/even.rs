//! Texts with few quotations, whose lines all end alike and whose records have as many cells each: most pieces of most files. Where a cell ends
//! is then told by one look at each byte, and no byte is looked at again but one or two a record.

use super::quotations::{Inside, Quotations};
use super::{Split, Start, memchr, memchr_iter, short};

impl Split {
    /// Finds the records of a text. Says `false`, and leaves the split without meaning, where they have not as many cells each, where not all
    /// end with a line feed or all with a carriage return and a line feed, or where the text does not end with a record.
    pub(super) fn find_even(
        &mut self,
        text: &[u8],
        delimiter: u8,
        quotations: &Quotations,
        ended: bool,
    ) -> bool {
        let closed = text.last() == Some(&b'\n');
        if text.is_empty() || quotations.open.is_some() || !(closed || ended) {
            return false;
        }
        let mut count = self.find_ends(text, delimiter, quotations);
        if !closed {
            self.end_at(count, short(text.len()));
            count += 1;
        }
        let first = short(memchr(b'\n', text).unwrap_or(text.len()));
        let Some(last) = self.ends.get(..count).and_then(|ends| ends.binary_search(&first).ok()) else {
            return false;
        };
        let width = last + 1;
        let outside = |byte: u8| {
            let within = |(open, close): &(u32, u32)| {
                let quoted = text.get(*open as usize..*close as usize).unwrap_or_default();
                memchr_iter(byte, quoted).count()
            };
            memchr_iter(byte, text).count() - quotations.closed.iter().map(within).sum::<usize>()
        };
        let (feeds, returns) = (outside(b'\n'), outside(b'\r'));
        let records = feeds + usize::from(!closed);
        if count != width * records
            || (returns > 0 && returns != feeds)
            || !self.find_starts(text, width, records, returns > 0)
        {
            return false;
        }
        (self.even, self.unclosed) = (Some(width), false);
        self.note_quoted(quotations, count, width);
        true
    }

    /// Notes where the records begin, each of which has `width` cells; before each line feed a carriage return stands or none. Says `false`
    /// where this is not so.
    fn find_starts(&mut self, text: &[u8], width: usize, records: usize, returns: bool) -> bool {
        self.starts.clear();
        self.starts.push(Start::default());
        for (cells, cell) in self.ends.chunks_exact_mut(width).take(records).zip((0..).step_by(width)) {
            let Some(last) = cells.last_mut() else { return false };
            let end = *last as usize;
            let before = || end.checked_sub(1).filter(|before| text.get(*before) == Some(&b'\r'));
            match text.get(end) {
                None => {}
                Some(b'\n') if !returns => {}
                Some(b'\n') => match before() {
                    Some(before) => *last = short(before),
                    None => return false,
                },
                Some(_) => return false,
            }
            self.starts.push(Start { byte: short((end + 1).min(text.len())), cell: short(cell + width) });
        }
        true
    }

    /// Notes in which columns quotations are; there are `count` cells, `width` a record.
    fn note_quoted(&mut self, quotations: &Quotations, count: usize, width: usize) {
        let ends = self.ends.get(..count).unwrap_or_default();
        let column = |(open, _): &(u32, u32)| short(ends.partition_point(|end| end < open) % width.max(1));
        let mut columns: Vec<u32> = quotations.closed.iter().map(column).collect();
        columns.sort_unstable();
        columns.dedup();
        (self.quoted, self.quoted_columns) = (!columns.is_empty(), Some(columns));
    }

    /// Notes every delimiter and line feed that is in no quotation; gives how many there are.
    fn find_ends(&mut self, text: &[u8], delimiter: u8, quotations: &Quotations) -> usize {
        let (words, rest) = text.as_chunks::<64>();
        let mut last = [0; 64];
        last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        let (mut count, mut place, mut inside) = (0_usize, 0_u32, Inside::new(quotations));
        for word in words.iter().chain([&last]) {
            let mut ends = flags(word, |byte| (byte == delimiter) | (byte == b'\n'));
            ends = inside.leave_out(ends, place);
            if self.ends.len() < count + 64 {
                self.ends.resize(count.saturating_mul(2).max(1 << 12), 0);
            }
            let found = ends.count_ones() as usize;
            let Some(slots) = self.ends.get_mut(count..count + 64) else { return 0 };
            let Some((most, more)) = slots.split_first_chunk_mut::<12>() else { return 0 };
            // Nearly no word has more than these; what is written for those it does not have means nothing.
            for slot in most {
                *slot = place.wrapping_add(ends.trailing_zeros());
                ends &= ends.wrapping_sub(1);
            }
            for slot in more.iter_mut().take(found.saturating_sub(12)) {
                *slot = place.wrapping_add(ends.trailing_zeros());
                ends &= ends.wrapping_sub(1);
            }
            count += found;
            place = place.wrapping_add(64);
        }
        count
    }

    fn end_at(&mut self, cell: usize, place: u32) {
        match self.ends.get_mut(cell) {
            Some(slot) => *slot = place,
            None => self.ends.push(place),
        }
    }
}

/// Which of 64 bytes are sought: one bit a byte, the first lowest. The bytes are compared at once, and each eight answers are brought together
/// by a multiplication: byte `i` of them is 0 or 1 and comes to bit 56 + `i`.
#[inline]
pub fn flags(word: &[u8; 64], sought: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0_u8; 64];
    for (flag, byte) in flags.iter_mut().zip(word) {
        *flag = u8::from(sought(*byte));
    }
    let (eights, _) = flags.as_chunks::<8>();
    let mut bits = 0;
    for eight in eights.iter().rev() {
        bits = (bits << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells() -> impl Strategy<Value = String> {
        prop_oneof![
            8 => "[a-z0-9.]{0,9}|[0-9]{40,90}",
            1 => "\"([a-z,\n\r]|\"\"){0,70}\"",
            1 => "[0-9]\"[a-z\"]{0,3}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn even_records_are_found_as_others_are(
            lines in prop::collection::vec(prop::collection::vec(cells(), 3), 1..60),
            closed in any::<bool>(),
            odd in prop::option::of(0_usize..200),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
            other in prop::option::weighted(0.2, 0_usize..60),
        ) {
            let mut lines: Vec<String> = lines.iter().map(|cells| cells.join(",")).collect();
            if let Some(line) = odd.and_then(|odd| lines.get_mut(odd)) {
                line.push(',');
            }
            let mut text = String::new();
            for (at, line) in lines.iter().enumerate() {
                let end = if other == Some(at) { "\r" } else { end };
                text.push_str(line);
                text.push_str(if closed || at + 1 < lines.len() { end } else { "" });
            }
            let split = Split::of(b"1,2\n3,4\n", b',', true).again(text.as_bytes(), b',', true);
            // With a record of one cell more, the text is split the careful way.
            let marked = if closed { format!("{text}5") } else { format!("{text}\n5") };
            let careful = Split::of(marked.as_bytes(), b',', true);
            prop_assert_eq!(split.records(), careful.records() - 1);
            for record in 0..split.records() {
                prop_assert_eq!(split.begin(record), careful.begin(record));
                prop_assert_eq!(split.width(record), careful.width(record));
                for column in 0..4 {
                    let cell = |split: &Split| split.cell(text.as_bytes(), record, column);
                    prop_assert_eq!(cell(&split), cell(&careful));
                }
            }
            for column in 0..split.even_width().unwrap_or(0) {
                let mut record = 0;
                split.even_column(text.as_bytes(), &(0..split.records()), column, |start, end| {
                    assert_eq!((start, end), split.cell(text.as_bytes(), record, column));
                    record += 1;
                });
                prop_assert_eq!(record, split.records());
            }
        }
    }
}
