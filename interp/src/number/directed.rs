//! Float operations that round down or up. Rust's operations round to the nearest; the error of a sum is itself a float and can be
//! computed, that of a product or quotient is known to be none where the digits fit. Where it is not known to be none, the bound
//! is the next float: a correctly rounded result is less than one step from the true one.

/// (sum, error): the true sum is exactly `sum + error`, unless it overflows.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let from_b = sum - a;
    let from_a = sum - from_b;
    (sum, (a - from_a) + (b - from_b))
}

/// A bound from below of a + b.
pub fn add_down(a: f64, b: f64) -> f64 {
    let (sum, error) = two_sum(a, b);
    if error >= 0.0 { sum } else { below(sum) }
}

/// A bound from above of a + b.
pub fn add_up(a: f64, b: f64) -> f64 {
    let (sum, error) = two_sum(a, b);
    if error <= 0.0 { sum } else { above(sum) }
}

/// A bound from below of a × b.
pub fn multiply_down(a: f64, b: f64) -> f64 {
    let product = a * b;
    if is_exact_product(a, b, product) { product } else { below(product) }
}

/// A bound from above of a × b.
pub fn multiply_up(a: f64, b: f64) -> f64 {
    let product = a * b;
    if is_exact_product(a, b, product) { product } else { above(product) }
}

/// A bound from below of a / b.
pub fn divide_down(a: f64, b: f64) -> f64 {
    let quotient = a / b;
    if is_exact_quotient(a, b, quotient) { quotient } else { below(quotient) }
}

/// A bound from above of a / b.
pub fn divide_up(a: f64, b: f64) -> f64 {
    let quotient = a / b;
    if is_exact_quotient(a, b, quotient) { quotient } else { above(quotient) }
}

/// The float before x; -∞ where x is no number.
pub fn below(x: f64) -> f64 {
    if x.is_nan() { f64::NEG_INFINITY } else { x.next_down() }
}

/// The float after x; ∞ where x is no number.
pub fn above(x: f64) -> f64 {
    if x.is_nan() { f64::INFINITY } else { x.next_up() }
}

/// How many bits from the first one to the last one of x; 0 of zero.
fn significant_bits(x: f64) -> u32 {
    let bits = x.to_bits() & ((1 << 52) - 1);
    if bits == 0 { 1 } else { 53 - bits.trailing_zeros() }
}

/// Far from where small numbers lose digits.
const SMALLEST_TRUSTED: f64 = 1e-280;

fn is_exact_product(a: f64, b: f64, product: f64) -> bool {
    if a == 0.0 || b == 0.0 {
        return a.is_finite() && b.is_finite();
    }
    let safe = product.abs() > SMALLEST_TRUSTED && product.is_finite();
    safe && significant_bits(a) + significant_bits(b) <= 53
}

fn is_exact_quotient(a: f64, b: f64, quotient: f64) -> bool {
    if a == 0.0 {
        return b != 0.0 && !b.is_nan();
    }
    let back = quotient * b;
    let safe = b.is_finite()
        && a.abs() > SMALLEST_TRUSTED
        && quotient.abs() > SMALLEST_TRUSTED
        && quotient.is_finite();
    safe && back == a && is_exact_product(quotient, b, back)
}

/// A sum of many numbers, bounded from both sides. The bounds stay within a few steps of one another however many are added: the
/// errors of the additions are added too.
#[derive(Clone, Copy, Debug, Default)]
pub struct DirectedSum {
    lower: (f64, f64),
    upper: (f64, f64),
}

impl DirectedSum {
    /// Adds a number between `lower` and `upper`.
    pub fn add(&mut self, lower: f64, upper: f64) {
        let (sum, error) = two_sum(self.lower.0, lower);
        self.lower = (sum, add_down(self.lower.1, error));
        let (sum, error) = two_sum(self.upper.0, upper);
        self.upper = (sum, add_up(self.upper.1, error));
    }

    /// Adds the numbers of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.add(other.lower.0, other.upper.0);
        self.lower.1 = add_down(self.lower.1, other.lower.1);
        self.upper.1 = add_up(self.upper.1, other.upper.1);
    }

    /// The bounds; the whole line where the sum has overflowed.
    pub fn bounds(&self) -> (f64, f64) {
        let lower = add_down(self.lower.0, self.lower.1);
        let upper = add_up(self.upper.0, self.upper.1);
        if lower.is_finite() && upper.is_finite() {
            (lower, upper)
        } else {
            (f64::NEG_INFINITY, f64::INFINITY)
        }
    }
}
