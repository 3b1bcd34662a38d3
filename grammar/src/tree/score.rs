//! `评分`: weighted items.

use super::{Expr, Missing, Name, Notes, Rounding};
use crate::span::Span;

/// `评分 综合得分 群体 规上 满分 100 分 { 每项 上限 1.5 倍；亩均税收 45 基准 x；另加 y；保留 2 位 }`
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// 综合得分
    pub name: Name,
    /// 群体 规上: the population scored so
    pub group: Option<Name>,
    /// 满分
    pub out_of: Option<Expr>,
    /// 每项 …: what holds for each item that does not say otherwise
    pub each: ItemClauses,
    /// Items and groups in the order written.
    pub entries: Vec<ScoreEntry>,
    /// 另加, 另减
    pub extras: Vec<Extra>,
    /// 保留
    pub rounding: Option<Rounding>,
    /// 公布
    pub shown: Option<u32>,
}

/// An item or a group of items.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreEntry {
    /// 亩均税收
    pub name: Name,
    /// 45
    pub weight: Option<Expr>,
    /// An item's clauses, or a group's `每项`-like defaults written in its header.
    pub clauses: ItemClauses,
    /// The items of a group; `None` for an item.
    pub entries: Option<Vec<ScoreEntry>>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}

/// `指标 x 基准 b 上限 1.5 倍 下限 0 分 缺失 0 分`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemClauses {
    /// 指标: the value scored; the item's own name where absent
    pub value: Option<Expr>,
    /// 基准
    pub baseline: Option<Expr>,
    /// 计: the points, instead of value / baseline × weight
    pub points: Option<Expr>,
    /// 上限: points, or a multiple of the weight (unit 倍)
    pub cap: Option<Expr>,
    /// 下限
    pub floor: Option<Expr>,
    /// 缺失
    pub missing: Option<Missing>,
}

/// `另加 客观因素调整分`
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// 另减
    pub subtract: bool,
    /// What is added.
    pub value: Expr,
    /// 缺失 …
    pub missing: Option<Missing>,
    /// Its documentation and citations.
    pub notes: Notes,
    /// The whole entry.
    pub span: Span,
}
