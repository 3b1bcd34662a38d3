//! Linear inequalities over the rationals, by elimination of one unknown after the other (Fourier 1826, Motzkin 1936).

use std::collections::BTreeMap;

use dashu_ratio::RBig;

use super::domain::meet;
use crate::program::Range;

/// `Σ factor × unknown + constant ≤ 0`, or `< 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inequality {
    /// Factors by unknown; never 0.
    pub terms: BTreeMap<usize, RBig>,
    /// What is added.
    pub constant: RBig,
    /// Whether 0 itself is left out.
    pub strict: bool,
}

/// More inequalities than this are not followed.
const LIMIT: usize = 60;

impl Inequality {
    /// The same of a range of one unknown.
    pub fn of_range(unknown: usize, range: &Range) -> Vec<Self> {
        let lower = range.lower.as_ref().map(|(end, closed)| Self {
            terms: BTreeMap::from([(unknown, RBig::NEG_ONE)]),
            constant: end.clone(),
            strict: !closed,
        });
        let upper = range.upper.as_ref().map(|(end, closed)| Self {
            terms: BTreeMap::from([(unknown, RBig::ONE)]),
            constant: -end.clone(),
            strict: !closed,
        });
        lower.into_iter().chain(upper).collect()
    }

    /// What an inequality of one unknown says of it.
    pub fn range(&self) -> Option<(usize, Range)> {
        let mut terms = self.terms.iter();
        let (unknown, factor) = terms.next().filter(|_| self.terms.len() == 1)?;
        let end = Some((-(&self.constant) / factor, !self.strict));
        let range = if *factor > RBig::ZERO {
            Range { lower: None, upper: end }
        } else {
            Range { lower: end, upper: None }
        };
        Some((*unknown, range))
    }

    /// Whether it holds, where no unknown is left.
    pub fn holds(&self) -> bool {
        self.constant < RBig::ZERO || (self.constant.is_zero() && !self.strict)
    }

    /// With a number in the place of an unknown.
    pub fn put(&mut self, unknown: usize, number: &RBig) {
        if let Some(factor) = self.terms.remove(&unknown) {
            self.constant += factor * number;
        }
    }

    /// The sum of a multiple of each, in which the unknown falls out: it has a positive factor in `self`, a negative one in
    /// `other`.
    fn without(&self, other: &Self, unknown: usize) -> Option<Self> {
        let (a, b) = (self.terms.get(&unknown)?, -other.terms.get(&unknown)?.clone());
        let mut terms: BTreeMap<usize, RBig> = BTreeMap::new();
        let parts = self.terms.iter().map(|(at, factor)| (at, factor * &b));
        for (at, factor) in parts.chain(other.terms.iter().map(|(at, factor)| (at, factor * a))) {
            *terms.entry(*at).or_insert(RBig::ZERO) += factor;
        }
        terms.retain(|at, factor| *at != unknown && !factor.is_zero());
        let constant = &self.constant * &b + &other.constant * a;
        Some(Self { terms, constant, strict: self.strict || other.strict })
    }
}

/// What the inequalities leave of one unknown; `None` where they contradict each other, all numbers where they are too many
/// to follow (the flag is false then).
pub(super) fn project(mut all: Vec<Inequality>, onto: Option<usize>) -> (Option<Range>, bool) {
    loop {
        if all.iter().any(|one| one.terms.is_empty() && !one.holds()) {
            return (None, true);
        }
        all.retain(|one| !one.terms.is_empty());
        let Some(unknown) = cheapest(&all, onto) else { break };
        let (with, mut rest): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.terms.contains_key(&unknown));
        let sign = |one: &&Inequality| one.terms.get(&unknown).is_some_and(|factor| *factor > RBig::ZERO);
        let (above, below): (Vec<&Inequality>, Vec<&Inequality>) = with.iter().partition(sign);
        if rest.len() + above.len() * below.len() > LIMIT {
            return (Some(Range::default()), false);
        }
        for a in &above {
            rest.extend(below.iter().filter_map(|b| a.without(b, unknown)).filter(|new| !new.is_trivial()));
        }
        rest.dedup();
        all = rest;
    }
    let range =
        all.iter().filter_map(Inequality::range).fold(Range::default(), |so_far, (_, r)| meet(&so_far, &r));
    let some = super::domain::number(&range, false).is_some();
    (some.then_some(range), true)
}

impl Inequality {
    fn is_trivial(&self) -> bool {
        self.terms.is_empty() && self.holds()
    }
}

/// The unknown whose elimination leaves the fewest inequalities.
fn cheapest(all: &[Inequality], onto: Option<usize>) -> Option<usize> {
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (unknown, factor) in all.iter().flat_map(|one| &one.terms) {
        let (above, below) = counts.entry(*unknown).or_default();
        *(if *factor > RBig::ZERO { above } else { below }) += 1;
    }
    let others = counts.into_iter().filter(|(unknown, _)| Some(*unknown) != onto);
    others.min_by_key(|(_, (above, below))| above * below).map(|(unknown, _)| unknown)
}
