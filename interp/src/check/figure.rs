//! Numbers as messages show them.

use dashu_base::{Abs, Signed};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// The number in full where its decimals end (`12.5`), else as a fraction (`100/3`).
pub fn figure(number: &RBig) -> String {
    let mut rest = number.denominator().clone();
    let mut places = 0_usize;
    for prime in [2_u8, 5] {
        let mut count = 0_usize;
        while (&rest % UBig::from(prime)).is_zero() {
            rest /= UBig::from(prime);
            count += 1;
        }
        places = places.max(count);
    }
    if rest != UBig::ONE {
        return format!("{}/{}", number.numerator(), number.denominator());
    }
    let scaled: IBig = (number * RBig::from(UBig::from(10_u8).pow(places))).numerator().clone();
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = scaled.abs().to_string();
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{fraction}")
}

/// The number as a share: `12.5%`.
pub fn percent(number: &RBig) -> String {
    format!("{}%", figure(&(number * RBig::from(100))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_that_end_are_written_in_full() {
        let number = |a: i64, b: u64| RBig::from_parts(IBig::from(a), UBig::from(b));
        assert_eq!(figure(&number(25, 2)), "12.5");
        assert_eq!(figure(&number(-1, 8)), "-0.125");
        assert_eq!(figure(&number(100, 3)), "100/3");
        assert_eq!(figure(&number(4000, 1)), "4000");
        assert_eq!(figure(&number(3, 40)), "0.075");
        assert_eq!(percent(&number(1, 10)), "10%");
    }
}
