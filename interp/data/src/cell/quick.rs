//! Cells as programs write them, read without looking at each byte: what is not so plain is read the long way, to the same.

use heng_interp::table::Decimal;

/// The number that a text from `start` to `end` is: an optional minus, digits and at most one point, 16 bytes at most. Nothing where it is
/// something else, or stands among the first bytes of `text`: the bytes before it are loaded with it.
///
/// A word has the last 8 bytes of the cell (16 in the longer form), the first of them in its lowest byte. What is not of the cell, and the
/// sign, is made `'0'`. The bytes before the point are moved up over it. Then all bytes must be figures, which are put together by three
/// multiplications: twos, fours and eights (D. Lemire, *Faster integer parsing*, after W. Muła).
#[inline]
pub fn decimal(text: &[u8], start: usize, end: usize) -> Option<Decimal> {
    let length = end.wrapping_sub(start);
    if length.wrapping_sub(1) < 8 {
        return short(text, end, length);
    }
    if length.wrapping_sub(9) < 8 { long(text, end, length) } else { None }
}

/// How the numbers of a column are mostly written: up to eight bytes without a sign, and with so many decimals. A number of this shape is
/// read in a third of the time.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    scale: u32,
    /// Where the point is, and which bytes stand before it and behind it.
    point: u64,
    before: u64,
    behind: u64,
}

impl Shape {
    /// Numbers with `scale` decimals; without any where there are too many for a word.
    pub fn of(scale: u32) -> Self {
        if !matches!(scale, 1..=6) {
            return Self { scale: 0, point: 0, before: 0, behind: u64::MAX };
        }
        let point = 0xff_u64 << (8 * (7 - scale));
        let before = (point & point.wrapping_neg()) - 1;
        Self { scale, point, before, behind: !(before | point) }
    }

    /// How many decimals the numbers have.
    #[inline]
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// The digits of the number that a text from `start` to `end` is; see [`decimal`]. Nothing where it has another shape.
    #[inline]
    pub fn read(&self, text: &[u8], start: usize, end: usize) -> Option<i64> {
        let length = end.wrapping_sub(start);
        if length.wrapping_sub(1) >= 8 {
            return None;
        }
        let last = text.get(..end)?.last_chunk::<8>()?;
        let outside = 64_u32.wrapping_sub((length as u32).wrapping_mul(8)) & 63;
        // Figures become their values, and what is not of the cell 0; a point becomes 1e.
        let word = ((u64::from_le_bytes(*last) ^ ZEROS) >> outside) << outside;
        if word & self.point != 0x1e1e_1e1e_1e1e_1e1e & self.point {
            return None;
        }
        let word = (word & self.behind) | ((word & self.before) << 8);
        // What is more than 9 comes to have its highest bit.
        if (word | word.wrapping_add(0x7676_7676_7676_7676)) & !LOW != 0 {
            return None;
        }
        Some(value(word).cast_signed())
    }
}

const ZEROS: u64 = 0x3030_3030_3030_3030;
const POINTS: u64 = 0x2e2e_2e2e_2e2e_2e2e;
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

#[inline]
fn short(text: &[u8], end: usize, length: usize) -> Option<Decimal> {
    let last = text.get(..end)?.last_chunk::<8>()?;
    let word = u64::from_le_bytes(*last);
    let outside = 64 - 8 * (length as u64);
    let own = u64::MAX << outside;
    let negative = (word >> outside) & 0xff == u64::from(b'-');
    let sign = if negative { u64::from(b'-' ^ b'0') << outside } else { 0 };
    let word = ((word & own) | (ZEROS & !own)) ^ sign;
    // The highest bit of each byte that is a point.
    let other = word ^ POINTS;
    let points = !(((other & LOW) + LOW) | other | LOW);
    let (word, scale) = if points == 0 {
        (word, 0)
    } else {
        // 7 where the point is the last byte.
        let point = points.trailing_zeros() / 8;
        let before = word & !(u64::MAX << (8 * point));
        let behind = word & ((u64::MAX << 8) << (8 * point));
        (behind | (before << 8) | u64::from(b'0'), 7 - point)
    };
    let figures = length - usize::from(negative) - usize::from(points != 0);
    let value = eight(word)?;
    if figures == 0 {
        return None;
    }
    let value = value.cast_signed();
    Some(Decimal { mantissa: if negative { -value } else { value }, scale })
}

#[inline]
fn long(text: &[u8], end: usize, length: usize) -> Option<Decimal> {
    let last = text.get(..end)?.last_chunk::<16>()?;
    let twice = |half: u64| u128::from(half) << 64 | u128::from(half);
    let word = u128::from_le_bytes(*last);
    let outside = 128 - 8 * (length as u64);
    let own = u128::MAX << outside;
    let negative = (word >> outside) & 0xff == u128::from(b'-');
    let sign = if negative { u128::from(b'-' ^ b'0') << outside } else { 0 };
    let word = ((word & own) | (twice(ZEROS) & !own)) ^ sign;
    let other = word ^ twice(POINTS);
    let points = !(((other & twice(LOW)) + twice(LOW)) | other | twice(LOW));
    let (word, scale) = if points == 0 {
        (word, 0)
    } else {
        let point = points.trailing_zeros() / 8;
        let before = word & !(u128::MAX << (8 * point));
        let behind = word & ((u128::MAX << 8) << (8 * point));
        (behind | (before << 8) | u128::from(b'0'), 15 - point)
    };
    let half = |word: u128| u64::try_from(word & u128::from(u64::MAX)).ok().and_then(eight);
    let value = half(word)?.wrapping_mul(100_000_000).wrapping_add(half(word >> 64)?);
    let value = value.cast_signed();
    Some(Decimal { mantissa: if negative { -value } else { value }, scale })
}

/// The number that eight figures are, the first in the lowest byte.
#[inline]
fn eight(word: u64) -> Option<u64> {
    const UPPER: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let figures = (word & UPPER) | ((word.wrapping_add(0x0606_0606_0606_0606) & UPPER) >> 4);
    if figures != 0x3333_3333_3333_3333 {
        return None;
    }
    Some(value(word & 0x0f0f_0f0f_0f0f_0f0f))
}

/// The number that eight digits are, the first in the lowest byte.
#[inline]
fn value(digits: u64) -> u64 {
    let twos = digits.wrapping_mul(2561) >> 8;
    let fours = (twos & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601) >> 16;
    (fours & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001) >> 32
}

/// Whether a cell says what it says as it stands: it has no blanks at its ends, no quotation marks around it, and nothing before it that
/// keeps a spreadsheet from taking it for a number. Blanks of one byte stand below `!`; those of Unicode begin, in three bytes, with E1, E2 or
/// E3, in two with C2; E4 to E9 begin nearly all Chinese characters.
#[inline]
pub fn is_plain_text(cell: &[u8]) -> bool {
    let first = cell.first().is_some_and(|byte| match byte {
        b'\'' | b'=' | b'"' => false,
        b'!'..=b'~' | 0xe4..=0xe9 => true,
        _ => false,
    });
    first && matches!(cell, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _])
}

/// Whether a text may be what a spreadsheet leaves of a long number, `9.13206E+17`.
#[inline]
pub fn may_be_scientific(cell: &[u8]) -> bool {
    matches!(cell, [b'0'..=b'9', b'.' | b'e' | b'E', ..])
}

/// A yes or no as programs write it.
#[inline]
pub fn yes_no(cell: &[u8]) -> Option<bool> {
    match cell {
        b"FALSE" | b"false" | b"0" => Some(false),
        b"TRUE" | b"true" | b"1" => Some(true),
        _ if cell == "否".as_bytes() => Some(false),
        _ if cell == "是".as_bytes() => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::plain;
    use super::*;
    use proptest::prelude::*;

    fn read(cell: &str) -> Option<Decimal> {
        let text = format!("编号-12.5,x9,{cell},7.7");
        let start = text.len() - cell.len() - 4;
        decimal(text.as_bytes(), start, start + cell.len())
    }

    #[test]
    fn numbers_of_one_shape_are_read_by_it() {
        for (cell, scale) in
            [("0", 0), ("12345678", 0), ("0.5", 1), ("24.83", 2), ("1068.30", 2), (".25", 2), ("1.000000", 6)]
        {
            let text = format!("编号-12.5,x9,{cell}");
            let read = Shape::of(scale).read(text.as_bytes(), text.len() - cell.len(), text.len());
            assert_eq!(read.map(|mantissa| Decimal { mantissa, scale }), plain(cell), "{cell}");
        }
    }

    #[test]
    fn plain_numbers_are_read_at_once() {
        for cell in ["0", "-0", "12.5", "-12.50", "1.", ".5", "-.5", "12345678", "1234567.8", "-123456789.25"]
        {
            assert!(read(cell).is_some() && read(cell) == plain(cell), "{cell}");
        }
        for cell in
            ["", "-", ".", "-.", "1.2.3", "+5", "1,5", "1e5", " 1", "１", "--1", "1-", "12345678901234567"]
        {
            assert_eq!(read(cell), None, "{cell}");
        }
        assert_eq!(decimal(b"12.5", 0, 4), None, "too few bytes before it");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn what_is_read_at_once_is_what_is_read_slowly(cell in "[-+0-9./:a ]{0,18}|-?[0-9]{0,9}[.]?[0-9]{0,9}") {
            if let Some(read) = read(&cell) {
                prop_assert_eq!(Some(read), plain(&cell));
            }
            for shape in (0..9).map(Shape::of) {
                let text = format!("编号-12.5,x9,{cell},7.7");
                let start = text.len() - cell.len() - 4;
                if let Some(mantissa) = shape.read(text.as_bytes(), start, start + cell.len()) {
                    prop_assert_eq!(Some(Decimal { mantissa, scale: shape.scale() }), plain(&cell));
                }
            }
        }
    }
}
