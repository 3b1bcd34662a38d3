//! What numbers an expression can give: an interval that holds all of them, by interval analysis over [`Core`].
//!
//! Each expression is given an [`Interval`] of exact rationals, from what the columns declare (`> 0`, whole units), the constants,
//! and the way they are put together. Where a condition has been asked, what it says holds inside: in `若 x > 0 则 a / x`, `x` is
//! above zero. Every definition is looked at once, in the order of the program.
//!
//! An interval is never too narrow: whatever the evaluator gives for any data that are accepted lies in it. It may be too wide,
//! because two numbers that move together are looked at apart: `x - x` is not known to be zero. So "cannot" and "never" may be
//! concluded from it, "can" may not.
//!
//! Moore, Kearfott, Cloud: *Introduction to Interval Analysis* (2009), chapters 2 and 5; the narrowing by conditions is that of
//! Cousot and Cousot (POPL 1977) without widening, as the language has no loops.

mod arithmetic;
mod calls;
mod divisors;
mod expression;
mod facts;
mod interval;
mod same;
#[cfg(test)]
mod tests;

pub use divisors::in_doubt;
pub use facts::Facts;
pub use interval::Interval;
pub use same::same;

use crate::program::{Core, DefinitionId, Program};

/// The intervals of all definitions of a program.
#[derive(Debug)]
pub struct Ranges<'p> {
    program: &'p Program,
    known: Vec<Option<Interval>>,
}

/// What an expression of the program can give, in the unit of its type; all numbers where it is none. Years are their number.
pub fn range_of(ranges: &Ranges<'_>, core: &Core) -> Interval {
    ranges.of(core)
}

impl<'p> Ranges<'p> {
    /// Looks at every definition once. Takes time in proportion to the program.
    pub fn new(program: &'p Program) -> Self {
        let mut ranges = Self { program, known: vec![None; program.definitions.len()] };
        // What nothing written reads stands in no order; it is looked at last, with what its type says of the others.
        let rest = (0..).map(DefinitionId).take(program.definitions.len());
        for id in program.order.iter().copied().chain(rest) {
            if let (Some(definition), Some(None)) = (program.definition(id), ranges.known.get(id.index())) {
                let interval = ranges.of(&definition.body);
                if let Some(place) = ranges.known.get_mut(id.index()) {
                    *place = Some(interval);
                }
            }
        }
        ranges
    }

    /// The program they are of.
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// What an expression can give.
    pub fn of(&self, core: &Core) -> Interval {
        self.interval(core, &Facts::default(), &Facts::default())
    }

    /// What a definition can give; all numbers where it is not known.
    pub fn definition(&self, id: DefinitionId) -> Interval {
        self.known.get(id.index()).and_then(Clone::clone).unwrap_or_else(Interval::all)
    }

    /// What an expression can give where these conditions hold, all of the frame the expression stands in.
    pub fn under(&self, conditions: &[&Core], core: &Core) -> Interval {
        let none = Facts::default();
        let mut here = Facts::default();
        for condition in conditions {
            match self.split(condition, &here, &none).0 {
                Some(said) => here = here.and(&said),
                None => return Interval::nothing(),
            }
        }
        self.interval(core, &here, &none)
    }

    /// Whether a condition can be yes, and whether it can be no, as far as the sizes of its numbers tell.
    pub fn answers(&self, condition: &Core) -> (bool, bool) {
        let (yes, no) = self.split(condition, &Facts::default(), &Facts::default());
        (yes.is_some(), no.is_some())
    }
}
