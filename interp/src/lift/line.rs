//! The nearest place on a line of whole numbers where something holds that does not hold at the start.

use std::collections::BTreeMap;

/// A stretch of whole numbers around a start, which may lie between two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The nearest number above the start.
    pub above: i128,
    /// The nearest number below it.
    pub below: i128,
    /// The least number of the stretch.
    pub lowest: i128,
    /// The greatest.
    pub highest: i128,
}

/// A stretch of at most so many numbers is tried number by number, the nearest first.
const EVERY: i128 = 64;

/// A place where it holds, and how far it is: its neighbour on the side of the start is `distance - 1` away, and there it does
/// not hold; 0 is the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Whether it lies above the start.
    pub upwards: bool,
    /// Counted in numbers of the line; at least 1.
    pub distance: i128,
}

/// Probes grow by this factor: the wider, the fewer evaluations, and the more a double jump could hide in.
const GROWTH: i128 = 4;

/// So many places between the start and a jump are tried beside those that the halving tried.
const BETWEEN: i128 = 7;

impl Line {
    /// The number at a distance; 1 is the nearest beside the start.
    pub fn at(&self, upwards: bool, distance: i128) -> i128 {
        if upwards { self.above + (distance - 1) } else { self.below - (distance - 1) }
    }

    /// The distance of the last number on a side; 0 where there is none.
    fn reach(&self, upwards: bool) -> i128 {
        let reach = if upwards { self.highest - self.above } else { self.below - self.lowest };
        (reach + 1).max(0)
    }

    /// Whether every number is tried, so that what is found is the nearest whatever happens in between.
    pub fn is_short(&self) -> bool {
        self.reach(true) + self.reach(false) <= EVERY
    }

    /// The jump nearest to the start. A short stretch is tried number by number. In a long one, probes stand at distances 1, 4, 16 … on both sides; the first stretch at whose end it holds is
    /// halved down to neighbours; then places in between are tried, and what holds there is the start of another halving.
    pub fn nearest(&self, holds: impl FnMut(i128) -> bool) -> Option<Jump> {
        let mut known = Known { line: self, seen: BTreeMap::new(), holds };
        if self.is_short() {
            return known.first();
        }
        let (mut last, mut distance) = (0, 1);
        while last < self.reach(true).max(self.reach(false)) {
            for upwards in [true, false] {
                let end = distance.min(self.reach(upwards));
                if last < end && known.holds(upwards, end) {
                    let jump = known.halve(upwards, last, end);
                    let jump = if upwards { known.nearer_below(jump, last) } else { jump };
                    return Some(known.between(jump));
                }
            }
            (last, distance) = (distance, distance.saturating_mul(GROWTH));
        }
        None
    }
}

/// What is known of a line.
struct Known<'l, F> {
    line: &'l Line,
    seen: BTreeMap<(bool, i128), bool>,
    holds: F,
}

impl<F: FnMut(i128) -> bool> Known<'_, F> {
    fn holds(&mut self, upwards: bool, distance: i128) -> bool {
        if let Some(seen) = self.seen.get(&(upwards, distance)) {
            return *seen;
        }
        let holds = (self.holds)(self.line.at(upwards, distance));
        self.seen.insert((upwards, distance), holds);
        holds
    }

    /// The nearest of all.
    fn first(&mut self) -> Option<Jump> {
        let last = self.line.reach(true).max(self.line.reach(false));
        let all = (1..=last).flat_map(|distance| [true, false].map(|upwards| Jump { upwards, distance }));
        let mut inside =
            all.filter(|jump| jump.distance <= self.line.reach(jump.upwards)).collect::<Vec<_>>().into_iter();
        inside.find(|jump| self.holds(jump.upwards, jump.distance))
    }

    /// A jump between `miss`, where it does not hold, and `hit`, where it does.
    fn halve(&mut self, upwards: bool, mut miss: i128, mut hit: i128) -> Jump {
        while hit - miss > 1 {
            let middle = miss + (hit - miss) / 2;
            if self.holds(upwards, middle) { hit = middle } else { miss = middle }
        }
        Jump { upwards, distance: hit }
    }

    /// Below the start it may hold nearer by than above.
    fn nearer_below(&mut self, jump: Jump, last: i128) -> Jump {
        let end = (jump.distance - 1).min(self.line.reach(false));
        if last < end && self.holds(false, end) { self.halve(false, last, end) } else { jump }
    }

    /// Tries places between the start and the jump, evenly apart.
    fn between(&mut self, jump: Jump) -> Jump {
        let mut miss = 0;
        for part in 1..=BETWEEN {
            let distance = jump.distance * part / (BETWEEN + 1);
            if distance <= miss {
                continue;
            }
            if self.holds(jump.upwards, distance) {
                return self.halve(jump.upwards, miss, distance);
            }
            miss = distance;
        }
        jump
    }
}
