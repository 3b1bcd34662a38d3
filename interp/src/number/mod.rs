//! Numbers: exact rationals, and enclosures that decide nearly everything before an exact number is needed.
//!
//! The meaning of every number is an exact rational. [`Exact`] is one. [`Enclosure`] is an interval of two floats that is proved to
//! contain it: where a decision (a comparison, a rounding) is the same for all numbers of the interval, it is taken; where not, it
//! is taken on exact numbers. [`Domain`] is what both can do, so that the walker is written once.

mod directed;
mod domain;
mod enclosure;
mod exact;
mod parse;
mod print;
mod quantum;
mod rounding;

pub use directed::DirectedSum;
pub use domain::{Domain, power_of_ten};
pub use enclosure::Enclosure;
pub use exact::{Exact, ExactSum};
pub use parse::parse_decimal;
pub(crate) use print::place_point_short;
pub use print::{Printed, print, print_fixed};
pub use quantum::{GREATEST_SCALE, Quantum, short_decimal};
pub use rounding::{round_quotient, round_to_multiple};

#[cfg(test)]
mod tests;
