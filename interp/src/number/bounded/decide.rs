//! Decisions on vectors of floats: taken for every row whose bound allows only one answer, left open for the others.

use std::cmp::Ordering;

use super::arithmetic::Floats;
use super::{Bounded, ErrorBound, UNIT, upward, upward_factor};
use crate::number::{Domain, Enclosure, Quantum, beyond};
use crate::program::RoundingMode;

/// Answers a row, and the rows whose answer means nothing because the bound allows several. Both in the order of the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Decisions<T> {
    /// One a row, or one for all.
    pub answers: Vec<T>,
    /// The rows left open.
    pub open: Vec<usize>,
}

impl<T: Copy + Default> Decisions<T> {
    /// The same of so many rows. An answer for all of them that is open is open in each: whichever of them have a value, the first may not
    /// be among them.
    #[must_use]
    pub fn spread(self, rows: usize) -> Self {
        match (self.answers.as_slice(), self.open.as_slice()) {
            ([one], [_]) => Self { answers: vec![*one; rows], open: (0..rows).collect() },
            _ => self,
        }
    }

    /// Collects one answer a row; none is an open row.
    pub fn collect(answers: impl Iterator<Item = Option<T>>) -> Self {
        let mut open = Vec::new();
        let answers = answers.enumerate().map(|(i, answer)| {
            answer.unwrap_or_else(|| {
                open.push(i);
                T::default()
            })
        });
        let answers = answers.collect();
        Self { answers, open }
    }
}

/// Computes a row at a time without branches: the answer, and whether it is sure. Open rows are looked for only where there are some.
fn gather<T: Copy>(rows: impl Iterator<Item = (T, bool)> + Clone, count: usize) -> Decisions<T> {
    let mut all = true;
    let mut answers = Vec::with_capacity(count);
    answers.extend(rows.clone().map(|(answer, sure)| {
        all &= sure;
        answer
    }));
    let open = if all {
        Vec::new()
    } else {
        rows.enumerate().filter(|(_, (_, sure))| !sure).map(|(i, _)| i).collect()
    };
    Decisions { answers, open }
}

/// What is asked of two numbers: which of `<`, `=`, `>` are a yes.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// `<`
    pub less: bool,
    /// `=`
    pub equal: bool,
    /// `>`
    pub greater: bool,
}

impl Wanted {
    /// The answer for an order.
    pub fn of(self, order: Ordering) -> bool {
        match order {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.greater,
        }
    }
}

impl<V: Floats> Bounded<V> {
    /// Row by row whether x stands to y as wanted.
    ///
    /// x and y may stand for numbers up to e = r|x| + s|y| + a + b nearer to one another than they are. |x − y| > e decides, with room
    /// for the rounding of both sides. Floats that are the numbers decide themselves.
    pub fn compare<W: Floats>(&self, other: &Bounded<W>, wanted: Wanted) -> Decisions<bool> {
        let (x, y) = (self.values.floats(), other.values.floats());
        let (r, s) = (upward_factor(self.error.relative), upward_factor(other.error.relative));
        let absolute = upward(self.error.absolute + other.error.absolute);
        let answer = move |x: f64, y: f64| {
            let error = (r * x.abs() + s * y.abs() + absolute) * (1.0 + 16.0 * UNIT);
            let distance = (x - y).abs();
            let yes = (wanted.less & (x < y)) | (wanted.greater & (x > y)) | (wanted.equal & (x == y));
            (yes, (distance > error) | ((error == 0.0) & (distance == 0.0)))
        };
        match (x, y) {
            ([x], _) => gather(y.iter().map(|y| answer(*x, *y)), y.len()),
            (_, [y]) => gather(x.iter().map(|x| answer(*x, *y)), x.len()),
            _ => gather(x.iter().zip(y).map(|(x, y)| answer(*x, *y)), x.len()),
        }
    }

    /// Row by row which multiple of the quantum x is rounded to.
    ///
    /// t = fl(x·k), k quanta in one, is off the true number of quanta by at most e = (r|x| + a)·k + U|t|. Half away from zero and half to even give
    /// the whole number c nearest to t for everything within e of it where |t − c| + e < ½; toward and away from zero, every number
    /// within e of t lies between the same two whole numbers where e < |t − c|, c nearest to t. Where |t| − e ≥ 2⁶⁴ no multiple fits 64 bits,
    /// whatever the rounding of t and e; the answer is the nearest that does. Nothing else is decided from 2⁵¹ on.
    pub fn multiples(&self, quantum: &Quantum, mode: RoundingMode) -> Decisions<i64> {
        let x = self.values.floats();
        let Some(in_one) = quantum.in_one() else {
            let count = |x: &f64| {
                let x = self.error.enclosure(*x);
                Domain::multiple(&x, quantum, mode).or_else(|| surely_beyond(quantum.quanta(&x)))
            };
            return Decisions::collect(x.iter().map(count));
        };
        let relative = upward_factor(self.error.relative + 4.0 * UNIT);
        let absolute = upward(self.error.absolute * in_one);
        let halves = matches!(mode, RoundingMode::HalfAwayFromZero | RoundingMode::HalfToEven);
        let away = if mode == RoundingMode::AwayFromZero { 1 } else { 0 };
        let answer = move |x: f64| {
            let quanta = x * in_one;
            let error = relative * quanta.abs() + absolute;
            #[expect(clippy::cast_possible_truncation, reason = "what is too great is not sure")]
            let nearest = (quanta + 0.5_f64.copysign(quanta)) as i64;
            #[expect(clippy::cast_precision_loss, reason = "what is too great is not sure")]
            let distance = quanta - nearest as f64;
            let fits = quanta.abs() < GREATEST;
            // Then the conversion to 64 bits has given the nearest that fits.
            let unfit = quanta.abs() - error >= 2.0 * LIMIT;
            if halves {
                return (nearest, (fits & (distance.abs() + error < ALMOST_HALF)) | unfit);
            }
            let past = i64::from((distance > 0.0) == (quanta > 0.0));
            let back = 1 - past;
            // What wraps is too great to be sure.
            let counted = if quanta < 0.0 {
                nearest.wrapping_add(back - away)
            } else {
                nearest.wrapping_add(away - back)
            };
            let none = (distance == 0.0) & (error == 0.0);
            (if none | unfit { nearest } else { counted }, (fits & ((distance.abs() > error) | none)) | unfit)
        };
        gather(x.iter().map(|x| answer(*x)), x.len())
    }

    /// Row by row how x stands to zero.
    pub fn signs(&self) -> Decisions<Sign> {
        let relative = upward_factor(self.error.relative);
        let absolute = upward(self.error.absolute);
        let answer = move |x: f64| {
            let error = relative * x.abs() + absolute;
            let sign = if x > 0.0 {
                Sign::Positive
            } else if x < 0.0 {
                Sign::Negative
            } else {
                Sign::Zero
            };
            (sign, (x.abs() > error) | ((x == 0.0) & (absolute == 0.0)))
        };
        let x = self.values.floats();
        gather(x.iter().map(|x| answer(*x)), x.len())
    }
}

/// The end of 64 bits on the side of quanta that all lie beyond one.
fn surely_beyond(quanta: Enclosure) -> Option<i64> {
    match quanta {
        Enclosure { lower, .. } if lower >= LIMIT => Some(beyond(false)),
        Enclosure { upper, .. } if upper <= -LIMIT => Some(beyond(true)),
        _ => None,
    }
}

/// 2⁶³
const LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// Multiples up to here are whole floats with room beside them.
const GREATEST: f64 = (1_u64 << 51) as f64;

/// Less than a half by more than any rounding of the test.
const ALMOST_HALF: f64 = 0.5 - 1.0 / (1_u64 << 45) as f64;

/// How a number stands to zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// Below zero.
    Negative,
    /// Zero.
    #[default]
    Zero,
    /// Above zero.
    Positive,
}

impl Sign {
    /// The sign of a number whose order to zero is known.
    pub fn of(order: Ordering) -> Self {
        match order {
            Ordering::Less => Self::Negative,
            Ordering::Equal => Self::Zero,
            Ordering::Greater => Self::Positive,
        }
    }

    /// The order to zero.
    pub fn order(self) -> Ordering {
        match self {
            Self::Negative => Ordering::Less,
            Self::Zero => Ordering::Equal,
            Self::Positive => Ordering::Greater,
        }
    }
}

impl ErrorBound {
    /// Whether floats with these errors, `x` and `y`, are certainly in this order; nothing where they may be equal.
    pub fn order(self, x: f64, other: Self, y: f64) -> Option<Ordering> {
        let error =
            upward(self.relative * x.abs() + other.relative * y.abs() + self.absolute + other.absolute);
        if (x - y).abs() > error || (error == 0.0 && x == y) { x.partial_cmp(&y) } else { None }
    }
}
