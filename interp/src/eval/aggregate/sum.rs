//! Sums: decimals as whole numbers, the rest as sharply as asked.

use super::super::numbers::{Numbers, Precision};
use super::super::vector::at;
use crate::number::{DirectedSum, Domain, Enclosure, Exact, ExactSum, power_of_ten};
use dashu_int::IBig;

/// A sum in the making.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    scale: u32,
    decimals: i128,
    rough: Option<DirectedSum>,
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
}

impl Sum {
    /// Adds row `i` of the numbers.
    pub fn add(&mut self, numbers: &Numbers, i: usize, precision: Precision) {
        self.count += 1;
        match numbers {
            Numbers::Fixed { scale, mantissas } => {
                let Some(&mantissa) = at(mantissas, i) else { return };
                if !self.add_decimal(mantissa, *scale) {
                    self.exact.get_or_insert_default().add(Exact::from_decimal(mantissa, *scale));
                }
            }
            _ if precision == Precision::Exact => {
                let number = numbers.exact(i).unwrap_or_else(Exact::zero);
                self.exact.get_or_insert_default().add(number);
            }
            _ => {
                let e = numbers.enclosure(i);
                self.rough.get_or_insert_default().add(e.lower, e.upper);
            }
        }
    }

    fn add_decimal(&mut self, mantissa: i64, scale: u32) -> bool {
        if scale > self.scale {
            let raised = 10_i128.checked_pow(scale - self.scale).and_then(|f| self.decimals.checked_mul(f));
            let Some(raised) = raised else { return false };
            self.decimals = raised;
            self.scale = scale;
        }
        let addend =
            10_i128.checked_pow(self.scale - scale).and_then(|f| i128::from(mantissa).checked_mul(f));
        match addend.and_then(|a| self.decimals.checked_add(a)) {
            Some(sum) => {
                self.decimals = sum;
                true
            }
            None => false,
        }
    }

    /// The sum of all that was added.
    pub fn finish(self) -> Total {
        let decimals = Exact::from_parts(IBig::from(self.decimals), power_of_ten(self.scale));
        let known = match self.exact {
            Some(exact) => exact.finish().add(&decimals),
            None => decimals,
        };
        match self.rough {
            None => Total::Exact(known),
            Some(rough) => {
                let (lower, upper) = rough.bounds();
                Total::Enclosed(Enclosure::new(lower, upper).add(&Enclosure::from_exact(&known)))
            }
        }
    }

    /// The mean of all that was added; of nothing there is none.
    pub fn mean(self) -> Option<Total> {
        let count = i64::try_from(self.count).ok().filter(|c| *c > 0)?;
        Some(match self.finish() {
            Total::Exact(sum) => Total::Exact(sum.divide(&Exact::from_decimal(count, 0))),
            Total::Enclosed(sum) => Total::Enclosed(sum.divide(&Enclosure::whole(count))),
        })
    }
}
