//! Scores and tallies.

use super::{FactId, Stated, Term};
use crate::program::RoundingMode;

/// 评分: the total of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Whether the row is scored; else it has no total.
    pub scored: bool,
    /// What says whether it is, where the table has 参评 or groups.
    pub reach: Option<FactId>,
    /// 满分
    pub out_of: Option<Stated>,
    /// The highest total there can be, where that is known.
    pub attainable: Option<Stated>,
    /// Its items and groups, depth first.
    pub lines: Vec<ScoreLine>,
    /// What is added and taken off besides (另加, 另减): those taken off have a negative value. Empty for a row that is not scored.
    pub extras: Vec<Term>,
    /// Before and how it was rounded (保留), where it is.
    pub rounded: Option<Rounding>,
}

/// An item or a group of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLine {
    /// Its points.
    pub fact: FactId,
    /// How deep it is nested; 0 for those of the block itself.
    pub depth: u32,
    /// Its weight.
    pub weight: Option<Stated>,
    /// Whether it has items of its own.
    pub group: bool,
}

/// What was rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounding {
    /// The value before.
    pub before: Stated,
    /// To multiples of this: `0.01`.
    pub quantum: String,
    /// How.
    pub mode: RoundingMode,
}

/// A group of items: the sum of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreGroup {
    /// Its weight.
    pub weight: Option<Stated>,
    /// Its items and groups, depth first; depth 0 are its own.
    pub lines: Vec<ScoreLine>,
}

/// An item of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreItem {
    /// Its weight.
    pub weight: Option<Stated>,
    /// 本项值: what is scored, where it has one.
    pub subject: Option<Term>,
    /// 本项基准, where it has one.
    pub baseline: Option<Term>,
    /// value / baseline × weight, or 计: the points before any limit. None for a row that is not scored.
    pub raw: Option<Term>,
    /// 上限, in points.
    pub cap: Option<Term>,
    /// 下限, in points.
    pub floor: Option<Term>,
    /// Which limit made the points what they are.
    pub bound: Bound,
    /// The points that the answer to a missing value gives (缺失 …), where it was taken. It is not limited by 上限 and 下限.
    pub answered: Option<Term>,
}

/// Which limit took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// None: the points are as computed.
    Within,
    /// 上限: the points would have been more.
    Cap,
    /// 下限: the points would have been less.
    Floor,
}

/// 计分, 奖励, or a group of their items.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Its items and groups, its own only.
    pub parts: Vec<TallyPart>,
    /// 取最高: only the highest counts.
    pub highest: bool,
    /// The sum, or the highest, before the cap.
    pub before_cap: Option<Stated>,
    /// 上限, where there is one.
    pub cap: Option<Term>,
    /// Whether the cap took effect.
    pub capped: bool,
    /// The highest sum there can be, where that is known.
    pub attainable: Option<Stated>,
}

/// An item of a tally.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyPart {
    /// Its amount.
    pub fact: FactId,
    /// Whether it is summed up itself; one that a reading of the same group chooses between is not.
    pub direct: bool,
    /// Whether it adds to the sum: not zero, and the highest where only that counts.
    pub counts: bool,
}
