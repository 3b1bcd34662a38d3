//! Numbers to decimal digits.

use dashu_base::Abs;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::exact::Exact;
use super::power_of_ten;
use super::rounding::round_to_multiple;
use crate::program::RoundingMode;

/// A number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The digits, with a `-` and a point where needed; no thousands marks.
    pub text: String,
    /// Whether the digits are all there are; else the number does not terminate and was cut to 12 significant digits.
    pub terminates: bool,
}

/// How many significant digits of a number that does not terminate are printed.
const SIGNIFICANT: u32 = 12;

/// The number in full where its decimals end, else to 12 significant digits, half away from zero.
pub fn print(number: &RBig) -> Printed {
    if let Some(places) = decimals_needed(number.denominator()) {
        return Printed { text: print_fixed(number, places), terminates: true };
    }
    Printed { text: trim_zeros(print_fixed(number, places_for(number))), terminates: false }
}

/// The number with so many decimals, half away from zero: `公布 2 位`.
pub fn print_fixed(number: &RBig, places: u32) -> String {
    print_exact_fixed(&Exact::from(number.clone()), places)
}

/// The same of a number that need not be in lowest terms: none of its digits depends on that, and a long one takes its time to reduce.
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

/// How many decimals a fraction in lowest terms with this denominator has; nothing where they never end.
pub(crate) fn decimals_needed(denominator: &UBig) -> Option<u32> {
    let (twos, rest) = split_prime(denominator, 2);
    let (fives, rest) = split_prime(&rest, 5);
    rest.is_one().then_some(twos.max(fives))
}

fn split_prime(number: &UBig, prime: u8) -> (u32, UBig) {
    let prime = UBig::from(prime);
    let mut rest = number.clone();
    let mut times = 0;
    while !rest.is_zero() && (&rest % &prime).is_zero() {
        rest = &rest / &prime;
        times += 1;
    }
    (times, rest)
}

/// How many decimals show 12 significant digits.
fn places_for(number: &RBig) -> u32 {
    let magnitude = number.clone().abs();
    let mut places = SIGNIFICANT;
    let whole = magnitude.trunc().to_string();
    if whole != "0" {
        return SIGNIFICANT.saturating_sub(u32::try_from(whole.len()).unwrap_or(SIGNIFICANT));
    }
    let mut scaled = magnitude * RBig::from(10);
    while scaled < RBig::ONE && places < 400 {
        scaled *= RBig::from(10);
        places += 1;
    }
    places
}

fn trim_zeros(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
