//! Numbers to decimal digits.

use std::sync::LazyLock;

use dashu_base::{Abs, DivRem, UnsignedAbs};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::domain::power_of_ten;
use super::exact::Exact;
use super::rounding::round_long_quotient;
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
const MOST_DECIMALS: u32 = 60;

/// The number in full where its decimals end within 60 places, else to 12 significant digits, half away from zero.
pub fn print(number: &RBig) -> Printed {
    print_exact(&Exact::from(number.clone()))
}

/// The same of a number that need not be in lowest terms: none of its digits depends on that, and a long one takes its time to reduce.
pub(crate) fn print_exact(number: &Exact) -> Printed {
    print_quotient(number.numerator(), number.denominator())
}

/// The same of `numerator` / `denominator`, which is above zero.
pub(super) fn print_quotient(numerator: &IBig, denominator: &UBig) -> Printed {
    let (count, rest) = (numerator * finest()).div_rem(denominator);
    if rest.is_zero() {
        let digits = place_point(&count, MOST_DECIMALS);
        return Printed { text: without_zeros(&digits).to_owned(), terminates: true };
    }
    Printed { text: cut_quotient(numerator, denominator), terminates: false }
}

/// The number to 12 significant digits, or all digits of its whole part. Of two numbers the greater never has the lesser digits.
pub(super) fn cut_quotient(numerator: &IBig, denominator: &UBig) -> String {
    let places = places_for(&numerator.unsigned_abs(), denominator);
    without_zeros(&print_quotient_fixed(numerator, denominator, places)).to_owned()
}

/// How many times the last of all decimals that are printed goes into one.
pub(super) fn finest() -> &'static UBig {
    static FINEST: LazyLock<UBig> = LazyLock::new(|| power_of_ten(MOST_DECIMALS));
    &FINEST
}

/// The number with so many decimals, half away from zero: `公布 2 位`.
pub fn print_fixed(number: &RBig, places: u32) -> String {
    print_quotient_fixed(number.numerator(), number.denominator(), places)
}

/// The same of a number that need not be in lowest terms.
pub(crate) fn print_exact_fixed(number: &Exact, places: u32) -> String {
    print_quotient_fixed(number.numerator(), number.denominator(), places)
}

fn print_quotient_fixed(numerator: &IBig, denominator: &UBig, places: u32) -> String {
    let raised = numerator * IBig::from(power_of_ten(places));
    place_point(&round_long_quotient(&raised, denominator, RoundingMode::HalfAwayFromZero), places)
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
fn places_for(numerator: &UBig, denominator: &UBig) -> u32 {
    let scaled = |places: u32| numerator * power_of_ten(places) / denominator;
    let whole = numerator / denominator;
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
fn length(whole: &UBig) -> u32 {
    u32::try_from(whole.to_string().len()).unwrap_or(u32::MAX)
}

/// Digits without the zeros that end their decimals.
pub fn without_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}
