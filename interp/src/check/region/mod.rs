//! Decision tables as regions: which keys no row covers, which keys two rows cover, which rows never decide.
//!
//! Each axis is cut into *pieces* at every end that a row mentions; within a piece no row can tell two keys apart. A row
//! is a product of sets of pieces, and what rows leave out is found by cutting one after the other out of the product of
//! all pieces (the subtraction of hyper-rectangles). What is found is told as products as large as fit, so that a gap
//! in several dimensions is told once.

mod axis;
mod cover;
mod grid;
mod set;
mod survey;
#[cfg(test)]
mod tests;

pub use axis::{Axis, Cell, Piece, Reach, contains};
pub use survey::survey;

/// One row of a table. Rows of a lower rank win over those of a higher one, as `其余` gives way to what is named.
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell an axis.
    pub cells: Vec<Cell>,
    /// How many of its cells say 其余.
    pub rank: usize,
    /// Where the largest or the smallest value decides, the place of each of its outputs among the values of the table:
    /// the lower one decides, and of equal ones the earlier row. Nothing where the value is known only in the run.
    pub places: Vec<Option<usize>>,
}

/// Keys, side by side with the axes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region(pub Vec<Side>);

/// The keys of a region on one axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Whether they are all that the axis has.
    pub whole: bool,
    /// What they are: members one by one, numbers as the longest stretches.
    pub pieces: Vec<Piece>,
}

impl Region {
    /// One of its keys.
    pub fn witness(&self) -> Vec<&Piece> {
        self.0.iter().filter_map(|side| side.pieces.first()).collect()
    }
}

/// Two rows that hold of the same keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The earlier row.
    pub first: usize,
    /// The later one.
    pub second: usize,
    /// Where both hold and no row decides before them.
    pub region: Region,
    /// Whether the later row lies within the earlier, and the earlier within the later.
    pub within: (bool, bool),
}

/// A row that never decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The row.
    pub row: usize,
    /// The rows that decide wherever it holds; none where it holds of no key at all.
    pub by: Vec<usize>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Keys that no row covers, as large regions that do not meet.
    pub gaps: Vec<Region>,
    /// Such keys beyond those that the table speaks of, where it probably should.
    pub beyond: Vec<Region>,
    /// Pairs of rows that both decide.
    pub overlaps: Vec<Meeting>,
    /// Pairs of which the later row decides, because the earlier gives way.
    pub late: Vec<Meeting>,
    /// Rows that never decide.
    pub masked: Vec<Masked>,
    /// Whether all was looked at: the work for one table is bounded.
    pub complete: bool,
}
