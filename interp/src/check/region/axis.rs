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
        /// What it means that no row covers keys below the lowest that a row speaks of.
        below: Reach,
        /// The same above the highest.
        above: Reach,
    },
}

/// What keys are beyond those that a table speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// They come up, and a table that leaves them out is wrong.
    Required,
    /// They may come up: the table probably should speak of them.
    Doubtful,
    /// The table need not speak of them: a rate that is in force from a certain year.
    Free,
}

/// What a row says of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Anything.
    Any,
    /// One of these members.
    Members(BTreeSet<usize>),
    /// In one of these intervals.
    Line(Vec<Range>),
    /// Known only when the script runs.
    Unknown,
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
    /// What it means that no row covers keys below the first and above the last piece that a row speaks of.
    pub(super) fn reaches(&self) -> (Reach, Reach) {
        match self {
            Self::Members(_) => (Reach::Required, Reach::Required),
            Self::Line { below, above, .. } => (*below, *above),
        }
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
    /// What is not known holds all keys.
    pub fn holds(&self, piece: &Piece) -> bool {
        match (self, piece) {
            (Self::Any | Self::Unknown, _) => true,
            (Self::Members(set), Piece::Member(member)) => set.contains(member),
            (Self::Line(ranges), Piece::Line(_, at)) => ranges.iter().any(|range| contains(range, at)),
            (Self::Members(_), Piece::Line(..)) | (Self::Line(_), Piece::Member(_)) => false,
        }
    }
}

/// Pieces that follow each other as one, in order.
pub(super) fn joined(pieces: impl Iterator<Item = (usize, Piece)>) -> Vec<Piece> {
    let mut all: Vec<(usize, Piece)> = Vec::new();
    for (at, piece) in pieces {
        match (all.last_mut(), &piece) {
            (Some((before, Piece::Line(range, witness))), Piece::Line(next, inner)) if *before + 1 == at => {
                // A witness inside an interval shows more than its end does.
                if range.lower == range.upper {
                    *witness = inner.clone();
                }
                range.upper.clone_from(&next.upper);
                *before = at;
            }
            _ => all.push((at, piece)),
        }
    }
    all.into_iter().map(|(_, piece)| piece).collect()
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
    let ranges = cells.flat_map(|cell| match cell {
        Cell::Line(ranges) => ranges.as_slice(),
        Cell::Any | Cell::Members(_) | Cell::Unknown => &[],
    });
    let ends = ranges.flat_map(|range| [&range.lower, &range.upper]).flatten();
    let mut ends: BTreeSet<RBig> = ends.map(|(end, _)| end.clone()).collect();
    ends.extend([&range.lower, &range.upper].into_iter().flatten().map(|(end, _)| end.clone()));
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
