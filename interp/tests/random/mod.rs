//! Random programs and tables that are hard on floats, and what two ways of evaluating them differ in. The same numbers give the same
//! programs and tables on every machine. Shared by the test of every run and by the long run of `benches/differential.rs`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "only tests and measurements run it, and all it indexes is its own"
)]

mod compare;
mod expression;
mod program;
mod short;
mod table;
mod twin;

pub use compare::difference;
pub use program::case;
pub use table::tables;

use heng_interp::chance::Chance;

/// What is thrown to choose.
#[derive(Clone, Debug)]
pub struct Dice(Chance);

impl Dice {
    /// Dice of their own for each pair of numbers.
    pub fn new(seed: u64, number: u64) -> Self {
        let mut chance = Chance::new(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        chance.number();
        Self(chance)
    }

    /// One of 0, 1, …, `count` − 1.
    pub fn below(&mut self, count: u32) -> u32 {
        u32::try_from(self.0.below(u64::from(count))).unwrap_or(0)
    }

    /// A whole number from `first` to `last`.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        first + i64::from(self.below(u32::try_from(last - first + 1).unwrap_or(1)))
    }

    /// Whether one of so many cases holds.
    pub fn one_in(&mut self, count: u32) -> bool {
        self.below(count) == 0
    }

    /// One of some.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(u32::try_from(of.len()).unwrap_or(1)) as usize].clone()
    }
}
