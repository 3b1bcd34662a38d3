//! The axes of a table cut into pieces, and its rows as products of them.

use super::axis::joined;
use super::set::{Product, Set};
use super::{Axis, Cell, Piece, Reach, Region, Row, Side};

/// A table on its pieces.
pub(super) struct Grid {
    pieces: Vec<Vec<Piece>>,
    /// Which axes are lines.
    lines: Vec<bool>,
    /// Every key.
    pub(super) all: Product,
    /// The keys that a table must speak of.
    pub(super) required: Product,
    /// The keys that it probably should speak of.
    pub(super) doubtful: Product,
    /// What each row may cover: a cell that is not known may hold all.
    pub(super) possible: Vec<Product>,
    /// What each row covers for certain: a cell that is not known may hold nothing.
    pub(super) certain: Vec<Product>,
}

impl Grid {
    pub(super) fn new(axes: &[Axis], rows: &[Row]) -> Self {
        let none = || Product(Vec::new());
        let mut grid = Self {
            pieces: Vec::new(),
            lines: Vec::new(),
            all: none(),
            required: none(),
            doubtful: none(),
            possible: rows.iter().map(|_| none()).collect(),
            certain: rows.iter().map(|_| none()).collect(),
        };
        for (position, axis) in axes.iter().enumerate() {
            grid.add_axis(axis, position, rows);
        }
        grid
    }

    fn add_axis(&mut self, axis: &Axis, position: usize, rows: &[Row]) {
        let cells = || rows.iter().filter_map(|row| row.cells.get(position));
        let pieces = axis.pieces(cells());
        let count = pieces.len();
        let held = |cell: &Cell| {
            let held = pieces.iter().enumerate().filter(|(_, piece)| cell.holds(piece)).map(|(at, _)| at);
            Set::of(count, held)
        };
        let (first, last) =
            spoken(cells().filter(|cell| matches!(cell, Cell::Line(_))).map(held)).unwrap_or((0, count));
        let (below, above) = axis.reaches();
        let within = |allowed: &[Reach]| {
            let is_in = |at: usize| {
                (at >= first || allowed.contains(&below)) && (at <= last || allowed.contains(&above))
            };
            Set::of(count, (0..count).filter(|at| is_in(*at)))
        };
        self.all.0.push(Set::of(count, 0..count));
        self.required.0.push(within(&[Reach::Required]));
        self.doubtful.0.push(within(&[Reach::Required, Reach::Doubtful]));
        for (row, (possible, certain)) in rows.iter().zip(self.possible.iter_mut().zip(&mut self.certain)) {
            let cell = row.cells.get(position).unwrap_or(&Cell::Any);
            certain.0.push(if matches!(cell, Cell::Unknown) { Set::of(count, []) } else { held(cell) });
            possible.0.push(held(cell));
        }
        self.lines.push(matches!(axis, Axis::Line { .. }));
        self.pieces.push(pieces);
    }

    /// The axes along which a region is told as one stretch: lines, unless there is no other axis.
    pub(super) fn stretches(&self) -> Vec<bool> {
        let alone = self.lines.len() == 1;
        self.lines.iter().map(|line| *line && !alone).collect()
    }

    /// A product in the words of the axes; `of` is what it is a part of.
    pub(super) fn region(&self, product: &Product, of: &Product) -> Region {
        let sides = product.0.iter().zip(&of.0).zip(&self.pieces).map(|((side, all), pieces)| {
            let at = |position: usize| pieces.get(position).map(|piece| (position, piece.clone()));
            Side { whole: side.holds(all), pieces: joined(side.positions().filter_map(at)) }
        });
        Region(sides.collect())
    }
}

/// The first and the last piece that a set of the list holds.
fn spoken(sets: impl Iterator<Item = Set>) -> Option<(usize, usize)> {
    let ends = sets.filter_map(|set| Some((set.positions().next()?, set.positions().last()?)));
    ends.reduce(|(first, last), (low, high)| (first.min(low), last.max(high)))
}
