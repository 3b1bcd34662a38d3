//! Decisions on numbers, row by row, as far as their form tells.

use std::cmp::Ordering;

use super::super::vector::at;
use super::Numbers::{self, Fixed};
use super::fixed;
use crate::number::{Decisions, Domain, Exact, Quantum, Sign, Wanted, beyond};
use crate::program::RoundingMode;

impl Numbers {
    /// The order of row `i` here to row `j` there, where it is certain.
    pub fn compare(&self, i: usize, other: &Self, j: usize) -> Option<Ordering> {
        match (self, other) {
            (Fixed { scale, mantissas }, Fixed { scale: t, mantissas: others }) => {
                Some(fixed::compare((*at(mantissas, i)?, *scale), (*at(others, j)?, *t)))
            }
            (Self::Exact(v), Self::Exact(w)) => at(v, i)?.compare(at(w, j)?),
            (Self::Bounded(b), Self::Bounded(c)) => {
                b.error.order(*at(&b.values, i)?, c.error, *at(&c.values, j)?)
            }
            (Self::Bounded(_), _) | (_, Self::Bounded(_)) => self.enclosure(i).compare(&other.enclosure(j)),
            (Self::Wide(_), _) | (_, Self::Wide(_)) => self.wide(i)?.compare(&other.wide(j)?),
            _ => self.exact(i)?.compare(&other.exact(j)?),
        }
    }

    /// Row by row whether the numbers here stand to those there as wanted.
    pub fn compare_all(&self, other: &Self, wanted: Wanted) -> Decisions<bool> {
        match (self, other) {
            (Fixed { scale, mantissas }, Fixed { scale: t, mantissas: others }) => {
                fixed::compare_all((mantissas, *scale), (others, *t), wanted)
            }
            (Self::Bounded(_), _) | (_, Self::Bounded(_)) => {
                self.to_bounded().compare(&other.to_bounded(), wanted)
            }
            _ => Decisions::collect(
                (0..self.len().max(other.len()))
                    .map(|i| self.compare(i, other, i).map(|order| wanted.of(order))),
            ),
        }
    }

    /// Row by row how the numbers stand to zero.
    pub fn signs(&self) -> Decisions<Sign> {
        match self {
            Fixed { mantissas, .. } => Decisions {
                answers: mantissas.iter().map(|m| Sign::of(m.cmp(&0))).collect(),
                open: Vec::new(),
            },
            Self::Bounded(b) => b.signs(),
            Self::Wide(v) => Decisions::collect(v.iter().map(|w| w.sign().map(Sign::of))),
            Self::Exact(v) => Decisions::collect(v.iter().map(|e| e.sign().map(Sign::of))),
        }
    }

    /// Row by row which multiple of the quantum the numbers are rounded to; the nearest that fits where it does not fit 64 bits.
    pub fn multiples(&self, quantum: &Quantum, mode: RoundingMode) -> Decisions<i64> {
        match self {
            Fixed { scale, mantissas } => {
                Decisions { answers: fixed::multiples((mantissas, *scale), quantum, mode), open: Vec::new() }
            }
            Self::Bounded(b) => b.multiples(quantum, mode),
            Self::Wide(v) => Decisions::collect(v.iter().map(|w| w.multiple(quantum, mode))),
            Self::Exact(v) => {
                let count = |e: &Exact| e.multiple(quantum, mode).or_else(|| Some(beyond(e.is_negative())));
                Decisions::collect(v.iter().map(count))
            }
        }
    }
}
