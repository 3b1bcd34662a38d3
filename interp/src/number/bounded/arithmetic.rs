//! `+ − × ÷`, greater and lesser, on whole vectors; the bounds are those proved in the module above.

use super::{Bounded, ErrorBound, FLOOR, SMALL, UNIT, least_certain, upward, upward_factor};

/// Vectors that are read: those of [`Bounded`], owned or shared.
pub trait Floats {
    /// The floats.
    fn floats(&self) -> &[f64];
}

impl<V: std::ops::Deref<Target = [f64]>> Floats for V {
    fn floats(&self) -> &[f64] {
        self
    }
}

/// One float for each pair of rows; a vector of one element stands for all rows.
fn zip(a: &[f64], b: &[f64], f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    match (a, b) {
        ([x], _) => b.iter().map(|y| f(*x, *y)).collect(),
        (_, [y]) => a.iter().map(|x| f(*x, *y)).collect(),
        _ => a.iter().zip(b).map(|(x, y)| f(*x, *y)).collect(),
    }
}

/// Whether a result is near zero though no operand is zero.
fn may_underflow(a: &[f64], b: &[f64], results: &[f64]) -> bool {
    let lost = |x: f64, y: f64, z: f64| (x != 0.0) & (y != 0.0) & (z.abs() < SMALL);
    match (a, b) {
        ([x], _) => any(b.iter().zip(results).map(|(y, z)| lost(*x, *y, *z))),
        (_, [y]) => any(a.iter().zip(results).map(|(x, z)| lost(*x, *y, *z))),
        _ => any(a.iter().zip(b).zip(results).map(|((x, y), z)| lost(*x, *y, *z))),
    }
}

/// Whether one of them holds; all are looked at, several at a time.
fn any(tests: impl Iterator<Item = bool>) -> bool {
    tests.fold(false, |any, test| any | test)
}

/// The product of a bound and a size, which underflow does not make nothing of.
fn times(bound: f64, size: f64) -> f64 {
    if bound == 0.0 || size == 0.0 { 0.0 } else { (bound * size).max(FLOOR) }
}

impl<V: Floats> Bounded<V> {
    fn bound(&self) -> (f64, f64, f64) {
        (self.error.relative, self.error.absolute, self.greatest)
    }

    /// x + y
    pub fn add<W: Floats>(&self, other: &Bounded<W>) -> Bounded {
        let values = zip(self.values.floats(), other.values.floats(), |x, y| x + y);
        if !(self.nonnegative && other.nonnegative) {
            return self.sum(other, values);
        }
        let ((r, a, most), (s, b, greatest)) = (self.bound(), other.bound());
        let relative = upward_factor(r.max(s) * (1.0 + UNIT) + UNIT);
        let error = ErrorBound { relative, absolute: upward(a + b) };
        Bounded::known(values, error, upward(most + greatest), true)
    }

    /// x − y
    pub fn subtract<W: Floats>(&self, other: &Bounded<W>) -> Bounded {
        self.sum(other, zip(self.values.floats(), other.values.floats(), |x, y| x - y))
    }

    fn sum<W: Floats>(&self, other: &Bounded<W>, values: Vec<f64>) -> Bounded {
        let ((r, a, most), (s, b, greatest)) = (self.bound(), other.bound());
        let error =
            ErrorBound { relative: UNIT, absolute: upward(times(r, most) + times(s, greatest) + a + b) };
        Bounded::known(values, error, upward(most + greatest), false)
    }

    /// x × y
    pub fn multiply<W: Floats>(&self, other: &Bounded<W>) -> Bounded {
        let (x, y) = (self.values.floats(), other.values.floats());
        let values = zip(x, y, |x, y| x * y);
        let ((r, a, most), (s, b, greatest)) = (self.bound(), other.bound());
        let lost = if may_underflow(x, y, &values) { FLOOR } else { 0.0 };
        let relative = upward_factor((r + s + r * s) * (1.0 + UNIT) + UNIT);
        let absolute =
            upward(times(b, (1.0 + r) * most) + times(a, (1.0 + s) * greatest) + times(a, b) + lost);
        let nonnegative = self.nonnegative && other.nonnegative;
        Bounded::known(values, ErrorBound { relative, absolute }, upward(most * greatest), nonnegative)
    }

    /// x ÷ y; no number where y is zero or may be.
    pub fn divide<W: Floats>(&self, divisor: &Bounded<W>) -> Bounded {
        let (x, y) = (self.values.floats(), divisor.values.floats());
        let ((r, a, _), (s, b, _)) = (self.bound(), divisor.bound());
        let least = if a == 0.0 && b == 0.0 { 1.0 } else { least_certain(y, b) };
        let nearest = if b == 0.0 { 0.0 } else { least };
        let values = zip(x, y, |x, y| if y == 0.0 || y.abs() < nearest { f64::NAN } else { x / y });
        let off = upward_factor(s + b / least);
        if off >= 0.5 {
            return Bounded::new(vec![f64::NAN; values.len()], ErrorBound::NONE);
        }
        let lost = if may_underflow(x, y, &values) { FLOOR } else { 0.0 };
        let relative = upward_factor((r + off) / (1.0 - off) * (1.0 + UNIT) + UNIT);
        let absolute = upward(times(a, 1.0 / (least * (1.0 - off))) + lost);
        Bounded::new(values, ErrorBound { relative, absolute })
    }

    /// −x
    #[must_use]
    pub fn negate(&self) -> Bounded {
        self.map(|x| -x, false)
    }

    /// |x|
    #[must_use]
    pub fn absolute(&self) -> Bounded {
        self.map(f64::abs, true)
    }

    fn map(&self, f: impl Fn(f64) -> f64, nonnegative: bool) -> Bounded {
        let values = self.values.floats().iter().map(|x| f(*x)).collect();
        Bounded { values, error: self.error, greatest: self.greatest, nonnegative }
    }

    /// The greater of two.
    pub fn larger<W: Floats>(&self, other: &Bounded<W>) -> Bounded {
        let pick = |x: f64, y: f64| {
            if x >= y {
                x
            } else if y > x {
                y
            } else {
                f64::NAN
            }
        };
        let values = zip(self.values.floats(), other.values.floats(), pick);
        Bounded::new(values, self.error.join(other.error))
    }

    /// The lesser of two.
    pub fn smaller<W: Floats>(&self, other: &Bounded<W>) -> Bounded {
        let pick = |x: f64, y: f64| {
            if x <= y {
                x
            } else if y < x {
                y
            } else {
                f64::NAN
            }
        };
        let values = zip(self.values.floats(), other.values.floats(), pick);
        Bounded::new(values, self.error.join(other.error))
    }
}
