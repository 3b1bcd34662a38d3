//! Sums of floats with a bound on their errors, a batch at a time.
//!
//! Let X₁ … Xₙ be numbers of a batch and x₁ … xₙ their floats, |Xᵢ − xᵢ| ≤ r|xᵢ| + a. Then |ΣXᵢ − Σxᵢ| ≤ r·T + n·a with T = Σ|xᵢ|. The floats
//! are added in blocks of [`BLOCK`]: eight sums side by side, each of at most eight floats, then these by halves. No float goes
//! through more than 7 + 3 additions (that to the zero before it loses nothing), so that a block is off by at most γ₁₀·Σ|xᵢ|, γₖ = ku/(1 − ku), in whatever order
//! (Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., 4.2). The sums of the blocks are added with bounds from both
//! sides ([`DirectedSum`]). Sums of floats never lose anything to underflow.
//!
//! T is added up in floats too: one of its additions keeps at least 1 − u of it, and fewer than 2³³ are made in all, so that T is at most
//! (1 + 2⁻¹⁹) times what comes out. So the sum is within (r + γ₁₀)(1 + 2⁻¹⁹)·T + n·a of that of the blocks; products and sums of these
//! few floats are rounded up. Where a float is no number or a sum overflows, nothing is known.

use super::super::directed::{DirectedSum, add_up, multiply_up};
use super::{ErrorBound, UNIT};
use crate::number::Enclosure;

/// How many floats are added in floats alone.
const BLOCK: usize = 64;

/// So many sums are made side by side.
const LANES: usize = 8;

/// Above γ₁₀ (1 + 2⁻¹⁹): γ₁₀ = 10u/(1 − 10u), and U = u/(1 − u) < [`UNIT`].
const BLOCK_ERROR: f64 = 11.0 * UNIT;

/// Above 1 + 2⁻¹⁹.
const SIZE_FACTOR: f64 = 1.000_002;

/// A sum in the making.
#[derive(Clone, Copy, Debug, Default)]
pub struct BoundedSum {
    blocks: DirectedSum,
    slack: f64,
}

impl BoundedSum {
    /// Adds one number that lies between bounds.
    pub fn add(&mut self, number: Enclosure) {
        self.blocks.add(number.lower, number.upper);
    }

    /// Adds the numbers of all floats, which are within the error.
    pub fn add_all(&mut self, floats: &[f64], error: ErrorBound) {
        let size = self.add_blocks(floats.chunks(BLOCK).map(sums));
        self.loosen(size, error, floats.len());
    }

    /// The same without the floats that `left_out` names.
    pub fn add_some(&mut self, floats: &[f64], left_out: impl Iterator<Item = bool>, error: ErrorBound) {
        let mut left_out = left_out;
        let mut kept = [0.0; BLOCK];
        let mut count = 0;
        let size = self.add_blocks(floats.chunks(BLOCK).map(|block| {
            for ((slot, x), out) in kept.iter_mut().zip(block).zip(&mut left_out) {
                *slot = if out { 0.0 } else { *x };
                count += usize::from(!out);
            }
            sums(kept.get(..block.len()).unwrap_or(&kept))
        }));
        self.loosen(size, error, count);
    }

    fn add_blocks(&mut self, blocks: impl Iterator<Item = (f64, f64)>) -> f64 {
        let mut size = 0.0;
        for (sum, sizes) in blocks {
            self.blocks.add(sum, sum);
            size += sizes;
        }
        size
    }

    fn loosen(&mut self, size: f64, error: ErrorBound, count: usize) {
        if size == 0.0 && error.absolute == 0.0 {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "rounded up below; rows are counted in 32 bits")]
        let count = count as f64;
        let factor = multiply_up(add_up(error.relative, BLOCK_ERROR), SIZE_FACTOR);
        let slack = add_up(multiply_up(factor, size), multiply_up(count, error.absolute));
        self.slack = add_up(self.slack, slack);
    }

    /// Adds the numbers of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.blocks.merge(&other.blocks);
        self.slack = add_up(self.slack, other.slack);
    }

    /// Between which floats the sum lies.
    pub fn finish(&self) -> Enclosure {
        let (lower, upper) = self.blocks.bounds();
        let upper = add_up(upper, self.slack);
        let lower = -add_up(-lower, self.slack);
        Enclosure::new(lower, upper)
    }
}

/// The sum of a block, and of the sizes.
fn sums(block: &[f64]) -> (f64, f64) {
    let (mut sums, mut sizes) = ([0.0; LANES], [0.0; LANES]);
    let (rows, rest) = block.as_chunks::<LANES>();
    for row in rows.iter().map(<[f64; LANES]>::as_slice).chain([rest]) {
        for ((sum, size), x) in sums.iter_mut().zip(&mut sizes).zip(row) {
            *sum += x;
            *size += x.abs();
        }
    }
    (halved(sums), halved(sizes))
}

fn halved([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
