//! Why a value is what it is: the evaluated tree, read out as plain data.
//!
//! An [`Explainer`] looks at the nodes of the program with the walker that evaluated them, for a batch of rows at once, and tells of
//! one row after the other ([`Explanation`]). Nothing is computed by other means, so no number of an explanation can differ from a
//! result.

mod adjust;
mod aggregation;
mod asked;
mod band;
mod block;
mod edge;
mod entry;
mod explainer;
mod lens;
mod model;
mod participation;
mod role;
mod score;
mod source;
mod tally;
mod telling;
mod term;

pub use asked::{Asked, main_values};
pub use explainer::Explainer;
pub use model::*;
