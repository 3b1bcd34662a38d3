//! Numbers to decimal digits.

use dashu_base::{Abs, DivRem};
use dashu_int::IBig;
use dashu_ratio::RBig;

use super::domain::{Domain, power_of_ten};
use super::exact::Exact;
use super::rounding::round_to_multiple;
use crate::program::RoundingMode;

/// A number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The digits, with a `-` and a point where needed; no thousands marks.
    pub text: String,
    /// Whether the digits are all there are; else the number was cut to 12 significant digits.
    pub terminates: bool,
}

/// How many significant digits of a number that does not terminate are printed.
const SIGNIFICANT: u32 = 12;

/// Decimals that end later are printed as if they did not. So many are told from endless ones on some 250 bits.
pub(super) const MOST_DECIMALS: u32 = 60;

/// The number in full where its decimals end within 60 places, else to 12 significant digits, half away from zero.
pub fn print(number: &RBig) -> Printed {
    print_exact(&Exact::from(number.clone()))
}

/// The same of a number that need not be in lowest terms: none of its digits depends on that, and a long one takes its time to reduce.
pub(crate) fn print_exact(number: &Exact) -> Printed {
    let raised = number.numerator() * IBig::from(power_of_ten(MOST_DECIMALS));
    let (count, rest) = raised.div_rem(number.denominator());
    if rest.is_zero() {
        let digits = place_point(&count, MOST_DECIMALS);
        return Printed { text: without_zeros(&digits).to_owned(), terminates: true };
    }
    Printed { text: print_cut(number), terminates: false }
}

/// The number to 12 significant digits, or all digits of its whole part. Of two numbers the greater never has the lesser digits.
pub(super) fn print_cut(number: &Exact) -> String {
    without_zeros(&print_exact_fixed(number, places_for(number))).to_owned()
}

/// The number with so many decimals, half away from zero: `公布 2 位`.
pub fn print_fixed(number: &RBig, places: u32) -> String {
    print_exact_fixed(&Exact::from(number.clone()), places)
}

/// The same of a number that need not be in lowest terms.
pub(crate) fn print_exact_fixed(number: &Exact, places: u32) -> String {
    let quantum = RBig::from_parts(IBig::ONE, power_of_ten(places));
    let mantissa = round_to_multiple(number, &quantum, RoundingMode::HalfAwayFromZero);
    place_point(&mantissa, places)
}

/// The digits of a short `mantissa` with the point before the last `places` of them. Never `-0`.
pub(crate) fn place_point_short(mantissa: i64, places: u32) -> String {
    let Some(power) = 10_u64.checked_pow(places).filter(|_| places > 0) else {
        return place_point(&IBig::from(mantissa), places);
    };
    let digits = mantissa.unsigned_abs();
    let sign = if mantissa < 0 { "-" } else { "" };
    let width = places as usize;
    format!("{sign}{}.{:0>width$}", digits / power, digits % power)
}

/// The digits of `mantissa` with the point before the last `places` of them. Never `-0`.
pub(crate) fn place_point(mantissa: &IBig, places: u32) -> String {
    let digits = mantissa.clone().abs().to_string();
    let sign = if *mantissa < IBig::ZERO { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let width = places as usize + 1;
    let padded = format!("{digits:0>width$}");
    let (whole, decimals) = padded.split_at(padded.len() - places as usize);
    format!("{sign}{whole}.{decimals}")
}

/// How many decimals show 12 significant digits.
fn places_for(number: &Exact) -> u32 {
    let magnitude = number.absolute();
    let scaled = |places: u32| {
        let raised = magnitude.numerator() * IBig::from(power_of_ten(places));
        raised / IBig::from(magnitude.denominator().clone())
    };
    let whole = scaled(0);
    if !whole.is_zero() {
        return SIGNIFICANT.saturating_sub(length(&whole));
    }
    let tried = (1..=MOST_TRIED).map(|times| times * SIGNIFICANT).map(|places| (places, scaled(places)));
    let found = tried.into_iter().find(|(_, digits)| !digits.is_zero());
    found.map_or(MOST_TRIED * SIGNIFICANT, |(places, digits)| places + SIGNIFICANT - length(&digits))
}

/// After so many times 12 zeros behind the point a number is printed as zero.
const MOST_TRIED: u32 = 33;

/// How many digits a whole number has.
fn length(whole: &IBig) -> u32 {
    u32::try_from(whole.to_string().len()).unwrap_or(u32::MAX)
}

/// Digits without the zeros that end their decimals.
pub fn without_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}
