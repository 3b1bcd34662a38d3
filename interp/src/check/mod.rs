//! What is checked of whole blocks: gaps and overlaps of tables and classes, sums of weights, moves that disagree.

pub mod amount;
pub mod band;
pub mod citation;
pub mod condition;
pub mod diagnostic;
pub mod figure;
pub mod logic;
pub mod misspelt;
pub mod moves;
pub mod open;
pub mod order;
pub mod range;
pub mod reads;
pub mod region;
pub mod stretch;
pub mod used;
pub mod waiver;
pub mod walk;
pub mod weight;
