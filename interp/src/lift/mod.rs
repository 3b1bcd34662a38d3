//! What-if turned round: how far must one cell of a row change, all others as they are, for the row to stand in another class?
//!
//! Every answer is found by evaluating the whole program over the table with that one cell changed, so that whatever the row moves
//! — averages that are baselines, other rows' scores and places, cuts — is in it. Along one cell the class is constant but for
//! jumps; the jump nearest to what the cell holds is bracketed by probes at growing distances on both sides, and halved down to
//! two neighbouring decimals of the column: at one the class is another, at the other not yet. Nothing is rounded and nothing is
//! within a tolerance. What probes cannot show is that there is no double jump between two of them: an answer says how many
//! places were tried. Where a column has few values (counts), every one is tried, and the answer is the smallest change that there is.

mod depend;
mod ladder;
mod line;
mod probe;
mod search;

pub use depend::Dependence;
pub use ladder::{Ladder, ladders};
pub use probe::{Faulty, Probes, Stand, stand};
pub use search::{Answer, Flip, Reach, Search, Size, search};

/// Where a row is to stand. Classes are positions in their choice: 0 is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// In this class or a greater one.
    Reach(u32),
    /// Below this class, or in none.
    Lose(u32),
}

impl Goal {
    /// Whether a row of this class is where it is to be.
    pub fn is_met(self, class: Option<u32>, ordered: u32) -> bool {
        let class = class.filter(|class| *class < ordered);
        match self {
            Self::Reach(wanted) => class.is_some_and(|class| class <= wanted),
            Self::Lose(held) => class.is_none_or(|class| class > held),
        }
    }
}

#[cfg(test)]
mod tests;
