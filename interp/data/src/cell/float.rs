//! From a spreadsheet's binary number to the decimal that was typed.

use dashu_int::IBig;
use dashu_ratio::RBig;
use heng_interp::table::{Cell, Decimal, MAX_SCALE, power_of_ten};

/// Spreadsheets keep this many digits of a number.
pub const SPREADSHEET_DIGITS: usize = 15;

/// The significant digits of `value` and the power of ten of the last: 0.35 is (35, -2). The shortest decimal that is
/// stored as `value`, or if it has more digits than spreadsheets keep, the one of 15 digits nearest to it.
pub fn digits(value: f64) -> Option<(i64, i32)> {
    if !value.is_finite() {
        return None;
    }
    let shortest = format!("{value:e}");
    split(&shortest).or_else(|| split(&format!("{value:.14e}")))
}

/// The decimal of at most four decimals and 15 digits that is stored as `value`, if there is one. No two decimals of 15 digits are stored as
/// the same number, so it is the one that [`digits`] finds: both the whole number and the power of ten are stored exactly, so that their
/// quotient is rounded as the decimal was.
fn short(value: f64) -> Option<Decimal> {
    let powers = [1.0, 10.0, 100.0, 1_000.0, 10_000.0];
    (0_u32..).zip(powers).find_map(|(scale, power)| {
        let whole = (value * power).round();
        #[expect(clippy::cast_possible_truncation, reason = "it has at most 15 digits")]
        let mantissa = || whole as i64;
        (whole.abs() < 1e15 && whole / power == value).then(|| Decimal { mantissa: mantissa(), scale })
    })
}

/// `-1.25e3` as (-125, 1), without zeros at the end; nothing where it has more than 15 digits.
fn split(text: &str) -> Option<(i64, i32)> {
    let (significand, exponent) = text.split_once('e')?;
    let (whole, decimals) = significand.split_once('.').unwrap_or((significand, ""));
    let decimals = decimals.trim_end_matches('0');
    let count = whole.trim_start_matches('-').len() + decimals.len();
    if count > SPREADSHEET_DIGITS {
        return None;
    }
    let mantissa: i64 = format!("{whole}{decimals}").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    Some((mantissa, exponent - i32::try_from(decimals.len()).ok()?))
}

/// The number as a cell, times `10^shift`.
pub fn cell(value: f64, shift: i32) -> Option<Cell<'static>> {
    if let (0, Some(decimal)) = (shift, short(value)) {
        return Some(Cell::Decimal(decimal));
    }
    let (mantissa, exponent) = digits(value)?;
    let exponent = exponent + shift;
    if let Ok(scale) = u32::try_from(-exponent)
        && scale <= MAX_SCALE
    {
        return Some(Cell::Decimal(Decimal { mantissa, scale }));
    }
    if exponent < 0 {
        let denominator = power_of_ten(exponent.unsigned_abs());
        return Some(Cell::Exact(RBig::from_parts(IBig::from(mantissa), denominator)));
    }
    let scaled = 10_i64.checked_pow(exponent.unsigned_abs()).and_then(|p| mantissa.checked_mul(p));
    Some(match scaled {
        Some(mantissa) => Cell::Decimal(Decimal { mantissa, scale: 0 }),
        None => Cell::Exact(RBig::from(IBig::from(mantissa) * power_of_ten(exponent.unsigned_abs()))),
    })
}

/// The number as people write it.
pub fn float_text(value: f64) -> String {
    match cell(value, 0) {
        Some(Cell::Decimal(Decimal { mantissa, scale: 0 })) => mantissa.to_string(),
        Some(Cell::Decimal(decimal)) => heng_interp::table::number_text(&decimal.to_rational()),
        Some(Cell::Exact(number)) => heng_interp::table::number_text(&number),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stored_number_is_the_decimal_that_was_typed() {
        for (value, text) in [
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (1234.56, "1234.56"),
            (-24.83, "-24.83"),
            (1e15, "1000000000000000"),
            (1e20, "100000000000000000000"),
            (0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e-20, "0.00000000000000000001"),
        ] {
            assert_eq!(float_text(value), text);
        }
    }

    proptest! {
        #[test]
        fn short_decimals_are_those_of_all_digits(mantissa in -2_000_000_000_i64..2_000_000_000, power in -9_i32..5, any in any::<f64>()) {
            for value in [format!("{mantissa}e{power}").parse().expect("a number"), any] {
                let Some(found) = short(value) else { continue };
                let (mantissa, exponent) = digits(value).expect("it has 15 digits");
                let power = |power: i32| RBig::from(power_of_ten(power.max(0).unsigned_abs()));
                let number = RBig::from(mantissa) * power(exponent) / power(-exponent);
                prop_assert_eq!(found.to_rational(), number);
            }
        }
    }
}
