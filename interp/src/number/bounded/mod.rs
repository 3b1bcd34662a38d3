//! Vectors of floats with one proved bound on their errors: the filter.
//!
//! A [`Bounded`] stands for a vector of exact numbers X. For each row with its float x, either x is no number (nothing is known of
//! that row), or
//!
//! > |X − x| ≤ `relative`·|x| + `absolute`.
//!
//! The bound is one for the whole vector, so that the work a row is that of plain floats; what differs from row to row is |x|. Where a
//! decision is the same for every number the bound allows, it is taken ([`decide`](self::decide)); the other rows are left *open*.
//!
//! # Proofs
//!
//! u = 2⁻⁵³. Floats are IEEE 754 doubles, rounded to the nearest. For one operation ∘ without overflow and underflow, z = fl(x ∘ y) obeys
//! |x ∘ y − z| ≤ u·|x ∘ y| and |x ∘ y − z| ≤ U·|z| with U = u/(1 − u); [`UNIT`] is a float above U. (Higham, *Accuracy and Stability of
//! Numerical Algorithms*, 2nd ed., theorem 2.2 and p. 38.) Sums and differences cannot underflow inexactly; a product or quotient that comes out
//! below [`SMALL`] though its operands are not zero may have, by less than 2⁻¹⁰⁷⁴: the bound then gets [`FLOOR`] more. So
//!
//! > (I) where `absolute` = 0, every x is 0 or |x| ≥ 2⁻⁵²·SMALL,
//!
//! since sums of exact floats are multiples of the last bit of the smallest; and `relative`·|x| itself never underflows. A float that
//! overflows is replaced by no number.
//!
//! In what follows (r, a) and (s, b) are the bounds of x and y, M and N are not below any |x| and |y| (`greatest`).
//!
//! - **Sum, difference.** |X ± Y − z| ≤ r|x| + a + s|y| + b + U|z|. So `relative` = U, `absolute` = rM + sN + a + b. Where no x and no y is below zero
//!   and it is a sum, r|x| + s|y| ≤ max(r, s)·(x + y) ≤ max(r, s)·(1 + U)·z, and `relative` = max(r, s)(1 + U) + U, `absolute` = a + b.
//! - **Product.** XY − xy = x(Y − y) + y(X − x) + (X − x)(Y − y), hence |XY − z| ≤ (r + s + rs)|xy| + b(1 + r)|x| + a(1 + s)|y| + ab + U|z|,
//!   and |xy| ≤ (1 + U)|z|. `relative` = (r + s + rs)(1 + U) + U, `absolute` = b(1 + r)M + a(1 + s)N + ab.
//! - **Quotient.** Let m be not above any |y| of a row that is answered, ρ = s + b/m < ½. Then |Y − y| ≤ ρ|y|, |Y| ≥ (1 − ρ)|y|, and
//!   |X/Y − x/y| = |(X − x) − (x/y)(Y − y)| / |Y| ≤ (r|x| + a + ρ|x|) / ((1 − ρ)|y|). `relative` = (r + ρ)/(1 − ρ)·(1 + U) + U,
//!   `absolute` = a/(m(1 − ρ)). Rows whose y may be zero, or is below m, are left without a number; a divisor that is zero gives none either (the
//!   language has no value there).
//! - **Sign, distance from zero.** (r, a) as they are: ||X| − |x|| ≤ |X − x|.
//! - **Greater of two.** Both bounds joined: `relative` = max(r, s) = t ≤ 1, `absolute` = max(a, b) = c. Let x ≥ y, so that z = x. From below, max(X, Y) ≥ X ≥
//!   z − t|z| − c. From above, X ≤ z + t|z| + c, and Y ≤ y + t|y| + c: for y ≥ 0 this is (1 + t)y + c ≤ (1 + t)z + c; for y < 0 it is c − (1 − t)|y|, and either
//!   z ≥ 0 ≥ c − (1 − t)|y| − c, or z < 0, |z| ≤ |y| and c − (1 − t)|y| ≤ c − (1 − t)|z| = z + t|z| + c. The lesser of two is its mirror image.
//! - **Decimal digits.** m/10ˢ with a 64-bit m and s ≤ 22: fl(m) is exact up to 2⁵³, else off by U|fl(m)|; 10ˢ is a float; the quotient adds U. `relative` = U, or
//!   2U + U² above 2⁵³; where s = 0 and all are up to 2⁵³ the floats are the numbers.
//!
//! The bounds themselves are computed in floats: each is an expression of at most a dozen operations on numbers that are not negative (1 − ρ
//! with ρ < ½ keeps its relative error within 2u as well), so that the float is below the expression by less than 2⁻⁴⁸ of it; [`upward`] makes
//! up for that, and for what is lost to underflow.

mod arithmetic;
pub mod decide;
mod sum;

pub use sum::BoundedSum;

use dashu_ratio::RBig;

use super::directed::{above, add_down, add_up};
use super::{Domain, Enclosure};

/// Not below u/(1 − u), u = 2⁻⁵³.
pub const UNIT: f64 = 1.110_223_024_625_157e-16;

/// Results nearer to zero may have lost digits.
const SMALL: f64 = 1e-250;

/// More than whatever a result loses near zero.
const FLOOR: f64 = 1e-290;

/// Bounds this great tell nothing, and sums near them may overflow.
const GREAT: f64 = 1e300;

/// How far floats may be from the numbers they stand for: |X − x| ≤ `relative`·|x| + `absolute`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErrorBound {
    /// Per unit of the float's size.
    pub relative: f64,
    /// Whatever its size.
    pub absolute: f64,
}

impl ErrorBound {
    /// The floats are the numbers.
    pub const NONE: Self = Self { relative: 0.0, absolute: 0.0 };

    /// Whether the floats are the numbers.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// A bound that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { relative: self.relative.max(other.relative), absolute: self.absolute.max(other.absolute) }
    }

    /// The numbers that the float `x` may stand for.
    pub fn enclosure(self, x: f64) -> Enclosure {
        if self.is_none() || (x == 0.0 && self.absolute == 0.0) {
            return Enclosure::point(x);
        }
        if !x.is_finite() {
            return Enclosure::ANYTHING;
        }
        let error = upward(self.relative * x.abs() + self.absolute);
        Enclosure::new(add_down(x, -error), add_up(x, error))
    }
}

/// A float above a bound that was computed in floats; nothing stays nothing.
pub(super) fn upward(bound: f64) -> f64 {
    if bound == 0.0 { 0.0 } else { bound * (1.0 + 1.0 / (1_u64 << 48) as f64) + FLOOR }
}

/// The same for a bound that is a factor, not a distance.
pub(super) fn upward_factor(bound: f64) -> f64 {
    bound * (1.0 + 1.0 / (1_u64 << 48) as f64)
}

/// Numbers of the rows of a batch, one a row or one for all: floats, and how far off they may be.
#[derive(Clone, Debug)]
pub struct Bounded<V = Vec<f64>> {
    /// The floats; no number where nothing is known.
    pub values: V,
    /// How far off they may be.
    pub error: ErrorBound,
    /// Not below the size of any of them.
    pub greatest: f64,
    /// Whether none of them is below zero, as far as is known.
    pub nonnegative: bool,
}

/// Wider enclosures are no use to a vector's common bound.
const WIDEST: f64 = 1e-9;

impl Bounded {
    /// Floats within an error; sees to those that have overflowed and to (I).
    pub fn new(values: Vec<f64>, error: ErrorBound) -> Self {
        let nonnegative = !values.iter().fold(false, |below, x| below | (*x < 0.0));
        let mut found = Self { greatest: greatest(&values), values, error, nonnegative };
        if found.greatest.is_infinite() {
            found.forget_infinite();
        }
        found
    }

    /// The same, where bounds on the sizes are known already.
    fn known(values: Vec<f64>, error: ErrorBound, greatest: f64, nonnegative: bool) -> Self {
        if greatest < GREAT {
            Self { values, error, greatest, nonnegative }
        } else {
            Self::new(values, error)
        }
    }

    fn forget_infinite(&mut self) {
        for x in &mut self.values {
            if x.is_infinite() {
                *x = f64::NAN;
            }
        }
        self.greatest = greatest(&self.values);
    }

    /// Digits of so many decimals.
    pub fn from_digits(mantissas: &[i64], scale: u32) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a loss is within the bound")]
        let float = |m: &i64| *m as f64;
        let size = mantissas.iter().fold(0_u64, |all, m| all | m.unsigned_abs());
        let long = size >> 53 != 0;
        if scale == 0 {
            let relative = if long { UNIT } else { 0.0 };
            return Self::new(mantissas.iter().map(float).collect(), ErrorBound { relative, absolute: 0.0 });
        }
        let power = power(scale);
        let values = mantissas.iter().map(|m| float(m) / power).collect();
        let relative = if long { upward_factor(2.0 * UNIT + UNIT * UNIT) } else { UNIT };
        Self::new(values, ErrorBound { relative, absolute: 0.0 })
    }

    /// Numbers between given bounds. The error is that of the widest of those that are not wide; the wide ones are let go.
    pub fn from_enclosures(enclosures: &[Enclosure]) -> Self {
        let mut error = ErrorBound::NONE;
        let mut value = |e: &Enclosure| {
            let middle = e.lower + (e.upper - e.lower) / 2.0;
            let radius = above((e.upper - middle).max(middle - e.lower));
            if e.is_point() && (e.lower == 0.0 || e.lower.abs() >= SMALL) {
                return e.lower;
            }
            if !middle.is_finite() || radius > WIDEST * middle.abs() {
                return f64::NAN;
            }
            if middle.abs() < SMALL {
                error.absolute = error.absolute.max(upward(radius));
            } else {
                error.relative = error.relative.max(above(radius / middle.abs()));
            }
            middle
        };
        let values = enclosures.iter().map(&mut value).collect();
        Self::new(values, error)
    }

    /// One number.
    pub fn from_rational(number: &RBig) -> Self {
        Self::from_enclosures(&[<Enclosure as Domain>::from_rational(number)])
    }
}

/// 10 to the power of `exponent`, which is at most 22: a float.
fn power(exponent: u32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// The greatest size, of those that are numbers.
fn greatest(values: &[f64]) -> f64 {
    let mut lanes = [0.0_f64; 8];
    let (chunks, rest) = values.as_chunks::<8>();
    for chunk in chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            let size = x.abs();
            *lane = if size > *lane { size } else { *lane };
        }
    }
    let rest = rest.iter().map(|x| x.abs());
    lanes.into_iter().chain(rest).fold(0.0, |most, size| if size > most { size } else { most })
}

/// The least size of those that are certainly not zero under an absolute error.
fn least_certain(values: &[f64], absolute: f64) -> f64 {
    let doubtful = absolute * 1024.0;
    let sizes = values.iter().map(|x| x.abs()).filter(|size| *size > doubtful);
    sizes.fold(f64::INFINITY, |least, size| if size < least { size } else { least })
}

/// For readers of single rows.
pub fn enclosure_at(values: &[f64], error: ErrorBound, i: usize) -> Enclosure {
    let x = match values {
        [one] => Some(one),
        _ => values.get(i),
    };
    x.map_or(Enclosure::ANYTHING, |x| error.enclosure(*x))
}

#[cfg(test)]
mod tests;
