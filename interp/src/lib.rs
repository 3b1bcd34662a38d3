//! Tree to meaning. Pure: no files, clock, environment or colour.

pub mod amend;
pub mod chance;
pub mod check;
pub mod compare;
pub mod compile;
pub mod complete;
pub mod eval;
pub mod example;
pub mod explain;
pub mod lift;
pub mod lower;
pub mod number;
pub mod parallel;
pub mod program;
pub mod readings;
pub mod resolve;
pub mod run;
pub mod shown;
pub mod survey;
pub mod symbol;
pub mod table;
pub mod unit;
pub mod value;

pub use heng_grammar::suggest;
