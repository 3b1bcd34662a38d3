//! Decision tables as regions: which keys no row covers, which keys two rows cover, which rows are never reached.
//!
//! Each axis is cut into *pieces* at every end that a row mentions; within a piece no row can tell two keys apart, so
//! looking at one key of each combination of pieces looks at all keys.

mod axis;
mod cover;
#[cfg(test)]
mod tests;

pub use axis::{Axis, Cell, Piece, contains};
pub use cover::{Beyond, Findings, Row, survey};
