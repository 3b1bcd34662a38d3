//! Gaps, overlaps and rows that are never reached.

use super::{Axis, Cell, Piece};

/// One row of a table. Rows of a lower rank win over those of a higher one, as `其余` gives way to what is named.
#[derive(Clone, Debug)]
pub struct Row {
    /// One cell an axis.
    pub cells: Vec<Cell>,
    /// How many of its cells say 其余.
    pub rank: usize,
}

/// Whether keys beyond the ends that a table names are a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// They are: classes must hold every value.
    Gap,
    /// They are what the table does not speak of; the data decide whether it matters.
    Allowed,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The first keys that no row covers; how many combinations of pieces in all.
    pub gap: Option<(Vec<Piece>, usize)>,
    /// The keys of the first gaps, for a report that lists them.
    pub gaps: Vec<Vec<Piece>>,
    /// Pairs of rows of one rank that both cover some keys, with the first of these keys.
    pub overlaps: Vec<(usize, usize, Vec<Piece>)>,
    /// Rows that never decide, because others win wherever they hold.
    pub masked: Vec<usize>,
    /// Whether every combination was looked at; a table of very many keys is looked at in part.
    pub complete: bool,
}

/// How many combinations of pieces are looked at.
const LIMIT: usize = 200_000;

/// How many gaps are kept.
const LISTED: usize = 64;

/// Looks at every combination of pieces of the axes.
pub fn survey(axes: &[Axis], rows: &[Row], beyond: Beyond) -> Findings {
    let pieces: Vec<Vec<Piece>> = axes
        .iter()
        .enumerate()
        .map(|(position, axis)| axis.pieces(rows.iter().filter_map(|row| row.cells.get(position))))
        .collect();
    let mut search = Search {
        axes,
        pieces: &pieces,
        rows,
        beyond,
        seen: 0,
        reached: vec![false; rows.len()],
        findings: Findings::default(),
    };
    search.findings.complete = true;
    let all: Vec<usize> = (0..rows.len()).collect();
    search.descend(&mut Vec::new(), &all);
    let mut findings = search.findings;
    if findings.complete {
        let reached = search.reached;
        findings.masked =
            reached.iter().enumerate().filter(|(_, seen)| !**seen).map(|(row, _)| row).collect();
    }
    findings
}

struct Search<'a> {
    axes: &'a [Axis],
    pieces: &'a [Vec<Piece>],
    beyond: Beyond,
    rows: &'a [Row],
    seen: usize,
    reached: Vec<bool>,
    findings: Findings,
}

impl Search<'_> {
    /// Goes through the pieces of the next axis with the rows that hold so far.
    fn descend(&mut self, path: &mut Vec<Piece>, alive: &[usize]) {
        let depth = path.len();
        let Some(pieces) = self.pieces.get(depth) else {
            self.leaf(path, alive);
            return;
        };
        for piece in pieces {
            if self.seen >= LIMIT {
                self.findings.complete = false;
                return;
            }
            let next: Vec<usize> =
                alive.iter().copied().filter(|row| self.holds(*row, depth, piece)).collect();
            path.push(piece.clone());
            self.descend(path, &next);
            path.pop();
        }
    }

    fn holds(&self, row: usize, axis: usize, piece: &Piece) -> bool {
        self.rows.get(row).and_then(|row| row.cells.get(axis)).is_some_and(|cell| cell.holds(piece))
    }

    fn rank(&self, row: usize) -> usize {
        self.rows.get(row).map_or(usize::MAX, |row| row.rank)
    }

    fn leaf(&mut self, path: &[Piece], alive: &[usize]) {
        self.seen += 1;
        let Some(best) = alive.iter().map(|row| self.rank(*row)).min() else {
            if self.beyond == Beyond::Allowed && self.is_beyond(path) {
                return;
            }
            if self.findings.gaps.len() < LISTED {
                self.findings.gaps.push(path.to_vec());
            }
            match &mut self.findings.gap {
                Some((_, count)) => *count += 1,
                none => *none = Some((path.to_vec(), 1)),
            }
            return;
        };
        let winners: Vec<usize> = alive.iter().copied().filter(|row| self.rank(*row) == best).collect();
        for (position, first) in winners.iter().enumerate() {
            if let Some(reached) = self.reached.get_mut(*first) {
                *reached = true;
            }
            for second in winners.iter().skip(position + 1) {
                self.overlap(*first, *second, path);
            }
        }
    }

    fn is_beyond(&self, path: &[Piece]) -> bool {
        path.iter().zip(self.axes).enumerate().any(|(position, (piece, axis))| {
            axis.is_beyond(piece, self.rows.iter().filter_map(|row| row.cells.get(position)))
        })
    }

    fn overlap(&mut self, first: usize, second: usize, path: &[Piece]) {
        let known = self.findings.overlaps.iter().any(|(a, b, _)| (*a, *b) == (first, second));
        if !known {
            self.findings.overlaps.push((first, second, path.to_vec()));
        }
    }
}
