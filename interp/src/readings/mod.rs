//! What hangs on the readings of a policy: which of them matter over some data, which combinations are to be run, and which rows come
//! out the same however the text is read. All of it is plain data about runs that somebody else makes.

mod amounts;
mod fate;
mod live;
mod plan;
mod question;
#[cfg(test)]
mod tests;

pub use amounts::{AmountRange, amount_ranges};
pub use fate::{Fate, GradeFates, Moved, Run, fates};
pub use live::{Live, Probe, live, probe};
pub use plan::{Choice, Extent, Plan, plan, singles};
pub use question::{Question, questions};
