//! Numbers: exact rationals, and enclosures that decide nearly everything before an exact number is needed.
//!
//! The meaning of every number is an exact rational. [`Exact`] is one. [`Bounded`] is a vector of floats with a proved bound on their
//! errors: where a decision (a comparison, a rounding) is the same for all numbers within the bound, it is taken; where not, it is taken
//! on numbers known to some 250 bits ([`Wide`]), and where these leave it open too, on exact ones. [`Enclosure`], an interval of two
//! floats, is the same as a bound for a single number. [`Domain`] is what single numbers can do.

mod bounded;
mod directed;
mod domain;
mod enclosure;
mod exact;
mod parse;
mod print;
mod quantum;
mod rounding;
mod wide;

pub use bounded::decide::{Decisions, Sign, Wanted};
pub use bounded::{Bounded, BoundedSum, ErrorBound, enclosure_at};
pub use domain::{Domain, power_of_ten};
pub use enclosure::Enclosure;
pub use exact::{Exact, ExactSum};
pub use parse::parse_decimal;
pub use print::{Printed, print, print_fixed, without_zeros};
pub(crate) use print::{place_point_short, print_exact, print_exact_fixed};
pub use quantum::{GREATEST_SCALE, Quantum, short_decimal};
pub use rounding::{beyond, may_be_beyond, round_quotient, round_to_multiple};
pub use wide::{Wide, WideSum};

#[cfg(test)]
mod tests;
