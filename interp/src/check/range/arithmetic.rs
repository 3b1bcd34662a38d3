//! Sums, products, quotients and powers of intervals.

use std::cmp::Ordering;

use dashu_ratio::RBig;

use super::interval::{End, Interval, outer};
use crate::number::{Exact, round_to_multiple};
use crate::program::{Range, RoundingMode};

/// Greater exponents are not followed.
const GREATEST_EXPONENT: isize = 64;

/// One corner of two intervals: a number, reached or only approached; or beyond every number, below or above.
#[derive(Clone)]
enum Corner {
    Number(RBig, bool),
    Below,
    Above,
}

impl Interval {
    /// The sums.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::nothing();
        }
        let add = |a: &End, b: &End| {
            let ((x, x_in), (y, y_in)) = (a.as_ref()?, b.as_ref()?);
            Some((x + y, *x_in && *y_in))
        };
        let lower = add(&self.range.lower, &other.range.lower);
        let upper = add(&self.range.upper, &other.range.upper);
        Self::between(lower, upper).whole(self.whole && other.whole)
    }

    /// The same numbers with the other sign.
    #[must_use]
    pub fn negative(&self) -> Self {
        let turn = |end: &End| end.as_ref().map(|(at, closed)| (-at.clone(), *closed));
        let range = Range { lower: turn(&self.range.upper), upper: turn(&self.range.lower) };
        Self { range, ..self.clone() }
    }

    /// The differences.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negative())
    }

    /// The products.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::nothing();
        }
        let corners = self.corners().into_iter().flat_map(|a| other.corners().map(|b| product(&a, &b)));
        let hull = hull(&corners.collect::<Vec<_>>()).whole(self.whole && other.whole);
        if self.excludes_zero() && other.excludes_zero() { hull.without_zero() } else { hull }
    }

    /// The quotients; a divisor that is zero gives none.
    #[must_use]
    pub fn over(&self, divisor: &Self) -> Self {
        let above = divisor.meet(&Self::positive()).reciprocal();
        let below = divisor.negative().meet(&Self::positive()).reciprocal().negative();
        self.times(&above).join(&self.times(&below))
    }

    /// One over each number; all of them are above zero.
    fn reciprocal(&self) -> Self {
        if self.is_empty() {
            return Self::nothing();
        }
        let turn = |end: &End| {
            let (at, closed) = end.as_ref().filter(|(at, _)| !at.is_zero())?;
            Some((RBig::ONE / at, *closed))
        };
        let lower = turn(&self.range.upper).or(Some((RBig::ZERO, false)));
        Self::between(lower, turn(&self.range.lower))
    }

    fn corners(&self) -> [Corner; 2] {
        let corner = |end: &End, beyond: Corner| {
            end.as_ref().map_or(beyond, |(at, closed)| Corner::Number(at.clone(), *closed))
        };
        [corner(&self.range.lower, Corner::Below), corner(&self.range.upper, Corner::Above)]
    }

    /// The distances from zero.
    #[must_use]
    pub fn absolute(&self) -> Self {
        let above = self.meet(&Self::nonnegative());
        above.join(&self.negative().meet(&Self::nonnegative()))
    }

    /// The powers with one whole exponent.
    #[must_use]
    pub fn power(&self, exponent: &RBig) -> Self {
        let exponent =
            exponent.is_int().then(|| isize::try_from(exponent.numerator().clone()).ok()).flatten();
        let Some(exponent) = exponent.filter(|n| (0..=GREATEST_EXPONENT).contains(n)) else {
            return Self::all();
        };
        if self.is_empty() {
            return Self::nothing();
        }
        if exponent == 0 {
            return Self::point(RBig::ONE);
        }
        let base = if exponent % 2 == 0 { self.absolute() } else { self.clone() };
        let raise = |end: &End| end.as_ref().map(|(at, closed)| (at.pow(exponent), *closed));
        let raised = Self::between(raise(&base.range.lower), raise(&base.range.upper)).whole(base.whole);
        if base.excludes_zero() { raised.without_zero() } else { raised }
    }

    /// The numbers rounded to multiples of a quantum that is above zero.
    #[must_use]
    pub fn rounded(&self, quantum: &RBig, mode: RoundingMode) -> Self {
        if self.is_empty() {
            return Self::nothing();
        }
        if *quantum <= RBig::ZERO {
            return Self::all();
        }
        // A multiple already: whole numbers to 0.01.
        if self.whole && (RBig::ONE / quantum).is_int() {
            return self.clone();
        }
        let round = |end: &End| {
            let (at, _) = end.as_ref()?;
            let count = round_to_multiple(&Exact::from(at.clone()), quantum, mode);
            Some((RBig::from(count) * quantum, true))
        };
        let rounded = Self::between(round(&self.range.lower), round(&self.range.upper));
        let rounded = rounded.whole(quantum.is_int());
        if mode == RoundingMode::AwayFromZero && self.excludes_zero() {
            rounded.without_zero()
        } else {
            rounded
        }
    }

    /// The greater of a number of each.
    #[must_use]
    pub fn larger(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::nothing();
        }
        let lower = super::interval::inner(&self.range.lower, &other.range.lower, Ordering::Greater);
        let upper = outer(&self.range.upper, &other.range.upper, Ordering::Greater);
        let both = Self::between(lower, upper).whole(self.whole && other.whole);
        if self.excludes_zero() && other.excludes_zero() { both.without_zero() } else { both }
    }

    /// The lesser of a number of each.
    #[must_use]
    pub fn smaller(&self, other: &Self) -> Self {
        self.negative().larger(&other.negative()).negative()
    }
}

/// Zero is reached where its factor reaches it, whatever the other is.
fn product(a: &Corner, b: &Corner) -> Corner {
    let zero = |corner: &Corner| matches!(corner, Corner::Number(at, _) if at.is_zero());
    let reached = |corner: &Corner| matches!(corner, Corner::Number(_, true));
    match (a, b) {
        (a, b) if zero(a) && zero(b) => Corner::Number(RBig::ZERO, reached(a) || reached(b)),
        (zeroth, _) | (_, zeroth) if zero(zeroth) => Corner::Number(RBig::ZERO, reached(zeroth)),
        (Corner::Number(x, x_in), Corner::Number(y, y_in)) => Corner::Number(x * y, *x_in && *y_in),
        (a, b) if below(a) == below(b) => Corner::Above,
        _ => Corner::Below,
    }
}

fn below(corner: &Corner) -> bool {
    match corner {
        Corner::Number(at, _) => *at < RBig::ZERO,
        Corner::Below => true,
        Corner::Above => false,
    }
}

/// The least interval that holds the corners.
fn hull(corners: &[Corner]) -> Interval {
    let end = |wider: Ordering| {
        let numbers = corners.iter().filter_map(|corner| match corner {
            Corner::Number(at, closed) => Some(Some((at.clone(), *closed))),
            Corner::Below | Corner::Above => None,
        });
        numbers.reduce(|a, b| outer(&a, &b, wider)).flatten()
    };
    let below = corners.iter().any(|corner| matches!(corner, Corner::Below));
    let above = corners.iter().any(|corner| matches!(corner, Corner::Above));
    let lower = if below { None } else { end(Ordering::Less) };
    let upper = if above { None } else { end(Ordering::Greater) };
    Interval::between(lower, upper)
}
