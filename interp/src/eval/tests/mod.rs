//! Programs made by hand, and what comes out of them.

mod aggregates;
mod differential;
mod exactness;
mod nodes;
mod ranks;
mod support;
