//! What the checker reports, one file a family.

pub mod cycle;
pub mod missing;
pub mod names;
pub mod notes;
pub mod types;
pub mod units;
