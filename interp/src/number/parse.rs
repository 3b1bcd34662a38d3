//! Decimal digits to numbers.

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::power_of_ten;

/// `-12.50` as a number; nothing where the text is not an optional sign, ASCII digits and at most one point between digits.
pub fn parse_decimal(text: &str) -> Option<RBig> {
    let (negative, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) {
        return None;
    }
    let mantissa: IBig = format!("{whole}{decimals}").parse().ok()?;
    let scale = u32::try_from(decimals.len()).ok()?;
    let number = RBig::from_parts(mantissa, power_of_ten(scale));
    Some(if negative { -number } else { number })
}
