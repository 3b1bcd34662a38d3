//! Whole columns against their bounds, without making a fraction of every cell.

use dashu_ratio::RBig;
use heng_grammar::tree::Comparator;

use super::decimal::power_of_ten;
use super::{Bound, DecimalColumn};

/// The rows that are no whole numbers.
pub fn fractions(cells: &DecimalColumn) -> Vec<u32> {
    if cells.scale() == 0 && cells.exceptions().is_empty() {
        return Vec::new();
    }
    let unit = 10_i64.checked_pow(cells.scale()).unwrap_or(1);
    rows(cells, |mantissa| mantissa % unit != 0, |number| !number.is_int())
}

/// The rows outside `bound`.
pub fn outside(cells: &DecimalColumn, bound: &Bound) -> Vec<u32> {
    let limit = &bound.value * RBig::from(power_of_ten(cells.scale()));
    let beyond = |number: &RBig| !bound.admits(number);
    let clamp = |n: dashu_int::IBig| i128::try_from(n).unwrap_or(i128::MAX);
    let (floor, ceiling) = (clamp(limit.floor()), clamp(limit.ceil()));
    let whole = limit.is_int();
    let inside = |mantissa: i64| {
        let mantissa = i128::from(mantissa);
        match bound.comparator {
            Comparator::Equal => whole && mantissa == floor,
            Comparator::NotEqual => !whole || mantissa != floor,
            Comparator::Less => mantissa < ceiling,
            Comparator::LessOrEqual => mantissa <= floor,
            Comparator::Greater => mantissa > floor,
            Comparator::GreaterOrEqual => mantissa >= ceiling,
        }
    };
    let convex = bound.comparator != Comparator::NotEqual;
    let all_inside = || match cells.mantissas().ends() {
        Some((least, greatest)) => inside(least) && inside(greatest),
        None => true,
    };
    if convex && cells.exceptions().is_empty() && all_inside() {
        return Vec::new();
    }
    rows(cells, |mantissa| !inside(mantissa), beyond)
}

/// The rows that `short` picks by their digits, or `long` by their exact number where they are exceptions.
fn rows(cells: &DecimalColumn, short: impl Fn(i64) -> bool, long: impl Fn(&RBig) -> bool) -> Vec<u32> {
    let mut exceptions = cells.exceptions().iter().peekable();
    let mut picked = Vec::new();
    let mut row = 0;
    cells.mantissas().each(|mantissa| {
        let hit = match exceptions.next_if(|(r, _)| *r == row) {
            Some((_, number)) => long(number),
            None => short(mantissa),
        };
        if hit {
            picked.push(row);
        }
        row += 1;
    });
    picked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Decimal;

    #[test]
    fn digits_and_fractions_agree_about_every_bound() {
        let mut cells = DecimalColumn::default();
        for mantissa in [-15, -10, -5, 0, 5, 10, 15] {
            cells.push(Decimal { mantissa, scale: 1 });
        }
        cells.push_exact(RBig::from_parts(1.into(), 3_u8.into()));
        let comparators = [
            Comparator::Equal,
            Comparator::NotEqual,
            Comparator::Less,
            Comparator::LessOrEqual,
            Comparator::Greater,
            Comparator::GreaterOrEqual,
        ];
        for comparator in comparators {
            for (n, d) in [(0, 1), (1, 2), (1, 3), (-1, 1), (-1, 7), (10_000, 1)] {
                let bound = Bound { comparator, value: RBig::from_parts(n.into(), u32::into(d)) };
                let slow: Vec<u32> = (0..8).filter(|&r| !bound.admits(&cells.number(r as usize))).collect();
                assert_eq!(outside(&cells, &bound), slow, "{}", bound.text());
            }
        }
        assert_eq!(fractions(&cells), [0, 2, 4, 6, 7]);
    }
}
