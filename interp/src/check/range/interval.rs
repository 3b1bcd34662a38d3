//! Intervals of exact rationals.

use std::cmp::Ordering;

use dashu_base::BitTest;
use dashu_int::IBig;
use dashu_ratio::RBig;

use crate::program::{Comparison, Number, Range};

/// Ends with more binary digits than this are given up: no rule needs them, and they would fill the memory.
const GREATEST_LENGTH: usize = 2048;

pub(super) type End = Option<(RBig, bool)>;

/// All numbers between two ends, of which only the whole ones or only those that are not zero may be meant. It may hold none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its ends; each says whether it belongs to it. Of no meaning where it is empty.
    pub range: Range,
    /// Only whole numbers.
    pub whole: bool,
    /// Zero is not among them, though it may lie between the ends.
    pub nonzero: bool,
    pub(super) empty: bool,
}

impl Interval {
    /// Every number.
    pub fn all() -> Self {
        Self { range: Range::default(), whole: false, nonzero: false, empty: false }
    }

    /// No number: a value that is always missing, or is never asked for.
    pub fn nothing() -> Self {
        Self { empty: true, ..Self::all() }
    }

    /// Just this number.
    pub fn point(number: RBig) -> Self {
        let end = Some((number, true));
        Self::between(end.clone(), end)
    }

    /// The numbers between two ends.
    pub fn between(lower: End, upper: End) -> Self {
        Self { range: Range { lower, upper }, ..Self::all() }.tidy()
    }

    /// Zero and above.
    pub fn nonnegative() -> Self {
        Self::between(Some((RBig::ZERO, true)), None)
    }

    /// Above zero.
    pub fn positive() -> Self {
        Self::between(Some((RBig::ZERO, false)), None)
    }

    /// What is known of a number by its type.
    pub fn of_number(number: &Number) -> Self {
        let (range, whole, nonzero) = (number.range.clone(), number.whole, number.nonzero);
        Self { range, whole, nonzero, empty: false }.tidy()
    }

    /// The same numbers without those that are not whole.
    #[must_use]
    pub fn whole(self, whole: bool) -> Self {
        Self { whole: self.whole || whole, ..self }.tidy()
    }

    /// The same numbers without zero.
    #[must_use]
    pub fn without_zero(self) -> Self {
        Self { nonzero: true, ..self }.tidy()
    }

    /// Whether it holds no number.
    pub fn is_empty(&self) -> bool {
        self.empty
    }

    /// Whether a number is in it.
    pub fn contains(&self, number: &RBig) -> bool {
        let barred = self.empty || self.whole && !number.is_int() || self.nonzero && number.is_zero();
        !barred && crate::check::region::contains(&self.range, number)
    }

    /// Whether zero is not in it.
    pub fn excludes_zero(&self) -> bool {
        !self.contains(&RBig::ZERO)
    }

    /// The least number, if it is known and reached, or only approached.
    pub fn lower(&self) -> Option<&RBig> {
        self.range.lower.as_ref().map(|(end, _)| end)
    }

    /// The greatest number, if it is known and reached, or only approached.
    pub fn upper(&self) -> Option<&RBig> {
        self.range.upper.as_ref().map(|(end, _)| end)
    }

    /// The one number it holds, if it is one.
    pub fn only(&self) -> Option<&RBig> {
        let (lower, upper) = (self.lower()?, self.upper()?);
        (!self.empty && lower == upper).then_some(lower)
    }

    /// Whether every number of it stands so to every number of the other; of an empty one it does.
    pub fn always(&self, comparison: Comparison, other: &Self) -> bool {
        !self.can(comparison.negated(), other)
    }

    /// Whether a number of it can stand so to a number of the other, as far as the ends tell; of an empty one none can.
    pub fn can(&self, comparison: Comparison, other: &Self) -> bool {
        if self.empty || other.empty {
            return false;
        }
        match comparison {
            Comparison::Equal => !self.meet(other).empty,
            Comparison::NotEqual => self.only().is_none() || self.only() != other.only(),
            Comparison::Less => before(&self.range.lower, &other.range.upper, false),
            Comparison::LessOrEqual => before(&self.range.lower, &other.range.upper, true),
            Comparison::Greater => before(&other.range.lower, &self.range.upper, false),
            Comparison::GreaterOrEqual => before(&other.range.lower, &self.range.upper, true),
        }
    }

    /// The numbers that stand so to a number of the other.
    pub fn beside(comparison: Comparison, other: &Self) -> Self {
        let open = |end: &End| end.as_ref().map(|(at, _)| (at.clone(), false));
        match comparison {
            Comparison::Equal => other.clone(),
            Comparison::NotEqual if other.only().is_some_and(RBig::is_zero) => Self::all().without_zero(),
            Comparison::NotEqual => Self::all(),
            Comparison::Less => Self::between(None, open(&other.range.upper)),
            Comparison::LessOrEqual => Self::between(None, other.range.upper.clone()),
            Comparison::Greater => Self::between(open(&other.range.lower), None),
            Comparison::GreaterOrEqual => Self::between(other.range.lower.clone(), None),
        }
    }

    /// A number of it, a short one near its lower end where there is one.
    pub fn sample(&self) -> Option<RBig> {
        let one = || RBig::ONE;
        let mut candidates = Vec::new();
        if let Some(lower) = self.lower() {
            candidates.extend([lower.clone(), RBig::from(lower.floor()) + one()]);
        }
        if let (Some(lower), Some(upper)) = (self.lower(), self.upper()) {
            candidates.push((lower + upper) / RBig::from(2));
        }
        if let Some(upper) = self.upper() {
            candidates.extend([upper.clone(), RBig::from(upper.ceil()) - one()]);
        }
        candidates.extend([RBig::ZERO, one()]);
        candidates.into_iter().find(|at| self.contains(at))
    }

    /// The numbers in both.
    #[must_use]
    pub fn meet(&self, other: &Self) -> Self {
        let range = Range {
            lower: inner(&self.range.lower, &other.range.lower, Ordering::Greater),
            upper: inner(&self.range.upper, &other.range.upper, Ordering::Less),
        };
        let (whole, nonzero) = (self.whole || other.whole, self.nonzero || other.nonzero);
        Self { range, whole, nonzero, empty: self.empty || other.empty }.tidy()
    }

    /// The numbers in one or the other, and those between.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        if self.empty {
            return other.clone();
        }
        if other.empty {
            return self.clone();
        }
        let range = Range {
            lower: outer(&self.range.lower, &other.range.lower, Ordering::Less),
            upper: outer(&self.range.upper, &other.range.upper, Ordering::Greater),
        };
        let nonzero = self.excludes_zero() && other.excludes_zero();
        Self { range, whole: self.whole && other.whole, nonzero, empty: false }.tidy()
    }

    /// Ends as narrow as the flags allow.
    fn tidy(mut self) -> Self {
        for end in [&mut self.range.lower, &mut self.range.upper] {
            if end.as_ref().is_some_and(|(at, _)| length(at) > GREATEST_LENGTH) {
                *end = None;
            }
            if let Some((_, closed)) = end.as_mut().filter(|(at, _)| self.nonzero && at.is_zero()) {
                *closed = false;
            }
            if end.as_ref().is_some_and(|(at, closed)| !self.nonzero && at.is_zero() && !closed) {
                self.nonzero = true;
            }
        }
        if self.whole {
            let next = |at: &RBig, closed: bool| {
                if closed { RBig::from(at.ceil()) } else { RBig::from(at.floor() + IBig::ONE) }
            };
            let lower = self.range.lower.take();
            self.range.lower = lower.map(|(at, closed)| (next(&at, closed), true));
            let upper = self.range.upper.take();
            self.range.upper = upper.map(|(at, closed)| (-next(&-at, closed), true));
        }
        if let (Some((lower, from)), Some((upper, to))) = (&self.range.lower, &self.range.upper) {
            self.empty |= lower > upper || lower == upper && !(*from && *to);
        }
        self
    }
}

fn length(number: &RBig) -> usize {
    number.numerator().bit_len() + number.denominator().bit_len()
}

/// Whether a lower end leaves room below an upper one; `touching` where one number in common is enough.
fn before(lower: &End, upper: &End, touching: bool) -> bool {
    let (Some((lower, from)), Some((upper, to))) = (lower, upper) else { return true };
    lower < upper || touching && lower == upper && *from && *to
}

/// The end that leaves fewer numbers.
pub(super) fn inner(a: &End, b: &End, tighter: Ordering) -> End {
    match (a, b) {
        (end, None) | (None, end) => end.clone(),
        (Some((x, x_in)), Some((y, y_in))) => match x.cmp(y) {
            Ordering::Equal => Some((x.clone(), *x_in && *y_in)),
            order if order == tighter => a.clone(),
            _ => b.clone(),
        },
    }
}

/// The end that leaves more numbers.
pub(super) fn outer(a: &End, b: &End, wider: Ordering) -> End {
    let ((x, x_in), (y, y_in)) = (a.as_ref()?, b.as_ref()?);
    match x.cmp(y) {
        Ordering::Equal => Some((x.clone(), *x_in || *y_in)),
        order if order == wider => a.clone(),
        _ => b.clone(),
    }
}
