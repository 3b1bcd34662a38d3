//! Numbers into digits, eight at a time.

use heng_interp::shown::{digits, trim};

use super::buffer::Buffer;

/// What eight digits cannot say.
const EIGHT_DIGITS: u64 = 100_000_000;

/// Adds the digits of so many times the last of `places` decimals; `trimmed` leaves out zeros at the end of the decimals. Never `-0`.
pub(super) fn push_decimal(out: &mut Buffer, count: i64, places: u32, trimmed: bool) {
    let (count, places) = trim(count, places, trimmed);
    let magnitude = count.unsigned_abs();
    if magnitude >= EIGHT_DIGITS || places >= 8 {
        return out.extend(digits(count, places, false).as_bytes());
    }
    if count < 0 {
        out.push(b'-');
    }
    push_short(out, magnitude, places);
}

/// What six digits cannot say.
const SIX_DIGITS: u64 = 1_000_000;

/// Adds a byte and the digits of a number of at most six digits and no sign; says whether it is one. All of it is one block: the byte, the
/// digits before the point, the point, and those behind it, each shifted to its place.
#[inline]
pub(super) fn push_behind(out: &mut Buffer, byte: u8, count: i64, places: u32) -> bool {
    let Ok(number) = u64::try_from(count) else { return false };
    if number >= SIX_DIGITS || places >= 6 {
        return false;
    }
    let (shown, whole) = shown_digits(number, places);
    let byte = u64::from(byte);
    if places == 0 {
        out.push_block(((shown << 8) | byte).to_le_bytes(), whole as usize + 1);
        return true;
    }
    let front = shown & ((1 << (8 * whole)) - 1);
    let decimals = ((shown >> (8 * whole)) << 8) | u64::from(b'.');
    let text = (decimals << (8 * (whole + 1))) | (front << 8) | byte;
    out.push_block(text.to_le_bytes(), (whole + places) as usize + 2);
    true
}

/// The digits of a number below 10⁸, with at least one before the last `places`, the first in the lowest byte; and how many stand before
/// those.
#[inline]
fn shown_digits(number: u64, places: u32) -> (u64, u32) {
    let digits = eight_digits(number);
    let zeros = (digits.trailing_zeros() / 8).min(7 - places);
    ((digits | 0x3030_3030_3030_3030) >> (8 * zeros), 8 - places - zeros)
}

/// Adds a number below 10⁸ with at most seven decimals: the digits as one block, of which those before the point count, and those behind
/// it as a second, with the point in front.
fn push_short(out: &mut Buffer, number: u64, places: u32) {
    let (shown, whole) = shown_digits(number, places);
    out.push_block(shown.to_le_bytes(), whole as usize);
    if places > 0 {
        let decimals = ((shown >> (8 * whole)) << 8) | u64::from(b'.');
        out.push_block(decimals.to_le_bytes(), places as usize + 1);
    }
}

/// The eight digits of a number below 10⁸, one a byte, the first in the lowest byte. Each step halves the parts: into four digits each, two,
/// one; the quotients by 100 and by 10 are products with a rounded-up inverse, exact for numbers this short.
#[inline]
fn eight_digits(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = (fours.wrapping_mul(10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = hundreds | (fours.wrapping_sub(hundreds.wrapping_mul(100)) << 16);
    let tens = (twos.wrapping_mul(103) >> 10) & 0x000f_000f_000f_000f;
    tens | (twos.wrapping_sub(tens.wrapping_mul(10)) << 8)
}

/// Adds a number below 100 as two digits.
pub(super) fn push_two(out: &mut Buffer, number: u16) {
    let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or(0);
    out.push_block([digit(number / 10), digit(number)], 2);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pushed(count: i64, places: u32, trimmed: bool) -> String {
        let mut out = Buffer::default();
        push_decimal(&mut out, count, places, trimmed);
        String::from_utf8(out.finish()).expect("digits")
    }

    #[test]
    fn every_number_of_four_digits_and_its_neighbours_of_eight() {
        for number in (0..10_000).chain(99_990_000..100_000_010) {
            assert_eq!(pushed(number, 0, false), number.to_string());
            assert_eq!(pushed(-number, 3, false), digits(-number, 3, false));
        }
        for high in 0..10_000 {
            assert_eq!(pushed(high * 10_000 + 7, 0, false), (high * 10_000 + 7).to_string());
        }
    }

    #[test]
    fn a_byte_and_a_short_number_are_one_block() {
        for number in (0..100_000).chain(990_000..1_000_000) {
            for places in [0, 2, 5] {
                let mut out = Buffer::default();
                assert!(push_behind(&mut out, b',', number, places));
                assert_eq!(out.finish(), format!(",{}", digits(number, places, false)).into_bytes());
            }
        }
        let mut out = Buffer::default();
        assert!(!push_behind(&mut out, b',', -1, 2) && !push_behind(&mut out, b',', 1_000_000, 2));
        assert_eq!(out.len(), 0);
    }

    proptest! {
        #[test]
        fn digits_are_those_of_the_plain_way(bits in any::<i64>(), short in 0_u32..64, places in 0_u32..25, trimmed: bool) {
            let count = bits >> short;
            prop_assert_eq!(pushed(count, places, trimmed), digits(count, places, trimmed));
        }
    }
}
