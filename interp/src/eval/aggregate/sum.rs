//! Sums: decimals as whole numbers, the rest as sharply as asked.

use super::super::column::Column;
use super::super::numbers::{Numbers, Precision};
use super::super::vector::at;
use crate::number::{BoundedSum, Domain, Enclosure, Exact, ExactSum, Wide, WideSum, power_of_ten};
use dashu_int::IBig;

/// A sum in the making.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    scale: u32,
    decimals: i128,
    rough: Option<BoundedSum>,
    wide: Option<WideSum>,
    exact: Option<ExactSum>,
    /// How many numbers were added.
    pub count: u64,
}

/// A sum, as sharply as known.
pub enum Total {
    /// The number.
    Exact(Exact),
    /// Between bounds.
    Enclosed(Enclosure),
    /// Known to some 250 bits.
    Wide(Wide),
}

impl Total {
    /// The two floats it lies between.
    pub fn to_enclosure(&self) -> Enclosure {
        match self {
            Self::Exact(exact) => Enclosure::from_exact(exact),
            Self::Enclosed(enclosure) => *enclosure,
            Self::Wide(wide) => wide.to_enclosure(),
        }
    }

    /// Some 250 bits of it; of what lies between bounds nothing.
    pub fn into_wide(self) -> Wide {
        match self {
            Self::Exact(exact) => Wide::from_exact(&exact),
            Self::Enclosed(_) => Wide::ANYTHING,
            Self::Wide(wide) => wide,
        }
    }
}

impl Sum {
    /// Adds row `i` of the numbers.
    pub fn add(&mut self, numbers: &Numbers, i: usize, precision: Precision) {
        self.count += 1;
        match numbers {
            Numbers::Fixed { scale, mantissas } => {
                let Some(&mantissa) = at(mantissas, i) else { return };
                self.add_decimals(i128::from(mantissa), *scale);
            }
            _ if precision == Precision::Exact => {
                let number = numbers.exact(i).unwrap_or_else(Exact::zero);
                self.exact.get_or_insert_default().add(number);
            }
            _ if precision == Precision::Wide => {
                self.wide.get_or_insert_default().add(&numbers.wide(i).unwrap_or(Wide::ANYTHING));
            }
            _ => self.rough.get_or_insert_default().add(numbers.enclosure(i)),
        }
    }

    /// Adds all rows of a batch of `n` that have a value; gives how many have.
    pub fn add_all(
        &mut self,
        column: &Column<'_>,
        numbers: &Numbers,
        n: usize,
        precision: Precision,
    ) -> usize {
        let full = column.is_full();
        let missing = || column.absences.iter().map(Option::is_some);
        let count = match column.absences.len() {
            _ if full => n,
            1 => 0,
            _ => n - missing().filter(|missing| *missing).count(),
        };
        match numbers {
            _ if count == 0 => {}
            Numbers::Fixed { scale, mantissas } if mantissas.len() == n => {
                let wide = |mantissa: &i64| i128::from(*mantissa);
                let sum = if full {
                    mantissas.iter().map(wide).sum()
                } else {
                    mantissas
                        .iter()
                        .zip(missing())
                        .map(|(m, missing)| if missing { 0 } else { wide(m) })
                        .sum()
                };
                self.add_decimals(sum, *scale);
                self.count += count as u64;
            }
            Numbers::Bounded(b) if b.values.len() == n && precision == Precision::Enclosed => {
                let rough = self.rough.get_or_insert_default();
                if full {
                    rough.add_all(&b.values, b.error);
                } else {
                    rough.add_some(&b.values, missing(), b.error);
                }
                self.count += count as u64;
            }
            _ => {
                for i in (0..n).filter(|&i| column.absence(i).is_none()) {
                    self.add(numbers, i, precision);
                }
            }
        }
        count
    }

    /// Adds decimals; what does not fit is added as a fraction.
    fn add_decimals(&mut self, sum: i128, scale: u32) {
        if !self.fit_decimals(sum, scale) {
            let sum = Exact::from_parts(IBig::from(sum), power_of_ten(scale));
            self.exact.get_or_insert_default().add(sum);
        }
    }

    fn fit_decimals(&mut self, sum: i128, scale: u32) -> bool {
        if scale > self.scale {
            let raised = 10_i128.checked_pow(scale - self.scale).and_then(|f| self.decimals.checked_mul(f));
            let Some(raised) = raised else { return false };
            self.decimals = raised;
            self.scale = scale;
        }
        let addend = 10_i128.checked_pow(self.scale - scale).and_then(|f| sum.checked_mul(f));
        match addend.and_then(|a| self.decimals.checked_add(a)) {
            Some(sum) => {
                self.decimals = sum;
                true
            }
            None => false,
        }
    }

    /// Adds the numbers of another sum.
    pub fn merge(&mut self, other: Self) {
        self.add_decimals(other.decimals, other.scale);
        if let Some(rough) = other.rough {
            self.rough.get_or_insert_default().merge(&rough);
        }
        if let Some(wide) = other.wide {
            self.wide.get_or_insert_default().merge(&wide);
        }
        if let Some(exact) = other.exact {
            self.exact.get_or_insert_default().merge(exact);
        }
        self.count += other.count;
    }

    /// The sum of all that was added.
    pub fn finish(self) -> Total {
        let decimals = Exact::from_parts(IBig::from(self.decimals), power_of_ten(self.scale));
        let known = match self.exact {
            Some(exact) => exact.finish().add(&decimals),
            None => decimals,
        };
        match (self.rough, self.wide) {
            (None, None) => Total::Exact(known),
            (None, Some(wide)) => Total::Wide(wide.finish().add(&Wide::from_exact(&known))),
            (Some(rough), wide) => {
                let wide = wide.map_or(Enclosure::point(0.0), |wide| wide.finish().to_enclosure());
                Total::Enclosed(rough.finish().add(&wide).add(&Enclosure::from_exact(&known)))
            }
        }
    }

    /// The mean of all that was added; of nothing there is none.
    pub fn mean(self) -> Option<Total> {
        let count = i64::try_from(self.count).ok().filter(|c| *c > 0)?;
        Some(match self.finish() {
            Total::Exact(sum) => Total::Exact(sum.divide(&Exact::from_decimal(count, 0))),
            Total::Enclosed(sum) => Total::Enclosed(sum.divide(&Enclosure::whole(count))),
            Total::Wide(sum) => Total::Wide(sum.divide(&Wide::from_decimal(count, 0))),
        })
    }
}
