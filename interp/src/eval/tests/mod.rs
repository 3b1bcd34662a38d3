//! Programs made by hand, and what comes out of them.

mod aggregates;
pub(crate) mod differential;
mod exactness;
mod gathered;
mod nodes;
mod orders;
mod ranks;
mod stop;
pub(crate) mod support;
