//! What the checker reports, one file a family.

pub mod adjust;
pub mod advice;
pub mod allocate;
pub mod amount;
pub mod award;
pub mod band;
pub mod condition;
pub mod cycle;
pub mod ledger;
pub mod lint;
pub mod lookup;
pub mod missing;
pub mod names;
pub mod notes;
pub mod option;
pub mod participation;
pub mod place;
pub mod rates;
pub mod rollup;
pub mod score;
pub mod table;
pub mod tally;
pub mod target;
pub mod types;
pub mod units;
pub mod year;
