//! Numbers into digits, eight at a time.

use heng_interp::shown::digits;

use super::buffer::Buffer;

/// What eight digits cannot say.
const EIGHT_DIGITS: u64 = 100_000_000;

/// Adds the digits of so many times the last of `places` decimals; `trimmed` leaves out zeros at the end of the decimals. Never `-0`.
pub(super) fn push_decimal(out: &mut Buffer, mut count: i64, mut places: u32, trimmed: bool) {
    while trimmed && places > 0 && count % 10 == 0 {
        count /= 10;
        places -= 1;
    }
    let magnitude = count.unsigned_abs();
    match u32::try_from(magnitude) {
        Ok(short) if magnitude < EIGHT_DIGITS && places < 8 => {
            if count < 0 {
                out.push(b'-');
            }
            push_short(out, short, places);
        }
        _ => out.extend(digits(count, places, false).as_bytes()),
    }
}

/// A number below 10⁸ with at most seven decimals, without a branch: the leading zeros are shifted out, and what stands behind the point is
/// shifted up by the byte it takes.
fn push_short(out: &mut Buffer, number: u32, places: u32) {
    let digits = eight_digits(number);
    let zeros = (digits.trailing_zeros() / 8).min(7 - places);
    let shown = (digits | 0x3030_3030_3030_3030) >> (8 * zeros);
    let whole = 8 - places - zeros;
    if places == 0 {
        out.push_block(shown.to_le_bytes(), whole as usize);
        return;
    }
    let front = shown & ((1 << (8 * whole)) - 1) | u64::from(b'.').checked_shl(8 * whole).unwrap_or(0);
    let decimals = u128::from(shown >> (8 * whole)) << (8 * (whole + 1));
    out.push_block((u128::from(front) | decimals).to_le_bytes(), (whole + 1 + places) as usize);
}

/// The eight digits of a number below 10⁸, one a byte, the first in the lowest byte. Each step halves the parts: into four digits each, two,
/// one; the quotients by 100 and by 10 are products with a rounded-up inverse, exact for numbers this short.
fn eight_digits(number: u32) -> u64 {
    let fours = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
    let twos = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
    tens | (twos - 10 * tens) << 8
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

    proptest! {
        #[test]
        fn digits_are_those_of_the_plain_way(bits in any::<i64>(), short in 0_u32..64, places in 0_u32..25, trimmed: bool) {
            let count = bits >> short;
            prop_assert_eq!(pushed(count, places, trimmed), digits(count, places, trimmed));
        }
    }
}
