//! One key of a table, cut into pieces.

use std::collections::BTreeSet;

use dashu_int::IBig;
use dashu_ratio::RBig;

use crate::program::Range;

/// What a key can be.
#[derive(Clone, Debug)]
pub enum Axis {
    /// One of so many members: a choice, yes/no, or the texts that rows name and one more for all others.
    Members(usize),
    /// A number, a year or a date.
    Line {
        /// Whether only whole numbers occur: counts, years, days.
        whole: bool,
        /// What the key's type allows.
        range: Range,
        /// Whether every value of the range comes up, as each year of an axis does: then one that no row covers is a gap,
        /// though no row speaks of its like.
        known: bool,
    },
}

/// What a row says of one key.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Anything.
    Any,
    /// One of these members.
    Members(BTreeSet<usize>),
    /// In one of these intervals.
    Line(Vec<Range>),
}

/// Keys that no row can tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The member at this position.
    Member(usize),
    /// The numbers of an interval (one number where both ends are the same), and one of them.
    Line(Range, RBig),
}

impl Axis {
    /// Whether a piece lies below the lowest or above the highest end that a cell names: beyond what the table speaks of.
    pub fn is_beyond<'a>(&self, piece: &Piece, cells: impl Iterator<Item = &'a Cell>) -> bool {
        let Piece::Line(_, at) = piece else { return false };
        if matches!(self, Self::Line { known: true, .. }) {
            return false;
        }
        let named = ends(&Range::default(), cells);
        named.first().is_some_and(|lowest| at < lowest) || named.last().is_some_and(|highest| at > highest)
    }

    /// The pieces that the cells of this axis cut it into, in order.
    pub fn pieces<'a>(&self, cells: impl Iterator<Item = &'a Cell>) -> Vec<Piece> {
        match self {
            Self::Members(count) => (0..*count).map(Piece::Member).collect(),
            Self::Line { whole, range, .. } => line_pieces(*whole, range, cells),
        }
    }
}

impl Cell {
    /// Whether the keys of `piece` are in the cell. The piece was cut at the cell's ends, so one key answers for all.
    pub fn holds(&self, piece: &Piece) -> bool {
        match (self, piece) {
            (Self::Any, _) => true,
            (Self::Members(set), Piece::Member(member)) => set.contains(member),
            (Self::Line(ranges), Piece::Line(_, at)) => ranges.iter().any(|range| contains(range, at)),
            (Self::Members(_), Piece::Line(..)) | (Self::Line(_), Piece::Member(_)) => false,
        }
    }
}

/// Whether a number lies in a range.
pub fn contains(range: &Range, at: &RBig) -> bool {
    let above = range.lower.as_ref().is_none_or(|(end, closed)| at > end || (*closed && at == end));
    let below = range.upper.as_ref().is_none_or(|(end, closed)| at < end || (*closed && at == end));
    above && below
}

/// The whole numbers of an open interval start here.
fn next_whole(above: &RBig) -> RBig {
    RBig::from(above.floor() + IBig::ONE)
}

fn line_pieces<'a>(whole: bool, range: &Range, cells: impl Iterator<Item = &'a Cell>) -> Vec<Piece> {
    let ends = ends(range, cells);
    let mut pieces = Vec::new();
    let mut previous: Option<RBig> = None;
    for end in &ends {
        pieces.extend(open_piece(whole, previous.as_ref(), Some(end)));
        if !whole || end.is_int() {
            let point = Range { lower: Some((end.clone(), true)), upper: Some((end.clone(), true)) };
            pieces.push(Piece::Line(point, end.clone()));
        }
        previous = Some(end.clone());
    }
    pieces.extend(open_piece(whole, previous.as_ref(), None));
    pieces.retain(|piece| matches!(piece, Piece::Line(_, at) if contains(range, at)));
    pieces
}

fn ends<'a>(range: &Range, cells: impl Iterator<Item = &'a Cell>) -> BTreeSet<RBig> {
    let mut all: BTreeSet<RBig> = BTreeSet::new();
    let mut add =
        |r: &Range| all.extend([&r.lower, &r.upper].into_iter().flatten().map(|(end, _)| end.clone()));
    add(range);
    for cell in cells {
        if let Cell::Line(intervals) = cell {
            intervals.iter().for_each(&mut add);
        }
    }
    all
}

/// The numbers strictly between two ends, with one of them; nothing where there is none.
fn open_piece(whole: bool, lower: Option<&RBig>, upper: Option<&RBig>) -> Option<Piece> {
    let one = RBig::ONE;
    let at = match (lower, upper) {
        (None, None) => RBig::ZERO,
        (Some(lower), None) if whole => next_whole(lower),
        (Some(lower), None) => lower + &one,
        (None, Some(upper)) if whole => RBig::from(upper.ceil() - IBig::ONE),
        (None, Some(upper)) => upper - &one,
        (Some(lower), Some(_)) if whole => next_whole(lower),
        (Some(lower), Some(upper)) => (lower + upper) / RBig::from(2),
    };
    let open = |end: Option<&RBig>| end.map(|end| (end.clone(), false));
    let piece = Range { lower: open(lower), upper: open(upper) };
    contains(&piece, &at).then_some(Piece::Line(piece, at))
}
