//! Decimal numbers as they stand in files: a whole number and how many of its digits are decimals.

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::Mantissas;

/// `-12.50` is `-1250` with scale 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The digits without the point.
    pub mantissa: i64,
    /// How many digits stand after the point; at most [`MAX_SCALE`].
    pub scale: u32,
}

/// 10 to this power is the greatest that fits an `i64`.
pub const MAX_SCALE: u32 = 18;

/// 10 to the power of 0 to [`MAX_SCALE`].
const POWERS: [i64; MAX_SCALE as usize + 1] = {
    let mut powers = [1; MAX_SCALE as usize + 1];
    let (mut rest, mut power) = (powers.as_mut_slice(), 1_i64);
    while let Some((first, behind)) = rest.split_first_mut() {
        *first = power;
        power = power.saturating_mul(10);
        rest = behind;
    }
    powers
};

impl Decimal {
    /// The exact number.
    pub fn to_rational(self) -> RBig {
        RBig::from_parts(IBig::from(self.mantissa), power_of_ten(self.scale))
    }

    /// The decimal that is `number`, if there is one short enough.
    pub fn from_rational(number: &RBig) -> Option<Self> {
        let scale = decimals_needed(number.denominator()).filter(|scale| *scale <= MAX_SCALE)?;
        let mantissa = number.numerator() * (power_of_ten(scale) / number.denominator());
        Some(Self { mantissa: i64::try_from(mantissa).ok()?, scale })
    }

    /// The same number with `scale` decimals, if it fits.
    #[inline]
    pub fn rescaled(self, scale: u32) -> Option<i64> {
        let shift = scale.checked_sub(self.scale)?;
        self.mantissa.checked_mul(*POWERS.get(shift as usize)?)
    }

    /// The same number without zeros at the end of its decimals.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }
}

/// 10 to the power of `exponent`.
pub fn power_of_ten(exponent: u32) -> UBig {
    UBig::from(10_u8).pow(exponent as usize)
}

/// A column of numbers: decimals of one scale, and the few numbers that do not fit beside them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecimalColumn {
    scale: u32,
    mantissas: Mantissas,
    greatest: u64,
    exceptions: Vec<(u32, RBig)>,
}

impl DecimalColumn {
    /// How many digits of each mantissa stand after the point.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// The digits of each row; 0 where the row is an exception or has no value.
    pub fn mantissas(&self) -> &Mantissas {
        &self.mantissas
    }

    /// The rows whose number does not fit the column's scale, in ascending order.
    pub fn exceptions(&self) -> &[(u32, RBig)] {
        &self.exceptions
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.mantissas.len()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.mantissas.is_empty()
    }

    /// The decimal of a row, unless it is an exception.
    pub fn decimal(&self, row: usize) -> Option<Decimal> {
        if self.exception(row).is_some() {
            return None;
        }
        self.mantissas.get(row).map(|mantissa| Decimal { mantissa, scale: self.scale })
    }

    /// The exact number of a row; 0 outside the column.
    pub fn number(&self, row: usize) -> RBig {
        match self.exception(row) {
            Some(number) => number.clone(),
            None => self.decimal(row).map_or(RBig::ZERO, Decimal::to_rational),
        }
    }

    /// Adds a row.
    #[inline]
    pub fn push(&mut self, decimal: Decimal) {
        match decimal.rescaled(self.scale) {
            Some(mantissa) => self.append(mantissa),
            None => self.push_unlike(decimal),
        }
    }

    /// Adds a row as it is written: with the decimals of the first number, though they be zeros. Columns are [joined](Self::join) without
    /// these; until then it is quicker not to look for them.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "called for every number of a file")]
    pub(super) fn push_written(&mut self, decimal: Decimal) {
        if decimal.scale == self.scale { self.append(decimal.mantissa) } else { self.push_other(decimal) }
    }

    #[cold]
    fn push_other(&mut self, decimal: Decimal) {
        if self.greatest == 0 && self.exceptions.is_empty() {
            self.scale = decimal.scale;
        }
        self.push(decimal);
    }

    /// Adds a row with more decimals than those before it, or too many digits to be written with as many.
    #[cold]
    fn push_unlike(&mut self, decimal: Decimal) {
        let short = decimal.trimmed();
        let fits = short.scale <= self.scale || self.raise(short.scale);
        if let Some(mantissa) = short.rescaled(self.scale).filter(|_| fits) {
            return self.append(mantissa);
        }
        self.push_exact(short.to_rational());
    }

    /// Adds a row whose number is no short decimal.
    pub fn push_exact(&mut self, number: RBig) {
        let row = u32::try_from(self.mantissas.len()).unwrap_or(u32::MAX);
        self.exceptions.push((row, number));
        self.mantissas.push(0);
    }

    /// Adds a row without a value.
    pub fn push_nothing(&mut self) {
        self.mantissas.push(0);
    }

    /// Adds the rows of `other` behind its own, as if they had been pushed one by one, and empties it.
    pub(super) fn join(&mut self, other: &mut Self) {
        if other.exceptions.is_empty() {
            other.lower(self.scale);
        }
        let all_fit = other.exceptions.is_empty()
            && (other.scale <= self.scale || (self.exceptions.is_empty() && self.raise(other.scale)))
            && (other.scale == self.scale || other.raise(self.scale));
        if all_fit {
            self.greatest = self.greatest.max(other.greatest);
            self.mantissas.append(&mut other.mantissas, self.greatest);
        } else {
            for row in 0..other.len() {
                match other.exception(row).map_or_else(|| other.decimal(row), Decimal::from_rational) {
                    Some(decimal) => self.push(decimal),
                    None => self.push_exact(other.number(row)),
                }
            }
        }
        other.mantissas.clear();
        other.exceptions.clear();
        (other.scale, other.greatest) = (0, 0);
    }

    /// Makes room for so many more rows, if there is memory.
    pub(super) fn reserve(&mut self, more: usize) {
        self.mantissas.reserve(more);
    }

    /// Takes no more memory for a row than the greatest number needs.
    pub(super) fn shorten(&mut self) {
        self.mantissas.shorten(self.greatest);
    }

    #[inline]
    fn append(&mut self, mantissa: i64) {
        self.greatest = self.greatest.max(mantissa.unsigned_abs());
        self.mantissas.push(mantissa);
    }

    fn exception(&self, row: usize) -> Option<&RBig> {
        if self.exceptions.is_empty() {
            return None;
        }
        let found = self.exceptions.binary_search_by_key(&row, |(r, _)| *r as usize).ok()?;
        self.exceptions.get(found).map(|(_, number)| number)
    }

    /// Writes every row with `scale` decimals; refuses if a row would not fit.
    fn raise(&mut self, scale: u32) -> bool {
        let Some(factor) = 10_i64.checked_pow(scale - self.scale) else { return false };
        let Some(greatest) = self.greatest.checked_mul(factor.unsigned_abs()) else { return false };
        if greatest > i64::MAX.unsigned_abs() {
            return false;
        }
        self.mantissas.change(greatest, |mantissa| mantissa * factor);
        self.greatest = greatest;
        self.scale = scale;
        true
    }

    /// Leaves out decimals that are zeros in all rows, but for the first `least`. No row may be an exception.
    fn lower(&mut self, least: u32) {
        if self.greatest == 0 {
            self.scale = self.scale.min(least);
        }
        while self.scale > least && self.mantissas.all(|mantissa| mantissa % 10 == 0) {
            self.greatest /= 10;
            self.mantissas.change(self.greatest, |mantissa| mantissa / 10);
            self.scale -= 1;
        }
    }
}

/// A number as people write it: a decimal in full where it ends (`-12.5`), else a fraction (`1/3`).
pub fn number_text(number: &RBig) -> String {
    let Some(scale) = decimals_needed(number.denominator()) else { return number.to_string() };
    let scaled = number.numerator() * (power_of_ten(scale) / number.denominator());
    let digits = scaled.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let width = scale as usize + 1;
    let padded = format!("{digits:0>width$}");
    let (whole, decimals) = padded.split_at(padded.len() - scale as usize);
    format!("{sign}{whole}.{decimals}")
}

/// How many decimals a fraction with this denominator has; nothing where it does not end.
fn decimals_needed(denominator: &UBig) -> Option<u32> {
    let mut rest = denominator.clone();
    let mut count = |prime: u8| {
        let prime = UBig::from(prime);
        let mut times = 0_u32;
        while (&rest % &prime).is_zero() {
            rest = &rest / &prime;
            times += 1;
        }
        times
    };
    let needed = count(2).max(count(5));
    rest.is_one().then_some(needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[(i64, u32)]) -> DecimalColumn {
        let mut column = DecimalColumn::default();
        for &(mantissa, scale) in cells {
            column.push(Decimal { mantissa, scale });
        }
        column
    }

    fn mantissas(column: &DecimalColumn) -> Vec<i64> {
        (0..column.len()).filter_map(|row| column.mantissas().get(row)).collect()
    }

    #[test]
    fn rows_share_the_longest_scale() {
        let column = column(&[(5, 0), (125, 2), (7, 1)]);
        assert_eq!(column.scale(), 2);
        assert_eq!(mantissas(&column), [500, 125, 70]);
        assert!(column.exceptions().is_empty());
    }

    #[test]
    fn zeros_at_the_end_do_not_raise_the_scale() {
        let column = column(&[(5, 0), (1_000_000, 6)]);
        assert_eq!(column.scale(), 0);
        assert_eq!(mantissas(&column), [5, 1]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_kept_exactly() {
        let column = column(&[(i64::MAX, 0), (1, 18), (3, 0)]);
        assert_eq!(column.scale(), 0);
        assert_eq!(column.number(0), RBig::from(i64::MAX));
        assert_eq!(column.number(1), RBig::from_parts(1.into(), power_of_ten(18)));
        assert_eq!(column.number(2), RBig::from(3));
        assert_eq!(column.decimal(1), None);
    }

    #[test]
    fn columns_joined_are_the_column_of_all_rows() {
        let rows = [
            (5, 0),
            (125, 2),
            (i64::MAX, 0),
            (700, 2),
            (1, 18),
            (-3, 0),
            (i64::MIN, 1),
            (10, 1),
            (i64::MAX, 18),
        ];
        for start in 0..rows.len() {
            for middle in start..rows.len() {
                let whole = column(&rows[start..]);
                for first in [column, written] {
                    let mut joined = DecimalColumn::default();
                    joined.join(&mut first(&rows[start..middle]));
                    joined.join(&mut written(&rows[middle..]));
                    assert_eq!(joined, whole, "{start} {middle}");
                }
            }
        }
    }

    /// A column of cells that were read from a file, where zeros at the end of decimals count for the time being.
    fn written(cells: &[(i64, u32)]) -> DecimalColumn {
        let mut column = DecimalColumn::default();
        for &(mantissa, scale) in cells {
            column.push_written(Decimal { mantissa, scale });
        }
        column
    }

    #[test]
    fn decimals_that_are_all_zeros_are_left_out_when_columns_are_joined() {
        let mut joined = DecimalColumn::default();
        joined.join(&mut written(&[(0, 2), (500, 2), (-1_200, 2)]));
        assert_eq!((joined.scale(), mantissas(&joined)), (0, vec![0, 5, -12]));
        joined.join(&mut written(&[(30, 1), (45, 1)]));
        assert_eq!((joined.scale(), mantissas(&joined)), (1, vec![0, 50, -120, 30, 45]));
        joined.join(&mut written(&[(1_000_000, 6), (0, 3)]));
        assert_eq!((joined.scale(), mantissas(&joined)), (1, vec![0, 50, -120, 30, 45, 10, 0]));
        assert_eq!(joined.mantissas().width(), 1);
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        let text = |n: i64, d: u32| number_text(&RBig::from_parts(n.into(), d.into()));
        assert_eq!(text(-25, 2), "-12.5");
        assert_eq!(text(1, 400), "0.0025");
        assert_eq!(text(1200, 1), "1200");
        assert_eq!(text(1, 3), "1/3");
        assert_eq!(text(0, 1), "0");
    }
}
