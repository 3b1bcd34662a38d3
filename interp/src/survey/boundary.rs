//! The boundaries between classes, and the rows that stand at them: those that a small change of the data would move.

use dashu_int::IBig;
use dashu_ratio::RBig;

use super::ask::{Ask, Subject, read};
use super::ladder::{Ladder, Rung};
use crate::number::power_of_ten;
use crate::program::{BandBlock, Block, Core};

/// So many rows on each side of a boundary are always told.
pub const NEAREST: usize = 3;

/// No more rows than these on each side are told one by one.
const MOST: usize = 30;

/// This share of the full score is near.
fn near_share() -> RBig {
    RBig::from_parts(IBig::from(5), dashu_int::UBig::from(1000_u16))
}

/// What counts as near.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EdgeRule {
    /// The greatest distance that is near, in the unit of the score.
    pub limit: String,
    /// The full score it is 0.5 % of; absent where the score has none, and the limit is its last decimal.
    pub out_of: Option<String>,
}

/// Where one class ends and another begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundary {
    /// The group that is classed apart, where there are several.
    pub population: Option<String>,
    /// The better class.
    pub above: String,
    /// The other.
    pub below: String,
    /// The place of the last row above it.
    pub place: u64,
    /// The score of the last row above it, and of the first below.
    pub scores: (String, String),
    /// How far these two are apart.
    pub gap: String,
    /// Whether they are equal, and a tie key decided.
    pub tied: bool,
    /// How many rows are near on each side.
    pub near: (u64, u64),
    /// The rows at it, from the best to the worst.
    pub rows: Vec<EdgeRow>,
}

/// A row at a boundary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EdgeRow {
    /// The row.
    pub subject: Subject,
    /// Its row in the table.
    pub row: u32,
    /// Whether it stands above the boundary.
    pub above: bool,
    /// Its place.
    pub place: u64,
    /// Its score.
    pub score: String,
    /// How much it would lose or gain to stand beside the nearest row of the other side.
    pub distance: String,
    /// How many places it would fall or climb to the other side.
    pub places: u64,
    /// Whether it is near.
    pub near: bool,
}

/// What is near for a score with so many decimals.
pub(super) fn edge_rule(ask: Ask<'_, '_>, band: &BandBlock, places: u32) -> (EdgeRule, RBig) {
    let full = ask.program().blocks.iter().find_map(|block| match block {
        Block::Score(score) if same(ask, band, score.total.definition) => score.out_of.clone(),
        _ => None,
    });
    let last = RBig::from_parts(IBig::ONE, power_of_ten(places));
    let share = full.as_ref().map(|full| full * near_share());
    let limit = share.filter(|share| *share > last).unwrap_or(last);
    let text = |number: &RBig| crate::number::print(number).text;
    (EdgeRule { limit: text(&limit), out_of: full.as_ref().map(text) }, limit)
}

/// Whether a band ranks by this definition.
fn same(ask: Ask<'_, '_>, band: &BandBlock, id: crate::program::DefinitionId) -> bool {
    crate::run::visible(ask.program(), band.by) == id
}

/// The boundaries of ladders, from the best class to the worst.
pub(super) fn boundaries(
    ask: Ask<'_, '_>,
    band: &BandBlock,
    ladders: &[Ladder],
    places: u32,
    limit: &RBig,
) -> Vec<Boundary> {
    let Some(by) = read(ask.program(), band.by) else { return Vec::new() };
    let members = ask.program().choice(band.choice).map(|c| c.members.as_slice()).unwrap_or_default();
    let name = |class: u32| members.get(class as usize).cloned().unwrap_or_default();
    let mut found = Vec::new();
    for ladder in ladders {
        for (at, pair) in ladder.rungs.windows(2).enumerate() {
            let [last, first] = pair else { continue };
            if last.class == first.class {
                continue;
            }
            let edge = Edge { ask, by: &by, ladder, last: at, places, limit };
            let mut boundary = edge.boundary(*last, *first);
            boundary.above = name(last.class);
            boundary.below = name(first.class);
            found.push(boundary);
        }
    }
    found
}

/// A boundary that is looked at.
struct Edge<'e, 'o, 'a> {
    ask: Ask<'o, 'a>,
    by: &'e Core,
    ladder: &'e Ladder,
    /// The rung of the last row above.
    last: usize,
    places: u32,
    limit: &'e RBig,
}

impl Edge<'_, '_, '_> {
    fn boundary(&self, last: Rung, first: Rung) -> Boundary {
        let scores = self.ask.values(self.by, &[last.row, first.row]).fixed(self.places);
        let score = |at: usize| scores.get(at).cloned().flatten().unwrap_or_default();
        let above = self.side(first.row, true);
        let below = self.side(last.row, false);
        let near = |side: &[EdgeRow]| side.iter().filter(|row| row.near).count() as u64;
        let count = (near(&above), near(&below));
        let gap = above.last().map(|row| row.distance.clone()).unwrap_or_default();
        let keep = |side: &[EdgeRow]| side.len().min(count_shown(near(side)));
        let (kept_above, kept_below) = (keep(&above), keep(&below));
        let skip = above.len() - kept_above;
        let rows = above.into_iter().skip(skip).chain(below.into_iter().take(kept_below)).collect();
        Boundary {
            population: self.ladder.name.clone(),
            place: self.last as u64 + 1,
            scores: (score(0), score(1)),
            gap,
            tied: first.told_by != Some(0),
            near: count,
            rows,
            ..Boundary::default()
        }
    }

    /// The rows of a side, those near and the nearest, from the best to the worst; `other` is the nearest row of the other side.
    fn side(&self, other: u32, above: bool) -> Vec<EdgeRow> {
        let rungs = &self.ladder.rungs;
        let class = |at: usize| rungs.get(at).map(|rung| rung.class);
        let own = if above { self.last } else { self.last + 1 };
        let of_class = |at: &usize| class(*at) == class(own);
        let places: Vec<usize> = if above {
            (0..=self.last).rev().take_while(of_class).collect()
        } else {
            (self.last + 1..rungs.len()).take_while(of_class).collect()
        };
        let rows: Vec<u32> = places.iter().filter_map(|at| rungs.get(*at)).map(|rung| rung.row).collect();
        let distance = self.ask.distance(self.by, other);
        let near = self.ask.holds(&self.ask.at_most(distance.clone(), self.limit), &rows);
        let shown = near.iter().take_while(|near| **near).count().max(NEAREST).min(rows.len());
        let rows: Vec<u32> = rows.into_iter().take(shown).collect();
        let distances = self.ask.values(&distance, &rows).fixed(self.places);
        let scores = self.ask.values(self.by, &rows).fixed(self.places);
        let mut side: Vec<EdgeRow> = rows
            .iter()
            .zip(places)
            .zip(distances.into_iter().zip(scores))
            .enumerate()
            .map(|(at, ((row, place), (distance, score)))| EdgeRow {
                subject: self.ask.subject(*row),
                row: *row,
                above,
                place: place as u64 + 1,
                score: score.unwrap_or_default(),
                distance: distance.unwrap_or_default(),
                places: at as u64 + 1,
                near: near.get(at) == Some(&true),
            })
            .collect();
        if above {
            side.reverse();
        }
        side
    }
}

/// How many rows of a side are told, of which so many are near.
fn count_shown(near: u64) -> usize {
    usize::try_from(near).unwrap_or(MOST).clamp(NEAREST, MOST)
}
