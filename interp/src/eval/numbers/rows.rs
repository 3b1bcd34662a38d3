//! Rows of numbers picked, put over one another and put behind one another.

use super::super::vector::{Vector, blended, write};
use super::Numbers::{self, Fixed};
use super::fixed;
use crate::number::Bounded;

impl Numbers {
    /// The numbers of some rows.
    pub fn pick(&self, rows: &[usize]) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale: *scale, mantissas: mantissas.pick(rows) },
            Self::Bounded(b) => Self::Bounded(Bounded { values: b.values.pick(rows), ..b.clone() }),
            Self::Wide(v) => Self::Wide(v.pick(rows)),
            Self::Exact(v) => Self::Exact(v.pick(rows)),
        }
    }

    /// One number for each of `n` rows.
    pub fn spread(self, n: usize) -> Self {
        match self {
            Fixed { scale, mantissas } => Fixed { scale, mantissas: mantissas.spread(n) },
            Self::Bounded(b) => Self::Bounded(Bounded { values: b.values.clone().spread(n), ..b }),
            Self::Wide(v) => Self::Wide(v.spread(n)),
            Self::Exact(v) => Self::Exact(v.spread(n)),
        }
    }

    /// Writes the numbers of `other` to the rows `rows`; `self` has one for each row.
    pub fn overlay(self, rows: &[usize], other: &Self) -> Self {
        let (mut base, other) = alike(self, other.clone());
        match (&mut base, &other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => write(mantissas.to_mut(), rows, m),
            (Self::Bounded(b), Self::Bounded(c)) => {
                write(b.values.to_mut(), rows, &c.values);
                join_bounds(b, c);
            }
            (Self::Wide(v), Self::Wide(w)) => write(v.to_mut(), rows, w),
            (Self::Exact(v), Self::Exact(w)) => write(v.to_mut(), rows, w),
            _ => {}
        }
        base
    }

    /// The numbers of `other` in the rows where `mask` says yes, its own in the others; all over `n` rows.
    pub fn where_not(self, mask: &[bool], n: usize, other: &Self) -> Self {
        match alike(self, other.clone()) {
            (Fixed { scale, mantissas: v }, Fixed { mantissas: w, .. }) => {
                Self::fixed(scale, blended(mask, n, &v, &w))
            }
            (Self::Bounded(mut b), Self::Bounded(c)) => {
                b.values = blended(mask, n, &b.values, &c.values);
                join_bounds(&mut b, &c);
                Self::Bounded(b)
            }
            (Self::Wide(v), Self::Wide(w)) => Self::Wide(blended(mask, n, &v, &w)),
            (Self::Exact(v), Self::Exact(w)) => Self::Exact(blended(mask, n, &v, &w)),
            (base, _) => base,
        }
    }

    /// Adds the numbers of `other` behind.
    pub fn append(&mut self, other: Self) {
        let (mut base, other) = alike(std::mem::replace(self, Self::wholes(Vec::new())), other);
        match (&mut base, other) {
            (Fixed { mantissas, .. }, Fixed { mantissas: m, .. }) => mantissas.to_mut().extend_from_slice(&m),
            (Self::Bounded(b), Self::Bounded(c)) => {
                b.values.to_mut().extend_from_slice(&c.values);
                join_bounds(b, &c);
            }
            (Self::Wide(v), Self::Wide(w)) => v.to_mut().extend_from_slice(&w),
            (Self::Exact(v), Self::Exact(w)) => v.to_mut().extend_from_slice(&w),
            _ => {}
        }
        *self = base;
    }
}

/// The bound of both, where the floats of `other` have been taken over.
pub(in crate::eval) fn join_bounds(base: &mut Bounded<Vector<f64>>, other: &Bounded<Vector<f64>>) {
    base.error = base.error.join(other.error);
    base.greatest = base.greatest.max(other.greatest);
    base.nonnegative &= other.nonnegative;
}

/// Both in one form: decimals where both are, else the less sharp form of the two.
fn alike(a: Numbers, b: Numbers) -> (Numbers, Numbers) {
    match (a, b) {
        (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n }) => {
            if s == t || m.is_empty() {
                return (Fixed { scale: t, mantissas: m }, Fixed { scale: t, mantissas: n });
            }
            let scale = s.max(t);
            match (fixed::rescale(&m, s, scale), fixed::rescale(&n, t, scale)) {
                (Some(m), Some(n)) => (Numbers::fixed(scale, m), Numbers::fixed(scale, n)),
                _ => {
                    let (a, b) = (Fixed { scale: s, mantissas: m }, Fixed { scale: t, mantissas: n });
                    (Numbers::Exact(a.to_exacts().into()), Numbers::Exact(b.to_exacts().into()))
                }
            }
        }
        (a @ Numbers::Bounded(_), b) | (a, b @ Numbers::Bounded(_)) => {
            (Numbers::Bounded(a.to_bounded()), Numbers::Bounded(b.to_bounded()))
        }
        (a @ Numbers::Wide(_), b) | (a, b @ Numbers::Wide(_)) => {
            (Numbers::Wide(a.to_wides().into()), Numbers::Wide(b.to_wides().into()))
        }
        (a, b) => (Numbers::Exact(a.to_exacts().into()), Numbers::Exact(b.to_exacts().into())),
    }
}
